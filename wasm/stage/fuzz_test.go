package stage

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// More seeds are in testdata/fuzz/FuzzParse.
func FuzzParse(f *testing.F) {
	for _, w := range Words {
		f.Add(w.Example)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			checkMistakes(t, text, err.(Mistakes))
			return
		}
		if n := s.ClientCount(); n > MaxClients {
			t.Fatalf("%d clients", n)
		}
		if n := s.StepCount(); n > MaxSteps {
			t.Fatalf("%d steps", n)
		}
		if n := s.ActorCount(); n > MaxActors {
			t.Fatalf("%d actors", n)
		}
		seen := map[string]bool{}
		for _, g := range s.Actors {
			for i := range g.Count {
				if name := nameOf(g.Name, g.Numbered, i); seen[name] {
					t.Fatalf("two actors are %q", name)
				} else {
					seen[name] = true
				}
			}
		}
		for _, g := range s.Clients {
			for i := range g.Count {
				if name := g.NameOf(i); seen[name] {
					t.Fatalf("two clients or actors are %q", name)
				} else {
					seen[name] = true
				}
			}
		}
		canonical := Format(s)
		if len(canonical) > MaxText {
			return
		}
		again, err := Parse(canonical)
		if err != nil {
			t.Fatalf("canonical text:\n%s\n%v", canonical, err)
		}
		if twice := Format(again); twice != canonical {
			t.Fatalf("%q\nthen %q", canonical, twice)
		}
		forgetPlaces(s)
		forgetPlaces(again)
		if !reflect.DeepEqual(again, s) {
			t.Fatalf("%+v\nthen %+v", s, again)
		}
	})
}

// checkMistakes fails unless each mistake is in the text, is in order and can be shown.
func checkMistakes(t *testing.T, text string, ms Mistakes) {
	if len(ms) == 0 || len(ms) > MaxMistakes+1 {
		t.Fatalf("%d mistakes", len(ms))
	}
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	for i, m := range ms {
		if m.Line < 1 || m.Line > len(lines) {
			t.Fatalf("line %d of %d", m.Line, len(lines))
		}
		line := strings.TrimSuffix(lines[m.Line-1], "\r")
		if end := utf8.RuneCountInString(line) + 1; m.Column < 1 || m.EndColumn < m.Column || m.EndColumn > end || m.Text != line {
			t.Fatalf("%+v is not in %q", m, line)
		}
		if i > 0 && i < MaxMistakes && (m.Line < ms[i-1].Line || m.Line == ms[i-1].Line && m.Column < ms[i-1].Column) {
			t.Fatalf("%v\nafter\n%v", m, ms[i-1])
		}
		shown := m.Error()
		if parts := strings.Split(shown, "\n"); len(parts) != 3 || !strings.HasSuffix(shown, "^") || !utf8.ValidString(shown) {
			t.Fatalf("%q is not a message, a line and a mark", shown)
		}
		for _, r := range shown {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
				t.Fatalf("%q shows a control character", shown)
			}
		}
		if !strings.Contains(m.Message, "expected") && !strings.Contains(m.Message, "setting") && !strings.HasPrefix(m.Message, "and ") {
			t.Fatalf("%q does not say what was expected", m.Message)
		}
	}
}
