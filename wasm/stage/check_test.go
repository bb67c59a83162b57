package stage

import (
	"fmt"
	"slices"
)

// checkStep says what doesn't fit together right after a step, or nothing.
func checkStep(s *Stage) string {
	r := s.run
	if len(r.latest) == 0 {
		return "nothing was reported"
	}
	total := 0
	for state, n := range r.states {
		count := 0
		for i := range r.clients {
			if r.clients[i].state == ClientState(state) {
				count++
			}
		}
		if n != count {
			return fmt.Sprintf("%d clients are %v, and %d are counted", count, ClientState(state), n)
		}
		total += n
	}
	if total != len(r.clients) {
		return fmt.Sprintf("the states add up to %d of %d clients", total, len(r.clients))
	}
	for _, e := range r.latest {
		if e.Step != r.step || e.At != r.now() {
			return fmt.Sprintf("an event of step %d at %v was reported in step %d at %v", e.Step, e.At, r.step, r.now())
		}
		if s.Sentence(&e) == "" || s.Sentence(&e) == e.Kind.String() {
			return fmt.Sprintf("no sentence for %v", e.Kind)
		}
	}
	if s.clock < r.now() {
		return fmt.Sprintf("the clock shows %v, and the run is at %v", s.clock, r.now())
	}
	if !r.started {
		return ""
	}

	// The core's own numbers.
	stats := r.core.stats()
	if stats.Admitted != stats.Received+uint64(stats.Len)+stats.Dropped {
		return fmt.Sprintf("Admitted is not Received + Len + Dropped: %+v", stats)
	}
	if stats.Received != stats.Handled+uint64(stats.Busy) {
		return fmt.Sprintf("Received is not Handled + Busy: %+v", stats)
	}
	if last := r.latest[len(r.latest)-1]; last.Len != stats.Len || last.Waiting != stats.Waiting {
		return fmt.Sprintf("the last event has %d and %d waiting: %+v", last.Len, last.Waiting, stats)
	}

	// The ledger agrees with them.
	slots := 0
	for i := range r.ledger.slots.length() {
		if r.ledger.placeOf(*r.ledger.slots.at(i)) == inSlot {
			slots++
		}
	}
	if slots != stats.Len {
		return fmt.Sprintf("the ledger has %d in slots: %+v", slots, stats)
	}
	var places [inHand + 1]int
	for i := range r.ledger.entries.length() {
		places[r.ledger.entries.at(i).place]++
	}
	busy := 0
	if r.ledger.hand != 0 {
		busy = 1
	}
	if places[inLine] != stats.Waiting || places[inSlot] != stats.Len || places[inHand] != stats.Busy || busy != stats.Busy {
		return fmt.Sprintf("the ledger has %v, in hand #%d: %+v", places, r.ledger.hand, stats)
	}
	// So do the clients.
	waiting := r.states[Waiting]
	if stuck := r.stuck != nil && places[inLine] > 0 && slices.ContainsFunc(lineOf(r), func(e *entry) bool { return e.client == Itself }); stuck {
		waiting++
	}
	if waiting != stats.Waiting {
		return fmt.Sprintf("%d clients wait for a slot: %+v", waiting, stats)
	}
	if r.stopped != (r.state() == Over) {
		return fmt.Sprintf("state %v, stopped %v", r.state(), r.stopped)
	}
	if len(r.latest) > 40 {
		return ""
	}
	return checkBeats(s)
}

// checkBeats says at which beat of the last step something doesn't fit
// together, or nothing.
func checkBeats(s *Stage) string {
	there := snapshotText(s)
	for beat := range s.Beats() + 1 {
		snap := s.SnapshotAt(beat)
		problem := ""
		busy, total := uint64(0), 0
		if snap.Hand != nil {
			busy = 1
		}
		for _, n := range snap.States {
			total += n
		}
		c := snap.Counts
		switch {
		case snap.Beat != beat || snap.Beats != s.Beats() || snap.LatestOf != beat:
			problem = "it is another beat"
		case len(snap.Slots) != min(snap.Depth, ShownSlots) || len(snap.Line) > min(snap.Waiting, ShownWaiting):
			problem = "the lists differ from the counts"
		case c.Admitted != c.Received+uint64(snap.Depth)+c.Dropped || c.Received != c.Handled+busy:
			problem = "the counts don't add up"
		case total != snap.ClientTotal || snap.Waiting-snap.States[Waiting] > 1: // a client knows later than the core that it waits no more
			problem = "the clients' states don't add up"
		case beat > 0 && (snap.Depth != s.run.latest[beat-1].Len || snap.Waiting != s.run.latest[beat-1].Waiting):
			problem = "the core reported other numbers"
		}
		if problem != "" {
			return fmt.Sprintf("beat %d of %d: %s\n%s", beat, s.Beats(), problem, snap.AppendJSON(nil))
		}
		if again := snapshotText(s); again != there {
			return fmt.Sprintf("drawing beat %d of %d left\n%s\nwhere there was\n%s", beat, s.Beats(), again, there)
		}
	}
	return ""
}

func lineOf(r *run) []*entry {
	var all []*entry
	for i := range r.ledger.line.length() {
		if e := r.ledger.find(*r.ledger.line.at(i)); e != nil && e.place == inLine {
			all = append(all, e)
		}
	}
	return all
}

// tally counts a run's core events as they are reported, to compare them with
// the core's own counters: no event is invented, and none is lost.
type tally struct {
	kinds [Woke + 1]uint64
}

func (n *tally) add(s *Stage) {
	for _, e := range s.run.latest {
		n.kinds[e.Kind]++
	}
}

func (n *tally) check(s *Stage) string {
	if !s.run.started {
		for kind := range Answered {
			if n.kinds[kind] > 0 {
				return fmt.Sprintf("%v before there was an actor", kind)
			}
		}
		return ""
	}
	stats := s.run.core.stats()
	panicked := n.kinds[Panicked]
	for _, c := range []struct {
		kind     Kind
		reported uint64
		counted  uint64
	}{
		{Admitted, n.kinds[Admitted], stats.Admitted},
		{Received, n.kinds[Received], stats.Received},
		{Handled, n.kinds[Handled] + panicked, stats.Handled},
		{Dropped, n.kinds[Dropped], stats.Dropped},
		{Withdrawn, n.kinds[Withdrawn], stats.Withdrawn},
		{Rejected, n.kinds[Rejected], stats.Rejected},
		{Replied, n.kinds[Replied], stats.Replied},
		{Abandoned, n.kinds[Abandoned], stats.Abandoned},
	} {
		if c.reported != c.counted {
			return fmt.Sprintf("%d %v were reported; %+v", c.reported, c.kind, stats)
		}
	}
	if panicked > 1 || n.kinds[Stopped] > 1 || s.run.stopped != (n.kinds[Stopped] == 1) {
		return fmt.Sprintf("%d Panicked and %d Stopped were reported", panicked, n.kinds[Stopped])
	}
	return ""
}
