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
	for _, text := range []string{several, "actor a: mailbox 1, on set tell b blindly\nactor b: mailbox 1, on set ask a\nmain x3: set 1, set 2",
		"actor a: on get ask b\nactor b: on get ask c\nactor c: on get ask a\nmain: get, get at b", "mailbox 1\nstart manually\nactor r: on set try w, on get forward w\n" +
			"actor w x2: on get ask last later\nactor last: on set fail\nmain: start, start at w, start at w, start at last\nc x3: set 1, get within 1s, get unread, set 2 at last, kill at w-1"} {
		f.Add(text, "get at b, set 1, stop at a", uint8(7))
		f.Add(text, "ask itself blindly, kill", uint8(3))
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
