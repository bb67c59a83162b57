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

// Handler is the handler of an [Actor].
type Handler = actor.Handler[Command, int32]

// New starts a value behind a mailbox of the given capacity. Options are those
// of [actor.Spawn], and come after [actor.Caller]. It panics if capacity is
// less than 1.
func New(capacity int, options ...actor.Option) *Value {
	v := new(Value)
	v.start(capacity, v.handler(), options)
	return v
}

// NewWrapped is [New] for a value that knows more commands: they go to the
// handler that wrap returns, which passes on to next what it leaves to the
// value's own. wrap is called once, before NewWrapped returns.
func NewWrapped(capacity int, wrap func(v *Value, next Handler) Handler, options ...actor.Option) *Value {
	v := new(Value)
	v.start(capacity, wrap(v, v.handler()), options)
	return v
}

func (v *Value) start(capacity int, handler Handler, options []actor.Option) {
	v.actor = actor.Spawn(capacity, handler, append(onCaller, options...)...) // view: start
}

// handler is a function of its own: a method's value would be called through
// another.
func (v *Value) handler() Handler {
	return func(_ context.Context, command Command, reply actor.Reply[int32]) { // view: receive
		switch command.Op { // view: handle
		case Get:
			reply.Send(v.held) // view: reply
		case Set:
			v.held = command.Value // view: store
		}
	}
}

// Peek returns the value as the handler has left it, without a command. It is
// for whoever runs the turns of an actor on [actor.Manual], while no handler
// runs, and for a handler that wraps the value's own. Everybody else calls Get.
func (v *Value) Peek() int32 { return v.held }

// onCaller is full, so that append copies it only if there is something to add: a million values make no garbage of it.
var onCaller = []actor.Option{actor.On(actor.Caller)}

// Set sends value; it returns when that has a slot in the mailbox, and blocks
// for one while it is full. Its errors are those of [actor.Actor.Send].
func (v *Value) Set(ctx context.Context, value int32) error {
	return v.actor.Send(ctx, Command{Set, value}) // view: set
}

// TrySet sends value if the mailbox has a free slot, and else returns
// [actor.ErrFull] or [actor.ErrStopped].
func (v *Value) TrySet(value int32) error {
	return v.actor.TrySend(Command{Set, value}) // view: try set
}

// Get asks for the value and blocks for the answer. Its errors are those of
// [actor.Actor.Ask].
func (v *Value) Get(ctx context.Context) (int32, error) {
	return v.actor.Ask(ctx, Command{Op: Get}) // view: get, answer
}

// Stop refuses further calls, and returns when those admitted are handled, or
// with ctx's cause if that ends first.
func (v *Value) Stop(ctx context.Context) error {
	return v.actor.Stop(ctx)
}

// Actor returns the actor itself, for its callback face, Stats and Kill.
func (v *Value) Actor() *Actor { return v.actor }
