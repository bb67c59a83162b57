package actor

import "runtime"

// A lock guards an actor on js/wasm, where all goroutines share one thread and
// are never preempted: a plain flag is a mutex there. A sync.Mutex costs two
// atomic operations, which are calls on wasm, and makes a set three times as
// slow.
type lock struct{ held bool }

func (l *lock) Lock() {
	if l.held {
		l.wait()
	}
	l.held = true
}

func (l *lock) Unlock() { l.held = false }

const parallel = false

func lockSoon(l *lock) { l.Lock() }

// A count is at most the number of slots that memory has room for. An actor is to be small.
type count = int32

// wait lets the holder go on. It was switched away in the garbage collector,
// the one place in a critical section where that happens.
func (l *lock) wait() {
	for l.held {
		runtime.Gosched()
	}
}
