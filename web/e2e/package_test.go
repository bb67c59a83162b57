package e2e_test

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

func TestPackageWorksWithoutTheRestOfTheSite(t *testing.T) {
	dir := t.TempDir()
	sitetest.InstallPackage(t, dir)
	sitetest.Write(t, dir, "index.html", `<!doctype html><title>test</title><link rel="icon" href="data:,">
		<script type="module" src="actor-playground.js"></script><actor-playground loading="eager"></actor-playground>`)
	address := sitetest.ServeHandler(t, http.FileServer(http.Dir(dir)))
	if got := playAt(t, address); got.Value != 42 {
		t.Errorf("the element: %+v", got)
	}
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	value, err := chromedp.Run(tab, chromedp.Evaluate[int](`(async () => {
		const { startActor } = await import('./actor.js');
		const actor = await startActor();
		await actor.set(42);
		return actor.get();
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || value != 42 {
		t.Errorf("the headless client: %d, %v", value, err)
	}
}
