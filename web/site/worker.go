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
		options.Stdin = nil // an entry of the bundle around it
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

// withoutLabPlugin leaves the lab out of a bundle that is one file: a page that is opened by double click has no workers.
func withoutLabPlugin() api.Plugin {
	return api.Plugin{Name: "without lab", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `/lab/lab$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "lab", Namespace: "absent"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "absent"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			content := `throw new Error("it needs workers, which a file can't start. It is on the site.");`
			return api.OnLoadResult{Contents: &content, Loader: api.LoaderJS}, nil
		})
	}}
}
