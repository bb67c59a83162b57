package web

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
)

// Compression says whether Build writes compressed copies, and with how much effort.
type Compression int

const (
	Uncompressed    Compression = iota // none: for -watch
	BestCompression                    // .br and .gz at their best; some seconds for a new module, the cache serves it from then on
)

// codec is one way to compress; its suffix is that of the copies.
type codec struct {
	suffix string
	level  int
	writer func(w io.Writer, level int) (io.WriteCloser, error)
	reader func(r io.Reader) (io.Reader, error)
}

var codecs = []codec{brotliCodec, gzipCodec}

var (
	brotliCodec = codec{
		suffix: ".br", level: brotli.BestCompression,
		writer: func(w io.Writer, level int) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, level), nil },
		reader: func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}
	gzipCodec = codec{
		suffix: ".gz", level: gzip.BestCompression,
		writer: func(w io.Writer, level int) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, level) },
		reader: func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	}
)

// compressDir writes the compressed copies of the files in dir, beside them.
func compressDir(ctx context.Context, dir string, how Compression, cacheDir string) error {
	if how == Uncompressed {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	cache := newCache(cacheDir)
	var (
		jobs  sync.WaitGroup
		slots = make(chan struct{}, runtime.GOMAXPROCS(0)) // an encoder at its best takes tens of megabytes
		mu    sync.Mutex
		errs  []error
	)
	for _, entry := range entries {
		if !mediaTypeOf(entry.Name()).compressible {
			continue
		}
		name := filepath.Join(dir, entry.Name())
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, c := range codecs {
			jobs.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				packed, err := cache.compress(ctx, c, content)
				if err == nil {
					err = os.WriteFile(name+c.suffix, packed, 0o644)
				}
				if err != nil {
					mu.Lock()
					errs = append(errs, err)
					mu.Unlock()
				}
			})
		}
	}
	jobs.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(errs...)
}

// compress gives content packed by c. It looks at ctx between chunks, because the module alone takes seconds.
func (c codec) compress(ctx context.Context, content []byte) ([]byte, error) {
	const chunkBytes = 64 << 10
	var packed bytes.Buffer
	w, err := c.writer(&packed, c.level)
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

// cache keeps compressed files from one build to the next, by the hash of what is in them. It only saves time: whatever goes
// wrong with it, the file is compressed anew.
type cache struct {
	dir string // empty: no cache
}

func newCache(dir string) cache {
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return cache{}
		}
		dir = filepath.Join(user, "actor-playground")
	}
	if os.MkdirAll(dir, 0o755) != nil {
		return cache{}
	}
	return cache{dir: dir}
}

func (ca cache) compress(ctx context.Context, c codec, content []byte) ([]byte, error) {
	if ca.dir == "" {
		return c.compress(ctx, content)
	}
	sum := sha256.Sum256(content)
	file := filepath.Join(ca.dir, hex.EncodeToString(sum[:16])+c.suffix)
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
func (c codec) unpacksTo(packed, content []byte) bool {
	r, err := c.reader(bytes.NewReader(packed))
	if err != nil {
		return false
	}
	got, err := io.ReadAll(io.LimitReader(r, int64(len(content))+1))
	return err == nil && bytes.Equal(got, content)
}

// store writes under another name first, so that a reader in another process never sees half a file.
func (ca cache) store(file string, packed []byte) {
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

// prune removes what no build has asked for in a month.
func (ca cache) prune() {
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
