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
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b = append(b, '\n')
		}
		b = paintLine(b, line)
	}
	return string(b)
}

func paintLine(b []byte, line string) []byte {
	run := func(kind byte, s string) {
		if s != "" {
			b = strconv.AppendInt(append(b, kind), int64(utf16Len(s)), 10)
		}
	}
	l := lexer{text: line}
	at, before := 0, ""
	for {
		tok := l.next()
		if tok.kind == tokenEnd {
			break
		}
		run('t', line[at:tok.start])
		next := l
		run(paintOf(tok, before, next.next(), next.next()), tok.text)
		at, before = l.at, tok.text
	}
	rest := line[at:]
	blank := max(0, strings.IndexByte(rest, '#'))
	run('t', rest[:blank])
	if blank < len(rest) && rest[blank] == '#' {
		run('c', rest[blank:])
	} else {
		run('t', rest[blank:])
	}
	return b
}

// paintOf is the letter of a token, by what is before and behind it.
func paintOf(tok token, before string, next, second token) byte {
	counted := next.kind == tokenWord && isCount(next.text) && second.kind == tokenColon
	_, isInteger := parseInteger(tok.text)
	switch {
	case tok.kind != tokenWord:
		return 't'
	case isCount(tok.text) && next.kind == tokenColon && before != "":
		return 'n'
	case next.kind == tokenColon || counted:
		return 'a'
	case before == "expect" && slices.Contains(outcomeNames, tok.text):
		return 'o'
	case isInteger:
		return 'n'
	case slices.Contains(allWords, tok.text):
		return 'k'
	}
	if _, problem := parseDuration(tok.text); problem == durationFine {
		return 'n'
	}
	return 't'
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
