package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/lessons"
)

// Page is what the html/template files in web/pages see as their dot. All names are relative, so a site works below any path:
//
//	{{.Script "page"}}  file name of the bundle of web/src/pages/page.ts, as "page-K3WQ7TZA.js"
//	{{.Style "page"}}   file name of the bundle of web/styles/page.css
//	{{.Module}}         file name of the WebAssembly module, for <link rel="preload" as="fetch" crossorigin>
//	{{.BuildID}}        the build id that module and glue carry
//	{{.Integrity "actor.js"}}  hash of an entry script with a stable name
//
// Asking for a script or style that is not among the entries fails the build.
type Page struct {
	BuildID string
	Module  string

	names     map[string]string
	integrity map[string]string
	files     files // so far
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

// Style gives the file name of a style sheet by the entry's plain name without ".css".
func (p Page) Style(name string) (string, error) { return p.entry(name + ".css") }

func (p Page) entry(name string) (string, error) {
	if hashed, ok := p.names[name]; ok {
		return hashed, nil
	}
	return "", fmt.Errorf("there is no %q among the entries of web/site/bundle.go", name)
}

// Integrity gives the hash of an entry script under its stable name, as "actor-playground.js", for an integrity attribute. It is
// that of this build: the attribute must go if the file is to be updated without it.
func (p Page) Integrity(name string) (string, error) {
	if hash, ok := p.integrity[name]; ok {
		return hash, nil
	}
	return "", fmt.Errorf("there is no stable %q among the entries of web/site/bundle.go", name)
}

// Single gives the name of the page that is one file.
func (Page) Single() string { return headers.SingleFile }

// Policy is the content security policy that the site works under, for the page on hosting.
func (Page) Policy() string { return headers.ContentSecurityPolicy }

// Megabytes says how large a file is: "3.8 MB".
func (p Page) Megabytes(name string) (string, error) {
	content, ok := p.files[name]
	if !ok {
		return "", fmt.Errorf("there is no %q yet when the pages are filled in", name)
	}
	return fmt.Sprintf("%.1f MB", float64(len(content))/1e6), nil
}

// fillPages fills in every page, under its own name.
func (w *work) fillPages(context.Context) error {
	sources, err := filepath.Glob(filepath.Join(w.root, "web", "pages", "*.html"))
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return &BuildError{Step: "pages", Problems: []Problem{{File: "web/pages", Text: "there is no *.html file: the site needs at least index.html"}}}
	}
	data := Page{BuildID: w.id, Module: w.module, names: w.scripts.names, integrity: w.integrity, files: w.files}
	failed := &BuildError{Step: "pages"}
	for _, file := range sources {
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
		w.files[base] = page.Bytes()
	}
	if len(failed.Problems) > 0 {
		return failed
	}
	return nil
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
