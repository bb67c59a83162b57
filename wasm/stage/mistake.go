package stage

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mistake is one place in a text that makes it no script.
type Mistake struct {
	Line      int    // from 1
	Column    int    // of the first character that is wrong, from 1, in characters; past the line's end if something is missing
	EndColumn int    // just past the last such character; Column itself if something is missing
	Message   string // what was expected, and what was there
	Text      string // the whole line, without its end. It may be long: Excerpt has the part to show
	Mend      string // what was probably meant in place of what is wrong, or ""
	at        int    // of Column in Text, in bytes
}

// Error is the place and the message, with the line below and a mark under the place:
//
//	3:8: expected a duration with a unit, such as 300ms; got "300"
//	    handle 300
//	           ^^^
func (m Mistake) Error() string {
	line, mark := m.Excerpt()
	const indent = "\n    "
	return decimal(m.Line) + ":" + decimal(m.Column) + ": " + m.Message + indent + line + indent + mark
}

// Excerpt is the line and, to be set below it in a fixed-width font, the mark. Of a long line it is the part around the
// place. Tabs stay tabs in both, so the mark is below its place whatever a tab's width; a character that cannot be seen
// shows as U+FFFD.
func (m Mistake) Excerpt() (line, mark string) {
	const before, after = 60, 60 // characters shown on either side of the place
	var l, k strings.Builder
	first, column := min(m.at, len(m.Text)), m.Column
	for first > 0 && column > m.Column-before {
		_, size := utf8.DecodeLastRuneInString(m.Text[:first])
		first -= size
		column--
	}
	if column > 1 {
		l.WriteRune('…')
		k.WriteByte(' ')
	}
	column--
	for _, r := range m.Text[first:] {
		column++
		if column > m.Column+after {
			l.WriteRune('…')
			break
		}
		switch {
		case r == '\t':
		case unicode.IsSpace(r):
			r = ' '
		case !strconv.IsPrint(r):
			r = utf8.RuneError
		}
		l.WriteRune(r)
		switch marked := column >= m.Column && column < m.EndColumn; {
		case marked:
			k.WriteString("^^"[:cells(r)])
		case column < m.Column && r == '\t':
			k.WriteByte('\t')
		case column < m.Column:
			k.WriteString("  "[:cells(r)])
		}
	}
	mark = k.String()
	if !strings.HasSuffix(mark, "^") {
		mark += "^" // something is missing, or what is wrong takes no room
	}
	return l.String(), mark
}

// cells is how many columns of a fixed-width font a character takes: near enough for the mark to be below the place.
func cells(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1100 && r <= 0x115f, // Hangul's leading consonants
		r >= 0x2e80 && r <= 0xa4cf, // the scripts of East Asia
		r >= 0xac00 && r <= 0xd7a3, // Hangul
		r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f,
		r >= 0xff00 && r <= 0xff60, // full-width forms
		r >= 0xffe0 && r <= 0xffe6,
		r >= 0x1f300 && r <= 0x1faff, // pictures
		r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// Mistakes is all that is wrong with a text, in the order of the text. It is the error of [Parse]. If there are more than
// MaxMistakes, one more entry stands for the rest: its message says how many they are, its place is that of one of them.
type Mistakes []Mistake

// Error is the mistakes one below the other.
func (ms Mistakes) Error() string {
	var b strings.Builder
	for i, m := range ms {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(m.Error())
	}
	return b.String()
}

// quoted puts what an author wrote into a message: in quotation marks, what cannot be seen escaped, the end of a long one left out.
func quoted(s string) string {
	const most = 32 // characters
	n := 0
	for i := range s {
		if n == most {
			return strconv.Quote(s[:i] + "…")
		}
		n++
	}
	return strconv.Quote(s)
}

// orList joins a list with commas and a last "or".
func orList(list ...string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}
