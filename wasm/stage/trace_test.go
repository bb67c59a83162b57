package stage

import (
	"testing"
	"time"
)

// long is a play of some 350,000 events: two in every other step.
const long = "mailbox 1\nmain: wait 1s, set 1, repeat 120000 (try set 2, expect full)"

func TestATraceKeepsTheNewestEventsAndCountsTheOthers(t *testing.T) {
	s := newStage(t, "handle 1s\n"+long)
	s.Seek(1_000_000, 1_000_000)
	trace := s.Trace()
	if trace.Len() != MaxTrace || s.run.reported != trace.Len()+trace.Fallen() {
		t.Errorf("%d kept, %d fallen out, %d reported", trace.Len(), trace.Fallen(), s.run.reported)
	}
	if first := trace.At(0); trace.Find(first.Step) > 0 || trace.Find(1) != 0 || trace.Find(first.Step-1) != 0 {
		t.Errorf("step %d is at %d", first.Step, trace.Find(first.Step))
	}
	for i := 1; i < trace.Len(); i++ {
		before, after := trace.At(i-1), trace.At(i)
		if after.Step < before.Step || after.Step > before.Step+1 || after.At < before.At {
			t.Fatalf("%+v comes after %+v", after, before)
		}
		if after.Step > before.Step {
			if at := trace.Find(after.Step); at != i {
				t.Fatalf("step %d is at %d, found at %d", after.Step, i, at)
			}
		}
	}
	if trace.Find(s.End()+1) != trace.Len() {
		t.Error("what comes after the end isn't at the end")
	}
}

func TestSeekReachesEventsThatTheTraceNoLongerKeeps(t *testing.T) {
	s, short := newStage(t, "handle 1s\n"+long), newStage(t, "handle 1s\n"+long)
	s.Seek(1_000_000, 1_000_000)
	end, last := s.Position(), snapshotText(s)
	s.Seek(1000, 1000)
	short.Seek(1000, 1000)
	if snap := short.Snapshot(); true {
		snap.End = end
		if got := snapshotText(s); got != string(snap.AppendJSON(nil)) {
			t.Errorf("%s\nwant %s", got, snap.AppendJSON(nil))
		}
	}
	if s.End() != end || s.Trace().Len() != MaxTrace {
		t.Errorf("the end is %d, %d kept", s.End(), s.Trace().Len())
	}
	s.Seek(end, end)
	if got := snapshotText(s); got != last {
		t.Errorf("%s\nwas %s", got, last)
	}

	// A command there discards all that was kept; what it counts stays right.
	s.Seek(1000, 1000)
	must(t, s.Live("set 1"))
	if kept, fallen := s.Trace().Len(), s.Trace().Fallen(); kept+fallen != s.run.reported || kept == 0 {
		t.Errorf("%d kept, %d fallen out, %d reported", kept, fallen, s.run.reported)
	}
	s.Seek(1_000_000, 1_000_000)
	if kept, fallen := s.Trace().Len(), s.Trace().Fallen(); kept != MaxTrace || kept+fallen != s.run.reported {
		t.Errorf("%d kept, %d fallen out, %d reported", kept, fallen, s.run.reported)
	}
	s.Reset()
	if s.Trace().Len() != 0 || s.Trace().Fallen() != 0 || s.End() != 0 {
		t.Error("a reset keeps something")
	}
}

func TestACommandInsideWhatIsKeptForgetsOnlyWhatCameAfter(t *testing.T) {
	s := newStage(t, "handle 1s\n"+long)
	s.Seek(1_000_000, 1_000_000)
	at := s.End() - 5000
	first, keep := *s.Trace().At(0), s.Trace().Find(at+1)
	s.Seek(at, at)
	must(t, s.Live("expect ok"))
	if got := *s.Trace().At(0); got != first || s.Trace().Len() != keep+1 {
		t.Errorf("%+v, %d kept; want %+v, %d", got, s.Trace().Len(), first, keep+1)
	}
	s.Seek(at+10_000, 20_000)
	if kept, fallen := s.Trace().Len(), s.Trace().Fallen(); kept+fallen != s.run.reported || kept > MaxTrace {
		t.Errorf("%d kept, %d fallen out, %d reported", kept, fallen, s.run.reported)
	}
}

func TestOnlyTheFirstUnmetExpectationsAreKept(t *testing.T) {
	s := newStage(t, "main: repeat 5000 (expect 1)")
	s.RunUntil(time.Second, 1_000_000)
	if snap := s.Snapshot(); snap.MissOf != 5000 || len(snap.Misses) != ShownMisses || snap.Misses[0].Step != 1 {
		t.Errorf("%d misses, %d shown", snap.MissOf, len(snap.Misses))
	}
	if n := len(s.run.unmet); n != ShownMisses {
		t.Errorf("%d misses are kept", n)
	}
}
