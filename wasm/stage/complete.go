package stage

import (
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
	at := strings.LastIndexFunc(before, func(r rune) bool { return r < utf8.RuneSelf && endsWord[r] }) + 1
	c := Completions{Typed: before[at:]}
	if line := before[strings.LastIndexByte(before, '\n')+1:]; strings.Contains(line, "#") {
		return c // in a comment
	}
	p := newParser(before[:at] + "\uffff" + after)
	p.hole = at
	for p.tok.kind != tokenEnd {
		p.statement()
	}
	for _, o := range p.offers {
		for _, name := range o.names {
			c.offer(wordOf(o.kind, o.before, name), name, p)
		}
		if o.kind == WordSetting {
			c.offerNames(p)
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

// offer notes the words that would have been good in the place of a token, if that is the one to complete.
func (p *parser) offer(at token, kind WordKind, names []string) {
	if at.start == p.hole && len(p.offers) == 0 {
		p.offers = append(p.offers, offered{kind, p.last.text, names})
	}
}

// wordOf finds the entry for a name, which may be the second word of an entry's.
func wordOf(kind WordKind, before, name string) Word {
	for _, w := range Words {
		if w.Kind == kind && w.Name == name || w.Name == before+" "+name {
			return w
		}
	}
	return Word{}
}

func (c *Completions) offer(w Word, name string, p *parser) {
	if first, _, _ := strings.Cut(name, " "); w.Kind == WordSetting && p.settings[first] > 0 && name == w.Name {
		return // it may be said once
	}
	text := name
	if w.Kind != WordOutcome && len(w.Form) > len(w.Name) {
		text += " "
	}
	c.add(Completion{w.Kind, text, w.Form, w.Meaning}, name)
}

// offerNames offers names for one more client, after those there are.
func (c *Completions) offerNames(p *parser) {
	const most = 4
	if len(p.script.Clients) == 0 {
		c.add(Completion{WordClient, "main: ", "main: STEPS", "A client, which takes its steps one after the other."}, "main")
	}
	seen := map[string]bool{}
	for _, g := range p.script.Clients {
		base := g.Name
		if i := strings.LastIndexByte(base, '-'); i > 0 && i < len(base)-1 && strings.Trim(base[i+1:], "0123456789") == "" {
			base = base[:i]
		}
		_, plain := p.taken.plain[g.Name]
		_, counted := p.taken.counted[g.Name]
		if good := plain || counted; !good || seen[base] || len(seen) == most {
			continue
		}
		seen[base] = true
		if name := p.taken.free(base); utf8.RuneCountInString(name) <= MaxName {
			c.add(Completion{WordClient, name + ": ", name + ": STEPS", "One more client, beside " + g.Name + "."}, name)
		}
	}
}

func (c *Completions) add(item Completion, name string) {
	if name != c.Typed && strings.HasPrefix(name, strings.ToLower(c.Typed)) {
		c.Items = append(c.Items, item)
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
