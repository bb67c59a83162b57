package actor

import (
	"context"
	"slices"
	"strings"
	"unsafe"
)

// Who waits for whom is a graph: its nodes are actors, and an edge is a call
// that waits, in one actor, for a slot or for an answer, and was made with the
// context of another's turn, which can't end before. A ring of edges would wait
// for ever, so the call that would close one is refused.
//
// The graph has one lock, which is taken under an actor's and never the other
// way round. Only calls made in a turn take it. An edge is added in the same
// critical sections, of its actor and of the graph, in which the call begins to
// wait, so of the calls that close a ring at once the last, and no other, finds
// the ring. It is removed when the call is settled, not when the caller wakes
// up: by then the one who answered may wait for the caller.
var graph lock

// A node is an actor in the graph.
type node struct {
	name  string
	turn  turnOf // the turn in which calls were made, while it lasts
	first *wait  // the calls that wait in other actors

	search uint64 // the last search that came here
	via    *wait  // and the edge by which it came
}

// A wait is an edge: from's turn waits for to.
type wait struct {
	from, to   *node // from is nil once the wait is over
	prev, next *wait // from's other waits
}

// An asker is the turn in which a call is made; zero if it is made in none.
type asker struct {
	node *node
	turn turnOf
}

// context is what a turn that runs inside the call goes by; nil if there is no asker.
func (k asker) context() context.Context {
	if k.turn == nil {
		return nil
	}
	return k.turn
}

// askerOf finds the turn in which a call with ctx is made. It runs the user's
// code (ctx.Value) and locks other actors: no lock may be held.
func askerOf(ctx context.Context) asker {
	if t, ok := ctx.Value(turnKey).(turnOf); ok {
		return t.asker()
	}
	return asker{}
}

func (t Turn) asker() asker {
	if t.of == nil {
		return asker{}
	}
	return t.of.asker()
}

// background is a context that needs no looking into.
var background = context.Background()

var backgroundType = typeWord(background)

// isBackground is ctx == background in one comparison: the type has one value.
func isBackground(ctx context.Context) bool { return typeWord(ctx) == backgroundType }

// typeWord is the word of an interface that says its value's type.
func typeWord(ctx context.Context) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&ctx)) }

// asker adds the turn to the graph, unless the turn has ended.
func (t *turnContext[C, R]) asker() asker {
	a := t.actor()
	a.mu.Lock()
	if !t.runs(a) {
		a.mu.Unlock()
		return asker{}
	}
	self := asker{a.nodeLocked(), t}
	if a.special&linked == 0 {
		a.special |= linked
		graph.Lock()
		self.node.turn = t
		graph.Unlock()
	}
	runner := a.runner
	if runner == nil || isBackground(runner) || a.special&hosted != 0 {
		a.mu.Unlock()
		return self
	}
	a.mu.Unlock()

	// The turn runs inside somebody's call, who waits for it. If that is a
	// handler it goes into the graph now, because this turn is about to wait.
	if host := askerOf(runner); host.node != nil {
		a.mu.Lock()
		if t.runs(a) && a.runner != nil && a.special&hosted == 0 {
			a.special |= hosted
			a.extras.host, _ = host.waitFor(self.node) // no ring: nothing waits in this turn yet
		}
		a.mu.Unlock()
	}
	return self
}

// nodeLocked returns the actor's node, under the lock.
func (a *Actor[C, R]) nodeLocked() *node {
	x := a.more()
	if x.node == nil {
		x.node = &node{name: a.nameLocked()}
	}
	return x.node
}

// unlink takes the turn that ends out of the graph, if it is there, under the
// lock.
func (a *Actor[C, R]) unlink() {
	if a.special&linked == 0 {
		return
	}
	a.special &^= linked
	n := a.extras.node
	graph.Lock()
	for n.first != nil {
		n.first.remove()
	}
	n.turn = nil
	graph.Unlock()
}

// unhost takes the runner's wait for the turns out of the graph, under the lock.
func (a *Actor[C, R]) unhost() {
	a.special &^= hosted
	a.extras.host.end()
	a.extras.host = nil
}

// waitFor adds a wait of the asker's turn for the actor of node to, under that
// actor's lock; or returns the error, if that would close a ring. It returns
// neither if the turn has ended meanwhile.
func (k asker) waitFor(to *node) (*wait, error) {
	w := &wait{from: k.node, to: to}
	graph.Lock()
	defer graph.Unlock()
	if k.node.turn != k.turn {
		return nil, nil
	}
	if err := w.ring(); err != nil {
		return nil, err
	}
	if w.next = w.from.first; w.next != nil {
		w.next.prev = w
	}
	w.from.first = w
	return w, nil
}

// end removes w from the graph, if it is still there.
func (w *wait) end() {
	if w == nil {
		return
	}
	graph.Lock()
	w.remove()
	graph.Unlock()
}

// remove is end under the graph's lock.
func (w *wait) remove() {
	if w.from == nil {
		return
	}
	if w.prev == nil {
		w.from.first = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next != nil {
		w.next.prev = w.prev
	}
	w.from, w.prev, w.next = nil, nil, nil
}

// searches counts the searches of the graph, under its lock.
var searches uint64

// ring returns the error that names the ring that w would close, or nil. It is
// called under the graph's lock.
func (w *wait) ring() error {
	if w.from == w.to { // view: itself
		return ErrSelfCall
	}
	searches++
	w.to.search, w.to.via = searches, w
	for todo := []*node{w.to}; len(todo) > 0; {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for next := n.first; next != nil; next = next.next {
			if next.to == w.from {
				return ringError(next, w)
			}
			if next.to.search != searches {
				next.to.search, next.to.via = searches, next
				todo = append(todo, next.to)
			}
		}
	}
	return nil
}

// ringError names the ring that begins with first and was found by way of last.
func ringError(last, first *wait) error {
	var ring []string
	for w := last; ; w = w.from.via {
		ring = append(ring, w.from.name)
		if w == first {
			slices.Reverse(ring)
			return &DeadlockError{Ring: ring}
		}
	}
}

// A DeadlockError is the [ErrDeadlock] of a ring of two actors or more.
type DeadlockError struct {
	// Ring has the actors' names, from the one whose call was refused: each
	// waits for the next, and the last for the first.
	Ring []string
}

func (e *DeadlockError) Error() string {
	if len(e.Ring) == 0 {
		return ErrDeadlock.Error()
	}
	waits := strings.Join(append(e.Ring[1:len(e.Ring):len(e.Ring)], e.Ring[0]), ", which waits for ")
	return ErrDeadlock.Error() + ": " + e.Ring[0] + " would wait for " + waits
}

// Is reports whether target is [ErrDeadlock].
func (e *DeadlockError) Is(target error) bool { return target == ErrDeadlock }
