package stage

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLiveCommandsAreWrittenAsAClientThatWaitsForTheirTimes(t *testing.T) {
	const script = "handle 100ms # quick\nmain: set 1, wait 1s, get\n"
	s := newStage(t, script)
	s.RunUntil(300*time.Millisecond, 100)
	must(t, s.Live("set 7"))
	s.RunUntil(500*time.Millisecond, 100)
	must(t, s.Live("get"))
	play(t, s)
	got, err := s.Write(script)
	want := Written{script + "me: wait 300ms, set 7, wait 200ms, get\n", []string{"me"}, true}
	if err != nil || got.Script != want.Script || !got.Exact || len(got.Clients) != 1 || got.Clients[0] != "me" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestALiveCommandBeforeTheFirstStepIsWrittenBeforeTheOtherClients(t *testing.T) {
	const script = "# all of it\nhandle 100ms\n\nmain: set 1, get"
	s := newStage(t, script)
	must(t, s.Live("set 7"))
	play(t, s)
	got, err := s.Write(script)
	if want := "# all of it\nhandle 100ms\n\nme: set 7\nmain: set 1, get\n"; err != nil || got.Script != want || !got.Exact {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestALiveCommandAmongOthersOfItsTimeKeepsItsPlace(t *testing.T) {
	const script = "mailbox 1\nhandle 100ms\na: set 1, set 2, set 3\nb: wait 100ms, set 4\n"
	for at := range 14 {
		s := newStage(t, script)
		if s.Seek(at, at); s.Position() != at {
			t.Fatal("it has ended")
		}
		must(t, s.Live("try set 9"))
		play(t, s)
		got, err := s.Write(script)
		if err != nil || !got.Exact {
			t.Errorf("after %d: %+v, %v", at, got, err)
		}
	}
}

func TestACommandGivenWhileOneIsUnderWayIsAnotherClients(t *testing.T) {
	s := newStage(t, "")
	must(t, s.Live("get"))
	s.RunUntil(100*time.Millisecond, 100)
	must(t, s.Live("set 3"))
	play(t, s)
	got, err := s.Write("")
	if want := "me: get\nme2: wait 100ms, set 3\n"; err != nil || got.Script != want || !got.Exact {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestABurstIsWrittenAsAClientForEachSet(t *testing.T) {
	const script = "mailbox 2\nme: wait 70ms, get\nme3: set 8\n"
	s := newStage(t, script)
	s.RunUntil(50*time.Millisecond, 100)
	must(t, s.Burst(4))
	play(t, s)
	got, err := s.Write(script)
	want := script + "me2: wait 50ms, set 1\nme4: wait 50ms, set 2\nme5: wait 50ms, set 3\nme6: wait 50ms, set 4\n"
	if err != nil || got.Script != want || !got.Exact {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAScriptThatWouldBeTooLongIsNotWritten(t *testing.T) {
	const script = "c x10000: set 1\n"
	s := newStage(t, script)
	must(t, s.Live("set 7"))
	if got, err := s.Write(script); err != ErrTooLongToWrite {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.Write("main: sett"); !errors.As(err, new(Mistakes)) {
		t.Errorf("%v", err)
	}
}

func TestAPlayTooLongToCompareIsWrittenAndSaysSo(t *testing.T) {
	const script = "mailbox 1\nhandle 1s\nmain: set 1, repeat 60000 (try set 2)\n"
	s := newStage(t, script)
	s.Seek(200_000, 200_000)
	must(t, s.Live("get"))
	got, err := s.Write(script)
	if want := script + "me: wait 2s, get\n"; err != nil || got.Exact || got.Script != want {
		t.Errorf("%+v, %v", got, err)
	}
}

// A script that is reported as exact is: the same commands at the same times, with
// the same outcomes.
func TestAWrittenScriptGivesTheSameCommandsAtTheSameTimes(t *testing.T) {
	inexact, all := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := drawPlay(t)
		script, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		s := New(script)
		defer func() { s.Close() }()
		for range rapid.IntRange(1, 4).Draw(t, "commands") {
			if rapid.Bool().Draw(t, "paused") {
				n := s.Position() + rapid.IntRange(0, 6).Draw(t, "steps")
				s.Seek(n, n+1)
			} else {
				s.RunUntil(s.Clock()+time.Duration(rapid.IntRange(0, 8).Draw(t, "half-tenths"))*50*time.Millisecond, 1000)
			}
			g := given{text: rapid.SampledFrom([]string{"set 7", "get", "try set 8", "set 9, get, expect 9", "get within 100ms", "wait 100ms, get", "expect ok"}).Draw(t, "live")}
			if rapid.IntRange(0, 4).Draw(t, "burst") == 0 {
				g = given{burst: rapid.IntRange(1, 4).Draw(t, "sets")}
			}
			if err := g.give(s); err != nil {
				t.Fatal(err)
			}
		}
		for n := 0; n < 2000 && s.Step(); n++ {
		}
		all++
		written, err := s.Write(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := Parse(written.Script)
		if err != nil {
			t.Fatalf("%s\n%v", written.Script, err)
		}
		if !written.Exact {
			inexact++
			return
		}
		other := New(again)
		defer other.Close()
		for n := 0; n < 4000 && other.End() < 4000 && len(coreEvents(other, written.Clients)) < len(coreEvents(s, nil)); n++ {
			other.Step()
		}
		a, b := coreEvents(other, written.Clients), coreEvents(s, nil)
		slices.Sort(a)
		slices.Sort(b)
		if strings.Join(a, "\n") != strings.Join(b, "\n") {
			t.Fatalf("%s\nwritten as\n%s\ngives\n%s\nand gave\n%s", text, written.Script, strings.Join(a, "\n"), strings.Join(b, "\n"))
		}
	})
	t.Logf("%d of %d are not exact", inexact, all)
	if inexact*3 > all { // these plays are made of what happens at the same time
		t.Errorf("%d of %d are not exact", inexact, all)
	}
}

// coreEvents are the core's own events, with their times and clients.
func coreEvents(s *Stage, live []string) []string {
	var all []string
	for i := range s.Trace().Len() {
		e := *s.Trace().At(i)
		if !e.Kind.Core() {
			continue
		}
		who := s.run.name(e.Client)
		for _, name := range live {
			if who == name {
				who = You
			}
		}
		all = append(all, strings.Join([]string{e.At.String(), who, e.Kind.String(), what(e.Op, 0, e.Value), e.Outcome.String()}, " "))
	}
	return all
}
