package picture_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/wasm/stage"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/lessons"
	"github.com/actor-playground/actor-playground/web/picture"
)

func fallback(t testing.TB, title, script string) *picture.Fallback {
	t.Helper()
	f, err := picture.New("a-name.svg", title, script)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// hard are plays that strain a picture: each has something that the lessons don't.
var hard = map[string]string{
	"nobody":      "mailbox 1",
	"a crowd":     "mailbox 3\nhandle 1ms\nwriter x40: set 1, get",
	"long names":  "mailbox 1\n" + strings.Repeat("worker", 10) + " x6: set -2147483648, try set 2147483647, get",
	"withdrawn":   "mailbox 1\na: set 1, set 2\nb: get within 100ms, expect timeout\nc: set 3 within 50ms",
	"killed":      "mailbox 2\na x4: set 1, get\nb: wait 100ms, kill, kill",
	"exit":        "a: exit, get unread\nb: send itself, stop",
	"expected":    "a: set 1, get, expect 2",
	"fast":        "handle 3us\na: set 1, wait 90s, get, wait 25m, get",
	"started":     "start manually\na: stop, kill, start, start, ask itself blindly",
	"turned away": "mailbox 1\na x3: set 1, stop\nb: wait 1ms, try set 2, get twice, get unanswered",
}

// drawn draws a hard one once for all tests: under the race detector it takes a while.
func drawn(t testing.TB, name string) *picture.Fallback {
	t.Helper()
	if known[name] == nil {
		known[name] = fallback(t, name, hard[name])
	}
	return known[name]
}

var known = map[string]*picture.Fallback{}

func TestTheSameScriptMakesTheSameFallback(t *testing.T) {
	for name, script := range hard {
		if one, two := drawn(t, name), fallback(t, name, script); *one != *two {
			t.Errorf("%s: two that differ", name)
		}
	}
}

func TestTheTextHasEveryEventWithItsTime(t *testing.T) {
	got := fallback(t, "A play", "mailbox 1\nhandle 1500ms\nmain: set 42, get, expect 42").Text
	want := `A play

  1.     0 ms  main's set 42 is admitted
  2.     0 ms  main waits for a slot with get: the mailbox is full
  3.     0 ms  the actor receives main's set 42
  4.     0 ms  main's get is admitted
  5.    1.5 s  the actor has handled main's set 42
  6.    1.5 s  the actor receives main's get
  7.      3 s  the actor replies to main's get
  8.      3 s  main gets the answer 42
  9.      3 s  the actor has handled main's get
 10.      3 s  main finds what it expected
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestALongPlayIsCutAndTheRestIsCounted(t *testing.T) {
	const script = "handle 1ms\na: repeat 500 (set 1)" // each set is admitted, received and handled
	f := fallback(t, "Long", script)
	for name, content := range map[string]struct{ in, rest string }{
		"picture": {f.Picture, "and 1440 more events"},
		"text":    {f.Text, "and 1300 more events"},
		"HTML":    {f.HTML, "and 1300 more events"},
	} {
		if !strings.Contains(content.in, content.rest) {
			t.Errorf("the %s doesn't say %q: …%s", name, content.rest, content.in[max(0, len(content.in)-400):])
		}
	}
	endless := fallback(t, "Longer", "handle 1ms\na x10: repeat 100000 (set 1)")
	if !strings.Contains(endless.Picture, "and so on") || !strings.Contains(endless.Text, "and so on") {
		t.Error("a play that nobody counted to its end doesn't say so")
	}
}

func TestADeadlockIsReported(t *testing.T) {
	f := fallback(t, "Stuck", "blind: ask itself blindly\nother: get")
	if !strings.Contains(f.Picture, "Deadlock") || !strings.Contains(f.HTML, "Deadlock") || !strings.Contains(f.Text, "other waits for the reply") {
		t.Errorf("%s", f.Text)
	}
}

func TestWhatIsRefusedOrDiscardedIsMarkedWithAShape(t *testing.T) {
	const cross = ">refused or discarded<" // in the legend, which has what the picture has
	for script, marked := range map[string]bool{
		"a: set 1, get":                               false,
		"mailbox 1\na: set 1, try set 2":              true, // refused
		"mailbox 1\na x3: set 1 within 1ms":           true, // withdrawn
		"a: get within 1ms":                           true, // gave up, and the reply finds nobody
		"a: get unread":                               true,
		"mailbox 2\na x2: set 1\nb: wait 1ms, kill":   true, // dropped
		"a: crash":                                    true,
		"a: get unanswered":                           true,
		"start manually\na: get":                      true,
		"mailbox 1\na x3: set 1\nb: wait 1ms, stop":   true, // waited when it stopped
		"handle 1ms\na: set 1, stop\nb: wait 1s, get": true,
	} {
		if got := strings.Contains(fallback(t, "x", script).Picture, cross); got != marked {
			t.Errorf("%q: marked is %v", script, got)
		}
	}
}

func TestAPictureIsWellFormedAndHarmless(t *testing.T) {
	title := `<script>alert("&")</script>`
	for name, script := range hard {
		f := fallback(t, title, script)
		d := xml.NewDecoder(strings.NewReader(f.Picture))
		var titles []string
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, f.Picture)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			switch start.Name.Local {
			case "title":
				var text string
				if err := d.DecodeElement(&text, &start); err != nil {
					t.Fatal(err)
				}
				titles = append(titles, text)
			case "svg", "desc", "style", "g", "rect", "circle", "path", "text":
			default:
				t.Errorf("%s: there is an element %s", name, start.Name.Local)
			}
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "id", "href", "style", "onload":
					t.Errorf("%s: there is an attribute %s", name, a.Name.Local)
				}
			}
		}
		if len(titles) == 0 || titles[0] != title {
			t.Errorf("%s: the titles are %q", name, titles)
		}
		if strings.Contains(f.HTML, "<script") {
			t.Errorf("%s: the title is not escaped: %s", name, f.HTML)
		}
	}
}

func TestAPictureHasThePagesColoursInBothThemes(t *testing.T) {
	sheet, err := os.ReadFile("../src/playground/ui/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	svg := fallback(t, "x", "mailbox 1\na: set 1, get\nb: crash").Picture
	light, dark, found := strings.Cut(string(sheet), `[data-theme="dark"]`)
	if !found {
		t.Fatal("tokens.css has no dark theme")
	}
	for _, name := range []string{"text", "text-soft", "mailbox", "mailbox-soft", "actor", "actor-soft", "reply", "error", "caller-1", "caller-2"} {
		declared := regexp.MustCompile("--" + name + `: (?:var\([\w-]+, )?(#\w+)`)
		in := func(theme string) string {
			m := declared.FindStringSubmatch(theme)
			if m == nil {
				t.Fatalf("tokens.css has no --%s", name)
			}
			return m[1]
		}
		if want := `fill="` + in(light) + `"`; !strings.Contains(svg, want) && !strings.Contains(svg, `stroke="`+in(light)+`"`) {
			t.Errorf("nothing has the colour %s, %s", name, in(light))
		}
		if want := ".actor-picture .f-" + name + "{fill:" + in(dark) + "}"; !strings.Contains(svg, want) {
			t.Errorf("the dark look has no %s", want)
		}
	}
}

func TestAPlayTooLongForOneRowGoesOnInAnother(t *testing.T) {
	for script, long := range map[string]bool{"a: set 1": false, "handle 1s\na: set 1, set 2, set 3, set 4, set 5, set 6, set 7": true} {
		f := fallback(t, "x", script)
		if rows := strings.Count(f.Picture, ">actor</text>"); rows < 1 || rows > 1 != long {
			t.Errorf("%q has %d rows of lanes", script, rows)
		}
	}
}

func TestAScriptWithMistakesIsNoFallback(t *testing.T) {
	var mistakes stage.Mistakes
	if _, err := picture.New("x.svg", "x", "mailbox 0\nmain: sett 1"); !errors.As(err, &mistakes) || len(mistakes) != 2 {
		t.Errorf("got %v, want two mistakes", err)
	}
}

// All words of a picture lie within it, not on each other and not on a line that goes up or down, as a browser draws it.
func TestPicturesAreReadable(t *testing.T) {
	pictures := map[string]string{}
	for name := range hard {
		pictures[name] = drawn(t, name).Picture
	}
	for _, lesson := range lessons.All() {
		pictures[lesson.Name] = fallback(t, lesson.Title, lesson.Script).Picture
	}
	address := sitetest.ServeHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := `<!doctype html><meta charset="utf-8"><title>pictures</title><link rel="icon" href="data:,">`
		for name, picture := range pictures {
			page += fmt.Sprintf("<div data-name=%q>%s</div>", name, picture)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, page)
	}))
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	wrong, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`(() => {
		const wrong = [];
		for (const div of document.querySelectorAll('div')) {
			const svg = div.querySelector('svg'), box = svg.getBoundingClientRect();
			if (box.width > 500) wrong.push(div.dataset.name + ' is ' + box.width + ' wide');
			const words = [...svg.querySelectorAll('text')].map((text) => ({ said: text.textContent, box: text.getBoundingClientRect() }));
			const lines = [...svg.querySelectorAll('svg path[class^="s-"]:not(.s-line, .s-line-strong)')].filter((path) => path.getBBox().x >= 0).map((path) => path.getBoundingClientRect()).filter((line) => line.width < 1 && line.height > 8);
			for (const [i, a] of words.entries()) {
				const { left, right, top, bottom } = a.box;
				if (left < box.left || right > box.right || top < box.top || bottom > box.bottom) wrong.push(div.dataset.name + ': ' + a.said + ' is outside');
				for (const line of lines) {
					if (line.left > left + 1 && line.left < right - 1 && Math.min(bottom, line.bottom) - Math.max(top, line.top) > 4) wrong.push(div.dataset.name + ': ' + a.said + ' is crossed by a line at ' + (line.left - box.left) + ', ' + (line.top - box.top));
				}
				for (const b of words.slice(0, i)) {
					const x = Math.min(right, b.box.right) - Math.max(left, b.box.left), y = Math.min(bottom, b.box.bottom) - Math.max(top, b.box.top);
					if (x > 2 && y > 4) wrong.push(div.dataset.name + ': ' + a.said + ' covers ' + b.said + ' by ' + x + ', ' + y);
				}
			}
		}
		return wrong;
	})()`))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}
