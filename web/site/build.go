// Package site builds the static site from the sources in web/, wasm/ and actor/.
//
// [Build] writes the Go module for the browser, the TypeScript and the styles bundled by esbuild, the pages with the hashed names
// filled in, the npm package, the page that is one file, and a compressed copy beside each file that compresses well. It needs
// only the Go toolchain. The function makeSite lists the steps of a build.
//
// The scripts and the module always match: the toolchain that compiles the module provides the bundled wasm_exec.js, and both
// carry one build id, a hash of everything they are made from. Builds are reproducible: the same sources and the same version of
// Go produce the same bytes, in any folder.
package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"github.com/actor-playground/actor-playground/web/internal/compress"
	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// Options configures [Build].
type Options struct {
	Root     string            // the module's root; if empty, FindRoot finds it
	Out      string            // the folder to write to; it must be new, empty, or hold a site that Build wrote
	URL      string            // the address that the site will have, for shared links and search engines; may be empty
	Compress bool              // write .br and .gz copies, at the best level: it takes seconds for a new module, and no time for a cached one
	CacheDir string            // for compressed files of earlier builds; if empty, a folder in os.UserCacheDir
	Progress func(step string) // called with the name of each step as it begins; may be nil
}

// A Site is a site that Build has written.
type Site struct {
	Dir     string // the folder
	BuildID string // carried by the module and the scripts
	Module  string // file name of the WebAssembly module
	// Integrity has the hashes of the entry scripts with stable names, in the form of an integrity attribute.
	Integrity map[string]string
	Files     []File // every file except the compressed copies and sizes.txt, by name
}

// Build writes the site to o.Out. It works in a folder beside it and swaps the two at the end, so a build that fails or is
// cancelled leaves the earlier site unchanged. Errors in the sources are reported as a [*BuildError].
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

	site, made, err := makeSite(ctx, root, o)
	if err != nil {
		return nil, err
	}
	for name, content := range made {
		file := filepath.Join(work, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return nil, err
		}
	}
	if err := replaceDir(out, work); err != nil {
		return nil, err
	}
	site.Dir = out
	return site, nil
}

// files are a site's, by name. Nothing is written before all are made.
type files map[string][]byte

// work is a build under way: each step reads what those before it have made.
type work struct {
	root    string
	options Options

	toolchain *toolchain
	id        string // the build id
	module    string // file name of the module
	scripts   bundled
	integrity map[string]string // of the entry scripts with stable names
	files     files
}

// makeSite takes the sources through all the steps of a build.
func makeSite(ctx context.Context, root string, o Options) (*Site, files, error) {
	w := &work{root: root, options: o, files: files{}}
	for _, step := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"Go's toolchain", w.findToolchain},         // go.mod -> the go command and its wasm_exec.js
		{"the build id", w.hashSources},             // toolchain, actor/, wasm/, web/src/ -> id
		{"the module", w.compileModule},             // actor/, wasm/, id -> actor-HASH.wasm
		{"scripts and styles", w.bundleScripts},     // web/src/, web/styles/, lessons, actor's sources, id, module's name -> *.js, *.css
		{"the lessons' pictures", w.drawLessons},    // lessons -> lesson-*.svg, .txt, .fragment.html
		{"integrity", w.hashScripts},                // entry scripts, what they load, module -> integrity.json
		{"the pages", w.fillPages},                  // web/pages/, lessons, names of scripts, integrity -> *.html
		{"the lessons' pages", w.fillLessons},       // web/pages/lessons/, lessons, their pictures -> lessons/*/index.html
		{"the list of pages", w.listPages},          // all pages, the site's address -> sitemap.xml
		{"the page that is one file", w.packSingle}, // index.html, web/src/, module -> playground.html
		{"the npm package", w.packPackage},          // web/package/, web/types/, entry scripts, module, pictures -> package.json, *.tgz
		{"headers for hosts", w.listHeaders},        // all names -> _headers
		{"compressed copies", w.compress},           // all files that gain -> *.br, *.gz
	} {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if o.Progress != nil {
			o.Progress(step.name)
		}
		if err := step.run(ctx); err != nil {
			return nil, nil, err
		}
	}
	site := &Site{BuildID: w.id, Module: w.module, Integrity: w.integrity, Files: w.files.sizes()}
	w.files[reportName] = []byte(site.Report())
	return site, w.files, nil
}

func (w *work) compress(ctx context.Context) error {
	if !w.options.Compress {
		return nil
	}
	copies, err := compress.All(ctx, w.files, headers.Compressible, compress.NewCache(w.options.CacheDir))
	maps.Copy(w.files, copies)
	return err
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
		return fmt.Errorf("%s has files that this program did not write (it has no %s): empty the folder or name another", out, reportName)
	}
	return nil
}

// replaceDir puts the folder work in place of out. The former one is moved aside first and back if the swap fails.
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
