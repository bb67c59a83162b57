//go:build js && wasm

package main

import (
	"math"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/actor/data"
	"github.com/actor-playground/actor-playground/wasm/stage"
)

// load gives a handle whose stage plays a script.
func load(t *testing.T, script string) uint32 {
	t.Helper()
	h := stageCreate()
	parsed, err := stage.Parse(script)
	if err != nil {
		t.Fatal(err)
	}
	stages[h].stage, stages[h].script = stage.New(parsed), script
	t.Cleanup(func() { stageClose(h) })
	return h
}

func reason(h uint32) string {
	stageReason(h)
	return string(text)
}

func TestAPanicInAStageCostsThatStageAndItSaysWhy(t *testing.T) {
	broken, whole := load(t, "main: set 1"), load(t, "main: set 1")
	stages[broken].stage = new(stage.Stage) // it has no run, so whatever is called for it panics
	if stageStep(broken) {
		t.Error("it stepped")
	}
	for range 2 {
		if why := reason(broken); !strings.Contains(why, "of no more use: it panicked: ") {
			t.Errorf("%q", why)
		}
		if stageSnapshot(broken) != 0 || stageBurst(broken, 3) || stageBack(broken) || !stageSeek(broken, 5, 5) {
			t.Error("it goes on")
		}
		if err := try(broken, func(*played) error { return nil }); err == nil || err.Error() != reason(broken) {
			t.Errorf("%v", err)
		}
	}
	if !stageStep(whole) || reason(whole) != "" || stageSnapshot(whole) == 0 {
		t.Errorf("the other one has failed, too: %q", reason(whole))
	}
	stageClose(broken)
	if why := reason(broken); why != noStage {
		t.Errorf("%q", why)
	}
}

func TestAPanicInAnActorsCallCostsThatActorAndItSaysWhy(t *testing.T) {
	broken, whole := actorStart(2, byCaller), actorStart(2, byCaller)
	h := handle(broken)
	count := actors.count
	*actors.at(h).value = data.Value{} // it has no actor, so whatever is called for it panics
	for range 2 {
		if got := actorSet(h, 1, 1); got != refused(failed) {
			t.Errorf("set came to %v", got)
		}
		if got := actorGet(h, 2); got != refused(failed) {
			t.Errorf("get came to %v", got)
		}
		if got := actorStop(h, 3); got != refused(failed) {
			t.Errorf("stop came to %v", got)
		}
		if actorReason(h); !strings.Contains(string(text), "of no more use: it panicked: ") {
			t.Errorf("%q", text)
		}
	}
	if actors.count != count-1 {
		t.Errorf("%d actors, there were %d", actors.count, count)
	}
	if got := actorSet(handle(whole), 7, 4); got != 0 {
		t.Errorf("the other one's set came to %v", got)
	}
	if got := actorGet(handle(whole), 5); got != 7 {
		t.Errorf("the other one's get came to %v", got)
	}
	if actorReason(handle(whole)); len(text) > 0 {
		t.Errorf("the other one says %q", text)
	}
	actorFree(h)
	actorFree(handle(whole))
	if len(lost) > 0 {
		t.Errorf("%v is kept", lost)
	}
	if got := actorSet(h, 1, 6); got != refused(stopped) {
		t.Errorf("set after free came to %v", got)
	}
}

func TestPositionsNeverWrap(t *testing.T) {
	h := load(t, "main: repeat 3 (set 1)")
	stageSeek(h, math.Inf(1), 1000)
	end := stages[h].stage.Position()
	if end < 9 {
		t.Fatalf("the end is %d", end)
	}
	for _, n := range []float64{1 << 32, 1<<32 + 7, 1 << 53, 1e300, math.Inf(1)} {
		stageSeek(h, 2, 1000)
		if !stageSeek(h, n, math.Inf(1)) || stages[h].stage.Position() != end {
			t.Errorf("seeking %v gets to %d, not to %d", n, stages[h].stage.Position(), end)
		}
		if got := stageFind(h, n); got != stageKept(h) {
			t.Errorf("finding %v gets to %d, not to %d", n, got, stageKept(h))
		}
		if got := stageEvents(h, n, n); got != 0 {
			t.Errorf("events from %v are %d bytes", n, got)
		}
		if all, some := stageEvents(h, 0, n), stageEvents(h, 0, 1000); all != some || all == 0 {
			t.Errorf("%v events are %d bytes, not %d", n, all, some)
		}
		stageSeek(h, 0, 0)
		if !stageRunUntil(h, n, n) && n > 1e300 || n >= 1e12 && stages[h].stage.Position() != end {
			t.Errorf("running until %v gets to %d", n, stages[h].stage.Position())
		}
		if stageBurst(h, n) || !strings.Contains(reason(h), "1 to 10000") {
			t.Errorf("a burst of %v: %q", n, reason(h))
		}
	}
	for _, n := range []float64{-1, math.Inf(-1), math.NaN()} {
		if !stageSeek(h, n, 1000) || stages[h].stage.Position() != 0 {
			t.Errorf("seeking %v gets to %d", n, stages[h].stage.Position())
		}
		if stageBurst(h, n) {
			t.Errorf("a burst of %v", n)
		}
	}
	if stageBurst(h, 1.5) || !stageBurst(h, 2) || reason(h) != "" {
		t.Error("a burst of 2 failed, or one of 1.5 didn't")
	}
	for n, want := range map[float64]uint32{0: 0, 5: 5, -1: 0, 1<<32 + 5: 0, 1.5: 0, math.Inf(1): 0} {
		if got := handleOf(n); got != want {
			t.Errorf("handle %v is %d, want %d", n, got, want)
		}
	}
	if handleOf(math.NaN()) != 0 {
		t.Error("NaN is a handle")
	}
}

func TestWhatIsLeftInMemoryIsWhatTheStageSays(t *testing.T) {
	h := load(t, "mailbox 1\nhandle 100ms\na: set 1\nb: set 2\nc: set 3\n")
	for stageStep(h) && stageBeats(h) != 2 {
	}
	leftBy := func(n uint32) string {
		if int(n) != len(text) {
			t.Errorf("%d bytes are %d", n, len(text))
		}
		return string(text)
	}
	if got := leftBy(stageSnapshotAt(h, 1)); !strings.Contains(got, `"beat":1,"beats":2`) || !strings.Contains(got, `"depth":0`) {
		t.Errorf("%s", got)
	}
	if got := leftBy(stageCalls(h)); got != "" || reason(h) != "" {
		t.Errorf("%s", got)
	}
	must(t, stages[h].stage.Live("get"))
	if got := leftBy(stageWrite(h)); !strings.Contains(got, "me: ") {
		t.Errorf("%s", got)
	}
	if got := leftBy(stageCalls(h)); got == "" {
		t.Error("no calls")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
