package stage

import (
	_ "embed"
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
		{WordSetting, "Settings, each at most once:"}, {WordClient, "Clients:"}, {WordStep, "Steps:"},
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
	for _, word := range getModifiers {
		if !have["modifier "+word] {
			t.Errorf("modifier %q is missing", word)
		}
	}
	if got := len(opWords) - 1 + len(outcomeWords[OutcomeOK:]) + len(getModifiers) + len(blindlyOnly) + 3; len(have) != got+1 {
		t.Errorf("%d names in the reference, %d in the parser", len(have)-1, got)
	}
}
