package web_test

import (
	"os"
	"path/filepath"
	"testing"
)

// tinyTree writes the smallest module that Build can make a site of, and gives its root.
func tinyTree(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range map[string]string{
		"go.mod":                       "module example.test/tiny\n\ngo 1.26\n",
		"actor/actor.go":               "package actor\n\nconst Answer = 42\n",
		"wasm/main.go":                 tinyMain,
		"web/src/actor.ts":             `import "wasm_exec"; export const id: string = BUILD_ID; export const file: string = WASM_FILE;`,
		"web/src/page.ts":              tinyPage,
		"web/src/actor-playground.ts":  "export {};",
		"web/src/embed-host.ts":        "export {};",
		"web/src/embed.ts":             "export {};",
		"web/src/embed-builder.ts":     "export {};",
		"web/styles/page.css":          "body { margin: 0 }\n",
		"web/styles/guide.css":         "p { margin: 0 }\n",
		"web/styles/embed.css":         "p { margin: 0 }\n",
		"web/styles/embed-builder.css": "p { margin: 0 }\n",
		"web/pages/index.html":         tinyIndex,
	} {
		write(t, root, name, content)
	}
	return root
}

const (
	tinyMain  = "package main\n\nimport \"example.test/tiny/actor\"\n\nvar buildID string\n\nfunc main() { println(buildID, actor.Answer) }\n"
	tinyPage  = `import { id } from "./actor"; document.body.dataset.id = id;`
	tinyIndex = `<!doctype html><html lang="en"><meta charset="utf-8"><title>tiny</title>` +
		`<link rel="icon" href="data:,"><link rel="stylesheet" href="{{.Style "page"}}">` +
		`<body><h1>tiny</h1><script type="module" src="{{.Script "page"}}"></script></body></html>` + "\n"
)

// write puts a file into a tree, in one step as a careful editor does: a watcher never sees half of it.
func write(t testing.TB, root, name, content string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	draft := filepath.Join(filepath.Dir(file), ".draft")
	if err := os.WriteFile(draft, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(draft, file); err != nil {
		t.Fatal(err)
	}
}

// read gives a file of a folder.
func read(t testing.TB, dir, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
