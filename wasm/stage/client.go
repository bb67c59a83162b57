package stage

import (
	"context"
	"errors"
	"time"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
)

// A client is a place in a program, and what it waits for there.
type client struct {
	program *program
	name    string
	pc      int
	loops   []int
	call    pending
	calls   uint32 // how many it has made: by which a deadline knows whether its call is over
	live    bool   // it does a live command
	seen
}

// seen is what a view shows of a client. It has no pointers, because it is copied
// often: while the garbage collector is at work, which in the tab is most of the
// time, each copy of a pointer is reported to it.
type seen struct {
	step codePlace // the step under way, or the last
	next codePlace // the step that it does when it goes on

	state     ClientState
	since     time.Duration // it is in that state
	until     time.Duration // at which it wakes or gives up; 0 if never
	command   uint64        // that it waits for
	actor     int32         // that it calls, or called last
	outcome   Outcome
	answered  bool  // it has had an answer,
	answer    int32 // the last
	gave      bool  // which its last call gave
	liveValue int32 // of a burst: the value instead of the step's
}

// ClientState is what a client is up to.
type ClientState uint8

const (
	Ready    ClientState = iota // has a step to do
	Asleep                      // waits for a time
	Waiting                     // waits for a slot
	Awaiting                    // waits for a reply
	Draining                    // waits for the actor to be done
	Finished                    // has done all its steps
)

var stateWords = [...]string{"ready", "asleep", "waiting", "awaiting", "draining", "finished"}

func (s ClientState) String() string { return stateWords[s] }

// errUnread is the cause with which a client drops the reply's receiver.
var errUnread = errors.New("the client dropped the reply's receiver")

// outcomeOf says how a call that returned err came out.
func outcomeOf(err error) Outcome {
	switch err {
	case nil:
		return OutcomeOK
	case actor.ErrFull:
		return OutcomeFull
	case actor.ErrStopped:
		return OutcomeStopped
	case actor.ErrNoReply:
		return OutcomeNoReply
	case actor.ErrSelfCall:
		return OutcomeItself
	case actor.ErrGoexit:
		return OutcomeExit
	case context.DeadlineExceeded:
		return OutcomeTimeout
	case errUnread:
		return OutcomeUnread
	case data.ErrStarted:
		return OutcomeStarted
	case data.ErrNotStarted:
		return OutcomeNotStarted
	case context.Canceled: // of a handler whose own actor was killed
		return OutcomeStopped
	}
	if _, ok := err.(*actor.DeadlockError); ok {
		return OutcomeDeadlock
	}
	return OutcomePanic // what else an actor can fail with
}

// act takes client i to its next call, or to whatever else it does there.
func (r *run) act(i int32) {
	r.touch(i)
	c := &r.clients[i]
	c.step = c.next
	s := c.at(c.step)
	switch s.Op {
	case OpWait:
		r.own(i, Slept, OutcomeNone, 0)
		r.become(c, Asleep)
		c.until = r.after(s.Wait)
		r.plan(task{at: c.until, kind: taskWake, client: i})
		return
	case OpExpect:
		r.expect(i, c, s)
		r.resume(i)
		return
	}
	c.gave = false
	c.actor = r.pick(c.program.code[c.step-1].to)
	if s.Op == OpStart {
		if err := r.start(c.actor); err != nil {
			r.returned(uint64(i), 0, err)
			return
		}
		c.outcome = OutcomeOK
		r.own(i, Started, OutcomeNone, 0)
		r.resume(i)
		return
	}
	a, err := r.members[c.actor].core.actor()
	switch {
	case err != nil:
		r.returned(uint64(i), 0, err)
	case s.Op == OpKill:
		r.own(i, Killed, OutcomeNone, 0)
		c.outcome = OutcomeOK
		r.kill(c.actor, a)
		r.resume(i)
	case s.HasWithin && s.Within == 0:
		r.callTooLate(i, a, s)
	default:
		r.call(i, a, s)
	}
}

// call has client i call the actor. It goes on when the call has returned.
func (r *run) call(i int32, a *data.Actor, s *Step) {
	c := &r.clients[i]
	core := &r.members[c.actor].core
	c.calls++
	made := c.calls
	command := r.commandOf(i, s)
	var under pending
	switch s.Op {
	case OpSet:
		under = core.sendFunc(actor.Turn{}, a, command, uint64(i), r.onReturn)
	case OpTrySet:
		r.returned(uint64(i), 0, core.trySend(a, command))
		return
	case OpStop:
		r.stopping(i)
		r.become(c, Draining)
		under = core.stopFunc(a, uint64(i), r.onReturn)
	default:
		under = core.askFunc(actor.Turn{}, a, command, uint64(i), r.onReturn)
	}
	if !r.inCall(c, made) {
		return
	}
	if s.HasWithin || s.Mode == ModeUnread {
		c.call = under // which only this client ends
	}
	if s.HasWithin {
		c.until = r.after(s.Within)
		r.plan(task{at: c.until, kind: taskDeadline, client: i, call: made})
	}
}

// callTooLate has client i call the actor with a context that has ended. Such
// a call returns at once.
func (r *run) callTooLate(i int32, a *data.Actor, s *Step) {
	core := &r.members[r.clients[i].actor].core
	command := r.commandOf(i, s)
	var answer int32
	var err error
	switch s.Op {
	case OpSet:
		err = core.send(ended, a, command)
	case OpGet:
		answer, err = core.ask(ended, a, command)
	case OpStop: // it has stopped the actor all the same
		r.stopping(i)
		err = core.stop(ended, a)
	}
	r.returned(uint64(i), answer, err)
}

// stopping records that client i stops an actor.
func (r *run) stopping(i int32) {
	r.own(i, Stopping, OutcomeNone, 0)
	k := r.clients[i].actor
	r.touchActorIn(k, len(r.latest))
	r.members[k].closing = true
}

// commandOf readies the command of client i's step: the core's next new number
// is that command's.
func (r *run) commandOf(i int32, s *Step) data.Command {
	value := s.Value
	if v := r.clients[i].liveValue; v != 0 {
		value = v
	}
	r.offering = entry{client: i, line: int32(s.Line), op: s.Op, mode: s.Mode, value: value}
	return commandOf(s.Op, s.Mode, value)
}

// inCall reports whether c's call of that number is still under way.
func (r *run) inCall(c *client, call uint32) bool {
	return c.calls == call && (c.state == Waiting || c.state == Awaiting || c.state == Draining)
}

// returned is the core's callback: client i's call is over.
func (r *run) returned(i uint64, answer int32, err error) {
	c := &r.clients[i]
	if err == nil {
		err = r.inner
	}
	outcome := outcomeOf(err)
	answered := err == nil && c.at(c.step).asks()
	if reports := outcome != OutcomeUnread && err != nil || answered; reports {
		r.touch(int32(i))
	} else { // the core's last event was all, or LetGo
		r.touchIn(int32(i), len(r.latest))
	}
	c.outcome = outcome
	switch {
	case outcome == OutcomeUnread:
	case err != nil:
		r.own(int32(i), Failed, outcome, 0)
	case answered:
		c.answer, c.answered, c.gave = answer, true, true
		r.own(int32(i), Answered, OutcomeOK, answer)
	}
	r.resume(int32(i))
}

// expect compares the last outcome with the one that the script expects.
func (r *run) expect(i int32, c *client, s *Step) {
	met := c.outcome == s.Expect
	if s.Expect == OutcomeValue {
		met = c.answered && c.outcome == OutcomeOK && c.answer == s.Value
	}
	if met {
		r.own(i, Met, c.outcome, c.answer)
		return
	}
	r.own(i, Unmet, c.outcome, c.answer)
	if r.missed++; r.missed <= ShownMisses {
		r.unmet = append(r.unmet, Miss{Client: c.name, Line: s.Line, Step: r.step, Expected: expected(s), Got: gotten(c, s)})
	}
}

func expected(s *Step) string {
	if s.Expect == OutcomeValue {
		return itoa(int64(s.Value))
	}
	return s.Expect.String()
}

func gotten(c *client, s *Step) string {
	switch {
	case c.outcome == OutcomeNone:
		return "nothing yet"
	case s.Expect == OutcomeValue && c.outcome == OutcomeOK && c.answered:
		return itoa(int64(c.answer))
	}
	return c.last()
}

// resume plans client i's next step for now, if it has one.
func (r *run) resume(i int32) {
	r.touchIn(i, len(r.latest))
	if r.ready(i) {
		r.plan(task{at: r.now(), kind: taskResume, client: i})
	}
}

// ready looks up client i's next step. One that has none is finished here and
// now: a task that does nothing would make an end look like a future.
func (r *run) ready(i int32) bool {
	c := &r.clients[i]
	c.until, c.command = 0, 0
	c.next = c.program.next(c)
	if c.next != 0 {
		r.become(c, Ready)
		return true
	}
	r.become(c, Finished)
	if c.live {
		r.idle = append(r.idle, i) // its place serves another live command
	}
	return false
}

//go:noinline
func (r *run) become(c *client, s ClientState) {
	if c.state != s {
		r.states[c.state]--
		r.states[s]++
	}
	c.state, c.since = s, r.now()
}
