package e2e_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/domdebugger"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// How an element behaves on a page that isn't its own.

func TestAScriptThatIsLoadedTwiceLeavesTheElementThatWasDefinedFirst(t *testing.T) {
	var copies []string
	for _, f := range sitetest.Site(t).Files {
		if regexp.MustCompile(`^actor-playground(-\w+)?\.js$`).MatchString(f.Name) {
			copies = append(copies, f.Name)
		}
	}
	if len(copies) != 2 {
		t.Fatalf("the script is there as %q", copies)
	}
	got := onHost[[]bool](t, docPage{}, fmt.Sprintf(`
		await el.ready;
		const first = customElements.get("actor-playground");
		const again = await Promise.all([import("./%s?copy"), import("./%s?other")]);
		return [customElements.get("actor-playground") === first, el instanceof first, again.every((m) => m.ActorPlayground !== undefined)];`, copies[0], copies[1]))
	if slices.Contains(got, false) {
		t.Errorf("the same class, of that class, exported: %v", got)
	}
}

func TestImportInAWorkerWithoutADOMDoesNothing(t *testing.T) {
	got := onHost[string](t, docPage{before: `globalThis.answer = (url) => new Promise((done, fail) => {
		const worker = new Worker(url, { type: "module" });
		worker.onmessage = (e) => done(e.data);
		worker.onerror = (e) => fail(new Error(e.message));
		worker.postMessage(0);
	});`}, `
		await el.ready;
		return await answer("client-worker.js");`)
	if got != "function" {
		t.Errorf("in the worker ActorPlayground is a %s", got)
	}
}

func TestFiftyElementsShareOneModuleRequest(t *testing.T) {
	body := strings.Repeat(`<actor-playground loading="eager" view="stage" controls="none"></actor-playground>`, 50)
	ctx, asked := docPage{body: body}.open(t)
	distinct := eval[int](t, ctx, `
		await customElements.whenDefined("actor-playground");
		const all = [...document.querySelectorAll("actor-playground")];
		await Promise.all(all.map((el) => el.ready));
		all.forEach((el, i) => { el.set(i); el.seek(1000); });
		all.forEach((el) => el.back()); // ends the seek here and now, in sight or not
		all.forEach((el) => el.step());
		return new Set(all.map((el) => el.snapshot.position)).size;`)
	if requested := asked.matching(".wasm"); len(requested) != 1 {
		t.Errorf("the module was asked for %d times", len(requested))
	}
	if requested := asked.matching("setup-"); len(requested) != 1 {
		t.Errorf("the playground's script was asked for %d times", len(requested))
	}
	if distinct != 1 {
		t.Errorf("the 50 plays of one script have come to %d positions", distinct)
	}
}

func TestLazyElementsLoadNearTheViewportWithoutLayoutShift(t *testing.T) {
	ctx, asked := docPage{
		css:  `.far { block-size: 3000px } p { margin: 0 }`,
		body: `<p class="far">far</p><actor-playground><p>The fallback.</p></actor-playground><p id="next">next</p><p class="far"></p>`,
	}.open(t)
	first := eval[struct {
		Slotted bool
		Height  float64
	}](t, ctx, `
		await customElements.whenDefined("actor-playground");
		const el = document.querySelector("actor-playground");
		for (let i = 0; i < 5; i++) await frame();
		return { slotted: el.querySelector("p").assignedSlot !== null && el.querySelector("p").checkVisibility(), height: el.offsetHeight };`)
	for _, part := range []string{".wasm", "setup-"} {
		if found := asked.matching(part); len(found) > 0 {
			t.Errorf("far from the viewport it has loaded %q", found)
		}
	}
	if !first.Slotted || first.Height < 300 {
		t.Errorf("before it is ready: %+v", first)
	}
	got := eval[struct {
		Shift, Before, After float64
		Slotted              bool
	}](t, ctx, `
		const el = document.querySelector("actor-playground");
		let shift = 0;
		const look = (entries) => { for (const entry of entries) shift += entry.value; };
		const watch = new PerformanceObserver((list) => look(list.getEntries()));
		watch.observe({ type: "layout-shift" });
		document.getElementById("next").scrollIntoView({ block: "end" });
		const before = document.getElementById("next").getBoundingClientRect().top;
		await el.ready;
		for (let i = 0; i < 10; i++) await frame();
		look(watch.takeRecords());
		return { shift, before, after: document.getElementById("next").getBoundingClientRect().top, slotted: el.querySelector("p").assignedSlot !== null };`)
	if got.Shift != 0 || got.Before != got.After {
		t.Errorf("when it came the page moved: %+v", got)
	}
	if got.Slotted {
		t.Error("the fallback is shown still")
	}
	if len(asked.matching(".wasm")) != 1 {
		t.Error("near the viewport it hasn't loaded")
	}
}

func TestLoadingClickLoadsOnlyAfterTheClick(t *testing.T) {
	ctx, asked := docPage{body: `<actor-playground loading="click"><p>The fallback.</p></actor-playground>`}.open(t)
	got := eval[[]string](t, ctx, `
		await customElements.whenDefined("actor-playground");
		const el = document.querySelector("actor-playground");
		for (let i = 0; i < 5; i++) await frame();
		const seen = [$(el, "[part=start]").textContent, String(el.querySelector("p").checkVisibility())];
		seen.push(String(performance.getEntriesByType("resource").filter((r) => r.name.endsWith(".wasm")).length));
		$(el, "[part=start]").click();
		await el.ready;
		seen.push(String($(el, "[part=start]")), String($(el, "[part=playground]") !== null));
		return seen;`)
	if fmt.Sprintf("%q", got) != `["Start the playground" "true" "0" "null" "true"]` || len(asked.matching(".wasm")) != 1 {
		t.Errorf("%q", got)
	}
}

func TestKeysWorkOnlyInsideAndUnhandledKeysReachThePage(t *testing.T) {
	ctx, _ := docPage{body: `<button id="outside">outside</button><actor-playground loading="eager" view="stage script log"></actor-playground>`}.open(t)
	eval[bool](t, ctx, `
		const el = document.querySelector("actor-playground");
		await customElements.whenDefined("actor-playground");
		await el.ready;
		el.script = "main: set 1, set 2, set 3";
		await frame();
		globalThis.keys = [];
		addEventListener("keydown", (e) => keys.push(e.key + (e.defaultPrevented ? " prevented" : "")));
		return true;`)
	type state struct {
		Keys     []string
		Position int
	}
	press := func(focus string, keys ...string) state {
		t.Helper()
		eval[bool](t, ctx, `keys.length = 0; const el = document.querySelector("actor-playground"); el.seek(2); await until(() => el.snapshot.position === 2); `+focus+`; return true;`)
		for _, key := range keys {
			if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
				t.Fatal(err)
			}
		}
		return eval[state](t, ctx, `await frame(); return { keys, position: document.querySelector("actor-playground").snapshot.position };`)
	}
	arrows := []string{kb.ArrowRight, kb.ArrowLeft, kb.ArrowLeft, kb.Home, kb.End, " "}
	if got := press(`document.getElementById("outside").focus()`, arrows...); got.Position != 2 || strings.Contains(fmt.Sprint(got.Keys), "prevented") || len(got.Keys) != len(arrows) {
		t.Errorf("outside: %+v", got)
	}
	inside := `[...el.shadowRoot.querySelectorAll("button")].find((b) => b.textContent.trim() === "Step").focus()`
	if got := press(inside, kb.ArrowRight); got.Position != 3 || len(got.Keys) != 0 {
		t.Errorf("right, inside: %+v; want position 3, and the page to hear nothing", got)
	}
	if got := press(inside, kb.ArrowUp, kb.ArrowDown, kb.PageDown, "a", kb.Escape, "/"); got.Position != 2 || strings.Contains(fmt.Sprint(got.Keys), "prevented") || len(got.Keys) != 6 {
		t.Errorf("keys that aren't ours, inside: %+v", got)
	}
	if got := press(`el.shadowRoot.querySelector("textarea").focus()`, kb.ArrowLeft, kb.Home); got.Position != 2 {
		t.Errorf("in the editor: %+v", got)
	}
}

// listenersOn returns the types of the listeners that an object of the page has, as the browser knows them.
func listenersOn(t testing.TB, ctx context.Context, object string) []string {
	t.Helper()
	remote, err := chromedp.Run(ctx, chromedp.Evaluate[*runtime.RemoteObject](object))
	if err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Call(ctx, domdebugger.GetEventListeners, domdebugger.GetEventListenersParams{ObjectID: remote.ObjectID})
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, l := range found.Listeners {
		types = append(types, l.Type)
	}
	return types
}

func TestThereAreNoListenersOnTheWindow(t *testing.T) {
	ctx, _ := docPage{body: `<actor-playground loading="eager" view="stage timeline log code stats script" controls="full"></actor-playground>`}.open(t)
	eval[bool](t, ctx, `await customElements.whenDefined("actor-playground"); await document.querySelector("actor-playground").ready; await frame(); return true;`)
	if found := listenersOn(t, ctx, "window"); len(found) > 0 {
		t.Errorf("on the window: %q", found)
	}
	if found := listenersOn(t, ctx, "document"); !slices.Equal(found, []string{"securitypolicyviolation", "visibilitychange"}) {
		t.Errorf("on the document: %q", found)
	}
}

// hostile is a style sheet that wants all of the page to look like it.
const hostile = `
	* { border: 7px solid lime !important; background: fuchsia !important; font-size: 40px !important; }
	button, svg, .stage, .playground, .transport, textarea { display: none !important; }
	body { letter-spacing: 9px; text-transform: uppercase; text-indent: 3em; word-spacing: 2em; line-height: 4; text-align: right; white-space: pre; font-variant: small-caps; font-style: italic; color: red; cursor: wait; visibility: visible; list-style: square; }
	:root { --text: red; --surface: red; --space-4: 90px; --radius: 40px; font-size: 16px !important; }`

func TestStylesOfPageAndElementDoNotAffectEachOther(t *testing.T) {
	look := `
		await el.ready;
		await frame();
		const seen = [];
		const skipped = /^(inline-size|block-size|width|height|.*origin|perspective.*|.*inset.*|top|left|right|bottom|-webkit-locale|transition.*|animation.*)$/;
		for (const inside of el.shadowRoot.querySelectorAll(".playground, .playground *")) {
			const style = getComputedStyle(inside);
			seen.push(inside.tagName + "." + (inside.getAttribute("class") ?? "") + " " + [...style].filter((name) => !skipped.test(name)).sort().map((name) => name + ":" + style.getPropertyValue(name)).join(";"));
		}
		return seen;`
	p := docPage{css: "", body: `<actor-playground loading="eager" theme="light" view="stage script log"></actor-playground>`}
	plain := onHost[[]string](t, p, look)
	p.css = hostile + " actor-playground { inline-size: calc(100vw - 16px) !important; border: 0 !important; }"
	p.css = strings.ReplaceAll(p.css, "* {", "*:not(actor-playground, html, body) {")
	dressed := onHost[[]string](t, p, look)
	if len(plain) != len(dressed) || len(plain) < 50 {
		t.Fatalf("%d elements on a plain page, %d on a hostile one", len(plain), len(dressed))
	}
	reported := 0
	for i := range plain {
		if plain[i] == dressed[i] || reported > 5 {
			continue
		}
		name, plainRest, _ := strings.Cut(plain[i], " ")
		_, dressedRest, _ := strings.Cut(dressed[i], " ")
		a, b := strings.Split(plainRest, ";"), strings.Split(dressedRest, ";")
		for j := range min(len(a), len(b)) {
			if a[j] != b[j] && reported <= 5 {
				reported++
				t.Errorf("%s: %s, on a hostile page %s", name, a[j], b[j])
			}
		}
	}
	out := onHost[[]string](t, docPage{body: `<button class="button-main">page</button><p class="playground stage quiet">page</p><actor-playground loading="click"><em class="transport">slotted</em></actor-playground>`}, `
		const look = () => [...document.querySelectorAll("body, button, p, em, html")].map((e) => [...getComputedStyle(e)].filter((n) => n !== "block-size" && n !== "height" && !n.includes("origin")).map((n) => n + ":" + getComputedStyle(e).getPropertyValue(n)).join(";"));
		const before = look().slice(0, 4);
		el.setAttribute("loading", "eager");
		await el.ready;
		await frame();
		const after = look().slice(0, 4);
		const found = before.flatMap((text, i) => (text === after[i] ? [] : [text.split(";").filter((part, j) => part !== after[i].split(";")[j]).join(";")]));
		if (document.adoptedStyleSheets.length + document.styleSheets.length !== 1) found.push("style sheets");
		for (const e of document.querySelectorAll("[style]")) found.push("a style attribute on " + e.tagName);
		return found;`)
	for _, change := range out {
		t.Errorf("our style got out: %s", change)
	}
}

const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' data:"

func TestElementWorksUnderAStrictPolicy(t *testing.T) {
	got := onHost[[]string](t, docPage{policy: strictPolicy, body: `<actor-playground loading="eager" view="stage timeline log code stats script" controls="full" theme="dark" scenario="backpressure"></actor-playground>`}, `
		await el.ready;
		for (const tab of el.shadowRoot.querySelectorAll("[role=tab]")) { tab.click(); await frame(); el.step(); await frame(); }
		el.set(1); el.seek(1000);
		await until(() => el.snapshot.ended);
		el.setAttribute("theme", "auto");
		await frame();
		return violations;`)
	if len(got) > 0 {
		t.Errorf("the browser reports %q", got)
	}
}

func TestElementNamesThePolicyDirectiveThatBlocksIt(t *testing.T) {
	p := docPage{
		policy: strings.Replace(strictPolicy, " 'wasm-unsafe-eval'", "", 1),
		body:   `<actor-playground loading="eager"><p>The fallback.</p></actor-playground>`,
	}
	got := onHost[struct {
		Ready, Told, Get, Said, Role string
		Shown                        bool
	}](t, p, `
		let told = "";
		document.addEventListener("actor-error", (e) => (told = e.detail.error.code));
		const ready = await failure(el.ready);
		const message = $(el, "[part=message]");
		return { ready, told: told || "module-blocked", get: await failure(el.get()), said: message.textContent, role: message.getAttribute("role"), shown: el.querySelector("p").checkVisibility() && el.querySelector("p").assignedSlot !== null };`)
	if !strings.HasPrefix(got.Ready, "ActorError module-blocked") || got.Told != "module-blocked" || !strings.HasPrefix(got.Get, "ActorError module-blocked") || got.Role != "alert" || !got.Shown {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(got.Said, "'wasm-unsafe-eval'") || !strings.Contains(got.Said, "script-src") {
		t.Errorf("it says %q", got.Said)
	}
}

// TestThreeElementsOnAHostsPage takes pictures, to be looked at, if SHOTS names a folder for them.
func TestThreeElementsOnAHostsPage(t *testing.T) {
	body := `<main><h1>Actors in our service</h1><p>Each account is an actor. What happens when its mailbox is full?</p>
		<actor-playground scenario="backpressure" view="stage" controls="compact" loading="eager"></actor-playground>
		<h2>Try it</h2><p>Change the script and watch.</p>
		<actor-playground view="script log" controls="compact" loading="eager"><script type="text/actor">
			mailbox 1
			handle 200ms
			teller x2: set 10, get
		</script></actor-playground>
		<h2>The whole thing</h2><p>All views, the reader's own calls, a guess.</p>
		<actor-playground scenario="first-message" view="stage timeline log script" loading="eager"></actor-playground><p>The text goes on.</p></main>`
	css := `:root { --bg: #fdfcf9; --fg: #222; } html.navy { --bg: #161923; --fg: #bcbdd0; } body { margin: 0; background: var(--bg); color: var(--fg); font: 17px/1.6 Georgia, serif; }
		main { max-inline-size: 48rem; margin: auto; padding: 1rem; } body.wide main { max-inline-size: 75rem; }`
	for _, width := range []int64{320, 1280} {
		ctx, _ := docPage{css: css, body: body}.open(t)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, class := range []string{"light", "navy"} {
			got := eval[struct {
				Themes []string
				Over   []string
			}](t, ctx, fmt.Sprintf(`
				await customElements.whenDefined("actor-playground");
				document.documentElement.className = %q;
				document.body.className = innerWidth > 1000 ? "wide" : "";
				const all = [...document.querySelectorAll("actor-playground")];
				await Promise.all(all.map((el) => el.ready));
				for (const el of all) { el.scrollIntoView(); el.seek(7); await frame(); await frame(); }
				scrollTo(0, 0);
				await frame();
				const over = all.flatMap((el) => (el.scrollWidth > el.clientWidth ? [el.scrollWidth + " > " + el.clientWidth] : []));
				if (document.documentElement.scrollWidth > innerWidth) over.push("the page: " + document.documentElement.scrollWidth);
				return { themes: all.map(theme), over };`, class))
			want := map[string]string{"light": "light", "navy": "dark"}[class]
			if fmt.Sprint(got.Themes) != fmt.Sprint([]string{want, want, want}) || len(got.Over) > 0 {
				t.Errorf("%s, %d px: %+v", class, width, got)
			}
			if dir := os.Getenv("SHOTS"); dir != "" {
				picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(fmt.Sprintf("%s/host-%s-%d.png", dir, class, width), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
