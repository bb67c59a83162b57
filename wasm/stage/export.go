package stage

import (
	"cmp"
	"strconv"
)

// AppendEvents adds events from the i-th that the trace keeps, at most n, as
// JSON Lines: one object a line, with who it is about and a sentence.
func (s *Stage) AppendEvents(b []byte, i, n int) []byte {
	j := jsonText(b)
	for ; n > 0 && i >= 0 && i < s.trace.Len(); i, n = i+1, n-1 {
		e := s.trace.At(i)
		j = append(j, '{')
		j.eventFields(e, s.several())
		if s.several() {
			j.string("actorName", s.run.members[e.Actor].name)
		}
		j.string("who", s.run.name(e.Client))
		j.string("text", s.Sentence(e))
		j.close('}')
		j = append(j, '\n')
	}
	return j
}

// MaxMermaid is how many events a diagram takes: what draws it gives up on
// more.
const MaxMermaid = 500

// Mermaid is the trace's beginning as a Mermaid sequence diagram: its first
// events, at most MaxMermaid. It is a text, which has the order alone: what
// draws it lays it out. The one layout of our own is in
// web/src/playground/views/timeline.
func (s *Stage) Mermaid() string {
	var b textBytes
	b.add("sequenceDiagram\n")
	named := map[string]string{}
	id := func(client int32) string {
		if client < 0 && actorOf(client) < 0 {
			return ""
		}
		name := s.run.name(client)
		if named[name] == "" {
			named[name] = "c" + itoa(int64(len(named)))
			b.add("  participant ", named[name], " as ", mermaidText(name), "\n")
		}
		return named[name]
	}
	n := min(s.trace.Len(), MaxMermaid)
	for i := range n {
		id(s.trace.At(i).Client)
		if s.several() {
			id(ByActor(s.trace.At(i).Actor))
		}
	}
	mailbox, actor := "mailbox", "actor"
	if !s.several() {
		b.add("  participant mailbox\n  participant actor\n")
	}
	for i := range n {
		e := s.trace.At(i)
		if s.several() { // each with its mailbox in one
			actor = id(ByActor(e.Actor))
			mailbox = actor
		}
		who := cmp.Or(id(e.Client), actor)
		it := mermaidText(what(e.Op, ModePlain, e.Value))
		line := ""
		switch e.Kind {
		case Blocked:
			line = "Note over " + who + ": waits for a slot (" + it + ")"
		case Admitted:
			line = who + "->>" + mailbox + ": " + it
		case Rejected:
			line = who + "-x" + mailbox + ": " + it + ", " + mermaidText(reason(e.Outcome))
		case Withdrawn:
			line = "Note over " + who + ": gives up (" + it + ")"
		case Received:
			line = mailbox + "->>" + actor + ": " + it
		case Answered:
			line = actor + "-->>" + who + ": " + itoa(int64(e.Value))
		case Abandoned:
			line = actor + "--x" + who + ": reply discarded"
		case Failed:
			if e.Command != 0 && e.Outcome != OutcomeFull && e.Outcome != OutcomeTimeout {
				line = actor + "--x" + who + ": " + mermaidText(reason(e.Outcome))
			}
		case Dropped:
			line = "Note over " + mailbox + ": drops " + it
		case Panicked, Stopped, Kept:
			line = "Note over " + actor + ": " + mermaidText(s.Sentence(e))
		case Stopping, Killed, Started, Unmet:
			line = "Note over " + who + ": " + mermaidText(s.Sentence(e))
		}
		if line != "" {
			b.add("  ", line, "\n")
		}
	}
	if left := s.trace.Len() - n + s.trace.Fallen(); left > 0 {
		b.add("  Note over ", actor, ": and ", itoa(int64(left)), " more events\n")
	}
	return string(b)
}

// mermaidText keeps text from being read as Mermaid's own marks. (A
// strings.Replacer would be 6 KB of the module.)
func mermaidText(text string) string {
	b := make([]byte, 0, len(text))
	for i := range len(text) {
		switch c := text[i]; c {
		case '#', ';', '<', '>':
			b = append(b, '#')
			b = strconv.AppendInt(b, int64(c), 10)
			b = append(b, ';')
		case '\n':
			b = append(b, ' ')
		default:
			b = append(b, c)
		}
	}
	return string(b)
}
