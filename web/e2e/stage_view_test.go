package e2e_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/lessons"
)

// stageOf is a page with nothing but a stage of that width, in pixels.
func stageOf(width int) docPage {
	return docPage{
		body: `<actor-playground loading="eager" view="stage" controls="full"></actor-playground>`,
		css:  fmt.Sprintf("body { margin: 0; } actor-playground { width: %dpx; --actor-playground-padding: 0px; }", width),
	}
}

// stageTools are for the bodies of tests of the stage: $ and $$ find in the shadow root, text reads, at plays a script up to
// a position and comes back when nothing moves, and step takes one step.
const stageTools = `
	await el.ready;
	const $ = (selector) => el.shadowRoot.querySelector(selector);
	const $$ = (selector) => [...el.shadowRoot.querySelectorAll(selector)].filter((e) => e.checkVisibility({ visibilityProperty: true }));
	const text = (selector) => $(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "nothing there";
	const still = async () => { await frame(); await Promise.all(el.shadowRoot.getAnimations().map((a) => a.finished.catch(() => {}))); await frame(); };
	const at = async (script, position) => { el.script = script; el.seek(position); await until(() => el.snapshot.position === Math.min(position, el.snapshot.end)); await still(); };
	const card = (name) => $$(".stage-card").find((c) => c.dataset.name === name);
`

// queued is a backpressure with a reader, ten steps into it.
const queued = "mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2\nreader: wait 200ms, get, expect 2"

func TestStageCardsSayWhichCallIsMeant(t *testing.T) {
	got := onHost[map[string]string](t, stageOf(860), stageTools+`
		const said = {};
		const words = (c) => [".stage-call", ".stage-does", ".stage-last"].map((s) => c.querySelector(s).textContent).join(" | ");
		await at(`+"`"+queued+"`"+`, 10);
		said.waits = words(card("writer-1"));
		said.label = text('.stage-label[data-of="waiting"]');
		said.mailbox = text('.stage-label[data-of="mailbox"]');
		said.you = words(card("you"));
		el.seek(1000); await until(() => el.snapshot.ended); await frame();
		said.done = words(card("writer-1"));
		said.answer = words(card("reader"));
		await at("mailbox 1\npushy x2: try set 9\n", 2);
		said.refused = words(card("pushy-2"));
		await at("main: set 1, get, expect 2\n", 1000);
		said.missed = words(card("main"));
		return said;`)
	for name, want := range map[string]string{
		"waits": "set 2 | waits for a slot | set 1 admitted", "label": "4 wait for a slotfirst: writer-1", "mailbox": "Mailbox 2 / 2full",
		"you": " | your turn | ", "done": " | done | set 2 admitted", "answer": " | done | get → 2",
		"refused": " | done | try set 9: refused, full", "missed": " | done | expected 2, got 1",
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}

func TestStageShowsTheActorsStateInWordsAndShape(t *testing.T) {
	got := onHost[map[string]string](t, stageOf(860), stageTools+`
		const said = {};
		const look = async (name, script, position) => {
			await at(script, position);
			const disc = getComputedStyle($(".stage-disc"));
			const signs = $$(".stage-disc-sign, .stage-crack").map((s) => s.classList[0] + " " + (s.firstElementChild.getAttribute("d").slice(0, 6)));
			said[name] = text(".stage-state");
			said[name + " looks"] = [disc.borderTopStyle, $(".stage-ring").checkVisibility({ visibilityProperty: true }), ...signs].join(", ");
		};
		await look("idle", "main: set 1", 0);
		await look("handling", "handle 1s\nmain: set 1", 2);
		await look("not started", "start manually\nmain: wait 1s, start", 0);
		await look("stopping", "handle 1s\nmain: set 1, set 2, stop", 4);
		await look("stopped", "main: set 1, stop", 1000);
		await look("crashed", "main: crash", 1000);
		await look("stuck", "main: ask itself blindly\nother: get", 1000);
		return said;`)
	looks := map[string]string{}
	for name, said := range got {
		if state, ok := strings.CutSuffix(name, " looks"); ok {
			if other, taken := looks[said]; taken && state != "idle" && state != "handling" && other != "idle" && other != "handling" {
				t.Errorf("%s looks as %s does, but for the colour: %s", state, other, said)
			}
			looks[said] = state
			continue
		}
		if said != name {
			t.Errorf("%s: the disc says %q", name, said)
		}
	}
}

func TestPressingACommandFollowsItsLife(t *testing.T) {
	type look struct{ Pressed, Lit, Line string }
	got := onHost[struct{ Waiting, Handled, Again, Nothing look }](t, stageOf(860), stageTools+`
		const look = () => ({
			pressed: $$('.stage-token[aria-pressed="true"]').map((b) => b.getAttribute("aria-label")).join(),
			lit: $$(".stage-card[data-followed]").map((c) => c.dataset.name).join(),
			line: $$(".stage-follow > :not(button)").map((e) => e.textContent).join(" · "),
		});
		await at(`+"`"+queued+"`"+`, 10);
		$('.stage-token[data-where="waiting"]').click();
		await frame();
		const waiting = look();
		el.seek(1000); await until(() => el.snapshot.ended); await frame();
		const handled = look();
		el.seek(10); await until(() => el.snapshot.position === 10); await frame();
		const again = look();
		$('.stage-token[aria-pressed="true"]').click();
		await frame();
		return { waiting, handled, again, nothing: look() };`)
	const line = "#4 · set 2 · writer-1 · wait"
	if w := got.Waiting; w.Pressed != "set 2 #4 from writer-1, waits for a slot, first in line" || w.Lit != "writer-1" || w.Line != line+"ing 300 ms" {
		t.Errorf("followed while it waits: %+v", w)
	}
	if got.Again != got.Waiting {
		t.Errorf("back where it was followed: %+v, was %+v", got.Again, got.Waiting)
	}
	if want := line + "ed 300 ms · queued 600 ms · handled in 300 ms"; got.Handled.Line != want {
		t.Errorf("in the end: %q, want %q", got.Handled.Line, want)
	}
	if n := got.Nothing; n.Pressed+n.Lit != "" || strings.Contains(n.Line, "#") {
		t.Errorf("pressed again: %+v", n)
	}
}

// extremes are pictures as full as they get: a script and a position.
var extremes = map[string]struct {
	script   string
	position int
}{
	"queued":     {queued, 10},
	"no clients": {"mailbox 1\n", 0},
	"one slot":   {"mailbox 1\nw x3: set 7, get\n", 6},
	"1024 + 76":  {"w x1100: set 100000\n", 1100},
	"flood":      {"mailbox 65536\nhandle 1ms\nw x10000: set -2147483648, get\n", 15000},
	"full flood": {"mailbox 1024\nhandle 24m\nw x10000: set 2147483647, get\n", 9999},
	"long names": {"mailbox 1\nhandle 180m\nabcdefghijklmnopqrstuvwxyz-abcdefghijklm x2: set -2147483648, set 2147483647, get\nother-name-of-forty-characters-or-so-abc: wait 60m, try set 54321, get within 10m\n", 9},
	"crashed":    {"mailbox 2\nclumsy: set -2147483648, crash\nmain x5: set 7, get\n", 1000},
	"stopping":   {"mailbox 2\nw x4: set -2147483648\ncloser: wait 100ms, stop\n", 9},
	"stopped":    {"w x8: set -2147483648\ncloser: stop\n", 1000},
	"unstarted":  {"start manually\nmain: wait 1s, start\n", 1},
	"deadlock":   {"mailbox 3\nblind: ask itself blindly\nbystander x9: get\n", 1000},
}

func TestNothingOnTheStageOverlaps(t *testing.T) {
	scripts := map[string][]any{}
	for name, e := range extremes {
		scripts[name] = []any{e.script, e.position}
	}
	quoted, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := stageOf(860).open(t)
	// Those of columns and phones, and on both sides of where sizes change.
	for _, width := range []int{258, 290, 329, 330, 343, 375, 439, 440, 600, 719, 720, 860, 1400} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			wrong := eval[[]string](t, ctx, fmt.Sprintf(`const el = document.querySelector("actor-playground");
				el.style.setProperty("width", "%dpx");`, width)+stageTools+overlaps+`
				const wrong = [];
				for (const [name, [script, position]] of Object.entries(`+string(quoted)+`)) {
					await at(script, position);
					for (const w of overlapping()) wrong.push(name + ": " + w);
					$(".stage-token")?.click();
					await frame();
					for (const w of overlapping()) wrong.push(name + ", followed: " + w);
				}
				return wrong;`)
			for _, w := range wrong {
				t.Error(w)
			}
		})
	}
}

// overlaps defines overlapping, which says what of the stage lies over something else, or out of what it belongs to.
const overlaps = `
	const written = (e) => { const range = document.createRange(); range.selectNodeContents(e); return range.getBoundingClientRect(); };
	const cut = (a, b) => { const x = Math.max(a.left, b.left), y = Math.max(a.top, b.top); return new DOMRect(x, y, Math.max(0, Math.min(a.right, b.right) - x), Math.max(0, Math.min(a.bottom, b.bottom) - y)); };
	const area = (r) => (r.width > 0.5 && r.height > 0.5 ? r.width * r.height : 0);
	const inDisc = (box) => {
		const disc = $(".stage-actor").getBoundingClientRect();
		const [x, y] = [disc.x + disc.width / 2, disc.y + disc.height / 2];
		return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < disc.width / 2;
	};
	const called = (e) => e.classList[0] + ' "' + e.textContent.replace(/\s+/g, " ").trim().slice(0, 30) + '"';
	const overlapping = () => {
		const wrong = [];
		const bodies = $$(".stage-card, button.stage-token, .stage-cell, .stage-actor").map((e) => ({ e, box: e.getBoundingClientRect() }));
		const lines = $$(".stage-label span, .stage-follow > *, .stage-caption").filter((e) => e.textContent.trim() !== "")
			.map((e) => ({ e, box: e.matches(".stage-caption") ? e.getBoundingClientRect() : cut(written(e), e.getBoundingClientRect()) }));
		const all = [...bodies, ...lines];
		const stage = $(".stage").getBoundingClientRect();
		all.forEach(({ e, box }, i) => {
			if (box.left < stage.left - 0.5 || box.right > stage.right + 0.5 || box.bottom > stage.bottom + 0.5) wrong.push(called(e) + " is out of the stage");
			for (const other of all.slice(i + 1)) if (area(cut(box, other.box)) > 0 && (!other.e.matches(".stage-actor") || inDisc(box)) && (!e.matches(".stage-actor") || inDisc(other.box))) wrong.push(called(e) + " and " + called(other.e));
		});
		// A name may be cut off; what counts may not.
		for (const e of $$(".stage-label span")) if (e.scrollWidth > e.clientWidth && !e.textContent.startsWith("first: ")) wrong.push(called(e) + " is cut off");
		for (const [of, within] of [[".stage-token-value", ".stage-token"], [".stage-token-op", ".stage-token"], [".stage-cell-number", ".stage-cell"], [".stage-name", ".stage-card"], [".stage-does", ".stage-card"]]) {
			for (const e of $$(of)) {
				const box = of === ".stage-name" || of === ".stage-does" ? cut(cut(written(e), e.getBoundingClientRect()), e.parentElement.getBoundingClientRect()) : written(e); // with an ellipsis
				if (e.textContent !== "" && area(cut(box, e.closest(within).getBoundingClientRect())) < 0.98 * area(box)) wrong.push(called(e) + " is out of its " + within);
			}
		}
		const disc = $(".stage-disc").getBoundingClientRect();
		for (const e of $$(".stage-value, .stage-state, .stage-disc-name")) {
			const box = written(e);
			const far = Math.max(...[box.left, box.right].flatMap((x) => [box.top + box.height * 0.2, box.bottom - box.height * 0.2].map((y) => Math.hypot(x - disc.x - disc.width / 2, y - disc.y - disc.height / 2))));
			if (far > disc.width / 2) wrong.push(called(e) + " is out of the disc");
		}
		for (const e of $$("button.stage-token, .stage-follow-stop")) { const { width, height } = e.getBoundingClientRect(); if (width < 24 || height < 24) wrong.push(called(e) + " is too small to press"); }
		return wrong;
	};
`

func TestTheCompactStageIsUnder350Pixels(t *testing.T) {
	for _, width := range []int{375, 343, 290, 258} {
		height := onHost[float64](t, stageOf(width), stageTools+`
			let most = 0;
			for (const script of ["mailbox 2\nw x3: set 1, set 2", "mailbox 1024\nw x2000: set 1", "mailbox 1\n"]) {
				await at(script, 5);
				most = Math.max(most, $(".stage").offsetHeight - $(".stage-caption").offsetHeight);
			}
			return most;`)
		if height >= 350 {
			t.Errorf("a stage %d px wide is %g px high without its caption", width, height)
		}
	}
}

func TestCaptionDescribesEachStepAndKeepsItsHeight(t *testing.T) {
	scripts := map[string]string{}
	for _, lesson := range lessons.All() {
		scripts[lesson.Name] = lesson.Script
	}
	quoted, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{258, 343, 860} {
		wrong := onHost[[]string](t, stageOf(width), stageTools+`
			const wrong = [];
			const caption = $(".stage-caption");
			const height = caption.offsetHeight;
			for (const [name, script] of Object.entries(`+string(quoted)+`)) {
				await at(script, 0);
				for (let steps = 0, before = ""; steps < 200; steps++) {
					await frame();
					const where = name + " at " + el.snapshot.position + ': "' + caption.textContent + '"';
					if (text(".stage-what") === "" || /undefined|NaN|null/.test(caption.textContent)) wrong.push(where + " says too little");
					if (caption.offsetHeight !== height) wrong.push(where + " is " + caption.offsetHeight + " px high, was " + height);
					if (caption.scrollHeight > caption.clientHeight) wrong.push(where + " doesn't fit");
					if (el.snapshot.ended && where === before) break;
					before = where;
					el.step();
				}
				if (!el.snapshot.ended) wrong.push(name + " doesn't end");
			}
			return wrong;`)
		for _, w := range wrong {
			t.Errorf("%d px: %s", width, w)
		}
	}
}

func TestTheCaptionSaysWhatHappenedAndWhy(t *testing.T) {
	got := onHost[map[string]string](t, stageOf(860), stageTools+`
		const said = {};
		const say = async (name, script, position) => { await at(script, position); said[name] = text(".stage-story"); };
		const script = "mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2";
		await say("begin", script, 0);
		await say("blocked", script, 3);
		await say("received", script, 5);
		await say("handled", script, 8);
		await say("end", script, 1000);
		await say("deadlock", "main: ask itself blindly\nother: get", 1000);
		await say("crash", "main: crash\nother: set 1", 5);
		return said;`)
	for name, want := range map[string]string{
		"begin":    "Nothing has happened yet. Press Play, or Step to take one step. Or call the actor yourself: press Set.",
		"blocked":  "writer-3 waits for a slot with set 1. The mailbox is full: 2 of 2 slots are taken. It is first in line.",
		"received": "The actor received writer-1's set 1, which freed a slot. writer-3 was first in line, so its set 1 was admitted.",
		"handled":  "The actor handled writer-1's set 1: its value is 1. Next in the mailbox is writer-2's set 1.",
		"end":      "The actor handled writer-3's set 2: its value is 2. That was the last step: nothing is left to do. Your turn: press Set.",
		"deadlock": "Deadlock: nothing can happen any more. The handler of ask itself blindly (#1) asks its own actor, which can't answer before it returns. main and other wait for ever.",
	} {
		if got[name] != want {
			t.Errorf("%s:\n%s, want\n%s", name, got[name], want)
		}
	}
}

func TestTokensMoveAlongTheLaneAndNeverOverAnything(t *testing.T) {
	const body = stageTools + overlaps + `
		const wrong = new Set();
		let moved = 0;
		const check = (where, gone) => {
			const moving = [...$$("button.stage-token, .stage-passing > *")].filter((e) => !gone.includes(e) && getComputedStyle(e).opacity > 0.05 && getComputedStyle(e.closest(".stage-place") ?? e).opacity > 0.05)
				.map((e) => ({ e, box: e.getBoundingClientRect() }));
			const texts = $$(".stage-label span, .stage-card span:not(:has(span)), .stage-follow > *").filter((e) => e.textContent.trim() !== "").map((e) => ({ e, box: cut(written(e), e.getBoundingClientRect()) }));
			moving.forEach(({ e, box }, i) => {
				for (const other of [...moving.slice(i + 1), ...texts]) {
					if (area(cut(box, other.box)) > 1.5) wrong.add(where + called(e) + " over " + called(other.e));
				}
			});
		};
		for (const script of scripts) {
			await at(script, 0);
			for (let n = 0; n < 60 && !el.snapshot.ended; n++) {
				el.step();
				await frame();
				const trips = el.shadowRoot.getAnimations();
				if (trips.length > 0) moved++;
				for (const trip of trips) trip.pause();
				for (let ms = 0; ms < 700; ms += 35) {
					for (const trip of trips) trip.currentTime = Math.min(ms, trip.effect.getComputedTiming().endTime - 1);
					const gone = trips.filter((trip) => ms >= trip.effect.getComputedTiming().endTime && trip.effect.target.closest(".stage-passing")).map((trip) => trip.effect.target);
					check("step " + el.snapshot.position + " of " + script.split("\n").join(" / ") + " after " + ms + " ms: ", gone);
				}
				for (const trip of trips) trip.finish();
				await frame();
			}
		}
		return { moved, wrong: [...wrong].slice(0, 20) };`
	const scripts = `const scripts = ["mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2\nreader: wait 200ms, get", "mailbox 1\nhandle 300ms\npatient: set 1, set 2\npushy: try set 9, wait 1s, try set 9",
		"mailbox 2\nclumsy: crash\nmain: set 7, get\nlate x5: wait 1s, get", "mailbox 1\na x6: set 1\nhasty: get within 100ms"];`
	type moves struct {
		Moved int
		Wrong []string
	}
	for _, width := range []int{258, 343, 860} {
		got := onHost[moves](t, stageOf(width), scripts+body)
		for _, w := range got.Wrong {
			t.Errorf("%d px: %s", width, w)
		}
		if got.Moved < 20 {
			t.Errorf("%d px: something moved in %d steps only", width, got.Moved)
		}
	}

	ctx, _ := stageOf(860).open(t)
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, still); err != nil {
		t.Fatal(err)
	}
	got := eval[moves](t, ctx, `await customElements.whenDefined("actor-playground");
		const el = document.querySelector("actor-playground");
		`+scripts+body)
	if got.Moved != 0 {
		t.Errorf("something moved in %d steps for a reader who wants no motion", got.Moved)
	}
}

func TestEqualCommandsCanBeToldApart(t *testing.T) {
	got := onHost[struct{ Signs, Numbers, Names int }](t, stageOf(860), stageTools+`
		await at("mailbox 3\nw x6: set 1", 6);
		const tokens = $$("button.stage-token");
		const different = (of) => new Set(tokens.map(of)).size;
		return {
			signs: different((b) => b.querySelector(".caller-sign path").getAttribute("d") + getComputedStyle(b.querySelector(".caller-sign")).fill),
			numbers: different((b) => b.querySelector(".stage-token-number").textContent),
			names: different((b) => b.getAttribute("aria-label")),
		};`)
	if got.Signs != 6 || got.Numbers != 6 || got.Names != 6 {
		t.Errorf("of six equal commands, these differ: %+v", got)
	}
}
