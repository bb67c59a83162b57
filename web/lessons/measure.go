package lessons

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Measure is something of a run that has ended, a number that the run itself gives. web/src/playground/play/measure.ts takes it.
//
//	get NAME          the value that the first get of the client NAME returned
//	count KIND        how many events of that kind the script's clients have in the trace, as "count Handled"
//	count KIND WHY    of them those with that outcome, as "count Failed panic"
//	most waiting      how many senders waited for a slot at most
//	longest wait      the longest time from waiting for a slot to the end of that wait
//	steps D to D      how many steps there are between two times, the ends not among them
//	deadlocked        how many clients wait for ever
//	mailbox, handle   what the script says
//	end               the virtual time at the end
type Measure struct {
	Of   string        `json:"of"`             // the words above, without what follows
	Name string        `json:"name,omitempty"` // of a client, or a kind of event
	Why  string        `json:"why,omitempty"`  // an outcome
	From time.Duration `json:"from,omitempty"`
	To   time.Duration `json:"to,omitempty"`
}

// A Condition is a measure that must be as the sign says: "<=", ">=" or "=". A time is in nanoseconds.
type Condition struct {
	Measure Measure `json:"measure"`
	Sign    string  `json:"sign"`
	Value   int64   `json:"value"`
}

// Times reports whether the measure is a time.
func (m Measure) Times() bool { return m.Of == "longest wait" || m.Of == "handle" || m.Of == "end" }

func parseMeasure(text string) (Measure, error) {
	switch words := strings.Fields(text); {
	case len(words) == 2 && words[0] == "get":
		return Measure{Of: "get", Name: words[1]}, nil
	case (len(words) == 2 || len(words) == 3) && words[0] == "count":
		return Measure{Of: "count", Name: words[1], Why: strings.Join(words[2:], "")}, nil
	case len(words) == 4 && words[0] == "steps" && words[2] == "to":
		from, err := time.ParseDuration(words[1])
		to, errTo := time.ParseDuration(words[3])
		if err != nil || errTo != nil || to <= from {
			break
		}
		return Measure{Of: "steps", From: from, To: to}, nil
	}
	switch text {
	case "most waiting", "longest wait", "deadlocked", "mailbox", "handle", "end":
		return Measure{Of: text}, nil
	}
	return Measure{}, fmt.Errorf("expected a measure, such as %q or %q; got %q", "get main", "count Handled", text)
}

func parseGoal(text string) ([]Condition, error) {
	var goal []Condition
	for part := range strings.SplitSeq(text, ", ") {
		words := strings.Fields(part)
		if len(words) < 3 {
			return nil, fmt.Errorf("expected a condition, such as %q; got %q", "mailbox <= 3", part)
		}
		value, sign := words[len(words)-1], words[len(words)-2]
		if sign != "<=" && sign != ">=" && sign != "=" {
			return nil, fmt.Errorf("expected <=, >= or =; got %q", sign)
		}
		measure, err := parseMeasure(strings.Join(words[:len(words)-2], " "))
		if err != nil {
			return nil, err
		}
		c := Condition{Measure: measure, Sign: sign}
		if measure.Times() {
			d, err := time.ParseDuration(value)
			if err != nil {
				return nil, fmt.Errorf("expected a time, such as 500ms; got %q", value)
			}
			c.Value = d.Nanoseconds()
		} else if c.Value, err = strconv.ParseInt(value, 10, 32); err != nil {
			return nil, fmt.Errorf("expected a number; got %q", value)
		}
		goal = append(goal, c)
	}
	return goal, nil
}
