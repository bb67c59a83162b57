package e2e_test

import (
	"fmt"
	"testing"
)

const timelineTools = outside + `
	const all = (selector) => [...el.shadowRoot.querySelectorAll(selector)];
	const one = (selector) => el.shadowRoot.querySelector(selector);
	const head = one(".timeline-head"), canvas = one(".timeline-canvas"), scroller = one(".timeline-scroller");
	const box = () => canvas.getBoundingClientRect();
	const mouse = (target, type, x, y, more = {}) => target.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, cancelable: true, pointerId: 1, clientX: box().left + x, clientY: box().top + y, ...more }));
	const key = async (k) => { head.dispatchEvent(new KeyboardEvent("keydown", { key: k, bubbles: true, composed: true, cancelable: true })); await frame(); };
	const at = async (position) => { el.seek(position); await until(() => el.snapshot.position === position); await frame(); };
	const play = async (script, position) => { el.script = script; await frame(); el.seek(position); await until(() => el.snapshot.position === position || el.snapshot.ended); for (let i = 0; i < 5; i++) await frame(); };`

func TestThePlayheadIsDraggedAndObeysKeys(t *testing.T) {
	ctx := pageAt(t, 1440, 900, "#first-message")
	got := eval[[]float64](t, ctx, timelineTools+`
		await play("main: set 1, get, set 2, get", 4);
		const positions = [];
		const note = () => positions.push(el.snapshot.position, Number(head.getAttribute("aria-valuenow")));
		for (const k of ["ArrowRight", "ArrowLeft", "Home", "PageUp", "End"]) { await key(k); note(); }
		head.setPointerCapture = () => {};
		head.hasPointerCapture = () => true;
		const x = head.getBoundingClientRect().left + 12 - box().left;
		mouse(head, "pointerdown", x, 10);
		mouse(head, "pointermove", box().width / 4, 10);
		await frame(); await frame();
		note();
		return positions.concat(el.snapshot.end);`)
	end := got[len(got)-1]
	for i, want := range []float64{5, 4, 0, 10, end} {
		if got[2*i] != want || got[2*i+1] != want {
			t.Errorf("key %d: position %g, the slider says %g, want %g", i, got[2*i], got[2*i+1], want)
		}
	}
	if dragged := got[10]; dragged < 1 || dragged > end-2 || got[11] != dragged {
		t.Errorf("dragged to the first quarter: position %g of %g, the slider says %g", dragged, end, got[11])
	}
}

func TestTheTimelineZoomsByButtonsKeysAndWheel(t *testing.T) {
	ctx := pageAt(t, 1440, 900, "#backpressure")
	for _, wrong := range eval[[]string](t, ctx, timelineTools+`
		await play("mailbox 2\nhandle 300ms\nw x3: set 1, set 2, get", 9);
		const wrong = [];
		const width = () => scroller.scrollWidth;
		const changed = async (what, act, holds) => { const before = width(); await act(); await frame(); if (!holds(width(), before)) wrong.push(what + ": " + before + " to " + width()); };
		const press = (label) => () => one('.timeline-zoom [aria-label="' + label + '"]').click();
		await changed("zoom in", press("Zoom in"), (now, before) => now > before);
		await changed("zoom in by key", () => key("+"), (now, before) => now > before);
		const time = () => scroller.scrollLeft + 300;
		const part = time() / width();
		await changed("zoom in by wheel", () => scroller.dispatchEvent(new WheelEvent("wheel", { deltaY: -60, ctrlKey: true, clientX: box().left + 300, bubbles: true, cancelable: true })), (now, before) => now > before);
		if (Math.abs(time() / width() - part) > 0.02) wrong.push("what is under the pointer moves from " + part + " to " + time() / width());
		await changed("zoom out by key", () => key("-"), (now, before) => now < before);
		await changed("all", press("All that is known"), (now) => now === scroller.clientWidth);
		await changed("as at first", () => key("0"), (now) => now >= scroller.clientWidth);
		return wrong;`) {
		t.Error(wrong)
	}
}

func TestACommandPressedOnTheTimelineIsFollowed(t *testing.T) {
	ctx := pageAt(t, 1440, 900, "#first-message")
	got := eval[[]string](t, ctx, timelineTools+`
		await play("main: set 42, get", 6);
		const { top, height } = one(".timeline-name-actor").getBoundingClientRect();
		const y = top + height / 2 - box().top;
		let x = 0;
		const said = () => one(".timeline-said").textContent;
		for (; x < box().width && !said(); x += 4) mouse(canvas, "pointermove", x, y);
		const followed = () => one(".stage-follow-number").textContent;
		const seen = [said(), followed()];
		mouse(canvas, "click", x, y);
		await frame();
		mouse(canvas, "pointerleave", 0, 0);
		seen.push(followed(), said());
		mouse(canvas, "click", x, y);
		await frame();
		return seen.concat(followed(), said());`)
	const life = "main, set 42: is 0 ms in the mailbox, is handled in 400 ms"
	if want := []string{life, "", "#1", life, "", ""}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The rows of every lesson are in sight, whatever the room, and no name lies on another.
func TestAllLanesOfTheTimelineAreInSight(t *testing.T) {
	for _, size := range [][2]int64{{1440, 900}, {1280, 800}, {375, 812}, {290, 700}} {
		for _, fragment := range []string{"#first-message", "#backpressure", "#the-actor-stops"} {
			ctx := pageAt(t, size[0], size[1], fragment)
			for _, wrong := range eval[[]string](t, ctx, timelineTools+`
				await at(3);
				const part = one(".timeline").getBoundingClientRect(), wrong = [];
				const names = all(".timeline-name").map((e) => [e.textContent, e.getBoundingClientRect(), e.scrollHeight]);
				for (const [name, r, needs] of names) {
					if (r.bottom > part.bottom + 1 || r.right > innerWidth) wrong.push(name + " is out of sight");
					if (needs > r.height + 1) wrong.push(name + " is " + r.height + " px high and needs " + needs);
				}
				for (const [i, [name, r]] of names.entries()) if (i > 0 && r.top < names[i - 1][1].bottom - 1) wrong.push(name + " lies on another");
				if (names.length < 3) wrong.push("there are only " + names.length);
				return wrong;`) {
				t.Errorf("%v %s: %s", size, fragment, wrong)
			}
		}
	}
}

func TestTheTimelineOfManyCallersAndOfNoneIsDrawn(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#first-message")
	got := eval[[]string](t, ctx, timelineTools+`
		const names = () => all(".timeline-name").map((e) => e.textContent).join(", ");
		const seen = [];
		await play("mailbox 16\nhandle 1ms\nflood x10000: set 1, get", 100000);
		seen.push(names());
		one('.timeline-zoom [aria-label="All that is known"]').click();
		await until(() => one(".timeline-note").textContent.includes("commands drawn"));
		await play("mailbox 1", 0);
		return seen.concat(names(), one(".timeline-empty").checkVisibility() ? "empty" : "");`)
	if want := []string{"flood×10,000, mailbox16 slots, actor", "mailbox1 slot, actor", "empty"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestASavedTimelineIsTheWholeRunInRows(t *testing.T) {
	ctx := pageAt(t, 1280, 800, "#backpressure")
	got := eval[struct {
		Rows, Words int
		Title       string
	}](t, ctx, timelineTools+`
		await play("mailbox 2\nhandle 300ms\nw x3: set 1, set 2, set 3, set 4, set 5, get", 12);
		const saved = new Promise((done) => { const make = URL.createObjectURL; URL.createObjectURL = (blob) => { URL.createObjectURL = make; done(blob.text()); return "about:blank#"; }; });
		HTMLAnchorElement.prototype.click = () => {};
		[...el.shadowRoot.querySelectorAll("summary")].find((e) => e.textContent === "Save").click();
		await frame();
		button("Timeline as SVG").click();
		const svg = await saved;
		const texts = [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
		return { rows: texts.filter((text) => text === "actor").length, words: texts.filter((text) => text.startsWith("set ") || text === "get").length, title: /<title>(.*)<\/title>/.exec(svg)[1] };`)
	if got.Rows < 2 || got.Words < 18 || got.Title != "Timeline of an actor" {
		t.Errorf("%+v", got)
	}
}
