package e2e_test

import (
	"slices"
	"testing"
)

// The page may listen for it and then say how it is to play.
func TestAttributeSetWhenReadyKeepsThePlayground(t *testing.T) {
	got := onHost[[]string](t, docPage{before: `
		globalThis.seen = [];
		addEventListener("actor-ready", ({ target }) => {
			seen.push("ready");
			target.script = "handle 1ms";
			target.setAttribute("speed", "max");
			target.get().then((v) => seen.push("answer " + v), (e) => seen.push(e.code));
			target.play();
		});`}, `
		await el.ready;
		await until(() => seen.length > 1);
		await frame();
		return seen;`)
	if want := []string{"ready", "answer 0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
