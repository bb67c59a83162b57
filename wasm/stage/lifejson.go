package stage

// AppendLife adds the life of a command as one JSON object, of the shape
// protocol.Life, or nothing if the trace has no event of it.
func (s *Stage) AppendLife(b []byte, command uint64) []byte {
	l, ok := s.Life(command)
	if !ok {
		return b
	}
	j := append(jsonText(b), '{')
	j.int("command", int64(l.Command))
	j.int("index", int64(l.Index))
	j.string("client", l.Client)
	j.int("line", int64(l.Line))
	j.string("what", l.What)
	if s.several() {
		j.int("actor", int64(l.Actor))
	}
	j.string("fate", string(l.Fate))
	j.time("called", l.Called)
	j.time("admitted", l.Admitted)
	j.time("received", l.Received)
	j.time("ended", l.Ended)
	j.time("returned", l.Returned)
	j.string("outcome", l.Outcome.String())
	j.int("answer", int64(l.Answer))
	j.bool("whole", l.Whole)
	j.key("events")
	j.open('[')
	for i := range l.Events {
		j.event(&l.Events[i], s.several())
	}
	j.close(']')
	j.close('}')
	return j
}

// AppendJSON adds the written script as one JSON object, of the shape
// protocol.Written.
func (w *Written) AppendJSON(b []byte) []byte {
	j := append(jsonText(b), '{')
	j.string("script", w.Script)
	j.bool("exact", w.Exact)
	j.key("clients")
	j.open('[')
	for _, name := range w.Clients {
		j.text(name)
	}
	j.close(']')
	j.close('}')
	return j
}
