package stage

import (
	"context"
	"runtime"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
)

// handler returns actor k's handler. It leaves set and get to next, which is data's own and
// owns the value, and adds what goes wrong in a script, and the calls of other
// actors.
func (r *run) handler(k int32) func(data.Handler) data.Handler {
	return func(next data.Handler) data.Handler {
		return func(ctx context.Context, command data.Command, reply actor.Reply[int32]) {
			r.handle(k, next, ctx, command, reply)
		}
	}
}

func (r *run) handle(k int32, next data.Handler, ctx context.Context, command data.Command, reply actor.Reply[int32]) {
	m := &r.members[k]
	switch command.Op {
	case crash:
		panic("crash")
	case exit:
		runtime.Goexit()
	case getUnanswered:
	case getTwice:
		next(ctx, data.Command{Op: data.Get}, reply)
		if !m.core.reply(reply, m.core.held()) {
			r.byHandler(k, Ignored)
		}
	case askItself:
		r.offering = entry{client: Itself, op: OpGet}
		_, err := m.core.ask(ctx, m.core.value.Actor(), data.Command{Op: data.Get})
		r.replyWith(k, reply, err)
	case askItselfBlindly:
		r.offering = entry{client: Itself, op: OpGet}
		r.callOut(k, k, ActAsk, ModeBlindly, ctx, data.Command{Op: data.Get}, func(_ int32, err error) { r.replyWith(k, reply, err) })
	case sendItself:
		value := m.core.held()
		r.offering = entry{client: Itself, op: OpSet, value: value}
		r.replyWith(k, reply, m.core.send(ctx, m.core.value.Actor(), data.Command{Op: data.Set, Value: value}))
	case data.Set:
		r.follow(k, m.onSet, next, ctx, command, reply)
	case forwarded:
		reply = r.takeKept(command.Value)
		fallthrough
	default:
		r.follow(k, m.onGet, next, ctx, data.Command{Op: data.Get}, reply)
	}
}

// follow handles a set or a get by a rule.
func (r *run) follow(k int32, do rule, next data.Handler, ctx context.Context, command data.Command, reply actor.Reply[int32]) {
	act := Act(0)
	if do.Rule != nil {
		act = do.Act
	}
	switch act {
	case ActFail:
		r.keep(reply) // if it came with the command, the garbage collector would find it lost at a time that no play can repeat
		panic("fail")
	case ActAsk:
		asked := data.Command{Op: data.Get}
		if do.Mode == ModeLater {
			reply = reply.Keep()
		}
		r.callRule(k, do, ctx, OpGet, asked, func(answer int32, err error) {
			switch {
			case command.Op == data.Set:
				next(ctx, command, reply)
			case err != nil:
				r.replyWith(k, reply, err)
			default:
				r.members[k].core.reply(reply, answer)
			}
		})
	case ActForward:
		place := r.keep(reply.Keep())
		r.callRule(k, do, ctx, OpGet, data.Command{Op: forwarded, Value: place}, func(_ int32, err error) {
			if err != nil {
				r.replyWith(k, r.takeKept(place), err)
			}
		})
	default:
		next(ctx, command, reply)
		if act == ActTell {
			r.callRule(k, do, ctx, OpSet, command, func(int32, error) {})
		} else if act == ActTry {
			r.tryAll(k, do, command)
		}
	}
}

// callRule makes the call of a rule. done goes on when it is over.
func (r *run) callRule(k int32, do rule, ctx context.Context, op Op, command data.Command, done func(answer int32, err error)) {
	r.offering = r.offerBy(k, do, op, command.Value)
	r.callOut(k, r.pick(do.to), do.Act, do.Mode, ctx, command, done)
}

// offerBy is the entry of a command that actor k's handler gives for the one that it handles.
func (r *run) offerBy(k int32, do rule, op Op, value int32) entry {
	e := entry{client: ByActor(k), op: op, line: int32(do.Line), cause: r.members[k].hand}
	if op != OpGet {
		e.value = value
	}
	return e
}

// tryAll sends a command to the first that has a slot for it, if any.
func (r *run) tryAll(k int32, do rule, command data.Command) {
	for range do.to.count {
		to := r.pick(do.to)
		r.offering, r.offered = r.offerBy(k, do, OpTrySet, command.Value), 0
		a, err := r.members[to].core.actor()
		if err == nil {
			err = r.members[to].core.trySend(a, command)
		}
		if err == nil {
			return
		}
		r.record(&Event{Kind: Failed, Op: OpTrySet, Outcome: outcomeOf(err), Client: ByActor(k), Line: int32(do.Line), Command: r.offered, Value: command.Value, Actor: to})
	}
}

// callOut has actor k's handler call another, by the callback face: its turn is
// held until the call is over, unless it is to answer later. A handler that would
// call so in a program blocks its goroutine instead, or starts another.
func (r *run) callOut(k, to int32, act Act, mode Mode, ctx context.Context, command data.Command, done func(answer int32, err error)) {
	m, other := &r.members[k], &r.members[to]
	made := r.offering
	turn, in := actor.TurnOf(ctx), actor.Turn{}
	r.offered, r.out = 0, outcall{}
	if mode != ModeLater {
		turn.Hold()
		r.out = outcall{to: to, act: act, mode: mode}
	}
	if mode == ModePlain {
		in = turn // without it, nothing warns the handler
	}
	id := uint64(0)
	back := func(_ uint64, answer int32, err error) {
		if err == nil {
			err = r.inner
		}
		if id == 0 {
			id = r.offered
		}
		r.over = append(r.over, func() {
			r.acting = k
			beat, reports := len(r.latest), made.client != Itself && (err != nil || act == ActAsk)
			if reports {
				beat++
			}
			if mode != ModeLater {
				r.touchActorIn(k, beat)
				r.members[k].out = outcall{}
			}
			e := Event{Kind: Answered, Op: made.op, Outcome: OutcomeOK, Client: made.client, Line: made.line, Command: id, Value: answer, Actor: to}
			if err != nil {
				e.Kind, e.Outcome, e.Value = Failed, outcomeOf(err), made.value
			}
			if reports {
				r.record(&e)
			}
			done(answer, err)
			if mode != ModeLater {
				m.core.end(turn)
			}
		})
	}
	var under pending
	a, err := other.core.actor()
	switch {
	case err != nil:
		back(0, 0, err)
	case act == ActAsk:
		under = other.core.askFunc(in, a, command, 0, back)
	default:
		under = other.core.sendFunc(in, a, command, 0, back)
	}
	if mode != ModeLater {
		m.call = under
	}
	if id == 0 {
		id = r.offered
	}
	r.out = outcall{}
}

// keep gives a reply that was kept a place, by which a command takes it along.
func (r *run) keep(reply actor.Reply[int32]) int32 {
	last := len(r.free) - 1
	if last < 0 {
		r.kept = append(r.kept, reply)
		return int32(len(r.kept) - 1)
	}
	place := r.free[last]
	r.free = r.free[:last]
	r.kept[place] = reply
	return place
}

func (r *run) takeKept(place int32) actor.Reply[int32] {
	reply := r.kept[place]
	r.kept[place] = actor.Reply[int32]{}
	r.free = append(r.free, place)
	return reply
}

// replyWith answers with actor k's value, and with the error that its handler's
// own call returned. An answer has no room for that: it lies beside.
func (r *run) replyWith(k int32, reply actor.Reply[int32], err error) {
	r.inner = err
	r.members[k].core.reply(reply, r.members[k].core.held())
	r.inner = nil
}

// turn has actor k's core run the handler. One that ends its goroutine gets one
// of its own.
func (r *run) turn(k int32) {
	m := &r.members[k]
	r.acting = k
	if r.ledger.find(m.hand).op != OpExit {
		m.core.handle()
		return
	}
	returned := make(chan struct{})
	go func() {
		defer close(returned)
		m.core.handle()
	}()
	<-returned
}
