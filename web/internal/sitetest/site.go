// Package sitetest is what the tests of the site share: one build of it, a server, and a browser. A test package that uses
// it hands its TestMain to [Main], which cleans up.
package sitetest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	"github.com/actor-playground/actor-playground/web/serve"
	"github.com/actor-playground/actor-playground/web/site"
)

// Main runs the tests and then removes the built site and ends the browser, if they were used:
//
//	func TestMain(m *testing.M) { os.Exit(sitetest.Main(m)) }
func Main(m *testing.M) int {
	defer func() {
		for _, f := range cleanup {
			f()
		}
	}()
	return m.Run()
}

// cleanup is what Main does at the end; filled under the locks of the sync.Onces.
var cleanup []func()

var buildSite = sync.OnceValues(func() (*site.Site, error) {
	dir, err := buildBuilder()
	if err != nil {
		return nil, err
	}
	return build(site.Options{Root: root, Out: filepath.Join(dir, "site"), Compress: true})
})

// Site returns the site as it is shipped, built once for all tests of a process. Tests must not change it; CopyFS it first.
func Site(t testing.TB) *site.Site {
	t.Helper()
	built, err := buildSite()
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// Serve serves the files in dir with the product's own handler until the test ends and gives the address, "/" at its end.
// What wrap returns, if given, answers in the handler's place: a test can spoil single answers with it.
func Serve(t testing.TB, dir string, wrap ...func(http.Handler) http.Handler) string {
	t.Helper()
	handler, err := serve.Handler(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrap {
		handler = w(handler)
	}
	return ServeHandler(t, handler)
}

// ServeHandler serves any handler until the test ends and gives the address, "/" at its end.
func ServeHandler(t testing.TB, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.CloseClientConnections() // event streams stay open of themselves
		server.Close()
	})
	return server.URL + "/"
}

// InstallPackage copies what the npm package is made of, and nothing else of the site, to a folder.
func InstallPackage(t testing.TB, dir string) {
	t.Helper()
	built := Site(t)
	var manifest struct{ Files []string }
	if err := json.Unmarshal([]byte(Read(t, built.Dir, "package.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(manifest.Files, "package.json") {
		Write(t, dir, name, Read(t, built.Dir, name))
	}
}
