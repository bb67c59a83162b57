package stage

import (
	_ "embed"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/rows.txt with the traces as they are now")

// rowsFile has the rows of the semantics table (design, section 3) that a
// client can observe: for each a name, a script and the trace that it must have
// (see brieflyTraced).
//
//go:embed testdata/rows.txt
var rowsFile string

func TestEveryRowOfTheSemanticsTableHasItsTrace(t *testing.T) {
	var written strings.Builder
	for _, block := range strings.Split(strings.TrimPrefix(rowsFile, "== "), "\n== ") {
		name, rest, _ := strings.Cut(block, "\n")
		script, want, ok := strings.Cut(rest, "\n--\n")
		if !ok {
			t.Fatalf("rows.txt: %q has no trace", name)
		}
		t.Run(name, func(t *testing.T) {
			s := newStage(t, script)
			play(t, s)
			if misses := s.Snapshot().Misses; len(misses) > 0 {
				t.Errorf("not as expected: %+v", misses)
			}
			got := brieflyTraced(s)
			written.WriteString("== " + name + "\n" + script + "\n--\n" + got + "\n\n")
			if got != strings.TrimSpace(want) && !*update {
				t.Errorf("%s\ngives\n%s\nand not\n%s", script, got, want)
			}
		})
	}
	if *update {
		if err := os.WriteFile("testdata/rows.txt", []byte(strings.TrimSuffix(written.String(), "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
