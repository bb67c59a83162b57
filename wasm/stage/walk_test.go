package stage

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawPlay draws the text of a play in which much happens at once: few slots,
// few clients, and times that coincide.
func drawPlay(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("mailbox " + strconv.Itoa(rapid.IntRange(1, 3).Draw(t, "capacity")) + "\n")
	b.WriteString("handle " + drawTime(t) + "\n")
	if rapid.IntRange(0, 9).Draw(t, "start") == 0 {
		b.WriteString("start manually\n")
	}
	several := rapid.Bool().Draw(t, "several")
	if several {
		b.WriteString(drawActors(t))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "clients") {
		b.WriteString("c" + strconv.Itoa(i))
		if rapid.IntRange(0, 4).Draw(t, "count") == 0 {
			b.WriteString(" x3")
		}
		b.WriteString(": " + drawActs(t, 2, several) + "\n")
	}
	return b.String()
}

// severalNames are what the actors of drawActors can be called by.
var severalNames = []string{"p", "q", "r", "r-1", "r-2"}

// drawActors draws the lines of actors that call each other, of which a command
// goes on without end in none.
func drawActors(t *rapid.T) string {
	var b strings.Builder
	for i, name := range []string{"p", "q", "r x2"} {
		b.WriteString("actor " + name + ": mailbox " + strconv.Itoa(rapid.IntRange(1, 2).Draw(t, "slots")))
		if rapid.Bool().Draw(t, "has handle") {
			b.WriteString(", handle " + drawTime(t))
		}
		// What passes a command on does so to a later one.
		any := func() string { return rapid.SampledFrom(severalNames).Draw(t, "to") }
		later := func() string { return rapid.SampledFrom(severalNames[i+1:]).Draw(t, "to") }
		set := []string{"", "", "ask " + any(), "ask " + any() + " blindly", "fail"}
		get := []string{"", "", "ask " + any(), "ask " + any() + " blindly", "fail"}
		if i < 2 {
			set = append(set, "tell "+later(), "tell "+later(), "tell "+later()+" blindly", "try "+later(), "try "+later())
			get = append(get, "forward "+later(), "forward "+later(), "forward "+later()+" blindly", "ask "+later()+" later", "ask "+later()+" later")
		}
		for n, command := range []string{"set", "get"} {
			if rule := rapid.SampledFrom([][]string{set, get}[n]).Draw(t, command); rule != "" {
				b.WriteString(", on " + command + " " + rule)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func drawTime(t *rapid.T) string {
	return rapid.SampledFrom([]string{"0ms", "100ms", "200ms", "300ms", "50ms"}).Draw(t, "time")
}

func drawActs(t *rapid.T, depth int, several bool) string {
	// What ends the actor is rarer than what goes on.
	forms := []string{
		"set 1", "set 2", "set 3", "get", "get", "try set 4", "set 5 within T", "get within T", "get unread", "get twice", "get unanswered",
		"wait T", "wait T", "expect 1", "expect ok", "expect full", "expect timeout", "expect unread", "send itself", "ask itself",
		"start", "repeat", "repeat", "rare",
	}
	rare := []string{"crash", "exit", "ask itself blindly", "stop", "stop within T", "kill"}
	acts := make([]string, rapid.IntRange(1, 4).Draw(t, "acts"))
	for i := range acts {
		form := rapid.SampledFrom(forms).Draw(t, "form")
		switch form {
		case "rare":
			form = rapid.SampledFrom(rare).Draw(t, "rare")
		case "repeat":
			if form = "get"; depth > 0 {
				form = "repeat " + strconv.Itoa(rapid.IntRange(1, 4).Draw(t, "times")) + " (" + drawActs(t, depth-1, several) + ")"
			}
		}
		if calls := !strings.HasPrefix(form, "wait") && !strings.HasPrefix(form, "expect") && !strings.HasPrefix(form, "repeat"); calls && several && rapid.Bool().Draw(t, "names it") {
			words := strings.Fields(form)
			n := len(words)
			for n > 1 && slices.Contains([]string{"within", "T", "unread", "twice", "unanswered", "blindly"}, words[n-1]) {
				n--
			}
			at := rapid.SampledFrom(severalNames).Draw(t, "at")
			form = strings.Join(slices.Concat(words[:n], []string{"at", at}, words[n:]), " ")
		}
		if strings.HasSuffix(form, " T") {
			form = strings.TrimSuffix(form, "T") + drawTime(t)
		}
		acts[i] = form
	}
	return strings.Join(acts, ", ")
}

// given is a command that a walk gave: enough to give it to another stage.
type given struct {
	after int
	clock time.Duration
	text  string
	burst int
}

func (g *given) give(s *Stage) error {
	if g.burst > 0 {
		return s.Burst(g.burst)
	}
	return s.Live(g.text)
}

// goTo takes s to a position and to a virtual time after it.
func goTo(t *rapid.T, s *Stage, n int, clock time.Duration) {
	if !s.Seek(n, n+1) || s.Position() != n {
		t.Fatalf("a fresh run gets to %d, not to %d", s.Position(), n)
	}
	if clock > s.Clock() {
		s.RunUntil(clock, 1)
	}
	if s.Position() != n || s.Clock() != clock {
		t.Fatalf("a fresh run gets to %d at %v, not to %d at %v", s.Position(), s.Clock(), n, clock)
	}
}

// Whatever way one took to a position, and whatever one did since then: it is
// the same there as in a fresh run that was given the same commands.
func TestAPositionIsTheSameWhateverTheWayToIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawPlay(t)
		script, err := Parse(text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		s := New(script)
		defer func() { s.Close() }()
		var commands []given
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			before := s.Position()
			switch rapid.SampledFrom([]string{"step", "step", "back", "seek", "seek slowly", "run", "live", "burst", "reset"}).Draw(t, "move") {
			case "step":
				for range rapid.IntRange(1, 9).Draw(t, "steps") {
					if !s.Step() {
						break
					}
					if problem := checkStep(s); problem != "" {
						t.Fatalf("%s\nafter step %d: %s", text, s.Position(), problem)
					}
				}
			case "back":
				if there := s.Back(); there != (before > 0) || there && s.Position() != before-1 {
					t.Fatalf("back from %d to %d: %v", before, s.Position(), there)
				}
			case "seek":
				n := rapid.IntRange(0, s.End()+5).Draw(t, "position")
				if !s.Seek(n, n+1) || s.Position() > n || s.Position() < n && n <= s.End() {
					t.Fatalf("sought %d, got to %d of %d", n, s.Position(), s.End())
				}
			case "seek slowly":
				n := rapid.IntRange(0, s.End()).Draw(t, "position")
				for !s.Seek(n, 3) {
				}
				if s.Position() != n {
					t.Fatalf("sought %d, got to %d", n, s.Position())
				}
			case "run":
				until := s.Clock() + time.Duration(rapid.IntRange(0, 8).Draw(t, "half-tenths"))*50*time.Millisecond
				if !s.RunUntil(until, 10_000) {
					t.Fatalf("%s\nhas not come to %v in %d steps", text, until, s.Position())
				}
			case "live", "burst":
				g := given{after: s.Position(), clock: s.Clock()}
				if rapid.Bool().Draw(t, "is a burst") {
					g.burst = rapid.IntRange(1, 5).Draw(t, "burst")
				} else {
					g.text = drawActs(t, 1, strings.Contains(text, "actor"))
				}
				if err := g.give(s); err != nil {
					t.Fatal(err)
				}
				for len(commands) > 0 && commands[len(commands)-1].after >= g.after {
					commands = commands[:len(commands)-1]
				}
				commands = append(commands, g)
				if s.Position() != g.after+1 || s.End() != s.Position() || s.Clock() != g.clock {
					t.Fatalf("a command after %d at %v: at %d of %d at %v", g.after, g.clock, s.Position(), s.End(), s.Clock())
				}
			case "reset":
				s.Reset()
				commands = nil
			}

			fresh := New(script)
			n := s.Position()
			for i := range commands {
				if g := &commands[i]; g.after < n {
					goTo(t, fresh, g.after, g.clock)
					if err := g.give(fresh); err != nil {
						t.Fatal(err)
					}
				}
			}
			goTo(t, fresh, n, s.Clock())
			want := fresh.Snapshot()
			want.End, want.Live = s.End(), s.live
			got := s.Snapshot()
			if last := len(commands) - 1; last >= 0 && commands[last].after >= n {
				// What comes next may be a command that the fresh run was not given.
				got.NextAt, got.Ended, got.Deadlock, want.NextAt, want.Ended, want.Deadlock = 0, false, nil, 0, false, nil
			}
			if a, b := got.AppendJSON(nil), want.AppendJSON(nil); !bytes.Equal(a, b) {
				t.Fatalf("%s\nat %d of %d:\n%s\na fresh run has\n%s", text, n, s.End(), a, b)
			}
			for beat := range s.Beats() {
				want, got := fresh.SnapshotAt(beat), s.SnapshotAt(beat)
				want.End, want.Live = s.End(), s.live
				if a, b := got.AppendJSON(nil), want.AppendJSON(nil); !bytes.Equal(a, b) {
					t.Fatalf("%s\nbeat %d of step %d:\n%s\na fresh run has\n%s", text, beat, n, a, b)
				}
			}
			a := s.AppendEvents(nil, 0, s.Trace().Find(n+1))
			b := fresh.AppendEvents(nil, 0, fresh.Trace().Len())
			if !bytes.Equal(a, b) {
				t.Fatalf("%s\nup to %d of %d:\n%s\na fresh run has\n%s", text, n, s.End(), a, b)
			}
			fresh.Close()
		}
	})
}

func TestTheSameScriptGivesTheSameTraceAndEveryStepFitsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawPlay(t)
		script, err := Parse(text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		var traces [2][]byte
		for i := range traces {
			s := New(script)
			var count tally
			at := time.Duration(0)
			for n := 1; s.Step(); n++ {
				problem := checkStep(s)
				if problem == "" {
					count.add(s)
					problem = count.check(s)
				}
				if problem != "" || s.Position() != n || s.End() != n || s.Clock() < at {
					t.Fatalf("%s\nafter step %d, at %v, %d of %d: %s", text, n, s.Clock(), s.Position(), s.End(), problem)
				}
				if at = s.Clock(); n > 10_000 {
					t.Fatalf("%s\ndoesn't end", text)
				}
			}
			snap := s.Snapshot()
			if waits := snap.States[Waiting] + snap.States[Awaiting] + snap.States[Draining]; !snap.Ended || (snap.Deadlock != nil) != (waits > 0 || inCalls(s)) {
				t.Fatalf("%s\nended %v, %+v, deadlock %+v", text, snap.Ended, snap.States, snap.Deadlock)
			}
			if snap.Deadlock != nil && !stuck(s) {
				t.Fatalf("%s\ndeadlock %+v, but nothing is stuck", text, snap.Deadlock)
			}
			if snap.States[Ready]+snap.States[Asleep] > 0 {
				t.Fatalf("%s\nended, with %+v", text, snap.States)
			}
			traces[i] = s.AppendEvents(nil, 0, s.Trace().Len())
			s.Close()
		}
		if !bytes.Equal(traces[0], traces[1]) {
			t.Fatalf("%s\n%s\nthe second time\n%s", text, traces[0], traces[1])
		}
	})
}

// inCalls reports whether a declared actor's handler waits for a call.
func inCalls(s *Stage) bool {
	return slices.ContainsFunc(s.Snapshot().Actors, func(v ActorView) bool { return v.Call != nil })
}

// stuck reports whether a handler waits for a call for ever, or a reply that was kept is lost.
func stuck(s *Stage) bool {
	for k := range s.run.members {
		if m := &s.run.members[k]; m.out.command != 0 || m.kept.length() > 0 {
			return true
		}
	}
	return false
}
