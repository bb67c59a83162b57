package stage

import (
	"strconv"
)

func (p *parser) statement() {
	p.open, p.nesting, p.excused = 0, 0, 0
	switch p.tok.kind {
	case tokenNewline:
		p.advance()
	case tokenWord:
		next := p.peek()
		switch {
		case contains(settingWords, p.tok.text):
			p.setting()
		case p.tok.text == "actor" && next.kind == tokenWord && !isCount(next.text):
			p.actor()
		case p.atStep() && next.kind != tokenColon && !(next.kind == tokenWord && isCount(next.text)):
			p.mistake(p.tok, `expected a client before its steps, such as "main: set 1"; got `+quoted(p.tok.text)+
				"; if the client above goes on here, put a comma at the end of its line")
			p.stepsAfter(p.tok)
		default:
			p.client()
		}
	case tokenComma:
		p.mistake(p.tok, `expected a setting or a client; got ","; if the client above goes on here, put the comma at the end of its line`)
		p.stepsBehind()
	case tokenColon:
		p.mistake(p.tok, `expected a client's name before ":"`)
		p.stepsBehind()
	default:
		p.noStatement(p.tok)
	}
}

// stepsAfter reads the steps of a statement to its end; a stray mark that ended them sooner has been reported.
func (p *parser) stepsAfter(lead token) []Step {
	list := p.stepList(lead)
	p.skipStatement()
	return list
}

// stepsBehind reads the steps behind a mark that has been reported, if there are any.
func (p *parser) stepsBehind() {
	p.advance()
	if p.tok.kind == tokenWord {
		p.stepList(p.last)
	}
	p.skipStatement()
}

// maxSkipped is how many tokens of a wrong statement are read on its lines. What is behind them on a line is passed over: a
// line of 1 MiB can have a million tokens, and a page waits for them.
const maxSkipped = 1000

// skipStatement goes to the end of a statement, over the lines that it goes on over.
func (p *parser) skipStatement() {
	for n := 0; !p.atEnd() || p.last.kind == tokenComma && p.goOn(); n++ {
		if n >= maxSkipped && p.lex.toLineEnd() {
			p.tok.kind = tokenComma // as the line ends
		}
		p.advance()
	}
}

func (p *parser) setting() {
	word := p.tok
	p.advance()
	if p.tok.kind == tokenColon {
		p.mistake(word, quoted(word.text)+" begins a setting: write it without a colon, or give the client another name")
		p.skipStatement()
		return
	}
	if line, twice := p.settings[word.text]; twice {
		p.mistake(word, "expected "+quoted(word.text)+" once only; it is on line "+decimal(line)+" already")
	} else {
		p.settings[word.text] = word.line
	}
	ok := false
	switch word.text {
	case "mailbox":
		var n int64
		n, ok = p.integer(1, MaxCapacity, "a capacity")
		p.script.Capacity = int(n)
	case "handle":
		p.script.Handle, ok = p.duration()
	case "start":
		ok = p.word("manually")
		p.script.StartManually = true
	}
	if ok && !p.atEnd() {
		p.expected("the end of the line", nil)
	}
	for !p.atEnd() {
		p.advance()
	}
}

func (p *parser) client() {
	name := p.tok
	g := ClientGroup{Name: name.text, Count: 1, Line: name.line}
	p.advance()
	goodCount := p.count(&g, MaxClients)
	switch second := p.tok; {
	case second.kind == tokenColon:
		p.advance()
	case p.atStep() && p.peek().kind != tokenColon:
		p.expected(`":" before the steps of client `+quoted(name.text), nil)
	case second.kind == tokenWord && p.peek().kind == tokenColon:
		hint := "; a name has no spaces"
		if isDigit(second.text[0]) {
			p.mend = "x" + second.text
			hint = "; did you mean " + quoted(p.mend) + "?"
		}
		p.mistake(second, `expected ":" or a count, such as x3, after the name `+quoted(name.text)+"; got "+quoted(second.text)+hint)
		p.advance()
		p.advance()
	case g.Numbered:
		p.expected(`":" after the count`, nil)
		p.skipStatement()
		return
	default:
		p.noStatement(name)
		return
	}

	if !p.goodName(name, "a client's") {
		g.Name = ""
	} else if goodCount {
		p.taken.add(p, g, name)
	}
	if p.clients <= MaxClients {
		if p.clients += g.Count; p.clients > MaxClients {
			p.mistake(name, "expected at most "+decimal(MaxClients)+" clients in all; with "+quoted(name.text)+
				" they are "+decimal(p.clients))
		}
	}
	g.Steps = p.stepsAfter(p.last)
	if p.steps <= MaxSteps {
		if p.steps = addCapped(p.steps, mulCapped(int64(g.Count), countSteps(g.Steps))); p.steps > MaxSteps {
			p.mistake(name, "expected at most "+decimal(MaxSteps)+" steps in all, repeats and counts written out; with "+
				quoted(name.text)+" they are "+roughly(p.steps))
		}
	}
	p.script.Clients = append(p.script.Clients, g)
}

// count reads a count, if there is one, and says whether it is good.
func (p *parser) count(g *ClientGroup, most int) bool {
	if p.tok.kind != tokenWord || !isCount(p.tok.text) {
		return true
	}
	g.Numbered = true
	n, ok := parseInteger(p.tok.text[1:])
	if ok = ok && n >= 1 && n <= int64(most) && p.tok.text[0] == 'x' && isDigit(p.tok.text[1]); ok {
		g.Count = int(n)
	} else {
		p.mistake(p.tok, "expected a count from x1 to x"+decimal(most)+"; got "+quoted(p.tok.text))
	}
	p.advance()
	return ok
}

func roughly(n int64) string {
	const most = 1_000_000_000_000
	if n > most {
		return "more than " + decimal(most)
	}
	return strconv.FormatInt(n, 10)
}

// noStatement reports a line that begins as nothing does, and skips it.
func (p *parser) noStatement(first token) {
	p.offer(first, WordSetting, settingNames)
	p.mistake(first, "expected a setting ("+orList(settingNames...)+`) or a client, such as "main: set 1"; got `+
		quoted(first.text)+p.meant(first.text, settingWords, stepWords))
	p.skipStatement()
}
