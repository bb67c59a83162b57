//go:build js && wasm

package main

import (
	"testing"

	"github.com/actor-playground/actor-playground/actor/data"
)

func TestAHandleFindsItsActorUntilItIsRemoved(t *testing.T) {
	var table handles
	a, b := data.New(1), data.New(1)
	ha, hb := table.add(a, false), table.add(b, true)
	if pa, pb := table.at(ha), table.at(hb); pa.value != a || pa.manual || pb.value != b || !pb.manual {
		t.Errorf("found %+v and %+v", pa, pb)
	}
	if v := table.remove(ha); v != a {
		t.Errorf("removed %p, want %p", v, a)
	}
	if table.at(ha) != nil || table.remove(ha) != nil || table.at(hb).value != b || table.count != 1 {
		t.Error("removing one is not the end of that one alone")
	}
}

func TestHandlesOfNobodyFindNobody(t *testing.T) {
	var table handles
	for range 2 {
		for _, h := range []handle{0, 1, firstOf, firstOf + 1, 1<<32 - 1} {
			if table.at(h) != nil || table.remove(h) != nil {
				t.Errorf("%#x is somebody's", h)
			}
		}
		table.remove(table.add(data.New(1), false)) // and so where there was one
	}
}

func TestNoHandleRecurs(t *testing.T) {
	var table handles
	v := data.New(1)
	seen := map[handle]bool{}
	for range 3 << (32 - indexBits) { // more than a place has generations
		h := table.add(v, false)
		if h == 0 || seen[h] {
			t.Fatalf("handle %#x after %d", h, len(seen))
		}
		seen[h] = true
		table.remove(h)
	}
	if n := table.length; n > 4 {
		t.Errorf("%d places for one actor at a time", n)
	}
}

func TestATableThatIsFullSaysSo(t *testing.T) {
	var table handles
	v := data.New(1)
	var last handle
	for range mostActors {
		last = table.add(v, false)
	}
	if last == 0 || table.add(v, false) != 0 {
		t.Errorf("the last handle is %#x", last)
	}
	table.remove(last)
	if table.add(v, false) == 0 {
		t.Error("a place that was freed is not given away")
	}
}
