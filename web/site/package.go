package site

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/actor-playground/actor-playground/web/internal/typescript"
)

// packageSources are the files of the npm package that the site has from nowhere else: by their names, where they come from below
// web/. Name and version are in package/package.json alone.
var packageSources = map[string]string{
	"LICENSE":               "package/LICENSE",
	"README.md":             "package/README.md",
	"custom-elements.json":  "package/custom-elements.json",
	"actor-playground.d.ts": "types/actor-playground.d.ts",
	"actor.d.ts":            "types/actor.d.ts",
}

// shapesName is the declarations that are made of the Go sources; actor.d.ts imports them.
const shapesName = "protocol.d.ts"

// packPackage makes the site an npm package, too: a package.json that lists what of the site it is made of, and the archive of
// them, as npm pack would write it. Those are packageSources, the declarations made of the Go sources, the entry scripts and what
// these load, the module, and the lessons' pictures. A tree without web/package is no package.
func (w *work) packPackage(context.Context) error {
	source, err := os.ReadFile(filepath.Join(w.root, "web", "package", "package.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var p struct{ Name, Version string }
	manifest, found := bytes.CutSuffix(bytes.TrimSpace(source), []byte("\n}"))
	if err := json.Unmarshal(source, &p); err != nil || !found || p.Name == "" || p.Version == "" {
		return &BuildError{Step: "package", Problems: []Problem{{File: "web/package/package.json", Text: "expected a JSON object with a name and a version, with its end on a line of its own"}}}
	}
	listed := []string{w.module}
	for name, from := range packageSources {
		if w.files[name], err = os.ReadFile(filepath.Join(w.root, "web", filepath.FromSlash(from))); err != nil {
			return err
		}
		listed = append(listed, name)
	}
	shapes, err := typescript.Of(w.root, typescript.Shapes)
	if err != nil {
		return err
	}
	w.files[shapesName] = []byte(shapes)
	listed = append(listed, shapesName)
	for _, script := range w.scripts.withLoaded(stableEntries()...) {
		listed = append(listed, script)
		if m := sourceMapOf(w.files[script]); w.files[m] != nil && !slices.Contains(listed, m) {
			listed = append(listed, m)
		}
	}
	for name := range w.files {
		if strings.HasPrefix(name, "lesson-") && filepath.Ext(name) == ".svg" {
			listed = append(listed, name)
		}
	}
	slices.Sort(listed)
	list, err := json.MarshalIndent(listed, "  ", "  ")
	if err != nil {
		return err
	}
	w.files["package.json"] = fmt.Appendf(manifest, ",\n  \"files\": %s\n}\n", list)
	w.files[p.Name+"-"+p.Version+".tgz"], err = w.files.archive(append(listed, "package.json"))
	return err
}

// sourceMapOf names the file that the last line of a script does.
func sourceMapOf(script []byte) string {
	_, name, _ := bytes.Cut(script[bytes.LastIndexByte(bytes.TrimSpace(script), '\n')+1:], []byte("//# sourceMappingURL="))
	return string(bytes.TrimSpace(name))
}

// archive packs files as npm does, below package/. It holds no time and no user of the machine, so the same files make the same bytes.
func (f files) archive(names []string) ([]byte, error) {
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	out := tar.NewWriter(zip)
	slices.Sort(names)
	for _, name := range names {
		header := &tar.Header{
			Name: "package/" + name, Mode: 0o644, Size: int64(len(f[name])), Format: tar.FormatUSTAR,
			ModTime: time.Date(1985, 10, 26, 8, 15, 0, 0, time.UTC), // npm's own, for zip programs that know no year before 1980
		}
		if err := out.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := out.Write(f[name]); err != nil {
			return nil, err
		}
	}
	err = errors.Join(out.Close(), zip.Close())
	return packed.Bytes(), err
}
