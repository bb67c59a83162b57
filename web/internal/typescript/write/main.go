// Command write writes the TypeScript that is made of the Go sources to files, for editors and the type check. The build
// makes its own. It is run by `go generate ./wasm/protocol`.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/actor-playground/actor-playground/web/internal/typescript"
)

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write() error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	for module, file := range map[string]string{typescript.Shapes: "protocol.d.ts", typescript.Calls: "calls.ts"} {
		text, err := typescript.Of(root, module)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, "web", "types", file), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// moduleRoot is the nearest folder with a go.mod, from the current one up.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("there is no go.mod in this folder or above it")
		}
		dir = filepath.Dir(dir)
	}
}
