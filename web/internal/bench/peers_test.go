package bench_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// peersDir is the folder of the peers: PEERS, or beside the repository's in shared/peers. "" where there is none.
func peersDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PEERS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "peers")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "run")); err != nil {
		return ""
	}
	return dir
}

// runPeers runs the same work done by others, which says what it took: a line for each, its name and ns.
func runPeers(t *testing.T, r *record, dir string) {
	cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "run"))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	output, err := cmd.Output()
	if err != nil {
		t.Errorf("the peers in %s were not measured: %v\n%s", dir, err, errs.String())
	}
	for lines := bufio.NewScanner(bytes.NewReader(output)); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		ns, err := strconv.ParseFloat(value, 64)
		if err != nil {
			t.Errorf("the peers say %q: expected a name and a number", lines.Text())
			continue
		}
		if name == "js-handwritten-pair" {
			name = "node-" + name // ours of that name is measured in Chromium
		}
		r.add(name, "ns/op", ns)
	}
}
