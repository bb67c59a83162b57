// Package compress makes compressed copies of files, and keeps them from one build to the next.
package compress

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/errgroup"
)

// A Codec is a compression format.
type Codec struct {
	suffix string
	cached string // name in the cache, without the content's hash; another for each way to compress
	writer func(w io.Writer) (io.WriteCloser, error)
	reader func(r io.Reader) (io.Reader, error)
}

// windowBits makes brotli look back over 16 MB, the most that browsers take: the whole module.
const windowBits = 24

var (
	Brotli = Codec{
		suffix: ".br", cached: "-24.br",
		writer: func(w io.Writer) (io.WriteCloser, error) {
			return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: windowBits}), nil
		},
		reader: func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}
	Gzip = Codec{
		suffix: ".gz", cached: ".gz",
		writer: func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) },
		reader: func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	}
)

// All returns a brotli and a gzip copy of each file whose name is wanted, by the names of the copies.
func All(ctx context.Context, files map[string][]byte, wanted func(name string) bool, cache Cache) (copies map[string][]byte, err error) {
	jobs, ctx := errgroup.WithContext(ctx)
	jobs.SetLimit(runtime.GOMAXPROCS(0)) // an encoder at its best takes tens of megabytes
	var mu sync.Mutex                    // guards copies
	copies = map[string][]byte{}
	for name, content := range files {
		if !wanted(name) {
			continue
		}
		for _, c := range []Codec{Brotli, Gzip} {
			jobs.Go(func() error {
				packed, err := cache.Compress(ctx, c, content)
				mu.Lock()
				defer mu.Unlock()
				copies[name+c.suffix] = packed
				return err
			})
		}
	}
	return copies, jobs.Wait()
}

// compress returns content packed by c. It looks at ctx between chunks, because the module alone takes seconds.
func (c Codec) compress(ctx context.Context, content []byte) ([]byte, error) {
	const chunkBytes = 64 << 10
	var packed bytes.Buffer
	w, err := c.writer(&packed)
	if err != nil {
		return nil, err
	}
	for rest := content; len(rest) > 0; {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n := min(len(rest), chunkBytes)
		if _, err := w.Write(rest[:n]); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// A Cache keeps compressed files between builds, by the hash of their content. It only saves time: if reading or writing it
// fails, the file is compressed again.
type Cache struct {
	dir string // empty: no cache
}

// NewCache returns a cache in dir or, if dir is empty, in a folder in os.UserCacheDir.
func NewCache(dir string) Cache {
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return Cache{}
		}
		dir = filepath.Join(user, "actor-playground")
	}
	if os.MkdirAll(dir, 0o755) != nil {
		return Cache{}
	}
	return Cache{dir: dir}
}

// Compress returns content compressed with c, from the cache if it is there.
func (ca Cache) Compress(ctx context.Context, c Codec, content []byte) ([]byte, error) {
	if ca.dir == "" {
		return c.compress(ctx, content)
	}
	sum := sha256.Sum256(content)
	file := filepath.Join(ca.dir, hex.EncodeToString(sum[:16])+c.cached)
	if packed, err := os.ReadFile(file); err == nil && c.unpacksTo(packed, content) {
		now := time.Now()
		os.Chtimes(file, now, now) // in use: not to be pruned
		return packed, nil
	}
	packed, err := c.compress(ctx, content)
	if err == nil {
		ca.store(file, packed)
	}
	return packed, err
}

// unpacksTo checks a cached file in full: that is a hundred times cheaper than making it, and makes damage harmless.
func (c Codec) unpacksTo(packed, content []byte) bool {
	r, err := c.reader(bytes.NewReader(packed))
	if err != nil {
		return false
	}
	got, err := io.ReadAll(io.LimitReader(r, int64(len(content))+1))
	return err == nil && bytes.Equal(got, content)
}

// store writes under another name first, so that a reader in another process never sees half a file.
func (ca Cache) store(file string, packed []byte) {
	tmp, err := os.CreateTemp(ca.dir, "new-*")
	if err != nil {
		return
	}
	_, err = tmp.Write(packed)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return
	}
	ca.prune()
}

// prune removes files that no build has used for a month.
func (ca Cache) prune() {
	entries, err := os.ReadDir(ca.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > 30*24*time.Hour {
			os.Remove(path.Join(ca.dir, e.Name()))
		}
	}
}
