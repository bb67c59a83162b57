package lessons

import (
	"cmp"
	"testing"
	"time"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// take takes a measure of a play that has ended; false where the run doesn't have it.
func take(s *stage.Stage, m Measure) (int64, bool) {
	snap := s.Snapshot()
	switch m.Of {
	case "mailbox":
		return int64(snap.Capacity), true
	case "handle":
		return snap.Handle.Nanoseconds(), true
	case "end":
		return snap.Clock.Nanoseconds(), true
	case "deadlocked":
		return int64(snap.Deadlock.WaitsOf), snap.Deadlock != nil
	}
	var (
		found, asked bool
		n            int64
		command      uint64
		since        = map[uint64]time.Duration{}
		seen         = map[int]bool{}
	)
	for i := range s.Trace().Len() {
		e := s.Trace().At(i)
		switch m.Of {
		case "get":
			if e.Client < 0 || name(s, e.Client) != m.Name {
				continue
			}
			if !asked && e.Op == stage.OpGet && (e.Kind == stage.Admitted || e.Kind == stage.Blocked) {
				asked, command = true, e.Command
			}
			if asked && e.Command == command && e.Kind == stage.Answered {
				return int64(e.Value), true
			}
		case "count":
			found = true
			if e.Kind.String() == m.Name && (m.Why == "" || e.Outcome.String() == m.Why) {
				n++
			}
		case "most waiting":
			n, found = max(n, int64(e.Waiting)), true
		case "longest wait":
			found = true
			if e.Kind == stage.Blocked {
				since[e.Command] = e.At
			} else if at, waited := since[e.Command]; waited {
				n = max(n, (e.At - at).Nanoseconds())
				delete(since, e.Command)
			}
		case "steps":
			found = true
			if e.At > m.From && e.At < m.To && !seen[e.Step] {
				seen[e.Step] = true
				n++
			}
		}
	}
	return n, found
}

// name is that of the client with an index.
func name(s *stage.Stage, index int32) string {
	for _, group := range s.Script().Clients {
		if int(index) < group.Count {
			return group.NameOf(int(index))
		}
		index -= int32(group.Count)
	}
	return "you"
}

func meets(s *stage.Stage, c Condition) bool {
	n, found := take(s, c.Measure)
	if !found {
		return false
	}
	switch sign := cmp.Compare(n, c.Value); c.Sign {
	case "<=":
		return sign <= 0
	case ">=":
		return sign >= 0
	default:
		return sign == 0
	}
}

func TestTheRunOfALessonAnswersItsQuestion(t *testing.T) {
	want := map[string]int64{
		"first-message": 42, "commands-are-values": 3, "one-at-a-time": 2, "backpressure": 3, "oneshot-reply": 1, "caller-goes-away": 4,
		"the-actor-stops": 3, "start-once": 42, "one-thread": 0, "full-and-refused": 4, "panic": 2, "asking-oneself": 2,
		"forwarding": 42, "head-of-line": 2, "workers": 3, "two-mailboxes": 2, "a-ring": 4, "shedding-load": 4,
	}
	for _, lesson := range All() {
		if lesson.Kind != Plain {
			continue
		}
		if got, found := take(play(t, lesson.Script), *lesson.Answer); !found || got != want[lesson.Name] {
			t.Errorf("%s: %q gives %d, %v; want %d", lesson.Name, lesson.Ask, got, found, want[lesson.Name])
		}
	}
}

func TestAChallengeIsNotMetAtFirstAndIsMetByItsSolution(t *testing.T) {
	n := 0
	for _, lesson := range All() {
		if lesson.Kind != Challenge {
			continue
		}
		n++
		met := func(script string) bool {
			s := play(t, script)
			for _, c := range lesson.Goal {
				if !meets(s, c) {
					return false
				}
			}
			return true
		}
		if met(lesson.Script) {
			t.Errorf("%s: it is met as it is", lesson.Name)
		}
		if !met(lesson.Solution.Of(lesson.Script)) {
			t.Errorf("%s: its solution doesn't meet it", lesson.Name)
		}
	}
	if n != 2 {
		t.Errorf("%d challenges", n)
	}
}

// What the challenge calls the fewest slots must be.
func TestNoSmallerMailboxMeetsTheChallenge(t *testing.T) {
	for _, lesson := range All() {
		if lesson.Name != "no-long-waits" {
			continue
		}
		wait := lesson.Goal[0]
		for _, c := range []struct {
			mailbox string
			meets   bool
		}{{"mailbox 2", false}, {"mailbox 3", true}} {
			change := Change{"mailbox 1", c.mailbox}
			if got := meets(play(t, change.Of(lesson.Script)), wait); got != c.meets {
				t.Errorf("%s keeps waits below the limit: %v", c.mailbox, got)
			}
		}
	}
}

func TestEveryChangeGivesAScriptThatPlaysToAnotherEnd(t *testing.T) {
	for _, lesson := range All() {
		if lesson.Kind != Plain {
			continue
		}
		before, after := play(t, lesson.Script), play(t, lesson.Change.Of(lesson.Script))
		if string(before.AppendEvents(nil, 0, before.Trace().Len())) == string(after.AppendEvents(nil, 0, after.Trace().Len())) {
			t.Errorf("%s: nothing is different", lesson.Name)
		}
	}
}

func TestAMeasureIsReadStrictly(t *testing.T) {
	for text, want := range map[string]Measure{
		"get main":           {Of: "get", Name: "main"},
		"count Failed panic": {Of: "count", Name: "Failed", Why: "panic"},
		"steps 1s to 2s":     {Of: "steps", From: time.Second, To: 2 * time.Second},
		"longest wait":       {Of: "longest wait"},
	} {
		if got, err := parseMeasure(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "get", "gets main", "count", "steps 2s to 1s", "steps 1 to 2s", "shortest wait"} {
		if got, err := parseMeasure(text); err == nil {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
	for _, text := range []string{"", "mailbox 3", "mailbox < 3", "mailbox <= 3s", "end <= 3", "nothing = 1", "mailbox <= 3,"} {
		if got, err := parseGoal(text); err == nil {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
}
