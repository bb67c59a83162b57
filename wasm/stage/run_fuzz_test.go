package stage

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// FuzzRun plays whatever text is a script, with a live command at a step of it,
// some way forward and back again. More seeds are in testdata/fuzz/FuzzRun.
func FuzzRun(f *testing.F) {
	for _, w := range Words {
		f.Add(w.Example, "get twice, expect ok", uint8(2))
	}
	for _, block := range strings.Split(rowsFile, "== ")[1:] {
		_, rest, _ := strings.Cut(block, "\n")
		script, _, _ := strings.Cut(rest, "\n--\n")
		f.Add(script, "get, set 1, stop", uint8(5))
	}
	f.Fuzz(func(t *testing.T, text, live string, at uint8) {
		script, err := Parse(text)
		if err != nil {
			return
		}
		// What checks a step looks at every client.
		steps := 400 / (1 + script.ClientCount()/50)
		s := New(script)
		defer func() { s.Close() }()
		var count tally
		check := func() {
			problem := checkStep(s)
			if problem == "" {
				count.add(s)
				problem = count.check(s)
			}
			if problem != "" {
				t.Fatalf("after step %d: %s", s.Position(), problem)
			}
		}
		for n := range steps {
			if n == int(at) && s.Live(live) == nil {
				check()
			} else if !s.Step() {
				break
			} else {
				check()
			}
		}
		snap := s.Snapshot()
		there := snap.AppendJSON(nil)
		if !json.Valid(there) {
			t.Fatalf("%s", there)
		}
		events := s.AppendEvents(nil, 0, s.Trace().Len())
		for line := range bytes.Lines(events) {
			if !json.Valid(line) {
				t.Fatalf("%s", line)
			}
		}
		s.Mermaid()
		n := s.Position()
		s.Seek(n/2, n)
		s.Seek(n, n)
		snap = s.Snapshot()
		if again := snap.AppendJSON(nil); s.Position() == n && !bytes.Equal(again, there) {
			t.Fatalf("%s\nand before going back\n%s", again, there)
		}
		s.Back()
		s.Reset()
		if s.Position() != 0 || s.End() != 0 || s.Trace().Len() != 0 {
			t.Fatal("a reset keeps something")
		}
	})
}
