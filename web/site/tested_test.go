package site_test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/internal/tally"
)

func TestEachTestThatThePageNamesExists(t *testing.T) {
	tried, err := tally.Of("../..")
	if err != nil {
		t.Fatal(err)
	}
	page := sitetest.Read(t, sitetest.Site(t).Dir, "how-tested.html")
	named := regexp.MustCompile(`(?s)<code class="test">(.*?)</code>`).FindAllStringSubmatch(page, -1)
	for _, m := range named {
		if name := strings.Join(strings.Fields(html.UnescapeString(m[1])), " "); !tried.Has(name) {
			t.Errorf("there is no test %q", name)
		}
	}
	if len(named) < 40 {
		t.Errorf("the page names %d tests", len(named))
	}
	build := sitetest.Read(t, "../..", "build.sh")
	for _, part := range []string{"-pairs 10000000", "least=95"} { // ten million, and 95% of the statements
		if !strings.Contains(build, part) {
			t.Errorf("build.sh has no %s, and the page says so", part)
		}
	}
}
