package actor_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

// A shot is a command of the stress test, and what became of it.
type shot struct {
	deed    int
	handled atomic.Int32 // how often
	ended   atomic.Int32 // how many outcomes its caller got
}

// What the handler does with a shot.
const (
	shotIsSilent = iota
	shotIsAnswered
	shotIsAnsweredAfterAYield
	shotIsKept // and its reply sent later, by another goroutine
	shotIsLost // its reply is kept and never sent
	shotDeeds
)

const shotAnswer = 11

// tally counts how the shots of one actor ended, as its callers and its handler
// see it.
type tally struct {
	offered, handled, admitted, refused, unknown atomic.Uint64
}

// Half a hundred goroutines and more do to one actor after another all that can
// be done: calls that block and calls that don't, cancelled before, while and
// after they wait, replies kept and lost, Stop and Kill in between. Whatever
// comes of it, the identities of Stats hold at all times, and each of a million
// commands ends in exactly one way: it was handled, withdrawn, rejected or
// dropped.
func TestEachOfAMillionCommandsEndsInOneWay(t *testing.T) {
	const goroutines, each = 64, 400
	lives := 40
	if runtime.GOOS == "js" {
		lives = 4
	}
	var all actor.Stats
	for life := range lives {
		ways := []actor.Executor{actor.Goroutine, actor.Caller, actor.Manual}
		x, capacity := ways[life%3], []int{1, 3, 50}[life/3%3]
		var options []actor.Option
		if life%2 == 1 {
			options = append(options, actor.Observe(func(actor.Event) {}))
		}
		name := fmt.Sprintf("life %d: executor %d, capacity %d, observed %v", life, x, capacity, life%2 == 1)
		s := stress(t, name, x, capacity, goroutines, each, uint64(life), options)
		all.Handled += s.Handled
		all.Withdrawn += s.Withdrawn
		all.Rejected += s.Rejected
		all.Dropped += s.Dropped
		all.Replied += s.Replied
		all.Abandoned += s.Abandoned
		if t.Failed() {
			return
		}
	}
	t.Logf("%d commands: %d handled, %d withdrawn, %d rejected, %d dropped; %d answers, %d abandoned",
		all.Handled+all.Withdrawn+all.Rejected+all.Dropped, all.Handled, all.Withdrawn, all.Rejected, all.Dropped, all.Replied, all.Abandoned)
	for what, n := range map[string]uint64{"handled": all.Handled, "withdrawn": all.Withdrawn, "rejected": all.Rejected,
		"dropped": all.Dropped, "replied": all.Replied, "abandoned": all.Abandoned} {
		if n == 0 {
			t.Errorf("no command was %s", what)
		}
	}
}

func stress(t *testing.T, name string, x actor.Executor, capacity, goroutines, each int, seed uint64, options []actor.Option) actor.Stats {
	var count tally
	kept := make(chan actor.Reply[int], goroutines*each)
	a := actor.Spawn(capacity, func(_ context.Context, s *shot, reply actor.Reply[int]) {
		s.handled.Add(1)
		count.handled.Add(1)
		switch s.deed {
		case shotIsAnsweredAfterAYield:
			runtime.Gosched()
			reply.Send(shotAnswer)
		case shotIsAnswered:
			reply.Send(shotAnswer)
		case shotIsKept:
			kept <- reply.Keep()
		case shotIsLost:
			reply.Keep()
		}
	}, append([]actor.Option{actor.On(x)}, options...)...)

	var watchers, clients sync.WaitGroup
	over := make(chan struct{})
	watchers.Go(func() { watchIdentities(t, a, over) })
	watchers.Go(func() {
		for reply := range kept {
			reply.Send(shotAnswer)
		}
	})
	if x == actor.Manual {
		watchers.Go(func() {
			for {
				if !a.Handle() && !a.Receive() {
					select {
					case <-a.Done():
						return
					default:
						runtime.Gosched()
					}
				}
			}
		})
	}
	end := uint64(goroutines * each * 3 / 4)
	for k := range goroutines {
		random := rand.New(rand.NewPCG(seed, uint64(k)))
		clients.Go(func() {
			for range each {
				if count.offered.Add(1) == end {
					if seed%2 == 0 {
						a.Kill()
					} else {
						go a.Stop(context.Background())
					}
				}
				shoot(t, a, &count, random)
			}
		})
	}
	clients.Wait()
	a.Stop(context.Background())
	close(over)
	close(kept)
	watchers.Wait()

	s := a.Stats()
	if s.Handled != count.handled.Load() {
		t.Errorf("%s: %d handled by the actor's account, %d by the handler's", name, s.Handled, count.handled.Load())
	}
	if ends := s.Handled + s.Withdrawn + s.Rejected + s.Dropped; ends != count.offered.Load() {
		t.Errorf("%s: %d commands, and %d ends: %+v", name, count.offered.Load(), ends, s)
	}
	// Of the askers who gave up, nobody knows whether they had been admitted.
	admitted, refused, unknown := count.admitted.Load(), count.refused.Load(), count.unknown.Load()
	if s.Admitted < admitted || s.Withdrawn+s.Rejected < refused || admitted+refused+unknown != count.offered.Load() {
		t.Errorf("%s: callers saw %d admitted, %d refused, %d unknown: %+v", name, admitted, refused, unknown, s)
	}
	if s.Len+s.Waiting+s.Busy+s.Kept != 0 {
		t.Errorf("%s: something is left: %+v", name, s)
	}
	return s
}

// watchIdentities looks at Stats until over.
func watchIdentities(t *testing.T, a *actor.Actor[*shot, int], over chan struct{}) {
	var last actor.Stats
	for {
		s := a.Stats()
		if s.Admitted != s.Received+uint64(s.Len)+s.Dropped || s.Received != s.Handled+uint64(s.Busy) {
			t.Errorf("the numbers don't add up: %+v", s)
			return
		}
		if s.Len > s.Cap || s.Admitted < last.Admitted || s.Handled < last.Handled || s.Dropped < last.Dropped ||
			s.Withdrawn < last.Withdrawn || s.Rejected < last.Rejected || s.Replied < last.Replied || s.Abandoned < last.Abandoned {
			t.Errorf("%+v after %+v", s, last)
			return
		}
		last = s
		select {
		case <-over:
			return
		default:
			runtime.Gosched()
		}
	}
}

var errTired = errors.New("tired")

// shoot offers one command in one of all ways, and checks the outcome that its caller gets.
func shoot(t *testing.T, a *actor.Actor[*shot, int], count *tally, random *rand.Rand) {
	s := &shot{deed: random.IntN(shotDeeds)}
	ctx, cancel := context.Background(), context.CancelCauseFunc(func(error) {})
	tires := random.IntN(4)
	if tires > 0 {
		ctx, cancel = context.WithCancelCause(ctx)
	}
	switch tires {
	case 1:
		cancel(errTired) // before the call
	case 2:
		go cancel(errTired) // whenever it comes
	}
	defer cancel(nil)
	if s.deed == shotIsLost && tires != 2 {
		s.deed = shotIsAnswered // nobody would end the wait
	}
	switch random.IntN(5) {
	case 0:
		s.sent(t, count, a.TrySend(s))
	case 1:
		s.sent(t, count, a.Send(ctx, s))
	case 2:
		answer, err := a.Ask(ctx, s)
		s.asked(t, count, answer, err)
	case 3:
		call := a.SendFunc(s, 0, func(_ uint64, _ int, err error) { s.sent(t, count, err) })
		call.Cancel(errTired)
	case 4:
		call := a.AskFunc(s, 0, func(_ uint64, answer int, err error) { s.asked(t, count, answer, err) })
		if tires > 0 {
			call.Cancel(errTired)
			if s.ended.Load() != 1 {
				t.Error("neither ended nor cancelled")
			}
		}
	}
}

func (s *shot) sent(t *testing.T, count *tally, err error) {
	s.once(t)
	switch err {
	case nil:
		count.admitted.Add(1)
	case actor.ErrFull, actor.ErrStopped, errTired:
		count.refused.Add(1)
		if s.handled.Load() != 0 {
			t.Errorf("Send = %v, and it is handled", err)
		}
	default:
		t.Errorf("Send = %v", err)
	}
}

func (s *shot) asked(t *testing.T, count *tally, answer int, err error) {
	s.once(t)
	handled := s.handled.Load()
	switch {
	case err == nil && (answer != shotAnswer || handled != 1):
		t.Errorf("Ask = %d, and it is handled %d times", answer, handled)
	case err == actor.ErrNoReply && handled != 1:
		t.Error("ErrNoReply, and it is not handled")
	case err == actor.ErrStopped && handled != 0:
		t.Error("ErrStopped, and it is handled")
	case err == nil, err == actor.ErrNoReply:
		count.admitted.Add(1)
	case err == actor.ErrStopped, err == errTired:
		count.unknown.Add(1)
	default:
		t.Errorf("Ask = %v", err)
	}
}

func (s *shot) once(t *testing.T) {
	if n := s.ended.Add(1); n != 1 {
		t.Errorf("a caller was told %d times", n)
	}
	if s.handled.Load() > 1 {
		t.Error("handled twice")
	}
}
