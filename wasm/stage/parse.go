package stage

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Parse makes a script of a text. Where the text is no script the error is [Mistakes], all that it has, and the script is
// zero. It takes time and memory in proportion to the text: counts and repeats are multiplied, never written out.
func Parse(text string) (Script, error) {
	p := newParser(text)
	for p.tok.kind != tokenEnd {
		p.statement()
	}
	if len(p.mistakes) > 0 {
		return Script{}, p.allMistakes()
	}
	return p.script, nil
}

// parseSteps makes steps of a text that is those of one client and nothing else, as a live command is.
func parseSteps(text string) ([]Step, error) {
	p := newParser(text)
	if len(p.mistakes) == 0 {
		list := p.stepsAfter(token{line: 1, column: 1, endColumn: 1})
		for p.tok.kind == tokenNewline {
			p.advance()
		}
		if p.tok.kind != tokenEnd {
			p.mistake(p.tok, "expected the end of the command, which is the steps of one client; got "+quoted(p.tok.text))
		}
		if n := countSteps(list); n > MaxSteps {
			p.mistake(token{line: 1, column: 1, endColumn: 1}, "expected at most "+strconv.Itoa(MaxSteps)+
				" steps in all, repeats written out; got "+roughly(n))
		}
		if len(p.mistakes) == 0 {
			nowhere(list)
			return list, nil
		}
	}
	return nil, p.allMistakes()
}

// nowhere takes from steps the places that they have in no script.
func nowhere(steps []Step) {
	for i := range steps {
		steps[i].Line, steps[i].Column = 0, 0
		nowhere(steps[i].Body)
	}
}

// newParser has the first token in hand. Of a text that is too long it takes none.
func newParser(text string) *parser {
	text = strings.TrimPrefix(text, "\ufeff")
	p := &parser{
		lex:      lexer{text: text, line: 1, column: 1},
		script:   Script{Capacity: DefaultCapacity, Handle: DefaultHandle},
		settings: map[string]int{},
		taken:    takenNames{plain: map[string]int{}, counted: map[string]counted{}, lowest: map[string]numbered{}},
	}
	if len(text) > MaxText {
		p.mistake(token{line: 1, column: 1, endColumn: 1}, "expected a script of at most "+strconv.Itoa(MaxText)+
			" bytes (1 MiB); got "+strconv.Itoa(len(text))+" bytes")
	} else {
		p.advance()
	}
	return p
}

// parser goes down the grammar with one token in hand. After a mistake it goes on at the next comma, closing parenthesis or
// line, and sooner where what follows is plainly a step, so that it finds all mistakes and makes up none.
type parser struct {
	lex     lexer
	tok     token // in hand
	last    token // the one before, newlines left out
	open    int   // parentheses open before tok; within them a newline is space
	nesting int   // groups of steps around tok: never more than MaxNesting, and so the depth of the recursion

	modifiers []string // what the step just read could have had behind it
	excused   int      // closing parentheses to pass over: the lack of their opening ones has been reported
	resume    bool     // the step just read broke off before a good one: no comma is missed between them

	script   Script
	settings map[string]int // the line of each setting
	taken    takenNames
	clients  int
	steps    int64

	mistakes []Mistake
	more     int     // mistakes beyond MaxMistakes
	moreAt   Mistake // the first of them
}

func (p *parser) advance() {
	switch p.tok.kind {
	case tokenOpen:
		p.open++
	case tokenClose:
		p.open = max(0, p.open-1)
	}
	if !p.atEnd() {
		p.last = p.tok
	}
	for {
		p.tok = p.lex.next()
		// A line that begins a setting or a client ends the statement before it even where a parenthesis is still open:
		// otherwise one that was forgotten would take the rest of the script with it.
		if p.tok.kind != tokenNewline || p.open == 0 || p.lex.statementAhead() {
			return
		}
	}
}

// peek is the token behind the one in hand.
func (p *parser) peek() token {
	l := p.lex
	return l.next()
}

// atEnd says that the statement is over, unless a comma or colon before lets it go on.
func (p *parser) atEnd() bool { return p.tok.kind == tokenNewline || p.tok.kind == tokenEnd }

// atStep says that a step begins here, whatever came before.
func (p *parser) atStep() bool {
	return p.tok.kind == tokenWord && slices.Contains(stepWords, p.tok.text)
}

// goOn takes the newlines behind a comma or a client's colon, and says whether the statement goes on after them.
func (p *parser) goOn() bool {
	for p.tok.kind == tokenNewline && !p.lex.statementAhead() {
		p.advance()
	}
	return !p.atEnd()
}

// Settings and clients.

func (p *parser) statement() {
	p.open, p.nesting, p.excused = 0, 0, 0
	switch p.tok.kind {
	case tokenNewline:
		p.advance()
	case tokenWord:
		next := p.peek()
		switch {
		case slices.Contains(settingWords, p.tok.text):
			p.setting()
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

// skipStatement goes to the end of a statement, over the lines that it goes on over.
func (p *parser) skipStatement() {
	for !p.atEnd() || p.last.kind == tokenComma && p.goOn() {
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
		p.mistake(word, "expected "+quoted(word.text)+" once only; it is on line "+strconv.Itoa(line)+" already")
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
	goodCount := true
	p.advance()
	if p.tok.kind == tokenWord && isCount(p.tok.text) {
		g.Numbered = true
		n, ok := parseInteger(p.tok.text[1:])
		if goodCount = ok && n >= 1 && n <= MaxClients && p.tok.text[0] == 'x' && isDigit(p.tok.text[1]); goodCount {
			g.Count = int(n)
		} else {
			p.mistake(p.tok, "expected a count from x1 to x"+strconv.Itoa(MaxClients)+"; got "+quoted(p.tok.text))
		}
		p.advance()
	}

	switch second := p.tok; {
	case second.kind == tokenColon:
		p.advance()
	case p.atStep() && p.peek().kind != tokenColon:
		p.expected(`":" before the steps of client `+quoted(name.text), nil)
	case second.kind == tokenWord && p.peek().kind == tokenColon:
		hint := "; a name has no spaces"
		if isDigit(second.text[0]) {
			hint = "; did you mean " + quoted("x"+second.text) + "?"
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

	if p.goodName(name) && goodCount {
		p.taken.add(p, g, name)
	}
	if p.clients <= MaxClients {
		if p.clients += g.Count; p.clients > MaxClients {
			p.mistake(name, "expected at most "+strconv.Itoa(MaxClients)+" clients in all; with "+quoted(name.text)+
				" they are "+strconv.Itoa(p.clients))
		}
	}
	g.Steps = p.stepsAfter(p.last)
	if p.steps <= MaxSteps {
		if p.steps = addCapped(p.steps, mulCapped(int64(g.Count), countSteps(g.Steps))); p.steps > MaxSteps {
			p.mistake(name, "expected at most "+strconv.Itoa(MaxSteps)+" steps in all, repeats and counts written out; with "+
				quoted(name.text)+" they are "+roughly(p.steps))
		}
	}
	p.script.Clients = append(p.script.Clients, g)
}

func roughly(n int64) string {
	const most = 1_000_000_000_000
	if n > most {
		return "more than " + strconv.Itoa(most)
	}
	return strconv.FormatInt(n, 10)
}

// noStatement reports a line that begins as nothing does, and skips it.
func (p *parser) noStatement(first token) {
	p.mistake(first, "expected a setting ("+orList(settingNames...)+`) or a client, such as "main: set 1"; got `+
		quoted(first.text)+p.meant(first.text, settingWords, stepWords))
	p.skipStatement()
}

func (p *parser) goodName(name token) bool {
	for i, r := range name.text {
		if unicode.IsLetter(r) || i > 0 && (unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '_') {
			continue
		}
		p.mistake(name, `expected a client's name of letters, digits, "-" and "_" that begins with a letter; got `+quoted(name.text))
		return false
	}
	if n := utf8.RuneCountInString(name.text); n > MaxName {
		p.mistake(name, "expected a client's name of at most "+strconv.Itoa(MaxName)+" characters; got "+quoted(name.text)+
			" with "+strconv.Itoa(n))
		return false
	}
	for _, role := range roleNames {
		if strings.EqualFold(name.text, role.name) {
			p.mistake(name, "expected another name; "+quoted(role.name)+" is what the views call "+role.meaning)
			return false
		}
	}
	return true
}

// takenNames finds two clients of one name without writing out any count: a plain name can only meet the same plain name, or
// the counted group of what stands before its last "-"; a counted group can only meet another one of the same name.
type takenNames struct {
	plain   map[string]int      // the line of each plain name
	counted map[string]counted  // the counted group of each name
	lowest  map[string]numbered // of the plain names that end in "-" and a number, the one with the lowest, by what is before
}

type counted struct{ count, line int }

type numbered struct {
	number, line int
	name         string
}

func (t *takenNames) add(p *parser, g ClientGroup, at token) {
	refuse := func(client string, line int, of string) {
		message := "expected a name that is free; " + quoted(client) + " is on line " + strconv.Itoa(line) + " already"
		if of != "" {
			message += ", as one of " + quoted(of)
		}
		p.mistake(at, message)
	}
	group := func(name string, count int) string { return name + " x" + strconv.Itoa(count) }
	if g.Numbered {
		if c, ok := t.counted[g.Name]; ok {
			refuse(g.NameOf(0), c.line, group(g.Name, c.count))
			return
		}
		if n, ok := t.lowest[g.Name]; ok && n.number <= g.Count {
			refuse(n.name, n.line, "")
		}
		t.counted[g.Name] = counted{g.Count, g.Line}
		return
	}
	if line, ok := t.plain[g.Name]; ok {
		refuse(g.Name, line, "")
		return
	}
	t.plain[g.Name] = g.Line
	i := strings.LastIndexByte(g.Name, '-')
	if i < 0 {
		return
	}
	base, digits := g.Name[:i], g.Name[i+1:]
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || strconv.Itoa(n) != digits {
		return // no count makes such a name
	}
	if c, ok := t.counted[base]; ok && n <= c.count {
		refuse(g.Name, c.line, group(base, c.count))
	}
	if l, ok := t.lowest[base]; !ok || n < l.number {
		t.lowest[base] = numbered{n, g.Line, g.Name}
	}
}

// Steps.

// stepList reads steps and the commas between them. It stops at the statement's end or at a closing parenthesis, which stays
// in hand. lead is what came before: a colon, a comma, or the parenthesis that the steps are in.
func (p *parser) stepList(lead token) []Step {
	inside := lead.kind == tokenOpen
	var list []Step
	for more := true; more; lead, more = p.separator(inside) {
		if !p.stepHere(lead, inside) {
			break
		}
		if s := p.step(); s.Op != 0 {
			list = append(list, s)
		}
	}
	return list
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
		ok = p.word("set") && p.value(&s)
	case "get":
		s.Op = OpGet
		ok = p.modifier(&s, getModifiers)
	case "crash":
		s.Op = OpCrash
	case "exit":
		s.Op = OpExit
	case "ask":
		s.Op = OpAskItself
		ok = p.word("itself") && p.modifier(&s, blindlyOnly)
	case "send":
		s.Op = OpSendItself
		ok = p.word("itself")
	case "stop":
		s.Op = OpStop
		ok = p.modifier(&s, withinOnly)
	case "kill":
		s.Op = OpKill
	case "start":
		s.Op = OpStart
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

// noStep reports a word that is no step. Where the rest can still be read it reads it and returns true.
func (p *parser) noStep(word token) bool {
	if word.kind == tokenWord && p.tok.kind == tokenColon {
		p.mistake(word, "expected a step; got "+quoted(word.text)+` and ":"; a client begins on a line of its own`)
		p.advance()
		p.resume = p.atStep()
		return p.resume
	}
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
		p.mistake(p.last, "expected at most "+strconv.Itoa(MaxNesting)+" repeats inside one another; this is one more")
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

// group reads steps in parentheses. With the opening one in hand it takes both.
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

// What steps and settings have behind them. Each of these reports what it does not find and leaves it in hand.

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

// modifier reads the one modifier that a step may have.
func (p *parser) modifier(s *Step, allowed []string) bool {
	if p.tok.kind != tokenWord || !slices.Contains(allowed, p.tok.text) {
		p.modifiers = allowed
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
	if p.tok.kind == tokenWord && slices.Contains(allowed, p.tok.text) {
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

type durationProblem uint8

const (
	durationFine durationProblem = iota
	durationNoNumber
	durationNoUnit
	durationBadUnit
	durationTooLong // or below 0
	durationTooFine
)

// durationUnits has the larger units first.
var durationUnits = [...]struct {
	name string
	size time.Duration
}{{"m", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond}, {"us", time.Microsecond}}

func unitSize(name string) time.Duration {
	for _, u := range durationUnits {
		if u.name == name {
			return u.size
		}
	}
	return 0
}

// parseDuration is stricter than time.ParseDuration: one number, one unit, nothing rounded.
func parseDuration(s string) (time.Duration, durationProblem) {
	whole := strings.TrimPrefix(s, "-")
	n := 0
	for n < len(whole) && isDigit(whole[n]) {
		n++
	}
	whole, rest := whole[:n], whole[n:]
	fraction := ""
	if n > 0 && len(rest) > 1 && rest[0] == '.' && isDigit(rest[1]) {
		for n = 1; n < len(rest) && isDigit(rest[n]); n++ {
		}
		fraction, rest = rest[1:n], rest[n:]
	}
	unit := unitSize(rest)
	switch {
	case whole == "":
		return 0, durationNoNumber
	case rest == "":
		return 0, durationNoUnit
	case unit == 0:
		return 0, durationBadUnit
	}
	count, _ := parseInteger(whole)
	if count > int64(MaxDuration/unit) || s[0] == '-' {
		return 0, durationTooLong
	}
	d := time.Duration(count) * unit
	// Each digit of the fraction is worth a tenth of the one before, down to the last that is worth whole nanoseconds at all.
	// (A tenth of 6ns, where a minute's tenths end, is one only when five of them are taken.)
	place, finest := unit, false
	for i := range len(fraction) {
		part := time.Duration(fraction[i]-'0') * place
		if part%10 != 0 || finest && part != 0 {
			return 0, durationTooFine
		}
		d += part / 10
		finest = finest || place%10 != 0
		if !finest {
			place /= 10
		}
	}
	if d > MaxDuration {
		return 0, durationTooLong
	}
	return d, durationFine
}

// parseInteger reads decimal digits with an optional sign. What an int64 cannot hold comes out as far beyond every limit.
func parseInteger(s string) (int64, bool) {
	const beyond = math.MaxInt64 / 16
	digits := s
	if s != "" && (s[0] == '-' || s[0] == '+') {
		digits = s[1:]
	}
	var n int64
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 0, false
		}
		n = min(n*10+int64(digits[i]-'0'), beyond)
	}
	if s[:len(s)-len(digits)] == "-" {
		n = -n
	}
	return n, digits != ""
}

// Mistakes.

// expected reports what is in hand, or that nothing is.
func (p *parser) expected(what string, candidates []string) {
	if p.atEnd() {
		end := p.last
		end.column = end.endColumn
		p.mistake(end, "expected "+what+"; got the end of the line")
		return
	}
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
			return "; did you mean " + quoted(word) + "?"
		}
	}
	return ""
}

func (p *parser) mistake(at token, message string) {
	if len(p.mistakes) >= MaxMistakes {
		if p.more++; p.more > 1 {
			return
		}
	}
	m := Mistake{at.line, at.column, at.endColumn, message, lineAt(p.lex.text, at.lineStart)}
	if p.more > 0 {
		p.moreAt = m
		return
	}
	p.mistakes = append(p.mistakes, m)
}

func (p *parser) allMistakes() Mistakes {
	all := p.mistakes
	for i := range all { // they are few, and nearly in order
		for ; i > 0 && all[i].before(&all[i-1]); i-- {
			all[i], all[i-1] = all[i-1], all[i]
		}
	}
	if p.more > 0 {
		p.moreAt.Message = "and " + strconv.Itoa(p.more) + " more mistakes"
		if p.more == 1 {
			p.moreAt.Message = "and 1 more mistake"
		}
		all = append(all, p.moreAt)
	}
	return all
}

func (m *Mistake) before(other *Mistake) bool {
	return m.Line < other.Line || m.Line == other.Line && m.Column < other.Column
}
