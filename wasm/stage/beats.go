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

// A before is what there was before the last step.
type before struct {
	status
	held            int32
	length, waiting int
}

// changes are what the last step has changed, in order.
type changes struct {
	clients []clientChange
	entries []entryChange
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
}

// maxChanges is how many changes the memory is kept for.
const maxChanges = 4096

// forget is called when a step begins.
func (ch *changes) forget() {
	if cap(ch.clients) > maxChanges || cap(ch.entries) > maxChanges {
		*ch = changes{}
	}
	ch.clients = ch.clients[:0]
	ch.entries = ch.entries[:0]
}

func (ch *changes) born(client int32, beat int) {
	ch.clients = append(ch.clients, clientChange{beat: beat, client: client, born: true})
}

func (ch *changes) moved(command uint64, e *entry, beat int) {
	ch.entries = append(ch.entries, entryChange{beat, command, e.place, e.since})
}

// touch notes what client i is before the event to come changes it.
func (r *run) touch(i int32) { r.touchIn(i, len(r.latest)+1) }

// touchIn notes what client i is before a change that belongs to beat.
func (r *run) touchIn(i int32, beat int) {
	ch := &r.changes
	if n := len(ch.clients); n > 0 && ch.clients[n-1].client == i && ch.clients[n-1].beat == beat {
		return
	}
	ch.clients = append(ch.clients, clientChange{beat: beat, client: i, seen: r.clients[i].seen})
}

// at has draw see the run as it was at a beat of the last step.
func (r *run) at(beat int, draw func()) {
	for i := len(r.changes.clients) - 1; i >= 0; i-- {
		r.changes.clients[i].swap(r, beat, -1)
	}
	for i := len(r.changes.entries) - 1; i >= 0; i-- {
		r.changes.entries[i].swap(r, beat)
	}
	after := r.ledger.hand
	for i := len(r.latest) - 1; i >= beat; i-- {
		switch e := &r.latest[i]; e.Kind {
		case Received:
			r.ledger.hand = 0
		case Handled, Panicked:
			r.ledger.hand = e.Command
		}
	}
	draw()
	r.ledger.hand = after
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
	}
}

// statusAt is the status at a beat of the last step, by its events.
func (r *run) statusAt(beat int) status {
	s := r.before.status
	for i := range r.latest[:beat] {
		switch r.latest[i].Kind {
		case Started:
			s.started = true
		case Stopping, Killed:
			s.closing = true
		case Panicked:
			s.failed = true
		case Stopped:
			s.stopped = true
		}
	}
	return s
}
