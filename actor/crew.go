//go:build !js

package actor

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A crew is the goroutines that run the turns of actors on [Goroutine]. To
// start one for each wake-up costs more than most turns; a crew's goroutine goes
// from one actor that has work to the next. When there is none, it looks again a
// few times, after all other goroutines have run, and then ends.
//
// A handler may block, and then its goroutine is lost to the others. So while
// ready has an actor, at least one goroutine is free: it can run, and takes from
// ready before it calls a handler. A goroutine that is about to call one, and
// would leave actors in ready and nobody free, starts another first. So no actor
// waits for a handler of another one, whatever that does: it may end its
// goroutine, too.
type crew struct {
	mu    lock
	ready queue[runner] // actors whose turn has begun and that nobody runs
	free  int
	most  count // the greatest length of ready since it was empty

	_ [64]byte // so that crews share no line of the processor's cache
}

// A runner is an [Actor].
type runner interface{ runAll() }

const (
	// idleRounds is how often a free goroutine lets all others run, and looks
	// again, before it ends.
	idleRounds = 3

	// crowd is how many actors in ready make a caller sleep at once. Its own
	// actor's turn comes after theirs, which takes longer than to be woken.
	crowd = 4
)

// crews has a crew for each processor, more or less: a pool keeps what it is given
// where that happened. So actors, their callers and their turns stay on one
// processor, unless another has nothing to do.
var crews = sync.Pool{New: func() any { return new(crew) }}

// crowded is whether the crew that has emptied its ready last had a crowd in it.
var crowded atomic.Bool

// handOver runs the turn of a, which has begun, and those that follow, in a crew.
func handOver(a runner) {
	c := crews.Get().(*crew)
	crews.Put(c)
	c.add(a)
}

func (c *crew) add(a runner) {
	lockSoon(&c.mu)
	c.ready.push(a, maxReady)
	c.most = max(c.most, c.ready.length)
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
			// One that was started last runs last, and finds what the others
			// have left: so many actors are run for one switch of goroutines.
			if rounds == 0 || c.free > 1 {
				break
			}
			rounds--
			c.mu.Unlock()
			runtime.Gosched()
			lockSoon(&c.mu)
			continue
		}
		a := c.take()
		starts := c.free == 1 && c.ready.length > 0
		if !starts {
			c.free--
		} // else the goroutine that is started is free, and this one is not
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

// take removes the first of ready, under the lock.
func (c *crew) take() runner {
	a := c.ready.pop()
	if c.ready.length == 0 {
		if now := c.most >= crowd; now != crowded.Load() {
			crowded.Store(now)
		}
		c.most = 0
	}
	return a
}

// lockYields is how often a goroutine that wants a lock lets all others run before
// it sleeps. Each yield takes the scheduler's lock, which all processors share. So
// a second one costs more than it saves, and with many processors the first does.
var lockYields = func() int {
	if runtime.GOMAXPROCS(0) > 8 {
		return 0
	}
	return 1
}()

// yields is how often a caller lets all others run before it sleeps until its
// call has an outcome. If few actors have work, it mostly has one then.
func yields() int {
	if crowded.Load() {
		return 0
	}
	return lockYields
}

// hasCrew reports whether an actor that is spawned now may have its turns run by
// goroutines that others started. In a bubble of testing/synctest it may not: its
// handlers must run in the bubble. The clock shows it: in a bubble it begins in 2000.
var hasCrew = func() bool { return time.Now().Year() >= 2026 }
