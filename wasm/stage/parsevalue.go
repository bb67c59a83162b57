package stage

import (
	"math"
	"strconv"
	"time"
)

// What steps and settings have behind them. Each of these reports what it does not find and leaves it.

func (p *parser) word(want string) bool {
	if p.tok.kind != tokenWord || p.tok.text != want {
		p.expected(quoted(want)+" after "+quoted(p.last.text), []string{want})
		return false
	}
	p.advance()
	return true
}

func (p *parser) value(s *Step) bool {
	n, ok := p.integer(math.MinInt32, math.MaxInt32, "a whole number")
	s.Value = int32(n)
	return ok
}

func (p *parser) integer(low, high int64, what string) (int64, bool) {
	if p.tok.kind == tokenWord {
		if n, ok := parseInteger(p.tok.text); ok && n >= low && n <= high {
			p.advance()
			return n, true
		}
	}
	p.expected(what+" from "+strconv.FormatInt(low, 10)+" to "+strconv.FormatInt(high, 10), nil)
	return 0, false
}

func (p *parser) outcome(s *Step) bool {
	if p.tok.kind == tokenWord {
		if _, isNumber := parseInteger(p.tok.text); isNumber {
			s.Expect = OutcomeValue
			return p.value(s)
		}
		for o := OutcomeOK; int(o) < len(outcomeWords); o++ {
			if p.tok.text == outcomeWords[o] {
				s.Expect = o
				p.advance()
				return true
			}
		}
	}
	p.expected("a whole number or an outcome ("+orList(outcomeNames...)+")", outcomeNames)
	return false
}

// modifier reads which actor a step calls, and the one modifier that it may have.
func (p *parser) modifier(s *Step, allowed []string) bool {
	if p.tok.kind == tokenWord && p.tok.text == "at" {
		p.advance()
		if !p.actorName(&s.At) {
			return false
		}
	} else if len(p.script.Actors) > 0 {
		p.modifiers = []string{"at"}
	}
	if p.tok.kind != tokenWord || !contains(allowed, p.tok.text) {
		if p.modifiers == nil {
			p.modifiers = allowed // and not a copy, for each step comes here
		} else {
			p.modifiers = append(p.modifiers, allowed...)
		}
		return true
	}
	word := p.tok
	p.advance()
	switch word.text {
	case "within":
		var ok bool
		if s.Within, ok = p.duration(); !ok {
			return false
		}
		s.HasWithin = true
	case "unread":
		s.Mode = ModeUnread
	case "unanswered":
		s.Mode = ModeUnanswered
	case "twice":
		s.Mode = ModeTwice
	case "blindly":
		s.Mode = ModeBlindly
	}
	if p.tok.kind == tokenWord && contains(allowed, p.tok.text) {
		p.mistake(p.tok, "expected only one of "+orList(allowed...)+"; got "+quoted(p.tok.text)+" as well as "+quoted(word.text))
		return false
	}
	return true
}

func (p *parser) duration() (time.Duration, bool) {
	const what = "a duration with a unit, such as 300ms"
	if p.tok.kind != tokenWord {
		p.expected(what, nil)
		return 0, false
	}
	d, problem := parseDuration(p.tok.text)
	switch problem {
	case durationFine:
		p.advance()
		return d, true
	case durationNoUnit:
		if unit := p.peek(); unit.kind == tokenWord && unitSize(unit.text) > 0 {
			p.mistake(p.tok, "expected "+what+"; got "+quoted(p.tok.text)+"; write "+quoted(p.tok.text+unit.text)+" without the space")
			p.advance()
			return 0, false
		}
		if !p.atEnd() {
			p.mend = p.tok.text + "ms"
		}
		p.expected(what, nil)
	case durationBadUnit:
		p.expected("a duration in us, ms, s or m, such as 300ms", nil)
	case durationTooLong:
		p.expected("a duration from 0ms to "+formatDuration(MaxDuration), nil)
	case durationTooFine:
		p.expected("a duration in whole nanoseconds (0.001us)", nil)
	default:
		p.expected(what, nil)
	}
	return 0, false
}
