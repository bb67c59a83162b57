package stage

import "sort"

// MaxTrace is how many events a [Trace] keeps, the newest. The stage can still
// go back to what has fallen out: it plays it again.
const MaxTrace = 200_000

// A Trace is what a play has reported, in order.
type Trace struct {
	events []Event // a ring once it is full
	first  int
	fallen int
}

// Len is how many events are kept.
func (t *Trace) Len() int { return len(t.events) }

// Fallen is how many older ones are not.
func (t *Trace) Fallen() int { return t.fallen }

// At returns the i-th event that is kept, from 0.
func (t *Trace) At(i int) *Event {
	if i += t.first; i >= len(t.events) {
		i -= len(t.events)
	}
	return &t.events[i]
}

// Find returns the place of the first event of step n or later.
func (t *Trace) Find(n int) int {
	return sort.Search(t.Len(), func(i int) bool { return t.At(i).Step >= n })
}

func (t *Trace) add(events []Event) {
	room := min(len(events), MaxTrace-len(t.events))
	t.events = append(t.events, events[:room]...)
	for i := range events[room:] {
		t.events[t.first] = events[room+i]
		t.fallen++
		if t.first++; t.first == MaxTrace {
			t.first = 0
		}
	}
}

// truncate forgets what came after step n, up to which there were as many
// events as reported says: n may be among what has fallen out.
func (t *Trace) truncate(n, reported int) {
	keep := t.Find(n + 1)
	if keep == t.Len() {
		return
	}
	t.fallen = reported - keep
	if t.first == 0 {
		t.events = t.events[:keep]
		return
	}
	events := make([]Event, keep)
	for i := range events {
		events[i] = *t.At(i)
	}
	t.events, t.first = events, 0
}
