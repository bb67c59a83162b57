package stage

import (
	"encoding/json"
	"testing"
	"time"
)

func TestALifeHasTheTimesAtWhichACommandWasCalledAdmittedReceivedHandledAndReturned(t *testing.T) {
	const ms = time.Millisecond
	s := newStage(t, "mailbox 1\nhandle 100ms\na: set 1\nb: set 2\nc: get\nd: get within 150ms\ne: try set 3\nf: wait 50ms, get unread\ng: wait 420ms, kill")
	play(t, s)
	for _, want := range []Life{
		{Command: 1, Client: "a", Line: 3, What: "set 1", Fate: FateHandled, Called: 0, Admitted: 0, Received: 0, Ended: 100 * ms, Returned: 0, Outcome: OutcomeOK},
		{Command: 2, Client: "b", Line: 4, What: "set 2", Fate: FateHandled, Called: 0, Admitted: 0, Received: 100 * ms, Ended: 200 * ms, Returned: 0, Outcome: OutcomeOK},
		{Command: 3, Client: "c", Line: 5, What: "get", Fate: FateHandled, Called: 0, Admitted: 100 * ms, Received: 200 * ms, Ended: 300 * ms, Returned: 300 * ms, Outcome: OutcomeOK, Answer: 2},
		{Command: 4, Client: "d", Line: 6, What: "get", Fate: FateWithdrawn, Called: 0, Admitted: -1, Received: -1, Ended: 150 * ms, Returned: 150 * ms, Outcome: OutcomeTimeout},
		{Command: 5, Client: "e", Line: 7, What: "try set 3", Fate: FateRejected, Called: 0, Admitted: -1, Received: -1, Ended: 0, Returned: 0, Outcome: OutcomeFull},
		{Command: 6, Client: "f", Line: 8, What: "get", Fate: FateHandled, Called: 50 * ms, Admitted: 200 * ms, Received: 300 * ms, Ended: 400 * ms, Returned: 200 * ms, Outcome: OutcomeUnread},
	} {
		got, ok := s.Life(want.Command)
		if !ok || !got.Whole || len(got.Events) == 0 || got.Index != int32(want.Client[0]-'a') {
			t.Errorf("#%d: %v, %+v", want.Command, ok, got)
		}
		for _, e := range got.Events {
			if e.Command != want.Command {
				t.Errorf("#%d has an event of #%d", want.Command, e.Command)
			}
		}
		got.Events, got.Whole, got.Index = nil, false, 0
		if a, b := lifeText(got), lifeText(want); a != b {
			t.Errorf("#%d:\n%s\nwant\n%s", want.Command, a, b)
		}
	}
	for _, none := range []uint64{0, 7, 1 << 63} {
		if l, ok := s.Life(none); ok {
			t.Errorf("#%d has a life: %+v", none, l)
		}
		if text := s.AppendLife(nil, none); text != nil {
			t.Errorf("#%d: %s", none, text)
		}
	}
}

func lifeText(l Life) string {
	text, _ := json.Marshal(l)
	return string(text)
}

func TestALifeSaysWhereACommandIsThatIsUnderWay(t *testing.T) {
	s := newStage(t, "mailbox 1\na: set 1\nb: set 2\nc: crash")
	s.RunUntil(0, 100)
	for command, want := range map[uint64]Fate{1: FateHandling, 2: FateQueued, 3: FateWaiting} {
		if l, ok := s.Life(command); !ok || l.Fate != want || l.Ended != -1 {
			t.Errorf("#%d: %+v, want %v", command, l, want)
		}
	}
	play(t, s)
	if l, _ := s.Life(3); l.Fate != FatePanicked || l.Outcome != OutcomePanic {
		t.Errorf("%+v", l)
	}
}

func TestALifeAsJSONIsTheLife(t *testing.T) {
	s := newStage(t, everything)
	play(t, s)
	for command := range uint64(12) {
		l, ok := s.Life(command)
		text := s.AppendLife(nil, command)
		if !ok {
			if text != nil {
				t.Errorf("#%d: %s", command, text)
			}
			continue
		}
		var got struct {
			Command                                     uint64
			Client, What, Fate, Outcome                 string
			Index, Line, Answer                         int32
			Called, Admitted, Received, Ended, Returned int64
			Whole                                       bool
			Events                                      []struct{ Kind string }
		}
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if got.Command != l.Command || got.Client != l.Client || got.What != l.What || got.Fate != string(l.Fate) || got.Outcome != l.Outcome.String() ||
			got.Index != l.Index || got.Line != l.Line || got.Answer != l.Answer || got.Called != int64(l.Called) || got.Admitted != int64(l.Admitted) ||
			got.Received != int64(l.Received) || got.Ended != int64(l.Ended) || got.Returned != int64(l.Returned) || got.Whole != l.Whole || len(got.Events) != len(l.Events) {
			t.Errorf("%s\n%+v", text, l)
		}
	}
}

func TestALifeWhoseBeginningHasFallenOutSaysSo(t *testing.T) {
	s := newStage(t, "handle 1s\n"+long)
	s.Seek(1_000_000, 1_000_000)
	if l, ok := s.Life(1); !ok || l.Whole || l.Called != -1 || l.Admitted != -1 || l.Fate != FateHandled || l.Ended != 2*time.Second {
		t.Errorf("%+v", l)
	}
	if l, ok := s.Life(100); ok { // a try long ago
		t.Errorf("%+v", l)
	}
}
