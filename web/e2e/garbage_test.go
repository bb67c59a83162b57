package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// The client makes nothing for a pair but the promise of its answer: as much as a loop that awaits two promises and has no
// actor. What is made is sampled by the engine, what is collected included; the least object takes 12 bytes.
func TestAPairMakesNoGarbageBeyondItsPromise(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"hosting.html")); err != nil {
		t.Fatal(err)
	}
	const pairs = "100000"
	_, err := chromedp.Run(ctx, chromedp.Evaluate[any](`(async () => {
		const { startActor } = await import('./actor.js');
		const actor = await startActor();
		const admitted = Promise.resolve();
		globalThis.withActor = async (n) => {
			for (let i = 0; i < n; i++) { await actor.set(i); if ((await actor.get()) !== i) throw new Error('wrong'); }
		};
		globalThis.without = async (n) => {
			for (let i = 0; i < n; i++) { await admitted; if ((await Promise.resolve(i)) !== i) throw new Error('wrong'); }
		};
		for (let i = 0; i < 3; i++) { await withActor(`+pairs+`); await without(`+pairs+`); } // compiles them
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	bytesPerPair := func(loop string) float64 {
		collected := true
		sampling := heapprofiler.StartSamplingParams{
			SamplingInterval: 1024, IncludeObjectsCollectedByMajorGC: &collected, IncludeObjectsCollectedByMinorGC: &collected,
		}
		if _, err := chromedp.Call(ctx, heapprofiler.StartSampling, sampling); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](loop+"("+pairs+")", chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		sampled, err := chromedp.Call(ctx, heapprofiler.StopSampling, cdp.Empty{})
		if err != nil {
			t.Fatal(err)
		}
		return sizeOf(sampled.Profile.Head) / 100_000
	}
	with, without := bytesPerPair("withActor"), bytesPerPair("without")
	t.Logf("%.1f bytes a pair, %.1f of them without an actor", with, without)
	if without < 10 || with > without+8 {
		t.Errorf("a pair makes %.1f bytes, two awaits alone make %.1f", with, without)
	}
}

func sizeOf(n *heapprofiler.SamplingHeapProfileNode) float64 {
	size := n.SelfSize
	for _, child := range n.Children {
		size += sizeOf(child)
	}
	return size
}
