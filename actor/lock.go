//go:build !js

package actor

import (
	"runtime"
	"sync"
)

// A lock guards an actor. See lock_js.go for why it has a name.
type lock = sync.Mutex

// parallel says that goroutines may run at the same time.
const parallel = true

// spins is how often lockSoon looks before it lets others run: for about as long
// as a holder on another processor takes.
const spins = 30

// lockSoon locks l, and is loath to sleep: among many callers the lock is free
// before one that sleeps could be woken.
func lockSoon(l *lock) {
	for left := lockYields; ; left-- {
		for range spins {
			if l.TryLock() {
				return
			}
		}
		if left == 0 {
			l.Lock()
			return
		}
		runtime.Gosched()
	}
}

// A count is smaller there, too.
type count = int
