package stage

import (
	"strings"
	"testing"
)

// The place to complete is at the "|".
func TestCompletionOffersWhatTheParserWouldTake(t *testing.T) {
	steps := "set ,try set ,get,crash,exit,ask itself,send itself,stop,kill,start,wait ,expect ,repeat "
	for _, c := range []struct{ text, typed, want string }{
		{"|", "", "mailbox ,handle ,start manually,actor ,main: "},
		{"ma|", "ma", "mailbox ,main: "},
		{"mailbox 2\n|\nmain: get", "", "handle ,start manually,actor ,main-2: "},
		{"|\nmailbox 2\nmain: get", "", "handle ,start manually,actor ,main-2: "},
		{"w x3: set 1\nw|", "w", "w-4: "},
		{"w: set 1\nw-2: set 1\n|", "", "mailbox ,handle ,start manually,actor ,w-3: "},
		{"start |", "", "manually"},
		{"main: |", "", steps},
		{"main: s|", "s", "set ,send itself,stop,start"},
		{"main: S|", "S", "set ,send itself,stop,start"},
		{"main: set 1, |", "", steps},
		{"main: set 1,\n  g|", "g", "get"},
		{"main: repeat 3 (g|", "g", "get"},
		{"main: repeat 3 (get, k|)", "k", "kill"},
		{"main: try |", "", "set "},
		{"main: ask |", "", "itself"},
		{"main: ask itself |", "", "blindly"},
		{"main: get |", "", "within ,unread,unanswered,twice"},
		{"main: get un| , set 1", "un", "unread,unanswered"},
		{"main: set 1 |", "", "within "},
		{"main: expect |", "", "ok,full,stopped,timeout,panic,exit,no-reply,itself,started,not-started,unread,deadlock"},
		{"main: expect no|, get", "no", "no-reply,not-started"},
		{"main: get|", "get", ""},
		{"main: set |", "", ""},
		{"main: wait |", "", ""},
		{"actor a: |", "", "mailbox ,handle ,on set tell ,on set try ,on set ask ,on set fail,on get ask ,on get forward ,on get fail"},
		{"actor a: mailbox 1, on g|", "g", "get ask ,get forward ,get fail"},
		{"actor a: mailbox 1,\n  o|", "o", "on set tell ,on set try ,on set ask ,on set fail,on get ask ,on get forward ,on get fail"},
		{"actor a: on set |", "", "tell ,try ,ask ,fail"},
		{"actor a: on get ask |\nactor b\nactor cat", "", "a,b,cat"},
		{"actor a: on get ask b |\nactor b", "", "later,blindly"},
		{"actor a\nmain: get |", "", "at ,within ,unread,unanswered,twice"},
		{"actor bank\nactor log\nmain: get at b|", "b", "bank"},
		{"actor a\nmain: get at a w|", "w", "within "},
		{"# a s|", "s", ""},
		{"main: get # s|", "s", ""},
		{"m|: set 1", "m", ""},
	} {
		before, after, _ := strings.Cut(c.text, "|")
		got := Complete(before, after)
		var items []string
		for _, item := range got.Items {
			items = append(items, item.Text)
			if item.Form == "" || item.Meaning == "" {
				t.Errorf("%s: %q has no form or meaning", c.text, item.Text)
			}
		}
		if list := strings.Join(items, ","); got.Typed != c.typed || list != c.want {
			t.Errorf("%s: %q of %q, want %q of %q", c.text, list, got.Typed, c.want, c.typed)
		}
	}
}

// A name that is offered is one that the script can have.
func TestCompletedNamesAreFree(t *testing.T) {
	for _, text := range []string{"", "w x3: get\n", "w: get\nw-2: get\nw-4 x2: get\n", "a-1: get\n", "main: get\n", "-: get\n", "w x10000: get\n"} {
		for _, item := range Complete(text, "").Items {
			if item.Kind != WordClient {
				continue
			}
			if check := CheckText(text + item.Text + "get"); len(check.Mistakes) > len(CheckText(text).Mistakes) && !strings.Contains(text, "x10000") {
				t.Errorf("%q and %q: %v", text, item.Text, check.Mistakes)
			}
		}
	}
}

func TestMendsMakeTheMistakeGoAway(t *testing.T) {
	for _, c := range []struct{ text, mend string }{
		{"main: sett 1", "set"},
		{"main: GET", "get"},
		{"mailbx 2", "mailbox"},
		{"main: get twise", "twice"},
		{"main: expect ful", "full"},
		{"handle 300", "300ms"},
		{"main: wait 20, get", "20ms"},
		{"handle 300 ms", ""},
		{"w 3: set 1", "x3"},
		{"start manualy", "manually"},
		{"main: set x", ""},
	} {
		found := CheckText(c.text).Mistakes
		if len(found) == 0 || found[0].Mend != c.mend {
			t.Errorf("%s: %+v, want the mend %q", c.text, found, c.mend)
			continue
		}
		if m := found[0]; m.Mend != "" {
			mended := c.text[:m.Column-1] + m.Mend + c.text[m.EndColumn-1:]
			if left := CheckText(mended).Mistakes; len(left) >= len(found) {
				t.Errorf("%s: mended it is %q, which has %v", c.text, mended, left)
			}
		}
	}
}

func TestACheckKnowsWhereEachClientIs(t *testing.T) {
	got := CheckText("a x3: get\nmailbox 0\n\nb: set\nc: get")
	want := []NamedClient{{"a", 1, 0}, {"b", 4, 3}, {"c", 5, 4}}
	if len(got.Clients) != len(want) || got.Clients[1] != want[1] || got.Clients[2] != want[2] || len(got.Mistakes) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestPaintCoversEachLineAndTellsWordsApart(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"mailbox 2 # slots":        "k7t1n1t1c7",
		"handle 300ms":             "k6t1n5",
		"writer x3: set -1,get":    "a6t1n2t1t1k3t1n2t1k3",
		"set: try set 1":           "a3t1t1k3t1k3t1n1",
		"  x 2ms within":           "t2t1t1n3t1k6",
		"m: expect full, full":     "a1t1t1k6t1o4t1t1t4",
		"m: expect 2":              "a1t1t1k6t1n1",
		"actor b: on get ask c":    "k5t1a1t1t1k2t1k3t1k3t1t1",
		"Zoë: get\n\n# \U0001f600": "a3t1t1k3\n\nc4",
		"a\u3000b":                 "t1t1t1",
	} {
		if got := Paint(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestHostileTextsAreCompletedAndPaintedToTheirEnd(t *testing.T) {
	for _, unit := range []string{"(", ")", ",", ":", "a ", "a:", "x3:", "sett 1,", "repeat 2 (", "actor a: on set tell a\n", "on get ask a later,", "\n", "#", "e\u0301", "\xff"} {
		text := strings.Repeat(unit, MaxText/16/len(unit))
		Complete(text, text)
		covered := 0
		for _, line := range strings.Split(text, "\n") {
			covered += utf16Len(line)
		}
		n, sum := 0, 0
		for _, c := range []byte(Paint(text) + "t") {
			switch {
			case c >= '0' && c <= '9':
				n = n*10 + int(c-'0')
			default:
				sum += n
				n = 0
			}
		}
		if sum != covered {
			t.Errorf("%.10q: %d units are painted of %d", text, sum, covered)
		}
	}
}
