package stage

import (
	"testing"
	"time"
)

func TestLastOutcomeIsANumberOnlyIfTheLastCallWasAnswered(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"main: set 7, get", "7"},
		{"main: set 7, get, expect 7, wait 1s", "7"},
		{"main: get, set 7", "ok"},
		{"main: get, get within 0ms", "timeout"},
		{"main: get, start", "started"},
		{"main: get, kill", "ok"},
		{"main: get, kill, get", "stopped"},
		{"main: wait 1s", ""},
	} {
		s := newStage(t, c.script)
		play(t, s)
		if got := s.Snapshot().Clients[0].Last; got != c.want {
			t.Errorf("%s: %q, want %q", c.script, got, c.want)
		}
	}
}

func TestAMissSaysWhatCameInstead(t *testing.T) {
	for _, c := range []struct{ script, expected, got string }{
		{"main: expect ok", "ok", "nothing yet"},
		{"main: expect 1", "1", "nothing yet"},
		{"main: get, expect 1", "1", "0"},
		{"main: get, set 3, expect 1", "1", "0"}, // the last answer
		{"main: get, set 3, expect full", "full", "ok"},
		{"main: get, expect no-reply", "no-reply", "0"},
		{"main: get, get within 0ms, expect 0", "0", "timeout"},
		{"main: set 1, expect 1", "1", "ok"},
	} {
		s := newStage(t, c.script)
		play(t, s)
		snap := s.Snapshot()
		if len(snap.Misses) != 1 || snap.Misses[0].Expected != c.expected || snap.Misses[0].Got != c.got || snap.Misses[0].Client != "main" {
			t.Errorf("%s: %+v", c.script, snap.Misses)
		}
	}
}

func TestAClientShowsUntilWhenItWaits(t *testing.T) {
	s := newStage(t, "handle 300ms\nmain: wait 200ms, get within 900ms, get, get")
	for _, c := range []struct {
		at    time.Duration
		state ClientState
		until time.Duration
	}{
		{100 * time.Millisecond, Asleep, 200 * time.Millisecond},
		{300 * time.Millisecond, Awaiting, 1100 * time.Millisecond},
		{600 * time.Millisecond, Awaiting, 0},
		{900 * time.Millisecond, Awaiting, 0},
		{1200 * time.Millisecond, Finished, 0},
	} {
		s.RunUntil(c.at, 100)
		if got := s.Snapshot().Clients[0]; got.State != c.state || got.Until != c.until {
			t.Errorf("at %v: %+v", c.at, got)
		}
	}
}

func TestAClientSaysWhatItDoes(t *testing.T) {
	s := newStage(t, "handle 1m\nmain: wait 1.5s, try set -3, expect full, set 4 within 1s, get unread")
	for _, want := range []string{"wait 1.5s", "wait 1.5s", "expect full", "set 4", "get unread"} {
		if got := s.Snapshot().Clients[0].What; got != want {
			t.Errorf("at %d: %q, want %q", s.Position(), got, want)
		}
		for s.Step() && s.run.latest[0].Client != 0 || s.run.latest[0].Kind == Received {
		}
	}
}
