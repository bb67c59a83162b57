package e2e_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// What scripts may take after brotli.
const (
	upFrontBudgetBytes = 12 << 10 // before an element is near the viewport
	firstBudgetBytes   = 40_000   // of the page and the element, before anything is shown
)

var staticImport = regexp.MustCompile(`(?:^|[;}])(?:import|export)(?:[\w$\s{},*]*?from)?\s*"\./([\w.-]+)"`)

// loadedWith returns the scripts of those names, with all that they import, and their
// bytes after brotli.
func loadedWith(t *testing.T, names ...string) (files map[string]bool, bytes int64) {
	t.Helper()
	site := sitetest.Site(t)
	sizes := map[string]int64{}
	for _, f := range site.Files {
		sizes[f.Name] = f.Brotli
	}
	files = map[string]bool{}
	for len(names) > 0 {
		name := names[0]
		names = names[1:]
		if files[name] {
			continue
		}
		files[name] = true
		if sizes[name] == 0 {
			t.Errorf("%s has no size after brotli", name)
		}
		bytes += sizes[name]
		for _, m := range staticImport.FindAllStringSubmatch(sitetest.Read(t, site.Dir, name), -1) {
			names = append(names, m[1])
		}
	}
	return files, bytes
}

// hashed returns the name of the script that is called so, with its hash.
func hashed(t *testing.T, name string) string {
	t.Helper()
	for _, f := range sitetest.Site(t).Files {
		if strings.HasPrefix(f.Name, name+"-") && strings.HasSuffix(f.Name, ".js") {
			return f.Name
		}
	}
	t.Fatalf("there is no %s-*.js", name)
	return ""
}

func TestScriptsLoadedFirstAreSmall(t *testing.T) {
	files, bytes := loadedWith(t, "actor-playground.js")
	if len(files) < 2 {
		t.Error("no import was found: it is bundled otherwise than this test thinks")
	}
	if bytes > upFrontBudgetBytes {
		t.Errorf("%d bytes after brotli up front (%d files), %d may be", bytes, len(files), upFrontBudgetBytes)
	}
}

func TestScriptsNeededFirstAreSmallAndContainNoView(t *testing.T) {
	files, bytes := loadedWith(t, hashed(t, "page"), hashed(t, "setup"))
	t.Logf("%d bytes in %d files", bytes, len(files))
	if len(files) < 4 || bytes > firstBudgetBytes {
		t.Errorf("%d bytes in %d files, %d may be", bytes, len(files), firstBudgetBytes)
	}
	for name := range files {
		for _, part := range []string{"stage-view-", "timeline-view-", "log-view-", "code-view-", "stats-view-", "editor-"} {
			if strings.HasPrefix(name, part) {
				t.Errorf("%s is loaded before it is shown", name)
			}
		}
	}
}
