package actor_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

func TestKindsHaveTheirNames(t *testing.T) {
	want := []string{
		"Blocked", "Admitted", "Withdrawn", "Rejected", "Received", "Handled",
		"Replied", "Abandoned", "Dropped", "Stopped", "Panicked", "Kept", "Kind(?)",
	}
	for i, name := range want {
		if got := actor.Kind(i).String(); got != name {
			t.Errorf("Kind(%d) = %q, want %q", i, got, name)
		}
	}
}

// The first lesson: set 42, get: 42.
func TestEventsOfASendAndAnAsk(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		r.send(quiet)
		r.run()
		r.ask(answers(42))
		r.run()
		r.wantEvents(
			actor.Event{Kind: actor.Admitted, Command: 1, Len: 1},
			actor.Event{Kind: actor.Received, Command: 1},
			actor.Event{Kind: actor.Handled, Command: 1},
			actor.Event{Kind: actor.Admitted, Command: 2, Len: 1},
			actor.Event{Kind: actor.Received, Command: 2},
			actor.Event{Kind: actor.Replied, Command: 2},
			actor.Event{Kind: actor.Handled, Command: 2},
		)
	})
}

// Backpressure: the slot that a command leaves is the waiting ask's at once,
// and each event counts what is so right after it.
func TestEventsOfAFullMailboxThatDrains(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		for range 4 {
			r.ask(answers(1))
		}
		free()
		r.run()
		r.wantEvents(
			actor.Event{Kind: actor.Admitted, Command: 2, Len: 1},
			actor.Event{Kind: actor.Admitted, Command: 3, Len: 2},
			actor.Event{Kind: actor.Blocked, Command: 4, Len: 2, Waiting: 1},
			actor.Event{Kind: actor.Blocked, Command: 5, Len: 2, Waiting: 2},
			actor.Event{Kind: actor.Handled, Command: 1, Len: 2, Waiting: 2},
			actor.Event{Kind: actor.Received, Command: 2, Len: 1, Waiting: 2},
			actor.Event{Kind: actor.Admitted, Command: 4, Len: 2, Waiting: 1},
			actor.Event{Kind: actor.Replied, Command: 2, Len: 2, Waiting: 1},
			actor.Event{Kind: actor.Handled, Command: 2, Len: 2, Waiting: 1},
			actor.Event{Kind: actor.Received, Command: 3, Len: 1, Waiting: 1},
			actor.Event{Kind: actor.Admitted, Command: 5, Len: 2},
			actor.Event{Kind: actor.Replied, Command: 3, Len: 2},
			actor.Event{Kind: actor.Handled, Command: 3, Len: 2},
			actor.Event{Kind: actor.Received, Command: 4, Len: 1},
			actor.Event{Kind: actor.Replied, Command: 4, Len: 1},
			actor.Event{Kind: actor.Handled, Command: 4, Len: 1},
			actor.Event{Kind: actor.Received, Command: 5},
			actor.Event{Kind: actor.Replied, Command: 5},
			actor.Event{Kind: actor.Handled, Command: 5},
		)
	})
}

// Under Manual, receiving and handling are apart, and between them the command
// is the current one: busy, its slot free.
func TestManualStepsAreReceiveAndHandle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Manual, callbacks: true}.spawn(t, 1)
		if r.Receive() || r.Handle() {
			t.Fatal("a step with nothing to do")
		}
		asked, waits := r.ask(answers(1)), r.ask(answers(2))
		steps := []struct {
			name string
			step func() bool
			ok   bool
			want actor.Stats
		}{
			{"Handle", r.Handle, false, actor.Stats{Cap: 1, Len: 1, Waiting: 1, Admitted: 1}},
			{"Receive", r.Receive, true, actor.Stats{Cap: 1, Len: 1, Busy: 1, Admitted: 2, Received: 1}},
			{"Receive", r.Receive, false, actor.Stats{Cap: 1, Len: 1, Busy: 1, Admitted: 2, Received: 1}},
			{"Handle", r.Handle, true, actor.Stats{Cap: 1, Len: 1, Admitted: 2, Received: 1, Handled: 1, Replied: 1}},
			{"Handle", r.Handle, false, actor.Stats{Cap: 1, Len: 1, Admitted: 2, Received: 1, Handled: 1, Replied: 1}},
			{"Receive", r.Receive, true, actor.Stats{Cap: 1, Busy: 1, Admitted: 2, Received: 2, Handled: 1, Replied: 1}},
			{"Handle", r.Handle, true, actor.Stats{Cap: 1, Admitted: 2, Received: 2, Handled: 2, Replied: 2}},
			{"Receive", r.Receive, false, actor.Stats{Cap: 1, Admitted: 2, Received: 2, Handled: 2, Replied: 2}},
		}
		for i, s := range steps {
			if got := s.step(); got != s.ok {
				t.Errorf("step %d: %s = %v, want %v", i, s.name, got, s.ok)
			}
			if got := r.Stats(); got != s.want {
				t.Errorf("after step %d, %s\n got %+v\nwant %+v", i, s.name, got, s.want)
			}
			synctest.Wait()
		}
		wantEnd(t, "the ask", asked, 1, nil)
		wantEnd(t, "the ask that waited", waits, 2, nil)
	})
}

// A handler can't step its own actor: its turn goes on.
func TestManualStepsInsideAHandlerDoNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Manual}.spawn(t, 2)
		r.send(func(context.Context, actor.Reply[int]) {
			if r.Receive() || r.Handle() {
				t.Error("a step within a step")
			}
		})
		r.send(r.writes("a"))
		r.run()
		r.wantDone("a")
	})
}

// Whoever counts the events knows what Stats says, for each kind has a counter
// of its own.
func TestStatsAreTheCountOfTheEvents(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		if w.unseen {
			return
		}
		r := w.spawn(t, 2)
		var all []actor.Event
		counted := func() {
			t.Helper()
			synctest.Wait()
			r.mu.Lock()
			all = append(all, r.events...)
			r.events = nil
			r.mu.Unlock()
			n := map[actor.Kind]uint64{}
			ended := uint64(0)
			for _, e := range all {
				n[e.Kind]++
				if e.Kind == actor.Handled || e.Kind == actor.Panicked {
					ended++
				}
			}
			got := r.Stats()
			want := actor.Stats{
				Cap: 2, Busy: int(n[actor.Received] - ended),
				Admitted: n[actor.Admitted], Received: n[actor.Received], Handled: ended,
				Dropped: n[actor.Dropped], Withdrawn: n[actor.Withdrawn], Rejected: n[actor.Rejected],
				Replied: n[actor.Replied], Abandoned: n[actor.Abandoned],
			}
			if len(all) > 0 {
				last := all[len(all)-1]
				want.Len, want.Waiting = last.Len, last.Waiting
			}
			if got != want {
				t.Fatalf("after %d events\n  Stats %+v\n counts %+v", len(all), got, want)
			}
			wantIdentities(t, got)
		}
		counted()
		gate := make(chan struct{})
		r.ask(func(_ context.Context, reply actor.Reply[int]) {
			<-gate
			reply.Send(1)
		})
		go r.turns()
		counted()
		left := r.ask(answers(1))
		counted()
		r.ask(quiet)
		counted()
		hasty := r.send(quiet)
		counted()
		r.ask(answers(1))
		counted()
		hasty.cancel(nil)
		counted()
		left.cancel(nil)
		counted()
		r.TrySend(quiet)
		counted()
		close(gate)
		counted()
		gate = make(chan struct{})
		r.send(func(context.Context, actor.Reply[int]) {
			<-gate
			panic("the end")
		})
		go r.turns()
		counted()
		for range 4 {
			r.send(quiet)
			counted()
		}
		close(gate)
		counted()
		r.send(quiet)
		counted()
		if !r.isDone() {
			t.Error("not done")
		}
	})
}
