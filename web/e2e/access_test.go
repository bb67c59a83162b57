package e2e_test

import (
	"context"
	_ "embed"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// accessRules is a JavaScript function that returns what is wrong with the page, in words. It asserts the rules of WCAG 2.2
// AA that a program can see, inside shadow roots too: axe-core does the same, but comes only through npm.
//
//go:embed testdata/access.js
var accessRules string

// states are pages and moments worth a look: each is reached by an async function of el, the playground.
var states = []struct{ name, fragment, reach string }{
	{"first lesson", "", ``},
	{"full", "#backpressure", `el.seek(6);`},
	{"ended", "#backpressure", `el.seek(1000);`},
	{"failed", "#panic", `el.seek(1000);`},
	{"deadlock", "#asking-oneself", `el.seek(1000);`},
	{"mistakes", "", `
		const text = el.shadowRoot.querySelector("textarea");
		text.value = "mailbox 0\nmain: sett 1\n";
		text.dispatchEvent(new Event("input"));
		text.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, cancelable: true }));`},
	{"crowd", "", `el.script = "mailbox 65536\nwriter x10000: set -2147483648, get\n"; el.seek(30);`},
	{"long names", "", `el.script = "` + longName + `: set 12345, get, expect 54321\n"; el.seek(1000);`},
}

const longName = "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdefghij"

func TestPagePassesTheAccessibilityRules(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 320} {
			t.Run(fmt.Sprint(scheme, " ", width), func(t *testing.T) {
				ctx := sitetest.Browser(t)
				media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme},
					{Name: "prefers-reduced-motion", Value: "reduce"},
				}}
				if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
					t.Fatal(err)
				}
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
					t.Fatal(err)
				}
				for _, s := range states {
					wrong, err := look(ctx, address, s.fragment, s.reach)
					if err != nil {
						t.Fatalf("%s: %v", s.name, err)
					}
					for _, w := range wrong {
						t.Errorf("%s: %s", s.name, w)
					}
				}
			})
		}
	}
}

func TestTextPagesPassTheAccessibilityRulesAndScrollByKeyboard(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	for _, width := range []int64{1280, 320} {
		for _, page := range []string{"script.html", "hosting.html", "embed-guides.html", "how-tested.html"} {
			ctx := sitetest.Browser(t)
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address+page)); err != nil {
				t.Fatal(err)
			}
			wrong := eval[[]string](t, ctx, `
				const wrong = (`+accessRules+`)();
				const scrolls = (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible";
				for (const e of document.querySelectorAll("main *")) if (scrolls(e) && (e.tabIndex < 0 || !e.getAttribute("role") || !(e.getAttribute("aria-label") ?? e.getAttribute("aria-labelledby")))) wrong.push("can't be scrolled by keyboard, or has no name: " + e.textContent.slice(0, 40));
				for (const e of document.querySelectorAll(".snippet")) if (!e.querySelector("button.copy")) wrong.push("no button to copy: " + e.textContent.slice(0, 40));
				if (document.querySelectorAll(".contents a").length !== document.querySelectorAll("main h2").length) wrong.push("the list of contents isn't that of the headings");
				return wrong;`)
			for _, w := range wrong {
				t.Errorf("%s, %d px: %s", page, width, w)
			}
		}
	}
}

func look(ctx context.Context, address, fragment, reach string) ([]string, error) {
	// A change of the fragment alone would be no navigation.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address+fragment)); err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[[]string](`(async () => {
		const el = document.querySelector("actor-playground");
		const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
		await el.ready;
		`+reach+`
		for (let i = 0; i < 3; i++) await frame();
		return (`+accessRules+`)();
	})()`, chromedp.EvalAwaitPromise))
}
