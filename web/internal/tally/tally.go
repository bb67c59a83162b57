// Package tally counts what the sources are tested with, for the site's page "How it is tested". It reads the sources as text, so
// a number on that page is one that anybody can count.
package tally

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A Tally is what there is of tests.
type Tally struct {
	Rooms     []Room
	Rows      int // of the semantics table, in the documentation of package actor
	CodeLines int // that aren't blank, in Go and TypeScript
	TestLines int // likewise, in tests and what they are written with

	files map[string][]string
}

// In returns the names of the tests in a file, in order.
func (t Tally) In(file string) ([]string, error) {
	if names := t.files[file]; len(names) > 0 {
		return names, nil
	}
	return nil, fmt.Errorf("tally: %s has no tests", file)
}

// A Room is a part of the sources.
type Room struct {
	Dir  string // from the module's root
	What string
	// Tests, fuzz tests among them. One that tries a table of cases counts as one.
	Tests []string
}

// Count is how many tests a room has.
func (r Room) Count() int { return len(r.Tests) }

// Tests is how many there are in all.
func (t Tally) Tests() int {
	n := 0
	for _, r := range t.Rooms {
		n += r.Count()
	}
	return n
}

// Has reports whether there is a test of that name.
func (t Tally) Has(name string) bool {
	return slices.ContainsFunc(t.Rooms, func(r Room) bool { return slices.Contains(r.Tests, name) })
}

// rooms, each before those that it is inside of.
var rooms = []Room{
	{Dir: "actor", What: "the core: actors, mailboxes, replies"},
	{Dir: "wasm/stage", What: "the executor: scripts, steps, snapshots, traces"},
	{Dir: "wasm", What: "the WebAssembly module and its boundary"},
	{Dir: "web/src", What: "the client, the element, the editor: in TypeScript, in a browser"},
	{Dir: "web/e2e", What: "the site as it is shipped, in a browser"},
	{Dir: "web/serve", What: "the server"},
	{Dir: "web/site", What: "the build: pages, package, hashes"},
	{Dir: "web", What: "lessons, pictures and tools"},
}

var (
	goTest     = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Z]\w*)\(`)
	scriptTest = regexp.MustCompile("(?m)^\\s*test\\((?:\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`)")
	parameter  = regexp.MustCompile(`\$\{[^}]*\}`) // of the names of tests that are made in a loop
	row        = regexp.MustCompile(`(?m)^//\t *\d+  \S`)
	helpers    = regexp.MustCompile(`^web/src/testing/|^web/internal/sitetest/`)
)

// Of counts in the sources at root.
func Of(root string) (Tally, error) {
	t := Tally{Rooms: slices.Clone(rooms), files: map[string][]string{}}
	sources := os.DirFS(root)
	for _, top := range []string{"actor", "wasm", "web"} {
		err := fs.WalkDir(sources, top, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if extension := path.Ext(name); extension != ".go" && extension != ".ts" {
				return nil
			}
			content, err := fs.ReadFile(sources, name)
			if err != nil {
				return err
			}
			t.take(name, content)
			return nil
		})
		if err != nil {
			return Tally{}, err
		}
	}
	table, err := fs.ReadFile(sources, "actor/doc.go")
	if err != nil {
		return Tally{}, err
	}
	if t.Rows = len(row.FindAll(table, -1)); t.Rows == 0 {
		return Tally{}, fmt.Errorf("tally: the semantics table of actor/doc.go has no rows")
	}
	return t, nil
}

func (t *Tally) take(name string, content []byte) {
	lines := 0
	for line := range bytes.Lines(content) {
		if len(bytes.TrimSpace(line)) > 0 {
			lines++
		}
	}
	var found [][][]byte
	switch {
	case strings.HasSuffix(name, "_test.go"):
		found = goTest.FindAllSubmatch(content, -1)
	case strings.HasSuffix(name, ".test.ts"):
		found = scriptTest.FindAllSubmatch(content, -1)
	case !helpers.MatchString(name):
		t.CodeLines += lines
		return
	}
	t.TestLines += lines
	for _, groups := range found {
		if test := string(parameter.ReplaceAll(bytes.Join(groups[1:], nil), []byte("…"))); test != "TestMain" {
			t.files[name] = append(t.files[name], test)
		}
	}
	i := slices.IndexFunc(t.Rooms, func(r Room) bool { return strings.HasPrefix(name, r.Dir+"/") })
	t.Rooms[i].Tests = append(t.Rooms[i].Tests, t.files[name]...)
}
