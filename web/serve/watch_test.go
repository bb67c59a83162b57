package serve_test

import (
	"bufio"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/serve"
	"github.com/actor-playground/actor-playground/web/site"
)

// watch serves a tiny tree under a Watcher until the test ends.
func watch(t testing.TB, root string) (address string) {
	t.Helper()
	w, err := serve.Watch(t.Context(), site.Options{Root: root, Out: filepath.Join(t.TempDir(), "site")}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return sitetest.ServeHandler(t, w)
}

func get(t testing.TB, address string) (status int, content string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if got := r.Header.Get("Content-Security-Policy"); got != headers.ContentSecurityPolicy {
		t.Errorf("%s has the policy %q", address, got)
	}
	return r.StatusCode, body(t, r)
}

// changes subscribes to the event stream; each call of the result waits for the next version.
func changes(t testing.TB, address string) (next func() string) {
	t.Helper()
	r, err := http.Get(address + "-/changes")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	lines := bufio.NewScanner(r.Body)
	return func() string {
		t.Helper()
		for lines.Scan() {
			if version, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return version
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
		return ""
	}
}

// await reads the pages of one version after the other until one will do.
func await(t testing.TB, address string, next func() string, ok func(status int, page string) bool) {
	t.Helper()
	for {
		status, page := get(t, address)
		if ok(status, page) {
			return
		}
		t.Logf("not yet: version %s with status %d", next(), status)
	}
}

func tinyPageAgain(status int, page string) bool {
	return status == 200 && strings.Contains(page, "<h1>tiny</h1>")
}

func mistakeAt(position string) func(int, string) bool {
	return func(status int, page string) bool { return status == 500 && strings.Contains(page, position) }
}

func TestWatchRebuildsAndShowsErrors(t *testing.T) {
	root := sitetest.TinyTree(t)
	address := watch(t, root)
	next := changes(t, address)
	version := next()
	if status, page := get(t, address); !tinyPageAgain(status, page) || !strings.Contains(page, `data-version="`+version+`"></script>`) {
		t.Fatalf("at first: %d %s", status, page)
	}
	for _, mistake := range []struct{ file, wrong, right, position string }{
		{"web/src/pages/page.ts", "const x: = 1;\n", sitetest.TinyPage, "web/src/pages/page.ts:1:10"},
		{"wasm/main.go", "package main\n\nfunc main() { missing() }\n", sitetest.TinyMain, "wasm/main.go:3:15"},
		{"web/pages/index.html", "{{.Nothing}}", sitetest.TinyIndex, "web/pages/index.html:1"},
	} {
		sitetest.Write(t, root, mistake.file, mistake.wrong)
		await(t, address, next, mistakeAt(mistake.position))
		if status, _ := get(t, address+"actor.js"); status != 200 {
			t.Errorf("with a mistake the other files of the former site are gone: %d", status)
		}
		sitetest.Write(t, root, mistake.file, mistake.right)
		await(t, address, next, tinyPageAgain)
	}
}

func TestWatchNoticesNewFolders(t *testing.T) {
	root := sitetest.TinyTree(t)
	address := watch(t, root)
	next := changes(t, address)
	next()
	sitetest.Write(t, root, "web/src/pages/deep/er/greet.ts", `export const greeting = "hello from the deep";`)
	sitetest.Write(t, root, "web/src/pages/page.ts", `import { greeting } from "./deep/er/greet"; document.title = greeting;`)
	await(t, address, next, func(status int, page string) bool {
		script := regexp.MustCompile(`page-\w+\.js`).FindString(page)
		_, content := get(t, address+script)
		return strings.Contains(content, "hello from the deep")
	})
	sitetest.Write(t, root, "web/src/pages/deep/er/greet.ts", `const x: = 1;`)
	await(t, address, next, mistakeAt("web/src/pages/deep/er/greet.ts:1:10"))
}

func TestWatchStartsEvenIfTheFirstBuildFails(t *testing.T) {
	root := sitetest.TinyTree(t)
	sitetest.Write(t, root, "web/src/pages/page.ts", "const x: = 1;\n")
	address := watch(t, root)
	next := changes(t, address)
	next()
	if status, page := get(t, address); !mistakeAt("web/src/pages/page.ts:1:10")(status, page) {
		t.Errorf("%d %s", status, page)
	}
	if status, _ := get(t, address+"actor.js"); status != 503 {
		t.Errorf("a file of a site that never was: %d, want 503", status)
	}
	sitetest.Write(t, root, "web/src/pages/page.ts", sitetest.TinyPage)
	await(t, address, next, tinyPageAgain)
}

func TestWatchIgnoresFilesThatNoBuildReads(t *testing.T) {
	root := sitetest.TinyTree(t)
	address := watch(t, root)
	next := changes(t, address)
	first := next()
	for _, name := range []string{"actor/actor_test.go", "web/src/pages/.page.ts.swp", "web/src/pages/page.ts~", "README.md", "dist/page.js", "web/build.go"} {
		sitetest.Write(t, root, name, "package actor\n")
	}
	sitetest.Write(t, root, "web/src/pages/page.ts", sitetest.TinyPage+"console.log('again')")
	// Had one of the former made a build, it would have come first and its page would lack the line.
	if second := next(); second == first {
		t.Fatal("the same version twice")
	}
	_, page := get(t, address)
	if _, content := get(t, address+regexp.MustCompile(`page-\w+\.js`).FindString(page)); !strings.Contains(content, "again") {
		t.Errorf("the next build is not of the change that matters: %s", content)
	}
}

func TestWatchedPageReloadsByItself(t *testing.T) {
	root := sitetest.TinyTree(t)
	address := watch(t, root)
	tab := sitetest.Browser(t, "500 (Internal Server Error)")
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(tab, steps...); err != nil {
			t.Fatal(err)
		}
	}
	do(chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS("h1")))
	sitetest.Write(t, root, "web/src/pages/page.ts", "const x: = 1;\n")
	do(chromedp.WaitVisible(chromedp.CSS("#build-error")))
	text, err := chromedp.Run(tab, chromedp.Text(chromedp.CSS("#build-error")))
	if err != nil || !strings.Contains(text, "web/src/pages/page.ts:1:10") {
		t.Errorf("the page says %q, %v", text, err)
	}
	sitetest.Write(t, root, "web/src/pages/page.ts", sitetest.TinyPage)
	do(chromedp.WaitVisible(chromedp.CSS("body[data-id]")))
}
