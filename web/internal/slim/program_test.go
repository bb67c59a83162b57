package slim_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/internal/slim"
)

func TestMain(m *testing.M) { os.Exit(sitetest.Main(m)) }

func compile(t *testing.T) []byte {
	t.Helper()
	output := filepath.Join(t.TempDir(), "program.wasm")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-gcflags=std=-l", "-o", output, "./testdata/program")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	module, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	return module
}

// run gives the lines that a program prints in the browser.
func run(t *testing.T, module []byte) []string {
	t.Helper()
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]struct {
		kind    string
		content []byte
	}{
		"/":             {"text/html", []byte(`<!doctype html><link rel="icon" href="data:,"><script src="wasm_exec.js"></script>`)},
		"/wasm_exec.js": {"text/javascript", glue},
		"/program.wasm": {"application/wasm", module},
	}
	address := sitetest.ServeHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", files[r.URL.Path].kind)
		w.Write(files[r.URL.Path].content)
	}))
	tab := sitetest.Browser(t)
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	lines, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`(async () => {
		const lines = [], { log } = console;
		console.log = (line) => lines.push(...line.split("\n"));
		const go = new Go();
		const { instance } = await WebAssembly.instantiateStreaming(fetch("program.wasm"), go.importObject);
		await go.run(instance);
		console.log = log; // which the end of the test needs
		return lines;
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// ofMain keeps the program's own functions and, of them alone, the lines.
func ofMain(function string) bool { return strings.HasPrefix(function, "main.") }

var (
	call  = regexp.MustCompile(`^(\S+)\(.*\)$`)
	place = regexp.MustCompile(`^\t.+:\d+`)
)

func TestASlimProgramDoesTheSameAndItsStacksLackTheLinesOfOthersOnly(t *testing.T) {
	module := compile(t)
	short, err := slim.Module(module, ofMain)
	if err != nil {
		t.Fatal(err)
	}
	want, got := run(t, module), run(t, short)
	if len(want) < 20 || !slices.Contains(want, "500500 in a stack that grew") || !slices.Contains(want, "100 on a heap that was collected") ||
		!slices.Contains(want, "true is that a type was found") {
		t.Fatalf("the program itself prints %q", want)
	}
	ours, others := 0, 0
	function := ""
	for i, line := range want {
		if m := call.FindStringSubmatch(line); m != nil {
			function = m[1]
			want[i] = function
			if i < len(got) {
				got[i] = call.ReplaceAllString(got[i], "$1")
			}
		}
		switch {
		case !place.MatchString(line):
		case ofMain(function):
			ours++
		default:
			others++
			want[i] = place.ReplaceAllString(line, "\t?:0")
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("it prints\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if ours < 4 || others < 4 {
		t.Errorf("the stacks have %d lines of ours and %d of others", ours, others)
	}
}

func TestAModuleThatIsNoneOfGosIsReported(t *testing.T) {
	module := compile(t)
	of := func(sections ...string) []byte { return []byte("\x00asm\x01\x00\x00\x00" + strings.Join(sections, "")) }
	spoiled := func(what, by string) []byte {
		return []byte(strings.Replace(string(module), what, by, 1))
	}
	for _, c := range []struct {
		module []byte
		want   string
	}{
		{nil, "no WebAssembly"},
		{[]byte("<!doctype html>"), "no WebAssembly"},
		{of(), "no data section"},
		{of("\x0b\x05\x01"), "ends within a section"},
		{of("\x0b\xff\xff\xff\xff\xff\x01"), "ends within a section"},
		{of("\x0b\x06\x01\x01\x01\x61\x00\x00"), "segment 0"},                 // passive
		{of("\x0b\x07\x01\x00\x41\x7f\x0b\x01\x61"), "segment 0"},             // at -1
		{of("\x0b\x07\x01\x00\x41\x00\x0b\x02\x61"), "segment 0"},             // longer than the section
		{of("\x0b\x0a\x01\x00\x41\xff\xff\xff\xff\x07\x0b\x00"), "segment 0"}, // past all memory
		{of("\x0b\x08\x01\x00\x41\x00\x0b\x01\x61\x61"), "1 bytes are left over"},
		{of("\x0b\x07\x01\x00\x41\x00\x0b\x01\x61"), "table of functions"},
		{spoiled("\xf1\xff\xff\xff\x00\x00\x01\x08", "\xf2\xff\xff\xff\x00\x00\x01\x08"), "table of functions"}, // of another Go
		{module[:len(module)/2], "ends within a section"},
	} {
		if _, err := slim.Module(c.module, ofMain); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want an error with %q", c.module, err, c.want)
		}
	}
}

func TestItIsSmallerWhenPackedTheSameEachTimeAndTwiceIsOnce(t *testing.T) {
	module := compile(t)
	of := func(module []byte) []byte {
		short, err := slim.Module(module, ofMain)
		if err != nil {
			t.Fatal(err)
		}
		return short
	}
	short := of(module)
	if !bytes.Equal(short, of(module)) || !bytes.Equal(short, of(short)) {
		t.Error("two modules of the same differ")
	}
	if before, after := packed(t, module), packed(t, short); after > before*9/10 {
		t.Errorf("%d bytes are %d now, want a tenth less at least", before, after)
	}
}

func packed(t *testing.T, content []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestWithoutAChoiceStacksKeepEveryLine(t *testing.T) {
	module := compile(t)
	short, err := slim.Module(module, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want, got := run(t, module), run(t, short); !slices.Equal(got, want) {
		t.Errorf("it prints\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
