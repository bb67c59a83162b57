package e2e_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestPlayModeFollowsEachEvent(t *testing.T) {
	type row struct{ From, Happening, To string }
	want := []row{
		{"resting", "play", "playing"},
		{"resting", "pause", "paused"},
		{"resting", "moved", "resting"},
		{"resting", "called", "calling"},
		{"playing", "pause", "paused"},
		{"playing", "moved", "resting"},
		{"playing", "called", "playing"},
		{"playing", "called at an end", "playing"},
		{"playing", "through", "playing"},
		{"playing", "ended", "resting"},
		{"calling", "play", "playing"},
		{"calling", "pause", "paused"},
		{"calling", "moved", "resting"},
		{"calling", "called", "calling"},
		{"calling", "through", "resting"},
		{"calling", "ended", "resting"},
		{"paused", "play", "playing"},
		{"paused", "moved", "paused"},
		{"paused", "called", "paused"},
		{"paused", "called at an end", "calling"},
		{"paused", "opened", "resting"},
	}
	var ask []string
	for _, r := range want {
		ask = append(ask, fmt.Sprintf("{from: %q, happening: %q}", r.From, r.Happening))
	}
	got := ofScript[[]row](t, []string{"playground/play/mode"}, `
		return [`+strings.Join(ask, ",")+`].map(({ from, happening }) => ({ from, happening, to: $after(from, happening) }));
	`)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestStepsOfOneInstantAreShownInTurnFasterAndFaster(t *testing.T) {
	got := ofScript[struct {
		First, Last float64
		Moves       []string
	}](t, []string{"playground/play/pace"}, `
		const pace = new $Pace();
		pace.settle();
		const frame = 1, took = [], moves = new Set();
		for (let shown = 0, ms = 0; shown < 20; ms += frame) {
			const move = pace.next({ clock: 0, nextAt: 0, partly: false }, frame, 1, 1500);
			moves.add(move.do);
			if (move.do !== "wait") { took.push(ms); shown++; }
		}
		return { first: took[1] - took[0], last: took[19] - took[18], moves: [...moves] };
	`)
	if got.First < 300 || got.Last > got.First/2 {
		t.Errorf("the second step is shown after %v ms, the twentieth after %v ms more", got.First, got.Last)
	}
	if want := []string{"wait", "step"}; !reflect.DeepEqual(got.Moves, want) {
		t.Errorf("moves %v, want %v", got.Moves, want)
	}
}

// asked is a run in which main sends a get at step 2 that is answered at step 6, of 8.
const asked = `
	const event = (step, kind, more) => ({ step, at: step, kind, who: "main", client: 0, command: 2, op: "get", value: 0, outcome: "", len: 0, waiting: 0, ...more });
	const events = [event(2, "Admitted"), event(3, "Received"), event(6, "Answered", { value: 42, outcome: "ok" }), event(8, "Slept")];
`

func TestTheTraceEndsBeforeASecretUntilThePlayHasShownIt(t *testing.T) {
	type row struct {
		Position int
		Last     float64 // the last step that may be told of; -1 if all may
		Passed   any
	}
	got := ofScript[[]row](t, []string{"playground/play/secret"}, asked+`
		const secret = new $Secret({ of: "get", name: "main" });
		secret.find(events, { position: 8, ended: true });
		return [0, 4, 5, 6, 0].map((position) => {
			secret.pass(position);
			const last = secret.last(position);
			return { position, last: last === Infinity ? -1 : last, passed: secret.passed };
		});
	`)
	want := []row{{0, 2, nil}, {4, 4, nil}, {5, 5, nil}, {6, -1, 42.0}, {0, -1, 42.0}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestOutcomeOfACallFollowsThePositionBothWays(t *testing.T) {
	got := ofScript[[]string](t, []string{"playground/play/own-calls"}, asked+`
		const find = (step) => events.filter((e) => e.step < step).length;
		const calls = new $OwnCalls({ trace: () => ({ kept: events.length, fallen: 0 }), find, events: (from, count) => events.slice(from, from + count) });
		events.splice(3, 0, event(6, "Handled"));
		calls.made("get", 2, 1, false);
		const said = (position) => {
			calls.follow(position);
			const call = calls.at(position);
			return position + ": " + (call ? [call.what, call.stand, call.outcome, call.value].join(" ").trim() : "none") + (calls.through(position) ? "" : ", not through");
		};
		return [2, 3, 8, 5, 1].map(said);
	`)
	want := []string{"2: get admitted, not through", "3: get current, not through", "8: get through answered 42", "5: get current, not through", "1: none"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// dock is JavaScript for onPage: says is what the dock says now; press presses one of its buttons; until waits for something
// to become true, frame by frame; speed sets the speed.
const dock = `
	const says = () => $(".dock-text").textContent;
	const press = (text) => button(text).click();
	const play = () => $(".dock-play").click();
	const until = async (holds) => { for (let i = 0; i < 1200; i++) { if (holds()) return true; await frame(); } return false; };
	const still = async () => { for (let i = 0; i < 15; i++) await frame(); };
	const speed = (x) => { const select = $(".dock-speed"); select.value = x; select.dispatchEvent(new Event("change")); };
	const edit = (script) => { const text = $("textarea"); text.value = script; text.dispatchEvent(new Event("input", { bubbles: true })); };
	const end = () => until(() => el.snapshot.ended && $(".dock-play").textContent === "Replay");
`

func TestPlayPassesAnOpenGuessAndThenTheAnswerIsShown(t *testing.T) {
	got := onPage[struct {
		Ended         bool
		Before, After string
		Known         bool
	}](t, "#first-message", dock+`
		await until(() => $(".guess-form").checkVisibility());
		const known = $(".guess-told").checkVisibility({ visibilityProperty: true });
		const before = $(".guess").dataset.stand;
		speed("10");
		play();
		const ended = await end();
		return { ended, before, known, after: $(".guess-told strong").textContent };
	`)
	if !got.Ended || got.Before != "open" || got.Known {
		t.Errorf("%+v: want a play that goes on to its end past an open guess", got)
	}
	if want := "You didn't guess: it is 42."; got.After != want {
		t.Errorf("after the answer it says %q, want %q", got.After, want)
	}
}

func TestAGuessIsComparedWithTheAnswerOnceThatIsShown(t *testing.T) {
	got := onPage[struct {
		Told    bool
		Verdict string
	}](t, "#first-message", dock+`
		speed("10");
		$(".guess input").value = "41";
		button("Guess").click();
		await frame();
		const told = $(".guess-told strong").textContent !== "You guessed 41. Play shows the answer.";
		await end();
		return { told, verdict: $(".guess-told strong").textContent };
	`)
	if got.Told {
		t.Errorf("the answer is shown before the play has passed it: %+v", got)
	}
	if want := "You guessed 41, but it is 42."; got.Verdict != want {
		t.Errorf("it says %q, want %q", got.Verdict, want)
	}
}

func TestALiveCallRunsTheClockUntilItIsHandledWhereverThePlayIs(t *testing.T) {
	got := onPage[map[string]string](t, "#backpressure", dock+`
		const said = {};
		speed("10");
		const call = async (what, where) => {
			press(what);
			await frame();
			await until(() => /→|handled$/.test(says()) && $(".dock-play").textContent !== "Pause");
			said[where] = says();
		};
		await call("Set", "at the beginning");
		await call("Get", "where that has stopped");
		press("Restart"); press("Step"); press("Step"); await frame();
		await call("Set", "after stepping");
		play(); await end();
		await call("Set", "at the end");
		said.value = String(el.snapshot.actor.value);
		return said;
	`)
	want := map[string]string{
		"at the beginning": "set 42: handled", "where that has stopped": "get → 2",
		"after stepping": "set 42: handled", "at the end": "set 42: handled", "value": "42",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestACallDuringAPlayLeavesItPlaying(t *testing.T) {
	ended := onPage[bool](t, "#backpressure", dock+`
		speed("5");
		play();
		await frame();
		press("Get");
		return await end();
	`)
	if !ended {
		t.Error("the play stopped after the call")
	}
}

func TestACallAfterAPauseIsQueuedAndSaysSo(t *testing.T) {
	got := onPage[struct {
		Queued, Later string
		Stood         bool
	}](t, "#backpressure", dock+`
		play();
		await until(() => el.snapshot.position > 2);
		press("Pause");
		await frame();
		press("Set");
		await frame();
		const queued = says(), position = el.snapshot.position;
		await still();
		const stood = el.snapshot.position === position;
		speed("10");
		play();
		await end();
		return { queued, stood, later: says() };
	`)
	if got.Queued != "set 42 is queued: press Play or Step" || !got.Stood || got.Later != "set 42: handled" {
		t.Errorf("%+v", got)
	}
}

func TestACallAfterGoingBackSaysWhichItReplaces(t *testing.T) {
	said := onPage[string](t, "", dock+`
		el.script = "main: set 1\n";
		await frame();
		speed("100");
		for (let i = 0; i < 2; i++) { press("Set"); await frame(); await until(() => says() === "set 42: handled"); }
		el.seek(0);
		await frame(); await frame();
		press("Get");
		await until(() => says().includes("→"));
		return says();
	`)
	if said != "get → 0 (replaces 2 later calls)" {
		t.Errorf("the dock says %q", said)
	}
}

func TestDockReportsTheOutcomeOfEachCall(t *testing.T) {
	for _, c := range []struct{ script, calls, want string }{
		{"mailbox 1\nhandle 1s\nw x3: set 1", `press("Step"); press("Step"); press("Step"); press("Try set");`, "try set 42: full"},
		{"", `press("Crash");`, "crashed: the handler panicked"},
		{"", `press("Stop");`, "The actor has stopped."},
		{"w: stop", `el.seek(9); await frame(); press("Set");`, "set 42: refused, the actor has stopped"},
		{"handle 1s\nw x3: set 1", `press("Kill");`, "The actor has stopped."},
		{"mailbox 8", `press("Burst");`, "burst 100: all handled"},
		{"mailbox 8\nw: wait 1s, kill", `press("Burst");`, "lost"},
		{"start manually", `press("Get");`, "get: the actor hasn't been started"},
	} {
		said := onPage[string](t, "", dock+`
			el.script = `+"`"+c.script+"\n`"+`;
			await frame();
			speed("100");
			`+c.calls+`
			await until(() => $(".dock-says").dataset.tone !== "wait" && $(".dock-says").dataset.tone !== "soft");
			return says();
		`)
		if !strings.Contains(said, c.want) {
			t.Errorf("%q, %s: the dock says %q, want %q", c.script, c.calls, said, c.want)
		}
	}
}

func TestCallThatCanNeverBeHandledIsReported(t *testing.T) {
	for script, want := range map[string]string{
		"mailbox 1\nw: ask itself blindly\n":              "Deadlock: nothing can happen any more.",
		"mailbox 1\nw: ask itself blindly\nx: wait 10m\n": "The handler doesn't return.",
	} {
		got := onPage[struct {
			Said string
			Runs bool
		}](t, "", dock+`
			el.script = `+"`"+script+"`"+`;
			el.seek(3);
			await frame(); await frame();
			speed("100");
			press("Get");
			await until(() => $(".dock-says").dataset.tone === "error");
			await frame();
			return { said: says(), runs: $(".dock-play").textContent === "Pause" };
		`)
		if !strings.HasSuffix(got.Said, want) || !strings.HasPrefix(got.Said, "get ") || got.Runs {
			t.Errorf("%q: %+v, want that the get waits and %q", script, got, want)
		}
	}
}

func TestPlayStepAndCallsPlayTheEditedScript(t *testing.T) {
	got := onPage[map[string]string](t, "#backpressure", dock+`
		const played = {};
		for (const [what, act] of Object.entries({ play, step: () => press("Step"), call: () => press("Get") })) {
			edit("main: set 1 # " + what + "\n");
			act();
			await frame();
			played[what] = el.script;
			el.pause(); el.reset(); await frame();
		}
		return played;
	`)
	for what, script := range got {
		if want := "main: set 1 # " + what + "\n"; script != want {
			t.Errorf("%s plays %q, want %q", what, script, want)
		}
	}
}

func TestEditWithAMistakeIsNotPlayedAndTheDockLeadsToIt(t *testing.T) {
	got := onPage[struct {
		Said, Selected, Kept string
		Stood, Same          bool
	}](t, "#backpressure", dock+`
		const before = el.script;
		edit("mailbox 2\nwriter: set 1, sett 2\n");
		play();
		await still();
		const stood = el.snapshot.position === 0, said = says();
		button("Go there").click();
		const text = $("textarea");
		const selected = el.shadowRoot.activeElement === text ? text.value.slice(text.selectionStart, text.selectionEnd) : "no focus";
		return { said, selected, kept: text.value, stood, same: el.script === before };
	`)
	if !strings.HasPrefix(got.Said, "Not played: 2:16 ") || got.Selected != "sett" || !got.Stood || !got.Same || !strings.Contains(got.Kept, "sett") {
		t.Errorf("%+v", got)
	}
}

func TestStepAndBackGoThroughTheBeatsOfAStep(t *testing.T) {
	type beat struct {
		Position int
		Where    string
	}
	got := onPage[struct {
		Forward, Back []beat
	}](t, "", dock+`
		el.script = "mailbox 1\nw x3: set 1\n";
		await frame();
		const look = () => ({ position: el.snapshot.position, where: $(".stage-caption").textContent.includes("received") + "/" + $(".stage-caption").textContent.includes("admitted") });
		const forward = [], back = [];
		for (let i = 0; i < 6; i++) { press("Step"); await frame(); forward.push(look()); }
		for (let i = 0; i < 6; i++) { back.unshift(look()); press("Back"); await frame(); }
		return { forward, back };
	`)
	want := []beat{{1, "false/true"}, {2, "false/false"}, {3, "false/false"}, {4, "true/false"}, {4, "true/true"}, {5, "false/false"}}
	if !reflect.DeepEqual(got.Forward, want) {
		t.Errorf("forward %v\nwant    %v", got.Forward, want)
	}
	if !reflect.DeepEqual(got.Back, want) {
		t.Errorf("back    %v\nwant    %v", got.Back, want)
	}
}

func TestASharedLinkKeepsTheReadersCalls(t *testing.T) {
	got := onPage[struct {
		Value, Position, Shared int
		Trace                   bool
	}](t, "#backpressure", dock+`
		speed("100");
		$(".dock-calls input").value = "7";
		press("Set");
		await until(() => says() === "set 7: handled" && $(".dock-play").textContent !== "Pause");
		const shared = el.snapshot.position, trace = await exported("JSON Lines");
		let link = "";
		Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { link = text; } } });
		document.getElementById("share").click();
		await until(() => link !== "");
		el.script = "main: get\n";
		await frame();
		location.hash = new URL(link).hash;
		await until(() => el.snapshot.position === shared);
		await frame();
		el.seek(1000); await frame(); await frame();
		el.seek(shared); await frame(); await frame();
		const again = await exported("JSON Lines");
		return { value: el.snapshot.actor.value, position: el.snapshot.position, shared, trace: again.startsWith(trace.slice(0, trace.indexOf('"you"'))) && again.includes("your set 7 is admitted") };
	`)
	if got.Position != got.Shared || !got.Trace {
		t.Errorf("%+v: want the same play at the same step", got)
	}
}

func TestASharedLinkHasTheEditThatIsNotPlayedYet(t *testing.T) {
	for edit, want := range map[string]string{
		"main: set 7\n":     "Copied: a link to the edited script, at its beginning.",
		"main: sett 7\n":    "Copied: a link to the script as you have it. It has a mistake, which its readers will see.",
		"main: # nothing\n": "Copied: a link to the script as you have it. It has a mistake, which its readers will see.",
	} {
		got := onPage[struct {
			Said, Text string
			Position   int
		}](t, "#backpressure", dock+`
			el.seek(3); await frame(); await frame();
			edit(`+fmt.Sprintf("%q", edit)+`);
			let link = "";
			Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { link = text; } } });
			document.getElementById("share").click();
			await until(() => link !== "" && document.getElementById("shared").textContent !== "");
			const said = document.getElementById("shared").textContent;
			el.script = "main: get\n";
			await frame();
			location.hash = new URL(link).hash;
			await until(() => $("textarea").value !== "main: get\n");
			return { said, text: $("textarea").value, position: el.snapshot.position };
		`)
		if got.Said != want || got.Text != edit || got.Position != 0 {
			t.Errorf("%q: %+v", edit, got)
		}
	}
}

func TestUnreadableCallsOfALinkLoseOnlyThemselves(t *testing.T) {
	got := onPage[struct{ Said, Code, Script string }](t, "", dock+`
		let code = "";
		el.addEventListener("actor-error", (e) => { code = e.detail.error.code; });
		el.open("main: get\n", 0, "no calls");
		await frame();
		return { said: says(), code, script: el.script };
	`)
	if !strings.Contains(got.Said, "can't be read") || got.Code != "calls-unreadable" || got.Script != "main: get\n" {
		t.Errorf("%+v", got)
	}
}

func TestADamagedLinkIsReportedAndLosesNothing(t *testing.T) {
	for _, fragment := range []string{"#play=", "#play=!!!", "#play=AAAA", "#play=" + strings.Repeat("A", 4000)} {
		got := onPage[struct {
			Said string
			Kept bool
		}](t, "#backpressure", dock+`
			press("Step"); await frame(); await frame();
			const script = el.script;
			location.hash = "`+fragment+`";
			await until(() => document.getElementById("shared").textContent !== "");
			return { said: document.getElementById("shared").textContent, kept: el.script === script && el.snapshot.position === 1 };
		`)
		if !strings.HasPrefix(got.Said, "This link ") || !got.Kept {
			t.Errorf("%.20s: %+v", fragment, got)
		}
	}
}

func TestTheReadersCallsCanBeWrittenIntoTheScript(t *testing.T) {
	got := onPage[struct {
		Script, Text string
		Hidden       bool
		Value, Live  int
	}](t, "", dock+`
		el.script = "main: set 1, wait 2s, get\n";
		await frame();
		speed("100");
		const write = () => button("Write into the script");
		const hidden = !write().checkVisibility();
		press("Set");
		await until(() => says() === "set 42: handled");
		write().click();
		await frame(); await frame();
		return { script: el.script, text: $("textarea").value, hidden, value: el.snapshot.actor.value, live: el.snapshot.live };
	`)
	if !got.Hidden || !strings.Contains(got.Script, "set 42") || !strings.HasPrefix(got.Script, "") || got.Text != got.Script || got.Live != 0 {
		t.Errorf("%+v", got)
	}
}

func TestExportsHaveTheReadersCalls(t *testing.T) {
	got := onPage[struct{ Lines, Diagram string }](t, "", dock+`
		el.script = "main: get\n";
		await frame();
		speed("100");
		press("Set");
		await until(() => says() === "set 42: handled");
		return { lines: await exported("JSON Lines"), diagram: await exported("Mermaid diagram") };
	`)
	if !strings.Contains(got.Lines, `"who":"you"`) || !strings.Contains(got.Diagram, "you") {
		t.Errorf("%+v", got)
	}
}

func TestNothingInTheDockCollidesAtAnyWidth(t *testing.T) {
	for _, width := range []int{258, 290, 343, 420, 480, 640, 719, 720, 860, 929, 930, 1100} {
		bad := onPage[[]string](t, "", dock+fmt.Sprintf(`
			const place = $(".dock-place");
			place.style.setProperty("width", "%dpx");
			speed("100");
			press("Get");
			await until(() => says().includes("→"));
			const bounds = $(".dock").getBoundingClientRect(), bad = [];
			const parts = [...el.shadowRoot.querySelectorAll(".dock :is(button, select, input, .dock-status, .dock-position, .dock-clock)")].filter((e) => e.checkVisibility());
			const boxes = parts.map((e) => e.getBoundingClientRect());
			const name = (e) => e.textContent.trim().slice(0, 20) || e.getAttribute("aria-label");
			boxes.forEach((a, i) => {
				if (a.left < bounds.left - 1 || a.right > bounds.right + 1) bad.push(name(parts[i]) + " sticks out");
				for (let j = i + 1; j < boxes.length; j++) {
					const b = boxes[j];
					if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) bad.push(name(parts[i]) + " lies on " + name(parts[j]));
				}
			});
			return bad;
		`, width))
		if len(bad) > 0 {
			t.Errorf("%d px: %q", width, bad)
		}
	}
}
