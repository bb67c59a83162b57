package stage

import (
	"errors"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// A Stage plays a script against the real actor, on a virtual clock, and can be
// stepped both ways. It is for one goroutine. [Stage.Close] it after use.
//
// A step is what happens at once: one move of a client or of the actor, with
// all that the core and the clients report of it. Position n is after the n-th
// step. Going back plays the script again up to there, live commands included.
type Stage struct {
	script   Script
	programs []*program
	targets  map[string]target
	rings    map[uint64]*actor.DeadlockError // that the play has found, by the commands that would have closed them
	inputs   []input
	live     int // commands of the inputs
	unfit    int // commands of inputs that were read and didn't fit

	run    *run
	played int           // inputs that the run has had
	given  int           // commands of those
	clock  time.Duration // virtual time, at or after the run's
	end    int           // the furthest position known
	trace  Trace
	called func(call) // a test's, for the core of each run
}

// New readies script at position 0.
func New(script Script) *Stage {
	s := &Stage{script: script, targets: script.targets(), rings: map[uint64]*actor.DeadlockError{}}
	for _, group := range script.Clients {
		s.programs = append(s.programs, compile(group.Name, group.Steps, s.targets))
	}
	s.rewind()
	return s
}

// several reports whether the script declares actors.
func (s *Stage) several() bool { return len(s.script.Actors) > 0 }

// Close ends the play and leaves no goroutine behind.
func (s *Stage) Close() { s.run.close() }

// Position returns how many steps have been taken.
func (s *Stage) Position() int { return s.run.step }

// End returns the furthest position that has been reached since the last command.
func (s *Stage) End() int { return s.end }

// Clock returns the virtual time.
func (s *Stage) Clock() time.Duration { return s.clock }

// Trace returns the events that were reported, up to End.
func (s *Stage) Trace() *Trace { return &s.trace }

// Script returns the script that is played.
func (s *Stage) Script() Script { return s.script }

// Reset goes back to position 0 and forgets the live commands.
func (s *Stage) Reset() {
	s.inputs, s.live, s.unfit, s.end = nil, 0, 0, 0
	s.trace = Trace{}
	s.rewind()
}

// Next returns the virtual time of the next step; there is none if nothing
// can happen any more.
func (s *Stage) Next() (at time.Duration, ok bool) {
	if in := s.due(); in != nil {
		return in.at, true
	}
	return s.run.next()
}

// due is the input that comes next, if one does. One that was read may not fit
// the script: then it is left out.
func (s *Stage) due() *input {
	if s.played == len(s.inputs) {
		return nil
	}
	in := &s.inputs[s.played]
	next, more := s.run.next()
	fits := !in.read || in.at >= s.run.now() && (!more || in.at <= next)
	switch {
	case in.after == s.run.step && fits:
		return in
	case in.after != s.run.step && more:
		return nil
	}
	s.leaveOut()
	return nil
}

// leaveOut forgets the inputs from the next one on, which don't fit the script.
func (s *Stage) leaveOut() {
	for _, in := range s.inputs[s.played:] {
		s.unfit += in.count
		s.live -= in.count
	}
	s.inputs = s.inputs[:s.played]
}

// Step takes the next step, and reports whether there was one.
func (s *Stage) Step() bool {
	if in := s.due(); in != nil {
		s.played++
		s.given += in.count
		s.run.perform(in)
	} else if _, ok := s.run.next(); ok {
		s.run.take()
	} else {
		return false
	}
	s.clock = s.run.now()
	if s.run.step > s.end {
		s.end = s.run.step
		s.trace.add(s.run.latest)
	}
	return true
}

// Back goes one step back, and reports whether there was one.
func (s *Stage) Back() bool {
	if s.run.step == 0 {
		return false
	}
	s.Seek(s.run.step-1, s.run.step)
	return true
}

// Seek goes to position n, or as far as the play goes. It takes at most budget
// steps, and reports whether it is there: if not, call it again.
func (s *Stage) Seek(n, budget int) bool {
	if n < s.run.step || n == s.run.step && s.clock != s.run.now() {
		s.rewind()
	}
	for s.run.step < n {
		if budget == 0 {
			return false
		}
		budget--
		if !s.Step() {
			break
		}
	}
	return true
}

// RunUntil takes all steps up to virtual time t, at most budget of them, and
// reports whether it got there. Time stands still if nothing can happen.
func (s *Stage) RunUntil(t time.Duration, budget int) bool {
	for {
		at, ok := s.Next()
		if !ok {
			return true
		}
		if at > t {
			s.clock = max(s.clock, t)
			return true
		}
		if budget == 0 {
			return false
		}
		budget--
		s.Step()
	}
}

// Live makes a client called [You] take the steps of text, in the script's words,
// now; what it can't do at once it goes on with as the play does. A command
// given after going back discards what came after. If text is no steps the
// error is [Mistakes]; it is [ErrTooManyLive] after [MaxLive] commands. Then
// nothing has changed.
func (s *Stage) Live(text string) error {
	steps, err := parseSteps(text, s.targets)
	if err != nil {
		return err
	}
	return s.command(input{steps: steps, program: compile(You, steps, s.targets), count: 1})
}

// MaxBurst bounds one burst.
const MaxBurst = 10_000

// ErrBurst is the error of [Stage.Burst] if the number is out of bounds.
var ErrBurst = errors.New("stage: a burst is of 1 to 10000 sets, a whole number")

// Burst makes n clients called [You] set 1, 2, … n, now and all at once. The error
// is [ErrBurst], or [ErrTooManyLive].
func (s *Stage) Burst(n int) error {
	if n < 1 || n > MaxBurst {
		return ErrBurst
	}
	return s.command(burst(n, s.targets))
}

func (s *Stage) command(in input) error {
	if s.given+in.count > MaxLive {
		return ErrTooManyLive
	}
	in.after, in.at = s.run.step, s.clock
	s.inputs = append(s.inputs[:s.played], in)
	s.live = s.given + in.count
	s.end = s.run.step
	s.trace.truncate(s.end, s.run.reported)
	s.Step()
	return nil
}

// rewind starts the run anew.
func (s *Stage) rewind() {
	if s.run != nil {
		s.run.close()
	}
	s.run = newRun(&s.script, s.programs, s.targets, s.rings, s.called)
	s.played, s.given, s.clock = 0, 0, 0
}
