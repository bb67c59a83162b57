package site

import (
	"path"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// workerPlugin resolves an import as "worker:./worker", from folder lab, to the address of that script as a file of its own,
// "./lab-worker-K3WQ7TZA.js". All that it imports is bundled in: a worker shares nothing with its page.
func workerPlugin() api.Plugin {
	const namespace = "worker"
	return api.Plugin{Name: "worker", Setup: func(build api.PluginBuild) {
		options := *build.InitialOptions
		options.Splitting = false
		options.Sourcemap = api.SourceMapNone // it would have to be a file beside this one, which only esbuild can name
		options.Metafile = false
		build.OnResolve(api.OnResolveOptions{Filter: `^worker:`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			source := filepath.Join(a.ResolveDir, filepath.FromSlash(a.Path[len("worker:"):])) + ".ts"
			name := filepath.Base(filepath.Dir(source)) + "-" + filepath.Base(source)
			return api.OnResolveResult{Path: name[:len(name)-len(".ts")] + ".js", Namespace: namespace, PluginData: source}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			options := options
			options.EntryPoints = []string{a.PluginData.(string)}
			result := api.Build(options)
			for _, f := range result.OutputFiles {
				if path.Ext(f.Path) == ".js" {
					content := string(f.Contents)
					return api.OnLoadResult{Contents: &content, Loader: api.LoaderFile, Warnings: result.Warnings}, nil
				}
			}
			return api.OnLoadResult{Errors: result.Errors, Warnings: result.Warnings}, nil
		})
	}}
}
