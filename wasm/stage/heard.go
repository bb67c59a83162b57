package stage

import "github.com/actor-playground/actor-playground/actor"

// heard is an event as it is compared: without its step and the client's index
// and line, which differ.
type heard struct {
	event Event
	who   string
	step  int
}

// heard is what the trace has, without the waits of live clients.
func (s *Stage) heard() []heard {
	var all []heard
	for i := range s.trace.Len() {
		if h := hear(s.trace.At(i), s.run.name(s.trace.At(i).Client)); !h.ignored() {
			all = append(all, h)
		}
	}
	return all
}

func hear(e *Event, who string) heard {
	h := heard{*e, who, e.Step}
	h.event.Step, h.event.Client, h.event.Line = 0, 0, 0
	return h
}

func (h *heard) ignored() bool {
	return h.who == You && (h.event.Kind == Slept || h.event.Kind == Woke)
}

// same plays the script with what was added, and reports whether it has the
// same events: in the same order if that is to be strict, and else at the same
// times, whatever the order and the numbers of commands are within one.
func (w *writer) same(reference []heard, strict bool) bool {
	script := w.whole()
	ours := map[string]bool{}
	for _, a := range w.added {
		ours[a.group.Name] = true
	}
	var programs []*program
	targets := script.targets()
	for _, group := range script.Clients {
		programs = append(programs, compile(group.Name, group.Steps, targets))
	}
	r := newRun(&script, programs, targets, map[uint64]*actor.DeadlockError{}, nil)
	var got []heard
	for len(got) < len(reference) {
		if _, more := r.next(); !more || w.budget <= 0 {
			r.close()
			return false
		}
		w.budget--
		r.take()
		for i := range r.latest {
			who := r.name(r.latest[i].Client)
			if ours[who] {
				who = You
			}
			h := hear(&r.latest[i], who)
			if h.ignored() {
				continue
			}
			if n := len(got); n == len(reference) || h.event.At != reference[n].event.At || strict && (h.event != reference[n].event || h.who != reference[n].who) {
				r.close()
				return false
			}
			got = append(got, h)
		}
	}
	if !strict && !sameInAnyOrder(got, reference) {
		r.close()
		return false
	}
	w.keep(r)
	return true
}

// sameInAnyOrder compares events whatever their order is within one time, and
// without what depends on it.
func sameInAnyOrder(a, b []heard) bool {
	more := map[heard]int{}
	for i := range a {
		more[a[i].loose()]++
	}
	for i := range b {
		more[b[i].loose()]--
	}
	for _, n := range more {
		if n != 0 {
			return false
		}
	}
	return true
}

func (h heard) loose() heard {
	h.step = 0
	h.event.Command, h.event.Len, h.event.Waiting, h.event.Held = 0, 0, 0, 0
	return h
}
