package actor_test

import (
	"slices"
	"testing"
)

// A thread is some steps that one party takes one after the other. A step that
// can't be taken yet, because it is about something another party is to bring, is
// left out.
type thread []func(w *twin)

func asks(deed int) func(w *twin)  { return func(w *twin) { w.offer(true, deed) } }
func sends(deed int) func(w *twin) { return func(w *twin) { w.offer(false, deed) } }

// withdraws cancels the call of the command that deed marks, if it was offered.
func withdraws(deed int) func(w *twin) {
	return func(w *twin) {
		if i := slices.IndexFunc(w.entries, func(l *entry) bool { return l.deed == deed }); i >= 0 {
			w.cancel(i)
		}
	}
}

func answersKept(w *twin) {
	if len(w.kept) > 0 {
		w.answer(0)
	}
}

// turnsOf are the steps of whoever runs the turns.
func turnsOf(n int) (steps thread) {
	for range n {
		steps = append(steps, (*twin).receive, (*twin).handle)
	}
	return steps
}

// Each step here is one critical section. Every order of them is tried: of
// calls that find room or wait, of their cancels, of the turns, of a reply that
// was kept, and of what ends the actor, by itself or from a handler. After each
// step the actor is as the model says, in all that can be seen, and in the end
// nobody is left waiting.
func TestCancelStopAdmissionAndKeptReplyInEveryOrder(t *testing.T) {
	for _, c := range []struct {
		name     string
		capacity int
		threads  []thread
	}{
		{"kept, waits, stop", 1, []thread{{asks(keepsIt), withdraws(keepsIt)}, {asks(replies), withdraws(replies)}, turnsOf(2), {answersKept}, {(*twin).stop}}},
		{"kept, waits, kill", 1, []thread{{asks(keepsIt), withdraws(keepsIt)}, {asks(replies), withdraws(replies)}, turnsOf(2), {answersKept}, {(*twin).kill}}},
		{"three wait, kill", 1, []thread{{sends(silent), withdraws(silent)}, {asks(repliesTwice), withdraws(repliesTwice)}, {sends(replies)}, turnsOf(2), {(*twin).kill}}},
		{"a handler kills", 1, []thread{{asks(kills)}, {asks(keepsIt), withdraws(keepsIt)}, {(*twin).try}, turnsOf(2), {answersKept}}},
		{"a handler stops", 2, []thread{{asks(stops)}, {asks(keepsIt), withdraws(keepsIt)}, {(*twin).try}, turnsOf(2), {answersKept}}},
		{"a handler panics", 1, []thread{{asks(panics)}, {asks(keepsIt), withdraws(keepsIt)}, {asks(replies)}, turnsOf(2), {answersKept}}},
		{"a handler sends to its own actor", 1, []thread{{asks(resends), withdraws(resends)}, {asks(replies)}, turnsOf(3), {(*twin).stop}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			orders := 0
			inEveryOrder(c.threads, func(order []int) {
				orders++
				w := newTwin(t, c.capacity, orders%2 == 0)
				taken := make([]int, len(c.threads))
				for _, k := range order {
					c.threads[k][taken[k]](w)
					taken[k]++
					w.compare()
					if t.Failed() {
						t.Fatalf("order %v", order)
					}
				}
				w.stop()
				for w.m.current != nil || len(w.m.slots) > 0 {
					w.receive()
					w.handle()
				}
				w.compare()
				for ticket, outcome := range w.outcomes {
					if outcome == "" {
						t.Fatalf("order %v: call %d is never told", order, ticket)
					}
				}
			})
			t.Logf("%d orders", orders)
		})
	}
}

// inEveryOrder calls play with each order of the threads' steps: whose step is
// the first, the second, and so on.
func inEveryOrder(threads []thread, play func(order []int)) {
	left, total := make([]int, len(threads)), 0
	for k := range threads {
		left[k] = len(threads[k])
		total += left[k]
	}
	order := make([]int, 0, total)
	var from func()
	from = func() {
		if len(order) == total {
			play(order)
			return
		}
		for k := range threads {
			if left[k] > 0 {
				left[k]--
				order = append(order, k)
				from()
				order = order[:len(order)-1]
				left[k]++
			}
		}
	}
	from()
}
