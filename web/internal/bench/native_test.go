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
		// By turns, so that what else the machine does meets all alike.
		took := make([][]float64, len(crowdKinds))
		for range 5 {
			for i, kind := range crowdKinds {
				took[i] = append(took[i], times(1, crowdPairs, func() { crowd(t, size, kind.start) })...)
			}
		}
		for i, kind := range crowdKinds {
			r.add(crowdName(size, kind.name), "ns/op", took[i]...)
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

// A face is what a client calls: an actor that owns a number.
type face struct {
	set  func(int32) error
	get  func() (int32, error)
	stop func()
}

// crowdKinds are our actors, on the executors whose callers wait, and the actor that one writes by hand.
var crowdKinds = []struct {
	name  string
	start func() face
}{
	{"goroutine", func() face { return startValue(actor.Goroutine) }},
	{"caller", func() face { return startValue(actor.Caller) }},
	{"channel", startChannel},
}

func startValue(x actor.Executor) face {
	ctx := context.Background()
	v := data.New(data.Capacity, actor.On(x))
	return face{
		set:  func(n int32) error { return v.Set(ctx, n) },
		get:  func() (int32, error) { return v.Get(ctx) },
		stop: func() { v.Actor().Kill() },
	}
}

// startChannel starts a goroutine that owns a number, behind a channel. Each get brings a channel for its answer.
func startChannel() face {
	type command struct {
		set   int32
		reply chan int32 // of a get
	}
	mailbox := make(chan command, data.Capacity)
	go func() {
		held := int32(0)
		for c := range mailbox {
			if c.reply == nil {
				held = c.set
			} else {
				c.reply <- held
			}
		}
	}()
	return face{
		set: func(n int32) error {
			mailbox <- command{set: n}
			return nil
		},
		get: func() (int32, error) {
			reply := make(chan int32, 1)
			mailbox <- command{reply: reply}
			return <-reply, nil
		},
		stop: func() { close(mailbox) },
	}
}

const crowdPairs = 256_000

func crowdName(size [2]int, kind string) string {
	return fmt.Sprintf("go-crowd-%dx%d-pair-%s", size[0], size[1], kind)
}

func crowd(t testing.TB, size [2]int, start func() face) {
	clients, faces := size[0], make([]face, size[1])
	for i := range faces {
		faces[i] = start()
		defer faces[i].stop()
	}
	var all sync.WaitGroup
	for k := range clients {
		f := faces[k%len(faces)]
		all.Go(func() {
			for i := range int32(crowdPairs / clients) {
				if err := f.set(i); err != nil {
					t.Error(err)
				}
				if _, err := f.get(); err != nil { // others set it, too
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// idle returns the bytes of an idle actor: just started, or after a set and a get.
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
