package actor_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

// A register is what the benchmarks and the history test play with: one
// number, set by a command that is not negative and got by one that is.
func register(x actor.Executor, capacity int, options ...actor.Option) *actor.Actor[int, int] {
	value := 0
	handle := func(_ context.Context, command int, reply actor.Reply[int]) {
		if command >= 0 {
			value = command
			return
		}
		reply.Send(value)
	}
	return actor.Spawn(capacity, handle, append([]actor.Option{actor.On(x)}, options...)...)
}

const get = -1

// BenchmarkPair is a set and a get that must answer it, on each executor whose
// callers wait.
func BenchmarkPair(b *testing.B) {
	b.Run("goroutine", func(b *testing.B) { pair(b, register(actor.Goroutine, 1024)) })
	b.Run("caller", func(b *testing.B) { pair(b, register(actor.Caller, 1024)) })
	b.Run("caller observed", func(b *testing.B) {
		pair(b, register(actor.Caller, 1024, actor.Observe(func(actor.Event) {})))
	})
}

func pair(b *testing.B, a *actor.Actor[int, int]) {
	ctx := context.Background()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := a.Send(ctx, i); err != nil {
			b.Fatal(err)
		}
		if got, err := a.Ask(ctx, get); got != i || err != nil {
			b.Fatalf("get = %d, %v after set %d", got, err, i)
		}
	}
}

// BenchmarkPairFunc is the same by the callback face, as JavaScript calls it.
func BenchmarkPairFunc(b *testing.B) {
	a := register(actor.Caller, 1024)
	var got int
	var failed error
	done := func(_ uint64, answer int, err error) {
		if err != nil {
			failed = err
		}
		got = answer
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a.SendFunc(i, 0, done)
		a.AskFunc(get, 0, done)
		if got != i || failed != nil {
			b.Fatalf("get = %d, %v after set %d", got, failed, i)
		}
	}
}

// BenchmarkPairChannel is what the pair is measured against: the actor that
// one writes by hand, with a channel, a goroutine and a channel for each reply.
func BenchmarkPairChannel(b *testing.B) {
	type command struct {
		set   int
		reply chan int // of a get
	}
	mailbox := make(chan command, 1024)
	go func() {
		value := 0
		for c := range mailbox {
			if c.reply == nil {
				value = c.set
				continue
			}
			c.reply <- value
		}
	}()
	defer close(mailbox)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		mailbox <- command{set: i}
		reply := make(chan int, 1)
		mailbox <- command{reply: reply}
		if got := <-reply; got != i {
			b.Fatalf("get = %d after set %d", got, i)
		}
	}
}

// BenchmarkAsk is one ask made outside any handler, which pays nothing for the
// search for rings, and one made by a handler with its context: of an actor that
// answers in place, and of one for whose answer it has to wait.
func BenchmarkAsk(b *testing.B) {
	ctx := context.Background()
	for _, x := range []struct {
		name     string
		executor actor.Executor
	}{{"goroutine", actor.Goroutine}, {"caller", actor.Caller}} {
		ask := func(b *testing.B, ctx context.Context) {
			a := register(x.executor, 16)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.Ask(ctx, get); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.Run(x.name+"/outside", func(b *testing.B) { ask(b, ctx) })
		b.Run(x.name+"/outside, cancellable", func(b *testing.B) {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			ask(b, ctx)
		})
		b.Run(x.name+"/in a handler", func(b *testing.B) {
			outer := actor.Spawn(1, runJob)
			outer.Ask(ctx, func(ctx context.Context, _ actor.Reply[int]) { ask(b, ctx) })
		})
	}
}

// BenchmarkKeep is an ask whose reply is kept, and sent at once.
func BenchmarkKeep(b *testing.B) {
	a := actor.Spawn(16, func(_ context.Context, n int, reply actor.Reply[int]) { reply.Keep().Send(n) }, actor.On(actor.Caller))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Ask(context.Background(), 1); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkContended is many goroutines that send to one small mailbox, so
// that most have to wait for a slot.
func BenchmarkContended(b *testing.B) {
	for _, c := range []struct {
		name     string
		executor actor.Executor
	}{{"goroutine", actor.Goroutine}, {"caller", actor.Caller}} {
		b.Run(c.name, func(b *testing.B) {
			ctx := context.Background()
			a := register(c.executor, 16)
			b.ReportAllocs()
			b.SetParallelism(32)
			b.RunParallel(func(p *testing.PB) {
				for i := 0; p.Next(); i++ {
					if err := a.Send(ctx, i); err != nil {
						b.Error(err)
						return
					}
					if runtime.GOOS == "js" && i%8 == 0 {
						runtime.Gosched() // nothing else interrupts a goroutine there
					}
				}
			})
			if err := a.Stop(ctx); err != nil {
				b.Fatal(err)
			}
			if s := a.Stats(); s.Handled != uint64(b.N) {
				b.Fatalf("%d handled, want %d", s.Handled, b.N)
			}
		})
	}
}
