package stage

import "strings"

// WithSetting is the text with a setting of that value: in place of the words of the line that has it, or on a line before
// all else. What the author wrote around them stays. The name is that of a setting with a value, mailbox or handle. If the
// value is none of that setting the error is [Mistakes]; other mistakes of the text don't matter.
func WithSetting(text, name, value string) (string, error) {
	setting := name + " " + value
	p := newParser(setting)
	p.statement()
	if alone := p.tok.kind == tokenEnd && len(p.settings) == 1 && !strings.Contains(value, "#"); len(p.mistakes) == 0 && !alone {
		p.mistake(token{line: 1, column: 1, endColumn: 1}, "expected one value of the setting "+quoted(name)+"; got "+quoted(value))
	}
	if len(p.mistakes) > 0 {
		return "", p.allMistakes()
	}
	plain := strings.TrimPrefix(text, "\ufeff")
	mark := text[:len(text)-len(plain)]
	from, to, found := settingIn(plain, name)
	if !found {
		return mark + setting + "\n" + plain, nil
	}
	return mark + plain[:from] + setting + plain[to:], nil
}

// settingIn finds the words of the first line that has a setting: their bytes.
func settingIn(text, name string) (from, to int, found bool) {
	p := newParser(text)
	for p.tok.kind != tokenEnd {
		first := p.tok
		next := p.peek()
		isName := next.kind == tokenColon || next.kind == tokenWord && isCount(next.text) // by mistake
		p.statement()
		if first.kind == tokenWord && first.text == name && !isName {
			return offsetOf(text, first.lineStart, first.column), offsetOf(text, p.last.lineStart, p.last.endColumn), true
		}
	}
	return 0, 0, false
}

// offsetOf is where a column of the line that begins at byte start is, in bytes.
func offsetOf(text string, start, column int) int {
	for i := range text[start:] {
		if column--; column == 0 {
			return start + i
		}
	}
	return len(text)
}
