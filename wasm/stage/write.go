package stage

import (
	"errors"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// A Written is a script with a play's live commands in it, as clients.
type Written struct {
	Script  string
	Clients []string // those that were added
	Exact   bool     // it was played up to the play's End, and every command had the same times and the same outcome
}

// ErrTooLongToWrite is the error if the script would not keep the language's limits.
var ErrTooLongToWrite = errors.New("stage: with the live commands the script is too long, or has too many clients")

// maxTried bounds the steps that Write takes to compare, in all.
const maxTried = 50_000

// Write writes the live commands of the whole play into text, which is that of
// its script, as clients called me, me2 and so on: one goes on as long as each of
// its commands has returned before the next was given. They wait for the virtual
// time at which each was given, so playing the result gives the same commands at
// the same times. What happens at the same time has an order, too: Write looks
// for places and waits that keep it or make no difference, and plays the result
// to see. If it finds none, or the play is too long for that, Exact is false.
//
// The error is [Mistakes] if text is no script, or [ErrTooLongToWrite].
func (s *Stage) Write(text string) (Written, error) {
	script, err := Parse(text)
	if err != nil {
		return Written{}, err
	}
	if len(s.inputs) == 0 {
		return Written{Script: text, Exact: true}, nil
	}
	w := writer{script: script, budget: maxTried, exact: s.trace.Fallen() == 0, strict: true, names: map[string]bool{}}
	for i := range script.Clients {
		w.names[script.Clients[i].Name] = true
	}
	for name := range s.targets {
		w.names[name] = true
	}
	defer func() { w.keep(nil) }()
	reference := s.heard()
	for first := 0; first < len(s.inputs); {
		next := first + 1
		for next < len(s.inputs) && s.inputs[next].at == s.inputs[first].at {
			next++
		}
		until := len(reference)
		if next < len(s.inputs) {
			until = cutAt(reference, s.inputs[next].after+1)
		}
		w.add(s.inputs[first:next], reference[:until], until == len(reference))
		if w.script.ClientCount()+len(w.added) > MaxClients {
			return Written{}, ErrTooLongToWrite
		}
		first = next
	}
	return w.written(text)
}

// cutAt is where the events of a step begin.
func cutAt(all []heard, step int) int {
	return sort.Search(len(all), func(i int) bool { return all[i].step >= step })
}

// heard is an event as it is compared: without its step and the client's index
// and line, which differ.
type heard struct {
	event Event
	who   string
	step  int
}

// heard is what the trace has, without the waits of live clients.
func (s *Stage) heard() []heard {
	var all []heard
	for i := range s.trace.Len() {
		if h := hear(s.trace.At(i), s.run.name(s.trace.At(i).Client)); !h.ignored() {
			all = append(all, h)
		}
	}
	return all
}

func hear(e *Event, who string) heard {
	h := heard{*e, who, e.Step}
	h.event.Step, h.event.Client, h.event.Line = 0, 0, 0
	return h
}

func (h *heard) ignored() bool {
	return h.who == You && (h.event.Kind == Slept || h.event.Kind == Woke)
}

// A writer adds one live command after the other to a script.
type writer struct {
	script Script
	names  map[string]bool // that are taken
	added  []added
	budget int  // of steps
	exact  bool // so far
	strict bool // so far, in the order of what happens at the same time, too
	trial  *run // of the script with what was added, as far as it was compared
}

// An added is a client that does live commands.
type added struct {
	group  ClientGroup
	before int // that client line of the script; the number of them is the end
}

// A candidate is one way to do the inputs of one time.
type candidate struct {
	goesOn int // the client of added that does them; -1 for new ones
	before int
	joined bool // one client does them one after the other
	waits  []Step
}

// add adds the inputs of one time, up to the next of which the play had the
// events of reference. It takes the first candidate that has them, too.
func (w *writer) add(inputs []input, reference []heard, last bool) {
	candidates := w.candidates(inputs, reference)
	before := w.added
	if w.exact && w.strict {
		for _, c := range candidates {
			if w.added = w.with(before, c, inputs); w.same(reference, true) {
				return
			}
		}
	}
	w.strict = false
	if !last { // the events of the next time are not complete
		for len(reference) > 0 && reference[len(reference)-1].event.At > inputs[0].at {
			reference = reference[:len(reference)-1]
		}
	}
	for _, c := range candidates {
		if w.added = w.with(before, c, inputs); w.exact && w.same(reference, false) {
			return
		}
	}
	w.exact = false
	w.keep(nil)
	w.added = w.with(before, w.candidates(inputs, nil)[0], inputs)
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

// whole is the script with all that was added.
func (w *writer) whole() Script {
	script := w.script
	script.Clients = nil
	for i := range len(w.script.Clients) + 1 {
		script.Clients = append(script.Clients, w.groups(i)...)
		if i < len(w.script.Clients) {
			script.Clients = append(script.Clients, w.script.Clients[i])
		}
	}
	return script
}

// groups are those that were added before a client line of the script.
func (w *writer) groups(before int) []ClientGroup {
	var all []ClientGroup
	for _, a := range w.added {
		if a.before == before {
			all = append(all, a.group)
		}
	}
	return all
}

// same plays the script with what was added, and reports whether it has the
// same events: in the same order if that is to be strict, and else at the same
// times, whatever the order and the numbers of commands are within one.
func (w *writer) same(reference []heard, strict bool) bool {
	script := w.whole()
	ours := map[string]bool{}
	for _, a := range w.added {
		ours[a.group.Name] = true
	}
	var programs []*program
	targets := script.targets()
	for _, group := range script.Clients {
		programs = append(programs, compile(group.Name, group.Steps, targets))
	}
	r := newRun(&script, programs, targets, map[uint64]*actor.DeadlockError{}, nil)
	var got []heard
	for len(got) < len(reference) {
		if _, more := r.next(); !more || w.budget <= 0 {
			r.close()
			return false
		}
		w.budget--
		r.take()
		for i := range r.latest {
			who := r.name(r.latest[i].Client)
			if ours[who] {
				who = You
			}
			h := hear(&r.latest[i], who)
			if h.ignored() {
				continue
			}
			if n := len(got); n == len(reference) || h.event.At != reference[n].event.At || strict && (h.event != reference[n].event || h.who != reference[n].who) {
				r.close()
				return false
			}
			got = append(got, h)
		}
	}
	if !strict && !sameInAnyOrder(got, reference) {
		r.close()
		return false
	}
	w.keep(r)
	return true
}

// sameInAnyOrder compares events whatever their order is within one time, and
// without what depends on it.
func sameInAnyOrder(a, b []heard) bool {
	more := map[heard]int{}
	for i := range a {
		more[a[i].loose()]++
	}
	for i := range b {
		more[b[i].loose()]--
	}
	for _, n := range more {
		if n != 0 {
			return false
		}
	}
	return true
}

func (h heard) loose() heard {
	h.step = 0
	h.event.Command, h.event.Len, h.event.Waiting, h.event.Held = 0, 0, 0, 0
	return h
}

// keep has r be the trial, and closes the one before.
func (w *writer) keep(r *run) {
	if w.trial != nil {
		w.trial.close()
	}
	w.trial = r
}

// written puts the clients that were added into the text of the script.
func (w *writer) written(text string) (Written, error) {
	out := Written{Exact: w.exact}
	for _, a := range w.added {
		out.Clients = append(out.Clients, a.group.Name)
	}
	var b textBytes
	line := 0
	for i := range w.script.Clients {
		if groups := w.groups(i); len(groups) > 0 {
			var before string
			before, text = cutLines(text, w.script.Clients[i].Line-1-line)
			line = w.script.Clients[i].Line - 1
			b.add(before)
			writeLines(&b, groups)
		}
	}
	b.add(endLine(text))
	writeLines(&b, w.groups(len(w.script.Clients)))
	out.Script = string(b)
	script, err := Parse(out.Script)
	if err != nil {
		return Written{}, ErrTooLongToWrite
	}
	out.Exact = out.Exact && Format(script) == Format(w.whole())
	return out, nil
}

func writeLines(b *textBytes, groups []ClientGroup) {
	for i := range groups {
		groups[i].write(b)
	}
}

// endLine has a text that isn't empty end with the end of a line.
func endLine(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

// cutLines cuts a text after its first n lines.
func cutLines(text string, n int) (before, after string) {
	at := 0
	for range n {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return text[:at], text[at:]
}
