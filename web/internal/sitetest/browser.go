package sitetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Timeout ends a test whose page never does what it is waited for, with an error that says where it waited.
const Timeout = 90 * time.Second

// unused are what a window of the browser has and no test needs. The address bar's popups are pages of a hundred scripts each, which
// every new window loads: more work than the pages of most tests. Translate is from chromedp's own list, which this one replaces.
var unused = []string{"Translate", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"}

var startBrowser = sync.OnceValues(func() (context.Context, error) {
	program, err := chromium()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), // with a profile of its own, in a folder that is removed with it
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", strings.Join(unused, ",")),
	)
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(alloc)
	cleanup = append(cleanup, func() {
		chromedp.Cancel(ctx) // waits until the browser is gone
		cancel()
		cancelAlloc()
	})
	return ctx, chromedp.Do(ctx) // starts it
})

// chromium finds the browser: the program that CHROMIUM names, else the usual names on PATH.
func chromium() (string, error) {
	if named := os.Getenv("CHROMIUM"); named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("the tests need Chromium: install it, or set CHROMIUM to the program's path")
}

// Browser returns the context of a fresh tab, for chromedp.Do and chromedp.Run, with cookies and cache of its own. All tests of
// a process share one browser.
//
// What the tab complains of - errors on the console, uncaught exceptions, requests that failed, violations of the content
// security policy - fails the test at its end, unless it contains one of the texts expected. An expected complaint that
// never came fails it too. Start the server first: what starts last ends first, and a tab complains of a server that goes.
func Browser(t testing.TB, expected ...string) context.Context {
	t.Helper()
	return BrowserFor(t, Timeout, expected...)
}

// BrowserFor is Browser for a test that may take longer than others.
func BrowserFor(t testing.TB, timeout time.Duration, expected ...string) context.Context {
	t.Helper()
	browser, err := startBrowser()
	if err != nil {
		t.Fatal(err)
	}
	tab, closeTab := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	if err := chromedp.Do(tab); err != nil { // opens it, bound to a context without a timeout
		closeTab()
		t.Fatal(err)
	}
	var (
		complaints []string // of read, until that is done
		read       sync.WaitGroup
	)
	messages := chromedp.Console(tab)
	marker := "sitetest: end of " + t.Name()
	read.Go(func() {
		for m, err := range messages {
			if err != nil || m.Text == marker {
				return
			}
			if m.Type == chromedp.ConsoleError || m.IsException() || m.Type == "assert" || m.Source == "security" {
				complaints = append(complaints, fmt.Sprintf("%s (%s:%d)", m, m.URL, m.Line+1))
			}
		}
	})
	ctx, cancel := context.WithTimeout(tab, timeout)
	t.Cleanup(func() {
		cancel()
		// The marker comes after all the page said before. A tab that can't even say that is closed, which ends the reading.
		end, cancelEnd := context.WithTimeout(tab, 5*time.Second)
		err := chromedp.Do(end, chromedp.Evaluate[chromedp.Void](fmt.Sprintf("console.log(%q)", marker)))
		cancelEnd()
		if err != nil {
			closeTab()
		}
		read.Wait()
		closeTab()
		for _, c := range complaints {
			if !slices.ContainsFunc(expected, func(e string) bool { return strings.Contains(c, e) }) {
				t.Error("the page complained: " + c)
			}
		}
		for _, e := range expected {
			if !slices.ContainsFunc(complaints, func(c string) bool { return strings.Contains(c, e) }) {
				t.Errorf("the page never complained of %q; it complained of %q", e, complaints)
			}
		}
	})
	return ctx
}
