package stage

import (
	"slices"
	"strconv"
)

// stepList reads steps and the commas between them. It stops at the statement's end or at a closing parenthesis, which it
// leaves. lead is the token before: a colon, a comma, or the parenthesis that the steps are in.
func (p *parser) stepList(lead token) []Step {
	inside := lead.kind == tokenOpen
	var list []Step
	for more := true; more; lead, more = p.separator(inside) {
		if !p.stepHere(lead, inside) {
			break
		}
		first := p.tok
		if s := p.step(); s.Op != 0 && p.countWritten(first) {
			if len(list) == cap(list) {
				list = slices.Grow(list, p.room(len(list))) // append would copy a long list far more often
			}
			list = append(list, s)
		}
	}
	return list
}

// room is how many more steps a list of so many is to have room for: as many again, or if it is long those up to the end of the
// line or of the list's parentheses. To copy a long list takes longer than to look ahead.
func (p *parser) room(have int) int {
	const long = 1000
	if have < long {
		return have
	}
	ahead, open := 2, 0 // what has been read of the text may have two
	for _, c := range []byte(p.lex.text[p.lex.at:]) {
		switch {
		case c == '(':
			open++
		case c == ')':
			open--
		case c == ',' && open == 0:
			ahead++
		}
		if open < 0 || c == '\n' || ahead > MaxWritten-p.written {
			break
		}
	}
	return max(ahead, have/4)
}

// countWritten counts a step, and says whether there may be so many. If not, the rest of the text is not read.
func (p *parser) countWritten(first token) bool {
	if p.written++; p.written <= MaxWritten {
		return true
	}
	if !p.gaveUp {
		p.mistake(first, "expected at most "+strconv.Itoa(MaxWritten)+` steps in the text; write "repeat" for steps that recur. The rest was not read`)
		p.gaveUp = true
		p.lex.at = len(p.lex.text)
	}
	return false
}

// stepHere says whether there is something to read as a step, and reports it if not.
func (p *parser) stepHere(lead token, inside bool) bool {
	if p.open == 0 && !p.goOn() || p.tok.kind == tokenClose {
		message := `expected a step, such as "set 42"` // of a text that is nothing but steps
		if lead.kind != tokenEnd {
			message = "expected a step after this " + map[tokenKind]string{tokenComma: "comma", tokenColon: "colon", tokenOpen: `"("`}[lead.kind]
		}
		p.mistake(lead, message)
		return false
	}
	if p.tok.kind == tokenComma {
		p.expected("a step", nil)
		for p.tok.kind == tokenComma {
			p.advance()
			if p.open == 0 {
				p.goOn()
			}
		}
	}
	return !p.atEnd() && p.tok.kind != tokenClose // within parentheses the end is reported as the lack of a closing one
}

// separator takes the comma before the next step and says whether there is a next one.
func (p *parser) separator(inside bool) (lead token, more bool) {
	reported := false
	for {
		switch {
		case p.atEnd() || inside && p.tok.kind == tokenClose:
			return p.tok, false
		case p.tok.kind == tokenComma:
			p.advance()
			return p.last, true
		case p.tok.kind == tokenClose:
			if p.excused > 0 {
				p.excused--
			} else if !reported {
				p.mistake(p.tok, `expected no ")": there is no "(" for it`)
				reported = true
			}
			p.advance()
		case p.atStep():
			if !p.resume && !reported {
				p.expected("a comma before the next step", nil)
			}
			return p.last, true
		default:
			if !reported {
				p.expectedEnd(inside)
			}
			p.skipStep()
		}
	}
}

// step reads one step, or reports what is there instead; then it is at the step's end all the same, and its Op may be 0.
func (p *parser) step() Step {
	word := p.tok
	s := Step{Line: word.line, Column: word.column}
	p.modifiers, p.resume = nil, false
	if word.kind == tokenOpen {
		p.mistake(word, `expected a step; got "("; parentheses belong to repeat, such as "repeat 3 (set 1)"`)
		p.group()
		return Step{}
	}
	p.advance()
	ok := true
	switch word.text {
	case "set":
		s.Op = OpSet
		ok = p.value(&s) && p.modifier(&s, withinOnly)
	case "try":
		s.Op = OpTrySet
		ok = p.word("set") && p.value(&s) && p.modifier(&s, nil)
	case "get":
		s.Op = OpGet
		ok = p.modifier(&s, getModifiers)
	case "crash":
		s.Op = OpCrash
		ok = p.modifier(&s, nil)
	case "exit":
		s.Op = OpExit
		ok = p.modifier(&s, nil)
	case "ask":
		s.Op = OpAskItself
		ok = p.word("itself") && p.modifier(&s, blindlyOnly)
	case "send":
		s.Op = OpSendItself
		ok = p.word("itself") && p.modifier(&s, nil)
	case "stop":
		s.Op = OpStop
		ok = p.modifier(&s, withinOnly)
	case "kill":
		s.Op = OpKill
		ok = p.modifier(&s, nil)
	case "start":
		s.Op = OpStart
		ok = p.modifier(&s, nil)
	case "wait":
		s.Op = OpWait
		s.Wait, ok = p.duration()
	case "expect":
		s.Op = OpExpect
		ok = p.outcome(&s)
	case "repeat":
		s.Op = OpRepeat
		ok = p.repeat(&s)
	default:
		ok = p.noStep(word)
	}
	if !ok {
		p.skipStep()
	}
	return s
}

// noStep reports a word that is no step. If the rest can still be read it reads it and returns true.
func (p *parser) noStep(word token) bool {
	if word.kind == tokenWord && p.tok.kind == tokenColon {
		p.mistake(word, "expected a step; got "+quoted(word.text)+` and ":"; a client begins on a line of its own`)
		p.advance()
		p.resume = p.atStep()
		return p.resume
	}
	p.offer(word, WordStep, stepNames)
	hint := p.meant(word.text, stepWords)
	if hint == "" {
		p.mistake(word, "expected a step ("+orList(stepNames...)+"); got "+quoted(word.text))
		return false
	}
	p.mistake(word, "expected a step; got "+quoted(word.text)+hint)
	if near, _ := nearWord(word.text, stepWords); near != "repeat" {
		return false
	}
	p.skipWords()
	return p.tok.kind == tokenOpen && p.group() != nil
}

// repeat reads what follows the word. It counts nothing out: the body is kept once.
func (p *parser) repeat(s *Step) bool {
	if p.nesting == MaxNesting {
		p.mistake(p.last, "expected at most "+decimal(MaxNesting)+" repeats inside one another; this is one more")
		return false
	}
	n, ok := p.integer(1, MaxSteps, "a number of times")
	if s.Times = int(n); !ok {
		s.Times = 1
		p.skipWords()
	}
	if p.tok.kind == tokenOpen {
		s.Body = p.group()
		return true
	}
	if ok {
		p.expected(`"(" and the steps to repeat`, nil)
	}
	p.excused++
	p.resume = p.atStep()
	return p.resume
}

// group reads steps in parentheses. If tok is the opening one it takes both.
func (p *parser) group() []Step {
	opening := p.tok
	if p.nesting == MaxNesting {
		p.skipGroup()
		return nil
	}
	p.nesting++
	p.advance()
	list := p.stepList(opening)
	p.nesting--
	if p.tok.kind == tokenClose {
		p.advance()
	} else {
		p.mistake(opening, `expected a ")" for this "("`)
	}
	return list
}

// skipGroup skips parentheses and what is in them.
func (p *parser) skipGroup() {
	opening, outside := p.tok, p.open
	for p.advance(); p.open > outside; p.advance() {
		if p.atEnd() {
			p.mistake(opening, `expected a ")" for this "("`)
			return
		}
	}
}

// skipStep goes to the end of a step that cannot be read. A step on a later line is not skipped even without a comma before it.
func (p *parser) skipStep() {
	line := p.last.line
	for !p.atEnd() && p.tok.kind != tokenComma && p.tok.kind != tokenClose && !(p.tok.line > line && p.atStep()) {
		if p.tok.kind == tokenOpen {
			p.skipGroup()
		} else {
			p.advance()
		}
	}
}

// skipWords skips what stands where a count should.
func (p *parser) skipWords() {
	for p.tok.kind == tokenWord && !p.atStep() {
		p.advance()
	}
}
