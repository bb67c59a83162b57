package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// What is needed only sometimes is a script of its own, which a host may have lost by then: each costs what it is for, says so
// where the reader looks, and the actor goes on.
func TestAScriptThatIsLoadedLaterAndIsMissingCostsItsOwnPart(t *testing.T) {
	const (
		tab  = `root.querySelector('#tab-%').click();`
		part = "This part can't be loaded"
	)
	for _, c := range []struct {
		script, page string
		do, says     string // what the reader does, and what is then found in the text of the page or the element
	}{
		{"stage-view", "index.html#first-message", "", part},
		{"timeline-view", "index.html#first-message", "", part},
		{"editor", "index.html#first-message", strings.Replace(tab, "%", "script", 1), part},
		{"code-view", "index.html#first-message", strings.Replace(tab, "%", "code", 1), part},
		{"log-view", "index.html#first-message", strings.Replace(tab, "%", "log", 1), part},
		{"stats-view", "index.html#first-message", strings.Replace(tab, "%", "stats", 1), part},
		{"graph", "index.html#two-mailboxes", "", "The picture of several actors can't be loaded"},
		{"core", "index.html#first-message", strings.Replace(tab, "%", "code", 1) + `
			while (!root.querySelector('.code-inside')) await frame();
			root.querySelector('.code-inside').open = true;`, "The sources did not load"},
		{"several", "index.html#first-message", `
			root.querySelector('details.menu').open = true;
			const item = () => [...root.querySelectorAll('.menu button')].find((b) => b.textContent === 'Timeline as SVG');
			while (!item()) await frame();
			item().click();`, "Nothing was saved"},
		{"key-help", "index.html#first-message", `root.querySelector('.keys-button').click();`, "The list of keys can't be loaded"},
		{"refusal", "refused.html", "", "Not played: 1:1"}, // in the dock
		{"share-link", "index.html#first-message", `document.getElementById('share').click();`, "No link"},
		{"story", "index.html", "", ""}, // it plays by itself; now nothing does
		{"lab-view", "lab-view.html", "", part},
		{"lab", "lab-view.html", "", "The lab can't be loaded"},
	} {
		t.Run(c.script, func(t *testing.T) {
			tab := sitetest.Browser(t, "404")
			h := without(c.script)
			address := h.start(t)
			h.files["lab-view.html"] = []byte(strings.Replace(hostPage, "<actor-playground ", `<actor-playground view="stage lab" controls="compact" `, 1))
			h.files["refused.html"] = []byte(strings.Replace(hostPage, "<p id", `<script type="text/actor">nonsense</script><p id`, 1))
			if err := chromedp.Do(tab, chromedp.Navigate(address+c.page)); err != nil {
				t.Fatal(err)
			}
			value, err := chromedp.Run(tab, chromedp.Evaluate[int](`(async () => {
				const frame = () => new Promise(requestAnimationFrame);
				await customElements.whenDefined('actor-playground');
				const element = document.querySelector('actor-playground');
				await element.ready;
				const root = element.shadowRoot;
				`+c.do+`
				const says = () => document.body.textContent + root.textContent;
				while (!says().includes(`+"`"+c.says+"`"+`)) await frame();
				if (element.draft) element.script = 'main: get'; // of the wrong script
				const speed = root.querySelector('.dock-speed');
				speed.value = '100';
				speed.dispatchEvent(new Event('change'));
				element.set(7);
				return await element.get();
			})()`, chromedp.EvalAwaitPromise))
			if err != nil || value != 7 {
				t.Errorf("the actor answers %d, %v", value, err)
			}
		})
	}
}

// Another script than the author's is never played in its place.
func TestWhereTheReaderOfAScriptsFileIsMissingTheElementSaysSo(t *testing.T) {
	h := without("script-file")
	address := h.start(t)
	h.files["host.html"] = []byte(strings.Replace(hostPage, "<actor-playground ", `<actor-playground scenario-src="own.actor" `, 1))
	h.files["own.actor"] = []byte("main: set 1\n")
	told, code := toldOn(t, address, "404")
	if code != "scenario-missing" || !strings.Contains(told, "scenario-src can't be read") || !strings.Contains(told, "script-file-") || !strings.Contains(told, "Reload the page") {
		t.Errorf("%s: %s", code, told)
	}
	if n := h.times("own.actor"); n != 0 {
		t.Errorf("the script was asked for %d times", n)
	}
}

// without is a host that has lost the script of that name.
func without(script string) *host {
	return &host{answer: func(w http.ResponseWriter, name string, _ []byte) bool {
		hash, found := strings.CutPrefix(name, script+"-")
		if !found || !strings.HasSuffix(hash, ".js") || strings.Contains(hash, "-") {
			return false
		}
		http.Error(w, "lost", http.StatusNotFound)
		return true
	}}
}
