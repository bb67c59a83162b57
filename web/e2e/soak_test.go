package e2e_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// ./build.sh soak has it do ten million.
var pairs = flag.Int("pairs", 200_000, "how many sets and gets TestMemoryIsFlat does")

// A pair is a set and a get, both awaited. The module's pages and what the page's heap holds are the same after the last as after
// half of them, by when Go has the heap that it needs for the loop.
func TestMemoryIsFlat(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.BrowserFor(t, sitetest.Timeout+time.Duration(*pairs/10_000)*time.Second)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"hosting.html")); err != nil {
		t.Fatal(err)
	}
	eval[any](t, ctx, `
		const { instantiateStreaming } = WebAssembly;
		WebAssembly.instantiateStreaming = async (...args) => {
			const made = await instantiateStreaming.apply(WebAssembly, args);
			globalThis.memory = made.instance.exports.mem;
			return made;
		};
		const { startActor } = await import("./actor.js");
		const actor = await startActor();
		globalThis.some = async (n) => {
			for (let i = 0; i < n; i++) { await actor.set(i); if ((await actor.get()) !== i) throw new Error("wrong at " + i); }
		};`)
	type use struct {
		pages int
		heap  float64 // bytes
	}
	const rounds = 10
	var uses []use
	for range rounds {
		pages, err := chromedp.Run(ctx, chromedp.Evaluate[int](fmt.Sprintf("some(%d).then(() => memory.buffer.byteLength / 65536)", *pairs/rounds), chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			t.Fatal(err)
		}
		heap, err := chromedp.Call(ctx, runtime.GetHeapUsage, cdp.Empty{})
		if err != nil {
			t.Fatal(err)
		}
		uses = append(uses, use{pages, heap.UsedSize})
	}
	first, last := uses[rounds/2-1], uses[rounds-1]
	t.Logf("%d pairs: %d pages of 64 KiB and a heap of %.0f B after half, %d and %.0f B at the end", *pairs, first.pages, first.heap, last.pages, last.heap)
	if last.pages != first.pages || last.heap > first.heap+100_000 {
		t.Errorf("memory has grown: %+v", uses)
	}
}
