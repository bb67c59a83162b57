package e2e_test

import (
	"bytes"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// A host is a web server that knows nothing of this site: no compression, no types but the usual ones, no caching. In the
// site's folder is also somebody's page, host.html, that has the element on it.
type host struct {
	folder string                                                        // that the site is in: "/docs/"; "/" if empty
	answer func(w http.ResponseWriter, name string, content []byte) bool // answers in the host's place, or says false

	files map[string][]byte
	mu    sync.Mutex
	asked map[string]int
}

// usualTypes are those that any web server knows.
var usualTypes = map[string]string{".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

const hostPage = `<!doctype html><meta charset="utf-8"><title>somebody's page</title><link rel="icon" href="data:,">
<script type="module" src="actor-playground.js"></script>
<actor-playground loading="eager"><p id="fallback">the fallback</p></actor-playground>`

// start serves until the test ends and gives the address of the folder.
func (h *host) start(t testing.TB) string {
	t.Helper()
	site := sitetest.Site(t)
	h.asked, h.files = map[string]int{}, map[string][]byte{"host.html": []byte(hostPage)}
	for _, f := range site.Files {
		h.files[f.Name] = []byte(sitetest.Read(t, site.Dir, f.Name))
	}
	if h.folder == "" {
		h.folder = "/"
	}
	return strings.TrimSuffix(sitetest.ServeHandler(t, h), "/") + h.folder
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, inside := strings.CutPrefix(r.URL.Path, h.folder)
	content, found := h.files[name]
	h.mu.Lock()
	h.asked[name]++
	h.mu.Unlock()
	switch {
	case !inside || !found:
		http.NotFound(w, r)
	case h.answer != nil && h.answer(w, name, content):
	default:
		mediaType := usualTypes[path.Ext(name)]
		if mediaType == "" {
			mediaType = "application/octet-stream" // the module, too
		}
		answer(w, mediaType, content)
	}
}

func (h *host) times(name string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.asked[name]
}

// half sends the first half of a file, says that there is more, and hangs up.
func half(w http.ResponseWriter, mediaType string, content []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.(http.Flusher).Flush() // chunked, as from a proxy that can't know the length
	w.Write(content[:len(content)/2])
	panic(http.ErrAbortHandler)
}

// toldOn returns what the element on host.html says of its failure, and the code that its event has.
func toldOn(t testing.TB, address string, complaints ...string) (told, code string) {
	t.Helper()
	tab := sitetest.Browser(t, complaints...)
	if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
		t.Fatal(err)
	}
	// The failure may be reported before the test listens. Trying again reports it once more.
	found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`(async () => {
		const element = document.querySelector('actor-playground');
		const alert = async () => {
			for (;;) {
				const words = element.shadowRoot?.querySelector('[role=alert]')?.textContent;
				if (words) return words;
				await new Promise((frame) => requestAnimationFrame(frame));
			}
		};
		await alert();
		const failed = new Promise((resolve) => element.addEventListener('actor-error', resolve, { once: true }));
		element.shadowRoot.querySelector('button').click();
		const { detail } = await failed;
		return [await alert(), detail.error.code ?? detail.error.name];
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found[0], found[1]
}

func TestASiteBelowADeepPathOfAPlainHostPlays(t *testing.T) {
	site := sitetest.Site(t)
	h := &host{folder: "/docs/v2/guides/concurrency/actors/"}
	address := h.start(t)
	for _, page := range []string{"index.html", "host.html"} {
		before := h.times(site.Module)
		if got := playAt(t, address+page); got.Value != 42 {
			t.Errorf("%s: %+v", page, got)
		}
		if n := h.times(site.Module) - before; n != 1 {
			t.Errorf("%s asked for the module %d times", page, n)
		}
	}
	for name, n := range h.asked {
		if _, found := h.files[name]; !found {
			t.Errorf("asked for %s, which is not there, %d times", name, n)
		}
	}
}

func TestASlowHostLeavesTheFallbackUntilTheModuleIsThere(t *testing.T) {
	site := sitetest.Site(t)
	goOn := make(chan struct{})
	h := &host{answer: func(w http.ResponseWriter, name string, content []byte) bool {
		if name != site.Module {
			return false
		}
		w.Header().Set("Content-Type", "application/wasm")
		for len(content) > 0 { // a piece at a time, and a long pause in the middle
			n := min(len(content), 100_000)
			w.Write(content[:n])
			w.(http.Flusher).Flush()
			if content = content[n:]; len(content) > 1_800_000 && len(content) < 1_900_001 {
				<-goOn
			}
		}
		return true
	}}
	address := h.start(t)
	tab := sitetest.Browser(t)
	defer func() {
		select {
		case <-goOn:
		default:
			close(goOn)
		}
	}()
	// The module's request is on its way, and half of it is there.
	if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html"), chromedp.WaitVisible(chromedp.CSS("#fallback"))); err != nil {
		t.Fatal(err)
	}
	shown, err := chromedp.Run(tab, chromedp.Evaluate[string](`(async () => {
		const element = document.querySelector('actor-playground');
		const asked = () => performance.getEntriesByType('resource').some((r) => r.name.includes('setup-'));
		while (!asked()) await new Promise((frame) => requestAnimationFrame(frame));
		return document.querySelector('#fallback').checkVisibility() + ' ' + element.snapshot;
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || shown != "true null" {
		t.Errorf("while it loads: fallback and snapshot are %s, %v", shown, err)
	}
	close(goOn)
	got, err := chromedp.Run(tab, chromedp.Evaluate[played](play, chromedp.EvalAwaitPromise))
	if err != nil || got.Value != 42 {
		t.Errorf("then: %+v, %v", got, err)
	}
}

func TestADownloadThatBreaksOffIsTriedAgain(t *testing.T) {
	site := sitetest.Site(t)
	for _, c := range []struct {
		mediaType string
		broken    int // this often
	}{{"application/wasm", 1}, {"application/wasm", 2}, {"text/plain", 1}} {
		var h *host
		h = &host{answer: func(w http.ResponseWriter, name string, content []byte) bool {
			if name != site.Module {
				return false
			}
			if h.times(name) <= c.broken {
				half(w, c.mediaType, content)
			}
			answer(w, c.mediaType, content)
			return true
		}}
		if got := playAt(t, h.start(t)+"host.html", "ERR_INCOMPLETE_CHUNKED_ENCODING"); got.Value != 42 {
			t.Errorf("%+v: %+v", c, got)
		}
		if n := h.times(site.Module); n != c.broken+1 {
			t.Errorf("%+v: asked for the module %d times", c, n)
		}
	}
}

func TestADownloadThatAlwaysBreaksOffIsReported(t *testing.T) {
	site := sitetest.Site(t)
	h := &host{answer: func(w http.ResponseWriter, name string, content []byte) bool {
		if name == site.Module {
			half(w, "application/wasm", content)
		}
		return false
	}}
	told, code := toldOn(t, h.start(t), "ERR_INCOMPLETE_CHUNKED_ENCODING")
	if code != "module-invalid" || !strings.Contains(told, "broke off, 3 times in a row") || !strings.Contains(told, "Check the connection") {
		t.Errorf("%s: %s", code, told)
	}
	if n := h.times(site.Module); n != 6 { // the page's own three, and three for the button
		t.Errorf("asked for the module %d times, want 6", n)
	}
}

func TestModuleOfAnotherBuildIsReported(t *testing.T) {
	site := sitetest.Site(t)
	h := &host{answer: func(w http.ResponseWriter, name string, content []byte) bool {
		if name != site.Module {
			return false
		}
		answer(w, "application/wasm", bytes.ReplaceAll(content, []byte(site.BuildID), []byte("0123456789abcdef0123456789abcdef")))
		return true
	}}
	told, code := toldOn(t, h.start(t))
	if code != "module-mismatch" || !strings.Contains(told, "0123456789abcdef") || !strings.Contains(told, site.BuildID) || !strings.Contains(told, "without the cache") {
		t.Errorf("%s: %s", code, told)
	}
}

// A page in somebody's cache asks for the hashed files of the build that it came from, and a host may have thrown them away.
func TestMissingScriptIsReported(t *testing.T) {
	h := &host{answer: func(w http.ResponseWriter, name string, _ []byte) bool {
		if !strings.HasPrefix(name, "setup-") {
			return false
		}
		http.Error(w, "gone", http.StatusGone)
		return true
	}}
	told, _ := toldOn(t, h.start(t), "410")
	if !strings.Contains(told, "setup-") {
		t.Errorf("it says %q", told)
	}
}

// answer sends content under a media type.
func answer(w http.ResponseWriter, mediaType string, content []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Write(content)
}
