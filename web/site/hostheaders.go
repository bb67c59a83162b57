package site

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// listHeaders makes _headers, which Netlify and Cloudflare Pages read: they are to send what our own server sends. Its paths are those
// of a site at the root of its domain.
func (w *work) listHeaders(context.Context) error {
	var b strings.Builder
	b.WriteString(`# For Netlify and Cloudflare Pages. Paths are from the root of the domain: put the folder before them if the site lies in one.

/*
`)
	for _, h := range headers.Everywhere {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	b.WriteString(`
# A download: opened in place it would be under the policy above, which forbids its scripts.
# (Cloudflare calls it by the shorter name.)
/` + headers.SingleFile + `
  Content-Disposition: attachment; filename="` + headers.SingleFile + `"
/` + strings.TrimSuffix(headers.SingleFile, ".html") + `
  Content-Disposition: attachment; filename="` + headers.SingleFile + `"

# Compiled while it loads, if it has this type.
/` + w.module + `
  Content-Type: application/wasm

# Asked for again each time: names that stay.
`)
	rule := func(name string) {
		fmt.Fprintf(&b, "/%s\n  Cache-Control: %s\n", strings.TrimSuffix(name, "index.html"), headers.CacheControl(name))
	}
	var hashed []string
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		switch ext := filepath.Ext(name); {
		case headers.IsHashed(name):
			if ext != ".map" {
				hashed = append(hashed, name)
			}
		case strings.HasPrefix(name, lessonsFolder): // one rule for all
		case ext == ".js" || ext == ".html" && !strings.HasPrefix(name, "lesson-"):
			rule(name)
		}
	}
	fmt.Fprintf(&b, "/%s*\n  Cache-Control: %s\n", lessonsFolder, headers.CacheControl("index.html"))
	isolated := func(name string) {
		fmt.Fprintf(&b, "/%s\n", name)
		for _, key := range slices.Sorted(maps.Keys(headers.Isolation)) {
			fmt.Fprintf(&b, "  %s: %s\n", key, headers.Isolation[key])
		}
	}
	b.WriteString("\n# Isolated, so that the lab can measure memory. (Cloudflare calls its page by the shorter name, too.)\n")
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if !headers.Isolated(name) {
			continue
		}
		isolated(name)
		if short, page := strings.CutSuffix(name, ".html"); page {
			isolated(short)
		}
	}
	b.WriteString("\n# Kept for ever: names that change with the content.\n")
	for _, name := range hashed {
		rule(name)
	}
	w.files["_headers"] = []byte(b.String())
	return nil
}
