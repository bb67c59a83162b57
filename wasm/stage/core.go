package stage

import (
	"cmp"
	"context"
	"time"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
)

// A core is an actor of a run: a real one, of package data. Every call of it
// that a run makes is a method here, so that a test can hold each event of a
// trace against the call that it came out of.
type core struct {
	once   data.Once
	value  *data.Value // nil before the start
	called func(call)  // a test's
}

// A pending is a call of the core that is still under way.
type pending = actor.Call[data.Command, int32]

// A call is one of the core's functions.
type call uint8

const (
	callStart call = iota + 1
	callValue
	callSend
	callTrySend
	callAsk
	callStop
	callKill
	callCancel
	callReceive
	callHandle
	callReply
	callEnd
)

func (c *core) note(made call) {
	if c.called != nil {
		c.called(made)
	}
}

// The stage's handler knows more commands than data's, which are 0 and 1.
const (
	crash data.Op = iota + 16
	exit
	askItself
	askItselfBlindly
	sendItself
	getUnanswered
	getTwice
	forwarded // a get with a reply that was kept, whose place is the value
)

// commandOf is what a client sends for a step.
func commandOf(op Op, mode Mode, value int32) data.Command {
	switch op {
	case OpSet, OpTrySet:
		return data.Command{Op: data.Set, Value: value}
	case OpCrash:
		return data.Command{Op: crash}
	case OpExit:
		return data.Command{Op: exit}
	case OpSendItself:
		return data.Command{Op: sendItself}
	case OpAskItself:
		if mode == ModeBlindly {
			return data.Command{Op: askItselfBlindly}
		}
		return data.Command{Op: askItself}
	}
	switch mode {
	case ModeUnanswered:
		return data.Command{Op: getUnanswered}
	case ModeTwice:
		return data.Command{Op: getTwice}
	}
	return data.Command{Op: data.Get}
}

// ended is a context whose deadline has passed, which is what "within 0ms"
// means. A call with it never blocks. One of package context would be 8 KB of
// the module, for its timers.
var ended context.Context = endedContext{}

type endedContext struct{}

func (endedContext) Deadline() (time.Time, bool) { return time.Time{}, true }
func (endedContext) Done() <-chan struct{}       { return closed }
func (endedContext) Err() error                  { return context.DeadlineExceeded }
func (endedContext) Value(any) any               { return nil }

var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// start starts the actor, or returns [data.ErrStarted].
func (c *core) start(name string, capacity int, wrap func(next data.Handler) data.Handler, observe func(actor.Event)) error {
	c.note(callStart)
	return c.once.Start(context.Background(), func() *data.Value {
		return data.NewWrapped(capacity, func(v *data.Value, next data.Handler) data.Handler {
			c.value = v
			return wrap(next)
		}, actor.On(actor.Manual), actor.Observe(observe), actor.Named(cmp.Or(name, "actor")))
	})
}

// actor is the actor to call, or [data.ErrNotStarted].
func (c *core) actor() (*data.Actor, error) {
	c.note(callValue)
	v, err := c.once.Value()
	if err != nil {
		return nil, err
	}
	return v.Actor(), nil
}

// held is the actor's value, as its handler left it.
func (c *core) held() int32 {
	if c.value == nil {
		return 0
	}
	return c.value.Peek()
}

func (c *core) stats() actor.Stats {
	if c.value == nil {
		return actor.Stats{}
	}
	return c.value.Actor().Stats()
}

func (c *core) send(ctx context.Context, a *data.Actor, command data.Command) error {
	c.note(callSend)
	return a.Send(ctx, command)
}

func (c *core) sendFunc(in actor.Turn, a *data.Actor, command data.Command, ticket uint64, done actor.Callback[int32]) pending {
	c.note(callSend)
	return a.SendFuncIn(in, command, ticket, done)
}

func (c *core) trySend(a *data.Actor, command data.Command) error {
	c.note(callTrySend)
	return a.TrySend(command)
}

func (c *core) ask(ctx context.Context, a *data.Actor, command data.Command) (int32, error) {
	c.note(callAsk)
	return a.Ask(ctx, command)
}

func (c *core) askFunc(in actor.Turn, a *data.Actor, command data.Command, ticket uint64, done actor.Callback[int32]) pending {
	c.note(callAsk)
	return a.AskFuncIn(in, command, ticket, done)
}

func (c *core) stop(ctx context.Context, a *data.Actor) error {
	c.note(callStop)
	return a.Stop(ctx)
}

func (c *core) stopFunc(a *data.Actor, ticket uint64, done actor.Callback[int32]) pending {
	c.note(callStop)
	return a.StopFunc(ticket, done)
}

func (c *core) kill(a *data.Actor) {
	c.note(callKill)
	a.Kill()
}

func (c *core) cancel(p pending, cause error) {
	c.note(callCancel)
	p.Cancel(cause)
}

func (c *core) receive() bool {
	c.note(callReceive)
	return c.value.Actor().Receive()
}

func (c *core) handle() {
	c.note(callHandle)
	c.value.Actor().Handle()
}

func (c *core) end(turn actor.Turn) {
	c.note(callEnd)
	turn.End()
}

func (c *core) reply(to actor.Reply[int32], answer int32) bool {
	c.note(callReply)
	return to.Send(answer)
}
