package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/lessons"
)

// Page is the data of the html/template files in web/pages. All names are relative, so the site works below any path:
//
//	{{.Script "page"}}  file name of the bundle of web/src/pages/page.ts, such as "page-K3WQ7TZA.js"
//	{{.Style "page"}}   file name of the bundle of web/styles/page.css
//	{{range .Scripts "page" "setup"}}  file names of all that these scripts import, for <link rel="modulepreload">
//	{{.Module}}         file name of the WebAssembly module, for <link rel="preload" as="fetch" crossorigin>
//	{{.BuildID}}        the build id of the module and the scripts
//	{{.Integrity "actor.js"}}  hash of an entry script with a stable name
//	{{.Name}}           the page's own file name
//
// A script or style that is not an entry fails the build. Shared templates are in web/pages/shared; a page of text consists of a
// few definitions and {{template "text" .}}.
type Page struct {
	BuildID string
	Module  string
	Name    string

	url       string // of the site, or empty
	scripts   bundled
	integrity map[string]string
	files     files // so far
}

// Lessons returns the lessons and challenges, in order: {{range .Lessons}}, each with its Place, and Previous and Next, which are
// nil at the ends.
func (Page) Lessons() []PageLesson {
	all := lessons.All()
	count := map[lessons.Kind]int{}
	for _, lesson := range all {
		count[lesson.Kind]++
	}
	word := map[lessons.Kind]string{lessons.Plain: "Lesson", lessons.Challenge: "Challenge"}
	number := map[lessons.Kind]int{}
	shown := make([]PageLesson, len(all))
	for i, lesson := range all {
		number[lesson.Kind]++
		shown[i] = PageLesson{Lesson: lesson, Place: fmt.Sprintf("%s %d of %d", word[lesson.Kind], number[lesson.Kind], count[lesson.Kind])}
		if i > 0 {
			shown[i].Previous, shown[i-1].Next = &all[i-1], &all[i]
		}
	}
	return shown
}

// Opening returns the story that the page opens with.
func (Page) Opening() lessons.Lesson { return lessons.Opening() }

// A PageLesson is a lesson with its place in the course.
type PageLesson struct {
	lessons.Lesson
	Place          string // "Lesson 4 of 12"
	Previous, Next *lessons.Lesson
}

// Absolute returns the address of a file: absolute if the build knows the site's address, else relative. Link previews need it.
func (p Page) Absolute(name string) string {
	if p.url == "" {
		return name
	}
	return strings.TrimSuffix(p.url, "/") + "/" + name
}

// Real returns the note on what is real: {{range .Real.Parts}}.
func (Page) Real() lessons.Note { return lessons.Real() }

// Code returns a text as HTML, in which text between backquotes is code: {{$.Code .}}.
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

// Script returns the file name of a script by its entry's name without ".js".
func (p Page) Script(name string) (string, error) { return p.entry(name + ".js") }

// Scripts returns the file names of all scripts that an entry imports, of the named scripts that it loads on demand, and of all
// that those import. A page that names them loads them in one round trip; else a browser finds each only in the one before.
func (p Page) Scripts(name string, onDemand ...string) ([]string, error) {
	entry, err := p.Script(name)
	if err != nil {
		return nil, err
	}
	files := []string{entry}
	for _, plain := range onDemand {
		file, ok := p.scripts.onDemand[plain+".js"]
		if !ok {
			return nil, fmt.Errorf("no script called %q is loaded on demand", plain)
		}
		files = append(files, file)
	}
	return p.scripts.withImported(files...)[1:], nil // the page has the first as a script
}

// Style returns the file name of a style sheet by its entry's name without ".css".
func (p Page) Style(name string) (string, error) { return p.entry(name + ".css") }

func (p Page) entry(name string) (string, error) {
	if hashed, ok := p.scripts.names[name]; ok {
		return hashed, nil
	}
	return "", fmt.Errorf("there is no %q among the entries of web/site/bundle.go", name)
}

// Integrity returns the hash of an entry script by its stable name, such as "actor-playground.js", for an integrity attribute. The
// hash changes with each build.
func (p Page) Integrity(name string) (string, error) {
	if hash, ok := p.integrity[name]; ok {
		return hash, nil
	}
	return "", fmt.Errorf("there is no stable %q among the entries of web/site/bundle.go", name)
}

// Single returns the name of the page that is one file.
func (Page) Single() string { return headers.SingleFile }

// Policy returns the content security policy that the site works under, for the page on hosting.
func (Page) Policy() string { return headers.ContentSecurityPolicy }

// Megabytes returns the size of a file: "3.8 MB".
func (p Page) Megabytes(name string) (string, error) {
	content, ok := p.files[name]
	if !ok {
		return "", fmt.Errorf("the file %q does not exist yet when the pages are filled in", name)
	}
	return fmt.Sprintf("%.1f MB", float64(len(content))/1e6), nil
}

// fillPages fills in every page, under its own name, and adds the icon and the picture that pages name.
func (w *work) fillPages(context.Context) error {
	sources, err := filepath.Glob(filepath.Join(w.root, "web", "pages", "*.html"))
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return &BuildError{Step: "pages", Problems: []Problem{{File: "web/pages", Text: "there is no *.html file: the site needs at least index.html"}}}
	}
	shared, err := filepath.Glob(filepath.Join(w.root, "web", "pages", "shared", "*.tmpl"))
	if err != nil {
		return err
	}
	data := Page{BuildID: w.id, Module: w.module, url: w.options.URL, scripts: w.scripts, integrity: w.integrity, files: w.files}
	failed := &BuildError{Step: "pages"}
	for _, source := range sources {
		data.Name = filepath.Base(source)
		page, err := fillPage(source, shared, data)
		if err != nil {
			failed.Problems = append(failed.Problems, pageProblem(data.Name, err))
			continue
		}
		w.files[data.Name] = page
	}
	if len(failed.Problems) > 0 {
		return failed
	}
	for name, from := range pageFiles {
		content, err := os.ReadFile(filepath.Join(w.root, "web", filepath.FromSlash(from)))
		if errors.Is(err, fs.ErrNotExist) {
			continue // if a page names it, that is a link to nothing, and a test says so
		}
		if err != nil {
			return err
		}
		w.files[name] = content
	}
	return nil
}

// pageFiles are files that pages name, and where they come from below web/.
var pageFiles = map[string]string{"icon.svg": "icons/icon.svg", "social.png": "pictures/social.png"}

// fillPage fills in one page, with the templates that pages share.
func fillPage(source string, shared []string, data Page) ([]byte, error) {
	t := template.New("pages")
	for _, file := range append(slices.Clone(shared), source) { // the page last: what it defines counts
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(file)
		if file != source {
			name = "shared/" + name
		}
		if _, err := t.New(name).Parse(string(content)); err != nil {
			return nil, err
		}
	}
	var page bytes.Buffer
	if err := t.ExecuteTemplate(&page, data.Name, data); err != nil {
		return nil, err
	}
	return dressText(bytes.TrimLeft(page.Bytes(), "\n"))
}

var templatePosition = regexp.MustCompile(`^(?:html/)?template: ?([^:]+):(\d+):(?:(\d+):)? ?((?s).*)$`)

// pageProblem finds the position in the message of a template package, which has no type for it.
func pageProblem(base string, err error) Problem {
	p := Problem{File: "web/pages/" + base, Text: err.Error()}
	var escape *template.Error
	if errors.As(err, &escape) && escape.Line > 0 {
		p.File, p.Line, p.Text = "web/pages/"+escape.Name, escape.Line, escape.Description
	} else if m := templatePosition.FindStringSubmatch(p.Text); m != nil {
		p.File = "web/pages/" + m[1]
		p.Line, _ = strconv.Atoi(m[2])
		p.Column, _ = strconv.Atoi(m[3])
		p.Text = m[4]
	}
	return p
}
