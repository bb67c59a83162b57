package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

func TestALinkSharedInALessonLeadsThroughItsPageToThatMoment(t *testing.T) {
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(site+"#backpressure")); err != nil {
		t.Fatal(err)
	}
	link := eval[string](t, tab, `
		const el = document.querySelector("actor-playground");
		await customElements.whenDefined("actor-playground");
		await el.ready;
		el.seek(5);
		while (el.snapshot.position !== 5) await new Promise((frame) => requestAnimationFrame(frame));
		const copied = new Promise((done) => Object.defineProperty(navigator, "clipboard", { value: { writeText: done } }));
		document.getElementById("share").click();
		return await copied;`)
	if !strings.HasPrefix(link, site+"lessons/backpressure/#play=") {
		t.Fatalf("the link is %s", link)
	}
	reader := sitetest.Browser(t)
	if err := chromedp.Do(reader, chromedp.Navigate(site+"script.html")); err != nil {
		t.Fatal(err)
	}
	// A navigation that is replaced is none whose end chromedp.Navigate sees.
	eval[bool](t, reader, fmt.Sprintf("setTimeout(() => location.assign(%q)); return true;", link))
	if err := chromedp.Do(reader, chromedp.WaitReady(chromedp.CSS("#playground"))); err != nil {
		t.Fatal(err)
	}
	if got := eval[int](t, reader, `
		await customElements.whenDefined("actor-playground");
		const el = document.querySelector("actor-playground");
		await el.ready;
		while (el.snapshot.position !== 5) await new Promise((frame) => requestAnimationFrame(frame));
		return el.snapshot.clients.total;`); got != 3 {
		t.Errorf("it has %d clients, want the lesson's three", got)
	}
}

func TestALessonsPageIsReadWithoutScriptsOnAnyScreen(t *testing.T) {
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	for _, width := range []int64{320, 1280} {
		tab := sitetest.Browser(t)
		if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 800), chromedp.Navigate(site+"lessons/backpressure/")); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(tab, chromedp.Evaluate[struct {
			Text  string
			Width int
			Image float64
		}](`({ text: document.querySelector("main").innerText, width: document.documentElement.scrollWidth, image: document.querySelector("main img").getBoundingClientRect().width })`))
		if err != nil {
			t.Fatal(err)
		}
		if int64(got.Width) > width || got.Image < 200 || !strings.Contains(got.Text, "That is backpressure.") || !strings.Contains(got.Text, "writer x3: set 1, set 2") {
			t.Errorf("at %d: %+v", width, got)
		}
	}
}
