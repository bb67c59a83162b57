package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/actor-playground/actor-playground/web/internal/compress"
	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// singleScript is the script of that page.
const singleScript = "web/src/pages/single-page.ts"

// SingleBudgetBytes is what the page that is one file may take.
const SingleBudgetBytes = 1_062_000

// singleHead is the page's head, and what stands in place of its body until that is unpacked: a letter takes two bytes here.
// Its policy forbids every request, and any script or style but its own.
const singleHead = `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s %s 'wasm-unsafe-eval'; style-src %s; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Actor playground</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml;base64,%s">
<style>%s</style>
</head>
<body>
<p id="unpacking">Unpacking …</p>
<noscript><p>The playground needs JavaScript and WebAssembly.</p></noscript>
<script type="module">%s</script>
`

// packSingle makes the site's page with its scripts, its style and the module in it. A tree without its script has none.
func (w *work) packSingle(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(w.root, singleScript)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	outputs, err := w.bundleSingle()
	if err != nil {
		return err
	}
	start, script, style := outputs["single-start.js"], outputs["single-page.js"], outputs["page.css"]
	body, err := singleBody(w.files["index.html"])
	if err != nil {
		return err
	}
	text := utf16.Encode([]rune(fmt.Sprintf(singleHead, policyHash(start), policyHash(script), policyHash(style),
		base64.StdEncoding.EncodeToString(w.files["icon.svg"]), style, start)))
	cache := compress.NewCache(w.options.CacheDir)
	for _, part := range []struct {
		id      string
		content []byte
	}{{"packed-body", body}, {"packed-page", script}, {"packed-module", w.files[w.module]}} {
		packed, err := cache.Compress(ctx, compress.Gzip, part.content)
		if err != nil {
			return err
		}
		text = append(text, utf16.Encode([]rune(fmt.Sprintf(`<script type="application/octet-stream" id="%s" data-bytes="%d">`, part.id, len(packed))))...)
		text = append(text, packUnits(packed)...)
		text = append(text, utf16.Encode([]rune("</script>\n"))...)
	}
	text = append(text, utf16.Encode([]rune("</body>\n</html>\n"))...)
	w.files[headers.SingleFile] = inUTF16(text)
	return nil
}

// singleBody is the body of a page as it can stand alone: of links to other files of the site, which are not there, the words
// stay; what is for browsers without scripts goes, because without them the body isn't unpacked; and so does what is marked
// data-site, which is about the site alone.
func singleBody(page []byte) ([]byte, error) {
	document, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	var body *html.Node
	var links, dropped []*html.Node
	for n := range document.Descendants() {
		switch {
		case n.DataAtom == atom.Body:
			body = n
		case n.DataAtom == atom.Noscript || hasAttribute(n, "data-site"):
			dropped = append(dropped, n)
		case n.DataAtom == atom.A && leadsToAnotherFile(n):
			links = append(links, n)
		}
	}
	if body == nil || body.FirstChild == nil {
		return nil, &BuildError{Step: "single file", Problems: []Problem{{File: "web/pages/index.html", Text: "expected something in its <body>"}}}
	}
	for _, link := range links {
		for link.FirstChild != nil {
			word := link.FirstChild
			link.RemoveChild(word)
			link.Parent.InsertBefore(word, link)
		}
		link.Parent.RemoveChild(link)
	}
	for _, n := range dropped {
		n.Parent.RemoveChild(n)
	}
	var b bytes.Buffer
	for n := range body.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func leadsToAnotherFile(link *html.Node) bool {
	for _, a := range link.Attr {
		if a.Key == "href" {
			to, err := url.Parse(a.Val)
			return err == nil && to.Scheme == "" && to.Host == "" && to.Path != ""
		}
	}
	return false
}

// bundleSingle makes the two scripts and the style of the single file, each in one piece, by the names they would have as files.
func (w *work) bundleSingle() (map[string][]byte, error) {
	options := w.esbuildOptions()
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
