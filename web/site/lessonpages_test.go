package site_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/lessons"
	"github.com/actor-playground/actor-playground/web/site"
)

func TestEachLessonHasAPageToBeReadWithoutScripts(t *testing.T) {
	built := sitetest.Site(t)
	for _, lesson := range lessons.All() {
		name := "lessons/" + lesson.Name + "/index.html"
		page := html.UnescapeString(sitetest.Read(t, built.Dir, name))
		code := regexp.MustCompile("`([^`]*)`").ReplaceAllString(lesson.Text, "<code>$1</code>")
		for _, want := range []string{
			"<title>" + lesson.Title + " - Actor playground</title>", `<meta property="og:title" content="` + lesson.Title + ` - Actor playground"`,
			code, lesson.Script, `src="../../lesson-` + lesson.Name + `.svg"`, `href="../../index.html#` + lesson.Name + `"`,
			`<meta property="og:image" content="../../lessons/` + lesson.Name + `/social.png"`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s has no %q", name, want)
			}
		}
		if strings.Contains(page, "canonical") {
			t.Errorf("%s knows its address, which nobody has said", name)
		}
		if _, err := os.Stat(filepath.Join(built.Dir, "lessons", lesson.Name, "social.png")); err != nil {
			t.Error(err)
		}
		if list := sitetest.Read(t, built.Dir, "lessons/index.html"); !strings.Contains(list, `href="../lessons/`+lesson.Name+`/"`) {
			t.Errorf("%s is not in the list", lesson.Name)
		}
	}
	if _, err := os.Stat(filepath.Join(built.Dir, "sitemap.xml")); err == nil {
		t.Error("there is a sitemap.xml, which must have addresses")
	}
}

func TestASiteThatKnowsItsAddressTellsItToSearchEnginesAndNetworks(t *testing.T) {
	const address = "https://docs.example.org/actor/"
	dir := filepath.Join(t.TempDir(), "site")
	sitetest.Build(t, site.Options{Out: dir, URL: address})
	page := sitetest.Read(t, dir, "lessons/backpressure/index.html")
	for _, want := range []string{
		`<link rel="canonical" href="` + address + `lessons/backpressure/"`,
		`<meta property="og:url" content="` + address + `lessons/backpressure/"`,
		`<meta property="og:image" content="` + address + `lessons/backpressure/social.png"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the lesson has no %s", want)
		}
	}
	if !strings.Contains(sitetest.Read(t, dir, "index.html"), `<link rel="canonical" href="`+address+`"`) {
		t.Error("the first page doesn't name its address")
	}
	list := sitetest.Read(t, dir, "sitemap.xml")
	for _, name := range []string{"", "lessons/", "lessons/backpressure/", "script.html", "embed-guides.html"} {
		if !strings.Contains(list, "<loc>"+address+name+"</loc>") {
			t.Errorf("sitemap.xml has no %q", name)
		}
	}
	for _, name := range []string{"embed.html", "playground.html", "fragment"} {
		if strings.Contains(list, name) {
			t.Errorf("sitemap.xml has %s", name)
		}
	}
}
