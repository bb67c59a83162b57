package stage

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCallsThatAreReadGiveTheSameRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawPlay(t)
		script, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		s, other := New(script), New(script)
		defer func() { s.Close(); other.Close() }()
		for range rapid.IntRange(0, 5).Draw(t, "commands") {
			s.RunUntil(s.Clock()+time.Duration(rapid.IntRange(0, 8).Draw(t, "half-tenths"))*50*time.Millisecond, 1000)
			g := given{text: rapid.SampledFrom([]string{"set -7", "get", "try set 2147483647", "repeat 2 (set 9 within 1ms, get)", "get unread"}).Draw(t, "live")}
			if rapid.Bool().Draw(t, "burst") {
				g = given{burst: rapid.IntRange(1, 9).Draw(t, "sets")}
			}
			if err := g.give(s); err != nil {
				t.Fatal(err)
			}
		}
		calls, err := s.Calls()
		if err != nil {
			t.Fatal(err)
		}
		if err := other.SetCalls(calls); err != nil {
			t.Fatalf("%q: %v", calls, err)
		}
		if again, err := other.Calls(); again != calls || err != nil {
			t.Fatalf("%q is read as %q, %v", calls, again, err)
		}
		end := s.Position()
		s.Seek(0, 0)
		for _, n := range []int{end, end / 2, end} {
			for _, s := range []*Stage{s, other} {
				s.Seek(n, 2*end)
			}
			a, b := s.Snapshot(), other.Snapshot()
			a.End, b.End = 0, 0
			if a, b := string(a.AppendJSON(nil)), string(b.AppendJSON(nil)); a != b {
				t.Fatalf("%s\n%s\nat %d\n%s\nand it was\n%s", text, calls, n, b, a)
			}
		}
	})
}

func TestCallsAreShort(t *testing.T) {
	s := newStage(t, "main: wait 10s")
	s.RunUntil(300*time.Millisecond, 10)
	must(t, s.Live("set 7"))
	must(t, s.Live("get"))
	if calls, err := s.Calls(); err != nil || len(calls) > 20 {
		t.Errorf("%q, %v", calls, err)
	}
	if calls, err := newStage(t, "").Calls(); calls != "" || err != nil {
		t.Errorf("%q, %v", calls, err)
	}
}

func TestCallsThatCannotBeReadChangeNothing(t *testing.T) {
	raw := func(b ...byte) string { return base64.RawURLEncoding.EncodeToString(b) }
	s := newStage(t, "main: set 1")
	must(t, s.Live("set 7"))
	before := snapshotText(s)
	for problem, text := range map[string]string{
		"damaged":             "***",
		"longer than 65536":   strings.Repeat("A", MaxCalls+1),
		"another version":     raw(2, 0, 0, 2),
		"no known kind":       raw(1, 0, 0, 9),
		"a number is damaged": raw(1, 0, 0, 1),
		"cut off":             raw(1, 0, 0, 0, 9, 's'),
		"a burst is of none":  raw(1, 0, 0, 4, 0),
		"none of the script":  raw(1, 0, 0, 0, 4, 's', 'e', 't', 't'),
		"later than a play":   raw(1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 2, 0, 1, 2),
		"more than 100000":    raw(append([]byte{1}, []byte(strings.Repeat("\x00\x00\x04\x90\x4e", 11))...)...),
	} {
		err := s.SetCalls(text)
		if _, ok := err.(*CallsError); !ok || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: %v", problem, err)
		}
		if len(err.Error()) > 200 {
			t.Errorf("%s: %d bytes of error", problem, len(err.Error()))
		}
	}
	if after := snapshotText(s); after != before {
		t.Errorf("%s\nwas %s", after, before)
	}
}

func TestCallsTooLongForALinkAreRefused(t *testing.T) {
	s := newStage(t, "")
	for range 20_000 {
		must(t, s.Live("set 2147483647"))
	}
	if calls, err := s.Calls(); err != ErrCallsTooLong || calls != "" {
		t.Errorf("%d bytes, %v", len(calls), err)
	}
}

func TestCallsThatDoNotFitTheScriptAreLeftOutAndCounted(t *testing.T) {
	s := newStage(t, "main: repeat 5 (wait 1s, set 1)")
	s.RunUntil(2500*time.Millisecond, 100)
	must(t, s.Live("set 7"))
	s.RunUntil(3500*time.Millisecond, 100)
	must(t, s.Burst(3))
	calls, err := s.Calls()
	must(t, err)
	for script, unfit := range map[string]int{
		"main: repeat 5 (wait 1s, set 1)":          0,
		"main: repeat 5 (wait 2s, set 1)":          4, // it is later by then
		"main: repeat 5 (wait 100ms, set 1)":       4, // something else comes first
		"main: repeat 3 (wait 1s, set 1), wait 1s": 0,
		"main: set 1": 4, // it ends before
		"":            4,
	} {
		s := newStage(t, script)
		must(t, s.SetCalls(calls))
		if snap := s.Snapshot(); snap.Position != 0 || snap.Live+snap.Unfit != 4 {
			t.Errorf("%q: %+v", script, snap)
		}
		play(t, s)
		if snap := s.Snapshot(); snap.Unfit != unfit || snap.Live != 4-unfit || !snap.Ended {
			t.Errorf("%q: %d don't fit, want %d; %d do", script, snap.Unfit, unfit, snap.Live)
		}
	}
}

func FuzzCalls(f *testing.F) {
	f.Add("AQAAAg")
	f.Fuzz(func(t *testing.T, text string) {
		script, _ := Parse("main: wait 1s, get")
		s := New(script)
		defer s.Close()
		if s.SetCalls(text) != nil {
			return
		}
		s.Seek(200, 200)
		calls, err := s.Calls()
		if err != nil {
			return // steps may take more in their canonical form
		}
		if err := s.SetCalls(calls); err != nil {
			t.Fatalf("%q, read from %q: %v", calls, text, err)
		}
	})
}
