package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/web/internal/compress"
	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// singleScript is the script of that page.
const singleScript = "web/src/pages/single-page.ts"

// SingleBudgetBytes is what that file may take.
const SingleBudgetBytes = 1_100_000

// Single gives the name of that file.
func (Page) Single() string { return headers.SingleFile }

// singleHead is the page's head, and what stands in the place of its body until that is unpacked: a letter takes two bytes here.
// Its policy forbids every request, and any script or style but its own.
const singleHead = `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s %s 'wasm-unsafe-eval'; style-src %s; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Actor playground</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>%s</style>
</head>
<body>
<p id="unpacking">Unpacking …</p>
<noscript><p>The playground needs JavaScript and WebAssembly.</p></noscript>
<script type="module">%s</script>
`

// writeSingleFile writes the site's page with its scripts, its style and the module in it. A tree without its script has none.
func writeSingleFile(ctx context.Context, root, dir string, tc *toolchain, data Page, cacheDir string) error {
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(singleScript))); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	outputs, err := bundleSingle(root, tc, data)
	if err != nil {
		return err
	}
	start, script, style := outputs["single-start.js"], outputs["single-page.js"], outputs["page.css"]
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		return err
	}
	body, err := singleBody(string(page))
	if err != nil {
		return err
	}
	module, err := os.ReadFile(filepath.Join(dir, data.Module))
	if err != nil {
		return err
	}
	text := utf16.Encode([]rune(fmt.Sprintf(singleHead, policyHash(start), policyHash(script), policyHash(style), style, start)))
	cache := compress.NewCache(cacheDir)
	for _, part := range []struct {
		id      string
		content []byte
	}{{"packed-body", []byte(body)}, {"packed-page", script}, {"packed-module", module}} {
		packed, err := cache.Compress(ctx, compress.Gzip, part.content)
		if err != nil {
			return err
		}
		text = append(text, utf16.Encode([]rune(fmt.Sprintf(`<script type="application/octet-stream" id="%s" data-bytes="%d">`, part.id, len(packed))))...)
		text = append(text, packUnits(packed)...)
		text = append(text, utf16.Encode([]rune("</script>\n"))...)
	}
	text = append(text, utf16.Encode([]rune("</body>\n</html>\n"))...)
	return os.WriteFile(filepath.Join(dir, headers.SingleFile), inUTF16(text), 0o644)
}

var (
	pageBody = regexp.MustCompile(`(?s)<body[^>]*>(.*)</body>`)
	// Links to other files of the site, which the single file doesn't have: their words stay.
	siteLink = regexp.MustCompile(`(?s)<a\s[^>]*href="[^"#:]+(?:#[^"]*)?"[^>]*>(.*?)</a>`)
)

// singleBody is the body of a page, as it can stand alone.
func singleBody(page string) (string, error) {
	m := pageBody.FindStringSubmatch(page)
	if m == nil {
		return "", &BuildError{Step: "single file", Problems: []Problem{{File: "web/pages/index.html", Text: "expected a <body> and its end"}}}
	}
	return siteLink.ReplaceAllString(m[1], "$1"), nil
}

// bundleSingle makes the two scripts and the style of the single file, each in one piece, by the names they would have as files.
func bundleSingle(root string, tc *toolchain, data Page) (map[string][]byte, error) {
	options := bundleOptions(root, tc, data.BuildID, data.Module)
	options.Splitting = false
	options.Plugins = append(options.Plugins, withoutLabPlugin())
	options.Sourcemap = api.SourceMapNone
	options.EntryNames, options.Metafile = "[name]", false
	options.EntryPoints = []string{"web/src/pages/single-start.ts", singleScript, "web/styles/page.css"}
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
