package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// labTools drives the lab as a reader does.
const labTools = `(async () => {
	const frame = () => new Promise((done) => setTimeout(done, 5));
	const until = async (is) => { let found; while (!(found = is())) await frame(); return found; };
	const root = await until(() => document.querySelector('#lab').shadowRoot);
	await until(() => root.querySelector('.facts'));
	const button = (within, words) => [...within.querySelectorAll('button')].find((b) => b.textContent === words);
	globalThis.copied = null;
	navigator.clipboard.writeText = async (text) => { copied = text; };
	globalThis.lab = {
		root, until,
		choose(label, wanted) {
			const slider = root.getElementById([...root.querySelectorAll('label')].find((l) => l.textContent === label).htmlFor);
			for (slider.value = 0; ; slider.value++) {
				slider.dispatchEvent(new Event('input'));
				if (slider.getAttribute('aria-valuetext') === wanted) return;
				if (slider.value === slider.max) throw new Error(label + ' has no ' + wanted);
			}
		},
		panel(title) {
			const card = [...root.querySelectorAll('section')].find((s) => s.querySelector('h2').textContent === title);
			return {
				card,
				start: button(card, 'Measure'),
				cancel: button(card, 'Cancel'),
				says: () => card.querySelector('.status').textContent,
				fails: () => card.querySelector('.failure').hidden ? '' : card.querySelector('.failure').textContent,
				doing: () => card.querySelector('.progress').textContent,
				rows: () => Object.fromEntries([...card.querySelectorAll('tbody tr')].map((tr) => [tr.cells[0].textContent, [...tr.cells].slice(1).map((c) => c.textContent)])),
				async run() { this.start.click(); await until(() => !this.cancel.hidden); await until(() => this.cancel.hidden); },
			};
		},
		copy: button(root, 'Copy results as text'),
	};
})()`

// inLab opens the lab and runs the body of an async function there.
func inLab[T any](t testing.TB, ctx context.Context, address, body string) T {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"lab.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](labTools, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](`(async () => {`+body+`})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

type labResult struct {
	Says, Fails, Copied string
	Isolated            bool
	Rows, Speed         map[string][]string
	Notes               string
}

const chooseFew = `lab.choose('Actors', '20,000'); lab.choose('Web Workers', '5'); const crowd = lab.panel('Actors and threads');`

func TestTheLabStartsAllThatIsChosenAndEachAnswers(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	got := inLab[labResult](t, sitetest.Browser(t), address, chooseFew+`
		await crowd.run();
		const speed = lab.panel('Throughput in your browser');
		await speed.run();
		lab.copy.click();
		await lab.until(() => copied);
		return { says: crowd.says(), fails: crowd.fails() + speed.fails(), rows: crowd.rows(), speed: speed.rows(), copied, isolated: crossOriginIsolated };`)
	if got.Fails != "" || !strings.HasPrefix(got.Says, "20,000 actors started in ") || !strings.Contains(got.Says, "5 Web Workers in ") {
		t.Errorf("it says %q, %q", got.Says, got.Fails)
	}
	if !got.Isolated {
		t.Error("the page is not isolated: the memory of workers can't be measured")
	}
	for row, want := range map[string]string{"How many": "20,000 5 ", "Right answers": "20,000 5 "} {
		if cells := strings.Join(got.Rows[row], " "); cells != want {
			t.Errorf("%s: %q, want %q", row, cells, want)
		}
	}
	for row, units := range map[string][2]string{
		"To start all": {"s", "s"}, "To start one": {"s", "s"}, "To set and ask one": {"s", "s"}, "Memory of all": {"MB", "B"}, "Memory of one": {"B", "B"},
	} {
		if cells := got.Rows[row]; len(cells) != 3 || !strings.HasSuffix(cells[0], units[0]) || !strings.HasSuffix(cells[1], units[1]) {
			t.Errorf("%s: %q", row, cells)
		}
	}
	if len(got.Speed) != 3 {
		t.Errorf("throughput: %q", got.Speed)
	}
	for _, words := range []string{"Browser: ", "Cores: ", "Actors and threads", "Right answers", "20,000", "Pairs per second", "Inside the module", got.Rows["Memory of one"][1]} {
		if !strings.Contains(got.Copied, words) {
			t.Errorf("%q is not in the copied text:\n%s", words, got.Copied)
		}
	}
}

// workerThreads counts the threads that Web Workers have in all of the test's browser.
func workerThreads(t testing.TB, ctx context.Context) int {
	t.Helper()
	info, err := chromedp.CallBrowser(ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, process := range info.ProcessInfo {
		names, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/comm", process.ID)) // of a process that is gone there are none
		for _, name := range names {
			if comm, err := os.ReadFile(name); err == nil && strings.HasPrefix(string(comm), "DedicatedWorker") {
				count++
			}
		}
	}
	return count
}

func TestCancelEndsTheLabsWorkers(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("threads are counted in /proc")
	}
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	for _, moment := range []struct{ doing, choose string }{
		{"Starting actors", `lab.choose('Actors', '1,000,000');`},
		{"Starting workers", `lab.choose('Actors', '1'); lab.choose('Web Workers', '50');`},
	} {
		inLab[string](t, ctx, address, moment.choose+`
			globalThis.crowd = lab.panel('Actors and threads');
			crowd.start.click();
			await lab.until(() => crowd.doing().startsWith('`+moment.doing+`'));
			return '';`)
		before := workerThreads(t, ctx)
		if before == 0 {
			t.Errorf("%s: there is no worker, or none is seen", moment.doing)
		}
		says, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(async () => {
			crowd.cancel.click();
			await lab.until(() => crowd.cancel.hidden && !crowd.start.disabled);
			return crowd.says();
		})()`, chromedp.EvalAwaitPromise))
		if err != nil || !strings.HasPrefix(says, "Cancelled") {
			t.Errorf("%s: it says %q, %v", moment.doing, says, err)
		}
		// A thread takes a while to end, and on a busy machine one that was being started took minutes: how-tested.html says so.
		for workerThreads(t, ctx) >= before {
			if ctx.Err() != nil {
				t.Fatalf("%s: %d workers were there, and none has ended", moment.doing, before)
			}
		}
	}
}

// Below a deep path of a host that sends no header of ours, not even a type for the module.
func TestLabReportsWhatItCannotMeasureWithoutIsolation(t *testing.T) {
	h := &host{folder: "/docs/v2/actors/"}
	address := h.start(t)
	ctx := sitetest.Browser(t)
	got := inLab[labResult](t, ctx, address, chooseFew+`
		await crowd.run();
		return { fails: crowd.fails(), rows: crowd.rows(), isolated: crossOriginIsolated, notes: crowd.card.querySelector('.notes').textContent };`)
	if got.Isolated || got.Fails != "" || got.Rows["Right answers"][1] != "5" {
		t.Errorf("it came to %+v", got)
	}
	if got.Rows["Memory of one"][1] != "not measured" || !strings.Contains(got.Notes, "Cross-Origin-Embedder-Policy") {
		t.Errorf("of memory it says %q: %s", got.Rows["Memory of one"], got.Notes)
	}
}

func TestLabReportsAFailureAndWorksAfterwards(t *testing.T) {
	site := sitetest.Site(t)
	gone := func(w http.ResponseWriter, _ []byte) { http.Error(w, "gone", http.StatusNotFound) }
	for _, c := range []struct {
		name    string
		spoiled string // the beginning of a file's name
		answer  func(w http.ResponseWriter, content []byte)
		tells   string
	}{
		{"no module", site.Module, gone, "the server answered 404"},
		{"no worker", "lab-worker-", gone, "its script must be on the server"},
		{"no thread", "lab-thread-", gone, "No Web Worker could be started"},
		{"no memory", "lab-worker-", func(w http.ResponseWriter, content []byte) {
			answer(w, "text/javascript", append([]byte(noMemory), content...))
		}, "out of memory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spoil := true
			h := &host{answer: func(w http.ResponseWriter, name string, content []byte) bool {
				if !spoil || !strings.HasPrefix(name, c.spoiled) {
					return false
				}
				c.answer(w, content)
				return true
			}}
			address := h.start(t)
			ctx := sitetest.Browser(t)
			got := inLab[labResult](t, ctx, address, chooseFew+`globalThis.crowd = crowd; await crowd.run(); return { fails: crowd.fails(), says: crowd.says() };`)
			if !strings.Contains(got.Fails, c.tells) || !strings.HasSuffix(got.Fails, "measure again.") || got.Says != "" {
				t.Errorf("it says %q and %q", got.Fails, got.Says)
			}
			spoil = false
			again, err := chromedp.Run(ctx, chromedp.Evaluate[labResult](`(async () => { await crowd.run(); return { fails: crowd.fails(), rows: crowd.rows() }; })()`, chromedp.EvalAwaitPromise))
			if err != nil || again.Fails != "" || len(again.Rows["Right answers"]) == 0 || again.Rows["Right answers"][0] != "20,000" {
				t.Errorf("then it comes to %+v, %v", again, err)
			}
		})
	}
}

// noMemory is a script that leaves the module no memory to grow by, once it has begun.
const noMemory = `{
	const { instantiate } = WebAssembly;
	WebAssembly.instantiate = async (source, imports) => {
		const { instance } = await instantiate.call(WebAssembly, source, imports);
		const { run, mem } = instance.exports;
		const begin = (...args) => {
			run(...args);
			for (let pages = 1 << 14; pages > 0; ) {
				try { mem.grow(pages); } catch { pages >>= 1; }
			}
			imports.gojs['runtime.resetMemoryDataView'](0);
		};
		return { instance: Object.create(instance, { exports: { value: { ...instance.exports, run: begin } } }) };
	};
}
`

func TestLabPassesTheAccessibilityRules(t *testing.T) {
	h := &host{} // without the headers for memory, which takes the browser its time
	address := h.start(t)
	for _, scheme := range []string{"light", "dark"} {
		ctx := sitetest.Browser(t)
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{1280, 320} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			wrong := inLab[[]string](t, ctx, address, chooseFew+`
				const before = (`+accessRules+`)();
				crowd.start.focus();
				crowd.start.click();
				const held = lab.root.activeElement === crowd.cancel ? [] : ['the focus is lost when it starts'];
				await lab.until(() => crowd.cancel.hidden);
				if (lab.root.activeElement !== crowd.start) held.push('the focus is lost when it ends');
				if (document.documentElement.scrollWidth > innerWidth) held.push('it is wider than the screen');
				return [...before, ...held, ...(`+accessRules+`)()];`)
			for _, w := range wrong {
				t.Errorf("%s, %d: %s", scheme, width, w)
			}
		}
	}
}

func TestLabViewEndsWithItsElement(t *testing.T) {
	ctx, asked := docPage{body: `<p>text</p><actor-playground loading="eager" view="lab" controls="none"></actor-playground>`}.open(t)
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(async () => {
		const until = async (is) => { let found; while (!(found = is())) await new Promise((done) => setTimeout(done, 5)); return found; };
		const el = document.querySelector('actor-playground');
		await el.ready;
		const root = await until(() => [...el.shadowRoot.querySelectorAll('div')].find((div) => div.shadowRoot)?.shadowRoot);
		const crowd = root.querySelector('section');
		const actors = crowd.querySelector('input');
		actors.value = actors.max;
		actors.dispatchEvent(new Event('input'));
		crowd.querySelector('[type=submit]').click();
		await until(() => crowd.querySelector('.progress').textContent.startsWith('Starting actors'));
		el.remove();
		await until(() => crowd.querySelector('.status').textContent !== 'Measuring.');
		return [crowd.querySelector('.status').textContent.slice(0, 9), actors.getAttribute('aria-valuetext')];
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != "[Cancelled 1,000,000]" {
		t.Errorf("removed while it measures it says %q", got)
	}
	if runtime.GOOS == "linux" {
		for workerThreads(t, ctx) > 0 && ctx.Err() == nil {
		}
		if ctx.Err() != nil {
			t.Error("its worker is still there")
		}
	}
	if len(asked.matching("/lab-worker-")) == 0 {
		t.Error("it had no worker")
	}
}
