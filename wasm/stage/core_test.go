package stage

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// causes are the calls of the core that an event of each kind can come out of.
// There are none for what a client does without the actor: it waits on the
// virtual clock, and it compares. The page "What is real here" says so.
var causes = map[Kind][]call{
	Blocked:   {callSend, callAsk},
	Admitted:  {callSend, callTrySend, callAsk, callReceive},
	Withdrawn: {callCancel},
	Rejected:  {callSend, callTrySend, callAsk, callStop, callKill, callHandle},
	Received:  {callReceive},
	Handled:   {callHandle, callReply, callAsk, callSend, callTrySend, callValue, callEnd}, // except the first two: of a handler that calls
	Replied:   {callHandle, callReply},
	Abandoned: {callHandle, callReply},
	Dropped:   {callKill, callHandle},
	Stopped:   {callStop, callKill, callHandle, callReply, callAsk, callSend, callTrySend, callValue, callEnd},
	Panicked:  {callHandle},
	Kept:      {callHandle, callReply, callAsk, callSend},
	Answered:  {callHandle, callReply, callEnd},
	Failed:    {callSend, callTrySend, callAsk, callStop, callKill, callCancel, callHandle, callReply, callEnd}, // see failures, too
	LetGo:     {callCancel},
	Ignored:   {callReply},
	Started:   {callStart},
	Stopping:  {callStop},
	Killed:    {callKill},

	Slept: nil, Woke: nil, Met: nil, Unmet: nil,
}

// failures are the calls that alone fail in some way.
var failures = map[Outcome][]call{OutcomeStarted: {callStart}, OutcomeNotStarted: {callValue}}

// announced are the events of a call that are recorded before it is made.
var announced = []Kind{LetGo, Stopping, Killed}

// checkCauses plays s, which must be at its beginning, and says which event
// came out of no call of the core that can bring it.
func checkCauses(t rapid.TB, s *Stage, seen map[Kind]bool) {
	type made struct {
		call   call
		events int // of the step, before it
	}
	var calls []made
	s.called = func(c call) { calls = append(calls, made{c, len(s.run.latest)}) }
	s.Reset()
	for range 300 {
		calls = calls[:0]
		if !s.Step() {
			return
		}
		for i, e := range s.run.latest {
			seen[e.Kind] = true
			want, known := causes[e.Kind]
			if !known {
				t.Fatalf("%v is not in the table", e.Kind)
			}
			if want == nil {
				continue
			}
			if alone, ok := failures[e.Outcome]; ok && e.Kind == Failed && e.Command == 0 {
				want = alone
			}
			cause := call(0)
			for _, c := range calls {
				if slices.Contains(announced, e.Kind) {
					if c.events == i+1 && slices.Contains(want, c.call) {
						cause = c.call
					}
				} else if c.events <= i {
					cause = c.call
				}
			}
			if !slices.Contains(want, cause) {
				t.Fatalf("step %d: %v comes out of call %d of the core; the calls were %v\n%s", s.Position(), e.Kind, cause, calls, s.Sentence(&e))
			}
		}
	}
}

func TestEveryEventOfATraceComesOutOfACallOfTheCore(t *testing.T) {
	seen := map[Kind]bool{}
	for _, block := range strings.Split(rowsFile, "== ")[1:] {
		_, rest, _ := strings.Cut(block, "\n")
		script, _, _ := strings.Cut(rest, "\n--\n")
		checkCauses(t, newStage(t, script), seen)
	}
	checkCauses(t, newStage(t, "main: expect 1, wait 1s"), seen)
	checkCauses(t, newStage(t, "actor a: on get forward b\nactor b\nmain: get"), seen)
	rapid.Check(t, func(t *rapid.T) {
		parsed, err := Parse(drawPlay(t))
		if err != nil {
			t.Fatal(err)
		}
		s := New(parsed)
		defer s.Close()
		checkCauses(t, s, seen)
	})
	for kind := range causes {
		if !seen[kind] {
			t.Errorf("no play of this test has %v", kind)
		}
	}
	if len(causes) != int(Woke)+1 {
		t.Errorf("%d kinds are in the table, and there are %d", len(causes), Woke+1)
	}
}

func TestACallTooLateIsCountedAsRejectedByTheCore(t *testing.T) {
	s := newStage(t, "main: set 1 within 0ms, get within 0ms, get, expect 0")
	play(t, s)
	if snap := s.Snapshot(); snap.Counts.Rejected != 2 || snap.Counts.Admitted != 1 || len(snap.Misses) > 0 {
		t.Errorf("%+v, %+v", snap.Counts, snap.Misses)
	}
}

func TestTheValueShownIsTheOneThatTheActorHolds(t *testing.T) {
	s := newStage(t, "main: set 7, get")
	play(t, s)
	if v, err := s.run.members[0].core.once.Value(); err != nil || v.Peek() != 7 || s.Snapshot().Value != 7 {
		t.Fatalf("%v, %v", s.Snapshot().Value, err)
	}
	// Nothing is kept beside it.
	if err := s.run.members[0].core.value.Actor().TrySend(commandOf(OpSet, ModePlain, 9)); err != nil {
		t.Fatal(err)
	}
	s.run.members[0].core.receive()
	s.run.members[0].core.handle()
	if snap := s.Snapshot(); snap.Value != 9 {
		t.Errorf("it shows %d, and the actor holds 9", snap.Value)
	}
}
