package e2e_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// A reset as hosts have them, and worse.
const reset = `*, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0; line-height: 1; font: inherit; min-width: 0 }
	button, select, input { appearance: none; font-size: 0.5rem; width: 100% } svg, img { display: block; max-width: 100%; height: auto }`

// Hosts scale rem, and readers zoom. The element's sizes are its own: the same at each, and no word runs out of its button.
func TestTheElementsSizesAreItsOwn(t *testing.T) {
	const body = `<actor-playground loading="eager" scenario="backpressure" view="stage script log"></actor-playground>`
	for _, width := range []int64{375, 640, 1280} {
		var want string
		for _, css := range []string{
			`:root { font-size: 16px }`, `:root { font-size: 10px }`, `:root { font-size: 20px }`, `:root { font-size: 24px }`,
			`:root { font-size: 137.5% }`, reset,
		} {
			ctx, _ := docPage{css: css + ` body { margin: 0 }`, body: body}.open(t)
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			got := eval[struct {
				Size string
				Over []string
			}](t, ctx, measured)
			if want == "" {
				want = got.Size
			}
			if got.Size != want || len(got.Over) > 0 {
				t.Errorf("%d px, %s: it is %s, want %s; outside: %q", width, css, got.Size, want, got.Over)
			}
		}
	}
}

func TestZoomedAndWithAnotherUnitNothingRunsOutOfItsPlace(t *testing.T) {
	const body = `<actor-playground loading="eager" scenario="backpressure" view="stage script log"></actor-playground>`
	for _, css := range []string{
		`body { zoom: 1.5 }`, `body { zoom: 0.75 }`, `actor-playground { zoom: 2 }`,
		`actor-playground { --actor-playground-unit: 20px }`, `actor-playground { --actor-playground-unit: 13px }`,
	} {
		for _, width := range []int64{750, 1280} {
			ctx, _ := docPage{css: css + ` body { margin: 0 }`, body: body}.open(t)
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			if got := eval[struct {
				Size string
				Over []string
			}](t, ctx, measured); len(got.Over) > 0 {
				t.Errorf("%d px, %s: outside: %q", width, css, got.Over)
			}
		}
	}
}

// A unit that is larger makes all of it larger.
func TestTheUnitScalesTheElement(t *testing.T) {
	heights := map[string]float64{}
	for _, unit := range []string{"16px", "20px"} {
		heights[unit] = onHost[float64](t, docPage{css: fmt.Sprintf(`actor-playground { --actor-playground-unit: %s } body { inline-size: 640px }`, unit), body: `<actor-playground loading="eager" view="stage"></actor-playground>`}, `
			await el.ready;
			await frame();
			return $(el, "[part=controls] button").getBoundingClientRect().height;`)
	}
	if got := heights["20px"] / heights["16px"]; got < 1.2 || got > 1.3 {
		t.Errorf("a button is %g times as high, want 1.25: %v", got, heights)
	}
}

const measured = `
	await customElements.whenDefined("actor-playground");
	const el = document.querySelector("actor-playground");
	await el.ready;
	el.seek(5);
	while (el.snapshot.position !== 5) await frame();
	await frame(); await frame();
	const over = [];
	for (const part of el.shadowRoot.querySelectorAll("[part=controls] :is(button, select, label, span), [part=live] :is(button, label)")) {
		if (part.checkVisibility() && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline") over.push((part.getAttribute("aria-label") ?? part.textContent).trim() + " " + part.scrollWidth + " > " + part.clientWidth);
	}
	if (el.scrollWidth > el.clientWidth) over.push("the element");
	const { width, height } = el.getBoundingClientRect();
	return { size: Math.round(width) + " x " + Math.round(height), over };`
