package site

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/url"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/actor-playground/actor-playground/web/social"
)

// lessonsFolder has the pages that show a lesson each.
const lessonsFolder = "lessons/"

// fillLessons makes a page of each lesson, to be read without scripts and found by search engines, and one that lists them. In their
// templates links are from the site's root, as in those of all pages.
func (w *work) fillLessons(context.Context) error {
	shared, err := w.sharedTemplates()
	if err != nil || len(shared) == 0 {
		return err
	}
	fill := func(source, folder string, data Page) error {
		data.Name = folder + "index.html"
		page, err := fillPage(filepath.Join(w.root, "web", "pages", "lessons", source), shared, data)
		if err != nil {
			return &BuildError{Step: "pages", Problems: []Problem{pageProblem("lessons/"+source, err)}}
		}
		w.files[data.Name], err = inFolder(page, strings.Count(folder, "/"))
		return err
	}
	data := w.page()
	for _, lesson := range data.Lessons() {
		card, err := social.Card{Place: lesson.Place, Title: lesson.Title, Script: lesson.Script}.PNG()
		if err != nil {
			return err
		}
		w.files[socialPicture(lesson.Name)] = card
		data.Lesson = &lesson
		if err := fill("lesson.html", lessonsFolder+lesson.Name+"/", data); err != nil {
			return err
		}
	}
	data.Lesson = nil
	return fill("index.html", lessonsFolder, data)
}

// socialPicture is the name of the picture that a shared link to a lesson shows.
func socialPicture(lesson string) string { return lessonsFolder + lesson + "/social.png" }

// Played returns the picture of a lesson's play, and the same in words.
func (p Page) Played(lesson string) (template.HTML, error) {
	name := "lesson-" + lesson + ".fragment.html"
	content, ok := p.files[name]
	if !ok {
		return "", fmt.Errorf("there is no %q when the pages are filled in", name)
	}
	return template.HTML(content), nil
}

// inFolder makes a page that links from the site's root link from a folder below it. The policy allows no <base>.
func inFolder(page []byte, depth int) ([]byte, error) {
	document, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	up := strings.Repeat("../", depth)
	for n := range document.Descendants() {
		for i, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" && !(n.DataAtom == atom.Meta && attribute(n, "property") == "og:image" && a.Key == "content") {
				continue
			}
			if to, err := url.Parse(a.Val); err == nil && to.Scheme == "" && to.Host == "" && to.Path != "" {
				n.Attr[i].Val = up + a.Val
			}
		}
	}
	var b bytes.Buffer
	err = html.Render(&b, document)
	return b.Bytes(), err
}
