package stage

import (
	"context"
	"math"
	"runtime"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// A run is one play of a script from its beginning, as far as it has got. It
// goes forward only: to go back, the stage plays another. Two runs of the same
// script and the same inputs are the same, event for event.
type run struct {
	script   *Script
	actor    *actor.Actor[command, answer] // nil until started
	onReturn actor.Callback[answer]        // r.returned, made once
	held     int32                         // the actor's value; its handler's alone

	agenda  agenda
	clients []client
	states  [Finished + 1]int // how many clients are in each
	idle    []int32           // finished live clients, to be used again
	ledger  ledger

	step     int         // how many have been taken
	latest   []Event     // what the last one reported
	reported int         // events, by all of them
	offering entry       // of the command that is being offered
	letGo    []int32     // clients that drop a reply's receiver after this step's call
	core     actor.Event // the last of the core's events: Len and Waiting
	planned  bool        // a receive is on the agenda
	unmet    []Miss      // failed expectations, the first ShownMisses
	missed   int         // how many there are
	stuck    *stuck      // a handler that waits for its own actor
	failure  string      // what the actor failed with
	stopped  bool        // the actor is done
	closing  bool        // it has been told to stop
}

// A command is what clients of a script send.
type command struct {
	op    Op
	mode  Mode
	value int32
}

// An answer is what the stage's handler replies with.
type answer struct {
	value int32
	err   error // of what the handler itself called
}

// A stuck handler blocks a goroutine of its own, as it would in any program.
type stuck struct {
	slept    bool          // the handler's: it has made the call that can't return
	asleep   chan struct{} // closed when it has
	freed    bool          // the call has ended: the actor was killed, or stopped before there was a slot for it
	release  chan struct{} // closed when it may go on, so that it does within the step that freed it
	returned chan struct{} // closed when it has
}

// note hears of the handler's own command. What is in its hand keeps the actor
// from taking another, so there are two events at most: how it got stuck, and
// how it was freed.
func (s *stuck) note(kind Kind) {
	switch {
	case kind == Admitted || kind == Blocked:
		s.slept = true
		close(s.asleep)
	case s.slept:
		s.freed = true
	}
}

// newRun readies a run at step 0. Its programs are shared with other runs.
func newRun(script *Script, programs []*program) *run {
	r := &run{script: script}
	r.onReturn = r.returned
	r.clients = make([]client, 0, script.ClientCount())
	for g, group := range script.Clients {
		for i := range group.Count {
			r.resume(r.add(client{program: programs[g], name: group.NameOf(i)}))
		}
	}
	if !script.StartManually {
		r.spawn()
	}
	return r
}

func (r *run) add(c client) int32 {
	i := int32(len(r.clients))
	r.clients = append(r.clients, c)
	r.states[Ready]++
	return i
}

func (r *run) spawn() {
	r.actor = actor.Spawn(r.script.Capacity, r.handle, actor.On(actor.Manual), actor.Observe(r.observe))
}

// close leaves nothing behind: no goroutine waits for this run any more.
func (r *run) close() {
	if r.actor != nil {
		r.kill()
	}
}

func (r *run) now() time.Duration { return r.agenda.now }

// after is d from now, or the end of time: a million steps can wait longer than
// a Duration holds, which is 292 years.
func (r *run) after(d time.Duration) time.Duration {
	if d > math.MaxInt64-r.now() {
		return math.MaxInt64
	}
	return r.now() + d
}

func (r *run) plan(t task) { r.agenda.plan(t) }

// take does what is next, and all that follows from it at once: a step. There
// is something next.
func (r *run) take() {
	r.begin()
	r.do(r.agenda.take())
	r.settle()
	r.tidy()
}

func (r *run) begin() {
	r.step++
	r.latest = r.latest[:0]
}

// next returns when the next step will be, if there is one.
func (r *run) next() (time.Duration, bool) {
	t := r.agenda.peek()
	if t == nil {
		return 0, false
	}
	return max(t.at, r.now()), true
}

// tidy drops tasks that have become pointless, so that each one that is taken
// has something to report: else a run's end would depend on who looked for it.
func (r *run) tidy() {
	for t := r.agenda.peek(); t != nil; t = r.agenda.peek() {
		switch {
		case t.kind == taskDeadline && !r.inCall(&r.clients[t.client], t.call):
		case t.kind == taskReceive && r.core.Len == 0:
			r.planned = false
		default:
			return
		}
		r.agenda.drop()
	}
}

// do performs one task.
func (r *run) do(t task) {
	switch t.kind {
	case taskResume:
		r.act(t.client)
	case taskWake:
		if r.ready(t.client) {
			r.act(t.client)
		} else {
			r.own(t.client, Woke, OutcomeNone, 0) // or the step would tell nothing
		}
	case taskDeadline:
		if c := &r.clients[t.client]; r.inCall(c, t.call) {
			c.call.Cancel(context.DeadlineExceeded)
		}
	case taskReceive:
		r.planned = false
		if r.actor.Receive() {
			r.plan(task{at: r.after(r.script.Handle), kind: taskHandle})
		}
	case taskHandle:
		r.turn()
	}
}

// settle does what follows from a task at once: clients let go of replies, and
// an actor that has something to receive plans to.
func (r *run) settle() {
	r.unstick()
	for len(r.letGo) > 0 {
		i := r.letGo[0]
		r.letGo = r.letGo[1:]
		if c := &r.clients[i]; c.state == Awaiting {
			r.own(i, LetGo, OutcomeUnread, 0)
			c.call.Cancel(errUnread)
		}
	}
	r.letGo = nil
	if !r.planned && r.ledger.hand == 0 && r.core.Len > 0 {
		r.planned = true
		r.plan(task{at: r.now(), kind: taskReceive})
	}
	r.ledger.prune()
}

// turn has the core run the handler. One that would end or block its goroutine
// gets one of its own.
func (r *run) turn() {
	e := r.ledger.find(r.ledger.hand)
	blind := e.op == OpAskItself && e.mode == ModeBlindly
	if e.op != OpExit && !blind {
		r.actor.Handle()
		return
	}
	s := &stuck{asleep: make(chan struct{}), release: make(chan struct{}), returned: make(chan struct{})}
	if blind {
		r.stuck = s
	}
	go func() {
		defer close(s.returned)
		r.actor.Handle()
	}()
	select {
	case <-s.returned:
		r.stuck = nil // if it was to be: its blind ask was refused at once
	case <-s.asleep:
	}
}

// handle is the actor's handler: it owns held.
func (r *run) handle(ctx context.Context, c command, reply actor.Reply[answer]) {
	switch c.op {
	case OpSet, OpTrySet:
		r.held = c.value
	case OpGet:
		if c.mode == ModeUnanswered {
			return
		}
		reply.Send(answer{value: r.held})
		if c.mode == ModeTwice && !reply.Send(answer{value: r.held}) {
			r.byHandler(Ignored)
		}
	case OpCrash:
		panic("crash")
	case OpExit:
		runtime.Goexit()
	case OpAskItself:
		r.offering = entry{client: Itself, op: OpGet}
		if s := r.stuck; s != nil {
			// Without its own context nothing warns it.
			_, err := r.actor.Ask(context.Background(), command{op: OpGet})
			if s.slept {
				<-s.release
			}
			reply.Send(answer{err: err})
			return
		}
		_, err := r.actor.Ask(ctx, command{op: OpGet})
		reply.Send(answer{err: err})
	case OpSendItself:
		r.offering = entry{client: Itself, op: OpSet, value: r.held}
		err := r.actor.Send(ctx, command{op: OpSet, value: r.held})
		reply.Send(answer{value: r.held, err: err})
	}
}

// kill kills the actor. A handler that was stuck in it ends.
func (r *run) kill() {
	r.closing = true
	r.actor.Kill()
	r.unstick()
}

// unstick lets a stuck handler end if the call that it was stuck in has ended.
func (r *run) unstick() {
	if s := r.stuck; s != nil && s.freed {
		close(s.release)
		<-s.returned
		r.stuck = nil
	}
}

// observe is the core's observer. It runs under the actor's lock.
func (r *run) observe(e actor.Event) {
	kind := Kind(e.Kind)
	r.core = e
	known := r.ledger.find(e.Command)
	if known == nil && e.Command != 0 {
		known = r.ledger.add(e.Command, r.offering)
		if c := r.offering.client; c >= 0 {
			r.clients[c].command = e.Command
		}
	}
	event := Event{Kind: kind, Client: Nobody, Command: e.Command}
	if known != nil {
		event.Op, event.Client, event.Line, event.Value = known.op, known.client, known.line, known.value
		r.ledger.note(kind, e.Command, known, r.now())
	}
	if e.Err != nil {
		event.Outcome = outcomeOf(e.Err)
	}
	switch kind {
	case Blocked:
		if known.client >= 0 {
			r.become(&r.clients[known.client], Waiting)
		}
	case Admitted:
		if known.client >= 0 && known.op != OpSet && known.op != OpTrySet {
			r.become(&r.clients[known.client], Awaiting)
			if known.mode == ModeUnread {
				r.letGo = append(r.letGo, known.client)
			}
		}
	case Panicked:
		r.failure = e.Err.Error()
	case Stopped:
		r.stopped = true
	}
	r.record(&event)
	if r.stuck != nil && event.Client == Itself {
		r.stuck.note(kind)
	}
}

// own records what client i itself did or got.
func (r *run) own(i int32, kind Kind, outcome Outcome, value int32) {
	c := &r.clients[i]
	if kind == Slept {
		value = 0
	}
	r.record(&Event{Kind: kind, Op: c.step.Op, Outcome: outcome, Client: i, Line: int32(c.step.Line), Command: c.command, Value: value})
}

// byHandler records what the handler did for the command in its hand.
func (r *run) byHandler(kind Kind) {
	e := r.ledger.find(r.ledger.hand)
	r.record(&Event{Kind: kind, Op: e.op, Client: Nobody, Line: e.line, Command: r.ledger.hand})
}

func (r *run) record(e *Event) {
	e.Step, e.At = r.step, r.now()
	e.Len, e.Waiting = r.core.Len, r.core.Waiting
	r.latest = append(r.latest, *e)
	r.reported++
}
