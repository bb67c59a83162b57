package actor_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

// A ringPlay is a ring of actors under Manual: in its first turn each calls the
// next, on the callback face, and holds its turn until the call is settled.
type ringPlay struct {
	t       *testing.T
	ring    []*jobActor
	waits   []int // for whom each turn waits, as the test sees it; -1 for nobody
	refused int
	clients int // asks of the first turns that are still to be answered
}

// newRingPlay offers each actor its first command. If sends[i], actor i sends,
// to a mailbox that is full; otherwise it asks.
func newRingPlay(t *testing.T, sends []bool) *ringPlay {
	p := &ringPlay{t: t, waits: make([]int, len(sends)), clients: len(sends)}
	for i := range sends {
		p.waits[i] = -1
		p.ring = append(p.ring, actor.Spawn(1, runJob, actor.On(actor.Manual), actor.Named(fmt.Sprint("a", i))))
	}
	for i, a := range p.ring {
		a.AskFunc(p.first(i, sends[i]), 0, func(_ uint64, answer int, err error) {
			p.clients--
			if answer != i || err != nil {
				t.Errorf("a%d's client got %d, %v", i, answer, err)
			}
		})
	}
	for i := range p.ring {
		if sends[(i+len(sends)-1)%len(sends)] { // its mailbox is to be full
			p.ring[i].Receive()
			p.ring[i].TrySend(quiet)
		}
	}
	return p
}

// first is actor i's first command.
func (p *ringPlay) first(i int, sends bool) job {
	return func(ctx context.Context, reply actor.Reply[int]) {
		next := (i + 1) % len(p.ring)
		closes := p.reaches(next, i)
		p.waits[i] = next
		turn := actor.TurnOf(ctx)
		turn.Hold()
		settled := func(_ uint64, _ int, err error) {
			p.waits[i] = -1
			if errors.Is(err, actor.ErrDeadlock) {
				p.refused++
			} else if err != nil {
				p.t.Errorf("a%d's call got %v", i, err)
			}
			if refused := err != nil; refused != closes {
				p.t.Errorf("a%d's call would close a ring: %v; it got %v", i, closes, err)
			}
			if !reply.Send(i) || !turn.End() {
				p.t.Errorf("a%d's turn was not held", i)
			}
		}
		if sends {
			p.ring[next].SendFuncIn(turn, quiet, 0, settled)
		} else {
			p.ring[next].AskFuncIn(turn, answers(1), 0, settled)
		}
	}
}

// reaches reports whether a waits for b, or for one who does.
func (p *ringPlay) reaches(a, b int) bool {
	for a != b && a >= 0 {
		a = p.waits[a]
	}
	return a == b
}

// steps are the actors that can take one.
func (p *ringPlay) steps() (able []*jobActor) {
	for _, a := range p.ring {
		s := a.Stats()
		if s.Busy == 0 && s.Len > 0 || s.Busy == 1 && p.waits[p.index(a)] < 0 {
			able = append(able, a)
		}
	}
	return able
}

func (p *ringPlay) index(a *jobActor) int {
	for i := range p.ring {
		if p.ring[i] == a {
			return i
		}
	}
	return -1
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
		if a := able[choice]; !a.Handle() && !a.Receive() {
			p.t.Fatal("a step that can't be taken")
		}
	}
}

// In whatever order the steps of two or three actors come, whether they ask or
// send: a call is refused if and only if those who wait at that moment would
// make it a ring, and in the end nobody waits.
func TestRingsInEveryOrder(t *testing.T) {
	for _, n := range []int{2, 3} {
		for kinds := range 1 << n {
			sends := make([]bool, n)
			for i := range sends {
				sends[i] = kinds>>i&1 == 1
			}
			orders, rings := 0, 0
			for choices := []int{}; choices != nil; orders++ {
				p := newRingPlay(t, sends)
				options, chosen := p.play(choices)
				rings += p.refused
				if p.refused > 1 || p.clients != 0 {
					t.Errorf("%d were refused, %d clients wait", p.refused, p.clients)
				}
				for i, a := range p.ring {
					if s := a.Stats(); s.Busy+s.Len+s.Waiting != 0 || p.waits[i] != -1 {
						t.Errorf("a%d is left with %+v", i, s)
					}
				}
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
			t.Logf("%d actors, sends %v: %d orders, %d refused", n, sends, orders, rings)
			if orders < n || rings != orders {
				t.Errorf("%d actors, sends %v: %d refused in %d orders, want one in each", n, sends, rings, orders)
			}
		}
	}
}
