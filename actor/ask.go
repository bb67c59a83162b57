package actor

import "context"

// Ask sends command as [Actor.Send] does and blocks until the handler replies;
// ctx spans both. Its errors:
//
//   - ctx's cause. If the command was admitted by then, it is handled all
//     the same and its reply discarded. If ctx ended before the call, Ask returns at once
//     and the command is rejected.
//   - [ErrStopped], if the actor was stopped before the command was
//     admitted, or killed before it was handled
//   - [ErrNoReply], if the handler returned without a reply, or kept it and
//     it was lost
//   - what the actor failed with: a [*PanicError] or [ErrGoexit]
//   - [ErrDeadlock], if ctx is that of a handler and the wait for the answer
//     would close a ring of handlers that wait for each other; [ErrSelfCall],
//     if that is a ring of one
//
// Ask panics if ctx is nil.
func (a *Actor[C, R]) Ask(ctx context.Context, command C) (R, error) {
	plain := isBackground(ctx)
	if !plain && (ctx == nil || ctx.Err() != nil) {
		var none R
		return none, a.refuse(ctx, "Ask")
	}
	if !parallel || a.executor == Caller {
		a.mu.Lock()
	} else {
		lockSoon(&a.mu)
	}
	if a.canHand() {
		a.offered++
		a.beginWith(command, a.offered)
		if !plain {
			a.runner = ctx
		}
		a.direct = true
		a.mu.Unlock()
		var s stint[C, R]
		a.run(&s, maxOthers)
		return s.answer, s.err
	}
	return a.askAndWait(ctx, command)
}

// askAndWait is the rest of Ask. It is called under the lock.
func (a *Actor[C, R]) askAndWait(ctx context.Context, command C) (R, error) {
	var none R
	var owed settlements[R]
	var from asker
	inPlace := a.turn == idle && a.executor == Caller // and so it does not wait
	if !inPlace && !isBackground(ctx) {
		a.mu.Unlock() // ctx is the user's code
		from = askerOf(ctx)
		a.mu.Lock()
	}
	e := a.enter(command)
	if a.phase != alive {
		return none, a.reject(e, ErrStopped, &owed)
	}
	c := a.newCall(e.id, 0, nil)
	c.asks = true
	if !a.hasRoom() {
		if err := a.block(c, command, from); err != nil {
			return none, a.reject(e, err, &owed)
		}
		a.unlock(&owed)
		return a.await(ctx, c, e.id)
	}
	if err := a.wait(c, from); err != nil {
		return none, a.reject(e, err, &owed)
	}
	e.call = c
	start := a.admit(e, ctx, &owed)
	if start && a.executor == Caller {
		a.unlock(&owed)
		s := stint[C, R]{own: c}
		a.run(&s, maxOthers)
		return s.answer, s.err
	}
	a.unlock(&owed)
	if start {
		a.start(&stint[C, R]{})
	}
	return a.await(ctx, c, e.id)
}

// AskFunc is [Actor.Ask] for callers that may not block, such as event loops:
// done is called once, with what Ask would have returned, before or after
// AskFunc returns. Until then [Call.Cancel] ends it.
//
// AskFunc panics if done is nil.
func (a *Actor[C, R]) AskFunc(command C, ticket uint64, done Callback[R]) Call[C, R] {
	if done == nil {
		panic("actor: AskFunc: done is nil")
	}
	return a.offer(Turn{}, command, ticket, done, true)
}

// AskFuncIn is [Actor.AskFunc] called by a handler, in its turn: done gets
// [ErrDeadlock] if the wait for the answer would close a ring. Until it is
// answered, or the turn ends, the turn counts as waiting for it; a handler that
// returns before uses [Turn.Hold] to let it be so, or [Reply.Keep].
func (a *Actor[C, R]) AskFuncIn(in Turn, command C, ticket uint64, done Callback[R]) Call[C, R] {
	if done == nil {
		panic("actor: AskFuncIn: done is nil")
	}
	return a.offer(in, command, ticket, done, true)
}
