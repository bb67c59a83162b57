package stage

import (
	"errors"
	"runtime"
	"testing"
	"time"
)

func TestTheLogGoesOnAboutALiveClientAfterGoingBack(t *testing.T) {
	s := newStage(t, "main: set 1")
	if err := s.Live("set 2"); err != nil {
		t.Fatal(err)
	}
	play(t, s)
	before := string(s.AppendEvents(nil, 0, s.Trace().Len()))
	diagram := s.Mermaid()
	s.Seek(0, 10)
	if after := string(s.AppendEvents(nil, 0, s.Trace().Len())); after != before {
		t.Errorf("%s\nbefore\n%s", after, before)
	}
	if after := s.Mermaid(); after != diagram {
		t.Errorf("%s\nbefore\n%s", after, diagram)
	}
}

func TestAWrongLiveCommandIsAMistakeAndChangesNothing(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
	}{
		{"", 1, 1},
		{"sett 1", 1, 1},
		{"set 1, gett", 1, 8},
		{"set 1,\n gett", 2, 2},
		{"set 1\nmailbox 3", 2, 1},
		{"mailbox 3", 1, 1},
		{"start manually", 1, 7},
		{"set 1\nstart manually", 2, 1},
		{"set 1\nother: set 2", 2, 1},
		{"other: set 2", 1, 1},
		{")", 1, 1},
	} {
		s := newStage(t, "main: set 1, get")
		s.Seek(3, 3)
		before := snapshotText(s)
		err := s.Live(c.text)
		var mistakes Mistakes
		if !errors.As(err, &mistakes) || len(mistakes) == 0 {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if m := mistakes[0]; m.Line != c.line || m.Column != c.column {
			t.Errorf("%q: %v, want it at %d:%d", c.text, m, c.line, c.column)
		}
		if after := snapshotText(s); after != before {
			t.Errorf("%q changed the stage to %s", c.text, after)
		}
	}
}

func snapshotText(s *Stage) string {
	snap := s.Snapshot()
	return string(snap.AppendJSON(nil))
}

func TestALiveCommandHappensNowAndAgainWheneverTheRunIsPlayed(t *testing.T) {
	s := newStage(t, "handle 300ms\nmain: set 1, wait 1s, get, expect 7")
	s.RunUntil(500*time.Millisecond, 100)
	if err := s.Live("set 7, get"); err != nil {
		t.Fatal(err)
	}
	if e := s.Trace().At(s.Trace().Len() - 1); e.At != 500*time.Millisecond || e.Kind != Admitted {
		t.Errorf("%+v", e)
	}
	play(t, s)
	if misses := s.Snapshot().Misses; len(misses) > 0 {
		t.Errorf("%+v", misses)
	}
	end, last := s.Position(), snapshotText(s)
	for range 2 {
		s.Seek(0, 0)
		s.Seek(end, end)
		if again := snapshotText(s); again != last {
			t.Errorf("%s\nthe first time\n%s", again, last)
		}
	}
}

func TestALiveCommandHasNoLineInTheScript(t *testing.T) {
	s := newStage(t, "")
	must(t, s.Live("repeat 2 (get), set 1, expect 5"))
	play(t, s)
	for i := range s.Trace().Len() {
		if e := s.Trace().At(i); e.Line != 0 {
			t.Fatalf("%+v", e)
		}
	}
	if misses := s.Snapshot().Misses; len(misses) != 1 || misses[0].Line != 0 || misses[0].Client != You {
		t.Errorf("%+v", misses)
	}
}

func TestACommandAfterGoingBackDiscardsTheFuture(t *testing.T) {
	s := newStage(t, "handle 300ms\nmain: set 1, wait 1s, get")
	s.RunUntil(500*time.Millisecond, 100)
	must(t, s.Live("set 7"))
	must(t, s.Live("set 8"))
	play(t, s)
	s.Seek(2, 100)
	must(t, s.Live("set 9"))
	if s.End() != 3 || s.Position() != 3 {
		t.Errorf("at %d of %d", s.Position(), s.End())
	}
	if n := s.Trace().Find(4); n != s.Trace().Len() {
		t.Errorf("%d events of the discarded future are kept", s.Trace().Len()-n)
	}
	play(t, s)
	if snap := s.Snapshot(); snap.Value != 9 || snap.Counts.Admitted != 3 {
		t.Errorf("%+v", snap)
	}
}

func TestALiveCommandCostsTheSameHoweverManyWereGivenBefore(t *testing.T) {
	s := newStage(t, "")
	bytes := func() uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 10_000 {
			must(t, s.Live("set 7"))
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	first := bytes()
	for range 8 {
		bytes()
	}
	if last := bytes(); last > 2*first {
		t.Errorf("10,000 commands allocate %d bytes after 90,000 others, and %d before them", last, first)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestABurstIsOf1To10000AndBurstsAreOf100000InAll(t *testing.T) {
	s := newStage(t, "handle 0ms")
	for _, n := range []int{-1, 0, MaxBurst + 1} {
		if err := s.Burst(n); err == nil || s.Position() != 0 {
			t.Errorf("a burst of %d: %v", n, err)
		}
	}
	for range MaxLive / MaxBurst {
		must(t, s.Burst(MaxBurst))
	}
	before := snapshotText(s)
	if err := s.Burst(1); err != ErrTooManyLive {
		t.Errorf("%v", err)
	}
	if err := s.Live("set 1"); err != ErrTooManyLive {
		t.Errorf("%v", err)
	}
	if after := snapshotText(s); after != before {
		t.Errorf("a refused command changed the stage")
	}
	s.Back()
	must(t, s.Burst(1)) // in place of 10,000
	s.Reset()
	must(t, s.Burst(MaxBurst))
}

func TestABurstOf1100IntoAPausedActorFillsTheMailboxAndIsHandledInOrder(t *testing.T) {
	s := newStage(t, "handle 1ms")
	must(t, s.Burst(1100))
	snap := s.Snapshot()
	if snap.Depth != 1024 || snap.Waiting != 76 || snap.States[Waiting] != 76 || snap.Position != 1 {
		t.Errorf("depth %d, waiting %d, %v", snap.Depth, snap.Waiting, snap.States)
	}
	if len(snap.Slots) != ShownSlots || snap.Slots[0].What != "set 1" || len(snap.Line) != ShownWaiting || snap.Line[0].What != "set 1025" {
		t.Errorf("%+v\n%+v", snap.Slots, snap.Line)
	}
	play(t, s)
	next := int32(1)
	for i := range s.Trace().Len() {
		if e := s.Trace().At(i); e.Kind == Handled {
			if e.Value != next {
				t.Fatalf("set %d was handled in the place of set %d", e.Value, next)
			}
			next++
		}
	}
	if snap = s.Snapshot(); snap.Value != 1100 || snap.Counts.Handled != 1100 || next != 1101 || !snap.Ended {
		t.Errorf("value %d, %+v", snap.Value, snap.Counts)
	}
}

func TestADeadlineOfALiveCommandIsOverWithIt(t *testing.T) {
	s := newStage(t, "handle 100ms\nmain: wait 120ms")
	must(t, s.Live("get within 150ms, expect 0"))
	s.RunUntil(110*time.Millisecond, 100)
	must(t, s.Live("get within 150ms, expect 0")) // in place of the first
	play(t, s)
	if snap := s.Snapshot(); len(snap.Misses) > 0 || snap.ClientTotal != 2 || snap.Counts.Replied != 2 {
		t.Errorf("%+v, %d clients, %+v", snap.Misses, snap.ClientTotal, snap.Counts)
	}
}

func TestLiveClientsThatAreDoneMakePlaceForOthers(t *testing.T) {
	s := newStage(t, "handle 0ms\nmain: set 1")
	for range 1000 {
		must(t, s.Live("set 2, get"))
		play(t, s)
	}
	if snap := s.Snapshot(); snap.ClientTotal != 2 || len(snap.Clients) != 1 || snap.Counts.Handled != 2001 {
		t.Errorf("%d clients, %d shown, %+v", snap.ClientTotal, len(snap.Clients), snap.Counts)
	}
}
