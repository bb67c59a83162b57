package e2e_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// mostShift is how much of the page may move how far, as browsers score it: 0.1 is what they call good, and this the legend of the timeline.
const mostShift = 0.01

// Until the module is there the page shows the lesson in its place, and the picture of its run.
func TestThePageShowsALessonsPictureUntilItPlaysAndHardlyMoves(t *testing.T) {
	for _, c := range []struct{ fragment, picture string }{
		{"", "lesson-story.svg"},
		{"#backpressure", "lesson-backpressure.svg"},
		{"#play=" + "M-DKTczMs1JITy0BAA", ""}, // of a script that has no picture
	} {
		hold := make(chan struct{})
		release := sync.OnceFunc(func() { close(hold) })
		address := sitetest.Serve(t, sitetest.Site(t).Dir, func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, ".wasm") {
					<-hold
				}
				next.ServeHTTP(w, r)
			})
		})
		t.Cleanup(release)
		ctx := sitetest.Browser(t)
		watch := page.AddScriptToEvaluateOnNewDocumentParams{Source: `
			globalThis.shift = 0;
			const add = (list) => { for (const { value } of list.getEntries()) shift += value; };
			new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });`}
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, watch); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address+c.fragment)); err != nil {
			t.Fatal(err)
		}
		first := eval[string](t, ctx, `
			const picture = () => document.querySelector("#first img");
			while (!document.querySelector("article[data-current]")) await new Promise(requestAnimationFrame);
			if (`+"`"+c.picture+"`"+` !== "") while (!(picture()?.complete && picture().checkVisibility({ visibilityProperty: true }))) await new Promise(requestAnimationFrame);
			return picture()?.naturalWidth > 0 ? picture().getAttribute("src") : "";`)
		if first != c.picture {
			t.Errorf("%q: it shows %q, want %q", c.fragment, first, c.picture)
		}
		release()
		shift := eval[float64](t, ctx, `
			await document.querySelector("actor-playground").ready;
			for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
			if (document.querySelector("#first").checkVisibility()) throw new Error("the picture is there still");
			return shift;`)
		if shift > mostShift {
			t.Errorf("%q: moved by %f while it loaded", c.fragment, shift)
		}
	}
}
