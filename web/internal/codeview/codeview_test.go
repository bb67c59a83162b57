package codeview

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/wasm/stage"
)

// root is the module's.
var root = filepath.Join("..", "..", "..")

// shown returns the files that readers see: the actor in Go and Rust, then the core.
func shown(t *testing.T) []shownFile {
	t.Helper()
	readers, problems, err := readActor(root)
	if err != nil || problems != nil {
		t.Fatal(err, problems)
	}
	core, problems, err := readCore(root)
	if err != nil || problems != nil {
		t.Fatal(err, problems)
	}
	return append([]shownFile{readers.Go, readers.Rust}, core.Files...)
}

func TestEveryEventHasItsLineInTheCore(t *testing.T) {
	lit := map[string]bool{}
	for _, f := range shown(t)[2:] {
		for event := range f.Lights {
			name, _, _ := strings.Cut(event, ".")
			lit[name] = true
		}
	}
	clientsOwn := map[stage.Kind]bool{stage.Slept: true, stage.Woke: true, stage.Met: true, stage.Unmet: true}
	for kind := range kinds() {
		if lit[kind.String()] == clientsOwn[kind] {
			t.Errorf("%v is lit in the core: %v", kind, lit[kind.String()])
		}
	}
}

func TestEachLightIsForAnEventOfTheCoreOrTheStage(t *testing.T) {
	known := map[string]bool{}
	for kind := actor.Blocked; kind.String() != "Kind(?)"; kind++ {
		known[kind.String()] = true
	}
	for kind := range kinds() {
		known[kind.String()] = true
	}
	for _, l := range slices.Concat(actorLights, coreLights) {
		for _, event := range l.events {
			if name, _, _ := strings.Cut(event, "."); !known[name] {
				t.Errorf("%s: there is no event %s", l.mark, event)
			}
		}
	}
}

// kinds are those of the stage's events.
func kinds() map[stage.Kind]bool {
	all := map[stage.Kind]bool{}
	for kind := stage.Blocked; kind.String() != "Kind(?)"; kind++ {
		all[kind] = true
	}
	return all
}

func TestWhatTheCoreReportsIsLitBesideTheReport(t *testing.T) {
	for _, f := range shown(t)[2:] {
		lines := strings.Split(f.Parts[0].Text, "\n")
		for event, n := range f.Lights {
			name, _, _ := strings.Cut(event, ".")
			if !slices.Contains([]string{"Blocked", "Admitted", "Received", "Replied", "Abandoned", "Stopped"}, name) {
				continue
			}
			if near := strings.Join(lines[n-3:min(n+6, len(lines))], "\n"); !strings.Contains(near, "a.report("+name+",") {
				t.Errorf("%s: %s lights line %d, and there is no report near it:\n%s", f.Name, event, n, near)
			}
		}
	}
}

func TestReadersSeeTheFilesWithoutTheMarks(t *testing.T) {
	for _, f := range shown(t) {
		content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Name)))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
		for _, p := range f.Parts {
			for i, line := range strings.Split(p.Text, "\n") {
				unmarked, _, _ := strings.Cut(lines[p.First-1+i], " // view: ")
				if line != unmarked {
					t.Errorf("%s: line %d is %q, and %q is shown", f.Name, p.First+i, unmarked, line)
				}
			}
		}
	}
}

func TestEachLitLineIsShown(t *testing.T) {
	for _, f := range shown(t) {
		for event, n := range f.Lights {
			if !slices.ContainsFunc(f.Parts, func(p part) bool { return n >= p.First && n <= p.First+strings.Count(p.Text, "\n") }) {
				t.Errorf("%s: %s lights line %d, which is not shown", f.Name, event, n)
			}
		}
	}
}

func TestGoAndRustAreLitForTheSameEvents(t *testing.T) {
	files := shown(t)
	inGo, inRust := slices.Sorted(maps.Keys(files[0].Lights)), slices.Sorted(maps.Keys(files[1].Lights))
	if !slices.Equal(inGo, inRust) || len(inGo) == 0 {
		t.Errorf("Go: %v\nRust: %v", inGo, inRust)
	}
}

func TestTheActorFitsOneScreen(t *testing.T) {
	for _, f := range shown(t)[:2] {
		lines := 0
		for _, p := range f.Parts {
			lines += strings.Count(p.Text, "\n") + 1
		}
		if lines > 50 {
			t.Errorf("%s: readers see %d lines", f.Name, lines)
		}
	}
}

func TestTokensLieInTheirText(t *testing.T) {
	for _, f := range shown(t) {
		for _, p := range f.Parts {
			end := 0
			for i := 0; i < len(p.Tokens); i += 3 {
				end += p.Tokens[i] + p.Tokens[i+1]
				if p.Tokens[i+2] >= len(tokenClasses) {
					t.Errorf("%s: a token of class %d", f.Name, p.Tokens[i+2])
				}
			}
			if end > len(p.Text) || len(p.Tokens) == 0 {
				t.Errorf("%s: the tokens of the part at line %d end at %d of %d", f.Name, p.First, end, len(p.Text))
			}
		}
	}
}

func TestEachTokenClassHasAColour(t *testing.T) {
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

func TestAWrongMarkFailsTheBuildWithItsName(t *testing.T) {
	for _, c := range []struct{ file, from, to, says, at string }{
		{"actor/send.go", " // view: blocked", "", `mark "blocked" is missing in actor/*.go`, "actor/*.go"},
		{"actor/data/data.go", " // view: store", "", `mark "store" is missing in actor/data/data.go`, "actor/data/data.go"},
		{"web/code/actor.rs", " // view: receive", "", `mark "receive" is missing in web/code/actor.rs`, "web/code/actor.rs"},
		{"actor/stop.go", "view: dropped", "view: stopped", `mark "stopped" stands twice in actor/*.go`, "actor/stop.go"},
		{"actor/send.go", "view: blocked", "view: blokced", `mark "blokced" is for no event`, "actor/send.go"},
		{"web/code/actor.rs", "view: set", "view: set, crash", `mark "crash" is for no event`, "web/code/actor.rs"},
		{"actor/executor.go", " // view: received", "\n\t// view: received", `mark "received" stands on a line of its own`, "actor/executor.go"},
		{"actor/data/data.go", "type Command struct", "type Order struct", "no type Command", ""},
	} {
		errors := buildWith(t, c.file, c.from, c.to)
		said := func(m api.Message) bool {
			return strings.Contains(m.Text, c.says) && (c.at == "" || m.Location.File == c.at)
		}
		if !slices.ContainsFunc(errors, said) {
			t.Errorf("%s with %q instead of %q: %v", c.file, c.to, c.from, errors)
		}
	}
}

// buildWith builds both modules of a copy of the sources, in one file of which something is replaced.
func buildWith(t *testing.T, file, from, to string) []api.Message {
	t.Helper()
	copied := t.TempDir()
	for _, f := range shown(t) {
		content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Name)))
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		if f.Name == file {
			if text = strings.Replace(text, from, to, 1); text == string(content) {
				t.Fatalf("%s has no %q", file, from)
			}
		}
		name := filepath.Join(copied, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: `import * as a from "source:actor"; import * as c from "source:core"; console.log(a, c)`},
		Bundle: true, Plugins: []api.Plugin{Plugin(copied)}, LogLevel: api.LogLevelSilent,
	}).Errors
}
