package e2e_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// Under the site's own policy: the tab would complain of whatever that forbids.
func TestGuidesHaveTheirChaptersAndFitANarrowScreen(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	for page, chapters := range map[string]string{
		"hosting.html":      "what-a-host-should-do github cloudflare netlify s3 other",
		"embed-guides.html": "files page mdbook docusaurus vitepress mkdocs hugo starlight react integrity",
	} {
		tab := sitetest.Browser(t)
		if err := chromedp.Do(tab, chromedp.EmulateViewport(320, 640), chromedp.Navigate(address+page)); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(tab, chromedp.Evaluate[struct {
			Width    int
			Chapters []string
		}](`({
			width: document.documentElement.scrollWidth,
			chapters: [...document.querySelectorAll('h2[id]')].map((h) => h.id),
		})`))
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Fields(chapters); got.Width > 320 || !slices.Equal(got.Chapters, want) {
			t.Errorf("%s is %d wide at 320 and has the chapters %q, want %q", page, got.Width, got.Chapters, want)
		}
	}
}

// The tags that the guide gives are attributes and words that the element and the stage know.
func TestTheTagInTheGuidePlays(t *testing.T) {
	page := sitetest.Read(t, sitetest.Site(t).Dir, "embed-guides.html")
	_, rest, _ := strings.Cut(page, `<h2 id="page">`)
	_, rest, _ = strings.Cut(rest, "<pre")
	_, rest, _ = strings.Cut(rest, "<code>")
	snippet, _, found := strings.Cut(rest, "</code></pre>")
	if !found {
		t.Fatal("there is no snippet for a plain page")
	}
	snippet = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "actor-playground/actor-playground.js", "actor-playground.js").Replace(snippet)
	h := &host{}
	address := h.start(t)
	h.files["host.html"] = []byte(`<!doctype html><title>test</title><link rel="icon" href="data:,">` + snippet)
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
		t.Fatal(err)
	}
	missed, err := chromedp.Run(tab, chromedp.Evaluate[int](`(async () => {
		const element = document.querySelector('actor-playground');
		const picture = document.querySelector('img');
		await picture.decode();
		await customElements.whenDefined('actor-playground');
		await element.ready;
		element.seek(1000);
		while (!element.snapshot.ended) await new Promise((frame) => requestAnimationFrame(frame));
		return element.snapshot.clients.total === 4 ? element.snapshot.missTotal : -1;
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || missed != 0 {
		t.Errorf("it missed %d expectations, %v", missed, err)
	}
}
