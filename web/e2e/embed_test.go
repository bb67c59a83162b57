package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// around opens a page of one origin that has embed.html of another in iframes, and gives that other origin. In the page's
// markup SITE stands for the address of the site. The page has hostTools, heard with what frames have said, and said, which
// resolves to the next message of a kind that has come or will come.
func around(t testing.TB, body string, complaints ...string) (context.Context, string) {
	t.Helper()
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	page := sitetest.ServeHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, `<!doctype html><title>around</title><link rel="icon" href="data:,"><script src="tools.js"></script>`+strings.ReplaceAll(body, "SITE", strings.TrimSuffix(site, "/")))
		case "/tools.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, hostTools+`
				globalThis.heard = [];
				addEventListener("message", (e) => heard.push({ ...e.data, from: e.origin, source: e.source }));
				globalThis.said = async (say, holds = () => true) => {
					for (;;) {
						const found = heard.find((m) => m.say === say && holds(m));
						if (found) return found;
						await new Promise((next) => addEventListener("message", () => setTimeout(next), { once: true }));
					}
				};`)
		default:
			http.NotFound(w, r)
		}
	}))
	ctx := sitetest.Browser(t, complaints...)
	if err := chromedp.Do(ctx, chromedp.Navigate(page)); err != nil {
		t.Fatal(err)
	}
	return ctx, strings.TrimSuffix(site, "/")
}

func TestFrameSendsEventsToItsPageAndTakesItsCommands(t *testing.T) {
	ctx, site := around(t, `<iframe id="f" width="700" height="300" src="SITE/embed.html?view=stage&controls=compact&theme=dark&speed=max&script=handle%201ms%0Amain:%20set%201,%20get,%20expect%202"></iframe>`)
	got := eval[struct {
		From      []string
		Value     int
		Misses    int
		Positions []int
		Errors    []string
		Types     []string
	}](t, ctx, fmt.Sprintf(`
		const frame = document.getElementById("f");
		const send = (message) => frame.contentWindow.postMessage({ type: "actor-playground", ...message }, %q);
		await said("ready");
		send({ do: "step" });
		const first = await said("step");
		send({ do: "step" });
		await said("step", (m) => m.position === first.position + 1);
		send({ do: "back" });
		send({ do: "seek", position: 1000 });
		const { misses } = await said("expect");
		send({ do: "set", value: 1.5 });
		send({ do: "dance" });
		send({ do: "get", id: "lost" });
		send({ do: "script", script: "handle 1ms" });
		const lost = await said("error", (m) => m.id === "lost");
		send({ do: "set", value: 42 });
		send({ do: "get", id: { any: "thing" } });
		send({ do: "seek", position: 1000 });
		const answer = await said("answer");
		send({ do: "script", script: "nonsense" });
		await said("error", (m) => m.code === "script-invalid" && m.mistakes.length > 0);
		return {
			from: [...new Set(heard.map((m) => m.from))], value: answer.value, misses: misses.length,
			positions: [first.position, first.snapshot.position],
			errors: heard.filter((m) => m.say === "error").map((m) => m.code), types: [...new Set(heard.map((m) => m.type))],
		};`, site))
	if !slices.Equal(got.From, []string{site}) || !slices.Equal(got.Types, []string{"actor-playground"}) {
		t.Errorf("messages came from %q, of types %q", got.From, got.Types)
	}
	if got.Value != 42 || got.Misses != 1 || !slices.Equal(got.Positions, []int{1, 1}) {
		t.Errorf("%+v", got)
	}
	if want := []string{"RangeError", "TypeError", "discarded", "script-invalid"}; !slices.Equal(got.Errors, want) {
		t.Errorf("errors: %q, want %q", got.Errors, want)
	}
}

func TestFrameReportsADamagedLink(t *testing.T) {
	ctx, _ := around(t, `<iframe id="f" width="700" height="300" src="SITE/embed.html?view=stage#play=AAAA"></iframe>`)
	got := eval[[]string](t, ctx, `const { code, message } = await said("error"); await said("ready"); return [code, message];`)
	if got[0] != "link-invalid" || !strings.Contains(got[1], "damaged") {
		t.Errorf("%q", got)
	}
}

func TestFrameIsAsHighAsItsContent(t *testing.T) {
	// The script comes last, when the frames that were there first may have spoken.
	ctx, _ := around(t, `<iframe id="a" width="700" height="120" src="SITE/embed.html?view=stage&controls=full"></iframe>
		<iframe id="b" width="300" height="120" src="SITE/embed.html?view=log&controls=none"></iframe>
		<iframe id="other" height="120" src="SITE/script.html"></iframe>`)
	got := eval[struct{ A, B, Wide, Other, Late float64 }](t, ctx, `
		const height = (id) => Number(document.getElementById(id).height);
		await said("ready", (m) => m.source === document.getElementById("a").contentWindow);
		await said("ready", (m) => m.source === document.getElementById("b").contentWindow);
		const site = new URL(document.getElementById("a").src).origin;
		const script = document.createElement("script");
		script.src = site + "/embed-host.js";
		document.head.append(script);
		await until(() => height("a") > 120 && height("b") > 120);
		const a = height("a"), b = height("b");
		document.getElementById("b").width = "900";
		document.getElementById("a").width = "1200";
		await until(() => height("a") !== a);
		const late = document.createElement("iframe");
		late.id = "late"; late.width = "700"; late.height = "120"; late.src = site + "/embed.html?view=log";
		document.body.append(late);
		await until(() => height("late") > 120);
		return { a, b, wide: height("a"), other: height("other"), late: height("late") };`)
	if got.A < 400 || got.B < 300 || got.Wide >= got.A || got.Other != 120 || got.Late < 300 {
		t.Errorf("%+v", got)
	}
}

func TestFrameIgnoresCommandsFromAnyoneButItsPage(t *testing.T) {
	// Nested: the frame around is of the page's origin; inside it, the site's page. The top window is not its parent.
	ctx, site := around(t, `<iframe id="f" width="700" height="300" src="SITE/embed.html?view=stage&origin=https://docs.example.org"></iframe>
		<iframe id="g" width="700" height="300" src="SITE/embed.html?view=stage"></iframe>`,
		"Failed to execute 'postMessage'")
	got := eval[struct {
		Silent   bool
		Position int
	}](t, ctx, fmt.Sprintf(`
		const f = document.getElementById("f").contentWindow, g = document.getElementById("g").contentWindow;
		await said("ready", (m) => m.source === g);
		// f has another origin as its parent: it sends us nothing, and ignores our commands. Through g we see that time has passed.
		f.postMessage({ type: "actor-playground", do: "get", id: "f" }, %[1]q);
		f.postMessage({ type: "actor-playground", do: "hello" }, %[1]q);
		// A window that isn't the parent, though of the right origin: a sibling frame of ours.
		const sibling = document.body.appendChild(document.createElement("iframe"));
		sibling.contentWindow.eval("globalThis.tell = (to, message) => to.postMessage(message, '*')");
		sibling.contentWindow.tell(g, { type: "actor-playground", do: "step" });
		sibling.contentWindow.tell(g, { type: "actor-playground", do: "seek", position: 3 });
		g.postMessage({ do: "step" }, %[1]q);
		g.postMessage("step", %[1]q);
		g.postMessage(null, %[1]q);
		g.postMessage({ type: "actor-playground", do: "step" }, %[1]q);
		const { position } = await said("step", (m) => m.source === g);
		for (let i = 0; i < 5; i++) await frame();
		return { silent: !heard.some((m) => m.source === f), position: Math.max(...heard.filter((m) => m.say === "step").map((m) => m.position)) };`, site))
	if !got.Silent || got.Position != 1 {
		t.Errorf("%+v", got)
	}
}

func TestPageIgnoresMessagesOfOtherFrames(t *testing.T) {
	ctx, site := around(t, `<iframe id="f" width="700" height="123" src="SITE/embed.html?view=stage"></iframe><script src="SITE/embed-host.js"></script>`)
	got := eval[[]string](t, ctx, fmt.Sprintf(`
		const f = document.getElementById("f");
		await until(() => f.height !== "123");
		const seen = [];
		const tell = async (init) => {
			f.height = "123";
			dispatchEvent(new MessageEvent("message", { data: { type: "actor-playground", say: "resize", height: 500 }, origin: %[1]q, source: f.contentWindow, ...init }));
			await null;
			seen.push(f.height);
		};
		await tell({});
		await tell({ origin: location.origin });
		await tell({ source: window });
		for (const height of ["900", NaN, Infinity, undefined]) await tell({ data: { type: "actor-playground", say: "resize", height } });
		await tell({ data: { type: "other", say: "resize", height: 500 } });
		await tell({ data: null });
		await tell({ data: { type: "actor-playground", say: "resize", height: 1e9 } });
		await tell({ data: { type: "actor-playground", say: "resize", height: -4 } });
		return seen;`, site))
	if fmt.Sprint(got) != "[500 123 123 123 123 123 123 123 123 20000 80]" {
		t.Errorf("%q", got)
	}
}

func TestFrameAddressSetsAttributesButNotTheModule(t *testing.T) {
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(site+"embed.html?scenario=backpressure&capacity=3&handle=10ms&speed=2&view=stage+log&controls=none&theme=dark&loading=eager&autoplay=false&loop=&wasm-url=https://example.org/evil.wasm&onclick=alert(1)&script=%3Cb%3E")); err != nil {
		t.Fatal(err)
	}
	got := eval[map[string]string](t, ctx, `
		const el = document.querySelector("actor-playground");
		await el.ready;
		return Object.fromEntries([...el.attributes].map(({ name, value }) => [name, value]).concat([["bold", String(document.querySelectorAll("b").length)], ["slots", String(el.snapshot.mailbox.capacity)]]));`)
	want := map[string]string{"scenario": "backpressure", "capacity": "3", "handle": "10ms", "speed": "2", "view": "stage log", "controls": "none", "theme": "dark", "loading": "eager", "autoplay": "false", "loop": "", "bold": "0", "slots": "3"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
}

// The pictures are to be looked at, if SHOTS names a folder for them.
func TestBuilderPassesTheAccessibilityRules(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir) + "embed-builder.html"
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 320} {
			ctx := sitetest.Browser(t)
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address)); err != nil {
				t.Fatal(err)
			}
			wrong := eval[[]string](t, ctx, hostTools+`
				await until(() => document.getElementById("link").textContent !== "");
				const scenario = document.getElementById("choices").elements.scenario;
				scenario.value = "";
				scenario.dispatchEvent(new Event("change", { bubbles: true }));
				const el = document.querySelector("actor-playground");
				el.setAttribute("loading", "eager");
				await el.ready;
				await frame();
				return (`+accessRules+`)();`)
			for _, w := range wrong {
				t.Errorf("%s, %d px: %s", scheme, width, w)
			}
			if dir := os.Getenv("SHOTS"); dir != "" {
				picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(fmt.Sprintf("%s/builder-%s-%d.png", dir, scheme, width), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestBuilderSnippetsShowThePreviewedPlayground(t *testing.T) {
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site+"embed-builder.html")); err != nil {
		t.Fatal(err)
	}
	const script = "mailbox 2\n# </script><img src=x onerror=boom()> & \"quotes\" <!-- \n\nmain: set 42, get\n"
	quoted, err := json.Marshal(script)
	if err != nil {
		t.Fatal(err)
	}
	eval[bool](t, ctx, hostTools+`; return true;`)
	got := eval[struct {
		First, Tag, Iframe, Link, Shown string
		Block, Fallback, Saved, Lesson  string
		Images                          int
		Same                            []bool
		Copied                          []string
	}](t, ctx, fmt.Sprintf(`
		const text = (id) => document.getElementById(id).textContent;
		const form = document.getElementById("choices");
		await until(() => text("link") !== "");
		const first = text("link");
		const picture = document.getElementById("picture-file").href + " " + document.getElementById("picture-of-lesson").hidden;
		const choose = async (changes) => {
			for (const [name, value] of Object.entries(changes)) {
				const field = form.elements[name];
				if (field.type === "checkbox") field.checked = value;
				else if (field instanceof RadioNodeList) for (const box of field) box.checked = value.includes(box.value);
				else field.value = value;
			}
			const before = text("tag") + text("link") + text("iframe");
			form.elements.speed.dispatchEvent(new Event("change", { bubbles: true }));
			await until(() => text("tag") + text("link") + text("iframe") !== before);
		};
		const script = %s;
		await choose({ scenario: "", script, capacity: "7", view: ["log", "stats"], controls: "compact", theme: "dark", loading: "eager", loop: true });
		await until(() => text("link").includes("#play="));
		const el = document.querySelector("#shown actor-playground");
		await el.ready;
		const shown = el.cloneNode(false).outerHTML + " " + el.snapshot.mailbox.capacity;
		// What is copied, read by a browser.
		const page = new DOMParser().parseFromString(text("tag"), "text/html");
		const tag = page.querySelector("actor-playground");
		const trim = (lines) => lines.trim().split("\n").map((line) => line.trim()).join("\n");
		const own = trim(tag.querySelector("script").textContent);
		const framed = new DOMParser().parseFromString(text("iframe"), "text/html").querySelector("iframe");
		const written = [];
		Object.defineProperty(navigator, "clipboard", { value: { writeText: async (t) => void written.push(t) } });
		for (const button of document.querySelectorAll("[data-copy]")) { button.click(); await frame(); }
		return {
			block: text("block"), fallback: tag.querySelector("pre").textContent, saved: decodeURIComponent(document.getElementById("script-file").href),
			lesson: picture + " " + document.getElementById("picture-of-lesson").hidden + " " + document.getElementById("picture-of-own").hidden,
			first, tag: text("tag"), iframe: framed.src, link: text("link"), shown, images: page.images.length + document.images.length + el.children.length - 1,
			same: [own === trim(script).replace("</", "< /").replace("<!--", "< !--"), [...tag.attributes].every(({ name, value }) => el.getAttribute(name) === value), tag.attributes.length === el.attributes.length],
			copied: [...["block", "tag", "iframe", "link"].map((id, i) => String(written[i] === text(id))), document.getElementById("copied").textContent],
		};`, quoted))
	if got.First != site+"index.html#backpressure" {
		t.Errorf("at first the link is %s", got.First)
	}
	if got.Images != 0 || slices.Contains(got.Same, false) {
		t.Errorf("%d images, same %v: %s", got.Images, got.Same, got.Tag)
	}
	const settings = "#: capacity: 7\n#: controls: compact\n#: theme: dark\n#: loading: eager\n#: view: log stats\n#: loop\n"
	if got.Block != "```actor\n"+settings+script+"```" || got.Fallback != strings.TrimSuffix(script, "\n") {
		t.Errorf("the block is %q, the fallback %q", got.Block, got.Fallback)
	}
	if got.Saved != "data:text/plain;charset=utf-8,"+script || got.Lesson != site+"lesson-backpressure.svg false true false" {
		t.Errorf("the script is saved as %q, and pictures are offered as %q", got.Saved, got.Lesson)
	}
	if !strings.HasPrefix(got.Iframe, site+"embed.html?") || !strings.Contains(got.Iframe, "view=log+stats") || !strings.Contains(got.Iframe, "#play=") || strings.Contains(got.Iframe, "handle") {
		t.Errorf("the iframe: %s", got.Iframe)
	}
	if !strings.HasSuffix(got.Shown, " 7") || fmt.Sprint(got.Copied) != "[true true true true Copied the link.]" {
		t.Errorf("%s, %q", got.Shown, got.Copied)
	}
	for _, address := range []string{got.Iframe, got.Link} {
		if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		played := eval[string](t, ctx, hostTools+`
			await until(() => document.querySelector("actor-playground")?.ready);
			const el = document.querySelector("actor-playground");
			await el.ready;
			await until(() => el.script.includes("main: set 42"));
			return el.script + "|" + el.snapshot.mailbox.capacity;`)
		if want := strings.Replace(script, "mailbox 2", "mailbox 7", 1) + "|7"; played != want {
			t.Errorf("%s plays %q, want %q", address, played, want)
		}
	}
}
