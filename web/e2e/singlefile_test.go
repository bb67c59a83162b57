package e2e_test

import (
	"encoding/binary"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// singleFile copies playground.html into a folder of its own, changed if there is a change, and gives its address.
func singleFile(t testing.TB, change func(page string) string) string {
	t.Helper()
	content := []byte(sitetest.Read(t, sitetest.Site(t).Dir, "playground.html"))
	if change != nil {
		content = encodeUTF16(change(decodeUTF16(t, content)))
	}
	file := filepath.Join(t.TempDir(), "a folder with ünusual letters", "playground.html")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(file)
}

func decodeUTF16(t testing.TB, file []byte) string {
	t.Helper()
	if len(file) < 2 || file[0] != 0xff || file[1] != 0xfe {
		t.Fatalf("the file begins with %x, want a byte order mark", file[:min(len(file), 4)])
	}
	var units []uint16
	for at := 2; at+1 < len(file); at += 2 {
		units = append(units, binary.LittleEndian.Uint16(file[at:]))
	}
	return string(utf16.Decode(units))
}

func encodeUTF16(text string) []byte {
	file := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		file = binary.LittleEndian.AppendUint16(file, unit)
	}
	return file
}

// play is JavaScript that presses buttons of the page's playground, and gives what its client "you" got in the end.
const play = `(async () => {
	const element = document.querySelector('actor-playground');
	await customElements.whenDefined('actor-playground');
	await element.ready;
	element.script = 'handle 1ms';
	const press = (words) => {
		const button = [...element.shadowRoot.querySelectorAll('button')].find((b) => b.textContent.trim() === words);
		if (!button) throw new Error('there is no button ' + words);
		button.click();
	};
	press('Set'); // its field says 42
	press('Get');
	element.seek(1000);
	while (!element.snapshot.ended) await new Promise((frame) => requestAnimationFrame(frame));
	return {
		value: element.snapshot.actor.value,
		replied: element.snapshot.counts.replied,
		requests: performance.getEntriesByType('resource').map((r) => r.name).filter((name) => !name.startsWith('data:')),
	};
})()`

type played struct {
	Value, Replied int
	Requests       []string
}

// playAt opens an address in a fresh tab and plays there.
func playAt(t testing.TB, address string, complaints ...string) played {
	t.Helper()
	tab := sitetest.Browser(t, complaints...)
	if err := chromedp.Do(tab, chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS("actor-playground"))); err != nil {
		t.Fatal(err)
	}
	// The element's script may come after the page has loaded.
	const awaited = `new Promise((done) => { const look = () => document.querySelector('actor-playground')?.ready ? done() : setTimeout(look, 10); look(); }).then(() => ` + play + `)`
	got, err := chromedp.Run(tab, chromedp.Evaluate[played](awaited, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheSingleFilePlaysFromTheFileSystemAndAsksForNothing(t *testing.T) {
	// Its policy forbids every request, so one would be among the tab's complaints, too.
	if got := playAt(t, singleFile(t, nil)); got.Value != 42 || got.Replied != 1 || len(got.Requests) > 0 {
		t.Errorf("%+v, want the value 42, one reply and no requests", got)
	}
}

func TestTheSingleFileOpensAtALesson(t *testing.T) {
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(singleFile(t, nil)+"#backpressure"), chromedp.WaitVisible(chromedp.CSS("#backpressure h2"))); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(tab, chromedp.Evaluate[string](`(async () => {
		const element = document.querySelector('actor-playground');
		while (!element.snapshot) await new Promise((frame) => requestAnimationFrame(frame));
		return element.script;
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || !strings.Contains(got, "writer x3") {
		t.Errorf("it plays %q, %v", got, err)
	}
}

func TestTheSingleFilePlaysFromAServerToo(t *testing.T) {
	// As a host would send it that knows nothing of it: in another encoding, by the header.
	content := sitetest.Read(t, sitetest.Site(t).Dir, "playground.html")
	address := sitetest.ServeHandler(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answer(w, "text/html; charset=utf-8", []byte(content))
	}))
	if got := playAt(t, address); got.Value != 42 || len(got.Requests) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestADamagedSingleFileSaysSo(t *testing.T) {
	const say = `(async () => {
		for (;;) {
			const element = document.querySelector('actor-playground');
			const told = document.querySelector('#unpacking[role=alert]') ?? element?.shadowRoot?.querySelector('[role=alert]');
			if (told) return told.textContent;
			await new Promise((frame) => requestAnimationFrame(frame));
		}
	})()`
	inPart := func(page, id string, change func(part string) string) string {
		begin := strings.Index(page, `id="`+id+`"`)
		begin += strings.Index(page[begin:], ">") + 1
		end := begin + strings.Index(page[begin:], "</script>")
		return page[:begin] + change(page[begin:end]) + page[end:]
	}
	other := func(part string) string {
		units := []rune(part)
		at := len(units) / 2
		for slices.Max(units[at-1:at+2]) >= 0xd800 { // there the format has marks of its own
			at++
		}
		units[at], units[at+1] = 'x', 'y'
		return string(units)
	}
	for _, c := range []struct {
		name   string
		change func(page string) string
		says   string
	}{
		{"scripts changed", func(p string) string { return inPart(p, "packed-page", other) }, "damaged"},
		{"scripts cut", func(p string) string { return inPart(p, "packed-page", func(s string) string { return s[:len(s)/2] }) }, "wrong length"},
		{"lessons missing", func(p string) string { return strings.Replace(p, `id="packed-body"`, `id="x"`, 1) }, "packed-body"},
		{"module changed", func(p string) string { return inPart(p, "packed-module", other) }, "damaged"},
		{"module missing", func(p string) string {
			return p[:strings.Index(p, `<script type="application/octet-stream" id="packed-module"`)]
		}, "packed-module"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := sitetest.Browser(t)
			if err := chromedp.Do(tab, chromedp.Navigate(singleFile(t, c.change))); err != nil {
				t.Fatal(err)
			}
			if told, err := chromedp.Run(tab, chromedp.Evaluate[string](say, chromedp.EvalAwaitPromise)); err != nil || !strings.Contains(told, c.says) {
				t.Errorf("it says %q, %v; want %q in it", told, err, c.says)
			}
		})
	}
}
