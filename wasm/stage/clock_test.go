package stage

import (
	"math"
	"testing"
	"time"
)

func TestTheClockIsBetweenStepsOnlyWhereTimeHasRun(t *testing.T) {
	s := newStage(t, "handle 300ms\nmain: set 1, wait 1s, get")
	for _, c := range []struct {
		do       string
		move     func()
		position int
		clock    time.Duration
	}{
		{"run", func() { s.RunUntil(500*time.Millisecond, 100) }, 4, 500 * time.Millisecond},
		{"run to the past", func() { s.RunUntil(100*time.Millisecond, 100) }, 4, 500 * time.Millisecond},
		{"seek where it is", func() { s.Seek(4, 100) }, 4, 300 * time.Millisecond},
		{"step", func() { s.Step() }, 5, time.Second},
		{"back", func() { s.Back() }, 4, 300 * time.Millisecond},
		{"run for less than a step", func() { s.RunUntil(999*time.Millisecond, 100) }, 4, 999 * time.Millisecond},
		{"run to the very time of a step", func() { s.RunUntil(time.Second, 1) }, 5, time.Second},
		{"run without a budget", func() { s.RunUntil(2*time.Second, 0) }, 5, time.Second},
		{"run out", func() { s.RunUntil(time.Hour, 100) }, 7, 1300 * time.Millisecond},
		{"seek the beginning", func() { s.Seek(-1, 100) }, 0, 0},
		{"back from there", func() { s.Back() }, 0, 0},
		{"seek beyond the end", func() { s.Seek(100, 100) }, 7, 1300 * time.Millisecond},
		{"step beyond the end", func() { s.Step() }, 7, 1300 * time.Millisecond},
	} {
		c.move()
		if s.Position() != c.position || s.Clock() != c.clock {
			t.Fatalf("%s: at %d at %v, want %d at %v", c.do, s.Position(), s.Clock(), c.position, c.clock)
		}
		if snap := s.Snapshot(); snap.Clock != c.clock || snap.Position != c.position || snap.NextAt >= 0 && snap.NextAt < c.clock {
			t.Fatalf("%s: %+v", c.do, snap)
		}
	}
}

// Virtual time ends after 292 years, and a play may want more.
func TestTheClockStopsAtTheLastTimeItCanShow(t *testing.T) {
	s := newStage(t, "handle 1440m\nmain: repeat 200000 (wait 1440m), get within 1440m, wait 1m")
	before := time.Duration(0)
	for s.Step() {
		client := s.run.clients[0]
		if s.Clock() < before || client.until < 0 {
			t.Fatalf("step %d: from %v to %v, until %v", s.Position(), before, s.Clock(), client.until)
		}
		before = s.Clock()
	}
	if snap := s.Snapshot(); !snap.Ended || snap.States[Finished] != 1 || s.Clock() != math.MaxInt64 {
		t.Errorf("%v at %v", snap.States, s.Clock())
	}
}
