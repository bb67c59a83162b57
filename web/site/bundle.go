package site

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/web/internal/codeview"
	"github.com/actor-playground/actor-playground/web/internal/typescript"
	"github.com/actor-playground/actor-playground/web/lessons"
)

// entries is every script and style that a page or another site can load. Each becomes one file with its content's hash in
// its name; what it imports is bundled in.
var entries = []entry{
	{source: "src/client/actor.ts", stable: true, alone: true},     // the headless client: import { startActor } from "./actor.js"
	{source: "src/element/actor-playground.ts", stable: true},      // defines the element
	{source: "src/pages/embed-host.ts", stable: true, alone: true}, // sizes iframes, on pages of others
	{source: "src/pages/theme.ts", alone: true},                    // runs before a page is painted
	{source: "src/pages/page.ts"},
	{source: "src/pages/guide.ts"},
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

// bundled is what esbuild has made of the entries.
type bundled struct {
	names    map[string]string   // by an entry's plain name, as "page.js", its file's
	onDemand map[string]string   // likewise, of each script that another loads on demand
	imports  map[string][]string // by a script's file name, those of the scripts it loads at once
	loads    map[string][]string // by a script's file name, those of the scripts it loads, at once or on demand
}

// withImported returns files and all that they load at once, each after one that loads it.
func (b bundled) withImported(names ...string) []string { return reached(b.imports, names) }

// withLoaded returns files and all that they load, sorted.
func (b bundled) withLoaded(names ...string) []string {
	all := reached(b.loads, names)
	slices.Sort(all)
	return all
}

// reached returns names and all that edges lead to from there, each once and after one that leads to it.
func reached(edges map[string][]string, names []string) []string {
	var all []string
	for len(names) > 0 {
		name := names[0]
		names = names[1:]
		if !slices.Contains(all, name) {
			all = append(all, name)
			names = append(names, edges[name]...)
		}
	}
	return all
}

// stableEntries are the names of the scripts that others may load.
func stableEntries() []string {
	var names []string
	for _, e := range entries {
		if e.stable {
			names = append(names, e.name())
		}
	}
	return names
}

// bundleScripts runs esbuild over the entries.
func (w *work) bundleScripts(context.Context) error {
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
	w.scripts = bundled{names: map[string]string{}, onDemand: map[string]string{}, imports: map[string][]string{}, loads: map[string][]string{}}
	failed := &BuildError{Step: "esbuild"}
	for _, run := range runs {
		options := w.esbuildOptions()
		for _, e := range run {
			options.EntryPoints = append(options.EntryPoints, "web/"+e.source)
		}
		result := api.Build(options)
		if problems := esbuildProblems(result.Errors, result.Warnings); len(problems) > 0 {
			failed.Problems = append(failed.Problems, problems...)
			continue
		}
		for _, f := range result.OutputFiles {
			w.files[filepath.Base(f.Path)] = f.Contents
		}
		if err := w.readMetafile(result.Metafile, run); err != nil {
			return err
		}
	}
	if len(failed.Problems) > 0 {
		return failed
	}
	return nil
}

// readMetafile finds out what each entry was written as and what it loads, and makes the stable copies.
func (w *work) readMetafile(metafile string, entries []entry) error {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string
			Imports    []struct {
				Path     string
				Kind     string
				External bool
			}
		}
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return fmt.Errorf("esbuild's metafile: %w", err)
	}
	written := map[string]string{}
	for output, o := range meta.Outputs {
		name := path.Base(output)
		if o.EntryPoint != "" {
			written[o.EntryPoint] = name
		}
		for _, imported := range o.Imports {
			if imported.External {
				continue
			}
			file := path.Base(imported.Path)
			w.scripts.loads[name] = append(w.scripts.loads[name], file)
			switch imported.Kind {
			case "import-statement":
				w.scripts.imports[name] = append(w.scripts.imports[name], file)
			case "dynamic-import":
				w.scripts.onDemand[(entry{source: meta.Outputs[imported.Path].EntryPoint}).name()] = file
			}
		}
	}
	for _, e := range entries {
		hashed := written["web/"+e.source]
		if hashed == "" {
			return fmt.Errorf("esbuild wrote nothing for web/%s", e.source)
		}
		w.scripts.names[e.name()] = hashed
		if e.stable {
			w.files[e.name()], w.scripts.loads[e.name()] = w.files[hashed], w.scripts.loads[hashed]
		}
	}
	return nil
}

// esbuildOptions is how the scripts and styles of a site are made. Nothing is written by esbuild itself.
func (w *work) esbuildOptions() api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: w.root,
		// Nothing is written there: it is the place from which source maps name their sources, so it must not vary.
		Outdir:            filepath.Join(w.root, "dist"),
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
		Define:            map[string]string{"BUILD_ID": strconv.Quote(w.id), "WASM_FILE": strconv.Quote(w.module)},
		Plugins:           []api.Plugin{wasmExecPlugin(w.toolchain), cssTextPlugin(w.root), lessonsPlugin(), codeview.Plugin(w.root), callsPlugin(w.root), workerPlugin()},
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

// cssTextPlugin returns style sheets that are imported with { type: "text" } as minified text, for constructable sheets in a
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
			all, err := json.Marshal(append(lessons.All(), lessons.Opening()))
			content := string(all)
			return api.OnLoadResult{Contents: &content, Loader: api.LoaderJSON}, err
		})
	}}
}

// callsPlugin resolves the import "wasm:calls" to what is made of the Go sources. "wasm:protocol" has types alone.
func callsPlugin(root string) api.Plugin {
	const namespace = "wasm"
	return api.Plugin{Name: "protocol", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^" + typescript.Calls + "$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "calls.ts", Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := typescript.Of(root, typescript.Calls)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, err
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
