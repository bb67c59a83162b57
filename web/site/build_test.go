package site_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/site"
)

func build(t testing.TB, root string) (*site.Site, error) {
	t.Helper()
	return site.Build(t.Context(), site.Options{Root: root, Out: filepath.Join(root, "dist")})
}

func mustBuild(t testing.TB, root string) *site.Site {
	t.Helper()
	site, err := build(t, root)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func TestBuildErrorsNameFileAndLine(t *testing.T) {
	for _, c := range []struct {
		name, file, content string
		want                string // the position, relative to the root
		says                string
	}{
		{"Go", "wasm/main.go", "package main\n\nfunc main() {\n\tmissing()\n}\n", "wasm/main.go:4:2", "undefined: missing"},
		{"Go, in an import", "actor/actor.go", "package actor\n\nconst Answer int = \"x\"\n", "actor/actor.go:3:20", "cannot use"},
		{"Go, not a program", "wasm/main.go", "package wasm\n", "wasm", "must be called main"},
		{"TypeScript", "web/src/pages/page.ts", "export {};\nconst x: = 1;\n", "web/src/pages/page.ts:2:10", `Unexpected "="`},
		{"TypeScript, an import", "web/src/pages/page.ts", "import \"./nowhere\";\n", "web/src/pages/page.ts:1:8", "Could not resolve"},
		{"CSS", "web/styles/page.css", "body {\n  color red;\n}\n", "web/styles/page.css:2:8", "Expected"},
		{"page, syntax", "web/pages/index.html", "<p>\n{{.Script \"page\"\n", "web/pages/index.html:3", "unclosed action started at index.html:2"},
		{"page, an unknown entry", "web/pages/index.html", "<p>\n{{.Script \"nowhere\"}}\n", "web/pages/index.html:2:2", "nowhere.js"},
		{"page, an unknown field", "web/pages/index.html", "<p>\n{{.Nothing}}\n", "web/pages/index.html:2:2", "Nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			root := sitetest.TinyTree(t)
			sitetest.Write(t, root, c.file, c.content)
			_, err := build(t, root)
			var wrong *site.BuildError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v, want a BuildError", err)
			}
			if got := wrong.Problems[0].String(); !strings.HasPrefix(got, c.want+": ") || !strings.Contains(got, c.says) {
				t.Errorf("got %q, want it to start with %q and to say %q", got, c.want, c.says)
			}
			if !strings.Contains(wrong.Error(), wrong.Problems[0].String()) {
				t.Errorf("the problem is not in the message: %q", wrong)
			}
		})
	}
}

func TestAllProblemsAreReported(t *testing.T) {
	root := sitetest.TinyTree(t)
	sitetest.Write(t, root, "web/src/pages/page.ts", "const a: = 1;\n")
	sitetest.Write(t, root, "web/styles/page.css", "body { color red; }\n")
	_, err := build(t, root)
	for _, file := range []string{"web/src/pages/page.ts:1", "web/styles/page.css:1"} {
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s is not in %v", file, err)
		}
	}
}

func TestFailedBuildKeepsTheOldSite(t *testing.T) {
	root := sitetest.TinyTree(t)
	site := mustBuild(t, root)
	before := list(t, site.Dir)
	sitetest.Write(t, root, "web/pages/index.html", "{{.Script")
	if _, err := build(t, root); err == nil {
		t.Fatal("the build did not fail")
	}
	if after := list(t, site.Dir); after != before {
		t.Errorf("the site was\n%s\nand is\n%s", before, after)
	}
	if left, _ := filepath.Glob(filepath.Join(root, ".dist-*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func TestCancelledBuildKeepsTheOldSite(t *testing.T) {
	root := sitetest.TinyTree(t)
	built := mustBuild(t, root)
	before := list(t, built.Dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := site.Build(ctx, site.Options{Root: root, Out: built.Dir}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if after := list(t, built.Dir); after != before {
		t.Errorf("the site was\n%s\nand is\n%s", before, after)
	}
}

func TestNewBuildReplacesTheOldSite(t *testing.T) {
	root := sitetest.TinyTree(t)
	first := mustBuild(t, root)
	sitetest.Write(t, root, "web/src/pages/page.ts", sitetest.TinyPage+"console.log(1);")
	second := mustBuild(t, root)
	if first.BuildID == second.BuildID {
		t.Error("other sources, same build id")
	}
	if scripts, _ := filepath.Glob(filepath.Join(second.Dir, "page-*.js")); len(scripts) != 1 {
		t.Errorf("there are %d page scripts, want that of the second build alone: %v", len(scripts), scripts)
	}
}

func TestBuildRefusesAFolderOfOtherFiles(t *testing.T) {
	root := sitetest.TinyTree(t)
	sitetest.Write(t, root, "dist/thesis.txt", "years of work")
	if _, err := build(t, root); err == nil || !strings.Contains(err.Error(), "dist") {
		t.Errorf("got %v, want an error that names the folder", err)
	}
	if got := sitetest.Read(t, root, "dist/thesis.txt"); got != "years of work" {
		t.Errorf("the file is now %q", got)
	}
}

func TestBuildWritesToAnEmptyFolder(t *testing.T) {
	root := sitetest.TinyTree(t)
	if err := os.Mkdir(filepath.Join(root, "dist"), 0o755); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, root)
}

func TestSameSourcesMakeTheSameSiteInAnyFolder(t *testing.T) {
	a, b := mustBuild(t, sitetest.TinyTree(t)), mustBuild(t, sitetest.TinyTree(t))
	if a.BuildID != b.BuildID {
		t.Errorf("build ids %s and %s", a.BuildID, b.BuildID)
	}
	if one, two := list(t, a.Dir), list(t, b.Dir); one != two {
		t.Errorf("one is\n%s\nthe other\n%s", one, two)
	}
	for _, f := range a.Files {
		if sitetest.Read(t, a.Dir, f.Name) != sitetest.Read(t, b.Dir, f.Name) {
			t.Errorf("%s differs", f.Name)
		}
	}
}

// The real site, from two copies of the sources in folders of other depth, with other file times, another environment and nothing cached,
// the other inside a project of another kind of scripts.
func TestTwoBuildsAreIdenticalToTheByte(t *testing.T) {
	var sites [2]map[string]string
	for i, folder := range []string{"a", "b/deep/in another"} {
		root := filepath.Join(t.TempDir(), folder)
		for _, name := range []string{"actor", "wasm", "web"} {
			if err := os.CopyFS(filepath.Join(root, name), os.DirFS(filepath.Join("..", "..", name))); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"go.mod", "go.sum"} {
			sitetest.Write(t, root, name, sitetest.Read(t, "../..", name))
		}
		if i == 1 {
			for name, value := range map[string]string{"TZ": "Pacific/Auckland", "LANG": "tr_TR", "GOFLAGS": "-gcflags=all=-N", "TMPDIR": t.TempDir()} {
				t.Setenv(name, value)
			}
			sitetest.Write(t, filepath.Dir(root), "package.json", `{"type": "commonjs", "sideEffects": false}`)
			long := time.Now().Add(-10 * 365 * 24 * time.Hour)
			if err := os.Chtimes(filepath.Join(root, "web/package/package.json"), long, long); err != nil {
				t.Fatal(err)
			}
		}
		built := sitetest.Build(t, site.Options{Root: root, Out: filepath.Join(root, "dist"), CacheDir: t.TempDir()})
		sites[i] = map[string]string{}
		for _, f := range built.Files {
			sites[i][f.Name] = sitetest.Read(t, built.Dir, f.Name)
			if strings.Contains(sites[i][f.Name], root) {
				t.Errorf("%s names the folder it was built in", f.Name)
			}
		}
		sites[i]["sizes.txt"] = sitetest.Read(t, built.Dir, "sizes.txt")
	}
	if len(sites[0]) != len(sites[1]) {
		t.Errorf("one has %d files, the other %d", len(sites[0]), len(sites[1]))
	}
	for name, content := range sites[0] {
		if sites[1][name] != content {
			t.Errorf("%s differs: %d and %d bytes", name, len(content), len(sites[1][name]))
		}
	}
}

func TestBuildIDChangesWithTheShippedFilesOnly(t *testing.T) {
	idOf := func(root string) string {
		return sitetest.Build(t, site.Options{Root: root, Out: filepath.Join(root, "dist")}).BuildID
	}
	id := idOf(sitetest.TinyTree(t))
	for file, changes := range map[string]bool{
		"actor/more.go":      true,
		"wasm/more.go":       true,
		"web/src/more.ts":    true,
		"go.sum":             true,
		"actor/more_test.go": false,
		"actor/.more.go.swp": false,
		"README.md":          false,
	} {
		root := sitetest.TinyTree(t)
		content := ""
		if strings.HasSuffix(file, ".go") {
			content = "package " + map[bool]string{true: "main", false: "actor"}[strings.HasPrefix(file, "wasm")] + "\n"
		}
		sitetest.Write(t, root, file, content)
		if got := idOf(root); (got != id) != changes {
			t.Errorf("with %s the id is %s, without it %s", file, got, id)
		}
	}
}

func TestModuleAndScriptsCarryTheBuildID(t *testing.T) {
	root := sitetest.TinyTree(t)
	site := mustBuild(t, root)
	if !strings.Contains(sitetest.Read(t, site.Dir, site.Module), site.BuildID) {
		t.Error("the module does not")
	}
	glue := sitetest.Read(t, site.Dir, "actor.js")
	if !strings.Contains(glue, site.BuildID) {
		t.Error("the glue does not")
	}
	if !strings.Contains(glue, site.Module) {
		t.Error("the glue does not name the module")
	}
	if !strings.Contains(glue, "importObject") {
		t.Error("the glue has no wasm_exec.js in it")
	}
}

func TestAMissingGoToolchainIsReported(t *testing.T) {
	root := sitetest.TinyTree(t)
	t.Setenv("PATH", t.TempDir())
	_, err := build(t, root)
	if err == nil || !strings.Contains(err.Error(), "Go 1.26") || !strings.Contains(err.Error(), "https://go.dev/dl/") {
		t.Errorf("got %v, want what is needed and where it is", err)
	}
}

func TestTooOldGoToolchainIsReported(t *testing.T) {
	root := sitetest.TinyTree(t)
	sitetest.Write(t, root, "go.mod", "module example.test/tiny\n\ngo 1.9999\n")
	t.Setenv("GOTOOLCHAIN", "local")
	_, err := build(t, root)
	if err == nil || !strings.Contains(err.Error(), "Go 1.9999") || !strings.Contains(err.Error(), "https://go.dev/dl/") {
		t.Errorf("got %v, want what is needed and where it is", err)
	}
}

func TestARootWithoutAModuleIsRefused(t *testing.T) {
	if _, err := build(t, t.TempDir()); err == nil || !strings.Contains(err.Error(), "go.mod") {
		t.Errorf("got %v, want an error about go.mod", err)
	}
}

// list returns names and sizes of what is in a folder.
func list(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %d\n", e.Name(), info.Size())
	}
	return b.String()
}
