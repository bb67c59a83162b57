package picture

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/actor-playground/actor-playground/wasm/stage"
	"github.com/actor-playground/actor-playground/web/src"
)

// A drawing is a play's picture, as web/src/playground/views/timeline/still.ts makes it.
type drawing struct {
	SVG           string `json:"svg"`
	Width, Height int
}

// draw has the page's own script draw the play's beginning. What is laid out is laid out there, for the page and for this.
func (p *play) draw() (drawing, error) {
	program, err := drawingProgram()
	if err != nil {
		return drawing{}, err
	}
	played, err := p.json()
	if err != nil {
		return drawing{}, err
	}
	vm := goja.New()
	if _, err := vm.RunProgram(program); err != nil {
		return drawing{}, err
	}
	if err := vm.Set("played", string(played)); err != nil {
		return drawing{}, err
	}
	drawn, err := vm.RunString("JSON.stringify(timeline.draw(JSON.parse(played)))")
	if err != nil {
		return drawing{}, fmt.Errorf("drawing %q: %w", p.title, err)
	}
	var d drawing
	return d, json.Unmarshal([]byte(drawn.String()), &d)
}

// json is what at-build.ts takes: the interface Played.
func (p *play) json() ([]byte, error) {
	type note struct {
		Text  string `json:"text"`
		Wrong bool   `json:"wrong"`
	}
	script, events := p.stage.Script(), p.shown(pictureEvents)
	notes := []note{}
	for _, n := range []note{{p.left(events), false}, {p.outcome(), true}} {
		if n.Text != "" {
			notes = append(notes, n)
		}
	}
	lines := strings.TrimSuffix(string(p.stage.AppendEvents(nil, 0, events)), "\n")
	return json.Marshal(map[string]any{
		"title": p.title, "description": "Sequence diagram of an actor and its callers, time to the right. " + p.inShort(),
		"notes": notes, "capacity": script.Capacity, "handle": int64(script.Handle), "clients": script.ClientCount(), "names": firstNames(script),
		"events": json.RawMessage("[" + strings.ReplaceAll(lines, "\n", ",") + "]"),
	})
}

// firstNames has for each line of the script as many clients as may have lanes of their own.
func firstNames(script stage.Script) map[int]string {
	const most = 9
	names, index := map[int]string{}, 0
	for _, group := range script.Clients {
		for i := range min(group.Count, most) {
			names[index+i] = group.NameOf(i)
		}
		index += group.Count
	}
	return names
}

// drawingProgram is the script that draws, bundled and compiled.
var drawingProgram = sync.OnceValues(func() (*goja.Program, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"./playground/views/timeline/at-build"},
		Bundle:      true,
		Format:      api.FormatIIFE,
		GlobalName:  "timeline",
		Target:      api.ES2020,
		Plugins:     []api.Plugin{sources(src.Timeline)},
		LogLevel:    api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), ""))
	}
	return goja.Compile("at-build.ts", string(result.OutputFiles[0].Contents), true)
})

// sources resolves imports within files.
func sources(files fs.FS) api.Plugin {
	return api.Plugin{Name: "sources", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^\.`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Join(path.Dir(a.Importer), a.Path)
			if path.Ext(name) == "" {
				name += ".ts"
			}
			return api.OnResolveResult{Path: name, Namespace: "sources"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "sources"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			content, err := fs.ReadFile(files, a.Path)
			text, loader := string(content), api.LoaderTS
			if a.With["type"] == "text" {
				loader = api.LoaderText
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, err
		})
	}}
}
