package site

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// hashSources returns the build its id, of all that the module and the glue are made from. Same sources and same Go: same id, on any machine.
func (w *work) hashSources(context.Context) error {
	sum := sha256.New()
	add := func(name string, content []byte) { // lengths first, so that no two trees can run together to the same bytes
		fmt.Fprintf(sum, "%d %s %d\n", len(name), name, len(content))
		sum.Write(content)
	}
	add("version", []byte(w.toolchain.version))
	add("wasm_exec.js", w.toolchain.wasmExec)
	for _, top := range []string{"go.mod", "go.sum", "actor", "wasm", "web/src"} {
		err := fs.WalkDir(os.DirFS(w.root), top, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && name == top {
				return nil // a small module has no go.sum
			}
			if err == nil && d.IsDir() && Ignored(name) {
				return fs.SkipDir
			}
			if err != nil || Ignored(name) || !d.Type().IsRegular() {
				return err
			}
			content, err := os.ReadFile(filepath.Join(w.root, filepath.FromSlash(name)))
			add(name, content)
			return err
		})
		if err != nil {
			return err
		}
	}
	w.id = hex.EncodeToString(sum.Sum(nil)[:16])
	return nil
}

// Ignored reports whether no build reads a file: tests, and what editors leave about.
func Ignored(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasSuffix(base, "_test.go") ||
		strings.HasSuffix(base, ".test.ts")
}

// contentHash is the part of a file name that stands for the content, in the form that esbuild gives its own.
func contentHash(content []byte) string {
	sum := sha256.Sum256(content)
	return base32.StdEncoding.EncodeToString(sum[:])[:8]
}
