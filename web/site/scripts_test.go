package site_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/site"
)

// A line of a file of tests that names what the browser is to complain of on the console.
var complains = regexp.MustCompile(`(?m)^// The browser complains: (.+)$`)

// What ./build.sh soak and ./build.sh firefox set.
var (
	times   = flag.Int("times", 1, "do so many times the usual work in tests of random input")
	seed    = flag.Uint("seed", 1, "the first seed of random input")
	firefox = flag.String("firefox", "", "run the tests of the scripts in this Firefox, not in Chromium")
)

// fileTimeout ends a file of tests, each of which has a minute of its own (web/src/testing/test.ts).
const fileTimeout = 4 * sitetest.Timeout

type result struct {
	Name, Failure string
	Notes         []string
}

// The tests of the scripts are beside them in web/src, in TypeScript. Each file of them runs in a page of its own, of 1440 by 900
// pixels; a test of the site's own page opens that in a frame (onSite in web/src/testing/reader.ts).
func TestScripts(t *testing.T) {
	src := filepath.Join("..", "src")
	found := 0
	err := filepath.WalkDir(src, func(file string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".test.ts") {
			return err
		}
		found++
		name, err := filepath.Rel(src, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		t.Run(strings.TrimSuffix(name, ".test.ts"), func(t *testing.T) {
			t.Parallel()
			runScript(t, name)
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("there are no tests in web/src")
	}
}

func runScript(t *testing.T, name string) {
	script, err := site.BundleTest(t.Context(), sitetest.Site(t), name)
	if err != nil {
		t.Fatal(err)
	}
	var expected []string
	for _, m := range complains.FindAllStringSubmatch(sitetest.Read(t, "../src", name), -1) {
		expected = append(expected, m[1])
	}
	outcome := make(chan []result, 1)
	page := sitetest.Serve(t, sitetest.Site(t).Dir, scriptPages(script, outcome), newFaults(t).wrap) + fmt.Sprintf("test.html?times=%d&seed=%d", *times, *seed)
	results := inChromium
	if *firefox != "" {
		results = inFirefox(outcome)
	}
	report(t, name, results(t, page, time.Duration(*times)*fileTimeout, expected...))
}

func inChromium(t *testing.T, page string, timeout time.Duration, complaints ...string) []result {
	tab := sitetest.BrowserFor(t, timeout, complaints...)
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(page)); err != nil {
		t.Fatal(err)
	}
	results, err := chromedp.Run(tab, chromedp.Evaluate[[]result]("outcome", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// inFirefox opens the page in a Firefox of its own, which can't be asked: the page itself sends its tests' results. What
// the browser complains of isn't heard.
func inFirefox(outcome <-chan []result) func(t *testing.T, page string, timeout time.Duration, complaints ...string) []result {
	return func(t *testing.T, page string, timeout time.Duration, _ ...string) []result {
		t.Helper()
		browser := exec.CommandContext(t.Context(), *firefox, "--headless", "--no-remote", "--profile", t.TempDir(), page+"&report")
		browser.Env = append(os.Environ(), "MOZ_HEADLESS_WIDTH=1440", "MOZ_HEADLESS_HEIGHT=1000") // its bars are part of that
		browser.Cancel = func() error { return browser.Process.Signal(os.Interrupt) }
		if err := browser.Start(); err != nil {
			t.Fatal(err)
		}
		defer browser.Wait()
		defer browser.Cancel()
		select {
		case results := <-outcome:
			return results
		case <-time.After(timeout):
			t.Fatalf("Firefox has not reported after %v", timeout)
			return nil
		}
	}
}

func report(t *testing.T, name string, results []result) {
	if len(results) == 0 {
		t.Errorf("%s has no tests", name)
	}
	for _, result := range results {
		t.Run(result.Name, func(t *testing.T) {
			for _, note := range result.Notes {
				t.Log(note)
			}
			if result.Failure != "" {
				t.Error(result.Failure)
			}
		})
	}
}

// probe is a page's script that reports to the page around how startActor of the site's own actor.js fails.
const probe = `import { startActor } from "./actor.js";
startActor().then(() => parent.postMessage({ code: "none", message: "" }, "*"), ({ code, message }) => parent.postMessage({ code, message }, "*"));`

// worker is a worker's script that sends what it got from an actor.
const worker = `import { startActor } from "./actor.js"; const actor = await startActor(); await actor.set(42); postMessage(await actor.get());`

// reporter sends the tests' results to the server, if the browser can't be asked.
const reporter = `if (new URLSearchParams(location.search).has("report")) void fetch("outcome", { method: "POST", body: JSON.stringify(await outcome) });`

// scriptPages adds the pages of the tests to a site. They are under the site's own policy, but probe.html, which is under one
// that lacks the source named in its query.
func scriptPages(script []byte, outcome chan<- []result) func(http.Handler) http.Handler {
	return func(rest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			headers.Set(w.Header())
			switch r.URL.Path {
			case "/test.html":
				answer(w, "text/html", []byte(`<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="test.js"></script><script type="module" src="reporter.js"></script>`))
			case "/reporter.js":
				answer(w, "text/javascript", []byte(reporter))
			case "/outcome":
				var results []result
				if err := json.NewDecoder(r.Body).Decode(&results); err == nil {
					outcome <- results
				}
			case "/test.js":
				answer(w, "text/javascript", script)
			case "/worker.js":
				answer(w, "text/javascript", []byte(worker))
			case "/probe.js":
				answer(w, "text/javascript", []byte(probe))
			case "/probe.html":
				w.Header().Set("Content-Security-Policy", strings.Replace(headers.ContentSecurityPolicy, r.URL.Query().Get("without"), "", 1))
				answer(w, "text/html", []byte(`<!doctype html><title>probe</title><script type="module" src="probe.js"></script>`))
			default:
				rest.ServeHTTP(w, r)
			}
		})
	}
}

// answer sends content under a media type.
func answer(w http.ResponseWriter, mediaType string, content []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Write(content)
}

// faults answers for the module in ways that a server shouldn't, at fault/NAME/module.wasm. At fault/NAME/requests it says how
// often it was asked to, and at fault/NAME/left how many requests the page has broken off.
type faults struct {
	t  *testing.T
	mu sync.Mutex

	requests, left map[string]int
}

func newFaults(t *testing.T) *faults {
	return &faults{t: t, requests: map[string]int{}, left: map[string]int{}}
}

func (f *faults) wrap(rest http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, what, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/fault/"), "/")
		switch {
		case !strings.HasPrefix(r.URL.Path, "/fault/"):
			rest.ServeHTTP(w, r)
		case what == "requests":
			f.mu.Lock()
			defer f.mu.Unlock()
			fmt.Fprint(w, f.requests[name])
		case what == "left":
			f.mu.Lock()
			defer f.mu.Unlock()
			fmt.Fprint(w, f.left[name])
		default:
			f.mu.Lock()
			f.requests[name]++
			number := f.requests[name]
			f.mu.Unlock()
			f.spoil(w, r, name, number)
		}
	})
}

func (f *faults) spoil(w http.ResponseWriter, r *http.Request, name string, number int) {
	const wasm = "application/wasm"
	built := sitetest.Site(f.t)
	module := []byte(sitetest.Read(f.t, built.Dir, built.Module))
	breakOff := func() {
		w.Header().Set("Content-Length", "1000000")
		answer(w, wasm, module[:len(module)/8])
		panic(http.ErrAbortHandler)
	}
	stall := func() {
		w.(http.Flusher).Flush()
		<-r.Context().Done() // until the page breaks it off
		f.mu.Lock()
		f.left[name]++
		f.mu.Unlock()
	}
	switch name {
	case "none", "elsewhere", "slow":
		answer(w, wasm, module)
	case "missing":
		http.Error(w, "nothing here", http.StatusNotFound)
	case "unavailable":
		w.WriteHeader(http.StatusServiceUnavailable)
	case "unavailable-once":
		if number == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		} else {
			answer(w, wasm, module)
		}
	case "no-answer":
		panic(http.ErrAbortHandler)
	case "truncated":
		answer(w, wasm, module[:len(module)/2])
	case "truncated-text":
		answer(w, "text/plain", module[:len(module)/2])
	case "broken-off":
		breakOff()
	case "broken-off-once":
		if number == 1 {
			breakOff()
		}
		answer(w, wasm, module)
	case "stalls", "stalls-too":
		answer(w, wasm, module[:len(module)/2])
		stall()
	case "stalls-once":
		if number == 1 {
			answer(w, wasm, module[:len(module)/2])
			stall()
		} else {
			answer(w, wasm, module)
		}
	case "silent":
		<-r.Context().Done()
	case "empty":
		answer(w, wasm, nil)
	case "page":
		answer(w, "text/html", []byte("<!doctype html><p>hello"))
	case "page-as-wasm":
		answer(w, wasm, []byte("<!doctype html><p>hello"))
	case "other-build":
		answer(w, wasm, bytes.ReplaceAll(module, []byte(built.BuildID), bytes.Repeat([]byte("0"), len(built.BuildID))))
	case "not-go":
		answer(w, wasm, []byte("\x00asm\x01\x00\x00\x00"))
	case "other-program":
		answer(w, wasm, otherProgram(f.t, "select {}"))
	case "panics":
		answer(w, wasm, otherProgram(f.t, `panic("no legs")`))
	case "octets":
		answer(w, "application/octet-stream", module)
	case "text":
		answer(w, "text/plain; charset=utf-8", module)
	case "wasm-with-charset":
		answer(w, "application/wasm; charset=utf-8", module)
	default:
		f.t.Errorf("there is no fault %q", name)
		http.NotFound(w, r)
	}
}

// otherProgram compiles a program of Go that is not ours and has that body.
func otherProgram(t testing.TB, body string) []byte {
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
