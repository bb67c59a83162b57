package compress

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

var script = map[string][]byte{"page.js": []byte(strings.Repeat("let x = 1;", 100)), "picture.png": []byte("not wanted")}

func isScript(name string) bool { return strings.HasSuffix(name, ".js") }

func copies(t *testing.T, files map[string][]byte, cache Cache) (br, gz []byte) {
	t.Helper()
	made, err := All(t.Context(), files, isScript, cache)
	if err != nil || len(made) != 2 {
		t.Fatalf("made %d copies, %v; want two", len(made), err)
	}
	return made["page.js.br"], made["page.js.gz"]
}

func TestADamagedCacheIsHarmless(t *testing.T) {
	dir := t.TempDir()
	wantBrotli, wantGzip := copies(t, script, NewCache(dir))
	cached, err := os.ReadDir(dir)
	if err != nil || len(cached) != 2 {
		t.Fatalf("cached %v, %v; want two files", cached, err)
	}
	for _, damage := range [][]byte{nil, []byte("damaged"), wantBrotli[:len(wantBrotli)/2], wantBrotli, wantGzip} {
		for _, c := range cached {
			if err := os.WriteFile(filepath.Join(dir, c.Name()), damage, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if br, gz := copies(t, script, NewCache(dir)); !bytes.Equal(br, wantBrotli) || !bytes.Equal(gz, wantGzip) {
			t.Errorf("with %q in the cache the copies are %q and %q", damage, br, gz)
		}
	}
}

func TestNoCacheIsHarmless(t *testing.T) {
	notADir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(notADir, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	copies(t, script, NewCache(notADir))
}

// The site's bytes must not depend on whether the cache had them.
func TestRepeatedCompressionIsIdenticalAndDecompressesToTheOriginal(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]byte, 0, 20_000)
	for len(words) < cap(words) {
		words = append(words, "abcdefgh"[random.IntN(8):random.IntN(2)+7]...)
	}
	files := map[string][]byte{"page.js": words}
	br, gz := copies(t, files, NewCache(t.TempDir()))
	br2, gz2 := copies(t, files, NewCache(t.TempDir()))
	if !bytes.Equal(br, br2) || !bytes.Equal(gz, gz2) {
		t.Error("two that differ")
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"brotli": brotli.NewReader(bytes.NewReader(br)), "gzip": unzipped} {
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, words) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(words), err)
		}
	}
}
