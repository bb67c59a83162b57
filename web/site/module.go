package site

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/slim"
)

// ourPath is the import path of this project.
const ourPath = "github.com/actor-playground/actor-playground"

// notInlined are packages whose small functions are called rather than copied to where they are called from, which takes 25 KB
// off the module after brotli. The core and its users are not among them: a pair would take nearly twice as long. What is
// generic in the core is compiled with package data.
var notInlined = []string{
	"std",
	ourPath + "/wasm/stage",
}

// godebugSource replaces the source of the standard library's internal/godebug.
//
//go:embed internal/godebug/godebug.go
var godebugSource []byte

// overlay writes to dir what the go command needs to compile the module with godebugSource, and returns the file that lists it.
func (w *work) overlay(dir string) (list string, err error) {
	source := filepath.Join(dir, "godebug.go")
	if err := os.WriteFile(source, godebugSource, 0o600); err != nil {
		return "", err
	}
	original := filepath.Join(w.toolchain.root, "src", "internal", "godebug", "godebug.go")
	content, err := json.Marshal(map[string]any{"Replace": map[string]string{original: source}})
	if err != nil {
		return "", err
	}
	list = filepath.Join(dir, "overlay.json")
	return list, os.WriteFile(list, content, 0o600)
}

// compileModule compiles ./wasm for the browser. The file's name has its content's hash in it.
func (w *work) compileModule(ctx context.Context) error {
	tmp, err := os.MkdirTemp("", "actor-module-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	output := filepath.Join(tmp, "module.wasm")
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.buildID=" + w.id, "-o", output}
	for _, cold := range notInlined {
		args = append(args, "-gcflags="+cold+"=-l")
	}
	experiment := ""
	if w.isGo126() {
		experiment = "nogreenteagc" // the collector before it takes 8 KB less, and as long
		list, err := w.overlay(tmp)
		if err != nil {
			return err
		}
		args = append(args, "-overlay", list)
	}
	cmd := goCommand(ctx, w.root, append(args, "./wasm")...)
	// Whatever the environment asks of other builds would make another module of the same sources.
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=", "GOWASM=", "GOEXPERIMENT="+experiment, "GOWORK=off")
	said, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &exit):
		return &BuildError{Step: "go build ./wasm", Problems: goProblems(string(said))}
	case err != nil:
		return fmt.Errorf("go build ./wasm: %w", err)
	}
	content, err := os.ReadFile(output)
	if err != nil {
		return err
	}
	// Go writes an archive, with no complaint, for a package that is not called main.
	if !bytes.HasPrefix(content, []byte("\x00asm")) {
		return &BuildError{Step: "go build ./wasm", Problems: []Problem{{File: "wasm", Text: "the result is no WebAssembly module: the package must be called main"}}}
	}
	if content, err = slim.Module(content, w.keptLines()); err != nil {
		return err
	}
	w.module = "actor-" + contentHash(content) + ".wasm"
	w.files[w.module] = content
	return nil
}

// isGo126 reports whether the module is compiled by Go 1.26, whose tables and experiments are known here. With another it gets larger.
func (w *work) isGo126() bool { return version.Lang(w.toolchain.version) == "go1.26" }

// keptLines chooses the functions whose lines a stack has: those of this project. Nobody looks for a bug in a line of Go's own.
func (w *work) keptLines() func(function string) bool {
	if !w.isGo126() {
		return nil
	}
	return func(function string) bool {
		return strings.HasPrefix(function, "main.") || strings.HasPrefix(function, ourPath)
	}
}

var goPosition = regexp.MustCompile(`^(.+?\.(?:go|mod|sum)):(\d+):(?:(\d+):)? (.*)$`)

// goProblems reads the go command's messages, whose file names are relative to the folder it ran in.
func goProblems(output string) []Problem {
	var found []Problem
	for line := range strings.Lines(output) {
		line = strings.TrimRight(line, "\r\n")
		switch m := goPosition.FindStringSubmatch(line); {
		case line == "" || strings.HasPrefix(line, "# "): // names the package, as the positions below it do
		case m != nil:
			row, _ := strconv.Atoi(m[2])
			column, _ := strconv.Atoi(m[3])
			found = append(found, Problem{File: filepath.ToSlash(m[1]), Line: row, Column: column, Text: m[4]})
		case strings.HasPrefix(line, "\t") && len(found) > 0: // goes on from the line before
			found[len(found)-1].Text += "\n" + line
		default:
			found = append(found, Problem{Text: line})
		}
	}
	return found
}
