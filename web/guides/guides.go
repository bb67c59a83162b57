// Package guides holds how to put the playground into pages of others: a folder for each way, with what an author writes and
// with the page that this becomes.
//
// In a folder, guide.html is the text. It names the snippets, each a file beside it: {{snippet "mkdocs.yml"}}. The page is
// page.html, in the form that the host writes, with {{snippet}} or {{src}} where the snippet comes in; a test runs it.
package guides

import (
	"embed"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"regexp"
	"strings"
	texttemplate "text/template"
)

// A Guide is one way to have the playground in a page.
type Guide struct {
	Name  string // of its folder, and of its place in the page
	Title string
	Trial Trial
}

// A Trial says what was done with a host, and what was not.
type Trial struct {
	Host    string // with its version; empty if there is none
	Tried   string
	Untried string
}

//go:embed */*
var files embed.FS

const fixtureOnly = "A page in the HTML that it is known to write, in Chromium."

// All returns the guides, in order.
func All() []Guide {
	return []Guide{
		{Name: "block", Title: "A block of code"},
		{"mdbook", "mdBook", Trial{"mdBook 0.4", fixtureOnly, "mdBook itself: we had none."}},
		{"docusaurus", "Docusaurus", Trial{"Docusaurus 3.10.2", "A site built and used: links from page to page, light and dark.", "Versioned and translated sites."}},
		{"vitepress", "VitePress", Trial{"VitePress 1.6.4", "A site built and used: links from page to page, light and dark.", "VitePress 2, code groups."}},
		{"starlight", "Starlight and Astro", Trial{"Starlight 0.34.7, Astro 5.9.4", "A site built and used.", "Astro 6 and later, view transitions."}},
		{"mkdocs", "MkDocs", Trial{"MkDocs 1.4.2", "A site built and used, with the theme mkdocs.", "Version 1.5 and later."}},
		{"material", "Material for MkDocs", Trial{"Material 8.2.5, MkDocs 1.4.2", "A site built and used, with instant navigation.", "Version 9."}},
		{"hugo", "Hugo", Trial{"Hugo 0.111.3", "A site built and used, with a layout of ours.", "Themes, and the folder of version 0.146."}},
		{"jekyll", "Jekyll", Trial{"Jekyll 4.3.1", "A site built and used, with a layout of ours.", "GitHub Pages, Minima."}},
		{"sphinx", "Sphinx and MyST", Trial{"Sphinx 5.3.0, MyST 0.18.1", "A site built and used, in both languages, with the theme alabaster.", "Other themes, Read the Docs."}},
		{"antora", "Antora", Trial{"Antora 3.2.0", "A site built and used, with a small bundle of ours.", "Its default bundle: a page in the HTML that it is known to write, in Chromium."}},
		{"docsify", "Docsify", Trial{"Docsify 5.0.0", "A site used: links from page to page.", "Version 4: a page in the HTML that it is known to write, in Chromium."}},
		{Name: "tag", Title: "The tag"},
		{"react", "React, Vue and Vite", Trial{"Vite 8.3.8, React 19.3.1", "The package installed by npm from the archive, the component built and used.", "Vue with Vite; other bundlers."}},
		{"frame", "Notion, Medium, GitHub", Trial{"Notion, Medium, GitHub", "The frame and the picture, in a page on another site, in Chromium.", "The three themselves: it takes accounts and a public site."}},
		{"network", "A content network", Trial{"", "", ""}},
	}
}

// Trials returns the guides to hosts of which there is something to say.
func Trials() []Guide {
	var tried []Guide
	for _, g := range All() {
		if g.Trial.Host != "" {
			tried = append(tried, g)
		}
	}
	return tried
}

// A Build is what snippets name that differs from build to build: the hash of a script for an integrity attribute.
type Build func(script string) (hash string, err error)

// HTML returns the guide's text, with its snippets.
func (g Guide) HTML(build Build) (template.HTML, error) {
	snippet := func(name string) (string, error) {
		text, err := g.Snippet(name, build)
		return "<pre><code>" + html.EscapeString(text) + "</code></pre>", err
	}
	source, err := files.ReadFile(g.Name + "/guide.html")
	if err != nil {
		return "", err
	}
	t, err := texttemplate.New(g.Name + "/guide.html").Funcs(texttemplate.FuncMap{"snippet": snippet}).Parse(string(source))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, nil)
	return template.HTML(b.String()), err
}

var hashOf = regexp.MustCompile(`sha384-OF-([\w.-]+\.js)`)

// Snippet returns a file of the guide as an author is to write it: as it is, but that each sha384-OF-NAME is the hash of that script.
func (g Guide) Snippet(name string, build Build) (string, error) {
	content, err := files.ReadFile(g.Name + "/" + name)
	if err != nil {
		return "", err
	}
	text := strings.TrimSuffix(string(content), "\n")
	for _, m := range hashOf.FindAllStringSubmatch(text, -1) {
		hash, err := build(m[1])
		if err != nil {
			return "", fmt.Errorf("%s/%s: %w", g.Name, name, err)
		}
		text = strings.Replace(text, m[0], hash, 1)
	}
	return text, nil
}

// Snippets returns the names of the guide's files, but of its text.
func (g Guide) Snippets() ([]string, error) {
	entries, err := fs.ReadDir(files, g.Name)
	var names []string
	for _, entry := range entries {
		if entry.Name() != "guide.html" {
			names = append(names, entry.Name())
		}
	}
	return names, err
}
