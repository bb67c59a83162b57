package actor

import (
	"context"
	"time"
	"unsafe"
)

// A turnContext is the context that a handler is given, and names its turn: it
// is never used for another. So a goroutine that keeps an old one is not taken
// for the handler that runs now.
//
// It is one byte of a turnContexts, so that a turn costs a byte of garbage and
// next to no time; a pointer to the actor in each would make a send a quarter
// slower. Its value is its own index, which leads to the actor.
type turnContext[C, R any] byte

// turnContexts are the contexts of consecutive turns. Who keeps one keeps all,
// so no address recurs while it can be compared with.
type turnContexts[C, R any] struct {
	all   [contextsAtOnce]byte
	actor *Actor[C, R]
}

// contextsAtOnce makes turnContexts fill 64 bytes: an idle actor keeps one.
const contextsAtOnce = 56

// indices are what each turnContexts begins with.
var indices = func() (all [contextsAtOnce]byte) {
	for i := range all {
		all[i] = byte(i)
	}
	return all
}()

// renewContexts makes contexts for the next turns, under the lock.
func (a *Actor[C, R]) renewContexts() {
	a.contexts, a.context = &turnContexts[C, R]{indices, a}, 0
}

// turnContext returns the context of the latest turn.
func (a *Actor[C, R]) turnContext() *turnContext[C, R] {
	return (*turnContext[C, R])(unsafe.Add(unsafe.Pointer(a.contexts), a.context)) // &a.contexts.all[a.context], unchecked
}

func (t *turnContext[C, R]) actor() *Actor[C, R] {
	first := unsafe.Add(unsafe.Pointer(t), -int(*t)) // where the array begins, and so the struct
	return (*turnContexts[C, R])(first).actor
}

// runs reports whether t's turn goes on, under the lock.
func (t *turnContext[C, R]) runs(a *Actor[C, R]) bool {
	return a.turn >= handling && a.turnContext() == t
}

func (*turnContext[C, R]) Deadline() (time.Time, bool) { return time.Time{}, false }

func (t *turnContext[C, R]) Done() <-chan struct{} {
	a := t.actor()
	a.mu.Lock()
	defer a.mu.Unlock()
	x := a.more()
	if x.ending == nil {
		x.ending = make(chan struct{})
		if a.hasEnded() {
			close(x.ending)
		}
	}
	return x.ending
}

func (t *turnContext[C, R]) Err() error {
	a := t.actor()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.hasEnded() {
		return context.Canceled
	}
	return nil
}

func (t *turnContext[C, R]) Value(key any) any {
	if key == any(turnKey) {
		return t
	}
	return nil
}

func (*turnContext[C, R]) String() string { return "actor.Handler's context" }

// turnKey finds in a context the turn that it was given to.
var turnKey = new(byte)

// endContext cancels the handlers' context, under the lock.
func (a *Actor[C, R]) endContext() {
	x := a.more()
	if x.ended {
		return
	}
	x.ended = true
	if x.ending != nil {
		close(x.ending)
	}
}

// hasEnded reports whether the handlers' context is cancelled, under the lock.
func (a *Actor[C, R]) hasEnded() bool {
	return a.extras != nil && a.extras.ended
}

// refuse ends a call with ctx, which is nil or has ended, before it begins: the
// command is rejected, and counted and reported as such.
func (a *Actor[C, R]) refuse(ctx context.Context, call string) error {
	if ctx == nil {
		panic("actor: " + call + ": context is nil")
	}
	var none C
	cause := context.Cause(ctx)
	var owed settlements[R]
	a.mu.Lock()
	return a.reject(a.enter(none), cause, &owed)
}

// A Turn is one run of a handler, for [Actor.SendFuncIn] and [Actor.AskFuncIn],
// which take no context, and for those who step an actor by hand. The zero Turn
// is none.
type Turn struct{ of turnOf }

// turnOf is a *turnContext of any actor.
type turnOf interface {
	context.Context
	asker() asker
	hold() bool
	end() bool
}

// TurnOf returns the turn that ctx was given to, or that the context which ctx
// is derived from was given to. It is the zero Turn for any other context. Once
// the turn has ended, it counts for nothing.
func TurnOf(ctx context.Context) Turn {
	if ctx == nil {
		panic("actor: TurnOf: context is nil")
	}
	t, _ := ctx.Value(turnKey).(turnOf)
	return Turn{t}
}

// Hold keeps the turn open when its handler returns, until [Turn.End]: the
// actor is busy, its reply may be sent, and the next command stays in its slot.
// So a handler can ask another actor on an event loop, which may not block: it
// calls [Actor.AskFuncIn] and Hold and returns; the callback replies and calls
// End.
//
// It reports whether the turn is held: false for the zero Turn and for one that
// has ended. It is for the [Manual] executor and panics under any other. A held
// turn is like a handler that has not returned, for Stop and Kill too.
func (t Turn) Hold() bool { return t.of != nil && t.of.hold() }

// End ends a turn that is held, and reports whether it was. If its handler has
// not returned yet, the turn ends when it does.
func (t Turn) End() bool { return t.of != nil && t.of.end() }

func (t *turnContext[C, R]) hold() bool {
	a := t.actor()
	a.mustBeManual("Turn.Hold")
	a.mu.Lock()
	defer a.mu.Unlock()
	if !t.runs(a) {
		return false
	}
	a.special |= held
	return true
}

func (t *turnContext[C, R]) end() bool {
	a := t.actor()
	var owed settlements[R]
	a.mu.Lock()
	ends := t.runs(a) && a.special&held != 0
	if ends {
		a.special &^= held
		if a.turn == returned {
			a.finish(nil, &owed)
			a.next(&owed)
		}
	}
	a.unlock(&owed)
	return ends
}
