package stage

import (
	"context"
	"time"

	"github.com/actor-playground/actor-playground/actor/data"
)

// A member is one of a run's actors, with what the run knows of it.
type member struct {
	core     core
	name     string // of a declared one
	capacity int
	handle   time.Duration
	onSet    rule
	onGet    rule
	turns    int32 // of the actors of one name, kept by the first: whose it is to be called

	actorSeen
	places
	planned bool    // a receive is on the agenda
	call    pending // that its handler waits for
	failure string  // what it failed with
	touched int     // the last step that changed it
}

// A rule is a [Rule] with the actors that it calls.
type rule struct {
	*Rule
	to target
}

// actorSeen is what a view shows of an actor. As seen, it has no pointers.
type actorSeen struct {
	status
	length  int32 // of the mailbox, by the core's last event
	waiting int32 // senders, likewise
	held    int32 // its value, at the last event or at the end of the step
	out     outcall
	hand    uint64 // the command being handled
}

// An outcall is a call that an actor's handler waits for, in its turn.
type outcall struct {
	command uint64 // its number; 0 if there is none
	to      int32  // the actor that is called
	act     Act
	mode    Mode
}

// members makes the actors of a script.
func members(script *Script, targets map[string]target) []member {
	all := make([]member, script.ActorCount())
	for k := range all {
		all[k].capacity, all[k].handle, all[k].touched = script.Capacity, script.Handle, -1
	}
	k := 0
	for i := range script.Actors {
		g := &script.Actors[i]
		for n := range g.Count {
			m := &all[k]
			k++
			m.name = nameOf(g.Name, g.Numbered, n)
			m.onSet, m.onGet = rule{&g.OnSet, targets[g.OnSet.To]}, rule{&g.OnGet, targets[g.OnGet.To]}
			if g.Capacity != 0 {
				m.capacity = g.Capacity
			}
			if g.HasHandle {
				m.handle = g.Handle
			}
		}
	}
	return all
}

// pick is the actor to call: of several, they take turns.
func (r *run) pick(to target) int32 {
	if to.count < 2 {
		return to.first
	}
	first := &r.members[to.first]
	k := to.first + first.turns
	first.turns = (first.turns + 1) % to.count
	return k
}

// start has the core start actor k, and returns what it says.
func (r *run) start(k int32) error {
	m := &r.members[k]
	err := m.core.start(m.name, m.capacity, r.handler(k), r.observer(k))
	if err == nil {
		r.touchActor(k)
		m.started = true
	}
	return err
}

// kill kills actor k. A handler that waits for a call gives it up, unless it
// made it blindly.
func (r *run) kill(k int32, a *data.Actor) {
	m := &r.members[k]
	r.touchActorIn(k, len(r.latest))
	m.closing = true
	m.core.kill(a)
	if m.out.command != 0 && m.out.mode != ModeBlindly {
		m.core.cancel(m.call, context.Canceled)
	}
	r.goOn()
}
