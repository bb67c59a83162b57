package e2e_test

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// What needs a browser's own settings and keys. The rest of the page's tests are in web/src.

// pageAt opens the site's page at a fragment in a tab of 1280 by 800 pixels, and waits until its playground, el, is there.
func pageAt(t testing.TB, fragment string, features ...*emulation.MediaFeature) context.Context {
	t.Helper()
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	ctx := sitetest.Browser(t)
	if len(features) > 0 {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address+fragment)); err != nil {
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

func TestNothingMovesByItselfForAReaderWhoWantsNoMotion(t *testing.T) {
	ctx := pageAt(t, "", &emulation.MediaFeature{Name: "prefers-reduced-motion", Value: "reduce"})
	if got := eval[int](t, ctx, `for (let i = 0; i < 60; i++) await frame(); return el.snapshot.position;`); got != 0 {
		t.Errorf("the story is at position %d", got)
	}
	moved := eval[int](t, ctx, `
		el.script = "mailbox 1\nhandle 300ms\nwriter x3: set 1, get";
		await frame();
		let moved = 0;
		while (!el.snapshot.ended) { el.step(); await frame(); moved += el.shadowRoot.getAnimations().length; }
		return moved;`)
	if moved != 0 {
		t.Errorf("%d things moved on the stage", moved)
	}
}

func TestKeysCallAndShowThemselves(t *testing.T) {
	ctx := pageAt(t, "#first-message")
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
	if got := eval[string](t, ctx, `await until(() => $(el, "dialog[open]")); const d = $(el, "dialog.keys"); return d.open + " " + d.querySelectorAll("kbd").length + " " + heard.join();`); got != "true 8 " {
		t.Errorf("the list of keys, and what the page heard: %q", got)
	}
	keys(kb.Escape)
	if got := eval[bool](t, ctx, `await frame(); return $(el, "dialog.keys") !== null;`); got {
		t.Error("Escape leaves the list of keys open")
	}
	eval[bool](t, ctx, `$(el, ".part-dock input").focus(); heard.length = 0; return true;`)
	keys("g", "s", kb.ArrowLeft, kb.Home)
	if got := eval[int](t, ctx, `return el.snapshot.live;`); got != 2 {
		t.Errorf("in a field the keys called: there are %d calls, want 2", got)
	}
}
