package stage

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

type hostileText struct{ name, text string }

// hostileTexts are as large as a text may be, and each has much of something.
func hostileTexts() []hostileText {
	fill := func(unit string) string { return strings.Repeat(unit, MaxText/len(unit)) }
	return []hostileText{
		{"one line of set", "main: " + fill("set 1, ")[:MaxText-20] + "x"},
		{"one line of a word", fill("x")},
		{"one line of wide characters", fill("漢")},
		{"one line of spaces", fill(" ")},
		{"one line of mistakes", "main: " + fill("sett 1, ")[:MaxText-20]},
		{"mistakes at the end of a long line", "main: " + fill("set 1, ")[:MaxText-1100] + strings.Repeat("sett, ", 150)},
		{"opening parentheses", fill("(")},
		{"closing parentheses", fill(")")},
		{"opening parentheses of steps", "main: " + fill("(")[:MaxText-6]},
		{"nested repeats", "main: " + fill("repeat 2 (")[:MaxText-6]},
		{"commas", fill(",")},
		{"colons", fill(":")},
		{"commas of steps", "main: " + fill(",")[:MaxText-6]},
		{"lines", fill("\n")},
		{"200000 lines with mistakes", strings.Repeat("sett1\n", MaxText/6)},
		{"lines that go on", "main: set 1,\n" + fill("\n")[:MaxText-13]},
		{"10000 clients of one line", "c x10000: set 1"},
		{"10000 lines of clients", lines(10_000, func(i int) string { return "c" + itoa(int64(i)) + ": set 1, get" })},
		{"clients of one name", fill("main: get\n")},
		{"clients without steps", fill("main:\n")},
		{"lines of actors that tell themselves", fill("actor a: on set tell a\n")},
		{"1000 actors in a chain", lines(1000, func(i int) string {
			return "actor a" + itoa(int64(i)) + ": on set tell a" + itoa(int64((i+1)%1000)) + ", on get ask a" + itoa(int64((i+1)%1000)) + " later"
		})},
		{"parts of an actor", "actor a: " + fill("mailbox 1, ")[:MaxText-20]},
		{"rules of an actor", "actor a: " + fill("on set tell a, ")[:MaxText-20]},
		{"calls of an actor that is not there", "actor a x1000\nmain: " + fill("get at b,")[:MaxText-30]},
		{"comment", fill("#")},
		{"not UTF-8", fill("\xff")},
		{"marks", "main: " + fill("e\u0301")[:MaxText-6]},
	}
}

func lines(n int, line func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i) + "\n")
	}
	return b.String()
}

func TestHowManyMistakesAndHowLongTheirMessagesAreIsBounded(t *testing.T) {
	for _, text := range hostileTexts() {
		_, err := Parse(text.text)
		if err == nil {
			continue
		}
		mistakes := err.(Mistakes)
		if len(mistakes) > MaxMistakes+1 {
			t.Errorf("%s: %d mistakes", text.name, len(mistakes))
		}
		for _, m := range mistakes {
			line, mark := m.Excerpt()
			if len(m.Message) > 500 || utf8.RuneCountInString(line) > 130 || utf8.RuneCountInString(mark) > 300 {
				t.Fatalf("%s: a message of %d bytes, an excerpt of %d, a mark of %d", text.name, len(m.Message), len(line), len(mark))
			}
		}
		if n := len(mistakes.AppendJSON(nil)); n > 200_000 {
			t.Errorf("%s: the mistakes are %d bytes", text.name, n)
		}
	}
}

func TestMistakesBeyondThoseReportedAreCounted(t *testing.T) {
	_, err := Parse(strings.Repeat("sett 1\n", 5000))
	mistakes := err.(Mistakes)
	if last := mistakes[len(mistakes)-1]; len(mistakes) != MaxMistakes+1 || last.Message != "and 4900 more mistakes" {
		t.Errorf("%d mistakes, the last %q", len(mistakes), last.Message)
	}
}

func TestATextOfVeryManyMistakesIsNotReadToItsEnd(t *testing.T) {
	_, err := Parse(strings.Repeat("sett1\n", 150_000))
	mistakes := err.(Mistakes)
	if last := mistakes[len(mistakes)-1].Message; last != "and 10000 more mistakes, at least: the rest of the text was not read" {
		t.Errorf("%q", last)
	}
}

func TestTheRestOfALongWrongLineIsPassedOverAndTheNextLinesAreRead(t *testing.T) {
	for end, want := range map[string]string{
		"":            "1:1 3:9",
		",":           "1:1 3:9", // and so line 2 is of the same statement
		", # comment": "1:1 3:9",
	} {
		text := strings.Repeat(") é ", 1<<17) + end + "\nwait 1s, wait\nmailbox two\n"
		if end == "" {
			text = strings.Replace(text, "wait 1s, wait\n", "main: set 1\n", 1)
		}
		var got []string
		for _, m := range CheckText(text).Mistakes {
			got = append(got, strconv.Itoa(m.Line)+":"+strconv.Itoa(m.Column))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("the line ends with %q: got %q, want %q", end, got, want)
		}
	}
	lex := lexer{text: "é ( x\nnext", line: 1, column: 1}
	lex.toLineEnd()
	if at := lex.next(); at.kind != tokenNewline || at.column != 6 {
		t.Errorf("the line's end is %+v, want column 6", at)
	}
}
