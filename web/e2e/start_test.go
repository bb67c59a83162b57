package e2e_test

import (
	"slices"
	"testing"
)

// A script that is found in another comes one round trip later.
func TestThePageNamesAllScriptsThatItStartsWith(t *testing.T) {
	late := onPage[[]string](t, "", `
		const named = [...document.querySelectorAll('link[rel=modulepreload], script[src]')].map((e) => e.href || e.src);
		const loaded = performance.getEntriesByType('resource').map((e) => e.name).filter((name) => name.endsWith('.js'));
		return loaded.filter((name) => !named.includes(name));`)
	if len(late) > 0 {
		t.Errorf("scripts that the page doesn't name: %q", late)
	}
	onDemand := onPage[[]string](t, "", `
		return performance.getEntriesByType('resource').map((e) => e.name).filter((name) => /\/(source|lab)-/.test(name));`)
	if len(onDemand) > 0 {
		t.Errorf("it asks early for what is shown on demand: %q", onDemand)
	}
}

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
