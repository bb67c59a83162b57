package stage

import (
	"errors"
	"sort"
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

// keep makes r the trial, and closes the one before.
func (w *writer) keep(r *run) {
	if w.trial != nil {
		w.trial.close()
	}
	w.trial = r
}
