package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// toolchain is the Go that builds the module, and the runtime support that belongs to it.
type toolchain struct {
	version  string // as in "go1.26.8"
	root     string // GOROOT
	wasmExec []byte // lib/wasm/wasm_exec.js of this very toolchain
}

// findToolchain asks the go command on PATH, in the root, where go.mod may make it choose another version.
func (w *work) findToolchain(ctx context.Context) error {
	want, err := goModLine(w.root, "go")
	if err != nil {
		return err
	}
	get := "Go " + want + " or newer is needed: https://go.dev/dl/"
	out, err := goCommand(ctx, w.root, "env", "GOVERSION", "GOROOT").Output()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("there is no go command on PATH; %s", get)
	case errors.As(err, &exit):
		return fmt.Errorf("the go command failed; %s\n%s", get, bytes.TrimSpace(exit.Stderr))
	case err != nil:
		return fmt.Errorf("the go command does not start; %s\n%w", get, err)
	}
	have, goroot, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	have, _, _ = strings.Cut(have, " ") // experiments follow the version
	if version.IsValid(have) && version.Compare(have, "go"+want) < 0 {
		return fmt.Errorf("the go command on PATH is %s; %s", have, get)
	}
	goroot = strings.TrimSpace(goroot)
	file := filepath.Join(goroot, "lib", "wasm", "wasm_exec.js")
	glue, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("this Go installation lacks wasm_exec.js (on Debian it is in the package golang-misc): %w", err)
	}
	w.toolchain = &toolchain{version: have, root: goroot, wasmExec: glue}
	return nil
}

// goCommand prepares a run of go in root.
func goCommand(ctx context.Context, root string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	return cmd
}
