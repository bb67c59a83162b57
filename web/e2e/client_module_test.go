package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// moduleAs has the module's requests answered by f, which is given the module, and counts them.
func moduleAs(t testing.TB, requests *atomic.Int32, f func(w http.ResponseWriter, module []byte)) func(http.Handler) http.Handler {
	t.Helper()
	site := sitetest.Site(t)
	module := []byte(sitetest.Read(t, site.Dir, site.Module))
	return func(rest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/"+site.Module {
				rest.ServeHTTP(w, r)
				return
			}
			requests.Add(1)
			f(w, module)
		})
	}
}

// answer sends content under a media type.
func answer(w http.ResponseWriter, mediaType string, content []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Write(content)
}

func TestAModuleThatCannotBeUsedIsToldWithTheReason(t *testing.T) {
	site := sitetest.Site(t)
	const wasm = "application/wasm"
	for _, c := range []struct {
		name      string
		answer    func(w http.ResponseWriter, module []byte)
		code      string
		words     []string
		complaint string // on the console: the browser's own
	}{
		{"missing", func(w http.ResponseWriter, _ []byte) { http.Error(w, "nothing here", http.StatusNotFound) },
			"module-missing", []string{"404", site.Module, "wasmUrl"}, "404"},
		{"server error", func(w http.ResponseWriter, _ []byte) { w.WriteHeader(http.StatusServiceUnavailable) },
			"module-missing", []string{"503"}, "503"},
		{"no answer", func(http.ResponseWriter, []byte) { panic(http.ErrAbortHandler) },
			"module-missing", []string{"no answer", "connect-src"}, "ERR_EMPTY_RESPONSE"},
		{"truncated", func(w http.ResponseWriter, m []byte) { answer(w, wasm, m[:len(m)/2]) },
			"module-invalid", []string{"not all of it", "Reload"}, ""},
		{"truncated, of another type", func(w http.ResponseWriter, m []byte) { answer(w, "text/plain", m[:len(m)/2]) },
			"module-invalid", []string{"not all of it", "text/plain"}, ""},
		{"broken off", func(w http.ResponseWriter, m []byte) {
			w.Header().Set("Content-Length", "1000000")
			answer(w, wasm, m[:len(m)/8])
			panic(http.ErrAbortHandler)
		}, "module-invalid", []string{"broke off", "3 times"}, "ERR_CONTENT_LENGTH_MISMATCH"},
		{"empty", func(w http.ResponseWriter, _ []byte) { answer(w, wasm, nil) },
			"module-invalid", []string{"no WebAssembly"}, ""},
		{"a page instead", func(w http.ResponseWriter, _ []byte) { answer(w, "text/html", []byte("<!doctype html><p>hello")) },
			"module-invalid", []string{"no WebAssembly", "text/html"}, ""},
		{"a page as wasm", func(w http.ResponseWriter, _ []byte) { answer(w, wasm, []byte("<!doctype html><p>hello")) },
			"module-invalid", []string{"no WebAssembly"}, ""},
		{"another build", func(w http.ResponseWriter, m []byte) {
			answer(w, wasm, bytes.ReplaceAll(m, []byte(site.BuildID), []byte(strings.Repeat("0", len(site.BuildID)))))
		}, "module-mismatch", []string{"000000", site.BuildID, "without the cache"}, ""},
		{"not of Go", func(w http.ResponseWriter, _ []byte) { answer(w, wasm, []byte("\x00asm\x01\x00\x00\x00")) },
			"module-mismatch", []string{"not of Go"}, ""},
		{"another program of Go", func(w http.ResponseWriter, _ []byte) { answer(w, wasm, otherProgram(t, "select {}")) },
			"module-mismatch", []string{"another one"}, ""},
		{"a program that panics", func(w http.ResponseWriter, _ []byte) { answer(w, wasm, otherProgram(t, `panic("no legs")`)) },
			"module-ended", []string{"panic: no legs"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var requests atomic.Int32
			page := clientPage{spoil: moduleAs(t, &requests, c.answer)}
			if c.complaint != "" {
				page.complaints = []string{c.complaint}
			}
			found := run[failure](t, page, `return failure(startActor())`)
			if found.Code != c.code || !found.Actor {
				t.Errorf("%+v, want code %s", found, c.code)
			}
			for _, words := range c.words {
				if !strings.Contains(found.Message, words) {
					t.Errorf("%q does not say %q", found.Message, words)
				}
			}
			want := int32(1)
			switch c.name {
			case "no answer":
				return // then the browser asks again by itself
			case "broken off":
				want = 3
			}
			if n := requests.Load(); n != want {
				t.Errorf("asked for the module %d times, want %d", n, want)
			}
		})
	}
}

func TestADownloadThatBrokeOffOnceIsBegunAgain(t *testing.T) {
	var requests atomic.Int32
	got := run[int32](t, clientPage{
		complaints: []string{"ERR_CONTENT_LENGTH_MISMATCH"},
		spoil: moduleAs(t, &requests, func(w http.ResponseWriter, m []byte) {
			if requests.Load() > 1 {
				answer(w, "application/wasm", m)
				return
			}
			w.Header().Set("Content-Length", "1000000")
			answer(w, "application/wasm", m[:len(m)/8])
			panic(http.ErrAbortHandler)
		}),
	}, `
		const actor = await startActor();
		await actor.set(42);
		return actor.get();
	`)
	if n := requests.Load(); got != 42 || n != 2 {
		t.Errorf("got %d from %d requests, want 42 from 2", got, n)
	}
}

// otherProgram compiles a program of Go that is not ours and has that body.
func otherProgram(t testing.TB, body string) []byte {
	t.Helper()
	dir := t.TempDir()
	sitetest.Write(t, dir, "go.mod", "module example.test/other\n\ngo 1.26\n")
	sitetest.Write(t, dir, "main.go", "package main\n\nimport _ \"syscall/js\"\n\nfunc main() { "+body+" }\n")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", "other.wasm", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
	return []byte(sitetest.Read(t, dir, "other.wasm"))
}

func TestAModuleOfTheWrongTypeWorksFromTheSameResponse(t *testing.T) {
	for _, mediaType := range []string{"application/octet-stream", "text/plain; charset=utf-8", "application/wasm; charset=utf-8"} {
		var requests atomic.Int32
		got := run[int32](t, clientPage{spoil: moduleAs(t, &requests, func(w http.ResponseWriter, m []byte) { answer(w, mediaType, m) })}, `
			const actor = await startActor();
			await actor.set(42);
			return actor.get();
		`)
		if n := requests.Load(); got != 42 || n != 1 {
			t.Errorf("%s: got %d from %d requests, want 42 from 1", mediaType, got, n)
		}
	}
}

func TestAModuleOfTheRightTypeIsCompiledWhileItLoads(t *testing.T) {
	if !run[bool](t, clientPage{}, `
		let streamed = false;
		const { instantiateStreaming } = WebAssembly;
		WebAssembly.instantiateStreaming = (...args) => { streamed = true; return instantiateStreaming.apply(WebAssembly, args); };
		await startActor();
		return streamed;
	`) {
		t.Error("it was loaded first")
	}
}

func TestAPolicyThatForbidsWebAssemblyIsNamed(t *testing.T) {
	found := run[failure](t, clientPage{
		policy: strings.Replace(headers.ContentSecurityPolicy, " 'wasm-unsafe-eval'", "", 1),
	}, `return failure(startActor())`)
	if found.Code != "module-blocked" || !strings.Contains(found.Message, "'wasm-unsafe-eval' to its script-src") {
		t.Errorf("%+v", found)
	}
}

func TestAPolicyThatForbidsTheModulesAddressIsNamed(t *testing.T) {
	found := run[failure](t, clientPage{
		policy:     strings.Replace(headers.ContentSecurityPolicy, "connect-src 'self'", "connect-src 'none'", 1),
		complaints: []string{"Content Security Policy"},
	}, `return failure(startActor())`)
	if found.Code != "module-missing" || !strings.Contains(found.Message, "connect-src") {
		t.Errorf("%+v", found)
	}
}

func TestWasmUrlSaysWhereTheModuleIs(t *testing.T) {
	site := sitetest.Site(t)
	module := []byte(sitetest.Read(t, site.Dir, site.Module))
	got := run[int32](t, clientPage{spoil: func(rest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/elsewhere/m.wasm":
				answer(w, "application/wasm", module)
			case "/" + site.Module:
				http.NotFound(w, r)
			default:
				rest.ServeHTTP(w, r)
			}
		})
	}}, `
		const a = await startActor({ wasmUrl: 'elsewhere/m.wasm' });
		const b = await startActor({ wasmUrl: new URL('/elsewhere/../elsewhere/m.wasm', location.href) });
		await a.set(40);
		await b.set(2);
		return (await a.get()) + (await b.get());
	`)
	if got != 42 {
		t.Errorf("got %d, want 42", got)
	}
}

func TestALoadThatFailedCanBeTriedAgain(t *testing.T) {
	var requests atomic.Int32
	got := run[struct {
		Codes []string
		Value int32
	}](t, clientPage{
		complaints: []string{"503"},
		spoil: moduleAs(t, &requests, func(w http.ResponseWriter, m []byte) {
			if requests.Load() == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			answer(w, "application/wasm", m)
		}),
	}, `
		const together = await Promise.all([failure(startActor()), failure(startActor())]);
		const actor = await startActor();
		await actor.set(42);
		return { codes: together.map((f) => f.code), value: await actor.get() };
	`)
	if strings.Join(got.Codes, " ") != "module-missing module-missing" || got.Value != 42 || requests.Load() != 2 {
		t.Errorf("%+v after %d requests", got, requests.Load())
	}
}

func TestWhenTheProgramEndsPendingAndLaterCallsAreRejectedWithTheReason(t *testing.T) {
	got := run[struct {
		Calls    []*failure
		Causes   []string
		Value    int32
		Modules  int
		Finished string
	}](t, clientPage{}, `
		watchModules();
		const actor = await startActor();
		const manual = await startActor({ executor: 'manual', capacity: 2 });
		const stopping = await startActor({ executor: 'manual' });
		const finished = await startActor();
		await finished.stop();
		await stopping.set(1);
		await manual.set(1);
		const asked = manual.get();
		const waiting = manual.set(2);
		const stop = stopping.stop();
		const settled = [asked, waiting, stop].map((p) => failure(p));

		exhaust(modules[0]);
		const greedy = (async () => { for (;;) await startActor(); })();
		const reason = await failure(greedy);
		const calls = [reason, ...(await Promise.all(settled))];
		const attempts = [
			() => actor.set(1), () => actor.get(), () => actor.trySet(1), () => actor.stats(), () => actor.stop(),
			() => manual.set(1), () => manual.get(), () => manual.step(), () => stopping.stop(), () => finished.set(1),
		];
		for (const f of attempts) calls.push(await failure(f));
		const causes = [(await actor.get().catch((e) => e)).cause];

		const next = await startActor();
		await next.set(42);
		return { calls, causes, value: await next.get(), modules: modules.length, finished: await state(finished.stop()) };
	`)
	for i, f := range got.Calls {
		if f == nil || f.Code != "module-ended" || !strings.Contains(f.Message, "out of memory") || !strings.Contains(f.Message, "startActor()") {
			t.Errorf("call %d: %+v", i, f)
		}
	}
	if !strings.Contains(got.Causes[0], "exited with code 2") || !strings.Contains(got.Causes[0], "goroutine ") {
		t.Errorf("the cause is %q", got.Causes[0])
	}
	if got.Value != 42 || got.Modules != 2 {
		t.Errorf("after a restart: value %d, %d modules", got.Value, got.Modules)
	}
	if got.Finished != "resolved" {
		t.Errorf("an actor that had stopped before: %s", got.Finished)
	}
}

func TestTheCallInWhichTheProgramEndsIsRejected(t *testing.T) {
	for _, call := range []string{"set(1)", "get()"} {
		got := run[struct{ Call, Earlier *failure }](t, clientPage{}, `
			watchModules();
			const actor = await startActor({ executor: 'manual', capacity: 1 });
			exhaust(modules[0]);
			const calls = [];
			for (let alive = true; alive; ) {
				calls.push(failure(actor.`+call+`)); // waits for a slot, and takes memory for it
				try { actor.stats(); } catch { alive = false; }
			}
			return { call: await calls.at(-1), earlier: await calls.at(-2) };
		`)
		for _, f := range []*failure{got.Call, got.Earlier} {
			if f == nil || f.Code != "module-ended" {
				t.Errorf("%s: %+v", call, f)
			}
		}
	}
}

func TestATrapInTheModuleEndsTheProgram(t *testing.T) {
	got := run[[]failure](t, clientPage{}, `
		watchModules();
		const actor = await startActor();
		// From here on the program can't even tell the time: it traps instead of exiting.
		const [{ exports, imports }] = modules;
		new Uint8Array(exports.mem.buffer).fill(0xff);
		return [await failure(actor.set(1)), await failure(actor.get()), await failure(() => actor.stats())];
	`)
	for _, f := range got {
		if f.Code != "module-ended" || !f.Actor {
			t.Errorf("%+v", f)
		}
	}
}
