// Package bench measures the product, and its peers if they are installed: see ../../../build.sh bench. It never
// says that a time is too long.
package bench_test

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

var figuresFile = flag.String("figures", "", "measure, and write the figures to this `file` for benchstat")

func TestMain(m *testing.M) { os.Exit(sitetest.Main(m)) }

var comparisons = []versus{
	{"go-native-pair", "tokio-native-pair", 0.30},
	{"go-native-tell", "tokio-native-tell", 0.45},
	{"go-wasm-pair", "tokio-wasm-pair", 0.30},
	{"go-wasm-tell", "tokio-wasm-tell", 0.65},
	{"js-pair", "js-handwritten-pair", 0.55},
	{"js-pair", "peer-js-handwritten-pair", 0.55},
}

func TestFigures(t *testing.T) {
	if *figuresFile == "" {
		t.Skip("it measures where -figures names a file")
	}
	file, err := os.Create(*figuresFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := &record{lines: os.Stdout}
	peers := peersDir(t)
	native(t, r)
	if peers == "" {
		fmt.Println("The peers were not measured: PEERS names no folder with a program run in it, nor is it in ../shared/peers.")
	} else {
		runPeers(t, r, peers) // now, because a shared machine is another a minute later
	}
	sizes(t, r)
	inBrowser(t, r, peers)
	all := comparisons
	for _, size := range crowds {
		tokio := fmt.Sprintf("tokio-crowd-%dx%d-pair", size[0], size[1])
		all = append(all,
			versus{crowdName(size, "goroutine"), tokio, 0.9},
			versus{crowdName(size, "goroutine"), crowdName(size, "channel"), 0.9},
			versus{crowdName(size, "caller"), tokio, 0.9})
	}
	fmt.Println()
	r.table(os.Stdout, all)

	chromium, err := chromedp.CallBrowser(sitetest.Browser(t), browser.GetVersion, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	about := fmt.Sprintf("goos: %s\ngoarch: %s\ncores: %d\ngo: %s\nchromium: %s\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), chromium.Product)
	fmt.Printf("\n%swritten to: %s\n", about, *figuresFile)
	fmt.Fprint(file, about)
	r.benchstat(file)
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
