package site

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/web/internal/codeview"
	"github.com/actor-playground/actor-playground/web/lessons"
)

// entries is every script and style that a page or another site can load. Each becomes one file with its content's hash in
// its name; what it imports is bundled in.
var entries = []entry{
	{source: "src/client/actor.ts", stable: true, alone: true},     // the headless client: import { startActor } from "./actor.js"
	{source: "src/element/actor-playground.ts", stable: true},      // defines the element
	{source: "src/pages/embed-host.ts", stable: true, alone: true}, // sizes iframes, on pages of others
	{source: "src/pages/page.ts"},
	{source: "src/pages/embed.ts"},
	{source: "src/pages/embed-builder.ts"},
	{source: "src/pages/lab-page.ts"},
	{source: "styles/page.css"},
	{source: "styles/guide.css"},
	{source: "styles/embed.css"},
	{source: "styles/embed-builder.css"},
	{source: "styles/lab.css"},
}

type entry struct {
	source string // below web/
	alone  bool   // shares no file with other entries: to copy it is to copy one file
	stable bool   // is also written under its plain name, for those who cannot know the hash
}

// name is what the entry is called in pages and on the site, without a hash: "actor.js", "page.css".
func (e entry) name() string {
	base := path.Base(e.source)
	if stem, ok := strings.CutSuffix(base, ".ts"); ok {
		return stem + ".js"
	}
	return base
}

// bundle runs esbuild over the entries and writes the results to dir. It gives the file name for each entry's plain name.
func bundle(root, dir string, tc *toolchain, id, module string) (map[string]string, error) {
	var together []entry
	runs := [][]entry{nil}
	for _, e := range entries {
		if e.alone {
			runs = append(runs, []entry{e})
		} else {
			together = append(together, e)
		}
	}
	runs[0] = together
	failed := &BuildError{Step: "esbuild"}
	names := map[string]string{}
	for _, run := range runs {
		options := bundleOptions(root, tc, id, module)
		for _, e := range run {
			options.EntryPoints = append(options.EntryPoints, "web/"+e.source)
		}
		result := api.Build(options)
		if problems := esbuildProblems(result.Errors, result.Warnings); len(problems) > 0 {
			failed.Problems = append(failed.Problems, problems...)
			continue
		}
		for _, f := range result.OutputFiles {
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(f.Path)), f.Contents, 0o644); err != nil {
				return nil, err
			}
		}
		if err := nameEntries(dir, result.Metafile, run, names); err != nil {
			return nil, err
		}
	}
	if len(failed.Problems) > 0 {
		return nil, failed
	}
	return names, nil
}

// bundleOptions is how the scripts and styles of a site are made. Nothing is written by esbuild itself.
func bundleOptions(root string, tc *toolchain, id, module string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root,
		// Nothing is written there: it is the place from which source maps name their sources, so it must not vary.
		Outdir:            filepath.Join(root, "dist"),
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		Bundle:            true,
		Splitting:         true, // what is imported on demand is loaded on demand
		Format:            api.FormatESModule,
		Platform:          api.PlatformBrowser,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Sourcemap:         api.SourceMapLinked,
		LegalComments:     api.LegalCommentsNone,
		Metafile:          true,
		Define:            map[string]string{"BUILD_ID": strconv.Quote(id), "WASM_FILE": strconv.Quote(module)},
		Plugins:           []api.Plugin{wasmExecPlugin(tc), cssTextPlugin(root), lessonsPlugin(), codeview.Plugin(root), workerPlugin()},
		LogLevel:          api.LogLevelSilent,
	}
}

// wasmExecPlugin resolves the import "wasm_exec" to the toolchain's own file. It loads it under a made-up namespace, not a
// path, so that source maps are the same wherever Go is installed.
func wasmExecPlugin(tc *toolchain) api.Plugin {
	const namespace = "goroot"
	return api.Plugin{Name: "wasm_exec", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^wasm_exec$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "wasm_exec.js", Namespace: namespace, SideEffects: api.SideEffectsTrue}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			content := string(tc.wasmExec)
			return api.OnLoadResult{Contents: &content, Loader: api.LoaderJS}, nil
		})
	}}
}

// cssTextPlugin gives style sheets that are imported with { type: "text" } as minified text, for constructable sheets in a
// shadow root. esbuild's own text loader would leave them as they are, mistakes included.
func cssTextPlugin(root string) api.Plugin {
	return api.Plugin{Name: "css text", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `\.css$`}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			if a.With["type"] != "text" {
				return api.OnLoadResult{}, nil // a style sheet of a page: esbuild's matter
			}
			content, err := os.ReadFile(a.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			file, err := filepath.Rel(root, a.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			minified := api.Transform(string(content), api.TransformOptions{
				Loader: api.LoaderCSS, Target: api.ES2022, MinifyWhitespace: true, MinifySyntax: true,
				Sourcefile: filepath.ToSlash(file), LegalComments: api.LegalCommentsNone,
			})
			text := string(minified.Code)
			return api.OnLoadResult{
				Contents: &text, Loader: api.LoaderText, Errors: minified.Errors, Warnings: minified.Warnings,
			}, nil
		})
	}}
}

// lessonsPlugin resolves the import "lessons" to the lessons as data; web/src/element/lessons.ts has their type.
func lessonsPlugin() api.Plugin {
	const namespace = "lessons"
	return api.Plugin{Name: "lessons", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^lessons$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "lessons.json", Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			all, err := json.Marshal(lessons.All())
			content := string(all)
			return api.OnLoadResult{Contents: &content, Loader: api.LoaderJSON}, err
		})
	}}
}

// esbuildProblems takes warnings for errors: each is a mistake that would show up at run time, if at all. But those about
// Go's own file are not ours to mend.
func esbuildProblems(errors, warnings []api.Message) []Problem {
	var found []Problem
	add := func(m api.Message) {
		p := Problem{Text: m.Text}
		if l := m.Location; l != nil {
			p.File, p.Line, p.Column, p.Source = l.File, l.Line, l.Column+1, l.LineText
		}
		for _, note := range m.Notes {
			p.Text += "\n    " + note.Text
		}
		found = append(found, p)
	}
	for _, m := range errors {
		add(m)
	}
	for _, m := range warnings {
		if m.Location == nil || m.Location.Namespace != "goroot" {
			add(m)
		}
	}
	return found
}

// nameEntries finds out from the metafile what each entry was written as, adds that to names, and makes the stable copies.
func nameEntries(dir, metafile string, entries []entry, names map[string]string) error {
	var meta struct {
		Outputs map[string]struct{ EntryPoint string }
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return fmt.Errorf("esbuild's metafile: %w", err)
	}
	written := map[string]string{}
	for output, o := range meta.Outputs {
		if o.EntryPoint != "" {
			written[o.EntryPoint] = path.Base(output)
		}
	}
	for _, e := range entries {
		hashed := written["web/"+e.source]
		if hashed == "" {
			return fmt.Errorf("esbuild wrote nothing for web/%s", e.source)
		}
		names[e.name()] = hashed
		if !e.stable {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, hashed))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, e.name()), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
