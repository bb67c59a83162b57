package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"
)

// singleName is the page that is one file and needs no server: it opens by double click.
const singleName = "playground.html"

// SingleBudgetBytes is what that file may take.
const SingleBudgetBytes = 1_100_000

// SinglePage is what the template web/single/playground.html sees as its dot. Its policy forbids every request, and any
// script or style but its own.
type SinglePage struct {
	Page
	Policy template.HTMLAttr // the meta element's content attribute
	Style  template.CSS
	Start  template.JS // unpacks the rest
}

// writeSingleFile writes the page with its scripts and the module in it. A tree without web/single has none.
func writeSingleFile(ctx context.Context, root, dir string, tc *toolchain, data Page, cacheDir string) error {
	file := filepath.Join(root, "web", "single", singleName)
	source, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	outputs, err := bundleSingle(root, tc, data)
	if err != nil {
		return err
	}
	start, script, style := outputs["single-start.js"], outputs["single-page.js"], outputs["page.css"]
	module, err := os.ReadFile(filepath.Join(dir, data.Module))
	if err != nil {
		return err
	}
	var page bytes.Buffer
	t, err := template.New(singleName).Parse(string(source))
	if err == nil {
		err = t.Execute(&page, SinglePage{
			Page: data,
			Policy: template.HTMLAttr(fmt.Sprintf(`content="default-src 'none'; script-src %s %s 'wasm-unsafe-eval'; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"`,
				policyHash(start), policyHash(script), policyHash(style))),
			Style: template.CSS(style),
			Start: template.JS(start),
		})
	}
	if err != nil {
		p := pageProblem(singleName, err)
		p.File = "web/single/" + singleName
		return &BuildError{Step: "single file", Problems: []Problem{p}}
	}
	head, tail, found := strings.Cut(page.String(), "</body>")
	if !found || strings.Contains(head, "\r") {
		return &BuildError{Step: "single file", Problems: []Problem{{File: "web/single/" + singleName, Text: "expected a </body>, and no carriage returns"}}}
	}
	text := utf16.Encode([]rune(head))
	cache := newCache(cacheDir)
	for _, part := range []struct {
		id      string
		content []byte
	}{{"packed-page", script}, {"packed-module", module}} {
		packed, err := cache.compress(ctx, gzipCodec, part.content)
		if err != nil {
			return err
		}
		text = append(text, utf16.Encode([]rune(fmt.Sprintf(`<script type="application/gzip" id="%s" data-bytes="%d">`, part.id, len(packed))))...)
		text = append(text, packUnits(packed)...)
		text = append(text, utf16.Encode([]rune("</script>\n"))...)
	}
	text = append(text, utf16.Encode([]rune("</body>"+tail))...)
	return os.WriteFile(filepath.Join(dir, singleName), inUTF16(text), 0o644)
}

// bundleSingle makes the two scripts and the style of the single file, each in one piece, by the names they would have as files.
func bundleSingle(root string, tc *toolchain, data Page) (map[string][]byte, error) {
	options := bundleOptions(root, tc, data.BuildID, data.Module)
	options.Splitting = false
	options.Sourcemap = api.SourceMapNone
	options.EntryNames, options.Metafile = "[name]", false
	options.EntryPoints = []string{"web/src/single-start.ts", "web/src/single-page.ts", "web/styles/page.css"}
	result := api.Build(options)
	if problems := esbuildProblems(result.Errors, result.Warnings); len(problems) > 0 {
		return nil, &BuildError{Step: "esbuild", Problems: problems}
	}
	outputs := map[string][]byte{}
	for _, f := range result.OutputFiles {
		outputs[filepath.Base(f.Path)] = bytes.TrimSpace(f.Contents)
	}
	return outputs, nil
}

// policyHash is how a content security policy names a script or a style that stands in the page.
func policyHash(content []byte) string {
	sum := sha256.Sum256(content)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
