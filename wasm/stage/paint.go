package stage

import (
	"slices"
	"strconv"
	"strings"
)

// Paint is what an editor colours: for each line of the text its runs one after the other, each a letter for what it is and
// its length in UTF-16 units; lines are set off by newlines. It looks at one line at a time, so part of a script will do.
//
//	a  a client's name            k  a word of the language      n  a number, count or duration
//	o  an outcome to expect       c  a comment                   t  anything else
func Paint(text string) string {
	var b []byte
	l := lexer{text: text}
	before, at := "", 0
	for {
		tok := l.next()
		// What is skipped before a token is space, and a comment up to the line's end.
		blank := text[at:tok.start]
		if i := strings.IndexByte(blank, '#'); i >= 0 {
			b = appendRun(b, 't', blank[:i])
			b = appendRun(b, 'c', blank[i:])
		} else {
			b = appendRun(b, 't', blank)
		}
		switch tok.kind {
		case tokenEnd:
			return string(b)
		case tokenNewline:
			b = append(b, '\n')
			before = ""
		default:
			b = appendRun(b, paintOf(tok, before, l), tok.text)
			before = tok.text
		}
		at = l.at
	}
}

// appendRun is kept from being inlined: that is 2 KB of the module.
//
//go:noinline
func appendRun(b []byte, kind byte, s string) []byte {
	if s == "" {
		return b
	}
	return strconv.AppendInt(append(b, kind), int64(utf16Len(s)), 10)
}

// paintOf is the letter of a token, by the one before it in its line and what is behind it.
func paintOf(tok token, before string, behind lexer) byte {
	next := behind.next()
	_, isInteger := parseInteger(tok.text)
	switch {
	case tok.kind != tokenWord:
		return 't'
	case before != "" && isCount(tok.text) && next.kind == tokenColon:
		return 'n'
	case next.kind == tokenColon, next.kind == tokenWord && isCount(next.text) && behind.next().kind == tokenColon:
		return 'a'
	case before == "expect" && slices.Contains(outcomeNames, tok.text):
		return 'o'
	case isInteger:
		return 'n'
	case isWord(tok.text):
		return 'k'
	}
	if _, problem := parseDuration(tok.text); problem == durationFine {
		return 'n'
	}
	return 't'
}

// isWord says whether a word is one of the language, or part of one.
func isWord(s string) bool {
	for i := range Words {
		if w := &Words[i]; w.Kind != WordOutcome && w.Kind != WordClient {
			if strings.Contains(" "+w.Name+" ", " "+s+" ") {
				return true
			}
		}
	}
	return false
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}
