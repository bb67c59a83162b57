package actor_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

func TestSendWithRoomIsAdmittedAtOnce(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		sent := r.send(r.writes("a"))
		wantEnd(t, "send", sent, 0, nil)
		r.wantEvents(actor.Event{Kind: actor.Admitted, Command: 2, Len: 1})
		r.wantStats(actor.Stats{Len: 1, Cap: 2, Busy: 1, Admitted: 2, Received: 1})
		r.wantDone()
		wantEnd(t, "send, to the last slot", r.send(r.writes("b")), 0, nil)
		r.wantEvents(actor.Event{Kind: actor.Admitted, Command: 3, Len: 2})
		free()
		r.run()
		r.wantDone("a", "b")
	})
}

func TestSendToAFullMailboxWaits(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		r.send(r.writes("a"))
		sent, asked := r.send(r.writes("b")), r.ask(r.writes("c"))
		wantPending(t, "the send", sent)
		wantPending(t, "the ask", asked)
		r.wantEvents(
			actor.Event{Kind: actor.Admitted, Command: 2, Len: 1},
			actor.Event{Kind: actor.Blocked, Command: 3, Len: 1, Waiting: 1},
			actor.Event{Kind: actor.Blocked, Command: 4, Len: 1, Waiting: 2},
		)
		r.wantStats(actor.Stats{Len: 1, Cap: 1, Waiting: 2, Busy: 1, Admitted: 2, Received: 1})
		free()
		r.run()
		wantEnd(t, "the send", sent, 0, nil)
		wantEnd(t, "the ask", asked, 7, nil)
		r.wantDone("a", "b", "c")
	})
}

func TestTrySendNeverWaits(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		if err := r.TrySend(quiet); err != nil {
			t.Fatalf("with room: %v", err)
		}
		if err := r.TrySend(quiet); err != actor.ErrFull {
			t.Fatalf("full: %v, want ErrFull", err)
		}
		r.wantEvents(
			actor.Event{Kind: actor.Admitted, Command: 2, Len: 1},
			actor.Event{Kind: actor.Rejected, Command: 3, Len: 1, Err: actor.ErrFull},
		)
		r.StopFunc(0, func(uint64, int, error) {})
		if err := r.TrySend(quiet); err != actor.ErrStopped {
			t.Fatalf("full and stopped: %v, want ErrStopped", err)
		}
		free()
		r.run()
		if err := r.TrySend(quiet); err != actor.ErrStopped {
			t.Fatalf("stopped: %v, want ErrStopped", err)
		}
	})
}

func TestWaitingSendersAreAdmittedFirstInFirstOut(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		var names []string
		for i := range 20 {
			name := fmt.Sprint(i)
			names = append(names, name)
			if i%3 == 0 {
				r.ask(r.writes(name))
			} else {
				r.send(r.writes(name))
			}
		}
		if s := r.Stats(); s.Waiting != 18 {
			t.Fatalf("%d wait, want 18", s.Waiting)
		}
		free()
		r.run()
		r.wantDone(names...)
	})
}

// A slot that becomes free is the first waiter's before anyone can try for it:
// there is no moment at which a newcomer finds room while others wait.
func TestNewcomerDoesNotBargeIn(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		first, second := make(chan struct{}), make(chan struct{})
		r.send(func(context.Context, actor.Reply[int]) { <-first })
		r.send(func(context.Context, actor.Reply[int]) { <-second })
		r.forget()

		free()
		if w.executor == actor.Manual {
			r.Handle()
			r.Receive()
		}
		synctest.Wait()
		if err := r.TrySend(quiet); err != actor.ErrFull {
			t.Errorf("a newcomer got %v, want ErrFull: the slot was the waiter's", err)
		}
		r.wantEvents(
			actor.Event{Kind: actor.Handled, Command: 1, Len: 1, Waiting: 1},
			actor.Event{Kind: actor.Received, Command: 2, Len: 0, Waiting: 1},
			actor.Event{Kind: actor.Admitted, Command: 3, Len: 1, Waiting: 0},
			actor.Event{Kind: actor.Rejected, Command: 4, Len: 1, Err: actor.ErrFull},
		)
		close(first)
		close(second)
		r.run()
	})
}

// The same, under load and on real goroutines: whoever looks finds senders
// waiting only while the mailbox is full.
func TestSendersWaitOnlyWhileTheMailboxIsFull(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		var mu sync.Mutex
		waits := false
		a := register(x, 2, actor.Observe(func(e actor.Event) {
			mu.Lock()
			defer mu.Unlock()
			if waits && (e.Kind != actor.Admitted || e.Len != 2) {
				t.Errorf("a slot was freed with senders waiting, and then came %v", eventText(e))
			}
			waits = e.Waiting > 0 && e.Len < 2
			if waits && e.Kind != actor.Received {
				t.Errorf("%v", eventText(e))
			}
		}))
		var senders sync.WaitGroup
		for range 8 {
			senders.Go(func() {
				for i := range 200 {
					if err := a.Send(context.Background(), i); err != nil {
						t.Error(err)
					}
					wantIdentities(t, a.Stats())
				}
			})
		}
		senders.Wait()
		a.Stop(context.Background())
	}
}

func TestContextDoneBeforehandAdmitsNothing(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		cause := errors.New("went home")
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(cause)
		if err := r.Send(ctx, r.writes("a")); err != cause {
			t.Errorf("Send = %v, want the context's cause", err)
		}
		if answer, err := r.Ask(ctx, r.writes("b")); answer != 0 || err != cause {
			t.Errorf("Ask = %d, %v; want the context's cause", answer, err)
		}
		r.run()
		r.wantDone()
		r.wantEvents(
			actor.Event{Kind: actor.Rejected, Command: 1, Err: cause},
			actor.Event{Kind: actor.Rejected, Command: 2, Err: cause},
		)
		r.wantStats(actor.Stats{Cap: 1, Rejected: 2})
	})
}

func TestContextDoneWhileWaitingWithdrawsAndKeepsTheOrder(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		r.send(r.writes("a"))
		waiting := make([]*outcome, 5)
		for i := range waiting {
			if i%2 == 0 {
				waiting[i] = r.send(r.writes(fmt.Sprint(i)))
			} else {
				waiting[i] = r.ask(r.writes(fmt.Sprint(i)))
			}
		}
		r.forget()
		cause := errors.New("no patience")
		// From the middle, the front and the end of the line.
		for _, i := range []int{1, 0, 4} {
			waiting[i].cancel(cause)
			synctest.Wait()
			wantEnd(t, fmt.Sprint("sender ", i), waiting[i], 0, cause)
		}
		r.wantEvents(
			actor.Event{Kind: actor.Withdrawn, Command: 4, Len: 1, Waiting: 4, Err: cause},
			actor.Event{Kind: actor.Withdrawn, Command: 3, Len: 1, Waiting: 3, Err: cause},
			actor.Event{Kind: actor.Withdrawn, Command: 7, Len: 1, Waiting: 2, Err: cause},
		)
		if s := r.Stats(); s.Withdrawn != 3 || s.Waiting != 2 {
			t.Errorf("Stats = %+v", s)
		}
		free()
		r.run()
		r.wantDone("a", "2", "3")
		wantEnd(t, "sender 2", waiting[2], 0, nil)
		wantEnd(t, "sender 3", waiting[3], 7, nil)
	})
}

// However the race between the two goes, what the sender gets is what
// happened to its command.
func TestCancelRacingAdmissionIsNilExactlyIfAdmitted(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		for _, callbacks := range []bool{false, true} {
			w := way{executor: x, callbacks: callbacks}
			t.Run(w.String(), func(t *testing.T) {
				for range 100 {
					cancelRacesAdmission(t, w)
				}
			})
		}
	}
}

func cancelRacesAdmission(t *testing.T, w way) {
	const senders = 8
	var handled [senders]bool
	gate := make(chan struct{})
	a := actor.Spawn(1, runJob, actor.On(w.executor))
	job := func(i int) job { return func(context.Context, actor.Reply[int]) { handled[i] = true } }

	var all, offered sync.WaitGroup
	begun := make(chan struct{})
	all.Go(func() {
		a.Send(context.Background(), func(context.Context, actor.Reply[int]) {
			close(begun)
			<-gate
		})
	})
	<-begun
	var results [senders]error
	var cancels [senders]func()
	for i := range senders {
		all.Add(1)
		offered.Add(1)
		if w.callbacks {
			call := a.SendFunc(job(i), 0, func(_ uint64, _ int, err error) {
				results[i] = err
				all.Done()
			})
			cancels[i] = func() { call.Cancel(nil) }
			offered.Done()
			continue
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancels[i] = cancel
		go func() {
			defer all.Done()
			offered.Done()
			results[i] = a.Send(ctx, job(i))
		}()
	}
	offered.Wait()
	all.Go(func() { close(gate) })
	for _, cancel := range cancels {
		all.Go(cancel)
	}
	all.Wait()
	a.Stop(context.Background())
	for i, err := range results {
		if handled[i] != (err == nil) {
			t.Errorf("sender %d was told %v, and its command was handled: %v", i, err, handled[i])
		}
		if err != nil && err != context.Canceled {
			t.Errorf("sender %d was told %v", i, err)
		}
	}
	wantIdentities(t, a.Stats())
}

// Three seconds are enough to be admitted, which takes two, but not for the
// reply, which would take four.
func TestOneContextSpansAdmissionAndReply(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		takes2s := func(context.Context, actor.Reply[int]) { time.Sleep(2 * time.Second) }
		go r.Send(context.Background(), takes2s)
		synctest.Wait()
		if w.executor == actor.Manual {
			r.Receive()
		}
		go r.Send(context.Background(), takes2s)
		synctest.Wait()

		began := time.Now()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
			defer cancel()
			_, err := r.Ask(ctx, r.writes("late"))
			if err != context.DeadlineExceeded {
				t.Errorf("Ask = %v, want DeadlineExceeded", err)
			}
			if took := time.Since(began); took != 3*time.Second {
				t.Errorf("Ask took %v, want 3s", took)
			}
		}()
		synctest.Wait()
		if s := r.Stats(); s.Waiting != 1 {
			t.Fatalf("the ask does not wait for a slot: %+v", s)
		}
		if w.executor == actor.Manual {
			r.Handle()
			r.Receive()
		} else {
			time.Sleep(2*time.Second + time.Millisecond)
		}
		if s := r.Stats(); s.Waiting != 0 || s.Len != 1 {
			t.Fatalf("the ask is not admitted after 2s: %+v", s)
		}
		r.run()
		<-ended
		r.run()
		time.Sleep(time.Second) // to the second turn's end
		synctest.Wait()
		r.wantDone("late")
		if s := r.Stats(); s.Abandoned != 1 || s.Replied != 0 {
			t.Errorf("the late reply was not discarded: %+v", s)
		}
	})
}

func TestNilMeansAdmittedNotHandled(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		sent := r.send(r.writes("a"))
		wantEnd(t, "send", sent, 0, nil)
		r.Kill()
		free()
		r.run()
		r.wantDone()
		wantEnd(t, "send, after the kill", sent, 0, nil)
		if s := r.Stats(); s.Dropped != 1 {
			t.Errorf("Dropped = %d, want 1", s.Dropped)
		}
	})
}

func TestCommandsOfOneSenderAreHandledInItsOrder(t *testing.T) {
	for _, capacity := range []int{1, 3, 100} {
		everyExecutor(t, func(t *testing.T, w way) {
			r := w.spawn(t, capacity)
			var names []string
			for i := range 60 {
				names = append(names, fmt.Sprint(i))
			}
			go func() {
				for i, name := range names {
					if i%4 == 3 {
						r.Ask(context.Background(), r.writes(name))
					} else if err := r.Send(context.Background(), r.writes(name)); err != nil {
						t.Error(err)
					}
				}
			}()
			r.run()
			r.wantDone(names...)
		})
	}
}

// The events say in which order commands were admitted, whoever sent them, and
// that is the order in which they are received and handled.
func TestSeveralSendersAreHandledInTheOrderOfAdmission(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		var admitted, received, handled []uint64
		a := register(x, 4, actor.Observe(func(e actor.Event) {
			switch e.Kind {
			case actor.Admitted:
				admitted = append(admitted, e.Command)
			case actor.Received:
				received = append(received, e.Command)
			case actor.Handled:
				handled = append(handled, e.Command)
			}
		}))
		var senders sync.WaitGroup
		for range 6 {
			senders.Go(func() {
				for i := range 100 {
					if i%5 == 0 {
						a.Ask(context.Background(), get)
					} else {
						a.Send(context.Background(), i)
					}
				}
			})
		}
		senders.Wait()
		a.Stop(context.Background())
		if len(admitted) != 600 || !slices.Equal(admitted, received) || !slices.Equal(admitted, handled) {
			t.Errorf("admitted %d\nreceived %d\nhandled %d", admitted, received, handled)
		}
	}
}
