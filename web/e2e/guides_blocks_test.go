package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// blockPage has one block and the script for blocks.
func blockPage(block string) string {
	return `<!doctype html><title>test</title><link rel="icon" href="data:,"><script src="actor-playground/actor-blocks.js" defer></script><main>` + block + `</main>`
}

// openBlocks opens such a page under the product's own policy: the tab complains of what that forbids.
func openBlocks(t *testing.T, block string, complaints ...string) func(body string) string {
	t.Helper()
	address := guideSite{policy: headers.ContentSecurityPolicy, pages: map[string]string{"host.html": strings.ReplaceAll(blockPage(block), `src="`, `src="../`)}}.start(t)
	tab := sitetest.Browser(t, complaints...)
	if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
		t.Fatal(err)
	}
	return func(body string) string {
		return eval[string](t, tab, `const tick = () => new Promise((frame) => requestAnimationFrame(frame));
			const until = async (holds) => { while (!holds()) await tick(); };
			const all = () => [...document.querySelectorAll("actor-playground")];
			`+body)
	}
}

func TestTheFirstLinesOfABlockSetAttributes(t *testing.T) {
	_, settings, _ := strings.Cut(guideFile(t, "block", "settings.md"), "```actor\n")
	script, _, _ := strings.Cut(settings, "```")
	in := openBlocks(t, `<pre><code class="language-actor">`+script+"#: view: lab\n</code></pre>")
	got := in(`await until(() => all().length === 1);
		const [el] = all();
		return [...el.attributes].map(({ name, value }) => name + "=" + value).sort().join(" / ");`)
	if got != "controls=compact / data-actor-block= / view=stage log" {
		t.Errorf("its attributes are %q", got)
	}
}

func TestALineThatSetsNothingIsReported(t *testing.T) {
	in := openBlocks(t, `<pre><code class="language-actor">#: wasm-url: other.wasm
#: views: stage
a: set 1</code></pre>`)
	got := in(`const said = [];
		console.warn = (text) => said.push(text);
		await until(() => all().length === 1 && said.length === 2);
		return said.join() + all()[0].getAttribute("wasm-url") + all()[0].getAttribute("view");`)
	if !strings.Contains(got, `"#: wasm-url: other.wasm" sets nothing`) || !strings.Contains(got, `"#: views: stage" sets nothing`) || !strings.HasSuffix(got, "nullnull") {
		t.Errorf("it says %s", got)
	}
}

// As a framework does that shows one page after another.
func TestBlocksThatComeLaterArePlayedAndGoWithTheirPage(t *testing.T) {
	in := openBlocks(t, `<p>The first page.</p>`)
	got := in(`
		const main = document.querySelector("main");
		const seen = [all().length];
		main.innerHTML = '<pre><code class="language-actor">a: set 1\n</code></pre><p>The second page.</p>';
		await until(() => all().length === 1);
		await all()[0].ready;
		seen.push(all()[0].script);
		// The framework takes out its own node alone.
		const pre = document.querySelector("main > pre");
		main.removeChild(pre);
		await until(() => all().length === 0);
		main.append(pre);
		pre.after("and text");
		await new Promise((done) => setTimeout(done, 300));
		seen.push(all().length);
		return JSON.stringify(seen);`)
	if got != `[0,"a: set 1\n",1]` {
		t.Errorf("before, the script, and put back: %s", got)
	}
}

func TestAPageThatChangesAllTheTimeIsLookedAtTenTimesASecondAtMost(t *testing.T) {
	in := openBlocks(t, `<p>Text.</p>`)
	got := in(`
		await new Promise((done) => setTimeout(done, 300));
		let looks = 0;
		const before = Element.prototype.querySelectorAll;
		Element.prototype.querySelectorAll = function (...all) { looks++; return before.apply(this, all); };
		const start = performance.now();
		while (performance.now() - start < 1000) { document.querySelector("main").append("x"); document.querySelector("main").append(document.createElement("b")); await new Promise((done) => setTimeout(done)); }
		return String(looks <= Math.ceil((performance.now() - start) / 100) && looks > 0) + (looks > 11 ? " " + looks : "");`)
	if !strings.HasPrefix(got, "true") {
		t.Error(got)
	}
}

func TestTheScriptForBlocksRunsOnceAndLeavesNoName(t *testing.T) {
	in := openBlocks(t, `<pre id="named"><code class="language-actor">a: set 1</code><button>Copy</button></pre><iframe title="clean"></iframe>
		<script src="actor-playground/actor-blocks.js"></script><script type="module" src="actor-playground/actor-blocks.js"></script>`)
	got := in(`await until(() => all().length > 0);
		await new Promise((done) => setTimeout(done, 300));
		const clean = new Set(Object.getOwnPropertyNames(frames[0]));
		const own = Object.getOwnPropertyNames(window).filter((name) => !clean.has(name) && !["0", "chrome", "tick", "until", "all", "named"].includes(name));
		return all().length + " " + document.querySelectorAll("[id=named]").length + " " + all()[0].querySelectorAll("button").length + " " + own.join();`)
	if got != "1 1 0 " {
		t.Errorf("playgrounds, elements of one name, buttons in the copy, names on the window: %q", got)
	}
}

func TestWhereTheElementCantBeHadTheBlockStaysAndTheConsoleSaysWhy(t *testing.T) {
	dir := t.TempDir()
	sitetest.InstallPackage(t, dir)
	gone := ""
	address := sitetest.ServeHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/actor-playground/")
		w.Header().Set("Content-Type", headers.MediaType(name))
		switch {
		case r.URL.Path == "/host.html":
			fmt.Fprint(w, blockPage(`<pre><code class="language-actor">a: set 1</code></pre>`))
		case gone != "" && strings.HasSuffix(name, gone):
			http.NotFound(w, r)
		default:
			http.ServeFile(w, r, dir+"/"+name)
		}
	}))
	open := func(complaints ...string) func(string) string {
		tab := sitetest.Browser(t, complaints...)
		if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
			t.Fatal(err)
		}
		return func(body string) string { return eval[string](t, tab, body) }
	}
	gone = "actor-playground.js"
	got := open("404", "the blocks stay as they are, for actor-playground.js can't be loaded")(`
		await new Promise((done) => setTimeout(done, 500));
		return document.querySelectorAll("actor-playground").length + " " + document.querySelector("pre").checkVisibility();`)
	if got != "0 true" {
		t.Errorf("without the script: %s", got)
	}
	gone = ".wasm"
	got = open("404")(`
		while (!document.querySelector("actor-playground")) await new Promise((frame) => requestAnimationFrame(frame));
		const el = document.querySelector("actor-playground");
		const failed = await el.ready.then(() => "", (e) => e.code);
		const copy = el.querySelector("pre");
		return failed + " " + copy.textContent + " " + copy.checkVisibility() + " " + (copy.assignedSlot !== null);`)
	if got != "module-missing a: set 1 true true" {
		t.Errorf("without the module: %s", got)
	}
}
