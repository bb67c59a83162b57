package tally_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/tally"
)

func TestTestsLinesAndRowsAreCounted(t *testing.T) {
	root := t.TempDir()
	for name, content := range map[string]string{
		"actor/doc.go":            "// Package actor.\n//\n//\t 1  one\n//\t22  two\npackage actor\n",
		"actor/actor_test.go":     "package actor\n\nfunc TestMain(m *testing.M) {}\nfunc TestOne(t *testing.T) {}\n\nfunc FuzzTwo(f *testing.F) {}\nfunc helper() {}\n",
		"wasm/stage/a_test.go":    "package stage\nfunc TestThree(t *testing.T) {}\nfunc BenchmarkNone(b *testing.B) {}\n",
		"wasm/a_test.go":          "package main\nfunc TestFour(t *testing.T) {}\n",
		"web/src/a.test.ts":       "test(\"five \\\" 5\", f);\nfor (;;) {\n  test(`six ${x}`, f);\n}\n// test(\"none\", f)\n",
		"web/src/a.ts":            "export {};\n\n",
		"web/src/testing/t.ts":    "export {};\n",
		"web/lessons/a.txt":       "func TestNone(t *testing.T) {}\n",
		"web/lessons/a.go":        "package lessons\n",
		"web/serve/serve_test.go": "package serve\n",
	} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := tally.Of(root)
	if err != nil {
		t.Fatal(err)
	}
	if got.Tests() != 6 || got.Rows != 2 || got.CodeLines != 7 || got.TestLines != 17 {
		t.Errorf("%d tests, %d rows, %d lines of code, %d of tests: %+v", got.Tests(), got.Rows, got.CodeLines, got.TestLines, got)
	}
	for _, name := range []string{"TestOne", "FuzzTwo", "TestThree", "TestFour", `five \" 5`, "six …"} {
		if !got.Has(name) {
			t.Errorf("there is no %s", name)
		}
	}
	if got.Has("none") || got.Has("TestMain") {
		t.Error("what is no test is counted")
	}
}

func TestSourcesWithoutTheTableAreAnError(t *testing.T) {
	if _, err := tally.Of(t.TempDir()); err == nil {
		t.Error("no error")
	}
}

// The page repeats the names, so the number in one must be what its test does.
func TestATestDoesAsOftenAsItsNameSays(t *testing.T) {
	content, err := os.ReadFile("../../src/pages/hostile.test.ts")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?s)\ntest\("(\d+) [^"]*".*?each\((\d+),`).FindAllSubmatch(content, -1)
	if len(found) < 5 {
		t.Errorf("only %d names with a number", len(found))
	}
	for _, m := range found {
		if string(m[1]) != string(m[2]) {
			t.Errorf("a test is named for %s and does %s", m[1], m[2])
		}
	}
}
