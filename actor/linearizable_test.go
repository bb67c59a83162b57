package actor_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"

	"github.com/actor-playground/actor-playground/actor"
)

// oneRegister is the sequential specification: what one int with no
// concurrency at all would do. A get's input is the constant get.
var oneRegister = porcupine.Model{
	Init: func() any { return 0 },
	Step: func(state, input, output any) (bool, any) {
		if input.(int) == get {
			return output == state, state
		}
		return true, input
	},
	DescribeOperation: func(input, output any) string {
		if input.(int) == get {
			return fmt.Sprint("get: ", output)
		}
		return fmt.Sprint("set ", input)
	},
}

// Many clients set and get, and give up now and then. Whatever they saw must be
// explained by one register, in which a set that was refused or withdrawn has
// no part: Send's nil says that it was admitted, and nothing else does. Each
// value is set once, so a get that sees one of those can't be explained.
func TestHistoriesAreLinearizable(t *testing.T) {
	for _, c := range []struct {
		name     string
		executor actor.Executor
	}{{"Goroutine", actor.Goroutine}, {"Caller", actor.Caller}} {
		for _, capacity := range []int{1, 2, 1024} {
			for _, observed := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/capacity %d/observed %v", c.name, capacity, observed), func(t *testing.T) {
					for seed := range uint64(10) {
						checkHistory(t, c.executor, capacity, observed, seed)
					}
				})
			}
		}
	}
}

func checkHistory(t *testing.T, x actor.Executor, capacity int, observed bool, seed uint64) {
	var options []actor.Option
	if observed {
		options = append(options, actor.Observe(func(actor.Event) {}))
	}
	value, turns := 0, 0
	a := actor.Spawn(capacity, func(_ context.Context, command int, reply actor.Reply[int]) {
		// Now and then others get between, as they do on js in no other way.
		if turns++; turns%3 == 0 {
			runtime.Gosched()
		}
		if command == get {
			reply.Send(value)
			return
		}
		value = command
	}, append(options, actor.On(x))...)

	const clients, each = 6, 30
	var (
		clock   atomic.Int64 // orders calls and returns; the real one is too coarse on js
		mu      sync.Mutex
		history []porcupine.Operation
		all     sync.WaitGroup
	)
	for client := range clients {
		all.Go(func() {
			random := rand.New(rand.NewPCG(seed, uint64(client)))
			for i := range each {
				input := 1 + client*each + i
				if random.IntN(2) == 0 {
					input = get
				}
				began := clock.Add(1)
				output, err := offerSomehow(a, random, input)
				ended := clock.Add(1)
				switch {
				case err == nil:
					mu.Lock()
					history = append(history, porcupine.Operation{
						ClientId: client, Input: input, Call: began, Output: output, Return: ended,
					})
					mu.Unlock()
				case err != context.Canceled && err != actor.ErrFull:
					t.Errorf("%d: %v", input, err)
				}
			}
		})
	}
	all.Wait()
	a.Stop(context.Background())
	if !porcupine.CheckOperations(oneRegister, history) {
		t.Errorf("seed %d: a history of %d operations that one register does not explain", seed, len(history))
	}
	s := a.Stats()
	wantIdentities(t, s)
	if s.Len+s.Waiting+s.Busy != 0 || s.Dropped != 0 {
		t.Errorf("Stats = %+v", s)
	}
}

// offerSomehow sets or gets by one of the ways there are, half the time with
// somebody who cancels at some moment.
func offerSomehow(a *actor.Actor[int, int], random *rand.Rand, input int) (int, error) {
	if random.IntN(2) == 0 {
		runtime.Gosched()
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	hasty := random.IntN(2) == 0
	yields := random.IntN(4)
	cancelSoon := func(cancel func()) {
		if !hasty {
			return
		}
		go func() {
			for range yields {
				runtime.Gosched()
			}
			cancel()
		}()
	}
	if input != get && random.IntN(4) == 0 {
		return 0, a.TrySend(input)
	}
	if random.IntN(2) == 0 {
		cancelSoon(cancel)
		if input == get {
			return a.Ask(ctx, input)
		}
		return 0, a.Send(ctx, input)
	}
	type end struct {
		answer int
		err    error
	}
	ended := make(chan end, 1)
	done := func(_ uint64, answer int, err error) { ended <- end{answer, err} }
	var call actor.Call[int, int]
	if input == get {
		call = a.AskFunc(input, 0, done)
	} else {
		call = a.SendFunc(input, 0, done)
	}
	cancelSoon(func() { call.Cancel(nil) })
	e := <-ended
	return e.answer, e.err
}
