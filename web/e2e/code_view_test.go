package e2e_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// codeOf is a page with nothing but the code of that width, in pixels.
func codeOf(width int) docPage {
	return docPage{
		body: `<actor-playground loading="eager" view="code" controls="none"></actor-playground>`,
		css:  fmt.Sprintf("body { margin: 0; } actor-playground { width: %dpx; }", width),
	}
}

const codeTools = stageTools + `
	await until(() => $(".code-line"));
	const lit = () => $$(".code-line[data-lit]").map((line) => line.textContent.trim());
`

func TestCodeLightsTheLineOfEachStep(t *testing.T) {
	steps := onHost[[][]string](t, codeOf(1000), codeTools+`
		const steps = [];
		for (let i = 1; i < 100; i++) {
			await at("mailbox 1\nhandle 10ms\nmain: set 7, get", i);
			if (el.snapshot.position < i) break;
			steps.push(lit());
		}
		return steps;`)
	all := slices.Concat(steps...)
	for _, want := range []string{
		"return v.actor.Send(ctx, Command{Set, value})", "self.actor.send(Command::Set(value)).await.ok()",
		"return func(_ context.Context, command Command, reply actor.Reply[int32]) {", "while let Some(command) = mailbox.recv().await {",
		"v.held = command.Value", "Command::Set(value) => held = value,",
		"reply.Send(v.held)", "let _ = reply.send(held);",
		"return v.actor.Ask(ctx, Command{Op: Get})", "answer.await.ok()",
	} {
		if !slices.Contains(all, want) {
			t.Errorf("%q was not lit in %d steps: %q", want, len(steps), steps)
		}
	}
	if strings.Contains(strings.Join(all, "\n"), "view:") {
		t.Errorf("readers see the marks: %q", all)
	}
}

func TestTheCoreIsInsideADisclosure(t *testing.T) {
	got := onHost[map[string]any](t, codeOf(1000), codeTools+`
		await at("mailbox 1\nmain: set 7, get", 1);
		const inside = $("details.code-inside");
		const said = { closed: !inside.open, before: $$(".code-inside-body .code-line").length };
		inside.open = true;
		await until(() => $(".code-inside-body [data-lit]"));
		said.summary = inside.querySelector("summary").textContent;
		said.file = $(".code-choice").value;
		said.lit = $(".code-inside-body [data-lit]").textContent.trim();
		return said;`)
	want := map[string]any{
		"closed": true, "before": 0.0, "summary": "Inside the mailbox", "file": "actor/send.go", "lit": "a.admitted.push(e, a.capacity)",
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s is %v, want %v", name, got[name], value)
		}
	}
}

func TestLanguagesAreSideBySideOrBehindButtons(t *testing.T) {
	for width, want := range map[int]string{290: "Go,Rust|1,1", 1000: "|2,2"} {
		got := onHost[string](t, codeOf(width), codeTools+`
			const panes = () => $$(".code-pane").length;
			const before = panes();
			const buttons = $$(".code-language");
			buttons[1]?.click();
			return buttons.map((b) => b.textContent) + "|" + before + "," + panes();`)
		if got != want {
			t.Errorf("at %d pixels: %s, want %s", width, got, want)
		}
	}
}

func TestTheCodeSaysThatTheRustIsNotRun(t *testing.T) {
	titles := onHost[[]string](t, codeOf(1000), codeTools+`return $$(".code-title").map((title) => title.textContent);`)
	want := []string{"Go: the code that this stage runs", "Rust with Tokio: for comparison, not run here"}
	if !slices.Equal(titles, want) {
		t.Errorf("%q, want %q", titles, want)
	}
}
