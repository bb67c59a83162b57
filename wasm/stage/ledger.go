package stage

import "time"

// An entry is what the stage knows of a command: who gave it, and where
// it is by the core's last event about it.
type entry struct {
	since  time.Duration // it is there
	value  int32
	client int32
	line   int32
	op     Op
	mode   Mode
	place  place
}

type place uint8

const (
	gone place = iota
	inLine
	inSlot
	inHand
)

// A ledger keeps the commands under way, by the core's numbers, and the order
// in which they wait and hold slots. It is written from the core's events
// alone.
type ledger struct {
	first   uint64 // number of entries.at(0)
	entries queue[entry]
	line    queue[uint64] // with some that have gone from it, to be skipped
	slots   queue[uint64] // likewise
	hand    uint64
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
	for l.line.length() > 0 && l.placeOf(*l.line.at(0)) != inLine {
		l.line.pop()
	}
	for l.slots.length() > 0 && l.placeOf(*l.slots.at(0)) != inSlot {
		l.slots.pop()
	}
}

func (l *ledger) placeOf(command uint64) place {
	if e := l.find(command); e != nil {
		return e.place
	}
	return gone
}

// note writes down one of the core's events.
func (l *ledger) note(kind Kind, command uint64, e *entry, now time.Duration) {
	switch kind {
	case Blocked:
		e.place, e.since = inLine, now
		l.line.push(command)
	case Admitted:
		e.place, e.since = inSlot, now
		l.slots.push(command)
	case Received:
		e.place, e.since = inHand, now
		l.hand = command
	case Dropped, Withdrawn, Rejected:
		e.place = gone
	case Handled, Panicked:
		e.place = gone
		l.hand = 0
	}
}
