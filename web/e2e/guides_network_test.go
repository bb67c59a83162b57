package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// shownSnippet gives a snippet as the guides show it, with the hashes of this build.
func shownSnippet(t *testing.T, guide, name string) string {
	t.Helper()
	text := guideFile(t, guide, name)
	for script, hash := range sitetest.Site(t).Integrity {
		text = strings.ReplaceAll(text, "sha384-OF-"+script, hash)
	}
	return text
}

// onPageWith opens a page of another origin than the files that it names.
func onPageWith(t *testing.T, body string, complaints ...string) func(string) string {
	t.Helper()
	own := guideSite{pages: map[string]string{"host.html": `<!doctype html><title>test</title><link rel="icon" href="data:,">` + body}}.start(t)
	tab := sitetest.Browser(t, complaints...)
	if err := chromedp.Do(tab, chromedp.Navigate(own+"host.html")); err != nil {
		t.Fatal(err)
	}
	return func(script string) string { return eval[string](t, tab, script) }
}

// network is a content network with the package; it gives what its address begins with.
func network(t *testing.T) string {
	return strings.TrimSuffix(guideSite{other: true}.start(t), "my-base/chapter/")
}

func TestThePackagePlaysFromAContentNetworkUnderItsHash(t *testing.T) {
	address := strings.TrimSuffix(network(t), "/")
	page := strings.ReplaceAll(shownSnippet(t, "network", "page.html"), "https://cdn.example", address)
	if got := onPageWith(t, page)(untilPlayed + `return String(el.snapshot.ended);`); got != "true" {
		t.Error(got)
	}
	spoilt := strings.Replace(page, "sha384-", "sha384-A", 1)
	got := onPageWith(t, spoilt, "integrity")(`await new Promise((done) => setTimeout(done, 300));
		return String(customElements.get("actor-playground")) + document.querySelector("actor-playground p").checkVisibility();`)
	if got != "undefinedtrue" {
		t.Errorf("with another hash: %s", got)
	}
}

func TestAnImportMapNamesThePackageOnAContentNetwork(t *testing.T) {
	address := strings.TrimSuffix(network(t), "/")
	page := strings.ReplaceAll(shownSnippet(t, "network", "importmap.html"), "https://cdn.example", address)
	got := onPageWith(t, page)(`while (!/^\d+$/.test(document.querySelector("output").value)) await new Promise((frame) => requestAnimationFrame(frame));
		return document.querySelector("output").value + typeof customElements.get("actor-playground");`)
	if got != "42function" {
		t.Error(got)
	}
	spoilt := strings.ReplaceAll(page, sitetest.Site(t).Integrity["actor.js"], sitetest.Site(t).Integrity["embed-host.js"])
	if got := onPageWith(t, spoilt, "integrity")(`await new Promise((done) => setTimeout(done, 300)); return document.querySelector("output").value;`); !strings.HasPrefix(got, "The actor's value") {
		t.Errorf("with another hash: %s", got)
	}
}

func TestTheFrameOfTheGuidePlaysOnAnotherSite(t *testing.T) {
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	snippet := strings.ReplaceAll(shownSnippet(t, "frame", "frame.html"), "https://playground.example/", site)
	written := regexp.MustCompile(` height="(\d+)"`).FindStringSubmatch(snippet)
	got := onPageWith(t, snippet)(`
		const frame = document.querySelector("iframe");
		while (frame.height === "` + written[1] + `") await new Promise((frame) => requestAnimationFrame(frame)); // it has said its own, now or before
		return frame.title;`)
	if !strings.Contains(got, "The bounded mailbox") {
		t.Errorf("its title is %q", got)
	}
	lesson := regexp.MustCompile(`<a href="([^"]+)"`).FindStringSubmatch(snippet)
	if status, kind := fetched(t, lesson[1]); status != http.StatusOK || !strings.HasPrefix(kind, "text/html") {
		t.Errorf("%s: %d, %s", lesson[1], status, kind)
	}
}

func TestThePictureThatIsALinkLeadsFromAPictureToALesson(t *testing.T) {
	site := sitetest.Serve(t, sitetest.Site(t).Dir)
	m := regexp.MustCompile(`^\[!\[[^\]]+\]\((\S+)\)\]\((\S+)\)\n$`).FindStringSubmatch(strings.ReplaceAll(guideFile(t, "frame", "README.md"), "https://playground.example/", site))
	if m == nil {
		t.Fatal("it is no picture that is a link")
	}
	for i, want := range []string{"image/svg+xml", "text/html; charset=utf-8"} {
		if status, kind := fetched(t, m[i+1]); status != http.StatusOK || kind != want {
			t.Errorf("%s: %d, %s", m[i+1], status, kind)
		}
	}
}

func fetched(t *testing.T, address string) (status int, kind string) {
	t.Helper()
	if _, err := url.Parse(address); err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode, answer.Header.Get("Content-Type")
}

// The whole list, as integrity.json has it, from another origin.
func TestTheWholeListOfHashesWorksInAnImportMap(t *testing.T) {
	var listed struct{ Files map[string]string }
	if err := json.Unmarshal([]byte(sitetest.Read(t, sitetest.Site(t).Dir, "integrity.json")), &listed); err != nil {
		t.Fatal(err)
	}
	address := network(t) + "actor-playground/"
	hashes := map[string]string{}
	for name, hash := range listed.Files {
		if strings.HasSuffix(name, ".js") {
			hashes[address+name] = hash
		}
	}
	list, err := json.Marshal(map[string]any{"integrity": hashes})
	if err != nil {
		t.Fatal(err)
	}
	got := onPageWith(t, `<script type="importmap">`+string(list)+`</script><script type="module" src="`+address+`actor-playground.js"></script><actor-playground scenario="backpressure"></actor-playground>`)(
		untilPlayed + `return String(el.snapshot.ended);`)
	if got != "true" {
		t.Error(got)
	}
}
