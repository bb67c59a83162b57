package stage

import (
	"slices"
)

// expected reports tok, or that nothing is there.
func (p *parser) expected(what string, candidates []string) {
	if p.atEnd() {
		end := p.last
		end.column = end.endColumn
		end.start += len(end.text)
		p.mistake(end, "expected "+what+"; got the end of the line")
		return
	}
	kind := WordModifier
	if p.last.text == "expect" {
		kind = WordOutcome
	}
	p.offer(p.tok, kind, candidates)
	p.mistake(p.tok, "expected "+what+"; got "+quoted(p.tok.text)+p.meant(p.tok.text, candidates))
}

// expectedEnd reports what stands behind a step and does not belong to it.
func (p *parser) expectedEnd(inside bool) {
	var list []string
	for _, m := range p.modifiers {
		list = append(list, quoted(m))
	}
	if list = append(list, "a comma"); inside {
		list = append(list, `")"`)
	} else {
		list = append(list, "the end of the line")
	}
	p.expected(orList(list...), p.modifiers)
}

// meant is the hint at the word that an author probably meant, or nothing.
func (p *parser) meant(got string, lists ...[]string) string {
	if len(p.mistakes) < MaxMistakes { // beyond that nobody reads it
		if word, ok := nearWord(got, slices.Concat(lists...)); ok {
			p.mend = word
			return "; did you mean " + quoted(word) + "?"
		}
	}
	return ""
}

// maxCounted is how many mistakes are counted beyond those reported. The
// parser then gives up, for the time that it takes.
const maxCounted = 10_000

func (p *parser) mistake(at token, message string) {
	mend := p.mend
	p.mend = ""
	if p.gaveUp {
		return
	}
	if len(p.mistakes) >= MaxMistakes {
		if p.more++; p.more > 1 {
			if p.more == maxCounted {
				p.lex.at = len(p.lex.text) // it is no script in any case
			}
			return
		}
	}
	m := Mistake{at.line, at.column, at.endColumn, message, lineAt(p.lex.text, at.lineStart), mend, at.start - at.lineStart}
	if p.more > 0 {
		p.moreAt = m
		return
	}
	p.mistakes = append(p.mistakes, m)
}

func (m *Mistake) before(other *Mistake) bool {
	return m.Line < other.Line || m.Line == other.Line && m.Column < other.Column
}

func (p *parser) allMistakes() Mistakes {
	all := p.mistakes
	// They are few, and nearly in order. A sort of package slices would be 10 KB of the module.
	for i := 1; i < len(all); i++ {
		for j := i; j > 0 && all[j].before(&all[j-1]); j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	if p.more > 0 {
		switch {
		case p.more == 1:
			p.moreAt.Message = "and 1 more mistake"
		case p.more >= maxCounted:
			p.moreAt.Message = "and " + decimal(p.more) + " more mistakes, at least: the rest of the text was not read"
		default:
			p.moreAt.Message = "and " + decimal(p.more) + " more mistakes"
		}
		all = append(all, p.moreAt)
	}
	return all
}
