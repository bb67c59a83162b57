package actor

// An Executor says who runs an actor's turns.
type Executor uint8

const (
	// Goroutine runs turns in a goroutine that exists only while there is
	// work. Handlers may block.
	Goroutine Executor = iota

	// Caller lets whoever finds the actor idle run the turn in place, before
	// its call returns. It is the fastest, for handlers that never block. A
	// caller goes on with commands that others bring meanwhile, but only with
	// a few; a goroutine takes over then. A handler that ends its goroutine
	// ends that of the caller whose turn it is in.
	Caller

	// Manual runs nothing until the actor's owner calls [Actor.Receive] and
	// [Actor.Handle].
	Manual
)

// Receive makes the oldest admitted command the current one, which frees its
// slot for the first waiting sender, and reports whether there was one. It is
// false while a turn goes on. It is for the [Manual] executor, does not block,
// and panics under any other.
func (a *Actor[C, R]) Receive() bool {
	a.mustBeManual("Receive")
	var owed settlements[R]
	a.mu.Lock()
	ready := a.turn == idle && a.admitted.length > 0
	if ready {
		a.receive(&owed)
	}
	a.unlock(&owed)
	return ready
}

// Handle runs the handler for the command that [Actor.Receive] took, and
// reports whether there was one. The turn ends with the handler, unless
// [Turn.Hold] says otherwise. It is for the [Manual] executor, blocks only
// as its handler does, and panics under any other.
func (a *Actor[C, R]) Handle() bool {
	a.mustBeManual("Handle")
	a.mu.Lock()
	ready := a.turn == received
	if ready {
		a.turn = handling
	}
	a.mu.Unlock()
	if ready {
		a.run(&stint[C, R]{}, 0)
	}
	return ready
}

func (a *Actor[C, R]) mustBeManual(method string) {
	if a.executor != Manual {
		panic("actor: " + method + ": the actor was not spawned On(Manual)")
	}
}

// receive begins a turn with the oldest command, under the lock, and gives the
// slot that it frees to the first in line: nobody can come between.
func (a *Actor[C, R]) receive(owed *settlements[R]) {
	e := a.admitted.pop() // view: received
	a.begin(e)
	if a.executor == Manual {
		a.turn = received
	}
	a.report(Received, e.id, nil)
	if a.waitingSenders() > 0 {
		a.admitFirst(owed)
	}
}

// admitFirst gives a slot to the first in line. There is one.
func (a *Actor[C, R]) admitFirst(owed *settlements[R]) {
	c := a.extras.waiters.pop()
	e := entry[C, R]{command: c.command, id: c.id}
	if c.asks {
		e.call = c
	}
	a.admitted.push(e, a.capacity) // view: admitted from the line
	if !c.asks {
		var none R
		a.settle(c, none, nil, owed)
	}
	a.report(Admitted, e.id, nil)
}
