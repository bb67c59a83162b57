package bench_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
	"github.com/actor-playground/actor-playground/wasm/stage"
)

const nativeRuns = 9

// native measures the core where Go runs at home. A pair is a set, and a get that must answer it; a tell is a set alone.
func native(t *testing.T, r *record) {
	const pairs, tells = 500_000, 1_000_000
	ctx := context.Background()
	r.add("go-native-pair", "ns/op", times(nativeRuns, pairs, func() {
		v := data.New(data.Capacity)
		for i := range int32(pairs) {
			pair(t, ctx, v, i)
		}
	})...)
	r.add("go-native-tell", "ns/op", times(nativeRuns, tells, func() {
		v := data.New(data.Capacity)
		for i := range int32(tells) {
			if err := v.Set(ctx, i); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := v.Get(ctx); got != tells-1 || err != nil {
			t.Fatalf("get: %d, %v after %d", got, err, tells-1)
		}
	})...)
	for _, size := range crowds {
		for _, x := range executors {
			r.add(crowdName(size, x.name), "ns/op", times(5, crowdPairs, func() { crowd(t, size, x.executor) })...)
		}
	}
	r.add("bytes-per-idle-actor", "B/actor", idle(t, false)...)
	r.add("bytes-per-used-actor", "B/actor", idle(t, true)...)
	r.add("stage-events-per-second-native", "events/s", stageEvents(t)...)
}

func pair(t testing.TB, ctx context.Context, v *data.Value, i int32) {
	if err := v.Set(ctx, i); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Get(ctx); got != i || err != nil {
		t.Fatalf("get: %d, %v after %d", got, err, i)
	}
}

// times gives the time for each of n things that do does, in ns, for each of some runs.
func times(runs, n int, do func()) []float64 {
	took := make([]float64, runs)
	for k := range took {
		runtime.GC() // one run doesn't pay for another's garbage
		begun := time.Now()
		do()
		took[k] = float64(time.Since(begun).Nanoseconds()) / float64(n)
	}
	return took
}

// crowds are so many clients by so many actors: client k calls actor k modulo actors, as those of the peers do.
var crowds = [][2]int{{2, 1}, {8, 1}, {64, 1}, {64, 64}}

var executors = []struct {
	name     string
	executor actor.Executor
}{{"goroutine", actor.Goroutine}, {"caller", actor.Caller}}

const crowdPairs = 256_000

func crowdName(size [2]int, executor string) string {
	return fmt.Sprintf("go-crowd-%dx%d-pair-%s", size[0], size[1], executor)
}

func crowd(t testing.TB, size [2]int, x actor.Executor) {
	ctx := context.Background()
	clients, actors := size[0], size[1]
	values := make([]*data.Value, actors)
	for i := range values {
		values[i] = data.New(data.Capacity, actor.On(x))
	}
	var all sync.WaitGroup
	for k := range clients {
		v := values[k%actors]
		all.Go(func() {
			for i := range int32(crowdPairs / clients) {
				if err := v.Set(ctx, i); err != nil {
					t.Error(err)
				}
				if _, err := v.Get(ctx); err != nil { // others set it, too
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// idle gives what an actor weighs that has nothing to do: just started, or after a set and a get.
func idle(t testing.TB, used bool) []float64 {
	const actors = 100_000
	weights := make([]float64, 3)
	for k := range weights {
		all := make([]*data.Value, actors)
		before := heapBytes()
		for i := range all {
			all[i] = data.New(data.Capacity)
			if used {
				pair(t, context.Background(), all[i], int32(i))
			}
		}
		weights[k] = float64(heapBytes()-before) / actors
		runtime.KeepAlive(all)
	}
	return weights
}

func heapBytes() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// busy is a play that never rests: a hundred clients before a full mailbox.
const busy = "mailbox 64\nhandle 1ms\nw x100: repeat 5000 (set 1, get)\n"

func stageEvents(t testing.TB) []float64 {
	const steps = 400_000
	parsed, err := stage.Parse(busy)
	if err != nil {
		t.Fatal(err)
	}
	rates := make([]float64, 5)
	for k := range rates {
		s := stage.New(parsed)
		runtime.GC()
		begun := time.Now()
		for range steps {
			if !s.Step() {
				t.Fatal("the play is over")
			}
		}
		took := time.Since(begun)
		rates[k] = float64(s.Trace().Len()+int(s.Trace().Fallen())) / took.Seconds()
		s.Close()
	}
	return rates
}
