package site_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/site"
)

func TestModuleSizeIsWithinBudget(t *testing.T) {
	if err := sitetest.Site(t).CheckBudget(); err != nil {
		t.Error(err)
	}
}

func TestCompressedCopiesDecompressToTheOriginals(t *testing.T) {
	site := sitetest.Site(t)
	for _, f := range site.Files {
		if f.Brotli == 0 && f.Gzip == 0 {
			continue
		}
		want := sitetest.Read(t, site.Dir, f.Name)
		for suffix, open := range map[string]func(io.Reader) (io.Reader, error){
			".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
			".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		} {
			r, err := open(strings.NewReader(sitetest.Read(t, site.Dir, f.Name+suffix)))
			if err != nil {
				t.Errorf("%s%s: %v", f.Name, suffix, err)
				continue
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, []byte(want)) {
				t.Errorf("%s%s does not unpack to it: %v", f.Name, suffix, err)
			}
		}
	}
}

func TestScriptsStylesPagesAndModuleHaveCompressedCopies(t *testing.T) {
	for _, f := range sitetest.Site(t).Files {
		switch filepath.Ext(f.Name) {
		case ".js", ".css", ".html", ".map", ".wasm":
			if f.Brotli == 0 || f.Gzip == 0 {
				t.Errorf("%s: brotli %d, gzip %d bytes", f.Name, f.Brotli, f.Gzip)
			}
		}
	}
}

var link = regexp.MustCompile(`(?:src|href)="([^"#]+)`)

func TestPagesLinkOnlyToFilesOfTheSiteAndRelatively(t *testing.T) {
	site := sitetest.Site(t)
	for _, f := range site.Files {
		if filepath.Ext(f.Name) != ".html" {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(sitetest.Read(t, site.Dir, f.Name), -1) {
			if strings.HasPrefix(m[1], "data:") || strings.HasPrefix(m[1], "https://") {
				continue // nothing is loaded from elsewhere: the policy sees to that. A reader may go there.
			}
			if _, err := os.Stat(filepath.Join(site.Dir, m[1])); err != nil || strings.HasPrefix(m[1], "/") {
				t.Errorf("%s links to %q: %v", f.Name, m[1], err)
			}
		}
	}
}

func TestModuleAndScriptsOfTheSiteHaveTheSameBuildID(t *testing.T) {
	site := sitetest.Site(t)
	for _, name := range []string{site.Module, "actor.js"} {
		if !strings.Contains(sitetest.Read(t, site.Dir, name), site.BuildID) {
			t.Errorf("%s does not carry the build id %s", name, site.BuildID)
		}
	}
}

func TestSourceMapsNameTheSources(t *testing.T) {
	site := sitetest.Site(t)
	script := sitetest.Read(t, site.Dir, "actor.js")
	_, name, found := strings.Cut(script, "//# sourceMappingURL=")
	if !found {
		t.Fatal("actor.js links to no source map")
	}
	if m := sitetest.Read(t, site.Dir, strings.TrimSpace(name)); !strings.Contains(m, `"../web/src/client/actor.ts"`) {
		t.Errorf("%s does not name the source", name)
	}
}

func TestTheSingleFileIsWithinItsBudget(t *testing.T) {
	for _, f := range sitetest.Site(t).Files {
		if f.Name == "playground.html" {
			if f.Raw > site.SingleBudgetBytes {
				t.Errorf("it takes %d bytes, %d more than its budget", f.Raw, f.Raw-site.SingleBudgetBytes)
			}
			return
		}
	}
	t.Error("there is no playground.html")
}
