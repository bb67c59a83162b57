package actor

import "context"

// Ask sends command as [Actor.Send] does and blocks until the handler replies;
// ctx spans both. Its errors:
//
//   - ctx's cause. Where the command was admitted by then, it is handled all
//     the same and its reply discarded. A ctx that has ended before the call
//     makes it return at once, rejected.
//   - [ErrStopped], where the actor was stopped before the command was
//     admitted, or killed before it was handled
//   - [ErrNoReply], where the handler returned without a reply
//   - what the actor failed with: a [*PanicError] or [ErrGoexit]
//   - [ErrSelfCall], where a handler asks its own actor with its own context
//
// Ask panics if ctx is nil.
func (a *Actor[C, R]) Ask(ctx context.Context, command C) (R, error) {
	if ctx == nil || ctx.Err() != nil {
		var none R
		return none, a.refuse(ctx, "Ask")
	}
	a.mu.Lock()
	if a.canHand() {
		l := a.letter(command)
		c := a.newCall(l.id, 0, nil)
		l.call = c
		a.take(l)
		a.mu.Unlock()
		return a.work(c, patience) // a turn always settles its ask
	}
	return a.askAndWait(ctx, command)
}

// askAndWait is the rest of Ask. It is called under the lock.
func (a *Actor[C, R]) askAndWait(ctx context.Context, command C) (R, error) {
	var none R
	var due due[R]
	l := a.letter(command)
	if a.phase != alive {
		return none, a.reject(l, ErrStopped, &due)
	}
	if a.turn != idle && a.inTurn(ctx) {
		return none, a.reject(l, ErrSelfCall, &due)
	}
	c := a.newCall(l.id, 0, nil)
	c.asks = true
	if !a.hasRoom() {
		c.park()
		a.block(c, command, &due)
		a.unlock(&due)
		return a.await(ctx, c, l.id)
	}
	l.call = c
	start := a.admit(l, &due)
	if start && a.executor == Caller {
		a.unlock(&due)
		return a.start(c)
	}
	c.park()
	a.unlock(&due)
	if start {
		a.start(nil)
	}
	return a.await(ctx, c, l.id)
}

// AskFunc is [Actor.Ask] for callers that may not block, such as event loops:
// done is called once, with what Ask would have returned, be it before or
// after AskFunc returns. Until then [Call.Cancel] ends it.
//
// AskFunc panics if done is nil.
func (a *Actor[C, R]) AskFunc(command C, ticket uint64, done Callback[R]) Call[C, R] {
	if done == nil {
		panic("actor: AskFunc: done is nil")
	}
	return a.offer(command, ticket, done, true)
}
