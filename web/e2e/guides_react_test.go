package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// What the component uses of React, of our own: it makes elements once, then runs effects.
const smallReact = `
const effects = [];
export const useRef = (current) => ({ current });
export const useEffect = (effect) => void effects.push(effect);
export const Fragment = "fragment";
export function jsx(type, { children = [], ref, ...attributes }) {
	if (typeof type === "function") return type({ children, ...attributes });
	const element = document.createElement(type);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	element.append(...[children].flat());
	if (ref) ref.current = element;
	return element;
}
export const jsxs = jsx;
export function render(element) {
	document.body.append(element);
	for (const effect of effects.splice(0)) effect();
}`

// compiled is a module of the guide and one that renders it, for a page that has the package beside it.
func compiled(t *testing.T, component, main string) string {
	t.Helper()
	sources := map[string]string{"react": smallReact, "react/jsx-runtime": smallReact, "./playground.jsx": component}
	result := api.Build(api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: main, Loader: api.LoaderJSX},
		Bundle:   true,
		Format:   api.FormatESModule,
		JSX:      api.JSXAutomatic,
		LogLevel: api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "guide", Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				if args.Path == "actor-playground" {
					return api.OnResolveResult{Path: "../actor-playground/actor-playground.js", External: true}, nil
				}
				return api.OnResolveResult{Path: strings.TrimSuffix(args.Path, "/jsx-runtime"), Namespace: "guide"}, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "guide"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
				content := sources[args.Path]
				return api.OnLoadResult{Contents: &content, Loader: api.LoaderJSX}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		t.Fatalf("%+v", result.Errors)
	}
	return string(result.OutputFiles[0].Contents)
}

func TestTheComponentForReactPlaysItsScriptAndShowsItUntilThen(t *testing.T) {
	module := compiled(t, guideFile(t, "react", "playground.jsx"), `
		import { render } from "react";
		import { Playground } from "./playground.jsx";
		render(<Playground script={"mailbox 2\nwriter x3: set 1, set 2\nreader: get\n"} view="stage" loading="click" />);`)
	site := guideSite{pages: map[string]string{
		"host.html": `<!doctype html><title>test</title><link rel="icon" href="data:,"><body><script type="module" src="main.js"></script>`,
		"main.js":   module,
	}}
	address := site.start(t)
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
		t.Fatal(err)
	}
	got := eval[string](t, tab, `
		while (!document.querySelector("actor-playground")) await new Promise((frame) => requestAnimationFrame(frame));
		const el = document.querySelector("actor-playground");
		const shown = el.querySelector("pre").checkVisibility() && el.querySelector("pre").assignedSlot !== null;
		el.play();
		await el.ready;
		return shown + " " + el.snapshot.clients.total + " " + el.getAttribute("view") + " " + el.script.split("\n")[0];`)
	if got != "true 4 stage mailbox 2" {
		t.Errorf("the script shown before, clients, attributes, script: %s", got)
	}
}
