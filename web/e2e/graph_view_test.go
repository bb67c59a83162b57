package e2e_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/lessons"
)

// graphTools are for the bodies of tests of several actors: seen is all that the picture says and where it says it.
const graphTools = stageTools + `
	const seen = () => ["graph-name", "graph-words", "graph-line", "graph-order", "stage-token", "stage-value", "stage-card", "stage-what"].map((name) =>
		$$("." + name).map((e) => (e.ariaLabel ?? e.getAttribute("d") ?? e.textContent) + (e.getAttribute("transform") ?? "")).join("|")).join("\n");
	const there = async (position) => { el.seek(position); await until(() => el.snapshot.position === position); await frame(); await frame(); };
	const drawn = () => until(() => $(".graph-name") || $(".graph-table"));
`

// Each lesson of several actors, step by step to its end and back: the same position has the same snapshot and the same picture.
func TestLessonsOfSeveralActorsLookTheSameForwardAndBack(t *testing.T) {
	scripts := map[string]string{}
	for _, lesson := range lessons.All() {
		if strings.Contains("\n"+lesson.Script, "\nactor ") {
			scripts[lesson.Name] = lesson.Script
		}
	}
	if len(scripts) < 6 {
		t.Fatalf("there are %d lessons of several actors", len(scripts))
	}
	given, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	got := onHost[struct {
		Steps  int
		Differ []string
	}](t, stageOf(860), graphTools+`
		let steps = 0;
		const differ = [];
		for (const [name, script] of Object.entries(`+string(given)+`)) {
			el.script = script;
			await drawn();
			el.seek(1e6);
			await until(() => el.snapshot.ended);
			const last = el.snapshot.position;
			const look = async (position) => { await there(position); return JSON.stringify(el.snapshot) + "\n" + seen(); };
			const forth = [];
			for (let n = 0; n <= last; n++) forth.push(await look(n));
			for (let n = last; n >= 0; n--) {
				const back = await look(n);
				if (back !== forth[n]) differ.push(name + " at " + n + ":\n" + forth[n] + "\nand back\n" + back);
			}
			steps += last;
		}
		return { steps, differ: differ.slice(0, 2) };`)
	if got.Steps < 100 {
		t.Errorf("there were %d steps", got.Steps)
	}
	for _, one := range got.Differ {
		t.Error(one)
	}
}

func TestARingIsLitAndNamedWithTheCoresWords(t *testing.T) {
	type look struct{ What, Why, Orders, Lit string }
	got := onHost[struct{ Before, Ring, Forever look }](t, stageOf(860), graphTools+`
		const look = () => ({
			what: text(".stage-what"), why: text(".stage-why"),
			orders: $$(".graph-order").map((e) => e.textContent).join(" "),
			lit: $$(".graph-node[data-ring] .graph-name").map((e) => e.textContent).join(" "),
		});
		el.script = "actor ann: on get ask ben\nactor ben: on get ask cat\nactor cat: on get ask ann\nmain: get at ann";
		await drawn();
		await there(6);
		const before = look();
		await there(7);
		const ring = look();
		el.script = "actor bank: on set ask log blindly\nactor log: on get ask bank blindly\nmain: set 1 at bank";
		el.seek(1e6);
		await until(() => el.snapshot.ended);
		await frame(); await frame();
		return { before, ring, forever: look() };`)
	if b := got.Before; b.Orders != "" || b.Lit != "" || b.What != "cat received ben's get." {
		t.Errorf("before the ring: %+v", b)
	}
	if r := got.Ring; r.Orders != "1 2 3" || r.Lit != "ann ben cat" || !strings.Contains(r.What, "would close a ring") ||
		r.Why != "actor: deadlock: cat would wait for ann, which waits for ben, which waits for cat." {
		t.Errorf("at the ring: %+v", r)
	}
	if f := got.Forever; f.Orders != "1 2" || f.Lit != "bank log" || f.What != "Deadlock: bank and log wait for each other for ever." {
		t.Errorf("at the deadlock: %+v", f)
	}
}

func TestMoreThanEightActorsAreATableWithEachOfThem(t *testing.T) {
	got := onHost[struct {
		Eight, Nine, Rows bool
		First, Last       string
		Made              int
		Waits             string
	}](t, stageOf(860), graphTools+`
		const has = (selector) => $$(selector).length > 0;
		el.script = "actor a x8\nmain: get at a-1";
		await drawn();
		await frame(); await frame();
		const eight = has(".graph-name") && !has(".graph-table");
		el.script = "actor router: on get ask worker-999\nactor worker x999: handle 1s\nmain: get at router";
		await until(() => has(".graph-table"));
		el.seek(4);
		await until(() => el.snapshot.position === 4);
		await frame(); await frame();
		const row = (tr) => [...tr.children].map((e) => e.textContent).join(" | ");
		const rows = () => $$(".graph-table tbody tr");
		const first = row(rows()[0]);
		const made = rows().length;
		$(".graph-scroller").scrollTop = 1e6;
		await until(() => rows().some((r) => row(r).startsWith("worker-999")));
		const last = row(rows().find((r) => row(r).startsWith("worker-999")));
		return { eight, nine: !has(".graph-name"), first, last, made, waits: text(".stage-what") };`)
	if !got.Eight || !got.Nine || got.Made > 60 {
		t.Errorf("eight are a picture: %v; more are none: %v, with %d rows", got.Eight, got.Nine, got.Made)
	}
	if got.First != "router | handles get | 0 | 0 / 1,024 | asks worker-999" || got.Last != "worker-999 | handles get | 0 | 0 / 1,024 | " {
		t.Errorf("the first is %q and the last %q", got.First, got.Last)
	}
}

func TestPressingAnActorsCallFollowsItAndTheCommandThatItIsFor(t *testing.T) {
	got := onHost[struct{ Pressed, Tokens, Cards string }](t, stageOf(860), graphTools+`
		el.script = "handle 100ms\nactor bank: on get ask rates\nactor rates: handle 2s\nasker: get at bank\nother: set 1 at bank";
		await drawn();
		await until(() => el.snapshot.position === 0);
		el.seek(1e6);
		await until(() => el.snapshot.ended);
		let n = 0;
		while (n < 20 && !$$(".graph-call").length) await there(n++);
		$$(".graph-call")[0].click();
		await frame();
		return {
			pressed: $$('.graph-call[aria-pressed="true"]').map((e) => e.textContent).join(),
			tokens: $$(".stage-token[data-chain]").map((e) => e.ariaLabel.split(",")[0]).join(", "),
			cards: $$(".stage-card[data-followed]").map((e) => e.dataset.name).join(),
		};`)
	if got.Pressed != "asks rates" || !strings.Contains(got.Tokens, "get #1 from asker") || !strings.Contains(got.Tokens, "from bank") || got.Cards != "asker" {
		t.Errorf("%+v", got)
	}
}

func TestTheReadersCallsGoToTheActorChosenAndWaitForAForwardedAnswer(t *testing.T) {
	got := onHost[struct {
		Says   string
		Answer int
	}](t, stageOf(860), graphTools+`
		el.script = "handle 100ms\nactor desk: on get forward files\nactor files\n";
		await drawn();
		await frame();
		const to = $(".dock-to");
		to.value = "files";
		$(".dock-number").value = "7";
		$$(".dock-calls > button")[0].click();
		await until(() => text(".dock-status").includes("handled"));
		const answer = await el.get();
		return { says: text(".dock-status"), answer };`)
	if got.Answer != 7 {
		t.Errorf("desk, which forwards, answered %d; the dock says %q", got.Answer, got.Says)
	}
}
