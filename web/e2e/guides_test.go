package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"html/template"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/guides"
	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// Under the site's own policy: the tab would complain of whatever that forbids.
func TestGuidesHaveTheirChaptersAndFitANarrowScreen(t *testing.T) {
	address := sitetest.Serve(t, sitetest.Site(t).Dir)
	var ways []string
	for _, g := range guides.All() {
		ways = append(ways, g.Name)
	}
	for page, want := range map[string][]string{
		"hosting.html":      strings.Fields("what-a-host-should-do github cloudflare netlify s3 other"),
		"embed-guides.html": append(ways, "lessons", "tried"),
		"how-tested.html":   strings.Fields("the-core the-module-in-the-browser faults hostile-input the-server-and-the-build browsers long-runs what-is-not-tested"),
	} {
		tab := sitetest.Browser(t)
		if err := chromedp.Do(tab, chromedp.EmulateViewport(320, 640), chromedp.Navigate(address+page)); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(tab, chromedp.Evaluate[struct {
			Width    int
			Chapters []string
		}](`({
			width: document.documentElement.scrollWidth,
			chapters: [...document.querySelectorAll('h2[id]')].map((h) => h.id),
		})`))
		if err != nil {
			t.Fatal(err)
		}
		if got.Width > 320 || !slices.Equal(got.Chapters, want) {
			t.Errorf("%s is %d wide at 320 and has the chapters %q, want %q", page, got.Width, got.Chapters, want)
		}
	}
}

// What an author writes in the block's place is played, and nothing else.
const blockScript = "mailbox 2\nhandle 300ms\n\nwriter x3: set 1, set 2\nreader: wait 200ms, get, expect 2\n"

// hosts are the guides whose host makes a page of a block of code: the snippet that brings the script into the page, and the one
// that is the block in the host's own language, if that isn't Markdown.
var hosts = []struct{ guide, loads, block string }{
	{"mdbook", "head.hbs", ""},
	{"docusaurus", "docusaurus.config.js", ""},
	{"vitepress", "config.js", ""},
	{"starlight", "astro.config.mjs", ""},
	{"mkdocs", "mkdocs.yml", ""},
	{"material", "mkdocs.yml", ""},
	{"hugo", "render-codeblock-actor.html", ""},
	{"jekyll", "head.html", ""},
	{"sphinx", "conf.py", "page.rst"},
	{"antora", "head-meta.hbs", "page.adoc"},
	{"docsify", "index.html", ""},
}

// takenOver is what two frameworks do once they have taken over a page.
var takenOver = map[string]string{
	"docusaurus": `document.documentElement.setAttribute("data-has-hydrated", "true")`,
	"vitepress":  `document.getElementById("app").__vue_app__ = {}`,
}

func TestEachHostsBlockIsPlayedAndIsItsOwnFallback(t *testing.T) {
	for _, h := range hosts {
		t.Run(h.guide, func(t *testing.T) {
			served := guideSite{pages: map[string]string{"host.html": pageOfHost(t, h.guide, h.loads)}}
			address := served.start(t)

			without := sitetest.Browser(t)
			if _, err := chromedp.Call(without, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
				t.Fatal(err)
			}
			shown, height := shownWithoutScripts(t, without, address+"host.html")
			if !strings.Contains(shown, "mailbox 2") || !strings.Contains(shown, "reader: wait 200ms, get, expect 2") || height < 60 {
				t.Errorf("without scripts it is %g px high and shows %q", height, shown)
			}

			tab := sitetest.Browser(t)
			if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
				t.Fatal(err)
			}
			if event := takenOver[h.guide]; event != "" {
				early := eval[int](t, tab, `await new Promise((done) => setTimeout(done, 300)); // longer than it waits
					return document.querySelectorAll("actor-playground").length;`)
				if early != 0 {
					t.Error("the page was changed before the framework took it over")
				}
				eval[bool](t, tab, event+"; return true;")
			}
			got := eval[struct {
				Script        string
				Clients, Miss int
				Shown, Twice  bool
				Goes          string
			}](t, tab, untilPlayed+`
				return {
					script: el.script, clients: el.snapshot.clients.total, miss: el.snapshot.missTotal,
					shown: [...document.querySelectorAll("pre")].some((pre) => pre.checkVisibility() && !pre.closest("actor-playground")),
					twice: document.querySelectorAll("actor-playground").length !== 1,
					goes: document.body.innerText.trim().split("\n").at(-1),
				};`)
			if got.Script != blockScript || got.Clients != 4 || got.Miss != 0 || got.Shown || got.Twice || got.Goes != "The text goes on." {
				t.Errorf("%+v", got)
			}
		})
	}
}

const untilPlayed = `
	const tick = () => new Promise((frame) => requestAnimationFrame(frame));
	while (!document.querySelector("actor-playground")) await tick();
	const el = document.querySelector("actor-playground");
	await el.ready;
	el.seek(1000);
	while (!el.snapshot.ended) await tick();`

// pageOfHost is a host's page, made of the snippet as the host would make it.
func pageOfHost(t *testing.T, guide, snippet string) string {
	t.Helper()
	text := guideFile(t, guide, snippet)
	base := "/my-base/"
	switch guide { // what each host makes of what it puts in
	case "mdbook":
		text = strings.ReplaceAll(text, "{{ path_to_root }}", "../")
	case "jekyll":
		text = regexp.MustCompile(`\{\{ '(.*)' \| relative_url \}\}`).ReplaceAllString(text, "/my-base$1")
	case "antora":
		text = strings.ReplaceAll(text, "{{{uiRootPath}}}", "../_")
	case "hugo": // its templates are Go's
		var b bytes.Buffer
		hook, err := template.New(snippet).Funcs(template.FuncMap{"relURL": func(name string) string { return base + name }}).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := hook.Execute(&b, struct{ Inner string }{strings.TrimSuffix(blockScript, "\n")}); err != nil {
			t.Fatal(err)
		}
		text = b.String()
	case "docsify":
		text = strings.ReplaceAll(text, `src="`, `src="../`)
	}
	src := func(up ...string) (string, error) {
		named := regexp.MustCompile(`[\w./-]*actor-playground/actor-blocks\.js`).FindString(text)
		if named == "" {
			return "", fmt.Errorf("%s names no script", snippet)
		}
		return path.Join(append(up, named)...), nil
	}
	page, err := template.New("page.html").Funcs(template.FuncMap{
		"snippet": func() template.HTML { return template.HTML(text) },
		"src":     src,
	}).Parse(strings.Replace(guideFile(t, guide, "page.html"), "<title>", `<link rel="icon" href="data:,"><title>`, 1))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := page.Execute(&b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func guideFile(t *testing.T, guide, name string) string {
	t.Helper()
	return sitetest.Read(t, "..", "guides/"+guide+"/"+name)
}

// guideSite is a documentation site below /my-base/: its pages, in a folder, and the package's files in a folder actor-playground,
// wherever that is.
type guideSite struct {
	pages  map[string]string
	policy string
	other  bool // pages elsewhere may have its files
}

func (s guideSite) start(t *testing.T) (address string) {
	dir := t.TempDir()
	sitetest.InstallPackage(t, dir)
	root := sitetest.ServeHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.other {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		if s.policy != "" {
			w.Header().Set("Content-Security-Policy", s.policy)
		}
		name := path.Base(r.URL.Path)
		w.Header().Set("Content-Type", headers.MediaType(name))
		if page, ok := s.pages[name]; ok && path.Dir(r.URL.Path) == "/my-base/chapter" {
			fmt.Fprint(w, page)
			return
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.HasPrefix(path.Base(path.Dir(r.URL.Path)), "actor-playground") {
			http.NotFound(w, r)
			return
		}
		w.Write(content)
	}))
	return root + "my-base/chapter/"
}

func shownWithoutScripts(t *testing.T, tab context.Context, address string) (text string, height float64) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(tab, chromedp.Evaluate[struct {
		Text   string
		Height float64
	}](`({ text: document.body.innerText, height: document.body.getBoundingClientRect().height })`))
	if err != nil {
		t.Fatal(err)
	}
	return got.Text, got.Height
}

func TestABlocksTextIsWhatTheGuidesShow(t *testing.T) {
	fenced := func(text string) string {
		_, rest, _ := strings.Cut(text, "```actor\n")
		script, _, _ := strings.Cut(rest, "```")
		return script
	}
	if got := fenced(guideFile(t, "block", "block.md")); got != blockScript {
		t.Errorf("in Markdown it is %q", got)
	}
	_, rst, _ := strings.Cut(guideFile(t, "sphinx", "page.rst"), ".. code-block:: actor\n\n")
	if got := strings.ReplaceAll(rst, "   ", ""); got != blockScript {
		t.Errorf("in reStructuredText it is %q", got)
	}
	_, listing, _ := strings.Cut(guideFile(t, "antora", "page.adoc"), "[source,actor]\n----\n")
	if got := strings.TrimSuffix(listing, "----\n"); got != blockScript {
		t.Errorf("in AsciiDoc it is %q", got)
	}
}

// Every snippet of the guides is a file that some test here runs.
func TestNoSnippetOfTheGuidesIsWithoutATest(t *testing.T) {
	run := map[string]bool{
		"block/block.md": true, "block/settings.md": true, "block/files.sh": true,
		"tag/page.html": true, "tag/line.html": true, "tag/two-slots.actor": true, "tag/picture.sh": true,
		"react/playground.jsx": true, "react/playground.d.ts": true,
		"frame/frame.html": true, "frame/README.md": true,
		"network/page.html": true, "network/importmap.html": true,
	}
	for _, h := range hosts {
		run[h.guide+"/"+h.loads] = true
		if h.block != "" {
			run[h.guide+"/"+h.block] = true
		}
	}
	built := sitetest.Site(t)
	hash := func(script string) (string, error) { return built.Integrity[script], nil }
	shown := sitetest.Read(t, built.Dir, "embed-guides.html")
	found := 0
	for _, g := range guides.All() {
		names, err := g.Snippets()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := g.Snippet(name, hash)
			if err != nil {
				t.Fatal(err)
			}
			is := strings.Contains(unescaped(shown), "<code>"+text+"</code></pre>")
			if fixture := name == "page.html" && !run[g.Name+"/"+name]; is == fixture {
				t.Errorf("%s/%s is shown: %v", g.Name, name, is)
			}
			if is {
				found++
				if !run[g.Name+"/"+name] {
					t.Errorf("%s/%s is shown, and no test runs it", g.Name, name)
				}
				delete(run, g.Name+"/"+name)
			}
		}
	}
	if n := strings.Count(shown, "<pre"); n != found {
		t.Errorf("the page has %d snippets, and %d are files", n, found)
	}
	if len(run) > 0 {
		t.Errorf("not shown: %q", slices.Sorted(maps.Keys(run)))
	}
}

func unescaped(page string) string { return html.UnescapeString(page) }

func TestTheArchiveIsUnpackedAsTheGuideSays(t *testing.T) {
	built, dir := sitetest.Site(t), t.TempDir()
	const archive = "actor-playground-0.1.0.tgz"
	sitetest.Write(t, dir, archive, sitetest.Read(t, built.Dir, archive))
	command := exec.CommandContext(t.Context(), "sh", "-e", "-c", guideFile(t, "block", "files.sh"))
	command.Dir = dir
	if output, err := command.CombinedOutput(); err != nil || len(output) > 0 {
		t.Fatalf("%v: %s", err, output)
	}
	for _, name := range []string{"actor-blocks.js", "actor-playground.js", built.Module, "lesson-backpressure.svg"} {
		if _, err := os.Stat(filepath.Join(dir, "actor-playground", name)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "actor-playground", "README.md")); err == nil {
		t.Error("README.md is there, which some hosts make a page of")
	}
}
