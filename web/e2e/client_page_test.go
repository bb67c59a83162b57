package e2e_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// clientPage is a page of the site that has nothing on it but a test of the headless client.
type clientPage struct {
	policy     string                          // Content-Security-Policy; the product's own if empty
	spoil      func(http.Handler) http.Handler // answers in the site's place
	before     string                          // a script that runs before the client is imported
	complaints []string                        // what the page is to complain of
}

// run calls an async JavaScript function with that body in a fresh page, and gives what it returns, by way of JSON.
// In the body are startActor and ActorError, and what clientTools defines.
func run[T any](t testing.TB, p clientPage, body string) T {
	t.Helper()
	policy := p.policy
	if policy == "" {
		policy = headers.ContentSecurityPolicy
	}
	// The script is loaded, not evaluated by the debugger, for the debugger is not bound by the page's policy.
	own := func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			switch r.URL.Path {
			case "/test.html":
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprint(w, `<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="test.js"></script>`)
			case "/test.js":
				w.Header().Set("Content-Type", "text/javascript")
				fmt.Fprintf(w, "%s\n%s\nglobalThis.outcome = (async () => {\nconst { startActor, ActorError } = await import('./actor.js');\n%s\n})();\n", clientTools, p.before, body)
			case "/worker.js":
				w.Header().Set("Content-Type", "text/javascript")
				fmt.Fprint(w, `import { startActor } from './actor.js'; const actor = await startActor(); await actor.set(42); postMessage(await actor.get());`)
			default:
				site.ServeHTTP(w, r)
			}
		})
	}
	wraps := []func(http.Handler) http.Handler{own}
	if p.spoil != nil {
		wraps = append(wraps, p.spoil)
	}
	address := sitetest.Serve(t, sitetest.Site(t).Dir, wraps...)
	ctx := sitetest.Browser(t, p.complaints...)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"test.html")); err != nil {
		t.Fatal(err)
	}
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T]("outcome", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// failure is what clientTools makes of an error.
type failure struct {
	Name, Code, Message string
	Actor               bool // is an ActorError
}

const clientTools = `
// How a promise was rejected, or a function threw. null if it was not.
globalThis.failure = async (attempt) => {
	try {
		await (typeof attempt === 'function' ? attempt() : attempt);
		return null;
	} catch (e) {
		const { ActorError } = await import('./actor.js');
		return { name: e.name, code: e.code ?? '', message: e.message, actor: e instanceof ActorError };
	}
};

// What a promise has come to so far.
globalThis.state = async (promise) => {
	const now = {};
	try {
		return (await Promise.race([promise, now])) === now ? 'pending' : 'resolved';
	} catch (e) {
		return e.code ?? e.name;
	}
};

// The modules that are started from now on, from outside: {exports, imports, timers}.
globalThis.modules = [];
globalThis.watchModules = () => {
	const watched = (compile) => async (source, imports) => {
		const timers = new Set(), go = imports.gojs;
		const { 'runtime.scheduleTimeoutEvent': schedule, 'runtime.clearTimeoutEvent': clear } = go;
		let exports;
		const id = (at) => new DataView(exports.mem.buffer).getInt32((at >>> 0) + 8, true);
		go['runtime.scheduleTimeoutEvent'] = (sp) => { schedule(sp); timers.add(new DataView(exports.mem.buffer).getInt32((sp >>> 0) + 16, true)); };
		go['runtime.clearTimeoutEvent'] = (sp) => { timers.delete(id(sp)); clear(sp); };
		const compiled = await compile.call(WebAssembly, source, imports);
		exports = compiled.instance.exports;
		modules.push({ exports, imports, timers });
		return compiled;
	};
	WebAssembly.instantiateStreaming = watched(WebAssembly.instantiateStreaming);
	WebAssembly.instantiate = watched(WebAssembly.instantiate);
};

// Lets a module run out of memory: all that its memory could grow by is used up from outside.
globalThis.exhaust = ({ exports, imports }) => {
	for (let pages = 1 << 14; pages > 0; ) {
		try { exports.mem.grow(pages); } catch { pages >>= 1; }
	}
	imports.gojs['runtime.resetMemoryDataView'](0);
};
`
