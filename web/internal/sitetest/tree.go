package sitetest

import (
	"os"
	"path/filepath"
	"testing"
)

// TinyTree writes the smallest module that site.Build can make a site of, and gives its root.
func TinyTree(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range map[string]string{
		"go.mod":                              "module example.test/tiny\n\ngo 1.26\n",
		"actor/actor.go":                      "package actor\n\nconst Answer = 42\n",
		"wasm/main.go":                        TinyMain,
		"web/src/client/actor.ts":             `import "wasm_exec"; export const id: string = BUILD_ID; export const file: string = WASM_FILE;`,
		"web/src/pages/page.ts":               TinyPage,
		"web/src/element/actor-playground.ts": "export {};",
		"web/src/pages/embed-host.ts":         "export {};",
		"web/src/pages/theme.ts":              "export {};",
		"web/src/pages/guide.ts":              "export {};",
		"web/src/pages/embed.ts":              "export {};",
		"web/src/pages/embed-builder.ts":      "export {};",
		"web/src/pages/lab-page.ts":           "export {};",
		"web/styles/page.css":                 "body { margin: 0 }\n",
		"web/styles/guide.css":                "p { margin: 0 }\n",
		"web/styles/embed.css":                "p { margin: 0 }\n",
		"web/styles/embed-builder.css":        "p { margin: 0 }\n",
		"web/styles/lab.css":                  "p { margin: 0 }\n",
		"web/pages/index.html":                TinyIndex,
	} {
		Write(t, root, name, content)
	}
	return root
}

// The sources of the tiny tree that tests change.
const (
	TinyMain  = "package main\n\nimport \"example.test/tiny/actor\"\n\nvar buildID string\n\nfunc main() { println(buildID, actor.Answer) }\n"
	TinyPage  = `import { id } from "../client/actor"; document.body.dataset.id = id;`
	TinyIndex = `<!doctype html><html lang="en"><meta charset="utf-8"><title>tiny</title>` +
		`<link rel="icon" href="data:,"><link rel="stylesheet" href="{{.Style "page"}}">` +
		`<body><h1>tiny</h1><script type="module" src="{{.Script "page"}}"></script></body></html>` + "\n"
)

// Write puts a file into a tree, in one step as a careful editor does: a watcher never sees half of it.
func Write(t testing.TB, root, name, content string) {
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

// Read returns a file of a folder.
func Read(t testing.TB, dir, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
