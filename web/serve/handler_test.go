package serve_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/serve"
)

const hashedScript = "page-ABCDEFG7.js"

func smallSite(t testing.TB) http.Handler {
	t.Helper()
	site := fstest.MapFS{}
	for name, content := range map[string]string{
		"index.html":              "<p>hello",
		"deep/index.html":         "<p>deep",
		hashedScript:              "script",
		hashedScript + ".br":      "script in brotli",
		hashedScript + ".gz":      "script in gzip",
		hashedScript + ".map":     "{}",
		"actor.js":                "stable",
		"actor-playground.js":     "stable too",
		"actor-ABCDEFG7.wasm":     "module",
		"actor-ABCDEFG7.wasm.gz":  "module in gzip",
		"page-ABCDEFG7.css":       "style",
		"picture.svg":             "<svg/>",
		"lab.html":                "<p>lab",
		"lab-worker-ABCDEFG7.js":  "worker",
		"picture.png":             "png",
		"sizes.txt":               "sizes",
		"package.json":            "{}",
		"actor.d.ts":              "types",
		"unheard.of":              "bytes",
		"archive.gz":              "no copy of anything",
		"name with spaces é.html": "<p>spaces",
	} {
		site[name] = &fstest.MapFile{Data: []byte(content)}
	}
	h, err := serve.Handler(site)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends one request to a small site; headers are given as name, value, name, value.
func ask(t testing.TB, method, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "/", nil)
	r.URL = &url.URL{Path: path}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	smallSite(t).ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	content, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestHandlerSendsTheRightMediaTypes(t *testing.T) {
	for path, want := range map[string]string{
		"/":                         "text/html; charset=utf-8",
		"/index.html":               "text/html; charset=utf-8",
		"/deep/":                    "text/html; charset=utf-8",
		"/actor.js":                 "text/javascript; charset=utf-8",
		"/actor-ABCDEFG7.wasm":      "application/wasm",
		"/page-ABCDEFG7.css":        "text/css; charset=utf-8",
		"/" + hashedScript + ".map": "application/json",
		"/package.json":             "application/json",
		"/picture.svg":              "image/svg+xml",
		"/picture.png":              "image/png",
		"/sizes.txt":                "text/plain; charset=utf-8",
		"/actor.d.ts":               "text/plain; charset=utf-8",
		"/unheard.of":               "application/octet-stream",
		"/archive.gz":               "application/octet-stream",
		"/name with spaces é.html":  "text/html; charset=utf-8",
	} {
		r := ask(t, "GET", path)
		if got := r.Header.Get("Content-Type"); r.StatusCode != 200 || got != want {
			t.Errorf("%s: %d %q, want 200 %q", path, r.StatusCode, got, want)
		}
	}
}

func TestHandlerSendsTheCodingTheClientLikesBest(t *testing.T) {
	for _, c := range []struct{ accept, want string }{
		{"br, gzip", "br"},
		{"gzip, deflate, br, zstd", "br"}, // Chromium
		{"gzip", "gzip"},
		{"x-gzip", "gzip"},
		{"GZIP", "gzip"},
		{"deflate", ""},
		{"", ""},
		{"br;q=0, gzip", "gzip"},
		{"br;q=0,gzip;q=0", ""},
		{"br;q=0.5, gzip;q=0.8", "gzip"},
		{"br; q=0.8 , gzip ; q=0.5", "br"},
		{"gzip;q=0.001", "gzip"},
		{"*", "br"},
		{"*;q=0", ""},
		{"gzip, *;q=0", "gzip"},
		{"br;q=0, *", "gzip"},
		{"identity", ""},
		{"identity;q=1, br;q=0.5", ""},
		{"identity;q=0.5, br;q=0.5", "br"},
		{"identity;q=0, gzip", "gzip"},
		{"identity;q=0", ""}, // nothing is left to refuse with
		{"br;q=2", ""},       // no weight: as if it were not there
		{"br;q=NaN", ""},
		{"br;q=, gzip", "gzip"},
		{"br;level=3", ""},
		{",;,", ""},
	} {
		r := ask(t, "GET", "/"+hashedScript, "Accept-Encoding", c.accept)
		got := r.Header.Get("Content-Encoding")
		if got != c.want {
			t.Errorf("%q: got coding %q, want %q", c.accept, got, c.want)
			continue
		}
		want := map[string]string{"": "script", "br": "script in brotli", "gzip": "script in gzip"}[c.want]
		if content := body(t, r); content != want || r.ContentLength != int64(len(want)) {
			t.Errorf("%q: got %q of length %d, want %q", c.accept, content, r.ContentLength, want)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" || r.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
			t.Errorf("%q: Vary %q, Content-Type %q", c.accept, r.Header.Get("Vary"), r.Header.Get("Content-Type"))
		}
	}
}

func TestHandlerNegotiatesOnlyWhatThereIs(t *testing.T) {
	if got := ask(t, "GET", "/actor-ABCDEFG7.wasm", "Accept-Encoding", "br, gzip").Header.Get("Content-Encoding"); got != "gzip" {
		t.Errorf("a file with a gzip copy alone: got %q", got)
	}
	r := ask(t, "GET", "/actor.js", "Accept-Encoding", "br, gzip")
	if r.Header.Get("Content-Encoding") != "" || r.Header.Get("Vary") != "" {
		t.Errorf("a file with no copies: coding %q, Vary %q", r.Header.Get("Content-Encoding"), r.Header.Get("Vary"))
	}
}

func TestHandlerGivesCopiesNoAddressOfTheirOwn(t *testing.T) {
	for _, path := range []string{"/" + hashedScript + ".br", "/" + hashedScript + ".gz"} {
		if r := ask(t, "GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, r.StatusCode)
		}
	}
}

func TestHandlerAnswers304ToWhoHasThatRepresentation(t *testing.T) {
	etags := map[string]string{} // by tag, the coding
	for _, coding := range []string{"identity", "gzip", "br"} {
		tag := ask(t, "GET", "/"+hashedScript, "Accept-Encoding", coding).Header.Get("ETag")
		if !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) {
			t.Errorf("%s: ETag %s is not a strong one", coding, tag)
		}
		if other, taken := etags[tag]; taken {
			t.Errorf("%s and %s have the same ETag", coding, other)
		}
		etags[tag] = coding
	}
	for tag, its := range etags {
		for _, coding := range etags {
			r := ask(t, "GET", "/"+hashedScript, "Accept-Encoding", coding, "If-None-Match", tag)
			want := 200
			if coding == its {
				want = 304
			}
			if r.StatusCode != want {
				t.Errorf("the tag of %s, asked for %s: %d, want %d", its, coding, r.StatusCode, want)
			}
			if r.StatusCode == 304 && (body(t, r) != "" || r.Header.Get("ETag") != tag || r.Header.Get("Vary") == "" ||
				!strings.Contains(r.Header.Get("Cache-Control"), "immutable")) {
				t.Errorf("the 304 of %s has headers %v", coding, r.Header)
			}
		}
	}
	if r := ask(t, "GET", "/actor.js", "If-None-Match", "*"); r.StatusCode != 304 {
		t.Errorf("If-None-Match *: %d, want 304", r.StatusCode)
	}
}

func TestHandlerLetsHashedNamesAloneBeKept(t *testing.T) {
	for path, want := range map[string]string{
		"/" + hashedScript:          "public, max-age=31536000, immutable",
		"/" + hashedScript + ".map": "public, max-age=31536000, immutable",
		"/actor-ABCDEFG7.wasm":      "public, max-age=31536000, immutable",
		"/":                         "no-cache",
		"/actor.js":                 "no-cache",
		"/actor-playground.js":      "no-cache",
		"/nowhere-ABCDEFG7.js":      "no-cache",
	} {
		if got := ask(t, "GET", path).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestHandlerAnswersHeadLikeGetWithoutTheBody(t *testing.T) {
	for _, coding := range []string{"identity", "br"} {
		get := ask(t, "GET", "/"+hashedScript, "Accept-Encoding", coding)
		head := ask(t, "HEAD", "/"+hashedScript, "Accept-Encoding", coding)
		if head.StatusCode != 200 || body(t, head) != "" {
			t.Errorf("%s: %d with %q", coding, head.StatusCode, body(t, head))
		}
		if got, want := fmt.Sprint(head.Header), fmt.Sprint(get.Header); got != want {
			t.Errorf("%s: HEAD has %s, GET has %s", coding, got, want)
		}
	}
}

func TestHandlerSendsRanges(t *testing.T) {
	r := ask(t, "GET", "/"+hashedScript, "Range", "bytes=1-3")
	if got := body(t, r); r.StatusCode != 206 || got != "cri" {
		t.Errorf("got %d %q, want 206 %q", r.StatusCode, got, "cri")
	}
}

func TestHandlerOnlyReads(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"} {
		r := ask(t, method, "/")
		if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
}

func TestEveryAnswerIsSafe(t *testing.T) {
	const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
	for _, r := range []*http.Response{
		ask(t, "GET", "/"), ask(t, "HEAD", "/actor.js"), ask(t, "GET", "/nowhere"), ask(t, "POST", "/"),
		ask(t, "GET", "/actor.js", "If-None-Match", "*"),
	} {
		if got := r.Header.Get("Content-Security-Policy"); got != csp {
			t.Errorf("%s: policy %q", r.Status, got)
		}
		if got := r.Header.Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s: X-Content-Type-Options %q", r.Status, got)
		}
	}
}

// The lab asks for the memory of its workers, which browsers tell isolated pages alone.
func TestTheLabAndItsWorkersAloneAreIsolated(t *testing.T) {
	for path, want := range map[string][2]string{
		"/lab.html":               {"same-origin", "require-corp"},
		"/lab-worker-ABCDEFG7.js": {"same-origin", "require-corp"},
		"/":                       {},
		"/actor.js":               {},
	} {
		header := ask(t, "GET", path).Header
		if got := [2]string{header.Get("Cross-Origin-Opener-Policy"), header.Get("Cross-Origin-Embedder-Policy")}; got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestHandlerListsNoFolder(t *testing.T) {
	for _, path := range []string{"/deep", "/nowhere/", "/.", "/deep/.."} {
		if r := ask(t, "GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, r.StatusCode)
		}
	}
}

// The paths go over a real connection as they are, for a client library would tidy them up.
func TestNoPathLeadsOutOfTheSite(t *testing.T) {
	root := t.TempDir()
	sitetest.Write(t, root, "go.mod", "secret")
	sitetest.Write(t, root, "site/index.html", "<p>site")
	address := strings.TrimSuffix(strings.TrimPrefix(sitetest.Serve(t, root+"/site"), "http://"), "/")
	for _, path := range []string{
		"/../go.mod", "/..%2fgo.mod", "/%2e%2e/go.mod", "/%2e%2e%2fgo.mod", "/..\\go.mod", "/..%5cgo.mod", "//../go.mod",
		"/./../go.mod", "/index.html/../../go.mod", "/%00/../go.mod", "/index.html%00", root + "/go.mod", "/" + root + "/go.mod",
		"/%252e%252e/go.mod", "/site/index.html", "/..", "/../",
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path)
		r, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if content := body(t, r); r.StatusCode != 404 && r.StatusCode != 400 || strings.Contains(content, "secret") {
			t.Errorf("%s: %d %q", path, r.StatusCode, content)
		}
		conn.Close()
	}
}

func TestOurServerOffersTheSingleFileAsADownload(t *testing.T) {
	// Opened in place, it would be under the site's policy, which forbids its scripts.
	r, err := http.Get(sitetest.Serve(t, sitetest.Site(t).Dir) + "playground.html")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if got := r.Header.Get("Content-Disposition"); got != `attachment; filename="playground.html"` {
		t.Errorf("Content-Disposition is %q", got)
	}
}
