package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// onPage opens the site's page at a fragment and gives what an async JavaScript function with that body returns. In the
// body are el, the playground, which is ready; $, which finds in its shadow root; button, which finds one by its text;
// frame, which resolves after the next frame has been shown; and exported, which gives the text of a file that is saved.
func onPage[T any](t *testing.T, fragment, body string) T {
	t.Helper()
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+fragment)); err != nil {
		t.Fatal(err)
	}
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T](`(async () => {
		const el = document.querySelector("actor-playground");
		const $ = (selector) => el.shadowRoot.querySelector(selector);
		const button = (text) => [...el.shadowRoot.querySelectorAll("button")].find((b) => b.textContent.trim() === text);
		const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
		const exported = async (what) => {
			const create = URL.createObjectURL;
			let blob;
			URL.createObjectURL = (b) => { blob = b; return create.call(URL, new Blob()); };
			const menu = $("details.menu");
			if (!button(what)) { menu.open = true; while (!button(what)) await frame(); }
			button(what).click();
			URL.createObjectURL = create;
			return blob.text();
		};
		await el.ready;
		await frame();
		`+body+`
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestThePageStepsBothWaysToTheSameSnapshots(t *testing.T) {
	differing := onPage[[]int](t, "#backpressure", `
		const seen = [];
		const look = () => seen.push(JSON.stringify({ ...el.snapshot, end: 0 }));
		look();
		while (!el.snapshot.ended) { button("Step").click(); await frame(); look(); }
		const differing = [];
		for (let n = seen.length - 1; n >= 0; n--) {
			if (JSON.stringify({ ...el.snapshot, end: 0 }) !== seen[n]) differing.push(n);
			button("Back").click();
			await frame();
		}
		if (seen.length < 10) differing.push(-1);
		return differing;
	`)
	if len(differing) > 0 {
		t.Errorf("stepped back, these positions differ from the way forward: %v", differing)
	}
}

func TestCourseProgramGets42(t *testing.T) {
	last := onPage[string](t, "", `
		el.script = "main: set 42, get\n";
		el.seek(1000);
		await frame(); await frame();
		return $(".stage-card .stage-last").textContent;
	`)
	if last != "get → 42" {
		t.Errorf("main's last outcome is shown as %q; want get → 42", last)
	}
}

func TestMistakesAreShownInTheirPlaceAndNothingChanges(t *testing.T) {
	got := onPage[struct {
		Marked, Told []string
		Script       string
	}](t, "#backpressure", `
		const before = el.script;
		const text = $("textarea");
		text.value = "mailbox 2x\nhandle 300\nwriter x3: set 1\n";
		text.dispatchEvent(new Event("input"));
		text.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, cancelable: true }));
		await frame();
		const texts = (selector) => [...el.shadowRoot.querySelectorAll(selector)].map((e) => e.textContent);
		return { marked: texts("mark"), told: texts(".editor-where"), script: el.script === before ? "" : el.script };
	`)
	if len(got.Marked) != 2 || got.Marked[0] != "2x" || got.Marked[1] != "300" {
		t.Errorf("marked in the text: %q; want 2x and 300", got.Marked)
	}
	if len(got.Told) != 2 || got.Told[0] != "1:9" || got.Told[1] != "2:8" {
		t.Errorf("told below it: %q; want 1:9 and 2:8", got.Told)
	}
	if got.Script != "" {
		t.Errorf("a script with mistakes is played: %q", got.Script)
	}
}

func TestASharedLinkOpensThatScriptAtThatPosition(t *testing.T) {
	const script = "mailbox 1\na x5: set 7\n# <b>not markup</b>\n"
	got := onPage[struct {
		Script           string
		Position, Before int
	}](t, "", `
		el.open(`+"`"+script+"`"+`, 6);
		await frame(); await frame();
		const before = el.snapshot.position;
		Object.defineProperty(navigator, "clipboard", { value: { writeText: (link) => { location.hash = new URL(link).hash; } } });
		el.open("", 0);
		el.open(`+"`"+script+"`"+`, 6);
		await frame(); await frame();
		document.getElementById("share").click();
		for (let i = 0; i < 50 && !location.hash.startsWith("#play="); i++) await frame();
		for (let i = 0; i < 10; i++) await frame();
		return { script: el.script, position: el.snapshot.position, before };
	`)
	if got.Script != script || got.Position != 6 || got.Before != 6 {
		t.Errorf("the link opened %q at %d (shared at %d); want the script at 6", got.Script, got.Position, got.Before)
	}
}

func TestNothingMovesWhilePlaying(t *testing.T) {
	got := onPage[struct {
		Shift float64
		Ended bool
	}](t, "#backpressure", `
		let shift = 0;
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) shift += entry.value;
		}).observe({ type: "layout-shift" });
		const speed = $('select[aria-label="Speed"]');
		speed.value = "5";
		speed.dispatchEvent(new Event("change"));
		el.play();
		for (let i = 0; i < 600 && !el.snapshot.ended; i++) await frame();
		return { shift, ended: el.snapshot.ended };
	`)
	if !got.Ended {
		t.Error("the play did not end")
	}
	if got.Shift > 0.001 {
		t.Errorf("layout shift of %g while playing", got.Shift)
	}
}

func TestNothingHappensWhilePausedOrHidden(t *testing.T) {
	got := onPage[struct{ Paused, Away, Back int }](t, "#backpressure", `
		const steps = [];
		el.addEventListener("actor-step", (e) => steps.push(e.detail.position));
		const wait = (ms) => new Promise((done) => setTimeout(done, ms));
		await wait(200);
		const paused = steps.length;
		el.play();
		await wait(400);
		el.parentElement.style.setProperty("margin-top", "9000px");
		await wait(300);
		const before = steps.length;
		await wait(500);
		const away = steps.length - before;
		el.parentElement.style.removeProperty("margin-top");
		await wait(700);
		return { paused, away, back: steps.length - before };
	`)
	if got.Paused != 0 || got.Away != 0 || got.Back == 0 {
		t.Errorf("steps while paused %d, off the screen %d, and back on it %d; want 0, 0 and some", got.Paused, got.Away, got.Back)
	}
}

func TestAnAddressThatIsNoEncodingShowsTheStory(t *testing.T) {
	for _, fragment := range []string{"#%", "#%E0%A4%A", "#no-such-thing"} {
		if got := onPage[string](t, fragment, `return el.getAttribute("scenario");`); got != "story" {
			t.Errorf("%s shows %q", fragment, got)
		}
	}
}
