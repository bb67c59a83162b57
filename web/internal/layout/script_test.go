package layout_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// script runs ./build.sh with a PATH of the programs given, each a name and its content, and of the machine's just those few that
// the script itself is made of.
func script(t testing.TB, args []string, programs ...string) (code int, output string) {
	t.Helper()
	bin := t.TempDir()
	for i := 0; i < len(programs); i += 2 {
		if err := os.WriteFile(filepath.Join(bin, programs[i]), []byte(programs[i+1]), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"bash", "cat", "chmod", "dirname", "grep", "head", "id", "mktemp", "nice", "rm", "sed", "sort"} {
		if slices.Contains(programs, name) {
			continue
		}
		program, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(program, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(root + "/build.sh"); err != nil { // go test learns here what the outcome depends on
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(bin, "bash"), append([]string{root + "/build.sh"}, args...)...)
	cmd.Env = []string{"PATH=" + bin, "HOME=" + bin}
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

// On a machine with Go and a C compiler alone, whose every check passes.
var bare = []string{
	"go", `#!/bin/sh
case "$*" in
"env GOVERSION") echo go1.26.0 ;;
"env CC") echo cc ;;
"tool "*" -n "*) echo gofmt ;;
"test -race "*) echo "the browser is $CHROMIUM" ;;
esac
`,
	"gofmt", "#!/bin/sh\n",
	"cc", "#!/bin/sh\n",
}

func TestBuildScriptInstallsTheBrowserThatIsMissing(t *testing.T) {
	code, output := script(t, []string{"test"}, append(bare, "id", "#!/bin/sh\necho 0\n", "apt-get", `#!/bin/sh
case "$*" in
"install "*" chromium") new=$(dirname "$0")/chromium; echo "#!/bin/sh" >"$new"; chmod +x "$new" ;;
esac
`)...)
	if code != 0 || !strings.Contains(output, "/chromium\n") {
		t.Errorf("code %d, %s", code, output)
	}
}

func TestBuildScriptSaysThatTheBrowserIsMissingWhereItCantInstallIt(t *testing.T) {
	for _, c := range []struct {
		name     string
		programs []string
	}{
		{"not root", []string{"id", "#!/bin/sh\necho 1000\n", "apt-get", "#!/bin/sh\necho 'apt-get was run'\n"}},
		{"no apt-get", []string{"id", "#!/bin/sh\necho 0\n"}},
		{"apt-get fails", []string{"id", "#!/bin/sh\necho 0\n", "apt-get", "#!/bin/sh\nexit 100\n"}},
	} {
		for _, command := range []string{"test", "soak", "bench"} {
			code, output := script(t, []string{command}, append(bare, c.programs...)...)
			if code != 1 || !strings.Contains(output, "The tests need Chromium: install it") || strings.Contains(output, "apt-get was run") {
				t.Errorf("%s, %s: code %d, %s", c.name, command, code, output)
			}
		}
	}
}
