package stage

import (
	"strings"
	"testing"
	"time"
)

const blindly = "main: ask itself blindly\nother: wait 1s, get\nfull: wait 2s, repeat 2 (set 1)\nlast: wait 3s, stop\nmailbox 3\n"

func TestADeadlockIsDetectedAndExplained(t *testing.T) {
	s := newStage(t, blindly)
	s.RunUntil(3*time.Second-1, 100)
	if d := s.Snapshot().Deadlock; d != nil {
		t.Errorf("already at %v: %+v", s.Clock(), d)
	}
	s.RunUntil(2999*time.Millisecond, 100)
	if snap := s.Snapshot(); snap.Waiting != 1 || snap.Depth != 3 {
		t.Errorf("depth %d, waiting %d", snap.Depth, snap.Waiting)
	}
	play(t, s)
	snap := s.Snapshot()
	d := snap.Deadlock
	if d == nil || !snap.Ended {
		t.Fatalf("no deadlock, ended %v", snap.Ended)
	}
	if !strings.Contains(d.Because, "ask itself blindly (#1)") {
		t.Errorf("because %q", d.Because)
	}
	want := []Wait{
		{"main", "the reply to its ask itself blindly (#1), which the actor is handling"},
		{"other", "the reply to its get (#3), which is in the mailbox"},
		{"last", "the actor to be done"},
	}
	if len(d.Waits) != len(want) || d.WaitsOf != len(want) {
		t.Fatalf("%+v", d)
	}
	for i, w := range want {
		if d.Waits[i] != w {
			t.Errorf("%+v, want %+v", d.Waits[i], w)
		}
	}
}

func TestASenderInFrontOfAStuckActorWaitsForASlot(t *testing.T) {
	s := newStage(t, "mailbox 1\nmain: ask itself blindly\nother: wait 1s, set 1")
	play(t, s)
	d := s.Snapshot().Deadlock
	if d == nil || len(d.Waits) != 2 || d.Waits[1] != (Wait{"other", "a slot in the mailbox, which is full"}) {
		t.Errorf("%+v", d)
	}
}

// Where no slot is free either, it is for one that the blind ask waits.
func TestABlindAskMayWaitForASlotItself(t *testing.T) {
	s := newStage(t, "mailbox 1\nmain: ask itself blindly\nother: set 1, set 2\nrescuer: wait 9s, kill")
	s.RunUntil(8*time.Second, 100)
	if snap := s.Snapshot(); snap.Waiting != 2 || snap.Line[1].Client != "actor" {
		t.Errorf("%+v", snap.Line)
	}
	play(t, s)
	if snap := s.Snapshot(); snap.State != Over || snap.Deadlock != nil || len(snap.Misses) > 0 {
		t.Errorf("%+v", snap)
	}
}

func TestAnEndIsNoDeadlockIfNobodyWaits(t *testing.T) {
	for _, script := range []string{"", "main: set 1, get", "main: stop", "start manually\nmain: get", "main: crash, get", "mailbox 1\nmain: get unread, kill, stop"} {
		s := newStage(t, script)
		play(t, s)
		if snap := s.Snapshot(); snap.Deadlock != nil || !snap.Ended {
			t.Errorf("%q: ended %v, %+v", script, snap.Ended, snap.Deadlock)
		}
	}
}

func TestAStuckActorDoesNotStopAndAKillFreesIt(t *testing.T) {
	s := newStage(t, "main: ask itself blindly, expect stopped\nother: wait 1s, stop, expect ok\nhasty: wait 1s, stop within 1s, expect timeout\nrescuer: wait 5s, kill")
	s.RunUntil(4*time.Second, 100)
	if snap := s.Snapshot(); snap.State != Closing || snap.Hand == nil || snap.States[Draining] != 1 {
		t.Errorf("%v, %+v", snap.State, snap.States)
	}
	play(t, s)
	snap := s.Snapshot()
	if snap.State != Over || snap.Hand != nil || snap.Deadlock != nil || len(snap.Misses) > 0 || snap.Failure != "" {
		t.Errorf("%+v", snap)
	}
}

func TestAStopFreesABlindAskThatStillWaitsForASlot(t *testing.T) {
	s := newStage(t, "mailbox 1\nmain: ask itself blindly, expect stopped\nother: set 1, expect ok\ncloser: wait 1s, stop, expect ok")
	play(t, s)
	if snap := s.Snapshot(); snap.State != Over || snap.Deadlock != nil || len(snap.Misses) > 0 || snap.Value != 1 {
		t.Errorf("%v, %+v, %+v\n%s", snap.State, snap.Deadlock, snap.Misses, brieflyTraced(s))
	}
}

// What would hang isn't always asked in time to.
func TestABlindAskThatIsRefusedDoesNotStickTheActor(t *testing.T) {
	for _, script := range []string{
		"main: ask itself blindly, expect stopped\nother: stop, expect ok",
		"main: ask itself blindly, expect stopped\nother: ask itself, expect stopped\nlast: stop, expect ok",
		"main: ask itself blindly, expect stopped\nother: ask itself blindly, expect stopped\nlast: stop, expect ok",
		"main: ask itself blindly, expect stopped\nother: wait 100ms, kill",
	} {
		s := newStage(t, script)
		play(t, s)
		if snap := s.Snapshot(); snap.State != Over || snap.Deadlock != nil || len(snap.Misses) > 0 {
			t.Errorf("%q: %+v", script, snap)
		}
	}
}

func TestAStageThatIsClosedLeavesNoStuckHandler(t *testing.T) {
	s := newStage(t, blindly)
	play(t, s)
	for range 3 {
		s.Back() // leaves one run for another
	}
	s.Reset()
	play(t, s)
	s.Close()
	s.Close()
}
