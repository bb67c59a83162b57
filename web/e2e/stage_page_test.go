package e2e_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// inTab has a stage in the browser play a script, with JavaScript that gets the stage as s.
func inTab[T any](t testing.TB, script, body string) T {
	t.Helper()
	quoted, err := json.Marshal(script)
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := docPage{body: "<p></p>", bare: true}.open(t)
	return eval[T](t, ctx, fmt.Sprintf(`
		const { Stage } = await import('./actor.js');
		const s = await Stage.create();
		try {
			const mistakes = s.load(%s);
			if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
			{ %s }
		} finally {
			s.close();
		}
	`, quoted, body))
}

// here is the same, without a browser.
func here(t testing.TB, script string) *stage.Stage {
	t.Helper()
	parsed, err := stage.Parse(script)
	if err != nil {
		t.Fatal(err)
	}
	s := stage.New(parsed)
	t.Cleanup(s.Close)
	return s
}

func snapshotOf(t testing.TB, s *stage.Stage) any {
	t.Helper()
	snapshot := s.Snapshot()
	var v any
	if err := json.Unmarshal(snapshot.AppendJSON(nil), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

const crowd = `mailbox 2
handle 300ms
writer x3: set 1, set 2
reader: wait 200ms, get, expect 2
hasty: get within 100ms
careless: get unread
pushy: try set 9, expect full`

func TestStageInTheTabHasTheSameSnapshotsForwardAndBackAsNatively(t *testing.T) {
	s := here(t, crowd)
	want := []any{snapshotOf(t, s)}
	for s.Step() {
		want = append(want, snapshotOf(t, s))
	}
	// Back at n, the end that was reached stays known.
	for i := s.Position() - 1; i >= 0; i-- {
		s.Back()
		want = append(want, snapshotOf(t, s))
	}
	got := inTab[[]any](t, crowd, `
		const seen = [s.snapshot()];
		while (s.step()) seen.push(s.snapshot());
		while (s.back()) seen.push(s.snapshot());
		return seen;
	`)
	if len(got) != len(want) {
		t.Fatalf("%d snapshots in the tab, %d natively", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("snapshot %d in the tab:\n%v\nnatively:\n%v", i, got[i], want[i])
		}
	}
}

func TestStageInTheTabHasTheSameTraceToTheByte(t *testing.T) {
	// A handler that ends its goroutine, one that panics, and one that blocks for ever have each a way of their own through
	// an exported function, which must not block.
	for name, script := range map[string]string{
		"crowd":   crowd,
		"exit":    "a: set 1, exit, get\nb x3: get",
		"panic":   "a: crash, get\nb x3: set 2, get within 1s",
		"blindly": "a: ask itself, ask itself blindly\nb: wait 2s, stop within 1s, kill",
		"flood":   "mailbox 16\nhandle 1ms\nw x50: repeat 20 (set 1, get)",
	} {
		s := here(t, script)
		for s.Step() {
		}
		want := string(s.AppendEvents(nil, 0, s.Trace().Len()))
		got := inTab[string](t, script, `while (s.step()); return s.jsonLines();`)
		if got != want {
			t.Errorf("%s: the trace in the tab:\n%s\nnatively:\n%s", name, got, want)
		}
	}
}

// BenchmarkSeekInTab times going back and forth in a trace of 100,000 events, as the page does: the longest of 20 seeks
// all over it, in ms.
func BenchmarkSeekInTab(b *testing.B) {
	script := "mailbox 64\nhandle 1ms\nw x100: repeat 160 (set 1, get)"
	type seeks struct {
		Events         int
		Longest, First float64
	}
	var got seeks
	for b.Loop() {
		got = inTab[seeks](b, script, `
			let start = performance.now();
			while (!s.seek(2 ** 31, 100000));
			const first = performance.now() - start;
			const { end } = s.snapshot();
			let longest = 0;
			for (let i = 1; i <= 20; i++) {
				start = performance.now();
				s.seek(Math.floor((end * ((i * 7) % 20)) / 20) + 10, 2 ** 31 - 1);
				s.snapshot();
				longest = Math.max(longest, performance.now() - start);
			}
			return { events: s.trace().kept + s.trace().fallen, longest, first };
		`)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(got.Events), "events")
	b.ReportMetric(got.Longest, "longest-seek-ms")
	b.ReportMetric(float64(got.Events)/(got.First/1000), "events/s")
}
