package codeview

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// root is the module's.
var root = filepath.Join("..", "..", "..")

func sources(t *testing.T) *sourceModule {
	t.Helper()
	m, problems, err := readSources(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Location.File, p.Text)
	}
	return m
}

func TestEveryEventHasItsLines(t *testing.T) {
	m := sources(t)
	none := map[string]map[stage.Kind]bool{
		"go":   {stage.Slept: true, stage.Met: true, stage.Unmet: true},                      // a client's own
		"rust": {stage.Slept: true, stage.Met: true, stage.Unmet: true, stage.Ignored: true}, // a reply can't be sent twice there
	}
	for language, places := range m.Places {
		for kind := stage.Blocked; kind <= stage.Killed; kind++ {
			found := false
			for event := range places {
				name, _, _ := strings.Cut(event, ".")
				found = found || name == kind.String()
			}
			if found == none[language][kind] {
				t.Errorf("%s: %v has a place: %v", language, kind, found)
			}
		}
	}
}

func TestNoPlaceIsForAnUnknownEvent(t *testing.T) {
	known := map[string]bool{}
	for kind := stage.Blocked; kind <= stage.Killed; kind++ {
		known[kind.String()] = true
	}
	for _, l := range lights {
		if name, _, _ := strings.Cut(l.event, "."); !known[name] {
			t.Errorf("there is no event %s", name)
		}
	}
}

func TestWhatTheCoreReportsIsLitWhereItDoes(t *testing.T) {
	m := sources(t)
	for _, event := range []string{"Blocked", "Admitted", "Admitted.line", "Withdrawn", "Rejected", "Rejected.line", "Received", "Handled", "Abandoned", "Dropped", "Stopped"} {
		p := m.Places["go"][event]
		lines := strings.Split(m.Files[p.File].Text, "\n")[p.From-1 : p.To]
		name, _, _ := strings.Cut(event, ".")
		if !strings.Contains(strings.Join(lines, "\n"), "a.report("+name+",") {
			t.Errorf("%s lights %q", event, lines)
		}
	}
}

func TestTheCodeViewShowsTheFilesAsTheyAre(t *testing.T) {
	for _, f := range sources(t).Files {
		content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Name)))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
		shown := strings.Split(f.Text, "\n")
		if got, want := f.Text, strings.Join(lines[f.First-1:f.First-1+len(shown)], "\n"); got != want {
			t.Errorf("%s, from line %d, is not as it is shown", f.Name, f.First)
		}
		if len(shown) != len(lines) {
			t.Errorf("%s: %d of %d lines are shown", f.Name, len(shown), len(lines))
		}
		end := 0
		for i := 0; i < len(f.Tokens); i += 3 {
			end += f.Tokens[i] + f.Tokens[i+1]
			if f.Tokens[i+2] >= len(tokenClasses) {
				t.Errorf("%s: a token of class %d", f.Name, f.Tokens[i+2])
			}
		}
		if end > len(f.Text) || len(f.Tokens) == 0 {
			t.Errorf("%s: tokens reach to %d of %d", f.Name, end, len(f.Text))
		}
	}
}

func TestEveryTokenClassHasAColour(t *testing.T) {
	css, err := os.ReadFile(filepath.Join(root, "web/src/playground/views/code/code.css"))
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range tokenClasses {
		if !strings.Contains(string(css), "\n.code-"+class+" {") {
			t.Errorf("code.css has no rule for .code-%s", class)
		}
	}
}

// A light that has lost its line fails the build, and says which and where.
func TestALineThatIsNotFoundFailsTheBuild(t *testing.T) {
	for _, c := range []struct{ file, from, to, says string }{
		{"actor/send.go", ") block(", ") obstruct(", `no function block, which the code view lights for Blocked`},
		{"actor/executor.go", "a.report(Received,", "a.tell(Received,", `"a.report(Received,", which the code view lights for Received`},
		{"web/code/actor.rs", "fn own_number(", "fn own_a_number(", `no function own_number, which the code view lights for Received`},
		{"actor/data/data.go", "v.held = command.Value", "v.held = 0 + command.Value", `"v.held = command.Value", which the code view lights for Handled.set`},
	} {
		copied := t.TempDir()
		for _, f := range sources(t).Files {
			content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Name)))
			if err != nil {
				t.Fatal(err)
			}
			text := string(content)
			if f.Name == c.file {
				text = strings.ReplaceAll(text, c.from, c.to)
			}
			file := filepath.Join(copied, filepath.FromSlash(f.Name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		result := api.Build(api.BuildOptions{
			Stdin:  &api.StdinOptions{Contents: `import * as source from "source:go"; console.log(source)`},
			Bundle: true, Plugins: []api.Plugin{Plugin(copied)}, LogLevel: api.LogLevelSilent,
		})
		said := func(m api.Message) bool { return strings.Contains(m.Text, c.says) && m.Location.File == c.file }
		if !slices.ContainsFunc(result.Errors, said) {
			t.Errorf("%s without %q: %v", c.file, c.from, result.Errors)
		}
	}
}
