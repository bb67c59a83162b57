package e2e_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	devtools "github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// What an old browser lacks is taken away before the page's own scripts run.
func TestABrowserThatLacksSomethingShowsWhyOrTheFallback(t *testing.T) {
	const body = `<actor-playground loading="eager"><p>The fallback.</p></actor-playground>`
	for _, c := range []struct{ lacks, says string }{
		{"delete globalThis.WebAssembly;", "This browser has no WebAssembly"},
		{"delete globalThis.customElements;", ""}, // the element stays what a browser makes of a name it doesn't know
		{"Object.defineProperty(globalThis, 'customElements', { value: undefined });", ""},
		{"delete WebAssembly.instantiateStreaming;", "plays"},
		{"delete globalThis.ElementInternals; delete HTMLElement.prototype.attachInternals;", "plays"},
		{"delete globalThis.DecompressionStream; delete globalThis.CompressionStream;", "plays"},
		{"delete Navigator.prototype.clipboard; delete performance.measureUserAgentSpecificMemory; delete Navigator.prototype.userAgentData;", "plays"},
	} {
		ctx, _ := docPage{before: c.lacks, body: body}.open(t)
		got := eval[struct {
			Says   string
			Shown  bool
			Script string
		}](t, ctx, `
			await frame();
			const el = document.querySelector("actor-playground");
			const shown = () => el.querySelector("p").checkVisibility() && (!el.shadowRoot || el.querySelector("p").assignedSlot !== null);
			if (!el.shadowRoot) return { says: "", shown: shown() };
			try { await el.ready; } catch (e) { return { says: e.message, shown: shown() && $(el, "[role=alert]").textContent.includes(e.message) }; }
			el.seek(1000);
			await until(() => el.snapshot.ended);
			return { says: "plays", shown: !shown() };`)
		if !strings.Contains(got.Says, c.says) || got.Says == "plays" && c.says != "plays" || !got.Shown {
			t.Errorf("%s: %+v", c.lacks, got)
		}
	}
}

// The browser freezes a page that the reader leaves, and thaws it when the reader comes back.
func TestAPageOfTheBackForwardCacheGoesOn(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"#backpressure")); err != nil {
		t.Fatal(err)
	}
	before := eval[int](t, ctx, `
		const el = document.querySelector("actor-playground");
		await el.ready;
		globalThis.persisted = false;
		addEventListener("pageshow", (e) => { globalThis.persisted = e.persisted; });
		el.play();
		while (el.snapshot.position < 3) await new Promise(requestAnimationFrame);
		return el.snapshot.position;`)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"hosting.html")); err != nil {
		t.Fatal(err)
	}
	// A page that comes out of the cache doesn't load, so there is no load to wait for.
	eval[any](t, ctx, `setTimeout(() => history.back());`)
	for back := false; !back; {
		var err error
		back, err = chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && document.querySelector("actor-playground")?.snapshot != null`))
		if err != nil && ctx.Err() != nil {
			t.Fatal(err)
		}
	}
	got := eval[struct {
		Kept     bool
		Position int
		Answer   int
	}](t, ctx, `
		const el = document.querySelector("actor-playground");
		await el.ready;
		const kept = globalThis.persisted === true, position = el.snapshot.position;
		el.set(42);
		const answer = el.get();
		el.play();
		return { kept, position, answer: await answer };`)
	t.Logf("kept: %v, at %d and before at %d", got.Kept, got.Position, before)
	if got.Answer != 42 || got.Kept && got.Position < before {
		t.Errorf("%+v, before at %d", got, before)
	}
	if !got.Kept {
		t.Error("the browser did not keep the page: nothing was tried")
	}
}

// On paper the stage and the script are there, in the colours for a light ground, and what can only be pressed is not.
func TestPrintHasTheStageAndTheScriptLegibly(t *testing.T) {
	ctx, _ := docPage{body: `<actor-playground loading="eager" theme="dark" view="stage script" scenario="backpressure"></actor-playground>`}.open(t)
	eval[any](t, ctx, `const el = document.querySelector("actor-playground"); await customElements.whenDefined("actor-playground"); await el.ready; el.seek(5); await until(() => el.snapshot.position === 5);`)
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	got := eval[struct {
		Stage, Script, Dock bool
		Ground, Text        []int
	}](t, ctx, `
		const el = document.querySelector("actor-playground");
		await frame();
		const shown = (selector) => $(el, selector)?.checkVisibility() && $(el, selector).getBoundingClientRect().height > 20;
		const look = getComputedStyle($(el, ".playground"));
		const rgb = (color) => { const c = document.createElement("canvas").getContext("2d", { willReadFrequently: true }); c.fillStyle = color; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data.slice(0, 3)]; };
		return { stage: shown("[part=stage]"), script: shown("[part=script]"), dock: shown("[part=controls]"), ground: rgb(look.getPropertyValue("--surface")), text: rgb(look.getPropertyValue("--text")) };`)
	if !got.Stage || !got.Script || got.Dock {
		t.Errorf("on paper: %+v", got)
	}
	if slices.Min(got.Ground) < 200 || slices.Max(got.Text) > 80 {
		t.Errorf("text of %v on %v can't be read on paper", got.Text, got.Ground)
	}
}

func TestEveryPageAsksItsOwnOriginOnly(t *testing.T) {
	built := sitetest.Site(t)
	address := sitetest.Serve(t, built.Dir)
	ctx := sitetest.Browser(t)
	var (
		mu    sync.Mutex
		asked = map[string]bool{}
	)
	err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*devtools.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			asked[e.Request.URL] = true
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, devtools.Enable, devtools.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, f := range built.Files {
		if !strings.HasSuffix(f.Name, ".html") || strings.HasSuffix(f.Name, ".fragment.html") || f.Name == "playground.html" { // for other pages, and for the disk
			continue
		}
		pages++
		if err := chromedp.Do(ctx, chromedp.Navigate(address+f.Name)); err != nil {
			t.Fatal(err)
		}
		eval[any](t, ctx, `
			for (const el of document.querySelectorAll("actor-playground")) {
				el.setAttribute("loading", "eager");
				await el.ready;
			}`)
	}
	mu.Lock()
	defer mu.Unlock()
	for url := range asked {
		if !strings.HasPrefix(url, address) && !strings.HasPrefix(url, "data:") {
			t.Errorf("asked for %s", url)
		}
	}
	if t.Logf("%d pages have asked for %d addresses", pages, len(asked)); pages < 7 || len(asked) < 20 {
		t.Error("too few to show anything")
	}
}
