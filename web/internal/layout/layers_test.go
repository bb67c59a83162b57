package layout_test

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// layers are the folders of web/src and, for each, those that its files may import besides their own.
var layers = map[string][]string{
	"testing":                   {"client", "element"},
	"client":                    {},
	"playground/ui":             {},
	"playground/play":           {"client"},
	"playground/dock":           {"client", "playground/ui", "playground/play"},
	"playground/editor":         {"client", "playground/ui", "playground/play"},
	"playground/views":          {"client", "playground/ui"},
	"playground/views/code":     {"client", "playground/ui", "playground/play"},
	"playground/views/graph":    {"client", "playground/ui", "playground/play", "playground/views/stage"},
	"playground/views/lab":      {"client", "playground/ui", "playground/play", "lab"},
	"playground/views/log":      {"client", "playground/ui", "playground/play"},
	"playground/views/stage":    {"client", "playground/ui", "playground/play", "playground/views/graph"}, // which it is, of several actors
	"playground/views/stats":    {"client", "playground/ui", "playground/play", "playground/views"},
	"playground/views/timeline": {"client", "playground/ui", "playground/play", "playground/views"},
	"playground":                {"client", "playground/ui", "playground/play", "playground/dock", "playground/editor", "playground/views/*"},
	"element":                   {"client", "playground", "playground/play", "playground/ui"},
	"lab":                       {"client", "playground", "playground/ui", "element"},
	"blocks":                    {"element"},
	"pages":                     {"client", "playground", "playground/play", "element", "blocks", "lab"},
}

var scriptImport = regexp.MustCompile(`(?:\bfrom|\bimport)[\s(]*"(\.[^"]+)"`)

// scriptImports returns for each file of web/src, by its path there without ".ts", the files that it names in an import of any kind.
func scriptImports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(root+"/web/src", func(file string, entry os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".ts") || strings.HasSuffix(file, ".d.ts") {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), root+"/web/src/"), ".ts")
		found[name] = nil
		for line := range strings.Lines(string(text)) {
			if comment := strings.TrimSpace(line); strings.HasPrefix(comment, "//") || strings.HasPrefix(comment, "*") {
				continue
			}
			for _, m := range scriptImport.FindAllStringSubmatch(line, -1) {
				found[name] = append(found[name], path.Join(path.Dir(name), m[1]))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestScriptsImportOnlyWhatTheirFolderMay(t *testing.T) {
	imports := scriptImports(t)
	for _, folder := range []string{"client", "element", "pages"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(imports)), func(name string) bool { return path.Dir(name) == folder }) {
			t.Errorf("there is no script in web/src/%s", folder)
		}
	}
	for name, needs := range imports {
		from := path.Dir(name)
		allowed, known := layers[from]
		if !known {
			t.Errorf("web/src/%s.ts is in a folder without a rule: add it to layers", name)
		}
		for _, needed := range needs {
			to := path.Dir(needed)
			if strings.HasSuffix(name, ".test") && (to == "testing" || to == "element") {
				continue // a test may try its part in the element
			}
			if to != from && !slices.ContainsFunc(allowed, func(pattern string) bool { ok, _ := path.Match(pattern, to); return ok }) {
				t.Errorf("web/src/%s.ts imports %s; files of %s may import only %q", name, needed, from, allowed)
			}
		}
	}
}

func TestScriptsHaveNoImportCycles(t *testing.T) {
	imports := scriptImports(t)
	const walking, done = 1, 2
	state := map[string]int{}
	var walk func(trail []string)
	walk = func(trail []string) {
		name := trail[len(trail)-1]
		state[name] = walking
		for _, needed := range imports[name] {
			switch state[needed] {
			case walking:
				t.Errorf("a circle of imports: %s", strings.Join(append(trail[slices.Index(trail, needed):], needed), " -> "))
			case 0:
				walk(append(slices.Clone(trail), needed))
			}
		}
		state[name] = done
	}
	for name := range imports {
		if state[name] == 0 {
			walk([]string{name})
		}
	}
}
