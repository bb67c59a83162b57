package stage

import (
	"errors"
	"time"
)

// You is the name of the client that gives live commands.
const You = "you"

// MaxLive bounds how many live commands one play records.
const MaxLive = 100_000

// ErrTooManyLive is the error of a live command after MaxLive of them.
var ErrTooManyLive = errors.New("stage: too many live commands in one play (100000); reset to go on")

// An input is what was commanded live: it is part of the run, and is played
// again whenever the run is.
type input struct {
	after   int // the step after which it came
	at      time.Duration
	steps   []Step
	program *program // of the steps
	count   int      // how many clients do it
	burst   bool     // they set 1, 2, …
	read    bool     // from a text, and so it may not fit
}

// burst is the input of n clients that set 1 to n.
func burst(n int, targets map[string]target) input {
	steps := []Step{{Op: OpSet}}
	return input{steps: steps, program: compile(You, steps, targets), count: n, burst: true}
}

// perform plays an input, as a step of its own.
func (r *run) perform(in *input) {
	r.begin()
	r.agenda.now = in.at
	for n := range in.count {
		c := client{program: in.program, name: You, live: true}
		if in.burst {
			c.liveValue = int32(n + 1)
		}
		r.act(r.employ(c))
		r.settle()
	}
	r.tidy()
}

// employ makes a client to act at once: nothing is planned for it.
func (r *run) employ(c client) int32 {
	last := len(r.idle) - 1
	if last < 0 {
		i := r.add(c)
		r.ready(i)
		return i
	}
	i := r.idle[last]
	r.idle = r.idle[:last]
	r.touch(i)
	c.calls = r.clients[i].calls // an old deadline must not hit the new one
	c.state = Finished
	r.clients[i] = c
	r.ready(i)
	return i
}
