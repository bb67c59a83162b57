package stage

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

// There is no file to read where the tests run in a browser.
//
//go:embed doc.go
var doc string

// reference is the part of the package comment that is made from the language's table.
func reference() string {
	var b strings.Builder
	b.WriteString("//\t" + strings.ReplaceAll(Grammar, "\n", "\n//\t") + "\n")
	for _, part := range []struct {
		kind  WordKind
		title string
	}{
		{WordSetting, "Settings, each at most once:"}, {WordActor, "Actors:"},
		{WordPart, "Parts of an actor, each at most once:"}, {WordClient, "Clients:"}, {WordStep, "Steps:"},
		{WordModifier, "What a step may have behind it:"}, {WordOutcome, "Outcomes, for expect:"},
	} {
		b.WriteString("//\n// " + part.title + "\n")
		for _, w := range Words {
			if w.Kind == part.kind {
				b.WriteString("//   - " + w.Form + ": " + w.Meaning + "\n")
			}
		}
	}
	return b.String()
}

func TestThePackageCommentHasTheLanguageAsItIs(t *testing.T) {
	if !strings.Contains(doc, reference()) {
		t.Errorf("doc.go differs from language.go; its reference should be:\n%s", reference())
	}
}

func TestEveryExampleOfTheReferenceParsesAndShowsItsForm(t *testing.T) {
	for _, w := range Words {
		s, err := Parse(w.Example)
		if err != nil {
			t.Errorf("%s: %v", w.Form, err)
			continue
		}
		if text := Format(s); w.Name != "" && !strings.Contains(text, w.Name) {
			t.Errorf("%s: its example %q does not show it", w.Form, text)
		}
	}
}

// The parser has lists of its own, so that the module is without the text.
func TestTheParsersListsAreThoseOfTheReference(t *testing.T) {
	for kind, list := range map[WordKind][]string{WordSetting: settingNames, WordStep: stepNames, WordOutcome: outcomeNames} {
		var want []string
		for _, w := range Words {
			if w.Kind == kind && !slices.Contains(want, w.Name) {
				want = append(want, w.Name)
			}
		}
		if !slices.Equal(list, want) {
			t.Errorf("%s: %q, and the reference has %q", kind, list, want)
		}
	}
}

func TestTheReferenceHasEveryWordOfTheParser(t *testing.T) {
	have := map[string]bool{}
	for _, w := range Words {
		have[string(w.Kind)+" "+w.Name] = true
	}
	for _, word := range opWords[1:] {
		if !have["step "+word] {
			t.Errorf("step %q is missing", word)
		}
	}
	for _, word := range outcomeWords[OutcomeOK:] {
		if !have["outcome "+word] {
			t.Errorf("outcome %q is missing", word)
		}
	}
	for _, word := range append([]string{"at", "blindly", "later"}, getModifiers...) {
		if !have["modifier "+word] {
			t.Errorf("modifier %q is missing", word)
		}
	}
	for command, acts := range map[string][]string{"on set ": setActs, "on get ": getActs} {
		for _, act := range acts {
			if !have["part "+command+act] {
				t.Errorf("part %q is missing", command+act)
			}
		}
	}
	nameless := 2 // actors and clients begin with what their author chooses
	parts := 2 + len(setActs) + len(getActs)
	if got := len(opWords) - 1 + len(outcomeWords[OutcomeOK:]) + 3 + len(getModifiers) + len(settingNames) + parts + nameless; len(have) != got {
		t.Errorf("%d names in the reference, %d in the parser", len(have), got)
	}
}
