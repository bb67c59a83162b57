package e2e_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/serve"
)

// The tags that the guide gives are attributes and words that the element and the stage know, and their pictures are there.
func TestTheTagsOfTheGuidePlayAndShowTheirPictureUntilThen(t *testing.T) {
	for name, scripts := range map[string]string{"page.html": "", "line.html": `<script type="module" src="actor-playground/actor-playground.js"></script>`} {
		body := strings.NewReplacer(`src="actor-playground/`, `src="../actor-playground/`).Replace(scripts + guideFile(t, "tag", name))
		site := guideSite{pages: map[string]string{
			"host.html":       `<!doctype html><title>test</title><link rel="icon" href="data:,">` + body,
			"two-slots.actor": guideFile(t, "tag", "two-slots.actor"),
			"two-slots.svg":   drawn(t),
		}}
		address := site.start(t)
		without := sitetest.Browser(t)
		if _, err := chromedp.Call(without, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
		if _, height := shownWithoutScripts(t, without, address+"host.html"); height < 200 {
			t.Errorf("%s: without scripts the picture makes it %g px high", name, height)
		}
		tab := sitetest.Browser(t)
		if err := chromedp.Do(tab, chromedp.Navigate(address+"host.html")); err != nil {
			t.Fatal(err)
		}
		got := eval[struct {
			Clients, Miss int
			Picture       float64
		}](t, tab, `await document.querySelector("img").decode();`+untilPlayed+`
			return { clients: el.snapshot.clients.total, miss: el.snapshot.missTotal, picture: document.querySelector("img").naturalWidth };`)
		if got.Clients != 4 || got.Miss != 0 || got.Picture == 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// drawn is the picture that the guide's command draws.
func drawn(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	sitetest.Write(t, dir, "two-slots.actor", guideFile(t, "tag", "two-slots.actor"))
	command, _, redirected := strings.Cut(strings.TrimSuffix(guideFile(t, "tag", "picture.sh"), "\n"), " >two-slots.svg")
	args, ours := strings.CutPrefix(command, "go run . ")
	if !ours || !redirected {
		t.Fatalf("the command is %q", command)
	}
	var picture, errs bytes.Buffer
	words := strings.Fields(args)
	for i, word := range words {
		if _, err := os.Stat(filepath.Join(dir, word)); err == nil {
			words[i] = filepath.Join(dir, word)
		}
	}
	if code := serve.Main(t.Context(), words, &picture, &errs); code != 0 {
		t.Fatalf("%d: %s", code, errs.String())
	}
	return picture.String()
}
