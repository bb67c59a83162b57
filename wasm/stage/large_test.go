package stage

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"
	"time"
	"unsafe"
)

func TestTenThousandClientsPlay(t *testing.T) {
	s := newStage(t, "handle 1ms\nw x10000: set 1, get")
	if !s.RunUntil(0, 1_000_000) {
		t.Fatal("it doesn't come to the end of the beginning")
	}
	snap := s.Snapshot()
	if snap.Depth != 1024 || snap.Waiting != 10_000 || snap.States[Waiting] != snap.Waiting || snap.ClientTotal != 10_000 || len(snap.Clients) != ShownClients {
		t.Errorf("depth %d, waiting %d, %v", snap.Depth, snap.Waiting, snap.States)
	}
	if problem := checkStep(s); problem != "" {
		t.Error(problem)
	}
	if !s.RunUntil(time.Hour, 1_000_000) {
		t.Fatal("it doesn't end")
	}
	snap = s.Snapshot()
	if problem := checkStep(s); problem != "" {
		t.Error(problem)
	}
	if !snap.Ended || snap.Counts.Handled != 20_000 || snap.Counts.Replied != 10_000 || snap.States[Finished] != 10_000 {
		t.Errorf("%+v, %v", snap.Counts, snap.States)
	}
	if text := snap.AppendJSON(nil); !json.Valid(text) || len(text) > 100_000 {
		t.Errorf("a snapshot of %d bytes", len(text))
	}
}

func TestTheLargestMailboxFills(t *testing.T) {
	s := newStage(t, "mailbox 65536\nhandle 1s\nw x9999: repeat 10 (set 1)\nlast: wait 1.5s, kill")
	if !s.RunUntil(time.Second-1, 1_000_000) {
		t.Fatal("it doesn't come to the end of the beginning")
	}
	snap := s.Snapshot()
	if snap.Depth != MaxCapacity || snap.Waiting != 9999 || len(snap.Slots) != ShownSlots || len(snap.Line) != ShownWaiting || snap.Counts.Admitted != MaxCapacity+1 {
		t.Errorf("depth %d, waiting %d, %+v", snap.Depth, snap.Waiting, snap.Counts)
	}
	if problem := checkStep(s); problem != "" {
		t.Error(problem)
	}
	if !s.RunUntil(time.Hour, 1_000_000) {
		t.Fatal("it doesn't end")
	}
	snap = s.Snapshot()
	if problem := checkStep(s); problem != "" {
		t.Error(problem)
	}
	if c := snap.Counts; c.Dropped != MaxCapacity || c.Handled != 2 || snap.State != Over || snap.LatestOf < 1 {
		t.Errorf("%+v, %v", c, snap.State)
	}
}

func TestManyStepsAreTakenInParts(t *testing.T) {
	s := newStage(t, "mailbox 1\nhandle 1ms\nw: repeat 100000 (set 1)")
	parts := 0
	for !s.RunUntil(time.Hour, 10_000) {
		parts++
		if parts > 100 {
			t.Fatal("it doesn't end")
		}
	}
	if n := s.Position(); n != 300_000 || parts != n/10_000 && parts != n/10_000-1 {
		t.Errorf("%d steps in %d parts", n, parts)
	}
}

func TestALongListOfStepsIsReadWithoutCopiesOfIt(t *testing.T) {
	const steps = MaxWritten - 1
	text := "main: " + strings.Repeat("set 1, ", steps) + "get"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	script, err := Parse(text)
	runtime.ReadMemStats(&after)
	if err != nil || len(script.Clients) != 1 || len(script.Clients[0].Steps) != steps+1 {
		t.Fatalf("%d clients, %v", len(script.Clients), err)
	}
	list := uint64(steps) * uint64(unsafe.Sizeof(Step{}))
	if took := after.TotalAlloc - before.TotalAlloc; took > list*5/2 { // the race detector has each list made twice
		t.Errorf("it took %d bytes, and the list has %d", took, list)
	}
}
