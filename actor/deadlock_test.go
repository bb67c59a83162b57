package actor_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// ringOf spawns n actors of jobs, named after their places.
func ringOf(n, capacity int, x actor.Executor, options ...actor.Option) []*jobActor {
	ring := make([]*jobActor, n)
	for i := range ring {
		ring[i] = actor.Spawn(capacity, runJob, append(options, actor.On(x), actor.Named(fmt.Sprint("a", i)))...)
	}
	return ring
}

// wantRing checks that exactly one of errs is ErrDeadlock, that it names the
// whole ring from the one that was refused, and that the others are nil.
func wantRing(t *testing.T, errs []error) {
	t.Helper()
	refused := 0
	for i, err := range errs {
		if err == nil {
			continue
		}
		refused++
		var deadlock *actor.DeadlockError
		if !errors.Is(err, actor.ErrDeadlock) || !errors.As(err, &deadlock) {
			t.Fatalf("a%d got %v, want ErrDeadlock", i, err)
		}
		var want []string
		for j := range errs {
			want = append(want, fmt.Sprint("a", (i+j)%len(errs)))
		}
		if !slices.Equal(deadlock.Ring, want) {
			t.Errorf("a%d's error names the ring %q, want %q", i, deadlock.Ring, want)
		}
	}
	if refused != 1 {
		t.Fatalf("%d were refused, want 1: %v", refused, errs)
	}
}

// closeRing has each actor of a ring call the next, all at once, in its turn.
func closeRing(ring []*jobActor, call func(ctx context.Context, next *jobActor) error) []error {
	errs := make([]error, len(ring))
	var ready, all sync.WaitGroup
	ready.Add(len(ring))
	for i, a := range ring {
		all.Go(func() {
			a.Ask(context.Background(), func(ctx context.Context, reply actor.Reply[int]) {
				ready.Done()
				ready.Wait()
				errs[i] = call(ctx, ring[(i+1)%len(ring)])
			})
		})
	}
	all.Wait()
	return errs
}

func everyRing(t *testing.T, test func(t *testing.T, n int)) {
	for n := 2; n <= 16; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			for range 50 {
				test(t, n)
			}
		})
	}
}

func TestOneAskOfARingIsRefused(t *testing.T) {
	everyRing(t, func(t *testing.T, n int) {
		ring := ringOf(n, 4, actor.Goroutine)
		wantRing(t, closeRing(ring, func(ctx context.Context, next *jobActor) error {
			_, err := next.Ask(ctx, answers(1))
			return err
		}))
		wantNobodyWaits(t, ring)
	})
}

// fill takes the only slot of an actor, and returns once all of its ring have theirs taken.
func fill(t *testing.T, a *jobActor, full *sync.WaitGroup) {
	if err := a.TrySend(quiet); err != nil {
		t.Error(err)
	}
	full.Done()
	full.Wait()
}

// Each mailbox is full, so each waits for a slot of the next.
func TestOneSendOfARingIsRefused(t *testing.T) {
	everyRing(t, func(t *testing.T, n int) {
		ring := ringOf(n, 1, actor.Goroutine)
		var full sync.WaitGroup
		full.Add(n)
		errs := closeRing(ring, func(ctx context.Context, next *jobActor) error {
			fill(t, next, &full)
			return next.Send(ctx, quiet)
		})
		wantRing(t, errs)
		wantNobodyWaits(t, ring)
	})
}

// Each mailbox is full, so each asker waits for a slot of the next.
func TestOneAskOfARingOfFullMailboxesIsRefused(t *testing.T) {
	everyRing(t, func(t *testing.T, n int) {
		ring := ringOf(n, 1, actor.Goroutine)
		var full sync.WaitGroup
		full.Add(n)
		errs := closeRing(ring, func(ctx context.Context, next *jobActor) error {
			fill(t, next, &full)
			_, err := next.Ask(ctx, answers(1))
			return err
		})
		wantRing(t, errs)
		wantNobodyWaits(t, ring)
	})
}

// wantNobodyWaits checks that the ring is as good as new: what was refused left
// nothing behind, neither in the mailboxes nor in the graph.
func wantNobodyWaits(t *testing.T, ring []*jobActor) {
	t.Helper()
	for i, a := range ring {
		// It asks the one before: an ask of the round the other way.
		before := ring[(i+len(ring)-1)%len(ring)]
		answer, err := a.Ask(context.Background(), func(ctx context.Context, reply actor.Reply[int]) {
			if n, err := before.Ask(ctx, answers(5)); err != nil {
				t.Errorf("a%d's ask afterwards: %v", i, err)
			} else {
				reply.Send(n)
			}
		})
		if answer != 5 || err != nil {
			t.Errorf("Ask afterwards = %d, %v", answer, err)
		}
	}
	for _, a := range ring {
		a.Stop(context.Background())
		s := a.Stats()
		wantIdentities(t, s)
		if s.Waiting+s.Len+s.Busy != 0 {
			t.Errorf("Stats = %+v", s)
		}
	}
}

// The ring of one keeps its own error.
func TestErrSelfCallIsADeadlock(t *testing.T) {
	if !errors.Is(actor.ErrSelfCall, actor.ErrDeadlock) {
		t.Error("it is not")
	}
	if errors.Is(actor.ErrDeadlock, actor.ErrSelfCall) {
		t.Error("every deadlock is an ErrSelfCall")
	}
}

func TestDeadlockErrorSaysWhoWaitsForWhom(t *testing.T) {
	err := &actor.DeadlockError{Ring: []string{"bank", "log", "cache"}}
	want := "actor: deadlock: bank would wait for log, which waits for cache, which waits for bank"
	if err.Error() != want {
		t.Errorf("it says %q", err.Error())
	}
}

func TestActorsNames(t *testing.T) {
	named := actor.Spawn(1, runJob, actor.Named("bank"))
	if named.Name() != "bank" {
		t.Errorf("its name is %q", named.Name())
	}
	one, two := actor.Spawn(1, runJob), actor.Spawn(1, runJob)
	if first, again := one.Name(), one.Name(); first != again || first == two.Name() {
		t.Errorf("two actors without names are %q and %q", one.Name(), two.Name())
	}
	var n int
	if _, err := fmt.Sscanf(one.Name(), "actor %d of actor_test.job", &n); err != nil {
		t.Errorf("its name is %q", one.Name())
	}
}

// Under Caller a call to an idle actor runs inside the handler that makes it:
// no call waits anywhere, and yet the ring would never come free.
func TestRingOfActorsThatRunInPlace(t *testing.T) {
	type key struct{}
	derived := map[string]func(context.Context) (context.Context, context.CancelFunc){
		"its own context": func(ctx context.Context) (context.Context, context.CancelFunc) { return ctx, func() {} },
		"derived": func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithTimeout(context.WithValue(ctx, key{}, 1), time.Hour)
			return context.WithoutCancel(ctx), cancel
		},
	}
	for name, derive := range derived {
		for _, observed := range []bool{false, true} {
			t.Run(fmt.Sprint(name, "/observed ", observed), func(t *testing.T) {
				for _, sends := range []bool{false, true} {
					var options []actor.Option
					if observed {
						options = append(options, actor.Observe(func(actor.Event) {}))
					}
					ring := ringOf(3, 1, actor.Caller, options...)
					var refused error
					var visit func(i int) job
					visit = func(i int) job {
						return func(ctx context.Context, reply actor.Reply[int]) {
							ctx, cancel := derive(ctx)
							defer cancel()
							next := ring[(i+1)%len(ring)]
							var err error
							switch {
							case i < 2 && sends:
								err = next.Send(ctx, visit(i+1))
							case i < 2:
								_, err = next.Ask(ctx, visit(i+1))
							default:
								_, refused = next.Ask(ctx, answers(1))
							}
							if err != nil {
								t.Error(err)
							}
							reply.Send(i)
						}
					}
					if _, err := ring[0].Ask(context.Background(), visit(0)); err != nil {
						t.Error(err)
					}
					var deadlock *actor.DeadlockError
					if !errors.As(refused, &deadlock) || strings.Join(deadlock.Ring, " ") != "a2 a0 a1" {
						t.Errorf("the ask that closes the ring got %v", refused)
					}
					wantNobodyWaits(t, ring)
				}
			})
		}
	}
}

// A stops B while B stops A: one of them would wait for ever.
func TestRingOfStops(t *testing.T) {
	everyRing(t, func(t *testing.T, n int) {
		ring := ringOf(n, 4, actor.Goroutine)
		wantRing(t, closeRing(ring, func(ctx context.Context, next *jobActor) error {
			// Its own end, which comes with the next one's Stop, is not to end the wait.
			return next.Stop(context.WithoutCancel(ctx))
		}))
		for _, a := range ring {
			<-a.Done()
		}
	})
}

// The one who has its answer waits no more, before it has woken up.
func TestAnsweredAskerMayBeAskedInTheSameTurn(t *testing.T) {
	for range 100 {
		ring := ringOf(2, 1, actor.Goroutine)
		a, b := ring[0], ring[1]
		var inner error
		asked := make(chan struct{})
		_, err := a.Ask(context.Background(), func(ctx context.Context, reply actor.Reply[int]) {
			n, err := b.Ask(ctx, func(ctx context.Context, reply actor.Reply[int]) {
				reply.Send(1)
				_, inner = a.Ask(ctx, answers(2))
				close(asked)
			})
			if n != 1 || err != nil {
				t.Errorf("Ask = %d, %v", n, err)
			}
			reply.Send(n)
		})
		<-asked
		if err != nil || inner != nil {
			t.Fatalf("Ask = %v, the ask back = %v; want nil", err, inner)
		}
	}
}

// An asker whose reply is kept does not wait for the turn that kept it, so that
// may ask back. Nobody knows who will send the reply, which is here the one who
// would have to wait: it gives up, and sends.
func TestAskBackAfterKeepIsNotSeenAsARing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ring := ringOf(2, 1, actor.Goroutine)
		a, b := ring[0], ring[1]
		answer, err := a.Ask(context.Background(), func(ctx context.Context, reply actor.Reply[int]) {
			n, err := b.Ask(ctx, func(ctx context.Context, reply actor.Reply[int]) {
				kept := reply.Keep()
				soon, cancel := context.WithTimeout(ctx, time.Second)
				defer cancel()
				if _, err := a.Ask(soon, quiet); err != context.DeadlineExceeded {
					t.Errorf("the ask back = %v, want that it waits until it gives up", err)
				}
				kept.Send(3)
			})
			if err != nil {
				t.Error(err)
			}
			reply.Send(n)
		})
		if answer != 3 || err != nil {
			t.Errorf("Ask = %d, %v", answer, err)
		}
		a.Kill()
		b.Kill()
	})
}

// With another context nothing is known of the turn, and nothing is refused.
func TestCallWithAnotherContextIsNotSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ring := ringOf(2, 1, actor.Goroutine)
		a, b := ring[0], ring[1]
		ctx, giveUp := context.WithTimeout(context.Background(), time.Second)
		defer giveUp()
		_, err := a.Ask(context.Background(), func(turn context.Context, reply actor.Reply[int]) {
			_, err := b.Ask(turn, func(context.Context, actor.Reply[int]) {
				if _, err := a.Ask(ctx, quiet); err != context.DeadlineExceeded {
					t.Errorf("the ask back = %v, want that it waits until it gives up", err)
				}
			})
			if err != actor.ErrNoReply {
				t.Errorf("Ask = %v", err)
			}
			reply.Send(1)
		})
		if err != nil {
			t.Error(err)
		}
		a.Kill()
		b.Kill()
	})
}

func TestGoroutinesOfOneTurnMayAskAtOnce(t *testing.T) {
	const others = 8
	all := ringOf(others, 4, actor.Goroutine)
	hub := actor.Spawn(4, runJob)
	sum, err := hub.Ask(context.Background(), func(ctx context.Context, reply actor.Reply[int]) {
		var asks sync.WaitGroup
		var sum atomic.Int64
		for i := range 4 * others {
			asks.Go(func() {
				n, err := all[i%others].Ask(ctx, answers(i))
				if err != nil {
					t.Error(err)
				}
				sum.Add(int64(n))
			})
		}
		asks.Wait()
		reply.Send(int(sum.Load()))
	})
	if want := 4 * others * (4*others - 1) / 2; sum != want || err != nil {
		t.Errorf("sum = %d, %v; want %d", sum, err, want)
	}
}

// Whichever of the turn's asks a ring goes through, it is found.
func TestGoroutinesOfOneTurnAllCountInARing(t *testing.T) {
	const others = 5
	for through := range others {
		all := ringOf(others, 4, actor.Goroutine)
		hub := actor.Spawn(4, runJob, actor.Named("hub"))
		_, err := hub.Ask(context.Background(), func(ctx context.Context, reply actor.Reply[int]) {
			var waiting, asks sync.WaitGroup
			waiting.Add(others)
			for i, a := range all {
				asks.Go(func() {
					_, err := a.Ask(ctx, func(ctx context.Context, reply actor.Reply[int]) {
						waiting.Done()
						waiting.Wait()
						if i == through {
							_, err := hub.Ask(ctx, answers(1))
							var deadlock *actor.DeadlockError
							if !errors.As(err, &deadlock) || !slices.Equal(deadlock.Ring, []string{fmt.Sprint("a", i), "hub"}) {
								t.Errorf("the ask back through a%d = %v", i, err)
							}
						}
						reply.Send(i)
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			asks.Wait()
			reply.Send(1)
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// What a goroutine of a turn still does when that is over closes no ring.
func TestAskOfATurnThatIsOverClosesNoRing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ring := ringOf(2, 4, actor.Goroutine)
		a, b := ring[0], ring[1]
		gate := make(chan struct{})
		left := new(outcome)
		// a's turn asks b, which is busy, and does not wait for the answer.
		go b.Send(context.Background(), func(ctx context.Context, _ actor.Reply[int]) {
			<-gate
			if _, err := a.Ask(ctx, answers(2)); err != nil {
				t.Errorf("b's ask = %v", err)
			}
		})
		synctest.Wait()
		a.Ask(context.Background(), func(ctx context.Context, _ actor.Reply[int]) {
			go func() {
				answer, err := b.Ask(ctx, answers(1))
				left.end(0, answer, err)
			}()
			synctest.Wait()
		})
		close(gate)
		synctest.Wait()
		wantEnd(t, "the ask that was left behind", left, 1, nil)
		a.Kill()
		b.Kill()
	})
}
