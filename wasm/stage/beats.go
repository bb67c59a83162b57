package stage

import "time"

// What one step reports happened at once, in one critical section of the core
// or a few. Its events have an order all the same, and a view may show them one
// after the other: beat k of a step is the picture right after its k-th event,
// with all that this event brought about.
//
// The core can't be halted within a step. So the run notes what each client and
// each command was before a beat changed it, and an earlier beat is drawn by
// taking that back for the time of the drawing.

// changes are what the last step has changed, in order.
type changes struct {
	clients []clientChange
	entries []entryChange
	actors  []actorChange
}

type clientChange struct {
	beat   int // that brought the change
	client int32
	born   bool // the client was not there before
	seen   seen // what it was before
}

type entryChange struct {
	beat    int
	command uint64
	place   place
	since   time.Duration
	with    uint64
}

type actorChange struct {
	beat  int32
	actor int32
	seen  actorSeen
}

// maxChanges is how many changes the memory is kept for.
const maxChanges = 4096

// forget is called when a step begins.
func (r *run) forget() {
	ch := &r.changes
	if cap(ch.clients) > maxChanges || cap(ch.entries) > maxChanges || cap(ch.actors) > maxChanges {
		*ch = changes{}
	}
	ch.clients, ch.entries, ch.actors = ch.clients[:0], ch.entries[:0], ch.actors[:0]
	r.touched = r.touched[:0]
}

//go:noinline
func (ch *changes) born(client int32, beat int) {
	ch.clients = append(ch.clients, clientChange{beat: beat, client: client, born: true})
}

//go:noinline
func (ch *changes) moved(command uint64, e *entry, beat int) {
	ch.entries = append(ch.entries, entryChange{beat, command, e.place, e.since, e.with})
}

// touch notes what client i is before the event to come changes it.
func (r *run) touch(i int32) { r.touchIn(i, len(r.latest)+1) }

// touchIn notes what client i is before a change that belongs to beat.
//
//go:noinline
func (r *run) touchIn(i int32, beat int) {
	ch := &r.changes
	if n := len(ch.clients); n > 0 && ch.clients[n-1].client == i && ch.clients[n-1].beat == beat {
		return
	}
	ch.clients = append(ch.clients, clientChange{beat: beat, client: i, seen: r.clients[i].seen})
}

// touchActor notes what actor k is before the event to come changes it.
func (r *run) touchActor(k int32) { r.touchActorIn(k, len(r.latest)+1) }

// touchActorIn notes what actor k is before a change that belongs to beat.
//
//go:noinline
func (r *run) touchActorIn(k int32, beat int) {
	ch := &r.changes
	if n := len(ch.actors); n > 0 && ch.actors[n-1].actor == k && int(ch.actors[n-1].beat) == beat {
		return
	}
	m := &r.members[k]
	if m.touched != r.step {
		m.touched = r.step
		r.touched = append(r.touched, k)
	}
	ch.actors = append(ch.actors, actorChange{int32(beat), k, m.actorSeen})
}

// at has draw see the run as it was at a beat of the last step.
func (r *run) at(beat int, draw func()) {
	for i := len(r.changes.clients) - 1; i >= 0; i-- {
		r.changes.clients[i].swap(r, beat, -1)
	}
	for i := len(r.changes.entries) - 1; i >= 0; i-- {
		r.changes.entries[i].swap(r, beat)
	}
	for i := len(r.changes.actors) - 1; i >= 0; i-- {
		r.changes.actors[i].swap(r, beat)
	}
	draw()
	for i := range r.changes.actors {
		r.changes.actors[i].swap(r, beat)
	}
	for i := range r.changes.entries {
		r.changes.entries[i].swap(r, beat)
	}
	for i := range r.changes.clients {
		r.changes.clients[i].swap(r, beat, 1)
	}
}

// swap exchanges what the client is and what it was, if it changed after beat.
func (c *clientChange) swap(r *run, beat, sign int) {
	if c.beat <= beat {
		return
	}
	client := &r.clients[c.client]
	if c.born {
		r.states[client.state] += sign
		r.hidden -= sign
		return
	}
	r.states[client.state]--
	client.seen, c.seen = c.seen, client.seen
	r.states[client.state]++
}

func (c *entryChange) swap(r *run, beat int) {
	if c.beat <= beat {
		return
	}
	if e := r.ledger.find(c.command); e != nil {
		e.place, c.place = c.place, e.place
		e.since, c.since = c.since, e.since
		e.with, c.with = c.with, e.with
	}
}

func (c *actorChange) swap(r *run, beat int) {
	if m := &r.members[c.actor]; int(c.beat) > beat {
		m.actorSeen, c.seen = c.seen, m.actorSeen
	}
}
