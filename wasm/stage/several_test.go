package stage

import (
	"encoding/json"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// several is a play of actors that do all that an actor may do.
const several = `
handle 100ms
actor bank: mailbox 2, on set tell log, on get ask cache
actor log: mailbox 1, handle 300ms, on set ask cache
actor cache: on get forward store
actor store x2: on get ask slow later
actor slow: handle 1s
actor router: on set try worker
actor worker x2: mailbox 1, handle 500ms
actor bad: on set fail, on get fail
main: set 1, set 2, get, expect 0
other: get at cache within 2s, set 5 at store-2, get at store-1 unread
pushy x2: repeat 6 (set 1 at router, get at worker)
last: wait 5s, get at bad, expect panic, try set 3 at log, stop at log, kill at store-1, stop
`

// played plays a script to its end.
func played(t *testing.T, script string) *Stage {
	t.Helper()
	s := newStage(t, script)
	play(t, s)
	return s
}

// said are the sentences of the trace, of those kinds.
func said(s *Stage, kinds ...Kind) []string {
	var all []string
	for i := range s.Trace().Len() {
		if e := s.Trace().At(i); slices.Contains(kinds, e.Kind) {
			all = append(all, e.At.String()+" "+s.Sentence(e))
		}
	}
	return all
}

func wantSaid(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAPlayOfSeveralActorsMeetsItsExpectations(t *testing.T) {
	if snap := played(t, several).Snapshot(); len(snap.Misses) > 0 || !snap.Ended || snap.Deadlock != nil {
		t.Errorf("%+v, deadlock %+v", snap.Misses, snap.Deadlock)
	}
}

func TestAStepCallsTheActorThatItNamesAndElseTheFirst(t *testing.T) {
	s := played(t, "handle 0ms\nactor a\nactor b\nmain: set 1, set 2 at b, get, expect 1, get at b, expect 2")
	if snap := s.Snapshot(); len(snap.Misses) > 0 || snap.Actors[0].Value != 1 || snap.Actors[1].Value != 2 || snap.Value != 1 {
		t.Errorf("%+v, %+v", snap.Misses, snap.Actors)
	}
}

func TestEachActorHasItsOwnMailboxAndHandlingTime(t *testing.T) {
	snap := newStage(t, "mailbox 3\nhandle 1s\nactor a: mailbox 2\nactor b: handle 0ms").Snapshot()
	a, b := snap.Actors[0], snap.Actors[1]
	if a.Capacity != 2 || a.Handle != time.Second || b.Capacity != 3 || b.Handle != 0 {
		t.Errorf("%+v, %+v", a, b)
	}
}

func TestActorsOfOneNameAreCalledInTurn(t *testing.T) {
	s := played(t, "actor w x3\nmain: repeat 4 (set 1 at w), set 1 at w-3")
	wantSaid(t, said(s, Admitted), "0s main's set 1 is admitted by w-1", "0s main's set 1 is admitted by w-2", "0s main's set 1 is admitted by w-3",
		"0s main's set 1 is admitted by w-1", "0s main's set 1 is admitted by w-3")
}

func TestATellStoresAndWaitsForASlotInItsTurn(t *testing.T) {
	s := played(t, "handle 100ms\nactor a: on set tell b\nactor b: mailbox 1, handle 1s\nmain: repeat 3 (set 7)")
	wantSaid(t, said(s, Blocked), "300ms a waits for a slot with set 7: b's mailbox is full")
	wantSaid(t, said(s, Handled), "100ms a has handled main's set 7", "200ms a has handled main's set 7", "1.1s b has handled a's set 7",
		"1.1s a has handled main's set 7", "2.1s b has handled a's set 7", "3.1s b has handled a's set 7")
	if snap := s.Snapshot(); snap.Actors[0].Value != 7 || snap.Actors[1].Value != 7 {
		t.Errorf("%+v", snap.Actors)
	}
}

func TestATryTriesEachOfOneNameAndGoesNoFurther(t *testing.T) {
	s := played(t, "handle 0ms\nactor r: on set try w\nactor w x2: mailbox 1, handle 1s\nmain: repeat 5 (set 1)")
	if snap := s.Snapshot(); snap.Actors[0].Counts.Handled != 5 || snap.Actors[1].Counts.Admitted+snap.Actors[2].Counts.Admitted != 4 {
		t.Errorf("%+v", snap.Actors)
	}
	wantSaid(t, said(s, Failed), "0s r's try set at w-1 returns an error: the mailbox is full", "0s r's try set at w-2 returns an error: the mailbox is full")
}

func TestAnAskHoldsTheTurnAndAnswersWithTheAnswer(t *testing.T) {
	s := played(t, "handle 100ms\nactor a: on get ask b\nactor b: handle 1s\nx: set 5 at b\nmain: wait 1s, get, expect 5\nother: wait 1100ms, set 1")
	wantSaid(t, said(s, Answered, Handled), "1s b has handled x's set 5", "2.1s b has handled a's get", "2.1s a gets the answer 5 from b",
		"2.1s main gets the answer 5 from a", "2.1s a has handled main's get", "2.2s a has handled other's set 1")
}

func TestAnAskOnSetStoresWhenItHasTheAnswer(t *testing.T) {
	s := newStage(t, "handle 100ms\nactor a: on set ask b\nactor b: handle 1s\nmain: set 5")
	s.RunUntil(time.Second, 100)
	if v := s.Snapshot().Actors[0]; v.Value != 0 || v.Call == nil || v.Call.To != 1 || v.Call.Slot || v.Hand == nil || v.Call.Cause != v.Hand.Command {
		t.Errorf("%+v", v)
	}
	play(t, s)
	if v := s.Snapshot().Actors[0]; v.Value != 5 || v.Call != nil {
		t.Errorf("%+v", v)
	}
}

func TestALaterAskLetsTheTurnEnd(t *testing.T) {
	s := newStage(t, "handle 100ms\nactor a: on get ask b later\nactor b: handle 1s\nmain: get, expect 0\nother: set 1")
	s.RunUntil(time.Second, 100)
	if v := s.Snapshot().Actors[0]; v.Value != 1 || v.Call != nil || v.KeptOf != 1 || v.Kept[0].Client != "main" || v.Kept[0].With == 0 {
		t.Errorf("%+v", v)
	}
	play(t, s)
	wantSaid(t, said(s, Kept, Replied), "100ms a keeps the reply to main's get for later", "1.1s b replies to a's get", "1.1s a replies to main's get")
	if snap := s.Snapshot(); len(snap.Misses) > 0 || snap.Actors[0].KeptOf != 0 {
		t.Errorf("%+v", snap)
	}
}

func TestAForwardedReplyComesFromTheOther(t *testing.T) {
	s := played(t, "handle 100ms\nactor a: on get forward b\nactor b\nx: set 1, set 9 at b\nmain: wait 1s, get, expect 9")
	wantSaid(t, said(s, Kept, Replied, Answered), "1.1s a keeps the reply to main's get for later", "1.2s b replies to main's get for a",
		"1.2s main gets the answer 9 from a")
	if snap := s.Snapshot(); len(snap.Misses) > 0 {
		t.Errorf("%+v", snap.Misses)
	}
}

func TestAnActorThatCannotForwardAnswersItself(t *testing.T) {
	s := played(t, "actor a: on get forward b\nactor b\nmain: stop at b, set 3, get, expect stopped")
	if snap := s.Snapshot(); len(snap.Misses) > 0 || snap.Deadlock != nil {
		t.Errorf("%+v, %+v", snap.Misses, snap.Deadlock)
	}
}

func TestARingOfAsksIsRefusedAndNamedByTheCore(t *testing.T) {
	s := newStage(t, "actor a: on get ask b\nactor b: on get ask c\nactor c: on get ask a\nmain: get, expect deadlock")
	const text = "actor: deadlock: c would wait for a, which waits for b, which waits for c"
	rings := 0
	for s.Step() {
		for beat := range s.Beats() + 1 {
			ring := s.SnapshotAt(beat).Ring
			if refused := s.run.latest[0].Kind == Rejected && beat > 0; refused != (ring != nil) {
				t.Errorf("step %d, beat %d: %+v", s.Position(), beat, ring)
			}
			if ring == nil {
				continue
			}
			if rings++; ring.Text != text || !slices.Equal(ring.Actors, []int32{2, 0, 1}) {
				t.Errorf("%+v", ring)
			}
		}
	}
	if snap := s.Snapshot(); rings == 0 || len(snap.Misses) > 0 || snap.Deadlock != nil {
		t.Errorf("%d rings, %+v, %+v", rings, snap.Misses, snap.Deadlock)
	}
}

func TestTwoMailboxesDeadlockAtOneSetTooMany(t *testing.T) {
	for blindly, want := range map[string][]int{"": {0, 1}, " blindly": {0, 0}} {
		for i, load := range []string{"3", "4"} {
			s := played(t, "handle 100ms\nactor a: on set tell b"+blindly+"\nactor b: mailbox 2, on set ask a\nmain: repeat "+load+" (set 1)")
			refused := len(said(s, Rejected))
			d := s.Snapshot().Deadlock
			if refused != want[i] || (d != nil) != (blindly != "" && i == 1) {
				t.Errorf("%s%s: %d refused, deadlock %+v", load, blindly, refused, d)
			}
			if d != nil && (!slices.Equal(d.Ring, []int32{0, 1}) || !strings.HasPrefix(d.Because, "a waits for b, which waits for a. ") ||
				!slices.Equal(d.Waits, []Wait{{"a", "a slot in b's mailbox, which is full"}, {"b", "the reply to its get (#6), which is in a's mailbox"}})) {
				t.Errorf("%+v", d)
			}
		}
	}
}

func TestAHandlerWhoseActorIsKilledGivesUpItsCall(t *testing.T) {
	s := played(t, "actor a: on get ask b\nactor b: handle 1m\nmain: get, expect stopped\nkiller: wait 1s, kill, stop, expect ok")
	snap := s.Snapshot()
	if len(snap.Misses) > 0 || snap.Actors[0].State != Over || snap.Deadlock != nil {
		t.Errorf("%+v, %+v", snap.Misses, snap.Actors[0])
	}
	wantSaid(t, said(s, Abandoned), "1m0.4s b's reply to a's get finds nobody and is discarded")
}

// The garbage collector would find it at a time that no play can repeat.
func TestAReplyThatIsLostLeavesItsCallerWaiting(t *testing.T) {
	for _, script := range []string{
		"actor a: on get forward b\nactor b: on get fail\nmain: get",
		"actor a: on get forward b\nactor b: handle 1m\nmain: set 1 at b, get\nkiller: wait 1s, kill at b",
	} {
		s := played(t, script)
		runtime.GC()
		runtime.GC()
		d := s.Snapshot().Deadlock
		if d == nil || len(d.Waits) != 1 || d.Waits[0].Client != "main" || !strings.HasSuffix(d.Waits[0].For, ", which a has kept") || !strings.Contains(d.Because, "garbage collector") {
			t.Errorf("%q: %+v", script, d)
		}
	}
}

func TestAStopGivesUpTheRepliesThatWereKept(t *testing.T) {
	s := played(t, "handle 0ms\nactor a: on get forward b\nactor b: handle 1m\nmain: get, expect no-reply\nkiller: wait 1s, kill at b, stop")
	if snap := s.Snapshot(); len(snap.Misses) > 0 || snap.Deadlock != nil || snap.Actors[0].KeptOf != 0 {
		t.Errorf("%+v, %+v", snap.Misses, snap.Actors[0])
	}
}

func TestNoTwoCommandsHaveTheSameNumber(t *testing.T) {
	s := played(t, several)
	actor := map[uint64]int32{}
	for i := range s.Trace().Len() {
		if e := s.Trace().At(i); e.Command != 0 {
			if k, known := actor[e.Command]; known && k != e.Actor {
				t.Errorf("#%d is %d's and %d's", e.Command, k, e.Actor)
			}
			actor[e.Command] = e.Actor
		}
	}
}

func TestExportsHaveTheActorsNames(t *testing.T) {
	s := played(t, "actor bank: on get ask cache\nactor cache\nmain: get")
	events := string(s.AppendEvents(nil, 0, 100))
	if n := strings.Count(events, `"actorName":"cache"`); n == 0 || !strings.Contains(events, `"actorName":"bank","who":"main"`) {
		t.Error(events)
	}
	for _, want := range []string{" as bank\n", " as cache\n", " as main\n", "c0->>c1: get\n", "c1->>c2: get\n", "c2-->>c1: 0\n", "c1-->>c0: 0\n"} {
		if diagram := s.Mermaid(); !strings.Contains(diagram, want) {
			t.Errorf("%q is not in\n%s", want, diagram)
		}
	}
}

func TestAScriptWithoutActorsHasTheSnapshotThatItHad(t *testing.T) {
	s := played(t, everything)
	snap := s.Snapshot()
	for _, text := range []string{string(snap.AppendJSON(nil)), string(s.AppendEvents(nil, 0, 1000))} {
		for _, more := range []string{`"actors"`, `"actor":0`, `"actorName"`, `"ring"`, `"by"`, `"cause"`, `"with"`} {
			if strings.Contains(text, more) {
				t.Errorf("%s in %s", more, text)
			}
		}
	}
}

func TestLiveCallsNameTheirActorAndAreWrittenSo(t *testing.T) {
	const script = "actor a\nactor b\nmain: set 1, wait 5s\n"
	s := newStage(t, script)
	s.RunUntil(time.Second, 100)
	if err := s.Live("set 5 at b, get at b"); err != nil {
		t.Fatal(err)
	}
	s.RunUntil(9*time.Second, 100)
	written, err := s.Write(script)
	if err != nil || !written.Exact || !strings.HasSuffix(written.Script, "me: wait 1s, set 5 at b, get at b\n") {
		t.Errorf("%+v, %v", written, err)
	}
	calls, err := s.Calls()
	other := newStage(t, script)
	if err == nil {
		err = other.SetCalls(calls)
	}
	play(t, other)
	if snap := other.Snapshot(); err != nil || snap.Actors[1].Value != 5 || snap.Unfit > 0 {
		t.Errorf("%+v, %v", snap.Actors, err)
	}
	if err := s.Live("set 5 at c"); err == nil || !strings.Contains(err.Error(), `expected the name of an actor that the script declares; got "c"`) {
		t.Error(err)
	}
}

func TestAThousandActorsPlayBothWays(t *testing.T) {
	s := newStage(t, "handle 1ms\nactor router: on get forward w\nactor w x998: on get ask last later\nactor last: on get ask router blindly\n"+
		"c x20: repeat 60 (get within 1s)\nmain: wait 2s, kill at last")
	at := map[int]string{}
	for s.Step() {
		if n := s.Position(); n%500 == 0 {
			if problem := checkStep(s); problem != "" {
				t.Fatalf("step %d: %s", n, problem)
			}
			at[n] = snapshotText(s)
		}
	}
	if snap := s.Snapshot(); snap.ActorOf != 1000 || len(snap.Actors) != ShownActors || len(at) < 3 {
		t.Errorf("%d actors, %d shown, %d positions", snap.ActorOf, len(snap.Actors), len(at))
	}
	for n, want := range at {
		s.Seek(n, n)
		snap := s.Snapshot()
		snap.End = n // as it was
		if got := string(snap.AppendJSON(nil)); got != want {
			t.Errorf("position %d has\n%s\nand had\n%s", n, got, want)
		}
	}
}

func TestAnActorsLineIsWrittenAsItIsRead(t *testing.T) {
	const text = "mailbox 3\nactor a x2: mailbox 1, handle 0ms, on set tell b blindly, on get ask b later\nactor b: on set try c, on get forward c blindly\n" +
		"actor c: on set ask a, on get fail\nactor d\nmain: set 1 at a-2 within 5ms, get at b unread, ask itself at c blindly, stop at d, try set 2 at a\n"
	s, err := Parse(text)
	if err != nil || Format(s) != text {
		t.Errorf("%v\n%s", err, Format(s))
	}
	spaced := strings.NewReplacer(": ", ":\n", ", on", ",\n # and\n\n  on", ", handle", ",\nhandle").Replace(text)
	if again, err := Parse(spaced); err != nil || Format(again) != text {
		t.Errorf("%v\n%s\nof\n%s", err, Format(again), spaced)
	}
}

func TestActorsAreReadFromAnyPlaceAtAnyBeat(t *testing.T) {
	s := newStage(t, "actor many x100\nactor last: on get ask many-3\nmain: get at last\n")
	for s.Step() {
		for beat := range s.Beats() + 1 {
			snap := s.SnapshotAt(beat)
			var shown struct {
				Actors struct{ Shown []json.RawMessage }
			}
			if err := json.Unmarshal(snap.AppendJSON(nil), &shown); err != nil {
				t.Fatal(err)
			}
			var read []json.RawMessage
			if err := json.Unmarshal(s.AppendActors(nil, beat, 0, 1000), &read); err != nil || !reflect.DeepEqual(read, shown.Actors.Shown) {
				t.Fatalf("step %d, beat %d: read are\n%s and shown\n%s (%v)", snap.Position, beat, read, shown.Actors.Shown, err)
			}
		}
	}
	if last := string(s.AppendActors(nil, 1, 100, 1000)); !strings.HasPrefix(last, `[{"name":"last",`) || !strings.Contains(last, `"calls":[2]`) {
		t.Errorf("the last is %s", last)
	}
	for _, none := range [][2]int{{101, 5}, {-1, 5}, {5, 0}, {5, -1}} {
		if got := string(s.AppendActors(nil, 1, none[0], none[1])); got != "[]" {
			t.Errorf("from %d, %d: %s", none[0], none[1], got)
		}
	}
}
