package stage

import "fmt"

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
	// The ledger's numbers, by actor.
	places := make([][inKeep + 1]int, len(r.members))
	for i := range r.ledger.entries.length() {
		e := r.ledger.entries.at(i)
		places[e.actor][e.place]++
	}
	inLines := 0
	for k := range r.members {
		if problem := checkActor(r, int32(k), &places[k]); problem != "" {
			return r.actorName(int32(k)) + ": " + problem
		}
	}
	// So do the clients.
	for i := range r.ledger.entries.length() {
		if e := r.ledger.entries.at(i); e.place == inLine && e.client >= 0 {
			inLines++
		}
	}
	if waiting := r.states[Waiting]; waiting != inLines {
		return fmt.Sprintf("%d clients wait for a slot, and %d of their commands do", waiting, inLines)
	}
	if len(r.latest) > 40 {
		return ""
	}
	return checkBeats(s)
}

// checkActor says what doesn't fit together at actor k, or nothing.
func checkActor(r *run, k int32, places *[inKeep + 1]int) string {
	m := &r.members[k]
	if !m.started {
		return ""
	}
	// The core's own numbers.
	stats := m.core.stats()
	if stats.Admitted != stats.Received+uint64(stats.Len)+stats.Dropped {
		return fmt.Sprintf("Admitted is not Received + Len + Dropped: %+v", stats)
	}
	if stats.Received != stats.Handled+uint64(stats.Busy) {
		return fmt.Sprintf("Received is not Handled + Busy: %+v", stats)
	}
	if int(m.length) != stats.Len || int(m.waiting) != stats.Waiting || m.held != m.core.held() {
		return fmt.Sprintf("the last event has %d and %d waiting and holds %d: %+v", m.length, m.waiting, m.held, stats)
	}
	for i := range r.latest {
		if last := r.latest[len(r.latest)-1-i]; last.Actor == k {
			if last.Len != stats.Len || last.Waiting != stats.Waiting {
				return fmt.Sprintf("the last event has %d and %d waiting: %+v", last.Len, last.Waiting, stats)
			}
			break
		}
	}

	// The ledger agrees with them.
	if _, slots := r.items(&m.slots, inSlot, stats.Len+1); slots != stats.Len {
		return fmt.Sprintf("the ledger has %d in slots: %+v", slots, stats)
	}
	busy := 0
	if m.hand != 0 {
		busy = 1
	}
	if places[inLine] != stats.Waiting || places[inSlot] != stats.Len || places[inHand] != stats.Busy || busy != stats.Busy {
		return fmt.Sprintf("the ledger has %v, in hand #%d: %+v", places, m.hand, stats)
	}
	if m.out.command != 0 && m.hand == 0 {
		return fmt.Sprintf("it waits for #%d, and handles nothing", m.out.command)
	}
	if m.stopped != (m.state() == Over) {
		return fmt.Sprintf("state %v, stopped %v", m.state(), m.stopped)
	}
	return ""
}

// checkBeats says at which beat of the last step something doesn't fit
// together, or nothing.
func checkBeats(s *Stage) string {
	there := snapshotText(s)
	for beat := range s.Beats() + 1 {
		snap := s.SnapshotAt(beat)
		problem := ""
		total, waiting := 0, 0
		for _, n := range snap.States {
			total += n
		}
		views := snap.Actors
		if views == nil {
			views = []ActorView{snap.ActorView}
		}
		switch {
		case snap.Beat != beat || snap.Beats != s.Beats() || snap.LatestOf != beat:
			problem = "it is another beat"
		case total != snap.ClientTotal:
			problem = "the clients' states don't add up"
		case beat > 0:
			last := &s.run.latest[beat-1]
			if k := int(last.Actor); k < len(views) && (views[k].Depth != last.Len || views[k].Waiting != last.Waiting || views[k].Value != last.Held && beat < s.Beats()) {
				problem = "the core reported other numbers"
			}
		}
		for k := range views {
			v := &views[k]
			busy, c := uint64(0), v.Counts
			if v.Hand != nil {
				busy = 1
			}
			for _, it := range v.Line {
				if it.Index >= 0 {
					waiting++
				}
			}
			switch {
			case len(v.Slots) != min(v.Depth, ShownSlots) || len(v.Line) > min(v.Waiting, ShownWaiting):
				problem = "the lists differ from the counts"
			case c.Admitted != c.Received+uint64(v.Depth)+c.Dropped || c.Received != c.Handled+busy:
				problem = "the counts don't add up"
			case v.Call != nil && v.Hand == nil:
				problem = "a call goes on without a turn"
			}
		}
		if views := len(views); views == len(s.run.members) && problem == "" && waiting < ShownWaiting && waiting-snap.States[Waiting] > 1 { // a client knows later than the core that it waits no more
			problem = "those who wait don't add up"
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

// tally counts a run's core events as they are reported, by actor, to compare
// them with the core's own counters: no event is invented, and none is lost.
type tally struct {
	kinds map[int32]*[Woke + 1]uint64
}

func (n *tally) of(k int32) *[Woke + 1]uint64 {
	if n.kinds == nil {
		n.kinds = map[int32]*[Woke + 1]uint64{}
	}
	if n.kinds[k] == nil {
		n.kinds[k] = new([Woke + 1]uint64)
	}
	return n.kinds[k]
}

func (n *tally) add(s *Stage) {
	for _, e := range s.run.latest {
		n.of(e.Actor)[e.Kind]++
	}
}

func (n *tally) check(s *Stage) string {
	for k := range s.run.members {
		if problem := checkTally(&s.run.members[k], n.of(int32(k))); problem != "" {
			return s.run.actorName(int32(k)) + ": " + problem
		}
	}
	return ""
}

func checkTally(m *member, kinds *[Woke + 1]uint64) string {
	if !m.started {
		for kind := range Answered {
			if kinds[kind] > 0 {
				return fmt.Sprintf("%v before there was an actor", kind)
			}
		}
		return ""
	}
	stats := m.core.stats()
	panicked := kinds[Panicked]
	for _, c := range []struct {
		kind     Kind
		reported uint64
		counted  uint64
	}{
		{Admitted, kinds[Admitted], stats.Admitted},
		{Received, kinds[Received], stats.Received},
		{Handled, kinds[Handled] + panicked, stats.Handled},
		{Dropped, kinds[Dropped], stats.Dropped},
		{Withdrawn, kinds[Withdrawn], stats.Withdrawn},
		{Rejected, kinds[Rejected], stats.Rejected},
		{Replied, kinds[Replied], stats.Replied},
		{Abandoned, kinds[Abandoned], stats.Abandoned},
	} {
		if c.reported != c.counted {
			return fmt.Sprintf("%d %v were reported; %+v", c.reported, c.kind, stats)
		}
	}
	if panicked > 1 || kinds[Stopped] > 1 || m.stopped != (kinds[Stopped] == 1) {
		return fmt.Sprintf("%d Panicked and %d Stopped were reported", panicked, kinds[Stopped])
	}
	return ""
}
