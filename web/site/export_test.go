package site

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// BundleTest bundles a file of tests, named from web/src, to one script that belongs to a site. It leaves what became of the
// tests in the global outcome, as a promise.
func BundleTest(ctx context.Context, s *Site, name string) ([]byte, error) {
	root, err := FindRoot("")
	if err != nil {
		return nil, err
	}
	w := &work{root: root, id: s.BuildID, module: s.Module}
	if err := w.findToolchain(ctx); err != nil {
		return nil, err
	}
	options := w.esbuildOptions()
	options.Stdin = &api.StdinOptions{
		Contents:   fmt.Sprintf("import %q;\nimport { run } from \"./testing/test\";\nObject.assign(globalThis, { outcome: run() });\n", "./"+name),
		ResolveDir: filepath.Join(root, "web", "src"),
		Sourcefile: "tests.ts",
		Loader:     api.LoaderTS,
	}
	options.EntryNames = "test"
	options.Splitting = false
	options.Sourcemap = api.SourceMapInline
	options.MinifyWhitespace, options.MinifyIdentifiers, options.MinifySyntax = false, false, false // for stacks that can be read
	result := api.Build(options)
	if problems := esbuildProblems(result.Errors, result.Warnings); len(problems) > 0 {
		return nil, &BuildError{Step: "esbuild", Problems: problems}
	}
	for _, f := range result.OutputFiles {
		if filepath.Base(f.Path) == "test.js" {
			return f.Contents, nil
		}
	}
	return nil, fmt.Errorf("esbuild wrote no script for %s", name)
}

// OwnUnits is how the element's style sheets are made.
var OwnUnits = ownUnits
