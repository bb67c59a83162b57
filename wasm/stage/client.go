package stage

import (
	"context"
	"errors"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// A client is a place in a program, and what it waits for there.
type client struct {
	program *program
	name    string
	pc      int
	loops   []int
	step    *Step // the one under way, or the last
	next    *Step // what it does when it goes on; nil at the end

	state     ClientState
	since     time.Duration // it is in that state
	until     time.Duration // at which it wakes or gives up; 0 if never
	command   uint64        // that it waits for
	call      actor.Call[command, answer]
	calls     uint32 // how many it has made: tells a deadline whose call is over
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

var (
	errUnread     = errors.New("the client dropped the reply's receiver")
	errStarted    = errors.New("already started")
	errNotStarted = errors.New("not started")
)

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
	case errStarted:
		return OutcomeStarted
	case errNotStarted:
		return OutcomeNotStarted
	}
	return OutcomePanic // what else an actor can fail with
}

// act takes client i to its next call, or to whatever else it does there.
func (r *run) act(i int32) {
	c := &r.clients[i]
	s := c.next
	c.step = s
	if s.Op != OpWait && s.Op != OpExpect {
		c.gave = false
	}
	switch s.Op {
	case OpWait:
		r.become(c, Asleep)
		c.until = r.after(s.Wait)
		r.own(i, Slept, OutcomeNone, 0)
		r.plan(task{at: c.until, kind: taskWake, client: i})
		return
	case OpExpect:
		r.expect(i, c, s)
	case OpStart:
		r.startBy(i)
	case OpKill:
		if r.mustBeStarted(i) {
			r.own(i, Killed, OutcomeNone, 0)
			c.outcome = OutcomeOK
			r.kill()
			r.resume(i)
		}
		return
	default:
		if r.mustBeStarted(i) {
			r.callBy(i, c, s)
		}
		return
	}
	r.resume(i)
}

// callBy has client i call the actor. It goes on when the call has returned.
func (r *run) callBy(i int32, c *client, s *Step) {
	done := s.HasWithin && s.Within == 0 // the context, before the call
	if done && s.Op != OpStop {
		r.returned(uint64(i), answer{}, context.DeadlineExceeded)
		return
	}
	cmd := command{op: s.Op, mode: s.Mode, value: s.Value}
	if c.liveValue != 0 {
		cmd.value = c.liveValue
	}
	c.calls++
	made := c.calls
	r.offering = entry{client: i, line: int32(s.Line), op: s.Op, mode: s.Mode, value: cmd.value}
	var call actor.Call[command, answer]
	switch s.Op {
	case OpSet:
		call = r.actor.SendFunc(cmd, uint64(i), r.onReturn)
	case OpTrySet:
		r.returned(uint64(i), answer{}, r.actor.TrySend(cmd))
		return
	case OpStop:
		r.closing = true
		r.own(i, Stopping, OutcomeNone, 0)
		r.become(c, Draining)
		call = r.actor.StopFunc(uint64(i), r.onReturn)
	default:
		call = r.actor.AskFunc(cmd, uint64(i), r.onReturn)
	}
	if !r.inCall(c, made) {
		return
	}
	c.call = call
	switch {
	case done: // it has stopped the actor all the same
		call.Cancel(context.DeadlineExceeded)
	case s.HasWithin:
		c.until = r.after(s.Within)
		r.plan(task{at: c.until, kind: taskDeadline, client: i, call: made})
	}
}

// inCall reports whether c's call of that number is still under way.
func (r *run) inCall(c *client, call uint32) bool {
	return c.calls == call && (c.state == Waiting || c.state == Awaiting || c.state == Draining)
}

// returned is the core's callback: client i's call is over.
func (r *run) returned(i uint64, a answer, err error) {
	c := &r.clients[i]
	if err == nil {
		err = a.err
	}
	c.call = actor.Call[command, answer]{}
	c.outcome = outcomeOf(err)
	switch {
	case c.outcome == OutcomeUnread: // LetGo has said it
	case err != nil:
		r.own(int32(i), Failed, c.outcome, 0)
	case c.step.asks():
		c.answer, c.answered, c.gave = a.value, true, true
		r.own(int32(i), Answered, OutcomeOK, a.value)
	}
	r.resume(int32(i))
}

// expect compares what came out last with what the script says.
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

// mustBeStarted fails client i's call to an actor that is not there yet.
func (r *run) mustBeStarted(i int32) bool {
	if r.actor == nil {
		r.returned(uint64(i), answer{}, errNotStarted)
	}
	return r.actor != nil
}

func (r *run) startBy(i int32) {
	c := &r.clients[i]
	if r.actor != nil {
		c.outcome = OutcomeStarted
		r.own(i, Failed, OutcomeStarted, 0)
		return
	}
	c.outcome = OutcomeOK
	r.spawn()
	r.own(i, Started, OutcomeNone, 0)
}

// resume plans client i's next step for now, if it has one.
func (r *run) resume(i int32) {
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
	if c.next != nil {
		r.become(c, Ready)
		return true
	}
	r.become(c, Finished)
	if int(i) >= r.script.ClientCount() {
		r.idle = append(r.idle, i) // its place serves another live command
	}
	return false
}

func (r *run) become(c *client, s ClientState) {
	if c.state != s {
		r.states[c.state]--
		r.states[s]++
	}
	c.state, c.since = s, r.now()
}
