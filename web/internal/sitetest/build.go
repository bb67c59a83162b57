package sitetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/actor-playground/actor-playground/web/site"
)

// What the process began with, whatever a test changes.
var (
	root, errRoot = site.FindRoot("")
	temp          = os.TempDir()
)

// buildBuilder makes the program that builds sites, in the folder that it returns.
var buildBuilder = sync.OnceValues(func() (dir string, err error) {
	if errRoot != nil {
		return "", errRoot
	}
	if err := lookAtSources(); err != nil {
		return "", err
	}
	if dir, err = os.MkdirTemp(temp, "sitetest-*"); err != nil {
		return "", err
	}
	cleanup = append(cleanup, func() { os.RemoveAll(dir) })
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "builder"), "./web/internal/sitetest/builder")
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, output)
	}
	return dir, nil
})

// Build is [site.Build] in a process of its own, without the race detector if the test has one. It takes all options but
// Progress.
func Build(t testing.TB, o site.Options) *site.Site {
	t.Helper()
	built, err := build(o)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func build(o site.Options) (*site.Site, error) {
	dir, err := buildBuilder()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(dir, "builder"), "-root", o.Root, "-out", o.Out, "-cache", o.CacheDir, "-url", o.URL, fmt.Sprintf("-compress=%v", o.Compress))
	var errs strings.Builder
	cmd.Stderr = &errs
	output, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, errs.String())
	}
	built := new(site.Site)
	return built, json.Unmarshal(output, built)
}

// lookAtSources opens each folder of the module's sources. By that go test knows what the outcome of the tests depends on, which it
// would not see in the other process, and does not take an older one for that of today.
func lookAtSources() error {
	var all error
	for _, name := range []string{"actor", "wasm", "web", "go.mod", "go.sum"} {
		err := filepath.WalkDir(filepath.Join(root, name), func(_ string, _ fs.DirEntry, err error) error { return err })
		all = errors.Join(all, err)
	}
	return all
}
