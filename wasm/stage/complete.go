package stage

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Completions is what a text can go on with at one place.
type Completions struct {
	Typed string // the word before the place, as far as it goes: what a completion is put in place of
	Items []Completion
}

// Completion is one way to go on.
type Completion struct {
	Kind    WordKind
	Text    string // to be put in: with a space behind it if more must follow
	Form    string // as Word has it
	Meaning string // likewise
}

// Complete lists what a text can go on with between before and after. The parser itself says it: a word that is none is put
// there, and what it would have taken instead is offered. If a client can begin there, names are offered that are free.
func Complete(before, after string) Completions {
	before = strings.TrimPrefix(before, "\ufeff")
	at := len(before)
	for at > 0 && (before[at-1] >= utf8.RuneSelf || !endsWord[before[at-1]]) {
		at--
	}
	c := Completions{Typed: before[at:]}
	if line := before[strings.LastIndexByte(before, '\n')+1:]; strings.IndexByte(line, '#') >= 0 {
		return c // in a comment
	}
	p := newParser(before[:at] + "\uffff" + after)
	p.hole = at
	for p.tok.kind != tokenEnd {
		p.statement()
	}
	for _, name := range p.offered.names {
		c.offer(wordOf(&p.offered, name), name, p)
	}
	switch p.offered.kind {
	case WordSetting:
		c.offer(wordOf(&offered{kind: WordActor}, "actor"), "actor", p)
		c.offerNames(p)
	case WordActor:
		for i := range p.script.Actors {
			c.add(WordActor, p.script.Actors[i].Name, "", "actor NAME", "An actor of this script.")
		}
	}
	return c
}

// offered is what the parser would have taken at the place to complete.
type offered struct {
	kind   WordKind
	before string // the word before the place
	names  []string
}

// offer notes the words that would have been good in place of a token, if that is the one to complete.
func (p *parser) offer(at token, kind WordKind, names []string) {
	if at.start == p.hole && p.offered.kind == "" {
		p.offered = offered{kind, p.last.text, names}
	}
}

// wordOf finds the entry for a name, which may be the last words of an entry's.
func wordOf(o *offered, name string) *Word {
	for i := range Words {
		if w := &Words[i]; w.Kind == o.kind && w.Name == name || strings.HasSuffix(" "+w.Name, " "+o.before+" "+name) {
			return w
		}
	}
	return &Word{}
}

func (c *Completions) offer(w *Word, name string, p *parser) {
	if first, _, _ := strings.Cut(name, " "); w.Kind == WordSetting && p.settings[first] > 0 && name == w.Name {
		return // it may be said once
	}
	more := ""
	if w.Kind != WordOutcome && len(w.Form) > len(w.Name) {
		more = " "
	}
	c.add(w.Kind, name, more, w.Form, w.Meaning)
}

// offerNames offers names for one more client, after those there are.
func (c *Completions) offerNames(p *parser) {
	const most = 4
	if len(p.script.Clients) == 0 {
		c.addName("main", "A client, which takes its steps one after the other.")
	}
	var seen []string
	for i := range p.script.Clients {
		g := &p.script.Clients[i]
		base := g.Name
		if i := strings.LastIndexByte(base, '-'); i > 0 {
			if _, ok := parseInteger(base[i+1:]); ok {
				base = base[:i]
			}
		}
		if base == "" || slices.Contains(seen, base) {
			continue
		}
		if seen = append(seen, base); len(seen) > most {
			break
		}
		if name := p.taken.free(base); utf8.RuneCountInString(name) <= MaxName {
			c.addName(name, "One more client, beside "+g.Name+".")
		}
	}
}

func (c *Completions) addName(name, meaning string) {
	c.add(WordClient, name, ": ", name+": STEPS", meaning)
}

//go:noinline
func (c *Completions) add(kind WordKind, name, more, form, meaning string) {
	if name != c.Typed && strings.HasPrefix(name, strings.ToLower(c.Typed)) {
		c.Items = append(c.Items, Completion{kind, name + more, form, meaning})
	}
}

// free is the first of base-2, base-3 and so on that no client has.
func (t *takenNames) free(base string) string {
	for n := max(2, t.counted[base].count+1); ; n++ {
		name := base + "-" + strconv.Itoa(n)
		if _, taken := t.plain[name]; !taken {
			return name
		}
	}
}
