package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// notInlined are packages whose small functions are called rather than copied to where they are called from. It takes 50 KB
// off the module after brotli, of which the last two packages are 9. The core is not among them.
var notInlined = []string{
	"std",
	"github.com/actor-playground/actor-playground/wasm/stage",
	"github.com/actor-playground/actor-playground/wasm",
	"github.com/actor-playground/actor-playground/actor/data",
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
	cmd := goCommand(ctx, w.root, append(args, "./wasm")...)
	// Whatever the environment asks of other builds would make another module of the same sources.
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=", "GOWASM=", "GOEXPERIMENT=", "GOWORK=off")
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
	w.module = "actor-" + contentHash(content) + ".wasm"
	w.files[w.module] = content
	return nil
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
