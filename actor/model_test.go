package actor_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/actor-playground/actor-playground/actor"
)

// What the handler does with a command of the model.
const (
	silent = iota
	replies
	repliesTwice
	keepsIt // and replies with the step "answer"
	stops
	kills
	resends // sends itself a silent one
	panics
	deeds
)

// A entry is a command in the model.
type entry struct {
	id   uint64
	asks bool
	deed int
	gone bool // its caller has ended: it got its outcome, or gave up
	kept bool // its reply was kept, and not sent yet
}

// A model is what the actor should be: plain slices, and a rule for each step,
// written from the semantics table and not from the code.
type model struct {
	capacity int
	slots    []*entry
	waiting  []*entry
	current  *entry
	stopping bool
	stopped  bool
	failed   bool
	killed   bool
	offered  uint64

	stats    actor.Stats // the counters alone
	events   []actor.Event
	outcomes map[uint64]string // by ticket; "" while pending
	stoppers []uint64          // tickets that wait for Done
	handled  []uint64
	kept     []*entry // all whose replies were ever kept
}

// More than the usual 30 steps: a mailbox of 12 should fill up, wrap around and
// drain a few times.
func init() {
	flag.Set("rapid.steps", "120")
	flag.Set("rapid.checks", "200")
}

const failure = "0 actor: handler panicked: as told"

func (m *model) event(kind actor.Kind, command uint64, err error) {
	m.events = append(m.events, actor.Event{
		Kind: kind, Command: command, Len: len(m.slots), Waiting: len(m.waiting), Err: err,
	})
}

// tell ends the call of l. A entry's ticket is its id.
func (m *model) tell(l *entry, outcome string) {
	if !l.gone {
		m.outcomes[l.id] = outcome
		l.gone = true
	}
}

func (m *model) offer(l *entry, try bool) {
	m.offered++
	l.id = m.offered
	m.outcomes[l.id] = ""
	switch {
	case m.stopping:
		m.stats.Rejected++
		m.tell(l, "0 actor: stopped")
		m.event(actor.Rejected, l.id, actor.ErrStopped)
	case len(m.slots) < m.capacity:
		m.admit(l)
	case try:
		m.stats.Rejected++
		m.tell(l, "0 actor: mailbox is full")
		m.event(actor.Rejected, l.id, actor.ErrFull)
	default:
		m.waiting = append(m.waiting, l)
		m.event(actor.Blocked, l.id, nil)
	}
}

func (m *model) admit(l *entry) {
	m.slots = append(m.slots, l)
	m.stats.Admitted++
	if !l.asks {
		m.tell(l, "0 <nil>")
	}
	m.event(actor.Admitted, l.id, nil)
}

func (m *model) cancel(l *entry) bool {
	if l.gone {
		return false
	}
	m.tell(l, "0 context canceled")
	if i := slices.Index(m.waiting, l); i >= 0 {
		m.waiting = slices.Delete(m.waiting, i, i+1)
		m.stats.Withdrawn++
		m.event(actor.Withdrawn, l.id, context.Canceled)
	}
	return true
}

func (m *model) receive() bool {
	if m.current != nil || len(m.slots) == 0 {
		return false
	}
	m.current, m.slots = m.slots[0], m.slots[1:]
	m.stats.Received++
	m.event(actor.Received, m.current.id, nil)
	if len(m.waiting) > 0 {
		first := m.waiting[0]
		m.waiting = m.waiting[1:]
		m.admit(first)
	}
	return true
}

func (m *model) handle() bool {
	l := m.current
	if l == nil {
		return false
	}
	m.handled = append(m.handled, l.id)
	switch l.deed {
	case replies, repliesTwice:
		switch {
		case !l.asks:
		case l.gone:
			m.stats.Abandoned++
			m.event(actor.Abandoned, l.id, nil)
		default:
			m.stats.Replied++
			m.tell(l, fmt.Sprint(l.id, " <nil>"))
			m.event(actor.Replied, l.id, nil)
		}
	case keepsIt:
		if l.asks {
			l.kept = true
			m.kept = append(m.kept, l)
			m.event(actor.Kept, l.id, nil)
		}
	case stops:
		m.stopAdmitting(actor.ErrStopped)
	case kills:
		m.kill()
	case resends:
		m.offer(&entry{}, true)
	case panics:
		m.failed = true
		m.event(actor.Panicked, l.id, errFailure)
		m.tell(l, failure)
		m.current = nil
		m.stopAdmitting(errFailure)
		m.drop(errFailure)
		m.stats.Handled++
		m.finish()
		return true
	}
	m.current = nil
	m.stats.Handled++
	if !l.kept {
		m.tell(l, "0 "+actor.ErrNoReply.Error())
	}
	m.event(actor.Handled, l.id, nil)
	m.finish()
	return true
}

// answer sends a reply that was kept.
func (m *model) answer(l *entry) bool {
	if !l.kept {
		return false
	}
	l.kept = false
	if l.gone {
		if !m.stopped {
			m.stats.Abandoned++
			m.event(actor.Abandoned, l.id, nil)
		}
		return false
	}
	m.stats.Replied++
	m.tell(l, fmt.Sprint(l.id, " <nil>"))
	m.event(actor.Replied, l.id, nil)
	return true
}

// errFailure stands for the failure in the model's events.
var errFailure = errors.New("failure")

func reasonText(reason error) string {
	if reason == errFailure {
		return failure
	}
	return "0 " + reason.Error()
}

// stopAdmitting turns the waiting away.
func (m *model) stopAdmitting(reason error) {
	if m.stopping {
		return
	}
	m.stopping = true
	for len(m.waiting) > 0 {
		l := m.waiting[0]
		m.waiting = m.waiting[1:]
		m.stats.Rejected++
		m.tell(l, reasonText(reason))
		m.event(actor.Rejected, l.id, reason)
	}
}

func (m *model) drop(reason error) {
	for len(m.slots) > 0 {
		l := m.slots[0]
		m.slots = m.slots[1:]
		m.stats.Dropped++
		m.tell(l, reasonText(reason))
		m.event(actor.Dropped, l.id, reason)
	}
}

func (m *model) kill() {
	m.killed = true
	m.stopAdmitting(actor.ErrStopped)
	m.drop(actor.ErrStopped)
}

// finish ends an actor that is to stop and has nothing left to do.
func (m *model) finish() {
	if !m.stopping || m.stopped || m.current != nil || len(m.slots) > 0 {
		return
	}
	m.stopped = true
	for _, l := range m.kept {
		m.tell(l, "0 "+actor.ErrNoReply.Error())
	}
	var err error
	if m.failed {
		err = errFailure
	}
	m.event(actor.Stopped, 0, err)
	for _, ticket := range m.stoppers {
		m.outcomes[ticket] = "0 <nil>"
	}
	m.stoppers = nil
}

// A twin is an actor on Manual and its model, which take each step together.
type twin struct {
	t        failer
	m        *model
	a        *actor.Actor[*entry, int]
	observed bool

	events   []actor.Event
	handled  []uint64
	outcomes map[uint64]string
	entries  []*entry
	calls    []actor.Call[*entry, int]
	kept     []actor.Reply[int]
}

// A failer is a *testing.T or a *rapid.T.
type failer interface {
	Fatalf(format string, args ...any)
}

func newTwin(t failer, capacity int, observed bool) *twin {
	w := &twin{
		t:        t,
		m:        &model{capacity: capacity, outcomes: map[uint64]string{}},
		observed: observed,
		outcomes: map[uint64]string{},
	}
	options := []actor.Option{actor.On(actor.Manual)}
	if observed {
		options = append(options, actor.Observe(func(e actor.Event) { w.events = append(w.events, e) }))
	}
	w.a = actor.Spawn(capacity, w.run, options...)
	return w
}

// run is the actor's handler.
func (w *twin) run(ctx context.Context, l *entry, reply actor.Reply[int]) {
	w.handled = append(w.handled, l.id)
	if (ctx.Err() != nil) != w.m.killed {
		w.t.Fatalf("the context's Err is %v; killed is %v", ctx.Err(), w.m.killed)
	}
	switch l.deed {
	case replies:
		reply.Send(int(l.id))
	case repliesTwice:
		reply.Send(int(l.id))
		if reply.Send(-1) {
			w.t.Fatalf("a second reply was accepted")
		}
	case keepsIt:
		if l.asks {
			w.kept = append(w.kept, reply.Keep())
		}
	case stops:
		w.a.Stop(ctx)
	case kills:
		w.a.Kill()
	case resends:
		w.outcomes[w.m.offered+1] = ""
		own := &entry{id: w.m.offered + 1}
		w.done(own.id, 0, w.a.TrySend(own))
	case panics:
		panic("as told")
	}
}

func (w *twin) done(ticket uint64, answer int, err error) {
	if w.outcomes[ticket] != "" {
		w.t.Fatalf("call %d was told twice", ticket)
	}
	w.outcomes[ticket] = fmt.Sprint(answer, " ", err)
}

func (w *twin) offer(asks bool, deed int) {
	l := &entry{id: w.m.offered + 1, asks: asks, deed: deed}
	w.outcomes[l.id] = ""
	if asks {
		w.calls = append(w.calls, w.a.AskFunc(l, l.id, w.done))
	} else {
		w.calls = append(w.calls, w.a.SendFunc(l, l.id, w.done))
	}
	w.entries = append(w.entries, l)
	w.m.offer(l, false)
}

func (w *twin) try() {
	l := &entry{id: w.m.offered + 1, deed: silent}
	w.outcomes[l.id] = ""
	w.done(l.id, 0, w.a.TrySend(l))
	w.m.offer(l, true)
}

func (w *twin) cancel(i int) {
	if got, want := w.calls[i].Cancel(nil), w.m.cancel(w.entries[i]); got != want {
		w.t.Fatalf("Cancel = %v, want %v", got, want)
	}
}

func (w *twin) receive() {
	if got, want := w.a.Receive(), w.m.receive(); got != want {
		w.t.Fatalf("Receive = %v, want %v", got, want)
	}
}

func (w *twin) handle() {
	got := w.a.Handle() // before the model, which the handler looks at
	if want := w.m.handle(); got != want {
		w.t.Fatalf("Handle = %v, want %v", got, want)
	}
}

// answer sends the reply that was the i-th to be kept.
func (w *twin) answer(i int) {
	l := w.m.kept[i]
	if got, want := w.kept[i].Send(int(l.id)), w.m.answer(l); got != want {
		w.t.Fatalf("Send = %v, want %v", got, want)
	}
}

func (w *twin) stop() {
	m := w.m
	m.stopAdmitting(actor.ErrStopped)
	ticket := uint64(1<<32) + uint64(len(w.outcomes))
	w.outcomes[ticket], m.outcomes[ticket] = "", ""
	if m.stoppers = append(m.stoppers, ticket); m.stopped {
		m.outcomes[ticket], m.stoppers = "0 <nil>", nil
	}
	waits := !m.stopped && (m.current != nil || len(m.slots) > 0)
	w.a.StopFunc(ticket, w.done)
	if waits {
		m.offered++ // it takes a number where it has to wait
	}
	m.finish()
}

func (w *twin) kill() {
	w.a.Kill()
	w.m.kill()
	w.m.finish()
}

// The mailbox, one step at a time, is the model, in all that can be seen.
func TestEachStepAgreesWithTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newTwin(t, rapid.IntRange(1, 12).Draw(t, "capacity"), rapid.Bool().Draw(t, "observed"))
		offer := func(asks bool) func(*rapid.T) {
			return func(t *rapid.T) {
				deed := rapid.IntRange(0, deeds-1).Draw(t, "deed")
				// The last three end or disturb a run: most should go on for long.
				if deed >= stops && rapid.IntRange(0, 3).Draw(t, "tame") > 0 {
					deed = replies
				}
				w.offer(asks, deed)
			}
		}
		seldom := func(step func()) func(*rapid.T) {
			return func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "tame") > 0 {
					t.Skip("not yet")
				}
				step()
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"send":  offer(false),
			"ask":   offer(true),
			"ask 2": offer(true),
			"try":   func(*rapid.T) { w.try() },
			"cancel": func(t *rapid.T) {
				if len(w.calls) == 0 {
					t.Skip("no call yet")
				}
				w.cancel(rapid.IntRange(0, len(w.calls)-1).Draw(t, "call"))
			},
			"receive": func(*rapid.T) { w.receive() },
			"handle":  func(*rapid.T) { w.handle() },
			"answer": func(t *rapid.T) {
				if len(w.kept) == 0 {
					t.Skip("no reply is kept yet")
				}
				w.answer(rapid.IntRange(0, len(w.kept)-1).Draw(t, "reply"))
			},
			"stop": seldom(w.stop),
			"kill": seldom(w.kill),
			"":     func(*rapid.T) { w.compare() },
		})
	})
}

// compare compares all that can be seen of the two.
func (w *twin) compare() {
	t, m, a := w.t, w.m, w.a
	want := m.stats
	want.Len, want.Cap, want.Waiting = len(m.slots), m.capacity, len(m.waiting)
	if m.current != nil {
		want.Busy = 1
	}
	for _, l := range m.kept {
		if !l.gone {
			want.Kept++
		}
	}
	if got := a.Stats(); got != want {
		t.Fatalf("Stats\n got %+v\nwant %+v", got, want)
	}
	if !slices.Equal(w.handled, m.handled) {
		t.Fatalf("handled %d, want %d", w.handled, m.handled)
	}
	for ticket, want := range m.outcomes {
		if got := w.outcomes[ticket]; got != want {
			t.Fatalf("call %d ended with %q, want %q", ticket, got, want)
		}
	}
	if len(w.outcomes) != len(m.outcomes) {
		t.Fatalf("%d calls ended, want %d", len(w.outcomes), len(m.outcomes))
	}
	done := false
	select {
	case <-a.Done():
		done = true
	default:
	}
	var panicked *actor.PanicError
	if done != m.stopped || errors.As(a.Err(), &panicked) != m.failed {
		t.Fatalf("done is %v, Err is %v; want %v, a failure: %v", done, a.Err(), m.stopped, m.failed)
	}
	if !w.observed {
		return
	}
	same := slices.EqualFunc(w.events, m.events, func(got, want actor.Event) bool {
		if want.Err == errFailure {
			want.Err = a.Err()
		}
		return got == want
	})
	if !same {
		t.Fatalf("events\n got %v\nwant %v", w.events, m.events)
	}
}
