package actor_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

// A job is a command that says itself what its handler does, so that each test
// shows in one place what is sent and what happens then.
type job func(ctx context.Context, reply actor.Reply[int])

type jobActor = actor.Actor[job, int]

func runJob(ctx context.Context, j job, reply actor.Reply[int]) { j(ctx, reply) }

// A way is one of the ways in which a promise must hold.
type way struct {
	executor  actor.Executor
	callbacks bool // offer commands by SendFunc and AskFunc, not by Send and Ask
	unseen    bool // without an observer, which takes other paths through the code
	crew      bool // turns are run by goroutines that actors share, as outside a bubble
}

func (w way) String() string {
	name := [...]string{actor.Goroutine: "Goroutine", actor.Caller: "Caller", actor.Manual: "Manual"}[w.executor]
	if w.crew {
		name += "/crew"
	}
	if w.callbacks {
		name += "/callback"
	}
	if w.unseen {
		name += "/unseen"
	}
	return name
}

// everyWay runs test in a bubble of its own for each executor and each face,
// observed and not.
func everyWay(t *testing.T, test func(t *testing.T, w way)) {
	inEach(t, []bool{false, true}, test)
}

// everyExecutor is everyWay for promises that the two faces share.
func everyExecutor(t *testing.T, test func(t *testing.T, w way)) {
	inEach(t, []bool{false}, test)
}

func inEach(t *testing.T, faces []bool, test func(t *testing.T, w way)) {
	ways := []way{{executor: actor.Goroutine}, {executor: actor.Caller}, {executor: actor.Manual}}
	if runtime.GOOS != "js" {
		ways = append(ways, way{executor: actor.Goroutine, crew: true})
	}
	for _, w := range ways {
		for _, w.callbacks = range faces {
			for _, w.unseen = range []bool{false, true} {
				t.Run(w.String(), func(t *testing.T) {
					if w.crew {
						actor.AwaitNoCrews()
					}
					synctest.Test(t, func(t *testing.T) { test(t, w) })
				})
			}
		}
	}
}

// A rig is an actor under test, in a bubble.
type rig struct {
	*jobActor
	t *testing.T
	w way

	mu     sync.Mutex // the test may read while a turn writes
	events []actor.Event
	done   []string // what jobs wrote down, in the order in which they ran
}

func (w way) spawn(t *testing.T, capacity int) *rig {
	r := &rig{t: t, w: w}
	options := []actor.Option{actor.On(w.executor)}
	if !w.unseen {
		options = append(options, actor.Observe(func(e actor.Event) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.events = append(r.events, e)
		}))
	}
	if w.crew {
		defer actor.LetBubblesHaveCrews()()
	}
	r.jobActor = actor.Spawn(capacity, runJob, options...)
	// A test that fails half way must not leave the bubble in a deadlock.
	t.Cleanup(func() {
		r.Kill()
		r.run()
	})
	return r
}

// run lets all happen that can.
func (r *rig) run() {
	synctest.Wait()
	if r.w.executor != actor.Manual {
		return
	}
	for r.Handle() || r.Receive() {
		synctest.Wait()
	}
}

// turns is run for a goroutine of its own, which a handler or the observer may
// end. Only one at a time may be in synctest.Wait, so it leaves that out.
func (r *rig) turns() {
	for r.w.executor == actor.Manual && (r.Handle() || r.Receive()) {
	}
}

// occupy makes an idle actor busy with one command until free is called. The
// events up to then are forgotten.
func (r *rig) occupy() (free func()) {
	r.t.Helper()
	gate := make(chan struct{})
	free = sync.OnceFunc(func() { close(gate) })
	// The cleanup of spawn was registered earlier, so it runs later.
	r.t.Cleanup(free)
	go r.TrySend(func(context.Context, actor.Reply[int]) { <-gate })
	synctest.Wait()
	if r.w.executor == actor.Manual {
		r.Receive()
	}
	if s := r.Stats(); s.Busy != 1 || s.Len != 0 {
		r.t.Fatalf("the actor is not busy with one command: %+v", s)
	}
	r.forget()
	return free
}

// writes is a job that leaves its name in done and answers 7.
func (r *rig) writes(name string) job {
	return func(_ context.Context, reply actor.Reply[int]) {
		r.mu.Lock()
		r.done = append(r.done, name)
		r.mu.Unlock()
		reply.Send(7)
	}
}

func (r *rig) wantDone(names ...string) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Equal(r.done, names) {
		r.t.Fatalf("handled %q, want %q", r.done, names)
	}
}

// An outcome is how a call ends; read it after a synctest.Wait.
type outcome struct {
	times  int // how often it ended: must be 0 or 1
	answer int
	err    error
	cancel func(cause error)
}

func (o *outcome) end(_ uint64, answer int, err error) {
	o.times++
	o.answer, o.err = answer, err
}

// send offers j by the face under test and waits until nothing moves.
func (r *rig) send(j job) *outcome {
	o := new(outcome)
	if r.w.callbacks {
		var call actor.Call[job, int]
		// In a goroutine of its own, for under Caller it may run j.
		go func() { call = r.SendFunc(j, 0, o.end) }()
		o.cancel = func(cause error) { call.Cancel(cause) }
	} else {
		ctx, cancel := context.WithCancelCause(context.Background())
		go func() { o.end(0, 0, r.Send(ctx, j)) }()
		o.cancel = cancel
	}
	synctest.Wait()
	return o
}

// ask is send with an answer.
func (r *rig) ask(j job) *outcome {
	o := new(outcome)
	if r.w.callbacks {
		var call actor.Call[job, int]
		// In a goroutine of its own, for under Caller it may run j.
		go func() { call = r.AskFunc(j, 0, o.end) }()
		o.cancel = func(cause error) { call.Cancel(cause) }
	} else {
		ctx, cancel := context.WithCancelCause(context.Background())
		go func() {
			answer, err := r.Ask(ctx, j)
			o.end(0, answer, err)
		}()
		o.cancel = cancel
	}
	synctest.Wait()
	return o
}

func wantPending(t *testing.T, what string, o *outcome) {
	t.Helper()
	if o.times != 0 {
		t.Fatalf("%s ended with %d, %v; want it to wait", what, o.answer, o.err)
	}
}

func wantEnd(t *testing.T, what string, o *outcome, answer int, err error) {
	t.Helper()
	if o.times != 1 || o.answer != answer || !errors.Is(o.err, err) {
		t.Fatalf("%s ended %d times with %d, %v; want once with %d, %v", what, o.times, o.answer, o.err, answer, err)
	}
}

func (r *rig) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = nil
}

// wantEvents compares all events since the last time, except their Err where
// the wanted one is nil. Nobody saw those of an unseen actor.
func (r *rig) wantEvents(want ...actor.Event) {
	r.t.Helper()
	if r.w.unseen {
		return
	}
	r.mu.Lock()
	got := r.events
	r.events = nil
	r.mu.Unlock()
	same := slices.EqualFunc(got, want, func(g, w actor.Event) bool {
		if w.Err == nil {
			g.Err = nil
		}
		return g == w
	})
	if !same {
		var b strings.Builder
		for _, list := range [][]actor.Event{got, want} {
			for _, e := range list {
				b.WriteString("\t" + eventText(e) + "\n")
			}
			b.WriteString("\n")
		}
		r.t.Fatalf("events, got and wanted:\n%s", b.String())
	}
}

func (r *rig) wantStats(want actor.Stats) {
	r.t.Helper()
	if got := r.Stats(); got != want {
		r.t.Fatalf("Stats\n got %+v\nwant %+v", got, want)
	}
}

// quiet is a job that does nothing.
func quiet(context.Context, actor.Reply[int]) {}

// answers is a job that replies n.
func answers(n int) job {
	return func(_ context.Context, reply actor.Reply[int]) { reply.Send(n) }
}
func eventText(e actor.Event) string {
	s := fmt.Sprintf("%v #%d len %d waiting %d", e.Kind, e.Command, e.Len, e.Waiting)
	if e.Err != nil {
		s += fmt.Sprintf(" (%v)", e.Err)
	}
	return s
}
