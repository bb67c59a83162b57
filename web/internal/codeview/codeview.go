// Package codeview makes what the code view shows: the actor at the reader's level, in the Go that runs and in Rust; the core
// behind it; and for each event of a stage the line that did it.
//
// A comment at the end of a line, such as "view: blocked", marks the line for an event. The reader doesn't see the comments.
// A mark that is missing, stands twice or is for no event fails the build.
package codeview

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	goActor   = "actor/data/data.go"
	rustActor = "web/code/actor.rs"
	core      = "actor/*.go"
)

// actorModule is what "source:actor" exports, and coreModule what "source:core" does; web/src/source.d.ts has their types.
type actorModule struct {
	Go   shownFile `json:"go"`
	Rust shownFile `json:"rust"`
}

type coreModule struct {
	Files []shownFile `json:"files"`
}

// A shownFile is a file, or parts of it, and where it is lit.
type shownFile struct {
	Name  string `json:"name"`
	Parts []part `json:"parts"`
	// Numbers of lines, from 1, by event.
	Lights map[string]int `json:"lights"`
}

// A part is a run of lines.
type part struct {
	First int    `json:"first"` // number of its first line
	Text  string `json:"text"`
	// What is not plain, three numbers each: UTF-16 units after the end of the last, length, class (an index of tokenClasses).
	Tokens []int `json:"tokens"`
}

// Plugin resolves the imports "source:actor" and "source:core" to the sources as data.
func Plugin(root string) api.Plugin {
	const namespace = "source"
	return api.Plugin{Name: "source", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^source:(actor|core)$`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, "source:"), Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			var m any
			var problems []api.Message
			var err error
			if a.Path == "core" {
				m, problems, err = readCore(root)
			} else {
				m, problems, err = readActor(root)
			}
			if err != nil || len(problems) > 0 {
				return api.OnLoadResult{Errors: problems}, err
			}
			content, err := json.Marshal(m)
			text := string(content)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, err
		})
	}}
}

func readActor(root string) (*actorModule, []api.Message, error) {
	m := new(actorModule)
	var problems []api.Message
	for _, half := range []struct {
		name   string
		to     *shownFile
		lines  func(*source) ([]span, error)
		lights []light
	}{
		{goActor, &m.Go, excerpt, actorLights},
		{rustActor, &m.Rust, afterHeader, actorLights},
	} {
		s, err := readSource(root, half.name)
		if err != nil {
			return nil, nil, err
		}
		spans, err := half.lines(s)
		if err != nil {
			return nil, nil, err
		}
		if *half.to, err = s.shown(spans); err != nil {
			return nil, nil, err
		}
		lit, wrong := find(half.name, []*source{s}, half.lights)
		half.to.Lights = lit[s]
		problems = append(problems, wrong...)
	}
	return m, problems, nil
}

// readCore reads the files that nothing is lit in, too.
func readCore(root string) (*coreModule, []api.Message, error) {
	names, err := fs.Glob(os.DirFS(root), core)
	if err != nil {
		return nil, nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	var files []*source
	for _, name := range names {
		s, err := readSource(root, name)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, s)
	}
	lit, problems := find(core, files, coreLights)
	m := new(coreModule)
	for _, s := range files {
		f, err := s.shown([]span{{1, len(s.lines)}})
		if err != nil {
			return nil, nil, err
		}
		f.Lights = lit[s]
		m.Files = append(m.Files, f)
	}
	return m, problems, nil
}

// A source is a file without its marks.
type source struct {
	name  string
	lines []string
	marks []mark
}

func readSource(root, name string) (*source, error) {
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	s := &source{name: name, lines: strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")}
	s.takeMarks()
	return s, nil
}

// A span is lines of a file, from 1, the last included.
type span struct{ first, last int }

func (s *source) shown(spans []span) (shownFile, error) {
	f := shownFile{Name: s.name, Lights: map[string]int{}}
	for _, lines := range spans {
		p := part{First: lines.first, Text: strings.Join(s.lines[lines.first-1:lines.last], "\n")}
		var err error
		if p.Tokens, err = tokensOf(fmt.Sprintf("%s:%d", s.name, p.First), s.language(), p.Text); err != nil {
			return f, err
		}
		f.Parts = append(f.Parts, p)
	}
	return f, nil
}

func (s *source) language() string { return strings.TrimPrefix(filepath.Ext(s.name), ".") }
