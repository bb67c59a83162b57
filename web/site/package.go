package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// packageFiles is what makes the site an npm package, too: by their names on the site, where they come from below web/.
// Name and version are in package/package.json and nowhere else.
var packageFiles = map[string]string{
	"README.md":             "package/README.md",
	"custom-elements.json":  "package/custom-elements.json",
	"actor-playground.d.ts": "types/actor-playground.d.ts",
	"actor.d.ts":            "types/actor.d.ts",
}

// writePackage writes those files and a package.json that lists, of all the site, what the package is made of: they, the entry
// scripts, what these load, and the module. A tree without web/package is no package.
func writePackage(root, dir, module string) error {
	source, err := os.ReadFile(filepath.Join(root, "web", "package", "package.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	files := []string{module}
	for name, from := range packageFiles {
		content, err := os.ReadFile(filepath.Join(root, "web", filepath.FromSlash(from)))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
		files = append(files, name)
	}
	for _, e := range entries {
		if e.stable {
			if files, err = addScripts(files, dir, e.name()); err != nil {
				return err
			}
		}
	}
	slices.Sort(files)
	listed, err := json.MarshalIndent(files, "  ", "  ")
	if err != nil {
		return err
	}
	manifest, found := bytes.CutSuffix(bytes.TrimSpace(source), []byte("\n}"))
	if !found || !json.Valid(source) {
		return &BuildError{Step: "package", Problems: []Problem{{File: "web/package/package.json", Text: "expected a JSON object, with its end on a line of its own"}}}
	}
	manifest = fmt.Appendf(manifest, ",\n  \"files\": %s\n}\n", listed)
	return os.WriteFile(filepath.Join(dir, "package.json"), manifest, 0o644)
}

// relativeScript finds the scripts that a bundled one loads, at once or on demand.
var relativeScript = regexp.MustCompile(`["']\./([\w-]+\.js)["']`)

var sourceMap = regexp.MustCompile(`(?m)^//# sourceMappingURL=([\w.-]+\.map)$`)

// addScripts adds a script, its source map, and all that it loads to a list of files, unless they are there.
func addScripts(files []string, dir, name string) ([]string, error) {
	if slices.Contains(files, name) {
		return files, nil
	}
	content, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	files = append(files, name)
	if m := sourceMap.FindSubmatch(content); m != nil && !slices.Contains(files, string(m[1])) {
		files = append(files, string(m[1]))
	}
	for _, m := range relativeScript.FindAllSubmatch(content, -1) {
		if files, err = addScripts(files, dir, string(m[1])); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// writeHeaders writes _headers, which Netlify and Cloudflare Pages read: what a host must be told that takes no orders from
// our own server. Its paths are those of a site at the root of its domain.
func writeHeaders(dir, module string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(`# For Netlify and Cloudflare Pages. Paths are from the root of the domain: put the folder before them if the site lies in one.

/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: ` + headers.ContentSecurityPolicy + `

# To be kept as a file: in place it would be under the policy above, which forbids its scripts.
# (Cloudflare calls it by the shorter name.)
/` + headers.SingleFile + `
  Content-Disposition: attachment; filename="` + headers.SingleFile + `"
/` + strings.TrimSuffix(headers.SingleFile, ".html") + `
  Content-Disposition: attachment; filename="` + headers.SingleFile + `"

# Compiled while it loads, if it has this type.
/` + module + `
  Content-Type: application/wasm

# Asked for again each time: names that stay.
`)
	rule := func(name string) {
		fmt.Fprintf(&b, "/%s\n  Cache-Control: %s\n", strings.TrimSuffix(name, "index.html"), headers.CacheControl(name))
	}
	var hashed []string
	for _, entry := range entries {
		name := entry.Name()
		switch ext := filepath.Ext(name); {
		case headers.IsHashed(name):
			if ext != ".map" {
				hashed = append(hashed, name)
			}
		case ext == ".js" || ext == ".html" && !strings.HasPrefix(name, "lesson-"):
			rule(name)
		}
	}
	isolated := func(name string) {
		fmt.Fprintf(&b, "/%s\n", name)
		for _, key := range slices.Sorted(maps.Keys(headers.Isolation)) {
			fmt.Fprintf(&b, "  %s: %s\n", key, headers.Isolation[key])
		}
	}
	b.WriteString("\n# Isolated, so that the lab can measure memory. (Cloudflare calls its page by the shorter name, too.)\n")
	for _, entry := range entries {
		if name := entry.Name(); headers.Isolated(name) {
			isolated(name)
			if short, page := strings.CutSuffix(name, ".html"); page {
				isolated(short)
			}
		}
	}
	b.WriteString("\n# Kept for ever: names that change with the content.\n")
	for _, name := range hashed {
		rule(name)
	}
	return os.WriteFile(filepath.Join(dir, "_headers"), []byte(b.String()), 0o644)
}
