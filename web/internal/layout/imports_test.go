// Package layout holds the tests of the module as a whole: who may import whom, what lies at the top, what build.sh says.
package layout_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// root is the module's, from here.
const root = "../../.."

const module = "github.com/actor-playground/actor-playground"

// pkg is what `go list` knows of a package.
type pkg struct {
	ImportPath string
	Standard   bool
	GoFiles    []string
	Imports    []string
}

// listDeps is `go list -deps` at the root for one operating system: the packages named and all that they need.
func listDeps(t *testing.T, goos, goarch string, patterns ...string) map[string]pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"list", "-deps", "-json=ImportPath,Standard,GoFiles,Imports"}, patterns...)...)
	cmd.Dir = root
	cmd.Env = append(cmd.Environ(), "GOOS="+goos, "GOARCH="+goarch)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	output, err := cmd.Output()
	if err != nil || strings.Contains(errs.String(), "matched no packages") {
		t.Fatalf("go list %q: %v\n%s", patterns, err, errs.String())
	}
	found := map[string]pkg{}
	for d := json.NewDecoder(bytes.NewReader(output)); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		found[p.ImportPath] = p
	}
}

// in tells whether a package is the one named, or below it; both are named from the module's root.
func in(path string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		full := module + "/" + name
		return path == full || strings.HasPrefix(path, full+"/")
	})
}

func TestPackagesImportOnlyWhatTheirLayerAllows(t *testing.T) {
	for _, rule := range []struct {
		room   string // a package, from the module's root
		goos   string
		goarch string
		ours   []string // packages of this module it may need, at whatever remove
		others bool     // may need packages that are neither ours nor the standard library's
		never  []string
	}{
		{room: "actor", goos: "js", goarch: "wasm", never: []string{"syscall/js"}},
		{room: "actor", goos: "linux", goarch: "amd64"},
		{room: "actor/data", goos: "js", goarch: "wasm", ours: []string{"actor"}, never: []string{"syscall/js"}},
		{room: "wasm/protocol", goos: "js", goarch: "wasm", never: []string{"syscall/js"}},
		{room: "wasm/stage", goos: "js", goarch: "wasm", ours: []string{"actor", "actor/data"}, never: []string{"syscall/js"}},
		{room: "wasm", goos: "js", goarch: "wasm", ours: []string{"actor", "wasm"}, others: true, never: []string{"encoding/json", "github.com/dop251/goja"}},
		{room: "web/lessons", goos: "linux", goarch: "amd64"},
		{room: "web/picture", goos: "linux", goarch: "amd64", ours: []string{"wasm/stage", "actor", "web/src"}, others: true},
	} {
		deps := listDeps(t, rule.goos, rule.goarch, "./"+rule.room)
		for path, p := range deps {
			switch {
			case path == module+"/"+rule.room:
			case strings.HasPrefix(path, module+"/"):
				if !in(path, rule.ours...) {
					t.Errorf("%s needs %s, which is not its to import", rule.room, path)
				}
			case !p.Standard && !rule.others:
				t.Errorf("%s needs %s, and is to need the standard library alone", rule.room, path)
			}
			if slices.Contains(rule.never, path) && usedByUs(deps, path) {
				t.Errorf("%s needs %s", rule.room, path)
			}
		}
	}
}

// usedByUs tells whether a package that is not the standard library's imports path: the library's own needs are its own.
func usedByUs(deps map[string]pkg, path string) bool {
	for _, p := range deps {
		if !p.Standard && slices.Contains(p.Imports, path) {
			return true
		}
	}
	return false
}

// What each package of web/ imports of this module, and no more. Each is below those that import it.
func TestPackagesOfWebImportOnlyThoseBelowThem(t *testing.T) {
	arrows := map[string][]string{
		"":                               {"web/serve"},
		"/web/serve":                     {"wasm/stage", "web/internal/headers", "web/picture", "web/site"},
		"/web/site":                      {"wasm/stage", "web/guides", "web/internal/codeview", "web/internal/compress", "web/internal/headers", "web/internal/slim", "web/internal/tally", "web/internal/typescript", "web/lessons", "web/picture", "web/social"},
		"/web/site/internal/godebug":     nil, // and nothing imports it: it is compiled into the module
		"/web/social":                    nil,
		"/web/guides":                    nil,
		"/web/picture":                   {"wasm/stage", "web/src"},
		"/web/src":                       nil,
		"/web/lessons":                   nil,
		"/web/internal/codeview":         nil,
		"/web/internal/compress":         nil,
		"/web/internal/headers":          nil,
		"/web/internal/slim":             nil,
		"/web/internal/sitetest":         {"web/serve", "web/site"},
		"/web/internal/sitetest/builder": {"web/site"},
		"/web/internal/tally":            nil,
		"/web/internal/typescript":       nil,
		"/web/internal/typescript/write": {"web/internal/typescript"},
	}
	for path, p := range listDeps(t, "linux", "amd64", ".", "./web/...") {
		if path != module && !in(path, "web") {
			continue
		}
		name := strings.TrimPrefix(path, module)
		allowed, known := arrows[name]
		if !known && len(p.GoFiles) > 0 {
			t.Errorf("%s is not in the picture of who imports whom: add it", path)
		}
		for _, imported := range p.Imports {
			if of, ours := strings.CutPrefix(imported, module+"/"); ours && !slices.Contains(allowed, of) {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
}

func TestOnlyTheModuleImportsSafejs(t *testing.T) {
	const safejs = "github.com/hack-pad/safejs"
	for path, p := range listDeps(t, "js", "wasm", "./actor/...", "./wasm/...") {
		if slices.Contains(p.Imports, safejs) && !strings.HasPrefix(path, safejs) && !in(path, "wasm") {
			t.Errorf("%s imports safejs", path)
		}
	}
}

func TestProductImportsNoTestTools(t *testing.T) {
	tools := []string{"testing", "pgregory.net/rapid", "github.com/anishathalye/porcupine", "go.uber.org/goleak", "github.com/chromedp/chromedp"}
	for _, deps := range []map[string]pkg{
		listDeps(t, "js", "wasm", "./actor/...", "./wasm/..."),
		listDeps(t, "linux", "amd64", ".", "./actor/..."),
	} {
		for _, tool := range tools {
			if _, there := deps[tool]; there {
				t.Errorf("%s is among what the product needs", tool)
			}
		}
	}
}

func TestTopLevelHasOnlyTheAllowedFiles(t *testing.T) {
	allowed := []string{"go.mod", "go.sum", "wasm", "web", "actor", "build.sh", "serve.go", "README.md"}
	cmd := exec.CommandContext(t.Context(), "git", "ls-files", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	for name := range strings.Lines(string(output)) {
		top, _, _ := strings.Cut(strings.TrimSpace(name), "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(allowed, top) {
			t.Errorf("%s is not one of %v, nor hidden", top, allowed)
		}
	}
}
