package stage

import (
	"strconv"
	"strings"
	"time"
)

// Format is a script's canonical text: the settings that are not the default ones, then a line for each client. Parse makes
// the same script of it, except lines and columns, unless it is longer than MaxText: Format has its own way of
// writing and leaves more space than an author may have done.
func Format(s Script) string {
	var b textBytes
	if s.Capacity != DefaultCapacity {
		b.add("mailbox ", decimal(s.Capacity), "\n")
	}
	if s.Handle != DefaultHandle {
		b.add("handle ", formatDuration(s.Handle), "\n")
	}
	if s.StartManually {
		b.add("start manually\n")
	}
	for i := range s.Actors {
		s.Actors[i].write(&b)
	}
	for i := range s.Clients {
		s.Clients[i].write(&b)
	}
	return string(b)
}

// write writes the group's line.
func (g *ActorGroup) write(b *textBytes) {
	b.add("actor ")
	writeName(b, g.Name, g.Numbered, g.Count)
	mark := ": "
	part := func(text string) {
		b.add(mark, text)
		mark = ", "
	}
	if g.Capacity != 0 {
		part("mailbox " + decimal(g.Capacity))
	}
	if g.HasHandle {
		part("handle " + formatDuration(g.Handle))
	}
	for i, r := range []*Rule{&g.OnSet, &g.OnGet} {
		if r.Act != 0 {
			part("on " + [...]string{"set", "get"}[i] + " " + r.String())
		}
	}
	b.add("\n")
}

// String is the rule as a script has it, without the command that it is for.
func (r *Rule) String() string {
	text := r.Act.String()
	for _, word := range [...]string{r.To, r.Mode.String()} {
		if word != "" {
			text += " " + word
		}
	}
	return text
}

func writeName(b *textBytes, name string, numbered bool, count int) {
	b.add(name)
	if numbered {
		b.add(" x", decimal(count))
	}
}

// write writes the group's line.
func (g *ClientGroup) write(b *textBytes) {
	writeName(b, g.Name, g.Numbered, g.Count)
	b.add(": ")
	writeSteps(b, g.Steps)
	b.add("\n")
}

func writeSteps(b *textBytes, steps []Step) {
	for i := range steps {
		if i > 0 {
			b.add(", ")
		}
		steps[i].write(b)
	}
}

// stepsText is the steps of one client as a script has them.
func stepsText(steps []Step) string {
	var b textBytes
	writeSteps(&b, steps)
	return string(b)
}

// String is the step as a script has it.
func (s Step) String() string {
	var b textBytes
	s.write(&b)
	return string(b)
}

func (s *Step) write(b *textBytes) {
	b.add(s.Op.String())
	switch s.Op {
	case OpSet, OpTrySet:
		b.add(" ", decimal(int(s.Value)))
	case OpWait:
		b.add(" ", formatDuration(s.Wait))
	case OpExpect:
		if s.Expect == OutcomeValue {
			b.add(" ", decimal(int(s.Value)))
		} else {
			b.add(" ", s.Expect.String())
		}
	case OpRepeat:
		b.add(" ", decimal(s.Times), " (")
		writeSteps(b, s.Body)
		b.add(")")
	}
	if s.At != "" {
		b.add(" at ", s.At)
	}
	if s.Mode != ModePlain {
		b.add(" ", s.Mode.String())
	}
	if s.HasWithin {
		b.add(" within ", formatDuration(s.Within))
	}
}

// formatDuration writes whole minutes as such and anything else in the largest unit that it fills, which may take decimals.
func formatDuration(d time.Duration) string {
	if d == 0 {
		return "0ms"
	}
	for _, u := range durationUnits {
		if d < u.size && u.size > time.Microsecond || u.size == time.Minute && d%u.size != 0 {
			continue
		}
		text := strconv.FormatInt(int64(d/u.size), 10)
		if rest := d % u.size; rest != 0 {
			// Units below the minute are powers of ten: with a one before it the rest keeps the zeros that it begins with.
			text += "." + strings.TrimRight(strconv.FormatInt(int64(u.size+rest), 10)[1:], "0")
		}
		return text + u.name
	}
	return ""
}
