package bench_test

import (
	_ "embed"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

//go:embed testdata/page.js
var pageScript []byte

// inBrowser measures the shipped files in Chromium. peers is the folder of the peers, or "".
func inBrowser(t *testing.T, r *record, peers string) {
	site := sitetest.Site(t)
	script := "const PEER = " + strconv.FormatBool(peers != "") + ", BUSY = " + strconv.Quote(busy) + ";\n" + string(pageScript)
	files := map[string][]byte{
		"/bench.html":     []byte(`<!doctype html><title>bench</title><link rel="icon" href="data:,"><script type="module" src="bench.js"></script>`),
		"/bench.js":       []byte(script),
		"/handwritten.js": handwritten(t),
	}
	if peers != "" {
		content, err := os.ReadFile(filepath.Join(peers, "js", "handwritten.mjs"))
		if err != nil {
			t.Fatal(err)
		}
		files["/peer.mjs"] = content
	}
	address := sitetest.Serve(t, site.Dir, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			content, ours := files[r.URL.Path]
			if !ours {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", map[bool]string{true: "text/html", false: "text/javascript"}[strings.HasSuffix(r.URL.Path, ".html")])
			w.Write(content)
		})
	})
	throughput(t, r, address)
	million(t, r, address)
	ready(t, r, address)
	flood(t, r, address)
}

func handwritten(t *testing.T) []byte {
	t.Helper()
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"../../src/lab/handwritten.ts"}, Bundle: true, Format: api.FormatESModule, Target: api.ES2022,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Outdir: "out",
	})
	if len(result.Errors) > 0 {
		t.Fatal(result.Errors[0].Text)
	}
	return result.OutputFiles[0].Contents
}

func throughput(t *testing.T, r *record, address string) {
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address+"bench.html")); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(tab, chromedp.Evaluate[map[string][]float64](`new Promise((done) => {
		const look = () => globalThis.found ? done(found) : setTimeout(look, 50);
		look();
	})`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go-wasm-pair", "go-wasm-tell", "js-pair", "js-tell", "js-handwritten-pair", "peer-js-handwritten-pair", "pending-pair"} {
		if runs := found[name]; runs != nil {
			r.add(name, "ns/op", runs...)
		}
	}
	r.add("stage-events-per-second-chromium", "events/s", found["stage-events-per-second-chromium"]...)
}

// million has the lab's worker start a million actors and ask each once.
func million(t *testing.T, r *record, address string) {
	worker := ""
	for _, f := range sitetest.Site(t).Files {
		if strings.HasPrefix(f.Name, "lab-worker-") {
			worker = f.Name
		}
	}
	type result struct {
		Count, Right              int
		StartMs, AskMs            float64
		MemoryBefore, MemoryAfter float64
	}
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address+"lab.html")); err != nil {
		t.Fatal(err)
	}
	var start, ask, both, memory []float64
	for range 3 {
		got, err := chromedp.Run(tab, chromedp.Evaluate[result](fmt.Sprintf(`new Promise((done, failed) => {
			const worker = new Worker(%q, { type: 'module' });
			worker.onerror = (e) => failed(new Error(e.message));
			worker.onmessage = ({ data }) => {
				if (data.failure) failed(new Error(data.failure.message));
				if (data.result) done(data.result);
				if (!data.progress) worker.terminate();
			};
			worker.postMessage({ measure: 'actors', count: 1000000 });
		})`, worker), chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		if got.Count != 1_000_000 || got.Right != got.Count {
			t.Fatalf("%+v", got)
		}
		start, ask, both = append(start, got.StartMs), append(ask, got.AskMs), append(both, got.StartMs+got.AskMs)
		memory = append(memory, got.MemoryAfter/1e6)
	}
	r.add("spawn-1m-ms", "ms", start...)
	r.add("ask-1m-ms", "ms", ask...)
	r.add("spawn-and-ask-1m-ms", "ms", both...)
	r.add("memory-1m-mb", "MB", memory...)
}

// readyScript notes when the page's element is ready, and when it has answered a get, on a clock that begins with the
// navigation. The get is that of a reader, at the greatest speed; the script is an empty one, because a lesson would have it wait.
const readyScript = `globalThis.ready = new Promise((done) => addEventListener('actor-ready', async ({ target }) => {
	const interactive = performance.now();
	target.script = 'handle 1ms';
	target.setAttribute('speed', 'max');
	const answer = target.get();
	target.play();
	await answer;
	const answered = performance.now();
	const loaded = [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')];
	const shell = loaded.filter(({ name }) => !name.endsWith('.wasm')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
	done([interactive, answered, shell]);
}, { once: true, capture: true }));`

// ready measures the site's page from its navigation on, with nothing in the cache and with all.
func ready(t *testing.T, r *record, address string) {
	var interactive, cold, warm, shell []float64
	for range 7 {
		t.Run("", func(t *testing.T) { // a tab with a cache of its own, which ends with this
			tab := sitetest.Browser(t)
			if _, err := chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: readyScript}); err != nil {
				t.Fatal(err)
			}
			for _, into := range []*[]float64{&cold, &warm} {
				if err := chromedp.Do(tab, chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
					t.Fatal(err)
				}
				got, err := chromedp.Run(tab, chromedp.Evaluate[[]float64](`ready`, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				*into = append(*into, got[1])
				if into == &cold {
					interactive, shell = append(interactive, got[0]), append(shell, got[2])
				}
			}
		})
	}
	r.add("shell-brotli-bytes", "B", shell[0])
	r.add("ready-cold-ms", "ms", cold...)
	r.add("ready-warm-ms", "ms", warm...)
	r.add("interactive-cold-ms", "ms", interactive...)
}

// flood plays 10,000 clients against a mailbox of 1024 at 100 times the speed, with the page's own views, and looks at the
// page's frames.
func flood(t *testing.T, r *record, address string) {
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	frames, err := chromedp.Run(tab, chromedp.Evaluate[struct{ Median, P95 []float64 }](`(async () => {
		const el = document.querySelector('actor-playground');
		await el.ready;
		el.script = 'mailbox 1024\nhandle 400ms\nwriter x10000: repeat 50 (set 1, get)\n';
		el.setAttribute('speed', '100');
		const frame = () => new Promise(requestAnimationFrame);
		for (let i = 0; i < 30; i++) await frame();
		el.play();
		for (let i = 0; i < 60; i++) await frame();
		const found = { median: [], p95: [] };
		for (let run = 0; run < 3; run++) {
			const times = [];
			for (let last = await frame(); times.length < 200; ) {
				const now = await frame();
				times.push(now - last);
				last = now;
			}
			times.sort((a, b) => a - b);
			found.median.push(times[100]);
			found.p95.push(times[190]);
		}
		return found;
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	r.add("flood-frame-median-ms", "ms", frames.Median...)
	r.add("flood-frame-p95-ms", "ms", frames.P95...)
}

// sizes are those of what is shipped.
func sizes(t *testing.T, r *record) {
	site := sitetest.Site(t)
	for _, f := range site.Files {
		if f.Name == site.Module {
			r.add("module-bytes", "B", float64(f.Raw))
			r.add("module-brotli-bytes", "B", float64(f.Brotli))
		}
	}
}
