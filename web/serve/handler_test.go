package serve_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/serve"
)

const hashedScript = "page-ABCDEFG7.js"

var smallSite = sync.OnceValues(func() (http.Handler, error) {
	dir, err := os.MkdirTemp("", "small-site-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // it has been read by then
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
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o644)); err != nil {
			return nil, err
		}
	}
	return serve.Handler(dir)
})

// ask sends one request to a small site; headers are given as name, value, name, value.
func ask(t testing.TB, method, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "/", nil)
	r.URL = &url.URL{Path: path}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	site, err := smallSite()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
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

func TestHandlerSendsTheCodingTheClientPrefers(t *testing.T) {
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

func TestHandlerNegotiatesOnlyAmongExistingCopies(t *testing.T) {
	if got := ask(t, "GET", "/actor-ABCDEFG7.wasm", "Accept-Encoding", "br, gzip").Header.Get("Content-Encoding"); got != "gzip" {
		t.Errorf("a file with a gzip copy alone: got %q", got)
	}
	r := ask(t, "GET", "/actor.js", "Accept-Encoding", "br, gzip")
	if r.Header.Get("Content-Encoding") != "" || r.Header.Get("Vary") != "" {
		t.Errorf("a file with no copies: coding %q, Vary %q", r.Header.Get("Content-Encoding"), r.Header.Get("Vary"))
	}
}

func TestCompressedCopiesHaveNoAddress(t *testing.T) {
	for _, path := range []string{"/" + hashedScript + ".br", "/" + hashedScript + ".gz"} {
		if r := ask(t, "GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, r.StatusCode)
		}
	}
}

func TestHandlerAnswers304IfTheRepresentationIsUnchanged(t *testing.T) {
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

func TestHandlerLetsOnlyHashedNamesBeCached(t *testing.T) {
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
	tag := ask(t, "GET", "/"+hashedScript, "Accept-Encoding", "br").Header.Get("ETag")
	for _, c := range []struct {
		coding, ranges, ifRange string
		status                  int
		content, contentRange   string
	}{
		{"identity", "bytes=1-3", "", 206, "cri", "bytes 1-3/6"},
		{"identity", "bytes=-2", "", 206, "pt", "bytes 4-5/6"},
		{"identity", "bytes=4-", "", 206, "pt", "bytes 4-5/6"},
		{"identity", "bytes=4-400", "", 206, "pt", "bytes 4-5/6"},
		{"br", "bytes=7-8", "", 206, "in", "bytes 7-8/16"}, // of the coding, as its ETag is
		{"br", "bytes=7-8", tag, 206, "in", "bytes 7-8/16"},
		{"br", "bytes=7-8", `"other"`, 200, "script in brotli", ""},
		{"identity", "bytes=6-", "", 416, "", "bytes */6"},
		{"br", "bytes=3-1", "", 416, "", ""},
		{"identity", "bytes=x", "", 416, "", ""},
		{"identity", "bytes=0-5,0-5,0-5", "", 200, "script", ""}, // more than the file itself
		{"identity", "lines=1-2", "", 416, "", ""},
	} {
		r := ask(t, "GET", "/"+hashedScript, "Accept-Encoding", c.coding, "Range", c.ranges, "If-Range", c.ifRange)
		content := body(t, r)
		if r.StatusCode != c.status || c.status != 416 && content != c.content || c.contentRange != "" && r.Header.Get("Content-Range") != c.contentRange {
			t.Errorf("%+v: got %d %q, range %q", c, r.StatusCode, content, r.Header.Get("Content-Range"))
		}
		if length := r.Header.Get("Content-Length"); length != "" && length != strconv.Itoa(len(content)) {
			t.Errorf("%+v: length %s of %d bytes", c, length, len(content))
		}
	}
}

// Over a real connection, which shows how an answer is framed: the next request on it is answered too.
func TestBodyHasTheLengthThatTheHeadersState(t *testing.T) {
	site, err := smallSite()
	if err != nil {
		t.Fatal(err)
	}
	conn := dial(t, sitetest.ServeHandler(t, site))
	answers := bufio.NewReader(conn)
	for _, coding := range []string{"br", "gzip", "identity"} {
		for _, c := range []struct {
			header string
			status int
		}{{`If-Match: "other"`, 412}, {"If-None-Match: *", 304}, {"If-Match: *", 200}, {"Range: bytes=99-", 416}, {"Range: bytes=0-1", 206}} {
			for _, method := range []string{"GET", "HEAD"} {
				fmt.Fprintf(conn, "%s /%s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: %s\r\n%s\r\n\r\n", method, hashedScript, coding, c.header)
				r, err := http.ReadResponse(answers, &http.Request{Method: method})
				if err != nil {
					t.Fatalf("%s, %s, %s: %v", method, coding, c.header, err)
				}
				content := body(t, r)
				if r.StatusCode != c.status {
					t.Errorf("%s, %s, %s: %s", method, coding, c.header, r.Status)
				}
				if r.StatusCode == 412 && (method == "GET" && !strings.Contains(content, "412") || r.Header.Get("Content-Encoding") != "" || r.Header.Get("ETag") != "") {
					t.Errorf("%s, %s: the 412 is %q with headers %v", method, coding, content, r.Header)
				}
			}
		}
	}
}

// dial connects to a server that is closed with the test.
func dial(t testing.TB, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func TestHandlerAllowsOnlyGetAndHead(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "PROPFIND", "get", "X"} {
		r := ask(t, method, "/")
		if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
}

func TestEveryResponseHasTheSecurityHeaders(t *testing.T) {
	const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
	for _, r := range []*http.Response{
		ask(t, "GET", "/"), ask(t, "HEAD", "/actor.js"), ask(t, "GET", "/nowhere"), ask(t, "POST", "/"),
		ask(t, "GET", "/actor.js", "If-None-Match", "*"), ask(t, "GET", "/actor.js", "If-Match", `"x"`), ask(t, "GET", "/actor.js", "Range", "bytes=9-"),
	} {
		if got := r.Header.Get("Content-Security-Policy"); got != csp {
			t.Errorf("%s: policy %q", r.Status, got)
		}
		if got := r.Header.Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s: X-Content-Type-Options %q", r.Status, got)
		}
		if got := r.Header.Get("Referrer-Policy"); got != "same-origin" {
			t.Errorf("%s: Referrer-Policy %q", r.Status, got)
		}
	}
}

// The lab asks for the memory of its workers, which browsers tell isolated pages alone.
func TestOnlyTheLabAndItsWorkersAreIsolated(t *testing.T) {
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

func TestHandlerDoesNotListFolders(t *testing.T) {
	for _, path := range []string{"/nowhere", "/nowhere/", "/.", "/deep/.."} {
		if r := ask(t, "GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, r.StatusCode)
		}
	}
}

// Else the links of its page would lead elsewhere.
func TestHandlerSendsAFolderWithoutItsSlashOnToItsPage(t *testing.T) {
	r := ask(t, "GET", "/deep")
	if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != "/deep/" {
		t.Errorf("%d, %q", r.StatusCode, r.Header.Get("Location"))
	}
}

// The paths go over a real connection as they are, because a client library would tidy them up.
func TestNoPathLeadsOutOfTheSite(t *testing.T) {
	root := t.TempDir()
	sitetest.Write(t, root, "go.mod", "secret")
	sitetest.Write(t, root, "site/index.html", "<p>site")
	address := sitetest.Serve(t, root+"/site")
	for _, path := range []string{
		"/../go.mod", "/..%2fgo.mod", "/%2e%2e/go.mod", "/%2e%2e%2fgo.mod", "/..\\go.mod", "/..%5cgo.mod", "//../go.mod",
		"/./../go.mod", "/index.html/../../go.mod", "/%00/../go.mod", "/index.html%00", root + "/go.mod", "/" + root + "/go.mod",
		"/%252e%252e/go.mod", "/site/index.html", "/..", "/../", "/%c0%ae%c0%ae/go.mod", "/%c0%ae%c0%ae%c0%afgo.mod", "/%uff0e%uff0e/go.mod",
		"/..;/go.mod", "/.%2e/go.mod", "/..%00/go.mod", "/..%09/go.mod", "/..%252fgo.mod", "/index.html/..%2f..%2fgo.mod", "/%2f%2e%2e%2fgo.mod",
		"http://x/../go.mod", "http://x/%2e%2e/go.mod", "file://" + root + "/go.mod", "file:///go.mod", "*", "go.mod", "../go.mod", "",
		"/%EF%BC%8E%EF%BC%8E/go.mod", "/%E2%80%A5/go.mod", "/....//go.mod", "/..%5c..%5cgo.mod", "/\\go.mod",
	} {
		conn := dial(t, address)
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path)
		r, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if content := body(t, r); (r.StatusCode != 404 && r.StatusCode != 400) || strings.Contains(content, "secret") {
			t.Errorf("%s: %d %q", path, r.StatusCode, content)
		}
	}
}

func TestHandlerRefusesLinksOutOfTheSiteAndIrregularFiles(t *testing.T) {
	for name, link := range map[string]func(dir string) error{
		"up":       func(dir string) error { return os.Symlink("../secret.txt", dir+"/x.txt") },
		"absolute": func(dir string) error { return os.Symlink(filepath.Dir(dir)+"/secret.txt", dir+"/x.txt") },
		"a folder": func(dir string) error { return os.Symlink("..", dir+"/x") },
		"nowhere":  func(dir string) error { return os.Symlink("missing", dir+"/x.txt") },
		"a pipe":   func(dir string) error { return syscall.Mkfifo(dir+"/x.txt", 0o644) },
	} {
		root := t.TempDir()
		sitetest.Write(t, root, "secret.txt", "secret")
		sitetest.Write(t, root, "site/index.html", "<p>site")
		if err := link(root + "/site"); err != nil {
			t.Fatal(err)
		}
		if _, err := serve.Handler(root + "/site"); err == nil || !strings.Contains(err.Error(), "x") {
			t.Errorf("%s: %v, want an error that names it", name, err)
		}
	}
	dir := t.TempDir()
	sitetest.Write(t, dir, "index.html", "<p>site")
	if err := os.Symlink("index.html", dir+"/same.html"); err != nil {
		t.Fatal(err)
	}
	if _, content := get(t, sitetest.Serve(t, dir)+"same.html"); content != "<p>site" {
		t.Errorf("a link inside the site: %q", content)
	}
}

func TestServerSendsTheSingleFileAsADownload(t *testing.T) {
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
