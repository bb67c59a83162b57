package actor_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

// A ringPlay is a ring of actors under Manual: in its first turn each calls the
// next, on the callback face, and holds its turn until the call is settled and a
// step ends it.
type ringPlay struct {
	t        *testing.T
	ring     []*jobActor
	waits    []int // for whom each turn waits, as the test sees it, or what else it does
	calls    []actor.Call[job, int]
	ended    []bool // was stopped or killed
	refused  int
	clients  int       // asks of the first turns that are still to be answered
	later    []func()  // steps that were left to be taken
	meddlers []meddler // who have not meddled yet
}

// What a turn does that waits for no actor's.
const (
	nothing  = -1
	waitsOn  = -2 // for a reply that was kept
	isToStop = -3 // its end is a step
)

// A meddler takes one step between those of the actors.
type meddler struct {
	name string
	step func(p *ringPlay)
}

var (
	cancels = meddler{"cancels a0's call", func(p *ringPlay) { p.calls[0].Cancel(nil) }}
	stops1  = meddler{"stops a1", func(p *ringPlay) {
		p.ended[1] = true
		p.ring[1].StopFunc(0, func(uint64, int, error) {})
	}}
	kills1 = meddler{"kills a1", func(p *ringPlay) {
		p.ended[1] = true
		p.ring[1].Kill()
	}}
)

// newRingPlay offers each actor its first command. If sends[i], actor i sends,
// to a mailbox that is full; otherwise it asks, and keeps says whether the next
// keeps its reply.
func newRingPlay(t *testing.T, sends []bool, keeps bool, meddlers []meddler) *ringPlay {
	n := len(sends)
	p := &ringPlay{
		t:        t,
		waits:    make([]int, n),
		calls:    make([]actor.Call[job, int], n),
		ended:    make([]bool, n),
		clients:  n,
		meddlers: append([]meddler(nil), meddlers...),
	}
	for i := range sends {
		p.waits[i] = nothing
		p.ring = append(p.ring, actor.Spawn(1, runJob, actor.On(actor.Manual), actor.Named(fmt.Sprint("a", i))))
	}
	for i, a := range p.ring {
		a.AskFunc(p.first(i, sends[i], keeps), 0, func(_ uint64, answer int, err error) {
			p.clients--
			if err == nil && answer != i || err != nil && !p.mayBeStopped(i, err) {
				t.Errorf("a%d's client got %d, %v", i, answer, err)
			}
		})
	}
	for i := range p.ring {
		if sends[(i+n-1)%n] { // its mailbox is to be full
			p.ring[i].Receive()
			p.ring[i].TrySend(quiet)
		}
	}
	return p
}

func (p *ringPlay) mayBeStopped(i int, err error) bool { return p.ended[i] && err == actor.ErrStopped }

// first is actor i's first command.
func (p *ringPlay) first(i int, sends, keeps bool) job {
	return func(ctx context.Context, reply actor.Reply[int]) {
		next := (i + 1) % len(p.ring)
		closes := p.reaches(next, i) && !p.ended[next]
		p.waits[i] = next
		turn := actor.TurnOf(ctx)
		turn.Hold()
		pending := true
		settled := func(_ uint64, _ int, err error) {
			p.waits[i] = isToStop
			pending = false
			refused := errors.Is(err, actor.ErrDeadlock)
			if refused {
				p.refused++
			} else if err != nil && err != context.Canceled && !p.mayBeStopped(next, err) && !(keeps && err == actor.ErrNoReply) {
				p.t.Errorf("a%d's call got %v", i, err)
			}
			if refused != closes {
				p.t.Errorf("a%d's call would close a ring: %v; it got %v", i, closes, err)
			}
			p.later = append(p.later, func() {
				p.waits[i] = nothing
				if !reply.Send(i) || !turn.End() {
					p.t.Errorf("a%d's turn was not held", i)
				}
			})
		}
		if sends {
			p.calls[i] = p.ring[next].SendFuncIn(turn, quiet, 0, settled)
			return
		}
		asked := answers(1)
		if keeps {
			asked = p.keepsAndAsksBack(next, i, &pending)
		}
		p.calls[i] = p.ring[next].AskFuncIn(turn, asked, 0, settled)
	}
}

// keepsAndAsksBack is the command by which asker asks actor i: it asks asker
// itself, which is no ring, because the reply is kept.
func (p *ringPlay) keepsAndAsksBack(i, asker int, pending *bool) job {
	return func(ctx context.Context, reply actor.Reply[int]) {
		kept := reply.Keep()
		if *pending {
			p.waits[asker] = waitsOn
		}
		p.later = append(p.later, func() { kept.Send(1) })
		turn := actor.TurnOf(ctx)
		turn.Hold()
		closes := p.reaches(asker, i) && !p.ended[asker]
		p.waits[i] = asker
		p.ring[asker].AskFuncIn(turn, answers(2), 0, func(_ uint64, _ int, err error) {
			if errors.Is(err, actor.ErrDeadlock) != closes || err != nil && !closes && !p.mayBeStopped(asker, err) {
				p.t.Errorf("a%d's call back would close a ring: %v; it got %v", i, closes, err)
			}
			if closes {
				p.refused++
			}
			p.waits[i] = nothing
			turn.End()
		})
	}
}

// reaches reports whether a waits for b, or for one who does.
func (p *ringPlay) reaches(a, b int) bool {
	for a != b && a >= 0 {
		a = p.waits[a]
	}
	return a == b
}

// steps are those that can be taken.
func (p *ringPlay) steps() (able []func()) {
	for i, a := range p.ring {
		s := a.Stats()
		if s.Busy == 0 && s.Len > 0 || s.Busy == 1 && p.waits[i] == nothing {
			able = append(able, func() {
				if !a.Handle() && !a.Receive() {
					p.t.Fatal("a step that can't be taken")
				}
			})
		}
	}
	for k, step := range p.later {
		able = append(able, func() {
			p.later = append(p.later[:k:k], p.later[k+1:]...)
			step()
		})
	}
	for k, m := range p.meddlers {
		able = append(able, func() {
			p.meddlers = append(p.meddlers[:k:k], p.meddlers[k+1:]...)
			m.step(p)
		})
	}
	return able
}

// play takes the steps in the order that choices says, and then the first that
// can be taken each time. It returns how many there were to choose from, and
// what was chosen.
func (p *ringPlay) play(choices []int) (options, chosen []int) {
	for {
		able := p.steps()
		if len(able) == 0 {
			return options, chosen
		}
		choice := 0
		if len(chosen) < len(choices) {
			choice = choices[len(chosen)]
		}
		options, chosen = append(options, len(able)), append(chosen, choice)
		able[choice]()
	}
}

// wantNobodyLeft checks how a play ended.
func (p *ringPlay) wantNobodyLeft() {
	if p.refused > 1 || p.clients != 0 {
		p.t.Errorf("%d were refused, %d clients wait", p.refused, p.clients)
	}
	for i, a := range p.ring {
		s := a.Stats()
		if s.Busy+s.Len+s.Waiting+s.Kept != 0 || p.waits[i] != nothing {
			p.t.Errorf("a%d is left with %+v", i, s)
		}
		if s.Admitted != s.Received+s.Dropped || s.Received != s.Handled {
			p.t.Errorf("a%d's numbers don't add up: %+v", i, s)
		}
	}
}

// everyRingPlay plays each order of the steps, and returns how many there were
// and how many calls were refused.
func everyRingPlay(t *testing.T, sends []bool, keeps bool, meddlers ...meddler) (orders, refused int) {
	for choices := []int{}; choices != nil; orders++ {
		p := newRingPlay(t, sends, keeps, meddlers)
		options, chosen := p.play(choices)
		refused += p.refused
		p.wantNobodyLeft()
		if t.Failed() {
			t.Fatalf("sends %v, order %v", sends, chosen)
		}
		// The next order: the last choice that has another.
		for len(chosen) > 0 && chosen[len(chosen)-1]+1 == options[len(chosen)-1] {
			chosen = chosen[:len(chosen)-1]
		}
		if len(chosen) == 0 {
			choices = nil
		} else {
			chosen[len(chosen)-1]++
			choices = chosen
		}
	}
	return orders, refused
}

func eachKind(n int, do func(sends []bool)) {
	for kinds := range 1 << n {
		sends := make([]bool, n)
		for i := range sends {
			sends[i] = kinds>>i&1 == 1
		}
		do(sends)
	}
}

// In whatever order the steps of two or three actors come, whether they ask or
// send: a call is refused if and only if those who wait at that moment would
// make it a ring, and in the end nobody waits.
func TestRingsInEveryOrder(t *testing.T) {
	for _, n := range []int{2, 3} {
		eachKind(n, func(sends []bool) {
			orders, refused := everyRingPlay(t, sends, false)
			t.Logf("%d actors, sends %v: %d orders, %d refused", n, sends, orders, refused)
			if orders < n || refused != orders {
				t.Errorf("%d actors, sends %v: %d refused in %d orders, want one in each", n, sends, refused, orders)
			}
		})
	}
}

// The same with a cancel, a Stop and a Kill at any point in between, and with
// replies that are kept, for which no turn waits.
func TestRingsWithCancelStopKillAndKeptRepliesInEveryOrder(t *testing.T) {
	for _, keeps := range []bool{false, true} {
		for _, meddlers := range [][]meddler{{}, {cancels}, {stops1}, {kills1}, {cancels, stops1}, {cancels, kills1}, {stops1, kills1}} {
			total, refused := 0, 0
			eachKind(2, func(sends []bool) {
				o, r := everyRingPlay(t, sends, keeps, meddlers...)
				total, refused = total+o, refused+r
			})
			if len(meddlers) < 2 {
				o, r := everyRingPlay(t, make([]bool, 3), keeps, meddlers...)
				total, refused = total+o, refused+r
			}
			names := ""
			for _, m := range meddlers {
				names += ", one " + m.name
			}
			t.Logf("replies kept: %v%s: %d orders, %d refused", keeps, names, total, refused)
			if refused == 0 {
				t.Error("no ring was closed")
			}
		}
	}
}
