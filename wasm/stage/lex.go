package stage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind tells the few kinds of token apart. Everything that is neither space, mark nor comment is a word, so a slip of
// the pen stays one piece and can be shown as such.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota // the end of the text
	tokenNewline
	tokenWord
	tokenComma
	tokenColon
	tokenOpen
	tokenClose
)

type token struct {
	kind      tokenKind
	text      string
	line      int // from 1
	column    int // from 1, in characters
	endColumn int
	start     int // where the token begins in the text, in bytes
	lineStart int // where its line does
}

// lexer cuts a text into tokens, one at a time: a text of 1 MiB can have a million of them.
type lexer struct {
	text      string
	at        int
	line      int
	column    int
	lineStart int
}

func (l *lexer) next() token {
	l.skipBlank()
	t := token{line: l.line, column: l.column, endColumn: l.column, start: l.at, lineStart: l.lineStart}
	if l.at == len(l.text) {
		return t
	}
	start := l.at
	switch c := l.text[l.at]; c {
	case '\n':
		t.kind = tokenNewline
		l.at++
		l.line++
		l.column = 1
		l.lineStart = l.at
		return t
	case ',', ':', '(', ')':
		t.kind = markKinds[c]
		l.at++
		l.column++
	default:
		t.kind = tokenWord
		for l.at < len(l.text) {
			size := 1
			if c := l.text[l.at]; c >= utf8.RuneSelf {
				var r rune
				if r, size = utf8.DecodeRuneInString(l.text[l.at:]); unicode.IsSpace(r) {
					break
				}
			} else if endsWord[c] {
				break
			}
			l.at += size
			l.column++
		}
	}
	t.text = l.text[start:l.at]
	t.endColumn = l.column
	return t
}

// toLineEnd passes over the rest of the line, and reports whether a comma ends it, comments aside.
func (l *lexer) toLineEnd() (comma bool) {
	rest := l.text[l.at:]
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	l.at += len(rest)
	l.column += utf8.RuneCountInString(rest)
	rest, _, _ = strings.Cut(rest, "#")
	return strings.HasSuffix(strings.TrimSpace(rest), ",")
}

var markKinds = [utf8.RuneSelf]tokenKind{',': tokenComma, ':': tokenColon, '(': tokenOpen, ')': tokenClose}

// endsWord and isBlank are for ASCII, of which nearly all texts are: there the
// functions of package unicode take most of the time.
var (
	endsWord = [utf8.RuneSelf]bool{',': true, ':': true, '(': true, ')': true, '#': true,
		' ': true, '\t': true, '\n': true, '\v': true, '\f': true, '\r': true}
	isBlank = [utf8.RuneSelf]bool{' ': true, '\t': true, '\v': true, '\f': true, '\r': true}
)

// skipBlank skips space and a comment, up to the line's end.
func (l *lexer) skipBlank() {
	comment := false
	for l.at < len(l.text) {
		size := 1
		switch c := l.text[l.at]; {
		case c == '\n':
			return
		case c == '#':
			comment = true
		case c >= utf8.RuneSelf:
			var r rune
			if r, size = utf8.DecodeRuneInString(l.text[l.at:]); !comment && !unicode.IsSpace(r) {
				return
			}
		case !comment && !isBlank[c]:
			return
		}
		l.at += size
		l.column++
	}
}

// statementAhead says whether the text from here begins a setting or a client, which no line that goes on can. It is asked at
// the beginning of a line only and looks at three tokens of it at most, so lexing stays linear.
func (l lexer) statementAhead() bool {
	first := l.next()
	if first.kind != tokenWord {
		return first.kind == tokenColon
	}
	second := l.next()
	switch {
	case second.kind == tokenColon, first.text == "mailbox", first.text == "handle":
		return true
	case first.text == "start" && second.text == "manually", first.text == "actor" && second.kind == tokenWord:
		return true
	}
	return second.kind == tokenWord && isCount(second.text) && l.next().kind == tokenColon
}

// isCount says whether a word is meant as the count of a client line: x3. Whether it is a good one is asked later.
func isCount(s string) bool {
	return len(s) > 1 && (s[0] == 'x' || s[0] == 'X') && (isDigit(s[1]) || s[1] == '-' || s[1] == '+')
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lineAt is the line that begins at start, without its end.
//
//go:noinline
func lineAt(text string, start int) string {
	line := text[start:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return strings.TrimSuffix(line, "\r")
}
