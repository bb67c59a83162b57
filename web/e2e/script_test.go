package e2e_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// ofScript returns what a JavaScript function with that body returns, run without a page. In the body are the exports
// of the scripts named, by their paths in web/src.
func ofScript[T any](t *testing.T, scripts []string, body string) T {
	t.Helper()
	dir, err := filepath.Abs("../src")
	if err != nil {
		t.Fatal(err)
	}
	var entry strings.Builder
	for _, name := range scripts {
		fmt.Fprintf(&entry, "export * from %q;\n", "./"+name)
	}
	built := api.Build(api.BuildOptions{
		Stdin:      &api.StdinOptions{Contents: entry.String(), ResolveDir: dir, Loader: api.LoaderTS},
		Bundle:     true,
		Format:     api.FormatIIFE,
		GlobalName: "scripts",
		LogLevel:   api.LogLevelSilent,
	})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors[0].Text)
	}
	result, err := chromedp.Run(sitetest.Browser(t), chromedp.Evaluate[T](fmt.Sprintf(
		"(() => { %s\nreturn ((%s) => { %s })(scripts); })()", built.OutputFiles[0].Contents, "{ ...s }", strings.ReplaceAll(body, "$", "s."))))
	if err != nil {
		t.Fatal(err)
	}
	return result
}
