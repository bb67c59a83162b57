package layout_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// script runs ./build.sh with a PATH of just the tools it needs before it has found Go, and those given: name, content.
func script(t testing.TB, args []string, programs ...string) (code int, output string) {
	t.Helper()
	bin := t.TempDir()
	for _, name := range []string{"bash", "cat", "dirname", "head", "id", "sed", "sort"} {
		program, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(program, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < len(programs); i += 2 {
		if err := os.WriteFile(filepath.Join(bin, programs[i]), []byte(programs[i+1]), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(bin, "bash"), append([]string{root + "/build.sh"}, args...)...)
	cmd.Env = []string{"PATH=" + bin}
	content, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(content)
}

func TestBuildScriptNamesTheGoItNeedsAndWhereToGetIt(t *testing.T) {
	for _, c := range []struct {
		name     string
		programs []string
	}{
		{"none", nil},
		{"too old", []string{"go", "#!/bin/sh\necho go1.20.3\n"}},
		{"too old by its own word", []string{"go", "#!/bin/sh\necho 'go: go.mod requires go >= 1.26' >&2\nexit 1\n"}},
	} {
		for _, command := range [][]string{nil, {"test"}, {"bench"}} {
			code, output := script(t, command, c.programs...)
			if code != 1 || !strings.Contains(output, "Go 1.26") || !strings.Contains(output, "https://go.dev/dl/") {
				t.Errorf("%s, %q: code %d, %q", c.name, command, code, output)
			}
		}
	}
}

func TestBuildScriptRefusesUnknownCommands(t *testing.T) {
	for _, args := range [][]string{{"tset"}, {"test", "now"}, {"-x"}} {
		if code, output := script(t, args); code != 2 || !strings.Contains(output, "usage: ./build.sh") {
			t.Errorf("%q: code %d, %q", args, code, output)
		}
	}
	if code, output := script(t, []string{"help"}); code != 0 || !strings.Contains(output, "usage: ./build.sh") {
		t.Errorf("help: code %d, %q", code, output)
	}
}
