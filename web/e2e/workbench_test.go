package e2e_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/lessons"
)

// The page as one screen, and what it does by itself.

// pageAt opens the site's page at a fragment in a tab of a size, and waits until its playground is there. What is in setUp runs
// before the page's own scripts.
func pageAt(t testing.TB, width, height int64, fragment string, features ...*emulation.MediaFeature) context.Context {
	t.Helper()
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if len(features) > 0 {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(address+fragment)); err != nil {
		t.Fatal(err)
	}
	eval[bool](t, ctx, hostTools+`
		await customElements.whenDefined("actor-playground");
		globalThis.el = document.querySelector("actor-playground");
		await el.ready;
		await frame();
		return true;`)
	return ctx
}

// outside gives, for parts of the page and of its element, those that are not wholly inside the viewport or inside their frame.
const outside = `
	const inView = (name, e, least = 20) => {
		if (!e) return [name + " isn't there"];
		const { left, top, right, bottom, width, height } = e.getBoundingClientRect();
		if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) return [name + " is at " + [left, top, right, bottom].map(Math.round)];
		return width < least || height < least ? [name + " is " + Math.round(width) + " by " + Math.round(height)] : [];
	};
	const button = (text) => [...el.shadowRoot.querySelectorAll("button")].find((b) => b.textContent.trim() === text);`

func TestEverythingIsOnOneScreenWithoutScrolling(t *testing.T) {
	for _, size := range [][2]int64{{1280, 800}, {1440, 900}} {
		for _, fragment := range []string{"", "#backpressure", "#asking-oneself", "#no-long-waits"} {
			ctx := pageAt(t, size[0], size[1], fragment)
			for _, wrong := range eval[[]string](t, ctx, outside+`
				el.seek(6);
				await until(() => el.snapshot.position === 6);
				await frame();
				return [
					...inView("the lesson's title", document.querySelector("[data-current] h2")),
					...inView("the lesson's last line", [...document.querySelector("[data-current]").children].filter((e) => e.checkVisibility()).at(-1)),
					...inView("the menu of lessons", document.querySelector("#syllabus summary")),
					...inView("the script", $(el, "[part=script]"), 100),
					...inView("the stage with its caption", $(el, "[part=stage]"), 300),
					...inView("Play", button("Play") ?? button("Pause") ?? button("Replay")),
					...inView("Set", button("Set")),
					...inView("Get", button("Get")),
					...inView("the question", $(el, ".part-guess")),
					...inView("the timeline", $(el, ".part-timeline"), 150),
				].concat(scrollY === 0 && $(el, ".bench-main").scrollHeight <= $(el, ".bench-main").clientHeight ? [] : ["the page or the element scrolls"]);`) {
				t.Errorf("%v %s: %s", size, fragment, wrong)
			}
		}
	}
}

func TestAPhoneHasStageCaptionAndControlsOnOneScreen(t *testing.T) {
	ctx := pageAt(t, 375, 812, "#backpressure")
	got := eval[struct {
		Picture, Driven, Page, Wide float64
		Stuck                       []string
	}](t, ctx, `
		const height = (selector) => $(el, selector).getBoundingClientRect().height;
		const top = $(el, ".part-stage").getBoundingClientRect().top, bottom = $(el, ".part-dock").getBoundingClientRect().bottom;
		const stuck = [...document.querySelectorAll("*"), ...el.shadowRoot.querySelectorAll("*")].filter((e) => ["fixed", "sticky"].includes(getComputedStyle(e).position) && e.checkVisibility() && !e.closest(".timeline, .code")).map((e) => e.className || e.tagName);
		return { picture: height(".stage-picture"), driven: bottom - top, page: document.documentElement.scrollHeight, wide: document.documentElement.scrollWidth, stuck };`)
	if got.Picture >= 350 || got.Driven > 812 || got.Page >= 2600 || got.Wide > 375 || len(got.Stuck) > 0 {
		t.Errorf("the picture is %g px high, from it to the end of the controls %g, the page %g high and %g wide; sticky: %q", got.Picture, got.Driven, got.Page, got.Wide, got.Stuck)
	}
}

func TestNothingCollidesOnTheNarrowestScreen(t *testing.T) {
	ctx := pageAt(t, 290, 700, "#backpressure")
	for _, wrong := range eval[[]string](t, ctx, `
		const wrong = document.documentElement.scrollWidth > 290 ? ["the page is " + document.documentElement.scrollWidth + " px wide"] : [];
		const groups = { bar: document.querySelectorAll(".bar > *, .course > *"), tabs: el.shadowRoot.querySelectorAll(".tabs button, .menu-button"), dock: el.shadowRoot.querySelectorAll(".part-dock :is(button, input, select)"), guess: el.shadowRoot.querySelectorAll(".guess-form > *") };
		for (const [group, all] of Object.entries(groups)) {
			const boxes = [...all].filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 1).map((e) => [e, e.getBoundingClientRect()]);
			if (boxes.length < 2) wrong.push(group + " has " + boxes.length + " parts");
			for (const [a, p] of boxes) for (const [b, q] of boxes) {
				if (a === b || a.contains(b) || b.contains(a)) continue;
				if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1) wrong.push(group + ": " + a.textContent.trim() + " lies over " + b.textContent.trim());
			}
		}
		return wrong;`) {
		t.Error(wrong)
	}
}

func TestTheStageAloneFitsAColumnOfADocumentation(t *testing.T) {
	got := onHost[float64](t, docPage{css: `body { inline-size: 640px }`, body: `<actor-playground loading="eager" view="stage"></actor-playground>`}, `
		await el.ready;
		await frame();
		return el.offsetHeight;`)
	if got >= 640 {
		t.Errorf("it is %g px high", got)
	}
}

func TestAnAuthorSetsTheHeightOfTheElement(t *testing.T) {
	got := onHost[[]float64](t, docPage{css: `actor-playground { --actor-playground-height: 700px } body { inline-size: 1200px }`, body: `<actor-playground loading="click" view="stage timeline script"></actor-playground>`}, `
		const before = el.offsetHeight;
		el.setAttribute("loading", "eager");
		await el.ready;
		await frame();
		return [before, el.offsetHeight, $(el, ".part-timeline").getBoundingClientRect().bottom - el.getBoundingClientRect().top];`)
	if got[0] != 700 || got[1] != 700 || got[2] < 690 || got[2] > 700 {
		t.Errorf("before, after, and where the timeline ends: %v; want 700 all", got)
	}
}

func TestContentForTheSlotStandsBesideThePlaygroundAtOnce(t *testing.T) {
	body := `<actor-playground loading="click" view="stage script"><p slot="lesson">A lesson.</p><p>The fallback.</p></actor-playground>`
	got := onHost[[]bool](t, docPage{css: `body { inline-size: 1200px }`, body: body}, `
		const lesson = el.querySelector("p");
		const beside = () => lesson.checkVisibility() && lesson.getBoundingClientRect().right < $(el, ".part-stage").getBoundingClientRect().left + 1;
		const before = beside();
		el.setAttribute("loading", "eager");
		await el.ready;
		await frame();
		const after = beside();
		lesson.remove();
		await frame();
		return [before, after, !$(el, ".part-lesson").checkVisibility()];`)
	if fmt.Sprint(got) != "[true true true]" {
		t.Errorf("before, after, and gone when it is removed: %v", got)
	}
}

func TestThePageOpensWithAStoryThatPlaysToTheReadersTurn(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "")
	got := eval[[]string](t, ctx, `
		await until(() => $(el, ".remark").dataset.stand === "turn");
		const seen = [document.querySelector("[data-current]").id, $(el, ".remark").textContent, String($(el, ".playground").hasAttribute("data-turn"))];
		[...el.shadowRoot.querySelectorAll("button")].find((b) => b.textContent.trim() === "Set").click();
		await until(() => el.snapshot.actor.value === 42);
		seen.push(String($(el, ".playground").hasAttribute("data-turn")));
		return seen;`)
	if want := "[story Your turn: press Set, then Get. true false]"; fmt.Sprint(got) != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// press is a press of the mouse in the middle of the stage.
const press = `
	const stage = $(el, "[part=stage]"), { left, top, width, height } = stage.getBoundingClientRect();
	stage.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 }));`

func TestTheStoryStopsAtTheFirstPress(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "")
	got := eval[[]bool](t, ctx, `
		await until(() => el.snapshot.position > 0);
		`+press+`
		const { position } = el.snapshot;
		for (let i = 0; i < 60; i++) await frame(); // a second, in which it would have gone on
		return [el.snapshot.position <= position + 1, !el.snapshot.ended];`)
	if fmt.Sprint(got) != "[true true]" {
		t.Errorf("it stands still, and before its end: %v", got)
	}
}

func TestTheStoryDoesNotPlayByItself(t *testing.T) {
	for name, c := range map[string]struct {
		fragment string
		features []*emulation.MediaFeature
	}{
		"with reduced motion":        {"", []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}},
		"where the address names it": {"#story", nil},
		"at a lesson":                {"#backpressure", nil},
	} {
		ctx := pageAt(t, 1280, 800, c.fragment, c.features...)
		if got := eval[int](t, ctx, `for (let i = 0; i < 60; i++) await frame(); return el.snapshot.position;`); got != 0 {
			t.Errorf("%s: it is at position %d", name, got)
		}
	}
}

func TestTheMenuNamesTheLessonsAndKeepsWhatIsDone(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#first-message")
	look := `
		const links = [...document.querySelectorAll("#syllabus a")];
		const now = () => document.getElementById("current").textContent + " | " + links.filter((a) => a.hasAttribute("data-done")).map((a) => a.hash).join(" ") + " | " + document.title;`
	first := eval[[]string](t, ctx, look+`
		const seen = [now(), links.length + " " + links[3].textContent];
		el.seek(1000);
		await until(() => el.snapshot.ended);
		await frame();
		seen.push(now());
		document.querySelector("#syllabus").open = true;
		links[3].click();
		await until(() => el.getAttribute("scenario") === "backpressure");
		await frame();
		seen.push(now(), String(document.querySelector("#syllabus").open), document.querySelector("[data-current] h2").textContent);
		document.getElementById("next").click();
		await until(() => el.getAttribute("scenario") === "oneshot-reply");
		return seen;`)
	want := []string{
		"1 · The first message |  | The first message - Actor playground", fmt.Sprint(len(lessons.All()), " The bounded mailbox"),
		"1 · The first message | #first-message | The first message - Actor playground",
		"4 · The bounded mailbox | #first-message | The bounded mailbox - Actor playground", "false", "The bounded mailbox",
	}
	if fmt.Sprintf("%q", first) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %q\nwant %q", first, want)
	}
	if err := chromedp.Do(ctx, chromedp.Reload()); err != nil {
		t.Fatal(err)
	}
	if got := eval[string](t, ctx, look+`return links.filter((a) => a.hasAttribute("data-done")).map((a) => a.hash).join(" ");`); got != "#first-message" {
		t.Errorf("on the next visit these are done: %q", got)
	}
}

func TestPageWorksWithoutStorage(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#first-message")
	got := eval[[]string](t, ctx, `
		Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException("refused", "SecurityError"); };
		el.seek(1000);
		await until(() => el.snapshot.ended);
		await frame();
		document.getElementById("theme").click();
		return [[...document.querySelectorAll("[data-done]")].map((a) => a.hash).join(), document.documentElement.dataset.theme];`)
	if fmt.Sprint(got) != "[#first-message light]" {
		t.Errorf("done and theme: %q", got)
	}
}

func TestOnePressMakesTheLessonsChangeAndShowsIt(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#backpressure")
	got := eval[[]string](t, ctx, `
		const article = document.querySelector("[data-current]"), button = article.querySelector("[data-try]");
		const question = () => $(el, ".part-guess").textContent.includes("How many senders");
		button.click();
		await until(() => el.snapshot.position > 0);
		const seen = [el.script.split("\n")[0], article.querySelector(".change").innerText.replaceAll("\n", " "), button.textContent];
		button.click();
		await frame();
		seen.push(el.script.split("\n")[0], String(article.querySelector(".change").checkVisibility()), button.textContent, String(question()));
		return seen;`)
	if want := "[mailbox 6 mailbox 2 mailbox 6 Undo mailbox 2 false Try it true]"; fmt.Sprint(got) != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

func TestAChallengeIsJudgedByTheReadersRun(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#no-long-waits")
	got := eval[[]string](t, ctx, `
		const goals = [];
		el.addEventListener("actor-goal", (e) => goals.push(e.detail.met));
		const end = async () => { el.seek(1000); await until(() => el.snapshot.ended); await frame(); };
		const seen = [];
		const say = () => seen.push($(el, ".remark").textContent);
		await end();
		say();
		const edit = async (slots) => { el.setAttribute("capacity", slots); await frame(); };
		await edit("8");
		await end();
		say();
		await edit("3");
		await end();
		say();
		seen.push(goals.join(), [...document.querySelectorAll("[data-done]")].map((a) => a.hash).join());
		return seen;`)
	want := []string{"Not yet: the longest wait for a slot was 800 ms, and must be at most 500 ms.", "Not yet: the mailbox has 8 slots, and 3 are enough.", "You did it. ", "false,false,true", "#no-long-waits"}
	for i := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], want[i]) {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	}
}

func TestElementMeasuresRunsAsTheLessonTestsDo(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#first-message")
	got := eval[map[string]string](t, ctx, `
		const told = {};
		for (const link of document.querySelectorAll("#syllabus a")) {
			const name = link.hash.slice(1);
			el.setAttribute("scenario", name);
			await frame();
			el.seek(1000);
			await until(() => el.snapshot.ended);
			await frame();
			told[name] = $(el, ".guess-told")?.textContent ?? "";
		}
		return told;`)
	for name, want := range map[string]string{
		"first-message": "42", "commands-are-values": "3", "one-at-a-time": "2", "backpressure": "3", "oneshot-reply": "1", "caller-goes-away": "4",
		"the-actor-stops": "3", "start-once": "42", "one-thread": "0", "full-and-refused": "4", "panic": "2", "asking-oneself": "2",
		"forwarding": "42", "head-of-line": "2", "workers": "3", "two-mailboxes": "2", "a-ring": "4", "shedding-load": "4",
	} {
		if !strings.HasPrefix(got[name], "You didn't guess: it is "+want+".") {
			t.Errorf("%s: it says %q, want %s", name, got[name], want)
		}
	}
}

func TestKeysCallAndShowThemselves(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#first-message")
	eval[bool](t, ctx, `
		globalThis.heard = [];
		addEventListener("keydown", (e) => heard.push(e.key));
		$(el, "[aria-selected=true]").focus(); // a tab keeps its arrows
		[...el.shadowRoot.querySelectorAll("button")].find((b) => b.textContent.trim() === "Set").focus();
		return true;`)
	keys := func(all ...string) {
		t.Helper()
		for _, key := range all {
			if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
				t.Fatal(err)
			}
		}
	}
	keys("s")
	if got := eval[int](t, ctx, `await until(() => el.snapshot.counts.handled > 0); return el.snapshot.actor.value;`); got != 42 {
		t.Errorf("after s the value is %d", got)
	}
	keys("g")
	eval[bool](t, ctx, `await until(() => el.snapshot.counts.replied > 0); return true;`)
	keys("?")
	if got := eval[string](t, ctx, `const d = $(el, "dialog.keys"); return d.open + " " + d.querySelectorAll("kbd").length + " " + heard.join();`); got != "true 8 " {
		t.Errorf("the list of keys, and what the page heard: %q", got)
	}
	keys(kb.Escape)
	if got := eval[bool](t, ctx, `await frame(); return $(el, "dialog.keys").open;`); got {
		t.Error("Escape leaves the list of keys open")
	}
	eval[bool](t, ctx, `$(el, ".part-dock input").focus(); heard.length = 0; return true;`)
	keys("g", "s", kb.ArrowLeft, kb.Home)
	if got := eval[int](t, ctx, `return el.snapshot.live;`); got != 2 {
		t.Errorf("in a field the keys called: there are %d calls, want 2", got)
	}
}

func TestTheOrderOfFocusBeginsAtTheTransport(t *testing.T) {
	got := onHost[[]string](t, docPage{body: `<actor-playground loading="eager" view="stage timeline script log"><p slot="lesson">x</p></actor-playground>`}, `
		await el.ready;
		await frame();
		const all = [...el.shadowRoot.querySelectorAll("button, input, select, textarea, [tabindex='0'], summary")].filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0);
		return [all[0].closest("[part=controls]") ? "transport" : all[0].className, all.some((e) => e.tabIndex > 0) ? "jumps" : "in order"];`)
	if fmt.Sprint(got) != "[transport in order]" {
		t.Errorf("got %q", got)
	}
}

func TestThemeChoiceAppliesToEveryPage(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"#first-message")); err != nil {
		t.Fatal(err)
	}
	got := eval[[]string](t, ctx, hostTools+`
		const el = document.querySelector("actor-playground"), button = document.getElementById("theme");
		await until(() => !button.hidden);
		await el.ready;
		const seen = [button.getAttribute("aria-label")];
		button.click(); button.click();
		await frame();
		seen.push(button.getAttribute("aria-label"), getComputedStyle(document.body).colorScheme, theme(el));
		return seen;`)
	if fmt.Sprint(got) != "[Theme: auto Theme: dark dark dark]" {
		t.Errorf("got %q", got)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"hosting.html")); err != nil {
		t.Fatal(err)
	}
	if got := eval[string](t, ctx, `return document.documentElement.dataset.theme;`); got != "dark" {
		t.Errorf("the next page is %q", got)
	}
}

// firstBudgetBytes is what the page's and the element's scripts may take that are needed before anything is shown, after brotli.
const firstBudgetBytes = 40_000

func TestScriptsNeededFirstAreSmallAndContainNoView(t *testing.T) {
	site := sitetest.Site(t)
	sizes := map[string]int64{}
	page, setup := "", ""
	for _, f := range site.Files {
		sizes[f.Name] = f.Brotli
		if strings.HasPrefix(f.Name, "page-") && strings.HasSuffix(f.Name, ".js") {
			page = f.Name
		}
		if strings.HasPrefix(f.Name, "setup-") && strings.HasSuffix(f.Name, ".js") {
			setup = f.Name
		}
	}
	total, seen := int64(0), map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		total += sizes[name]
		for _, m := range staticImport.FindAllStringSubmatch(sitetest.Read(t, site.Dir, name), -1) {
			follow(m[1])
		}
	}
	follow(page)
	follow(setup)
	t.Logf("%d bytes in %d files", total, len(seen))
	if len(seen) < 4 || total > firstBudgetBytes {
		t.Errorf("%d bytes in %d files, %d may be", total, len(seen), firstBudgetBytes)
	}
	for name := range seen {
		for _, part := range []string{"stage-view-", "timeline-view-", "log-view-", "code-view-", "stats-view-", "editor-"} {
			if strings.HasPrefix(name, part) {
				t.Errorf("%s is loaded before it is shown", name)
			}
		}
	}
}
