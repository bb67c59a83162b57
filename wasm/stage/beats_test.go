package stage

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sameButForThePlace compares beat 0 of a step with the position before it:
// position, time and what comes next are the step's.
func sameButForThePlace(was, now Snapshot) (a, b string) {
	was.Latest, was.LatestOf, was.Ring, was.Beat, was.Ended, was.Deadlock = nil, 0, nil, 0, false, nil
	now.Ended, now.Deadlock = false, nil
	was.Position, was.End, was.Beats, was.Clock, was.NextAt = now.Position, now.End, now.Beats, now.Clock, now.NextAt
	was.Live, was.Unfit = now.Live, now.Unfit
	return string(now.AppendJSON(nil)), string(was.AppendJSON(nil))
}

func TestBeatZeroIsThePositionBefore(t *testing.T) {
	check := func(t rapid.TB, s *Stage) {
		was := s.Snapshot()
		for range 200 {
			if !s.Step() {
				return
			}
			if now, want := sameButForThePlace(was, s.SnapshotAt(0)); now != want {
				t.Fatalf("before step %d (%v)\n%s\nand it was\n%s", s.Position(), s.run.latest, now, want)
			}
			was = s.Snapshot()
			if s.Position() == 3 {
				if s.Burst(4) == nil {
					if now, want := sameButForThePlace(was, s.SnapshotAt(0)); now != want {
						t.Fatalf("before a burst\n%s\nand it was\n%s", now, want)
					}
					was = s.Snapshot()
				}
			}
		}
	}
	for _, block := range strings.Split(rowsFile, "== ")[1:] {
		_, rest, _ := strings.Cut(block, "\n")
		script, _, _ := strings.Cut(rest, "\n--\n")
		check(t, newStage(t, script))
	}
	rapid.Check(t, func(t *rapid.T) {
		parsed, err := Parse(drawPlay(t))
		if err != nil {
			t.Fatal(err)
		}
		s := New(parsed)
		defer s.Close()
		check(t, s)
	})
}

func TestTheLastBeatIsThePositionAndOthersOutOfRangeAreTheNearest(t *testing.T) {
	s := newStage(t, everything)
	for s.Step() {
		last, beyond := s.SnapshotAt(s.Beats()), s.SnapshotAt(s.Beats()+5)
		before, first := s.SnapshotAt(-1), s.SnapshotAt(0)
		if text := snapshotText(s); string(last.AppendJSON(nil)) != text || string(beyond.AppendJSON(nil)) != text {
			t.Fatalf("%+v\n%s", last, text)
		}
		if string(before.AppendJSON(nil)) != string(first.AppendJSON(nil)) {
			t.Fatalf("%+v\n%+v", before, first)
		}
	}
}

// The moment that explains backpressure: a slot becomes free, and the first in
// line gets it.
func TestAReceiveShowsTheFreeSlotBeforeTheFirstInLineGetsIt(t *testing.T) {
	s := newStage(t, "mailbox 1\nhandle 300ms\na: set 1\nb: set 2\nc: set 3")
	for s.Step() && s.run.latest[0].Kind != Received {
	}
	if s.Beats() != 2 {
		t.Fatalf("%v", s.run.latest)
	}
	for beat, want := range []struct {
		hand, slots, line string
		depth, waiting    int
		b                 ClientState
	}{
		{"", "set 1", "set 2, set 3", 1, 2, Waiting},
		{"set 1", "", "set 2, set 3", 0, 2, Waiting},
		{"set 1", "set 2", "set 3", 1, 1, Finished},
	} {
		snap := s.SnapshotAt(beat)
		hand := ""
		if snap.Hand != nil {
			hand = snap.Hand.What
		}
		if hand != want.hand || words(snap.Slots) != want.slots || words(snap.Line) != want.line || snap.Depth != want.depth ||
			snap.Waiting != want.waiting || snap.Clients[1].State != want.b {
			t.Errorf("beat %d: hand %q, slots %q, line %q, %v\nwant %+v", beat, hand, words(snap.Slots), words(snap.Line), snap.Clients[1], want)
		}
	}
}

func words(items []Item) string {
	var all []string
	for _, item := range items {
		all = append(all, item.What)
	}
	return strings.Join(all, ", ")
}

func TestAReplyIsUnderWayBetweenItsBeatAndTheAnswers(t *testing.T) {
	s := newStage(t, "main: set 7, get")
	for s.Step() && s.run.latest[0].Kind != Replied {
	}
	var under []string
	for beat := range s.Beats() + 1 {
		snap := s.SnapshotAt(beat)
		if snap.Reply == nil {
			under = append(under, "")
			continue
		}
		under = append(under, snap.Reply.Client+" "+snap.Reply.What+" #"+itoa(int64(snap.Reply.Command)))
	}
	if got := strings.Join(under, ";"); got != ";main get #2;;" {
		t.Errorf("%q", got)
	}
}

func TestTheValueChangesInTheBeatInWhichItsSetIsHandled(t *testing.T) {
	s := newStage(t, "main: set 7, stop")
	for s.Step() && s.run.latest[0].Kind != Handled {
	}
	if first, last := s.SnapshotAt(0), s.SnapshotAt(1); first.Value != 0 || first.Hand == nil || last.Value != 7 || last.Hand != nil || last.State != Closing {
		t.Errorf("%+v\n%+v", first, last)
	}
	if snap := s.Snapshot(); snap.State != Over {
		t.Errorf("%+v", snap)
	}
}
