package stage

import (
	"context"
	"math"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// A run is one play of a script from its beginning, as far as it has got. It
// goes forward only: to go back, the stage plays another. Two runs of the same
// script and the same inputs are the same, event for event.
type run struct {
	script   *Script
	core     core
	onReturn actor.Callback[int32] // r.returned, made once

	agenda  agenda
	clients []client
	states  [Finished + 1]int // how many clients are in each
	idle    []int32           // finished live clients, to be used again
	ledger  ledger

	step     int     // how many have been taken
	latest   []Event // what the last one reported
	reported int     // events, by all of them
	before   before  // what there was before the last step
	changes  changes // since then
	hidden   int     // clients at the end that an earlier beat doesn't have

	offering entry   // of the command that is being offered
	inner    error   // of the handler's own call, while it replies
	letGo    []int32 // clients that drop a reply's receiver after this step's call
	length   int     // of the mailbox, by the core's last event
	waiting  int     // senders, likewise
	planned  bool    // a receive is on the agenda
	unmet    []Miss  // failed expectations, the first ShownMisses
	missed   int     // how many there are
	stuck    *stuck  // a handler that waits for its own actor
	failure  string  // what the actor failed with
	status
}

// A status is what the calls and the events so far say of the actor.
type status struct {
	started bool
	closing bool // it was called to stop
	stopped bool // it is done
	failed  bool // so it is, by a failure
}

// newRun readies a run at step 0. Its programs are shared with other runs.
func newRun(script *Script, programs []*program, called func(call)) *run {
	r := &run{script: script}
	r.core.called = called
	r.onReturn = r.returned
	r.clients = make([]client, 0, script.ClientCount())
	for g, group := range script.Clients {
		for i := range group.Count {
			r.resume(r.add(client{program: programs[g], name: group.NameOf(i)}))
		}
	}
	if !script.StartManually {
		r.start()
	}
	r.changes.forget()
	return r
}

func (r *run) add(c client) int32 {
	i := int32(len(r.clients))
	r.clients = append(r.clients, c)
	r.states[Ready]++
	r.changes.born(i, len(r.latest)+1)
	return i
}

// start has the core start the actor, and returns what it says.
func (r *run) start() error {
	err := r.core.start(r.script.Capacity, r.handler, r.observe)
	if err == nil {
		r.started = true
	}
	return err
}

// close leaves nothing behind: no goroutine waits for this run any more.
func (r *run) close() {
	if a, err := r.core.actor(); err == nil {
		r.kill(a)
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

// pruned is after how many steps the ledger is.
const pruned = 32

func (r *run) begin() {
	if r.step%pruned == 0 {
		r.ledger.prune()
	}
	r.before = before{r.status, r.core.held(), r.length, r.waiting}
	r.changes.forget()
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
		case t.kind == taskReceive && r.length == 0:
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
		r.touch(t.client)
		if r.ready(t.client) {
			r.act(t.client)
		} else {
			r.own(t.client, Woke, OutcomeNone, 0) // so that the step reports something
		}
	case taskDeadline:
		if c := &r.clients[t.client]; r.inCall(c, t.call) {
			r.core.cancel(c.call, context.DeadlineExceeded)
		}
	case taskReceive:
		r.planned = false
		if r.core.receive() {
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
	if len(r.letGo) > 0 {
		r.letGoOfReplies()
	}
	if !r.planned && r.ledger.hand == 0 && r.length > 0 {
		r.planned = true
		r.plan(task{at: r.now(), kind: taskReceive})
	}
}

func (r *run) letGoOfReplies() {
	for _, i := range r.letGo {
		if c := &r.clients[i]; c.state == Awaiting {
			r.own(i, LetGo, OutcomeUnread, 0)
			r.core.cancel(c.call, errUnread)
		}
	}
	r.letGo = r.letGo[:0]
}

// observe is the core's observer. It runs under the actor's lock.
func (r *run) observe(e actor.Event) {
	kind := Kind(e.Kind)
	r.length, r.waiting = e.Len, e.Waiting
	known := r.ledger.find(e.Command)
	if known == nil && e.Command != 0 {
		known = r.ledger.add(e.Command, r.offering)
		if i := r.offering.client; i >= 0 {
			r.touch(i)
			r.clients[i].command = e.Command
		}
	}
	event := Event{Kind: kind, Client: Nobody, Command: e.Command}
	if known != nil {
		event.Op, event.Client, event.Line, event.Value = known.op, known.client, known.line, known.value
		r.changes.moved(e.Command, known, len(r.latest)+1)
		r.ledger.note(kind, e.Command, known, r.now())
	}
	if e.Err != nil {
		event.Outcome = outcomeOf(e.Err)
	}
	switch kind {
	case Blocked:
		if known.client >= 0 {
			r.touch(known.client)
			r.become(&r.clients[known.client], Waiting)
		}
	case Admitted:
		if known.client >= 0 && known.op != OpSet && known.op != OpTrySet {
			r.touch(known.client)
			r.become(&r.clients[known.client], Awaiting)
			if known.mode == ModeUnread {
				r.letGo = append(r.letGo, known.client)
			}
		}
	case Panicked:
		r.failed, r.failure = true, e.Err.Error()
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
	s := c.at(c.step)
	r.record(&Event{Kind: kind, Op: s.Op, Outcome: outcome, Client: i, Line: int32(s.Line), Command: c.command, Value: value})
}

// byHandler records what the handler did for the command that it handles.
func (r *run) byHandler(kind Kind) {
	e := r.ledger.find(r.ledger.hand)
	r.record(&Event{Kind: kind, Op: e.op, Client: Nobody, Line: e.line, Command: r.ledger.hand})
}

func (r *run) record(e *Event) {
	e.Step, e.At = r.step, r.now()
	e.Len, e.Waiting, e.Held = r.length, r.waiting, r.core.held()
	r.latest = append(r.latest, *e)
	r.reported++
}
