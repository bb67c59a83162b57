package actor_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"weak"

	"github.com/actor-playground/actor-playground/actor"
)

func TestMailboxOfOne(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		var names []string
		for i := range 30 {
			names = append(names, fmt.Sprint(i))
			r.send(r.writes(names[i]))
		}
		r.wantStats(actor.Stats{Cap: 1, Len: 1, Waiting: 29, Busy: 1, Admitted: 2, Received: 1})
		free()
		r.run()
		r.wantDone(names...)
	})
}

// numbers is an actor that writes down what it was sent, for the tests of many
// commands.
func numbers(capacity int, got *[]int) *actor.Actor[int, int] {
	return actor.Spawn(capacity, func(_ context.Context, n int, _ actor.Reply[int]) {
		*got = append(*got, n)
	}, actor.On(actor.Manual))
}

func wantCount(t *testing.T, got []int, n int) {
	t.Helper()
	if len(got) != n {
		t.Fatalf("%d handled, want %d", len(got), n)
	}
	for i := range got {
		if got[i] != i {
			t.Fatalf("%d was handled in the place of %d", got[i], i)
		}
	}
}

func TestMailboxOf65536(t *testing.T) {
	const capacity, more = 65536, 10
	var got []int
	a := numbers(capacity, &got)
	told := 0
	for i := range capacity + more {
		a.SendFunc(i, 0, func(uint64, int, error) { told++ })
	}
	if s := a.Stats(); s.Len != capacity || s.Waiting != more || told != capacity {
		t.Fatalf("%d told, Stats = %+v", told, s)
	}
	if err := a.TrySend(0); err != actor.ErrFull {
		t.Fatalf("TrySend = %v, want ErrFull", err)
	}
	for a.Receive() && a.Handle() {
	}
	wantCount(t, got, capacity+more)
	if told != capacity+more {
		t.Errorf("%d told", told)
	}
}

// The mailbox's buffer grows while its contents wrap around its end, wherever
// that is.
func TestMailboxGrowsWhileItWrapsAround(t *testing.T) {
	for _, capacity := range []int{3, 8, 9, 100} {
		for ahead := range 12 {
			var got []int
			a := numbers(capacity, &got)
			sent := 0
			send := func() { // one that finds it full waits in line
				a.SendFunc(sent, 0, func(uint64, int, error) {})
				sent++
			}
			send()
			for range ahead { // one stays, so the buffer's start moves on
				send()
				a.Receive()
				a.Handle()
			}
			for range 40 {
				send()
			}
			for a.Receive() && a.Handle() {
			}
			wantCount(t, got, sent)
		}
	}
}

// A burst must not cost an idle actor its memory for ever.
func TestMailboxFreesItsBufferAfterABurst(t *testing.T) {
	const capacity = 65536
	handled := 0
	a := actor.Spawn(capacity, func(context.Context, [64]byte, actor.Reply[int]) { handled++ }, actor.On(actor.Manual))
	before := heapBytes()
	for range capacity {
		a.TrySend([64]byte{})
	}
	full := heapBytes()
	for a.Receive() && a.Handle() {
	}
	after := heapBytes()
	if full-before < capacity*64 {
		t.Fatalf("the burst took %d bytes: this test measures nothing", full-before)
	}
	if after-before > 100_000 {
		t.Errorf("%d bytes are kept of the %d that the burst took", after-before, full-before)
	}
	runtime.KeepAlive(a)
}

func heapBytes() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// However a command ended, the actor, and even the handle to its call, lets go
// of it.
func TestMailboxKeepsNoCommandThatHasEnded(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 3)
		var held []weak.Pointer[[100]byte]
		heavy := func() job {
			payload := new([100]byte)
			held = append(held, weak.Make(payload))
			return func(_ context.Context, reply actor.Reply[int]) {
				payload[0]++
				reply.Send(int(payload[0]))
			}
		}
		collected := func(when string) {
			t.Helper()
			runtime.GC()
			runtime.GC()
			for i, p := range held {
				if p.Value() != nil {
					t.Errorf("%s: command %d is kept", when, i)
				}
			}
			held = nil
		}
		var handles []*outcome // with their calls
		send := func() *outcome {
			o := r.send(heavy())
			handles = append(handles, o)
			return o
		}
		ask := func() *outcome {
			o := r.ask(heavy())
			handles = append(handles, o)
			return o
		}

		send()
		ask()
		r.run()
		collected("handled")

		free := r.occupy()
		for range 6 {
			ask()
			send()
		}
		free()
		r.run()
		collected("handled after a wait")

		free = r.occupy()
		left := ask()
		ask()
		ask()
		withdrawn, withdrawnToo := ask(), send()
		for _, o := range []*outcome{left, withdrawn, withdrawnToo} {
			o.cancel(nil)
		}
		free()
		r.run()
		collected("cancelled")

		free = r.occupy()
		for range 12 {
			ask()
		}
		r.Kill()
		synctest.Wait()
		collected("killed")
		free()
		r.run()
		<-r.Done()
		ask()
		send()
		collected("refused")
		runtime.KeepAlive(handles)
	})
}
