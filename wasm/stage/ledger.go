package stage

import "time"

// An entry is what the stage knows of a command: who gave it, and where
// it is by the core's last event about it.
type entry struct {
	since  time.Duration // it is there
	cause  uint64        // the command for which an actor's handler gave it
	with   uint64        // the command that its own handler gave for it, the last
	value  int32
	client int32
	actor  int32 // that got it
	line   int32
	op     Op
	mode   Mode
	place  place
	kept   bool // its reply was, and nobody has sent it
}

type place uint8

const (
	gone place = iota
	inLine
	inSlot
	inHand
	inKeep // handled, and its reply is still to come
)

// A ledger keeps the commands under way, by their numbers. Those are the
// core's if there is one actor. The cores of several each count their own, so the
// ledger counts on from command to command as they come, by as much as their
// core does. It is written from the core's events alone.
type ledger struct {
	first   uint64 // number of entries.at(0)
	entries queue[entry]
}

// Places are an actor's part of the ledger: in which order commands wait and
// hold slots.
type places struct {
	line  queue[uint64] // with some that have gone from it, to be skipped
	slots queue[uint64] // likewise
	kept  queue[uint64] // likewise
	ids   queue[uint64] // of several actors: the numbers of the core's commands, from first
	first uint64
	last  uint64 // the core's latest number
}

// find returns the number of the core's command, or 0 if it is a new one.
func (p *places) find(command uint64) uint64 {
	if command < p.first || command >= p.first+uint64(p.ids.length()) {
		return 0
	}
	return *p.ids.at(int(command - p.first))
}

// add gives the core's command a number, after the last of all.
func (p *places) add(command, last uint64) uint64 {
	if p.ids.length() == 0 {
		p.first = command
	}
	for command > p.first+uint64(p.ids.length()) {
		p.ids.push(0) // of calls that were no commands
	}
	id := last + command - p.last
	p.ids.push(id)
	p.last = command
	return id
}

// find returns the command's entry, which is nil for one that is long gone.
func (l *ledger) find(command uint64) *entry {
	if command < l.first || command >= l.first+uint64(l.entries.length()) {
		return nil
	}
	return l.entries.at(int(command - l.first))
}

// add begins the entry of a command. Numbers between, of calls that were no
// commands, get empty ones.
func (l *ledger) add(command uint64, e entry) *entry {
	if l.entries.length() == 0 {
		l.first = command
	}
	for command > l.first+uint64(l.entries.length()) {
		l.entries.push(entry{client: Nobody})
	}
	l.entries.push(e)
	return l.find(command)
}

// prune forgets what is gone at the front. It is called between steps, for a
// view may show the commands that went in one, and not between all of them.
func (l *ledger) prune() {
	for l.entries.length() > 0 && l.entries.at(0).place == gone {
		l.entries.pop()
		l.first++
	}
}

// prunePlaces does the same for an actor.
func (l *ledger) prunePlaces(p *places) {
	for where, q := range [...]*queue[uint64]{inLine: &p.line, inSlot: &p.slots, inKeep: &p.kept} {
		for q != nil && q.length() > 0 && l.placeOf(*q.at(0)) != place(where) {
			q.pop()
		}
	}
	for p.ids.length() > 0 && l.find(*p.ids.at(0)) == nil {
		p.ids.pop()
		p.first++
	}
}

func (l *ledger) placeOf(command uint64) place {
	if e := l.find(command); e != nil {
		return e.place
	}
	return gone
}

// note writes down one of the core's events.
func (m *member) note(kind Kind, command uint64, e *entry, now time.Duration) {
	switch kind {
	case Blocked:
		e.place, e.since = inLine, now
		m.line.push(command)
	case Admitted:
		e.place, e.since = inSlot, now
		m.slots.push(command)
	case Received:
		e.place, e.since = inHand, now
		m.hand = command
	case Kept:
		e.kept = true
	case Replied, Abandoned:
		if e.kept = false; e.place == inKeep {
			e.place = gone
		}
	case Dropped, Withdrawn, Rejected:
		e.place = gone
	case Handled, Panicked:
		e.place = gone
		if e.kept {
			e.place, e.since = inKeep, now
			m.kept.push(command)
		}
		m.hand = 0
	}
}
