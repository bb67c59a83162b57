package data_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/actor-playground/actor-playground/actor/data"
)

// BenchmarkPair is the peers' pair: set i, get, check that it answers i.
func BenchmarkPair(b *testing.B) {
	ctx := context.Background()
	v := data.New(data.Capacity)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range int32(b.N) {
		if err := v.Set(ctx, i); err != nil {
			b.Fatal(err)
		}
		if got, err := v.Get(ctx); got != i || err != nil {
			b.Fatalf("Get = %d, %v after Set(%d)", got, err, i)
		}
	}
}

// BenchmarkTell is the peers' tell: sets alone, and one get at the end.
func BenchmarkTell(b *testing.B) {
	ctx := context.Background()
	v := data.New(data.Capacity)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range int32(b.N) {
		if err := v.Set(ctx, i); err != nil {
			b.Fatal(err)
		}
	}
	if got, err := v.Get(ctx); got != int32(b.N-1) || err != nil {
		b.Fatalf("Get = %d, %v after Set(%d)", got, err, b.N-1)
	}
}

// BenchmarkIdle reports the memory that an idle actor takes: just
// started, and after it has handled a set and a get.
func BenchmarkIdle(b *testing.B) {
	const actors = 100_000
	ctx := context.Background()
	for _, c := range []struct {
		name string
		use  func(*data.Value)
	}{
		{"fresh", func(*data.Value) {}},
		{"used", func(v *data.Value) { v.Set(ctx, 1); v.Get(ctx) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var each float64
			for b.Loop() {
				all := make([]*data.Value, actors)
				before := heap()
				for i := range all {
					all[i] = data.New(data.Capacity)
					c.use(all[i])
				}
				each = float64(heap()-before) / actors
				runtime.KeepAlive(all)
			}
			b.ReportMetric(each, "B/actor")
		})
	}
}

// A program may have a million of them.
func TestActorThatHasAnsweredTakesAtMost256Bytes(t *testing.T) {
	const actors = 10_000
	ctx := context.Background()
	for _, commands := range []int{0, 2, 1000} {
		all := make([]*data.Value, actors)
		before := heap()
		for i := range all {
			all[i] = data.New(data.Capacity)
			for n := range commands {
				if n%2 == 0 {
					all[i].Set(ctx, 1)
				} else {
					all[i].Get(ctx)
				}
			}
		}
		after := heap()
		runtime.KeepAlive(all)
		// What else the program allocates is no more than a byte for each.
		if each := float64(after-before) / actors; each > 257 {
			t.Errorf("after %d commands an actor takes %.0f bytes, want 256 at most", commands, each)
		}
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
