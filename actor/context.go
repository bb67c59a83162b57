package actor

import (
	"context"
	"time"
)

// turnContext is the context that handlers are given: the actor itself, seen
// as one, so that it costs nothing.
type turnContext[C, R any] Actor[C, R]

// turnKey finds in a context the actor whose handler it was given to.
var turnKey = new(byte)

func (t *turnContext[C, R]) actor() *Actor[C, R] { return (*Actor[C, R])(t) }

func (*turnContext[C, R]) Deadline() (time.Time, bool) { return time.Time{}, false }

func (t *turnContext[C, R]) Done() <-chan struct{} {
	a := t.actor()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ending == nil {
		a.ending = make(chan struct{})
		if a.ended {
			close(a.ending)
		}
	}
	return a.ending
}

func (t *turnContext[C, R]) Err() error {
	a := t.actor()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ended {
		return context.Canceled
	}
	return nil
}

func (t *turnContext[C, R]) Value(key any) any {
	if key == any(turnKey) {
		return t.actor()
	}
	return nil
}

func (*turnContext[C, R]) String() string { return "actor.Handler's context" }

// inTurn reports whether ctx comes from a handler of a.
func (a *Actor[C, R]) inTurn(ctx context.Context) bool {
	in, _ := ctx.Value(turnKey).(*Actor[C, R])
	return in == a
}

// refuse ends a call with ctx, which is nil or has ended, before it begins: the
// command is rejected, and counted and reported as such.
func (a *Actor[C, R]) refuse(ctx context.Context, call string) error {
	if ctx == nil {
		panic("actor: " + call + ": context is nil")
	}
	cause := context.Cause(ctx)
	var due due[R]
	a.mu.Lock()
	a.offered++
	return a.reject(letter[C, R]{id: a.offered}, cause, &due)
}
