package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// docPage is a page of somebody's documentation, with the element in it. It lies beside the site's files.
type docPage struct {
	body       string            // with the element; a default one if empty
	css        string            // its style sheet
	before     string            // a script that runs before anything else, with hostTools
	policy     string            // Content-Security-Policy; the product's own if empty
	bare       bool              // doesn't load the element's script
	files      map[string]string // more scripts, by path
	complaints []string          // what the page is to complain of
}

// requests are what a server was asked for.
type requests struct {
	mu    sync.Mutex
	paths []string
}

func (r *requests) matching(part string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []string
	for _, path := range r.paths {
		if strings.Contains(path, part) {
			found = append(found, path)
		}
	}
	return found
}

// open serves the page and opens it in a fresh tab.
func (p docPage) open(t testing.TB) (context.Context, *requests) {
	t.Helper()
	if p.policy == "" {
		p.policy = headers.ContentSecurityPolicy
	}
	if p.body == "" {
		p.body = `<actor-playground loading="eager" view="stage" controls="compact"></actor-playground>`
	}
	script := `<script type="module" src="actor-playground.js"></script>`
	if p.bare {
		script = ""
	}
	asked := &requests{}
	own := func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.mu.Lock()
			asked.paths = append(asked.paths, r.URL.Path)
			asked.mu.Unlock()
			header := w.Header()
			switch r.URL.Path {
			case "/host.html":
				header.Set("Content-Security-Policy", p.policy)
				header.Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>host</title><link rel="icon" href="data:,"><link rel="stylesheet" href="host.css"><script src="host.js"></script>%s</head><body>%s</body></html>`, script, p.body)
			case "/host.js":
				header.Set("Content-Type", "text/javascript")
				fmt.Fprintf(w, "%s\n%s", hostTools, p.before)
			case "/client-worker.js":
				header.Set("Content-Type", "text/javascript")
				fmt.Fprint(w, `onmessage = async () => postMessage(typeof (await import('./actor-playground.js')).ActorPlayground);`)
			case "/host.css":
				header.Set("Content-Type", "text/css")
				fmt.Fprint(w, p.css)
			default:
				if script, ours := p.files[r.URL.Path]; ours {
					header.Set("Content-Type", "text/javascript")
					fmt.Fprint(w, script)
					return
				}
				site.ServeHTTP(w, r)
			}
		})
	}
	address := sitetest.Serve(t, sitetest.Site(t).Dir, own)
	ctx := sitetest.Browser(t, p.complaints...)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"host.html")); err != nil {
		t.Fatal(err)
	}
	return ctx, asked
}

// eval returns what an async JavaScript function with that body returns in the page. In the body is what hostTools defines.
func eval[T any](t testing.TB, ctx context.Context, body string) T {
	t.Helper()
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T]("(async () => {\n"+body+"\n})()", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// onHost opens the page and evaluates the body there, with el, its first element, which is defined.
func onHost[T any](t testing.TB, p docPage, body string) T {
	t.Helper()
	ctx, _ := p.open(t)
	return eval[T](t, ctx, `await customElements.whenDefined("actor-playground");
		const el = document.querySelector("actor-playground");
		`+body)
}

const hostTools = `
// After the next frame has been shown.
globalThis.frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

// After as many frames as it takes.
globalThis.until = async (holds) => { while (!holds()) await frame(); };

globalThis.$ = (element, selector) => element.shadowRoot.querySelector(selector);
globalThis.theme = (element) => $(element, ".playground")?.getAttribute("data-theme") ?? "";

// How a promise was rejected, or a function threw; "" if it was not.
globalThis.failure = async (attempt) => {
	try {
		await (typeof attempt === "function" ? attempt() : attempt);
		return "";
	} catch (e) {
		return e.name + " " + (e.code ?? "") + ": " + e.message;
	}
};

// What the page's policy was found to forbid.
globalThis.violations = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile));
`
