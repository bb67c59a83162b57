//go:build !js

package actor

import (
	"runtime"
	"time"
)

// A crew is the goroutines that run the turns of actors on [Goroutine]. To
// start one for each wake-up costs more than most turns; a crew's goroutine goes
// from one actor that has work to the next, and a few rounds later, when there
// has been none, it ends.
//
// A handler may block, and then its goroutine is lost to the others. So while
// ready has an actor, at least one goroutine is free: it can run, and will take
// from ready before it calls a handler. Who is about to call one and leaves
// neither an empty list nor another free goroutine behind starts one first.
// So nobody waits for a handler of another actor, whatever it does: it may end
// its goroutine, too.
type crew struct {
	mu    lock
	ready queue[runner] // actors whose turn has begun and that nobody runs
	free  int

	_ [64]byte // so that crews share no line of the processor's cache
}

// A runner is an [Actor].
type runner interface{ runAll() }

// idleRounds is how often a free goroutine lets all others run, and looks again,
// before it ends.
const idleRounds = 3

// add has the turn of a run, which has begun, and those that follow.
func (c *crew) add(a runner) {
	lockSoon(&c.mu)
	c.ready.push(a, maxReady)
	starts := c.free == 0
	if starts {
		c.free++
	}
	c.mu.Unlock()
	if starts {
		go c.work()
	}
}

const maxReady = 1 << 62 // no limit: each actor is in the list once at most

// work is what one goroutine does, free when it begins.
func (c *crew) work() {
	lockSoon(&c.mu)
	for rounds := idleRounds; ; {
		if c.ready.length == 0 {
			if rounds == 0 {
				break
			}
			rounds--
			c.mu.Unlock()
			runtime.Gosched()
			lockSoon(&c.mu)
			continue
		}
		a := c.ready.pop()
		starts := c.free == 1 && c.ready.length > 0
		if !starts {
			c.free--
		} // else the one that is started is free in its stead
		c.mu.Unlock()
		if starts {
			go c.work()
		}
		a.runAll()
		rounds = idleRounds
		lockSoon(&c.mu)
		c.free++
	}
	c.free--
	c.mu.Unlock()
}

// yields is how often a caller lets all others run before it sleeps. Mostly the
// answer is there then, and to sleep and be woken costs more. Each yield takes
// the scheduler's lock, which all processors share. So a second one costs more
// than it saves, and with many processors the first does.
var yields = func() int {
	if runtime.GOMAXPROCS(0) > 8 {
		return 0
	}
	return 1
}()

// crews are several where there are many processors, or all would wait for one lock.
var crews = make([]crew, max(1, min(runtime.GOMAXPROCS(0)/2, 32)))

// handOver has the turns of a run by the crew that its number says.
func handOver(number uintptr, a runner) { crews[number%uintptr(len(crews))].add(a) }

// hasCrew reports whether an actor that is spawned now may have its turns run by
// goroutines that others started. In a bubble of testing/synctest it may not: its
// handlers must run in the bubble. The clock shows it: in a bubble it begins in 2000.
var hasCrew = func() bool { return time.Now().Year() >= 2026 }
