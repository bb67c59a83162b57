package stage

import (
	"slices"
	"time"
)

// A candidate is one way to do the inputs of one time.
type candidate struct {
	goesOn int // the client of added that does them; -1 for new ones
	before int
	joined bool // one client does them one after the other
	waits  []Step
}

// with is what was added before and the inputs, done in the candidate's way.
func (w *writer) with(before []added, c candidate, inputs []input) []added {
	all := slices.Clone(before)
	var clients [][]Step
	for i := range inputs {
		in := &inputs[i]
		switch {
		case in.burst:
			for n := range in.count {
				clients = append(clients, []Step{{Op: OpSet, Value: int32(n + 1)}})
			}
		case c.joined && i > 0:
			clients[0] = joined(clients[0], in.steps)
		default:
			clients = append(clients, in.steps)
		}
	}
	for _, steps := range clients {
		if c.goesOn >= 0 {
			g := &all[c.goesOn].group
			g.Steps = joined(g.Steps, c.waits, steps)
			continue
		}
		all = append(all, added{ClientGroup{Name: w.name(all), Count: 1, Steps: joined(c.waits, steps)}, c.before})
	}
	return all
}

// name is that of the next client that is added to all.
func (w *writer) name(all []added) string {
	for n := len(all) + 1; ; n++ {
		name := "me"
		if n > 1 {
			name += itoa(int64(n))
		}
		if !w.names[name] && !slices.ContainsFunc(all, func(a added) bool { return a.group.Name == name }) {
			return name
		}
	}
}

// maxPlaces bounds the lines of the script before which a client is tried.
const maxPlaces = 12

// candidates are the ways to do the inputs of one time, the plainest first.
func (w *writer) candidates(inputs []input, reference []heard) []candidate {
	var all []candidate
	at := inputs[0].at
	// A burst is several clients. An expect is about its own client's last step.
	joinable := !slices.ContainsFunc(inputs, func(in input) bool { return in.burst || in.steps[0].Op == OpExpect })
	if w.trial != nil && joinable {
		for i := len(w.added) - 1; i >= 0; i-- {
			if c := w.client(i); c.state == Finished && c.since <= at {
				for _, waits := range waysToWait(c.since, at, reference) {
					all = append(all, candidate{goesOn: i, joined: true, waits: waits})
				}
				break
			}
		}
	}
	end := len(w.script.Clients)
	for _, waits := range waysToWait(0, at, reference) {
		least := end // the order of lines is that of the beginning
		if at == 0 {
			least = max(0, end-maxPlaces)
		}
		for before := end; before >= least; before-- {
			if joinable && len(inputs) > 1 {
				all = append(all, candidate{goesOn: -1, before: before, joined: true, waits: waits})
			}
			all = append(all, candidate{goesOn: -1, before: before, waits: waits})
		}
		if least > 0 && at == 0 {
			all = append(all, candidate{goesOn: -1, waits: waits})
		}
	}
	return all
}

// client is the i-th that was added, in the trial.
func (w *writer) client(i int) *client {
	for j := range w.trial.clients {
		if c := &w.trial.clients[j]; c.name == w.added[i].group.Name {
			return c
		}
	}
	panic("stage: a client that was added is not in the script")
}

// waysToWait are waits from one time to another that differ in the place that
// they get in the order of what happens then: what is planned last comes last.
func waysToWait(from, to time.Duration, reference []heard) [][]Step {
	const rounds, times = 4, 6
	var ways [][]Step
	for n := range rounds {
		ways = append(ways, joined(waits(to-from), zeros(n)))
	}
	last := to
	for i := len(reference) - 1; i >= 0 && len(ways) < rounds*(1+times); i-- {
		if at := reference[i].event.At; at < last && at > from {
			last = at
			for n := range rounds {
				ways = append(ways, joined(waits(at-from), zeros(n), waits(to-at)))
			}
		}
	}
	return ways
}

// joined is slices.Concat, which would be inlined.
//
//go:noinline
func joined(lists ...[]Step) []Step { return slices.Concat(lists...) }

// waits are steps that wait for d: none for 0.
func waits(d time.Duration) []Step {
	var steps []Step
	for ; d > 0; d -= MaxDuration {
		steps = append(steps, Step{Op: OpWait, Wait: min(d, MaxDuration)})
	}
	return steps
}

func zeros(n int) []Step {
	steps := make([]Step, n)
	for i := range steps {
		steps[i].Op = OpWait
	}
	return steps
}
