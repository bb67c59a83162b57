package site

import (
	"strings"
	"testing"
)

func TestTextPageListsItsHeadingsAndNamesItsSnippets(t *testing.T) {
	page := `<!doctype html><nav class="contents"><p>On this page</p></nav><main><h1>T</h1>` +
		`<h2>First &amp; <code>go run .</code></h2><pre><code>a &lt; b</code></pre><h2 id="kept">Second</h2><p>x</p><pre aria-labelledby="kept"><code>c</code></pre></main>`
	got, err := dressText([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<ol><li><a href="#first-go-run">First &amp; go run .</a></li><li><a href="#kept">Second</a></li></ol>`,
		`<h2 id="first-go-run">`,
		`<div class="snippet"><pre tabindex="0" aria-label="Snippet: First &amp; go run ." role="region"><code>a &lt; b</code></pre></div>`,
		`<pre aria-labelledby="kept" tabindex="0" role="region"><code>c</code></pre>`,
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
}

func TestTextPageWithoutHeadingsHasNoContentsList(t *testing.T) {
	got, err := dressText([]byte(`<nav class="contents"><p>On this page</p></nav><main><h1>T</h1><p>x</p></main>`))
	if err != nil || strings.Contains(string(got), "On this page") || !strings.Contains(string(got), "<p>x</p>") {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestOtherPagesAreNotChanged(t *testing.T) {
	const page = `<h2>x</h2><pre>y</pre>`
	if got, err := dressText([]byte(page)); err != nil || string(got) != page {
		t.Errorf("got %s, %v", got, err)
	}
}
