package compress

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func every(string) bool { return true }

func TestADamagedCacheIsHarmless(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	script := filepath.Join(dir, "page.js")
	if err := os.WriteFile(script, []byte(strings.Repeat("let x = 1;", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	compress := func() (brotli, gzip string) {
		t.Helper()
		if err := Dir(t.Context(), dir, every, NewCache(cache)); err != nil {
			t.Fatal(err)
		}
		b, err1 := os.ReadFile(script + ".br")
		g, err2 := os.ReadFile(script + ".gz")
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		return string(b), string(g)
	}
	wantBrotli, wantGzip := compress()
	cached, err := os.ReadDir(cache)
	if err != nil || len(cached) != 2 {
		t.Fatalf("cached %v, %v; want two files", cached, err)
	}
	for _, damage := range []string{"", "damaged", wantBrotli[:len(wantBrotli)/2], wantBrotli, wantGzip} {
		for _, c := range cached {
			if err := os.WriteFile(filepath.Join(cache, c.Name()), []byte(damage), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if brotli, gzip := compress(); brotli != wantBrotli || gzip != wantGzip {
			t.Errorf("with %q in the cache the copies are %q and %q", damage, brotli, gzip)
		}
	}
}

func TestNoCacheIsHarmless(t *testing.T) {
	dir := t.TempDir()
	script, notADir := filepath.Join(dir, "page.js"), filepath.Join(dir, "file")
	for _, name := range []string{script, notADir} {
		if err := os.WriteFile(name, []byte("let x = 1;"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Dir(t.Context(), dir, every, NewCache(notADir)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script + ".br"); err != nil {
		t.Error(err)
	}
}
