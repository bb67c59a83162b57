package layout_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The pages and the element have each a style sheet of colours, because a page must not need the element. They are the same colours.
func TestThePagesColoursAreTheElements(t *testing.T) {
	page, element := read(t, "web/styles/tokens.css"), read(t, "web/src/playground/ui/tokens.css")
	light, dark, _ := strings.Cut(element, `[data-theme="dark"]`)
	names := map[string]string{"accent": "actor", "accent-soft": "actor-soft", "on-accent": "on-actor"} // the page's, and the element's
	colours := regexp.MustCompile(`--([\w-]+): light-dark\((#\w+), (#\w+)\);`).FindAllStringSubmatch(page, -1)
	if len(colours) < 10 {
		t.Fatalf("web/styles/tokens.css has %d colours", len(colours))
	}
	for _, c := range colours {
		name := c[1]
		if names[name] != "" {
			name = names[name]
		}
		declared := regexp.MustCompile("--" + name + `: (?:var\([\w-]+, )?(#\w+)`)
		for i, theme := range []string{light, dark} {
			if m := declared.FindStringSubmatch(theme); m == nil || m[1] != c[2+i] {
				t.Errorf("--%s is %s on the pages, --%s is %q in the element", c[1], c[2+i], name, m)
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(root + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
