package e2e_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// BenchmarkPairFromJavaScript times an awaited pair (set i, get, check that it answers i) through startActor and through
// the peer written by hand in JavaScript, side by side in one page of Chromium: the least time for a pair of each, in ns,
// and ours by theirs. The peer's file is no part of this repository: PEERS names its folder, or else it is beside the
// repository's in shared/peers.
func BenchmarkPairFromJavaScript(b *testing.B) {
	peers := os.Getenv("PEERS")
	if peers == "" {
		peers = filepath.Join("..", "..", "..", "shared", "peers")
	}
	handwritten, err := os.ReadFile(filepath.Join(peers, "js", "handwritten.mjs"))
	if errors.Is(err, fs.ErrNotExist) {
		// go test is silent on benchmarks that are skipped.
		fmt.Println("BenchmarkPairFromJavaScript: skipped, for the peer is not there: set PEERS to the folder that js/handwritten.mjs is in:", err)
		b.SkipNow()
	}
	if err != nil {
		b.Fatal(err)
	}
	withPeer := func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/handwritten.mjs" {
				site.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/javascript")
			w.Write(handwritten)
		})
	}
	var least struct{ Ours, Theirs float64 }
	for b.Loop() {
		// Each has a loop of its own, so that the engine can make each as fast as it would be alone.
		least = run[struct{ Ours, Theirs float64 }](b, clientPage{spoil: withPeer}, `
			const nsOfPairsWithOurs = `+nsOfPairs+`;
			const nsOfPairsWithTheirs = `+nsOfPairs+`;
			const peer = await import('./handwritten.mjs');
			const ours = await startActor({ capacity: 1024 });
			const theirs = peer.startActor(1024);
			const least = { ours: Infinity, theirs: Infinity };
			for (let k = 0; k < 9; k++) { // in turns, so that neither has a better time
				least.ours = Math.min(least.ours, await nsOfPairsWithOurs(ours, 100000));
				least.theirs = Math.min(least.theirs, await nsOfPairsWithTheirs(theirs, 100000));
			}
			await ours.stop();
			return least;
		`)
	}
	b.ReportMetric(0, "ns/op") // not shown: it would be that of the whole page
	b.ReportMetric(least.Ours, "actor-js-pair-ns")
	b.ReportMetric(least.Theirs, "handwritten-js-pair-ns")
	b.ReportMetric(least.Ours/least.Theirs, "ratio")
}

const nsOfPairs = `async (actor, n) => {
	const start = performance.now();
	for (let i = 0; i < n; i++) {
		await actor.set(i);
		if ((await actor.get()) !== i) throw new Error('wrong answer');
	}
	return (performance.now() - start) * 1e6 / n;
}`

// BenchmarkFloodFrames plays 10,000 clients against a mailbox of 1024 at 100 times the speed, with the page's own views,
// and reports the page's frame times: the median, the 95th percentile and the longest of 600, in ms.
func BenchmarkFloodFrames(b *testing.B) {
	var frames struct{ Median, P95, Longest, Handled float64 }
	for b.Loop() {
		address := sitetest.Serve(b, sitetest.Site(b).Dir)
		ctx := sitetest.Browser(b)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address)); err != nil {
			b.Fatal(err)
		}
		var err error
		frames, err = chromedp.Run(ctx, chromedp.Evaluate[struct{ Median, P95, Longest, Handled float64 }](`(async () => {
			const el = document.querySelector("actor-playground");
			await el.ready;
			el.script = "mailbox 1024\nhandle 400ms\nwriter x10000: repeat 50 (set 1, get)\n";
			const speed = [...el.shadowRoot.querySelectorAll("select")].find((s) => [...s.options].some((o) => o.value === "100"));
			speed.value = "100";
			speed.dispatchEvent(new Event("change"));
			const frame = () => new Promise(requestAnimationFrame);
			for (let i = 0; i < 30; i++) await frame();
			el.play();
			for (let i = 0; i < 60; i++) await frame();
			const times = [];
			for (let last = await frame(); times.length < 600; ) {
				const now = await frame();
				times.push(now - last);
				last = now;
			}
			const handled = el.snapshot.counts.handled;
			times.sort((a, b) => a - b);
			return { median: times[300], p95: times[570], longest: times[599], handled };
		})()`, chromedp.EvalAwaitPromise))
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(frames.Median, "median-ms")
	b.ReportMetric(frames.P95, "p95-ms")
	b.ReportMetric(frames.Longest, "longest-ms")
	b.ReportMetric(frames.Handled, "handled")
}
