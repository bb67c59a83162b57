package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/actor-playground/actor-playground/web/lessons"
)

// Page is what the html/template files in web/pages see as their dot. All names are relative, so a site works below any path:
//
//	{{.Script "page"}}  file name of the bundle of web/src/pages/page.ts, as "page-K3WQ7TZA.js"
//	{{.Style "page"}}   file name of the bundle of web/styles/page.css
//	{{range .Scripts "page" "setup"}}  file names of all that these scripts import, for <link rel="modulepreload">
//	{{.Module}}         file name of the WebAssembly module, for <link rel="preload" as="fetch" crossorigin>
//	{{.BuildID}}        the build id that module and glue carry
//	{{.Integrity "actor.js"}}  hash of an entry script with a stable name
//
// Asking for a script or style that is not among the entries fails the build.
type Page struct {
	BuildID string
	Module  string

	names map[string]string
	dir   string // where the site is being written
}

// Lessons gives the lessons, in order: {{range .Lessons}}, each with its Number, and Previous and Next, which are nil at the ends.
func (Page) Lessons() []PageLesson {
	all := lessons.All()
	shown := make([]PageLesson, len(all))
	for i := range all {
		shown[i] = PageLesson{Lesson: all[i], Number: i + 1}
		if i > 0 {
			shown[i].Previous, shown[i-1].Next = &all[i-1], &all[i]
		}
	}
	return shown
}

// PageLesson is a lesson among the others.
type PageLesson struct {
	lessons.Lesson
	Number         int
	Previous, Next *lessons.Lesson
}

// Real gives the note on what is real: {{range .Real.Parts}}.
func (Page) Real() lessons.Note { return lessons.Real() }

// Code gives a text in which what stands between two backquotes is code: {{$.Code .}}.
func (Page) Code(text string) template.HTML {
	var b strings.Builder
	for i, part := range strings.Split(text, "`") {
		part = template.HTMLEscapeString(part)
		if i%2 == 1 {
			part = "<code>" + part + "</code>"
		}
		b.WriteString(part)
	}
	return template.HTML(b.String())
}

// Script gives the file name of a script by the entry's plain name without ".js".
func (p Page) Script(name string) (string, error) { return p.entry(name + ".js") }

// Scripts gives the file names of all scripts that an entry imports, and of those that it loads on demand, by their plain names,
// with all that they import. A page that names them has them in one round trip: a browser finds each in the one before.
func (p Page) Scripts(name string, onDemand ...string) ([]string, error) {
	entry, err := p.Script(name)
	if err != nil {
		return nil, err
	}
	var found []string
	if err := p.addImports(&found, entry); err != nil {
		return nil, err
	}
	found = found[1:] // the page has that as a script
	for _, plain := range onDemand {
		files, err := filepath.Glob(filepath.Join(p.dir, plain+"-????????.js"))
		if err != nil || len(files) != 1 {
			return nil, fmt.Errorf("there is no one script called %q", plain)
		}
		if err := p.addImports(&found, filepath.Base(files[0])); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// staticImport finds what a bundled script imports at once.
var staticImport = regexp.MustCompile(`(?:from|import) ?["']\./([\w-]+\.js)["']`)

func (p Page) addImports(found *[]string, name string) error {
	if slices.Contains(*found, name) {
		return nil
	}
	*found = append(*found, name)
	content, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		return err
	}
	for _, m := range staticImport.FindAllSubmatch(content, -1) {
		if err := p.addImports(found, string(m[1])); err != nil {
			return err
		}
	}
	return nil
}

// Style gives the file name of a style sheet by the entry's plain name without ".css".
func (p Page) Style(name string) (string, error) { return p.entry(name + ".css") }

func (p Page) entry(name string) (string, error) {
	if hashed, ok := p.names[name]; ok {
		return hashed, nil
	}
	return "", fmt.Errorf("there is no %q among the entries of web/site/bundle.go", name)
}

// writePages fills in every page and writes it to dir under its own name, with tail, if any, at the end of its body.
func writePages(root, dir string, data Page, tail string) error {
	files, err := filepath.Glob(filepath.Join(root, "web", "pages", "*.html"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return &BuildError{Step: "pages", Problems: []Problem{{File: "web/pages", Text: "there is no *.html file: the site needs at least index.html"}}}
	}
	failed := &BuildError{Step: "pages"}
	for _, file := range files {
		base := filepath.Base(file)
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var page bytes.Buffer
		t, err := template.New(base).Parse(string(source))
		if err == nil {
			err = t.Execute(&page, data)
		}
		if err != nil {
			failed.Problems = append(failed.Problems, pageProblem(base, err))
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, base), insertTail(page.Bytes(), tail), 0o644); err != nil {
			return err
		}
	}
	if len(failed.Problems) > 0 {
		return failed
	}
	return nil
}

// insertTail puts markup before the end of the body, or at the very end where the page leaves that tag out.
func insertTail(page []byte, tail string) []byte {
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	return append(append(bytes.Clone(page[:at]), tail...), page[at:]...)
}

var templatePosition = regexp.MustCompile(`^(?:html/)?template: ?[^:]+:(\d+):(?:(\d+):)? ?((?s).*)$`)

// pageProblem finds the position in the message of a template package, which has no type for it.
func pageProblem(base string, err error) Problem {
	p := Problem{File: "web/pages/" + base, Text: err.Error()}
	var escape *template.Error
	if errors.As(err, &escape) && escape.Line > 0 {
		p.Line, p.Text = escape.Line, escape.Description
	} else if m := templatePosition.FindStringSubmatch(p.Text); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Column, _ = strconv.Atoi(m[2])
		p.Text = m[3]
	}
	return p
}
