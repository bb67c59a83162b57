package e2e_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// dressings are ways in which pages say that they are light or dark, as a generator's own script does it: by attributes of
// html and body, or by rules of their style sheet (as classes of body, in the CSS below).
var dressings = []struct{ generator, html, body, want string }{
	{"mdBook", `class="light"`, ``, "light"},
	{"mdBook", `class="js sidebar-visible rust"`, ``, "light"},
	{"mdBook", `class="coal js"`, ``, "dark"},
	{"mdBook", `class="navy"`, ``, "dark"},
	{"mdBook", `class="ayu"`, ``, "dark"},
	{"Docusaurus", `data-theme="light"`, ``, "light"},
	{"Docusaurus", `data-theme="dark"`, ``, "dark"},
	{"VitePress", `class="dark"`, `class="night"`, "dark"},
	{"VitePress, which says nothing if light", ``, `class="white"`, "light"},
	{"Material", ``, `data-md-color-scheme="slate"`, "dark"},
	{"Material", ``, `data-md-color-scheme="default"`, "light"},
	{"Bootstrap", `data-bs-theme="dark"`, ``, "dark"},
	{"Bootstrap", `data-bs-theme="light"`, ``, "light"},
	{"the nearest of two", `data-theme="dark"`, `data-bs-theme="light"`, "light"},
	{"a theme of its own on a ground of its own", `data-theme="forest"`, `class="night"`, "dark"},
	{"no property of objects", `data-theme="constructor" class="toString"`, `class="white"`, "light"},
	{"a book's word elsewhere", ``, `class="rust night"`, "dark"},
	{"a ground", ``, `class="white"`, "light"},
	{"a ground", ``, `class="night"`, "dark"},
	{"a ground in another space", ``, `class="oklch"`, "dark"},
	{"a thin ground", `class="scheme-either"`, `class="thin"`, ""},
	{"the canvas", `class="scheme-dark"`, ``, "dark"},
	{"the canvas", `class="scheme-light"`, ``, "light"},
	{"the canvas of either", `class="scheme-either"`, ``, ""},
	{"nothing, which is white", ``, ``, "light"},
	{"a mark that says another thing than the paint", `class="dark"`, `class="white"`, "light"},
	{"a mark that says another thing than the paint", `data-theme="light"`, `class="night"`, "dark"},
}

const dressingsCSS = `
	.white { background: rgb(255 255 255) } .night { background: #14181f } .oklch { background: oklch(0.25 0.05 260) }
	.thin { background: rgb(0 0 0 / 0.2) } .scheme-dark { color-scheme: dark } .scheme-light { color-scheme: light } .scheme-either { color-scheme: light dark }`

func TestThemeAutoFollowsTheHostAtOnceAndAtRunTime(t *testing.T) {
	for _, preference := range []string{"light", "dark"} {
		ctx, _ := docPage{css: dressingsCSS}.open(t)
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: preference}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		for _, d := range dressings {
			want := d.want
			if want == "" {
				want = preference
			}
			attributes, err := json.Marshal([]string{d.html, d.body})
			if err != nil {
				t.Fatal(err)
			}
			got := eval[[]string](t, ctx, fmt.Sprintf(`
				const there = document.querySelector("actor-playground");
				await there.ready;
				%s.forEach((text, i) => {
					const element = [document.documentElement, document.body][i];
					for (const { name } of [...element.attributes]) element.removeAttribute(name);
					const from = new DOMParser().parseFromString("<i " + text + ">", "text/html").querySelector("i");
					for (const { name, value } of from.attributes) element.setAttribute(name, value);
				});
				const added = document.body.appendChild(there.cloneNode());
				await added.ready;
				await frame();
				const seen = [theme(there), theme(added)];
				added.remove();
				return seen;`, attributes))
			if got[0] != want || got[1] != want {
				t.Errorf("%s, html %s, body %s, reader prefers %s: %q for one that was there and a new one, want %s", d.generator, d.html, d.body, preference, got, want)
			}
		}
	}
}

func TestThemeFollowsThePreferenceWhereThePageDoes(t *testing.T) {
	ctx, _ := docPage{css: `:root { color-scheme: light dark }`}.open(t)
	for _, want := range []string{"dark", "light", "dark"} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: want}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		if got := eval[string](t, ctx, `const el = document.querySelector("actor-playground"); await el.ready; await frame(); return theme(el);`); got != want {
			t.Errorf("it is %s, and the reader prefers %s", got, want)
		}
	}
}

func TestThemeFollowsTheNearestBackgroundAfterAMove(t *testing.T) {
	got := onHost[[]string](t, docPage{css: `body { background: #fff } .card { background: #101418 } .fading { background: #fff; transition: background-color 50ms } .fading.off { background: #000 }`, body: `
		<actor-playground loading="eager"></actor-playground><section class="card"></section><div class="fading"></div>`}, `
		await el.ready;
		const seen = [theme(el)];
		document.querySelector(".card").append(el);
		await frame();
		seen.push(theme(el));
		const shadow = document.querySelector(".card").attachShadow({ mode: "open" });
		const slot = shadow.appendChild(document.createElement("div")).appendChild(document.createElement("slot"));
		slot.parentElement.style.background = "#fff";
		document.body.append(el);
		document.querySelector(".card").append(el);
		await frame();
		seen.push(theme(el));
		const fading = document.querySelector(".fading");
		fading.append(el);
		await frame();
		seen.push(theme(el));
		fading.classList.add("off");
		await until(() => theme(el) === "dark");
		seen.push(theme(el));
		el.setAttribute("theme", "light");
		seen.push(theme(el));
		el.setAttribute("theme", "auto");
		seen.push(theme(el));
		return seen;`)
	if fmt.Sprint(got) != "[light dark light light dark light dark]" {
		t.Errorf("on a page, on a card, through a slot, on another, while it fades, told, told auto: %q", got)
	}
}
