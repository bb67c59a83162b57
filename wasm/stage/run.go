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
	members  []member
	rings    map[uint64]*actor.DeadlockError // by the command that would have closed each
	onReturn actor.Callback[int32]           // r.returned, made once

	agenda  agenda
	clients []client
	states  [Finished + 1]int // how many clients are in each
	idle    []int32           // finished live clients, to be used again
	ledger  ledger
	last    uint64 // number of a command

	step     int     // how many have been taken
	latest   []Event // what the last one reported
	reported int     // events, by all of them
	changes  changes // in the last step
	touched  []int32 // actors that it changed
	hidden   int     // clients at the end that an earlier beat doesn't have

	offering entry                // of the command that is being offered
	offered  uint64               // its number, once it has one
	out      outcall              // the call of an actor's handler that it is, without its number
	acting   int32                // the actor whose handler runs
	inner    error                // of the handler's own call, while it replies
	over     []func()             // handlers' calls that are, whose handlers go on
	kept     []actor.Reply[int32] // that go with commands
	free     []int32              // places of kept
	letGo    []int32              // clients that drop a reply's receiver after this step's call
	unmet    []Miss               // failed expectations, the first ShownMisses
	missed   int                  // how many there are
}

// A status is what the calls and the events so far say of the actor.
type status struct {
	started bool
	closing bool // it was called to stop
	stopped bool // it is done
	failed  bool // so it is, by a failure
}

// newRun readies a run at step 0. Its programs are shared with other runs, and
// so are the rings that they find.
func newRun(script *Script, programs []*program, targets map[string]target, rings map[uint64]*actor.DeadlockError, called func(call)) *run {
	r := &run{script: script, members: members(script, targets), rings: rings}
	r.onReturn = r.returned
	r.clients = make([]client, 0, script.ClientCount())
	for g, group := range script.Clients {
		for i := range group.Count {
			r.resume(r.add(client{program: programs[g], name: group.NameOf(i)}))
		}
	}
	for k := range r.members {
		r.members[k].core.called = called
		if !script.StartManually {
			r.start(int32(k))
		}
	}
	r.forget()
	return r
}

func (r *run) add(c client) int32 {
	i := int32(len(r.clients))
	r.clients = append(r.clients, c)
	r.states[Ready]++
	r.changes.born(i, len(r.latest)+1)
	return i
}

// close leaves nothing behind: no actor goes on.
func (r *run) close() {
	for k := range r.members {
		if a, err := r.members[k].core.actor(); err == nil {
			r.kill(int32(k), a)
		}
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

// maxRings bounds the rings whose words are kept: the newest.
const maxRings = 10_000

// pruned is after how many steps the ledger is.
const pruned = 32

func (r *run) begin() {
	if r.step%pruned == 0 {
		r.ledger.prune()
		for k := range r.members {
			r.ledger.prunePlaces(&r.members[k].places)
		}
	}
	r.forget()
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
	for _, k := range r.touched {
		r.members[k].held = r.members[k].core.held()
	}
	for t := r.agenda.peek(); t != nil; t = r.agenda.peek() {
		switch {
		case t.kind == taskDeadline && !r.inCall(&r.clients[t.client], t.call):
		case t.kind == taskReceive && r.members[t.client].length == 0:
			r.members[t.client].planned = false
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
			r.members[c.actor].core.cancel(c.call, context.DeadlineExceeded)
		}
	case taskReceive:
		m := &r.members[t.client]
		m.planned = false
		if m.core.receive() {
			r.plan(task{at: r.after(m.handle), kind: taskHandle, client: t.client})
		}
	case taskHandle:
		r.turn(t.client)
	}
}

// settle does what follows from a task at once: clients let go of replies, and
// an actor that has something to receive plans to.
func (r *run) settle() {
	r.goOn()
	if len(r.letGo) > 0 {
		r.letGoOfReplies()
	}
	for _, k := range r.touched {
		if m := &r.members[k]; !m.planned && m.hand == 0 && m.length > 0 {
			m.planned = true
			r.plan(task{at: r.now(), kind: taskReceive, client: k})
		}
	}
}

// goOn has handlers go on whose calls are over.
func (r *run) goOn() {
	for len(r.over) > 0 {
		next := r.over[0]
		r.over = r.over[1:]
		next()
	}
}

func (r *run) letGoOfReplies() {
	for _, i := range r.letGo {
		if c := &r.clients[i]; c.state == Awaiting {
			r.own(i, LetGo, OutcomeUnread, 0)
			r.members[c.actor].core.cancel(c.call, errUnread)
		}
	}
	r.letGo = r.letGo[:0]
}

// observer is that of actor k's core. It runs under the actor's lock.
func (r *run) observer(k int32) func(actor.Event) {
	return func(e actor.Event) { r.observe(k, &e) }
}

func (r *run) observe(k int32, e *actor.Event) {
	m := &r.members[k]
	r.touchActor(k)
	kind := Kind(e.Kind)
	m.length, m.waiting = int32(e.Len), int32(e.Waiting)
	event := Event{Kind: kind, Client: Nobody, Command: r.number(m, e.Command), Actor: k}
	known := r.ledger.find(event.Command)
	if known == nil && event.Command != 0 {
		known = r.offer(k, event.Command)
	}
	if known != nil {
		event.Op, event.Client, event.Line, event.Value = known.op, known.client, known.line, known.value
		r.changes.moved(event.Command, known, len(r.latest)+1)
		m.note(kind, event.Command, known, r.now())
	}
	if e.Err != nil {
		event.Outcome = outcomeOf(e.Err)
		if ring, ok := e.Err.(*actor.DeadlockError); ok {
			if len(r.rings) == maxRings {
				clear(r.rings)
			}
			r.rings[event.Command] = ring
		}
	}
	switch kind {
	case Replied, Abandoned:
		event.Value = r.acting
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
		m.failed, m.failure = true, e.Err.Error()
	case Stopped:
		m.stopped = true
		r.loseKept(m)
	}
	r.record(&event)
}

// number is the command's. A new one gets it here.
func (r *run) number(m *member, command uint64) uint64 {
	if m.name == "" || command == 0 {
		return command
	}
	id := m.find(command)
	if id == 0 {
		id = m.places.add(command, r.last)
		r.last = id
	}
	return id
}

// offer begins the entry of the command that is being offered to actor k.
func (r *run) offer(k int32, command uint64) *entry {
	r.offered, r.offering.actor = command, k
	if i := r.offering.client; i >= 0 {
		r.touch(i)
		r.clients[i].command = command
	} else if from := caller(i, k); from >= 0 {
		if cause := r.ledger.find(r.offering.cause); cause != nil {
			r.changes.moved(r.offering.cause, cause, len(r.latest)+1)
			cause.with = command
		}
		if r.out.act != 0 {
			r.touchActor(from)
			r.out.command = command
			r.members[from].out = r.out
		}
	}
	return r.ledger.add(command, r.offering)
}

// loseKept forgets the replies that m kept: it is done, and their askers get none.
func (r *run) loseKept(m *member) {
	for i := range m.kept.length() {
		if e := r.ledger.find(*m.kept.at(i)); e != nil && e.place == inKeep {
			r.changes.moved(*m.kept.at(i), e, len(r.latest)+1)
			e.place, e.kept = gone, false
		}
	}
}

// own records what client i itself did or got.
func (r *run) own(i int32, kind Kind, outcome Outcome, value int32) {
	c := &r.clients[i]
	s := c.at(c.step)
	r.record(&Event{Kind: kind, Op: s.Op, Outcome: outcome, Client: i, Line: int32(s.Line), Command: c.command, Value: value, Actor: c.actor})
}

// byHandler records what actor k's handler did for the command that it handles.
//
//go:noinline
func (r *run) byHandler(k int32, kind Kind) {
	hand := r.members[k].hand
	e := r.ledger.find(hand)
	r.record(&Event{Kind: kind, Op: e.op, Client: Nobody, Line: e.line, Command: hand, Actor: k})
}

func (r *run) record(e *Event) {
	m := &r.members[e.Actor]
	m.held = m.core.held()
	e.Step, e.At = r.step, r.now()
	e.Len, e.Waiting, e.Held = int(m.length), int(m.waiting), m.held
	r.latest = append(r.latest, *e)
	r.reported++
}
