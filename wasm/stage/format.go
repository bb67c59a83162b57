package stage

import (
	"strconv"
	"strings"
	"time"
)

// Format is a script's canonical text: the settings that are not the default ones, then a line for each client. Parse makes
// the same script of it, but for lines and columns, unless it has come out longer than MaxText: Format has its own way of
// writing and leaves more space than an author may have done.
func Format(s Script) string {
	var b strings.Builder
	if s.Capacity != DefaultCapacity {
		b.WriteString("mailbox " + strconv.Itoa(s.Capacity) + "\n")
	}
	if s.Handle != DefaultHandle {
		b.WriteString("handle " + formatDuration(s.Handle) + "\n")
	}
	if s.StartManually {
		b.WriteString("start manually\n")
	}
	for i := range s.Actors {
		s.Actors[i].write(&b)
	}
	for i := range s.Clients {
		s.Clients[i].write(&b)
	}
	return b.String()
}

// write writes the group's line.
func (g *ActorGroup) write(b *strings.Builder) {
	b.WriteString("actor ")
	writeName(b, g.Name, g.Numbered, g.Count)
	mark := ": "
	part := func(text string) {
		b.WriteString(mark + text)
		mark = ", "
	}
	if g.Capacity != 0 {
		part("mailbox " + strconv.Itoa(g.Capacity))
	}
	if g.HasHandle {
		part("handle " + formatDuration(g.Handle))
	}
	for i, r := range []*Rule{&g.OnSet, &g.OnGet} {
		if r.Act != 0 {
			part("on " + [...]string{"set", "get"}[i] + " " + r.String())
		}
	}
	b.WriteByte('\n')
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

func writeName(b *strings.Builder, name string, numbered bool, count int) {
	b.WriteString(name)
	if numbered {
		b.WriteString(" x" + strconv.Itoa(count))
	}
}

// write writes the group's line.
func (g *ClientGroup) write(b *strings.Builder) {
	writeName(b, g.Name, g.Numbered, g.Count)
	b.WriteString(": ")
	writeSteps(b, g.Steps)
	b.WriteByte('\n')
}

func writeSteps(b *strings.Builder, steps []Step) {
	for i := range steps {
		if i > 0 {
			b.WriteString(", ")
		}
		steps[i].write(b)
	}
}

// stepsText is the steps of one client as a script has them.
func stepsText(steps []Step) string {
	var b strings.Builder
	writeSteps(&b, steps)
	return b.String()
}

// String is the step as a script has it.
func (s Step) String() string {
	var b strings.Builder
	s.write(&b)
	return b.String()
}

func (s *Step) write(b *strings.Builder) {
	b.WriteString(s.Op.String())
	switch s.Op {
	case OpSet, OpTrySet:
		b.WriteString(" " + strconv.Itoa(int(s.Value)))
	case OpWait:
		b.WriteString(" " + formatDuration(s.Wait))
	case OpExpect:
		if s.Expect == OutcomeValue {
			b.WriteString(" " + strconv.Itoa(int(s.Value)))
		} else {
			b.WriteString(" " + s.Expect.String())
		}
	case OpRepeat:
		b.WriteString(" " + strconv.Itoa(s.Times) + " (")
		writeSteps(b, s.Body)
		b.WriteByte(')')
	}
	if s.At != "" {
		b.WriteString(" at " + s.At)
	}
	if s.Mode != ModePlain {
		b.WriteString(" " + s.Mode.String())
	}
	if s.HasWithin {
		b.WriteString(" within " + formatDuration(s.Within))
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
