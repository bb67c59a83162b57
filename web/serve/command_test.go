package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/serve"
	"github.com/actor-playground/actor-playground/web/site"
)

// call runs a command line to its end.
func call(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = serve.Main(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestWrongArgumentsAreReportedWithExitCode2(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"-port", "80"}, "-port"},
		{[]string{"site"}, `"site"`},
		{[]string{"-watch", "now"}, `"now"`},
		{[]string{"-watch=maybe"}, "maybe"},
		{[]string{"-addr"}, "-addr"},
		{[]string{"-addr", "8080"}, `"8080"`},
		{[]string{"-addr", ""}, `""`},
		{[]string{"-out", ""}, "-out"},
		{[]string{"-out", "x", "-watch"}, "-out"},
		{[]string{"-out", "x", "-addr", "localhost:1"}, "-out"},
		{[]string{"-out", "x", "-host", "docs.example"}, "-out"},
		{[]string{"-host", ""}, "-host"},
		{[]string{"-host", "http://docs.example"}, "http://docs.example"},
		{[]string{"picture"}, "one script"},
		{[]string{"picture", "a.actor", "b.actor"}, "one script"},
		{[]string{"picture", "-as", "png", "a.actor"}, `"png"`},
		{[]string{"picture", "-watch", "a.actor"}, "-watch"},
	} {
		code, stdout, stderr := call(t, c.args...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, c.says) || !strings.Contains(stderr, "usage: go run .") {
			t.Errorf("%q: code %d, stdout %q, stderr %q", c.args, code, stdout, stderr)
		}
	}
}

func TestHelpExitsWithCode0(t *testing.T) {
	code, stdout, stderr := call(t, "-h")
	if code != 0 || !strings.Contains(stdout, "usage: go run .") || stderr != "" {
		t.Errorf("code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

func TestPortInUseIsReportedWithASolution(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	address := taken.Addr().String()
	for _, args := range [][]string{{"-addr", address}, {"-addr", address, "-watch"}} {
		code, stdout, stderr := call(t, args...)
		if code != 1 || stdout != "" || !strings.Contains(stderr, address+" is in use") || !strings.Contains(stderr, "-addr localhost:0") {
			t.Errorf("%q: code %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestUnavailableAddressIsReported(t *testing.T) {
	code, _, stderr := call(t, "-addr", "192.0.2.1:80") // kept for documents: nobody has it
	if code != 1 || !strings.Contains(stderr, "192.0.2.1:80") || !strings.Contains(stderr, "-addr localhost:0") {
		t.Errorf("code %d, stderr %q", code, stderr)
	}
}

func TestOutWritesTheSiteAndReportsSizes(t *testing.T) {
	packAhead(t, enterTinyTree(t))
	dir := filepath.Join(t.TempDir(), "new", "dist")
	code, stdout, stderr := call(t, "-out", dir)
	if code != 0 || !strings.Contains(stderr, "building the module\n") || !strings.Contains(stderr, "building compressed copies\n") {
		t.Fatalf("code %d, stderr %q; want no failure and the steps", code, stderr)
	}
	report := sitetest.Read(t, dir, "sizes.txt")
	if !strings.Contains(stdout, report) || !strings.Contains(report, "index.html") || !strings.Contains(report, ".wasm") {
		t.Errorf("stdout %q, sizes.txt %q", stdout, report)
	}
}

func TestServeStopsWithItsContextAndLeavesNoFiles(t *testing.T) {
	for _, args := range [][]string{{"-addr", "localhost:0"}, {"-addr", "localhost:0", "-watch"}, {"-addr", ":0", "-watch"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			if root := enterTinyTree(t); len(args) == 2 { // without -watch
				packAhead(t, root)
			}
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			stdout, stdoutWriter := io.Pipe()
			var stderr bytes.Buffer
			code := make(chan int)
			go func() {
				c := serve.Main(ctx, args, stdoutWriter, &stderr)
				stdoutWriter.Close() // so that a failure to start does not leave the test waiting for an address
				code <- c
			}()
			address, err := bufio.NewReader(stdout).ReadString('\n')
			if err != nil {
				t.Fatalf("no address: code %d, stderr %q", <-code, stderr.String())
			}
			address = strings.TrimSpace(address)
			if !strings.HasPrefix(address, "http://localhost:") || strings.HasSuffix(address, ":0/") {
				t.Errorf("the address is %q", address)
			}
			r, err := http.Get(address)
			if err != nil {
				t.Fatal(err)
			}
			if content := body(t, r); r.StatusCode != 200 || !strings.Contains(strings.ToLower(content), "<!doctype html>") {
				t.Errorf("got %s with %q", r.Status, content)
			}
			r.Body.Close()
			foreign, err := http.NewRequest("GET", address, nil)
			if err != nil {
				t.Fatal(err)
			}
			foreign.Host = "evil.test"
			if r, err := http.DefaultClient.Do(foreign); err != nil || r.StatusCode != 421 {
				t.Errorf("a page that had its name resolve to us gets %v, %v", r, err)
			} else {
				r.Body.Close()
			}
			if len(args) > 2 { // an event stream that is open must not hold up the end
				stream, err := http.Get(address + "-/changes")
				if err != nil {
					t.Fatal(err)
				}
				defer stream.Body.Close()
			}
			stop()
			if c := <-code; c != 0 {
				t.Errorf("code %d, stderr %q", c, stderr.String())
			}
			if told := strings.Contains(stderr.String(), "can see the site"); told != (args[1] == ":0") {
				t.Errorf("%q: stderr says who can see the site: %v", args, told)
			}
			if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "actor-playground-*")); left != nil {
				t.Errorf("left behind: %v", left)
			}
			if _, err := http.Get(address); err == nil {
				t.Error("it still answers")
			}
		})
	}
}

// enterTinyTree has the test run inside a tiny module, and returns its root. The command line finds its module by name from the
// working directory, so the tiny one takes the name of the real one.
func enterTinyTree(t testing.TB) (root string) {
	t.Helper()
	const module = "github.com/actor-playground/actor-playground"
	root = sitetest.TinyTree(t)
	sitetest.Write(t, root, "go.mod", "module "+module+"\n\ngo 1.26\n")
	sitetest.Write(t, root, "wasm/main.go", strings.ReplaceAll(sitetest.TinyMain, "example.test/tiny", module))
	t.Chdir(filepath.Join(root, "web"))
	return root
}

// packAhead has the compressed files of a tree in the cache: under the race detector to make them takes long, even if it is tiny.
func packAhead(t testing.TB, root string) {
	t.Helper()
	sitetest.Build(t, site.Options{Root: root, Out: filepath.Join(t.TempDir(), "site"), Compress: true})
}

func TestFailedBuildIsReportedWithExitCode1(t *testing.T) {
	sitetest.Write(t, enterTinyTree(t), "web/src/pages/page.ts", "const x: = 1;\n")
	for _, args := range [][]string{{"-out", "dist"}, {"-addr", "localhost:0"}} {
		code, stdout, stderr := call(t, args...)
		if code != 1 || stdout != "" || !strings.Contains(stderr, "web/src/pages/page.ts:1:10") {
			t.Errorf("%q: code %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestPictureDrawsAnAuthorsScript(t *testing.T) {
	file := filepath.Join(t.TempDir(), "my play.actor")
	if err := os.WriteFile(file, []byte("mailbox 1\nmain: set 42, get\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ as, says string }{
		{"", "<svg "}, {"svg", "<title>my play</title>"}, {"text", "main gets the answer 42"}, {"html", `<img src="my play.svg"`},
	} {
		args := []string{"picture", "-as", c.as, file}
		if c.as == "" {
			args = []string{"picture", file}
		}
		if code, stdout, stderr := call(t, args...); code != 0 || !strings.Contains(stdout, c.says) || stderr != "" {
			t.Errorf("%q: code %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestPictureReportsMistakesWithTheirPlace(t *testing.T) {
	dir := t.TempDir()
	sitetest.Write(t, dir, "wrong.actor", "mailbox 0\nmain: sett 1\n")
	sitetest.Write(t, dir, "large.actor", strings.Repeat("#", 2<<20))
	for file, says := range map[string][]string{
		"wrong.actor":   {"wrong.actor:1:9: ", "wrong.actor:2:7: "},
		"large.actor":   {"large.actor:1:1: ", "at most 1048576 bytes"},
		"missing.actor": {"missing.actor"},
		".":             {"directory"},
	} {
		code, stdout, stderr := call(t, "picture", filepath.Join(dir, file))
		for _, s := range says {
			if code != 1 || stdout != "" || !strings.Contains(stderr, s) {
				t.Errorf("%s: code %d, stdout %q, stderr %q", file, code, stdout, stderr)
			}
		}
	}
}
