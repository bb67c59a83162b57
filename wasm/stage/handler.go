package stage

import (
	"context"
	"runtime"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
)

// handler is the actor's handler: it leaves set and get to next, which is
// data's own and owns the value, and adds what goes wrong in a script.
func (r *run) handler(next data.Handler) data.Handler {
	return func(ctx context.Context, command data.Command, reply actor.Reply[int32]) {
		switch command.Op {
		case crash:
			panic("crash")
		case exit:
			runtime.Goexit()
		case getUnanswered:
		case getTwice:
			next(ctx, data.Command{Op: data.Get}, reply)
			if !r.core.reply(reply, r.core.held()) {
				r.byHandler(Ignored)
			}
		case askItself:
			r.replyWith(reply, r.askItself(ctx))
		case askItselfBlindly:
			// Without its own context nothing warns it.
			err := r.askItself(context.Background())
			if s := r.stuck; s.slept {
				<-s.release
			}
			r.replyWith(reply, err)
		case sendItself:
			value := r.core.held()
			r.offering = entry{client: Itself, op: OpSet, value: value}
			r.replyWith(reply, r.core.send(ctx, r.core.value.Actor(), data.Command{Op: data.Set, Value: value}))
		default:
			next(ctx, command, reply)
		}
	}
}

func (r *run) askItself(ctx context.Context) error {
	r.offering = entry{client: Itself, op: OpGet}
	_, err := r.core.ask(ctx, r.core.value.Actor(), data.Command{Op: data.Get})
	return err
}

// replyWith answers a client with the value, and with the error that the
// handler's own call returned. An answer has no room for that: it lies beside.
func (r *run) replyWith(reply actor.Reply[int32], err error) {
	r.inner = err
	r.core.reply(reply, r.core.held())
	r.inner = nil
}

// A stuck handler blocks a goroutine of its own, as it would in any program.
type stuck struct {
	slept    bool          // the handler's: it has made the call that can't return
	asleep   chan struct{} // closed when it has
	freed    bool          // the call has ended: the actor was killed, or stopped before there was a slot for it
	release  chan struct{} // closed when it may go on, so that it does within the step that freed it
	returned chan struct{} // closed when it has
}

// note gets the events of the handler's own command. The command that it
// handles keeps the actor from taking another, so there are two events at most: how it
// got stuck, and how it was freed.
func (s *stuck) note(kind Kind) {
	switch {
	case kind == Admitted || kind == Blocked:
		s.slept = true
		close(s.asleep)
	case s.slept:
		s.freed = true
	}
}

// turn has the core run the handler. One that would end or block its goroutine
// gets one of its own.
func (r *run) turn() {
	e := r.ledger.find(r.ledger.hand)
	blind := e.op == OpAskItself && e.mode == ModeBlindly
	if e.op != OpExit && !blind {
		r.core.handle()
		return
	}
	s := &stuck{asleep: make(chan struct{}), release: make(chan struct{}), returned: make(chan struct{})}
	if blind {
		r.stuck = s
	}
	go func() {
		defer close(s.returned)
		r.core.handle()
	}()
	select {
	case <-s.returned:
		r.stuck = nil // if it was to be: its blind ask was refused at once
	case <-s.asleep:
	}
}

// unstick lets a stuck handler end if the call that it was stuck in has ended.
func (r *run) unstick() {
	if s := r.stuck; s != nil && s.freed {
		close(s.release)
		<-s.returned
		r.stuck = nil
	}
}
