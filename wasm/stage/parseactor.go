package stage

import (
	"slices"
)

// actor reads a line that declares actors.
func (p *parser) actor() {
	p.advance()
	name := p.tok
	p.advance()
	c := ClientGroup{Name: name.text, Count: 1, Line: name.line}
	if good := p.count(&c, MaxActors); p.goodName(name, "an actor's") && good {
		p.taken.add(p, c, name)
	}
	if p.actors <= MaxActors {
		if p.actors += c.Count; p.actors > MaxActors {
			p.mistake(name, "expected at most "+decimal(MaxActors)+" actors in all; with "+quoted(name.text)+
				" they are "+decimal(p.actors))
		}
	}
	g := ActorGroup{Name: c.Name, Count: c.Count, Numbered: c.Numbered, Line: c.Line}
	if p.tok.kind == tokenColon {
		p.parts(&g)
	} else if !p.atEnd() {
		p.expected(`":" before what the actor has, or the end of the line`, nil)
		p.skipStatement()
	}
	if p.actors <= MaxActors {
		p.script.Actors = append(p.script.Actors, g)
	}
}

// parts reads what an actor has: each part behind the colon or a comma.
func (p *parser) parts(g *ActorGroup) {
	for p.tok.kind == tokenColon || p.tok.kind == tokenComma {
		p.advance()
		for p.tok.kind == tokenNewline && (contains(partWords, p.peek().text) || !p.lex.statementAhead()) {
			p.advance()
		}
		if !p.part(g) {
			for !p.atEnd() && p.tok.kind != tokenComma {
				p.advance()
			}
		} else if !p.atEnd() && p.tok.kind != tokenComma {
			p.expectedEnd(false)
			p.skipStatement()
		}
	}
}

func (p *parser) part(g *ActorGroup) (ok bool) {
	p.modifiers = nil
	word := p.tok
	p.offer(word, WordPart, partForms)
	if word.kind != tokenWord || !contains(partWords, word.text) {
		p.expected("a part of the actor ("+orList(partNames...)+")", partWords)
		return false
	}
	p.advance()
	twice := false
	switch word.text {
	case "mailbox":
		var n int64
		twice = g.Capacity != 0
		n, ok = p.integer(1, MaxCapacity, "a capacity")
		g.Capacity = int(n)
	case "handle":
		twice = g.HasHandle
		g.Handle, ok = p.duration()
		g.HasHandle = true
	case "on":
		p.offer(p.tok, WordPart, onActs)
		command := p.tok.text
		switch command {
		case "set":
			twice = g.OnSet.Act != 0
			ok = p.rule(&g.OnSet, setActs, 0)
		case "get":
			twice = g.OnGet.Act != 0
			ok = p.rule(&g.OnGet, getActs, 1)
		default:
			p.expected(`"set" or "get" after "on"`, []string{"set", "get"})
		}
		word.text += " " + command
	}
	if twice {
		p.mistake(word, "expected "+quoted(word.text)+" once only for an actor")
	}
	return ok
}

// rule reads what an actor does on a command, from the command's word on.
func (p *parser) rule(r *Rule, acts []string, get int) bool {
	p.advance()
	word := p.tok
	p.offer(word, WordPart, acts)
	if word.kind != tokenWord || !contains(acts, word.text) {
		p.expected(orList(acts...)+" after "+quoted("on "+p.last.text), acts)
		return false
	}
	r.Act, r.Line = Act(slices.Index(actWords[:], word.text)), word.line
	p.advance()
	if r.Act == ActFail {
		return true
	}
	to := p.tok
	if !p.actorName(&r.To) {
		return false
	}
	switch {
	case r.Act == ActAsk && get == 1:
		p.modifiers = []string{"later", "blindly"}
	case r.Act != ActTry:
		p.modifiers = blindlyOnly
	}
	if p.tok.kind == tokenWord && contains(p.modifiers, p.tok.text) {
		r.Mode = ModeBlindly
		if p.tok.text == "later" {
			r.Mode = ModeLater
		}
		p.modifiers = nil
		p.advance()
	}
	if r.Act != ActAsk || r.Mode == ModeLater {
		p.passing[passing{len(p.script.Actors), get}] = to
	}
	return true
}

// actorName reads the name of an actor that is called. It may be declared further down.
func (p *parser) actorName(name *string) bool {
	if p.tok.kind != tokenWord {
		p.expected("an actor's name after "+quoted(p.last.text), nil)
		return false
	}
	p.offer(p.tok, WordActor, nil)
	*name = p.tok.text
	p.called = append(p.called, p.tok)
	p.advance()
	return true
}

// checkCalls reports calls of actors that are not there, and commands that would be passed on for ever: every play has an end.
func (p *parser) checkCalls(targets map[string]target) {
	if p.actors > MaxActors || p.gaveUp {
		return // some were not read
	}
	var names []string
	for i := range p.script.Actors {
		names = append(names, p.script.Actors[i].Name)
	}
	for _, at := range p.called {
		if _, ok := targets[at.text]; !ok {
			p.mistake(at, "expected the name of an actor that the script declares; got "+quoted(at.text)+p.meant(at.text, names))
		}
	}
	for get := range 2 {
		next := make([]int32, len(names)) // of each line, the one that a command goes on to, or -1
		for i := range next {
			next[i] = -1
			if at, ok := p.passing[passing{i, get}]; ok {
				if to, ok := targets[at.text]; ok {
					next[i] = to.group
				}
			}
		}
		for i := range next {
			to := next[i]
			for n := 0; to >= 0 && int(to) != i && n < len(next); n++ {
				to = next[to]
			}
			if int(to) == i {
				p.mistake(p.passing[passing{i, get}], "expected an actor that does not pass the command on to "+quoted(names[i])+
					" again: it would go round for ever")
			}
		}
	}
}

// A passing is a rule that passes a command on and lets its own turn end: one on set, 0, or on get, 1, of an actor line.
type passing struct{ line, get int }
