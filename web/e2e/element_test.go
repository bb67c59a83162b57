package e2e_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestSetTakesInt32AndNothingElse(t *testing.T) {
	got := onHost[map[string]string](t, docPage{}, `
		await el.ready;
		el.script = "handle 1ms";
		const said = {};
		for (const [name, value] of Object.entries({ half: 0.5, nan: NaN, large: 2147483648, small: -2147483649, text: "42", nothing: undefined, big: 42n })) said[name] = await failure(() => el.set(value));
		el.set(-0); el.set(2147483647); el.set(-2147483648);
		el.seek(100);
		await until(() => el.snapshot.ended);
		said.value = String(el.snapshot.actor.value) + " after " + el.snapshot.counts.handled;
		return said;`)
	for name, want := range map[string]string{
		"half": "RangeError : set: 0.5 ", "nan": "RangeError : set: NaN ", "large": "RangeError : set: 2147483648 ", "small": "RangeError : set: -2147483649 ",
		"text": `TypeError : set: "42" `, "nothing": "TypeError : set: undefined ", "big": "TypeError : set: 42n ", "value": "-2147483648 after 3",
	} {
		if !strings.HasPrefix(got[name], want) {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}

func TestGetResolvesWhenThePlayShowsTheAnswer(t *testing.T) {
	got := onHost[struct {
		Early, Answer, Second int
		Before, After         string
	}](t, docPage{}, `
		await el.ready;
		el.script = "handle 300ms\nwriter: set 7";
		el.seek(1);
		await frame();
		const state = (promise) => Promise.race([promise.then(() => "settled", () => "failed"), frame().then(frame).then(() => "pending")]);
		const asked = el.get();
		const before = await state(asked); // paused
		const early = el.snapshot.clock;
		el.setAttribute("speed", "100");
		el.play();
		const answer = await asked;
		el.set(9);
		const again = el.get();
		await frame();
		el.play();
		const second = await again;
		return { before, early, answer, second, after: await state(asked) };`)
	if got.Before != "pending" || got.Early != 0 || got.Answer != 7 || got.Second != 9 || got.After != "settled" {
		t.Errorf("%+v", got)
	}
}

func TestGetRejectsWithWhatBecameOfIt(t *testing.T) {
	got := onHost[map[string]string](t, docPage{}, `
		await el.ready;
		const said = {};
		const ending = async (name, script, act) => {
			el.script = script;
			await frame();
			const asked = failure(act());
			await frame();
			said[name] ??= await asked;
		};
		const whole = (asked) => { el.seek(1000); return asked; };
		await ending("stopped", "main: stop", () => { el.seek(100); return whole(el.get()); });
		await ending("failed", "main: crash", () => { el.step(); return whole(el.get()); });
		await ending("not started", "start manually", () => whole(el.get()));
		await ending("reset", "handle 1s", () => { const asked = el.get(); el.reset(); return asked; });
		await ending("another script", "handle 1s", () => { const asked = el.get(); el.script = "main: get"; return asked; });
		await ending("another future", "main: set 1, set 2, set 3", () => { el.step(); const asked = el.get(); el.back(); el.back(); el.set(5); return asked; });
		await ending("removed", "handle 1s", () => { const asked = el.get(); el.remove(); return asked; });
		document.body.append(el);
		await el.ready;
		await ending("the same again", "handle 1s\nmain: set 4", () => { el.step(); const asked = el.get(); el.back(); el.get(); el.seek(100); return asked.then((value) => { said["the same again"] = "answer " + value; }); });
		await ending("made anew", "handle 1s", () => { const asked = el.get(); el.setAttribute("view", "log"); return asked; });
		return said;`)
	for name, want := range map[string]string{
		"stopped": "ActorError stopped: your get", "failed": "ActorError failed: your get", "not started": "ActorError not-started: ", "reset": "ActorError discarded: ",
		"another script": "ActorError discarded: ", "another future": "ActorError discarded: ", "removed": "ActorError removed: ", "the same again": "answer 4", "made anew": "ActorError removed: ",
	} {
		if !strings.HasPrefix(got[name], want) {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}

func TestWhatIsAskedBeforeItIsReadyIsDoneWhenItIs(t *testing.T) {
	got := onHost[struct {
		Script, Snapshot string
		Value            int
		Position         int
		Ready            []string
	}](t, docPage{body: `<p></p>`}, `
		const element = made({ loading: "click", speed: "max" }, "\n\t\thandle 1ms\n\t\t# mine\n");
		const script = element.script, snapshot = String(element.snapshot);
		element.set(42);
		const asked = element.get();
		element.play();
		const ready = [];
		addEventListener("actor-ready", (e) => ready.push(e.composedPath()[0] === element && e.bubbles && e.composed ? "told" : "?"));
		document.body.append(element);
		await element.ready;
		const value = await asked;
		return { script, snapshot, value, position: element.snapshot.position, ready };`)
	if got.Script != "handle 1ms\n# mine\n" || got.Snapshot != "null" || got.Value != 42 || got.Position == 0 || len(got.Ready) != 1 || got.Ready[0] != "told" {
		t.Errorf("%+v", got)
	}
}

func TestEventsTellStepsExpectationsAndMistakes(t *testing.T) {
	got := onHost[struct {
		Results, Again []string
		Misses         []string
		Steps          []int
		Errors         []string
		Composed       bool
	}](t, docPage{}, `
		await el.ready;
		const results = [], steps = [], errors = [];
		let misses = [], composed = true;
		const hear = (type, f) => document.addEventListener(type, (e) => { composed &&= e.composed && e.target === el; f(e.detail); });
		hear("actor-step", (d) => steps.push(d.position === d.snapshot.position ? d.position : -1));
		hear("actor-expect", (d) => { results.push(...d.results.map((r) => r.client + ":" + r.line + " " + r.met)); misses = d.misses.map((m) => m.expected + "/" + m.got); });
		hear("actor-error", (d) => errors.push(d.error.code + " " + d.mistakes.map((m) => m.line + ":" + m.column)));
		el.script = "main: set 42, get, expect 42\nother: get, expect 1";
		await frame();
		const end = async () => { el.seek(1000); await until(() => el.snapshot.ended); await frame(); };
		await end();
		const first = results.splice(0);
		el.seek(0); await frame(); await frame();
		await end();
		el.script = "mailbox 0\nmain: sett 1";
		await frame();
		el.setAttribute("scenario", "backpressure"); // has none
		el.step(); await frame(); el.step(); await frame();
		return { results: first, again: results, misses, steps: steps.slice(-2), errors, composed };`)
	want := "[other:2 false main:1 true]"
	if fmt.Sprint(got.Results) != want || fmt.Sprint(got.Again) != want || fmt.Sprint(got.Misses) != "[1/42]" {
		t.Errorf("expectations: %+v", got)
	}
	if fmt.Sprint(got.Steps) != "[1 2]" || fmt.Sprint(got.Errors) != "[script-invalid 1:9,2:7]" || !got.Composed {
		t.Errorf("%+v", got)
	}
}

func TestMistakesOfTheFirstScriptAreToldToo(t *testing.T) {
	got := onHost[[]string](t, docPage{body: `<p></p>`}, `
		const told = [];
		document.addEventListener("actor-error", (e) => told.push(e.detail.error.code));
		const element = await added({ view: "script" }, "nonsense");
		told.push(element.shadowRoot.querySelector("textarea").value);
		return told;`)
	if fmt.Sprint(got) != "[script-invalid nonsense\n]" {
		t.Errorf("%q", got)
	}
}

func TestAttributesThatMakeNoSenseAreIgnoredAndThatIsSaidOnce(t *testing.T) {
	got := onHost[struct {
		Said   []string
		State  string
		States []string
	}](t, docPage{body: `<p></p>`}, `
		const said = [];
		console.warn = (text) => said.push(text);
		const wrong = { capacity: "0", handle: "soon", speed: "200", view: "stage picture", controls: "many", theme: "blue", loading: "never", autoplay: "perhaps", loop: "no", scenario: "none" };
		const element = await added(wrong);
		await added({ ...wrong, loading: "eager" });
		await frame();
		const shape = (e) => [e.snapshot.mailbox.capacity, e.snapshot.position, $(e, ".playground").dataset.controls].join(" ");
		const state = shape(element);
		document.body.replaceChildren();
		const states = [];
		for (const attributes of [{ autoplay: "false", capacity: " 7 " }, { capacity: "" }, { autoplay: "", speed: "max" }, { autoplay: "true", loop: "loop", speed: "10x" }]) {
			const e = await added({ ...attributes, controls: "compact" }, "handle 1ms\nmain: repeat 3 (set 1)");
			if ("speed" in attributes) await until(() => e.snapshot.position > 0);
			await frame();
			states.push(e.snapshot.mailbox.capacity + " " + (e.snapshot.position > 0) + " " + $(e, "select")?.value);
			e.remove(); // what is out of sight doesn't play
		}
		return { said, state, states };`)
	if len(got.Said) != 11 {
		t.Errorf("it said %d things: %q", len(got.Said), got.Said)
	}
	all := strings.Join(got.Said, "\n")
	for _, part := range []string{`capacity="0"`, `handle="soon"`, `speed="200"`, `view="picture"`, `controls="many"`, `theme="blue"`, `loading="never"`, `autoplay="perhaps"`, `loop="no"`, `scenario="none"`, `capacity=""`} {
		if !strings.Contains(all, part) {
			t.Errorf("it never said %s", part)
		}
	}
	if got.State != "2 0 full" || fmt.Sprint(got.States) != "[7 false 1 1024 false 1 1024 true max 1024 true 10]" {
		t.Errorf("%q, %q", got.State, got.States)
	}
}

func TestAttributesChangedWhileItPlaysKeepThePlay(t *testing.T) {
	got := onHost[[]string](t, docPage{}, `
		await el.ready;
		el.open("main: set 1, set 2\nother: get", 3);
		await frame();
		const seen = [];
		const look = () => seen.push(el.script.split("\n")[0] + " " + el.snapshot.position + " " + [...el.shadowRoot.querySelectorAll("[part]")].map((e) => e.getAttribute("part")).filter((part) => part !== "playground").sort().join(","));
		look();
		el.setAttribute("speed", "5");
		look();
		el.setAttribute("view", "log script");
		el.setAttribute("controls", "none");
		el.setAttribute("loop", "");
		await el.ready;
		await until(() => el.snapshot.position === 3);
		look();
		$(el, "#tab-log").click();
		await until(() => $(el, ".log"));
		look();
		return seen;`)
	want := []string{"main: set 1, set 2 3 controls,stage", "main: set 1, set 2 3 controls,stage", "main: set 1, set 2 3 script", "main: set 1, set 2 3 log,script"}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAProgramThatEndsInMidPlayIsToldAndTheReaderCanGoOnFromThere(t *testing.T) {
	got := onHost[struct {
		Error, Told, Script string
		Position            int
	}](t, docPage{body: `<p></p>`}, `
		let dead = false; // the program, at its next step
		const compile = WebAssembly.instantiateStreaming;
		WebAssembly.instantiateStreaming = async (source, imports) => {
			const { module, instance } = await compile.call(WebAssembly, source, imports);
			const { stageStep } = instance.exports;
			const step = (stage) => { if (dead) throw new WebAssembly.RuntimeError("unreachable"); return stageStep(stage); };
			return { module, instance: Object.create(WebAssembly.Instance.prototype, { exports: { value: { ...instance.exports, stageStep: step } } }) };
		};
		const element = await added({}, "main: set 42, get\n");
		element.step();
		element.step();
		await frame();
		let error = "";
		element.addEventListener("actor-error", (event) => (error = event.detail.error.code));
		dead = true;
		element.step();
		await frame();
		const told = element.shadowRoot.querySelector("[role=alert]")?.textContent ?? "";
		dead = false;
		[...element.shadowRoot.querySelectorAll("button")].find((b) => b.textContent === "Try again").click();
		await element.ready;
		await frame();
		await frame();
		return { error, told, script: element.script, position: element.snapshot.position };
	`)
	if got.Error != "module-ended" || !strings.Contains(got.Told, "has stopped") || !strings.Contains(got.Told, "unreachable") {
		t.Errorf("told as %q: %q", got.Error, got.Told)
	}
	if got.Script != "main: set 42, get\n" || got.Position != 2 {
		t.Errorf("after another try it plays %q at %d; want the former script at 2", got.Script, got.Position)
	}
}

func TestACommandAtTheEndIsPlayedAtOnce(t *testing.T) {
	got := onHost[int](t, docPage{body: `<p></p>`}, `
		const element = await added({}, "handle 1ms\nmain: set 1\n");
		element.seek(1000);
		await frame();
		element.set(9);
		element.play();
		return element.get();
	`)
	if got != 9 {
		t.Errorf("get = %d after set(9)", got)
	}
}
