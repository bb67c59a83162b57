// Package data is one number behind an actor: the module of the course chapter
// that this project answers, with the functions [Start], [SetValue] and
// [GetValue] over one actor for the whole program, and [Value] for programs
// that want several.
//
// Its handler never blocks, so it runs under [actor.Caller]: a call to an idle
// actor costs no goroutine switch.
package data

import (
	"context"

	"github.com/actor-playground/actor-playground/actor"
)

// Capacity is the mailbox's capacity unless another is asked for.
const Capacity = 1024

// A Command is what the mailbox holds: a value that says what to do.
type Command struct {
	Op    Op
	Value int32 // of Set
}

// Op is what a [Command] does.
type Op uint8

const (
	Get Op = iota // answers the value
	Set           // replaces it
)

// A Value is an int32 that an actor of its own guards. Its first value is 0.
type Value struct {
	actor *Actor
	held  int32 // touched by the handler alone
}

// Actor is the actor behind a [Value].
type Actor = actor.Actor[Command, int32]

// New starts a value behind a mailbox of the given capacity. Options are those
// of [actor.Spawn], and come after [actor.Caller]. It panics where capacity is
// less than 1.
func New(capacity int, options ...actor.Option) *Value {
	v := new(Value)
	handle := func(_ context.Context, command Command, reply actor.Reply[int32]) {
		switch command.Op {
		case Get:
			reply.Send(v.held)
		case Set:
			v.held = command.Value
		}
	}
	v.actor = actor.Spawn(capacity, handle, append(onCaller, options...)...)
	return v
}

// onCaller is full, so that append copies it, and does not where there is nothing to add: a million values make no garbage of it.
var onCaller = []actor.Option{actor.On(actor.Caller)}

// Set sends value; it returns when that has a slot in the mailbox, and blocks
// for one while it is full. Its errors are those of [actor.Actor.Send].
func (v *Value) Set(ctx context.Context, value int32) error {
	return v.actor.Send(ctx, Command{Set, value})
}

// TrySet sends value if the mailbox has a free slot, and else returns
// [actor.ErrFull] or [actor.ErrStopped].
func (v *Value) TrySet(value int32) error {
	return v.actor.TrySend(Command{Set, value})
}

// Get asks for the value and blocks for the answer. Its errors are those of
// [actor.Actor.Ask].
func (v *Value) Get(ctx context.Context) (int32, error) {
	return v.actor.Ask(ctx, Command{Op: Get})
}

// Stop refuses further calls, and returns when those admitted are handled, or
// with ctx's cause if that ends first.
func (v *Value) Stop(ctx context.Context) error {
	return v.actor.Stop(ctx)
}

// Actor returns the actor itself, for its callback face, Stats and Kill.
func (v *Value) Actor() *Actor { return v.actor }
