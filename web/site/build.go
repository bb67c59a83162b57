// Package web turns the sources in web/ and wasm/ into a static site, and serves it.
//
// [Build] writes the site: the Go module for the browser, the TypeScript and the styles bundled by esbuild, the pages with
// the hashed names filled in, and a compressed copy beside each file that gains from one. It needs the Go toolchain and
// nothing else. [Handler] serves what Build wrote, [Watcher] rebuilds it on change, and [Main] is the command line of both.
//
// Glue and module always match: the module is compiled by the same toolchain whose wasm_exec.js is bundled, and both carry
// one build id, a hash of all they are made from.
package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/actor-playground/actor-playground/web/internal/compress"
	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// Options says what to build and where to put it.
type Options struct {
	Root     string // the module's root; empty: found from the working directory, else from this package's own source
	Out      string // the folder to write; it must be new, empty, or a site that Build wrote before
	Compress bool   // write .br and .gz copies, at their best: some seconds for a new module, and none with the cache
	CacheDir string // compressed files of former builds; empty: a folder of ours in os.UserCacheDir
	PageTail string // markup for the end of every page: how a watcher gets its script in
}

// Site is a site that has been written.
type Site struct {
	Dir     string // where it is
	BuildID string // what the module and the glue both call themselves
	Module  string // file name of the WebAssembly module
	// Integrity has the hashes of the entry scripts with stable names, as an integrity attribute has them.
	Integrity map[string]string
	Files     []File // every file but the compressed copies and sizes.txt, by name
}

// Build writes the site to o.Out. It works in a folder beside it and swaps the two at the end, so a build that fails or is
// cancelled leaves the former site as it was. What is wrong in the sources comes back as a [*BuildError].
func Build(ctx context.Context, o Options) (*Site, error) {
	root, err := FindRoot(o.Root)
	if err != nil {
		return nil, err
	}
	out, err := filepath.Abs(o.Out)
	if err != nil {
		return nil, err
	}
	if o.Out == "" {
		return nil, errors.New("web: Options.Out is empty: name the folder to write the site to")
	}
	if err := mayReplace(out); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return nil, err
	}
	// Beside the destination, because a rename cannot cross file systems; hidden, because it may sit in the work tree.
	work, err := os.MkdirTemp(filepath.Dir(out), "."+filepath.Base(out)+"-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)

	site, err := writeSite(ctx, root, work, o)
	if err != nil {
		return nil, err
	}
	if err := replaceDir(out, work); err != nil {
		return nil, err
	}
	site.Dir = out
	return site, nil
}

// writeSite does the steps of a build, each feeding the next with the names it chose.
func writeSite(ctx context.Context, root, dir string, o Options) (*Site, error) {
	tc, err := findToolchain(ctx, root)
	if err != nil {
		return nil, err
	}
	id, err := buildID(root, tc)
	if err != nil {
		return nil, err
	}
	module, err := buildModule(ctx, root, dir, tc, id)
	if err != nil {
		return nil, err
	}
	names, err := bundle(root, dir, tc, id, module)
	if err != nil {
		return nil, err
	}
	data := Page{BuildID: id, Module: module, names: names, dir: dir}
	if err := writePages(root, dir, data, o.PageTail); err != nil {
		return nil, err
	}
	if err := writeSingleFile(ctx, root, dir, tc, data, o.CacheDir); err != nil {
		return nil, err
	}
	if err := writeFallbacks(dir); err != nil {
		return nil, err
	}
	if err := writePackage(root, dir, module); err != nil {
		return nil, err
	}
	if err := writeHeaders(dir, module); err != nil {
		return nil, err
	}
	integrity, err := writeIntegrity(dir, id, module)
	if err != nil {
		return nil, err
	}
	if o.Compress {
		if err := compress.Dir(ctx, dir, headers.Compressible, compress.NewCache(o.CacheDir)); err != nil {
			return nil, err
		}
	}
	site := &Site{Dir: dir, BuildID: id, Module: module, Integrity: integrity}
	if site.Files, err = listFiles(dir); err != nil {
		return nil, err
	}
	return site, os.WriteFile(filepath.Join(dir, reportName), []byte(site.Report()), 0o644)
}

// mayReplace says no to a folder that holds anything but a site of ours, so that a mistyped -out costs nothing.
func mayReplace(out string) error {
	entries, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(out, reportName)); err != nil {
		return fmt.Errorf("%s holds files that are no site built by this program (it has no %s): empty it or name another folder", out, reportName)
	}
	return nil
}

// replaceDir puts the folder work in the place of out. The former one is moved aside first and back if the swap fails.
func replaceDir(out, work string) error {
	if err := os.Chmod(work, 0o755); err != nil { // MkdirTemp made it for us alone; a static host must read it
		return err
	}
	former := work + ".old"
	if err := os.Rename(out, former); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(work, out); err != nil {
		return errors.Join(err, os.Rename(former, out))
	}
	return os.RemoveAll(former)
}
