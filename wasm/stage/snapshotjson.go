package stage

import "time"

// AppendJSON adds the snapshot as one JSON object, of the shape
// protocol.Snapshot. The writers here and beside it know the shapes by heart,
// for to copy into them first would be 6 KB of the module; a test holds them
// to it.
func (snap *Snapshot) AppendJSON(b []byte) []byte {
	j := append(jsonText(b), '{')
	j.int("position", int64(snap.Position))
	j.int("end", int64(snap.End))
	j.int("beat", int64(snap.Beat))
	j.int("beats", int64(snap.Beats))
	j.int("live", int64(snap.Live))
	j.int("unfit", int64(snap.Unfit))
	j.bool("ended", snap.Ended)
	j.time("clock", snap.Clock)
	j.time("nextAt", snap.NextAt)

	j.actor(&snap.ActorView)

	j.key("clients")
	j.open('{')
	j.int("total", int64(snap.ClientTotal))
	j.key("states")
	j.open('{')
	for state, n := range snap.States {
		j.int(ClientState(state).String(), int64(n))
	}
	j.close('}')
	j.key("shown")
	j.open('[')
	for i := range snap.Clients {
		j.client(&snap.Clients[i], snap.Actors != nil)
	}
	j.close(']')
	j.close('}')

	j.counts(&snap.Counts)

	j.int("latestTotal", int64(snap.LatestOf))
	j.key("latest")
	j.open('[')
	for i := range snap.Latest {
		j.event(&snap.Latest[i], snap.Actors != nil)
	}
	j.close(']')

	j.int("missTotal", int64(snap.MissOf))
	j.key("misses")
	j.open('[')
	for _, m := range snap.Misses {
		j.open('{')
		j.string("client", m.Client)
		j.int("line", int64(m.Line))
		j.int("step", int64(m.Step))
		j.string("expected", m.Expected)
		j.string("got", m.Got)
		j.close('}')
	}
	j.close(']')

	j.key("deadlock")
	if snap.Deadlock == nil {
		j.null()
	} else {
		j.deadlock(snap.Deadlock, snap.Actors != nil)
	}
	if snap.Actors != nil {
		j.actors(snap)
	}
	j.close('}')
	return j
}

// actors writes what there is of actors that are declared.
func (j *jsonText) actors(snap *Snapshot) {
	j.key("actors")
	j.open('{')
	j.int("total", int64(snap.ActorOf))
	j.key("shown")
	j.open('[')
	for i := range snap.Actors {
		j.declared(&snap.Actors[i])
	}
	j.close(']')
	j.close('}')
	if snap.Ring != nil {
		j.key("ring")
		j.open('{')
		j.ints("actors", snap.Ring.Actors)
		j.string("text", snap.Ring.Text)
		j.close('}')
	}
}

// declared writes an actor that is declared.
func (j *jsonText) declared(v *ActorView) {
	j.open('{')
	j.string("name", v.Name)
	j.actor(v)
	j.counts(&v.Counts)
	j.ints("calls", v.Calls)
	j.key("call")
	if o := v.Call; o == nil {
		j.null()
	} else {
		j.open('{')
		j.int("to", int64(o.To))
		j.string("act", o.Act)
		j.bool("blindly", o.Blindly)
		j.bool("slot", o.Slot)
		j.itemFields(&o.Item)
		j.close('}')
	}
	j.int("keptTotal", int64(v.KeptOf))
	j.items("kept", v.Kept)
	j.close('}')
}

// AppendActors adds declared actors from the k-th, at most n and at most
// [ShownActors], as a JSON array, as a beat of the last step has them.
func (s *Stage) AppendActors(b []byte, beat, k, n int) []byte {
	j := append(jsonText(b), '[')
	r := s.run
	beat = min(max(beat, 0), len(r.latest))
	write := func() {
		for n = min(n, ShownActors); s.several() && n > 0 && k >= 0 && k < len(r.members); k, n = k+1, n-1 {
			v := r.actorView(int32(k), beat)
			j.declared(&v)
		}
	}
	if beat < len(r.latest) {
		r.at(beat, write)
	} else {
		write()
	}
	j.close(']')
	return j
}

// actor writes an actor, its mailbox and the line before that.
func (j *jsonText) actor(v *ActorView) {
	j.key("actor")
	j.open('{')
	j.string("state", string(v.State))
	j.string("failure", v.Failure)
	j.int("value", int64(v.Value))
	j.time("handle", v.Handle)
	j.itemOrNull("hand", v.Hand)
	j.itemOrNull("reply", v.Reply)
	j.close('}')

	j.key("mailbox")
	j.open('{')
	j.int("capacity", int64(v.Capacity))
	j.int("depth", int64(v.Depth))
	j.items("slots", v.Slots)
	j.close('}')

	j.key("line")
	j.open('{')
	j.int("waiting", int64(v.Waiting))
	j.items("first", v.Line)
	j.close('}')
}

func (j *jsonText) counts(c *Counts) {
	j.key("counts")
	j.open('{')
	for _, count := range []struct {
		name string
		n    uint64
	}{
		{"admitted", c.Admitted}, {"received", c.Received}, {"handled", c.Handled}, {"dropped", c.Dropped},
		{"withdrawn", c.Withdrawn}, {"rejected", c.Rejected}, {"replied", c.Replied}, {"abandoned", c.Abandoned},
	} {
		j.int(count.name, int64(count.n))
	}
	j.close('}')
}

func (j *jsonText) ints(name string, all []int32) {
	j.key(name)
	j.open('[')
	for _, n := range all {
		j.comma()
		*j = append(*j, itoa(int64(n))...)
	}
	j.close(']')
}

//go:noinline
func (j *jsonText) time(name string, t time.Duration) { j.int(name, int64(t)) }

func (j *jsonText) items(name string, items []Item) {
	j.key(name)
	j.open('[')
	for i := range items {
		j.item(&items[i])
	}
	j.close(']')
}

func (j *jsonText) itemOrNull(name string, it *Item) {
	j.key(name)
	if it == nil {
		j.null()
	} else {
		j.item(it)
	}
}

func (j *jsonText) item(it *Item) {
	j.open('{')
	j.itemFields(it)
	j.close('}')
}

func (j *jsonText) itemFields(it *Item) {
	j.int("command", int64(it.Command))
	j.int("index", int64(it.Index))
	j.string("client", it.Client)
	j.string("what", it.What)
	j.time("since", it.Since)
	if it.Cause != 0 {
		j.int("cause", int64(it.Cause))
	}
	if it.With != 0 {
		j.int("with", int64(it.With))
	}
}

func (j *jsonText) client(c *ClientView, several bool) {
	j.open('{')
	j.int("index", int64(c.Index))
	j.string("name", c.Name)
	j.string("state", c.State.String())
	j.string("what", c.What)
	j.int("command", int64(c.Command))
	j.time("since", c.Since)
	j.time("until", c.Until)
	j.string("last", c.Last)
	j.int("line", int64(c.Line))
	if several {
		j.int("actor", int64(c.Actor))
	}
	j.close('}')
}

// event writes an event's numbers and words. A trace adds who and the sentence.
func (j *jsonText) event(e *Event, several bool) {
	j.open('{')
	j.eventFields(e, several)
	j.close('}')
}

func (j *jsonText) eventFields(e *Event, several bool) {
	j.int("step", int64(e.Step))
	j.time("at", e.At)
	j.string("kind", e.Kind.String())
	j.int("client", int64(e.Client))
	j.int("command", int64(e.Command))
	if e.Op != 0 {
		j.string("op", e.Op.String())
	}
	value, by := int64(e.Value), int64(-1)
	if several && (e.Kind == Replied || e.Kind == Abandoned) {
		value, by = 0, value
	}
	j.int("value", value)
	j.string("outcome", e.Outcome.String())
	j.int("line", int64(e.Line))
	j.int("len", int64(e.Len))
	j.int("waiting", int64(e.Waiting))
	if several {
		j.int("actor", int64(e.Actor))
	}
	if by >= 0 {
		j.int("by", by)
	}
}

func (j *jsonText) deadlock(d *Deadlock, several bool) {
	j.open('{')
	j.string("because", d.Because)
	j.int("waitTotal", int64(d.WaitsOf))
	j.key("waits")
	j.open('[')
	for _, w := range d.Waits {
		j.open('{')
		j.string("client", w.Client)
		j.string("for", w.For)
		j.close('}')
	}
	j.close(']')
	if several && len(d.Ring) > 0 {
		j.ints("ring", d.Ring)
	}
	j.close('}')
}
