package stage

import (
	"strings"
)

// Parse makes a script of a text. If the text is no script the error is [Mistakes], all that it has, and the script is
// zero. It takes time and memory in proportion to the text: counts and repeats are multiplied, never written out.
func Parse(text string) (Script, error) {
	p := newParser(text)
	for p.tok.kind != tokenEnd {
		p.statement()
	}
	p.checkCalls(p.script.targets())
	if len(p.mistakes) > 0 {
		return Script{}, p.allMistakes()
	}
	return p.script, nil
}

// parseSteps makes steps of a text that is those of one client and nothing else, as a live command is. They may call the
// actors of targets.
func parseSteps(text string, targets map[string]target) ([]Step, error) {
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
			p.mistake(token{line: 1, column: 1, endColumn: 1}, "expected at most "+decimal(MaxSteps)+
				" steps in all, repeats written out; got "+roughly(n))
		}
		p.checkCalls(targets)
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

// newParser has read the first token. Of a text that is too long it takes none.
func newParser(text string) *parser {
	text = strings.TrimPrefix(text, "\ufeff")
	p := &parser{
		lex:      lexer{text: text, line: 1, column: 1},
		script:   Script{Capacity: DefaultCapacity, Handle: DefaultHandle},
		settings: map[string]int{},
		passing:  map[passing]token{},
		hole:     -1,
		taken:    takenNames{plain: map[string]int{}, counted: map[string]counted{}, lowest: map[string]numbered{}},
	}
	if len(text) > MaxText {
		p.mistake(token{line: 1, column: 1, endColumn: 1}, "expected a script of at most "+decimal(MaxText)+
			" bytes (1 MiB); got "+decimal(len(text))+" bytes")
	} else {
		p.advance()
	}
	return p
}

// parser goes down the grammar with one token read ahead. After a mistake it goes on at the next comma, closing parenthesis or
// line, and sooner if what follows is plainly a step, so that it finds all mistakes and makes up none.
type parser struct {
	lex     lexer
	tok     token // read ahead
	last    token // the one before, newlines left out
	open    int   // parentheses open before tok; within them a newline is space
	nesting int   // groups of steps around tok: never more than MaxNesting, and so the depth of the recursion

	modifiers []string // what the step just read could have had behind it
	excused   int      // closing parentheses to pass over: the lack of their opening ones has been reported
	resume    bool     // the step just read broke off before a good one: no comma is missed between them

	hole    int     // where Complete has put a word that is none, in bytes; else -1
	offered offered // what would have been taken there

	script   Script
	settings map[string]int // the line of each setting
	taken    takenNames
	clients  int
	actors   int
	steps    int64
	called   []token           // names of actors
	passing  map[passing]token // whom a rule passes a command on to
	written  int
	gaveUp   bool // the rest of the text is not read, and what that would lack is no mistake

	mend     string // of the next mistake
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
		// A line that begins a setting or a client ends the statement before it even if a parenthesis is still open:
		// otherwise one that was forgotten would take the rest of the script with it.
		if p.tok.kind != tokenNewline || p.open == 0 || p.lex.statementAhead() {
			return
		}
	}
}

// peek is the token behind tok.
//
//go:noinline
func (p *parser) peek() token {
	l := p.lex
	return l.next()
}

// atEnd says that the statement is over, unless a comma or colon before lets it go on.
func (p *parser) atEnd() bool { return p.tok.kind == tokenNewline || p.tok.kind == tokenEnd }

// atStep says that a step begins here, whatever came before.
//
//go:noinline
func (p *parser) atStep() bool {
	return p.tok.kind == tokenWord && contains(stepWords, p.tok.text)
}

// goOn takes the newlines behind a comma or a client's colon, and says whether the statement goes on after them.
func (p *parser) goOn() bool {
	for p.tok.kind == tokenNewline && !p.lex.statementAhead() {
		p.advance()
	}
	return !p.atEnd()
}
