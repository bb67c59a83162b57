package lessons

import (
	"bytes"
	"context"
	"embed"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/wasm/stage"
)

var update = flag.Bool("update", false, "write the traces as they are now to testdata")

//go:embed testdata
var golden embed.FS

// play plays a script to its end, which must come soon.
func play(t *testing.T, script string) *stage.Stage {
	t.Helper()
	parsed, err := stage.Parse(script)
	if err != nil {
		t.Fatal(err)
	}
	s := stage.New(parsed)
	t.Cleanup(s.Close)
	if s.Seek(1000, 1000); s.Position() == 1000 {
		t.Fatal("it does not end")
	}
	return s
}

func TestTheLessonsAreInTheirOrder(t *testing.T) {
	var names []string
	for _, lesson := range All() {
		names = append(names, lesson.Name)
	}
	want := []string{"first-message", "commands-are-values", "one-at-a-time", "backpressure", "oneshot-reply", "caller-goes-away",
		"the-actor-stops", "start-once", "one-thread", "full-and-refused", "panic", "asking-oneself",
		"forwarding", "head-of-line", "workers", "two-mailboxes", "a-ring", "shedding-load",
		"no-long-waits", "lose-nothing"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

func TestEveryLessonPlaysToAnEndAndMeetsItsExpectations(t *testing.T) {
	for _, lesson := range append(All(), Opening()) {
		t.Run(lesson.Name, func(t *testing.T) {
			s := play(t, lesson.Script)
			snap := s.Snapshot()
			for _, miss := range snap.Misses {
				t.Errorf("line %d: %s expected %s, got %s", miss.Line, miss.Client, miss.Expected, miss.Got)
			}
			if deadlocked := snap.Deadlock != nil; deadlocked != (lesson.Name == "asking-oneself" || lesson.Name == "two-mailboxes") {
				t.Errorf("deadlock: %+v", snap.Deadlock)
			}
			if n := s.Position(); n > 40 {
				t.Errorf("%d steps are too long to watch", n)
			}
		})
	}
}

func TestEveryLessonHasTheTraceItHad(t *testing.T) {
	for _, lesson := range append(All(), Opening()) {
		t.Run(lesson.Name, func(t *testing.T) {
			s := play(t, lesson.Script)
			got := s.AppendEvents(nil, 0, s.Trace().Len())
			name := "testdata/" + lesson.Name + ".jsonl"
			if *update {
				if err := os.WriteFile(filepath.FromSlash(name), got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := golden.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("if it is meant to differ, run: go test ./web/lessons -update\n%s", firstDifference(string(got), string(want)))
			}
		})
	}
}

func TestEveryLessonIsTheSameForwardAndBackInEveryBeat(t *testing.T) {
	for _, lesson := range All() {
		t.Run(lesson.Name, func(t *testing.T) {
			s := play(t, lesson.Script)
			pictures := func() (all []string) {
				for beat := range s.Beats() + 1 {
					snap := s.SnapshotAt(beat)
					all = append(all, string(snap.AppendJSON(nil)))
				}
				if snap := s.Snapshot(); all[s.Beats()] != string(snap.AppendJSON(nil)) {
					t.Errorf("the last beat of step %d is not its position", s.Position())
				}
				return all
			}
			back := [][]string{pictures()}
			for s.Back() {
				back = append(back, pictures())
			}
			for i := len(back) - 1; i >= 0; i-- {
				if again := pictures(); !slices.Equal(again, back[i]) {
					t.Fatalf("step %d forward\n%s\nand back\n%s", s.Position(), again, back[i])
				}
				s.Step()
			}
		})
	}
}

func firstDifference(got, want string) string {
	have, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range have {
		if i == len(wanted) || have[i] != wanted[i] {
			return "got  " + have[i] + "\nwant " + strings.Join(wanted[i:min(i+1, len(wanted))], "")
		}
	}
	return "got no more; want " + wanted[len(have)]
}

func TestEveryTraceIsOfALesson(t *testing.T) {
	entries, err := golden.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(All()) + 1; len(entries) != n { // and the story
		t.Errorf("%d traces for %d lessons", len(entries), n)
	}
}

// A reader who guesses must not find the answer in the script.
func TestAScriptDoesNotGiveAwayTheAnswerToItsQuestion(t *testing.T) {
	for _, lesson := range All() {
		if lesson.Kind != Plain || lesson.Answer.Of != "get" {
			continue
		}
		for line := range strings.Lines(lesson.Script) {
			if client, steps, _ := strings.Cut(line, ":"); client == lesson.Answer.Name && strings.HasSuffix(strings.TrimSpace(steps), "expect 42") {
				t.Errorf("%s: %s", lesson.Name, line)
			}
		}
	}
}

// The lesson on one thread gives a figure.
func TestAnIdleActorTakesLessThan300BytesAndNoGoroutine(t *testing.T) {
	const n = 10_000
	handle := func(_ context.Context, _ int, reply actor.Reply[int]) { reply.Send(0) }
	actors := make([]*actor.Actor[int, int], n)
	goroutines := runtime.NumGoroutine()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range actors {
		actors[i] = actor.Spawn(1024, handle)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if each := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n; each >= 300 {
		t.Errorf("%d bytes", each)
	} else {
		t.Logf("%d bytes", each)
	}
	if more := runtime.NumGoroutine() - goroutines; more > 0 {
		t.Errorf("%d goroutines", more)
	}
	runtime.KeepAlive(actors)
}

const good = "#: title: T\n#: text: a b\n#:   c.\n#: ask: d?\n#: answer: get main\n#: why: e.\n#: try: f?\n#: change: x => y\n\nmain: get\n\nx: get\n"

func TestAHeaderIsReadWhole(t *testing.T) {
	got, err := parse("01-a-b.actor", good)
	want := Lesson{Name: "a-b", Kind: Plain, Title: "T", Text: "a b c.", Ask: "d?", Answer: &Measure{Of: "get", Name: "main"}, Why: "e.",
		Try: "f?", Change: &Change{"x", "y"}, Script: "main: get\n\nx: get\n"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if script := got.Change.Of(got.Script); script != "main: get\n\ny: get\n" {
		t.Errorf("changed: %q", script)
	}
}

func TestAHeaderIsReadStrictly(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"1-a.actor", "", "", "1-a.actor: expected a file name like"},
		{"01-A.actor", "", "", "01-A.actor: expected a file name like"},
		{"01-a.txt", "", "", "01-a.txt: expected a file name like"},
		{"01-a.actor", "#: title: T\n", "", `01-a.actor:1: expected "#: title: "; got "text"`},
		{"01-a.actor", "#: title: T", "#: Title: T", `01-a.actor:1: expected "#: title: "; got "Title"`},
		{"01-a.actor", "#: title: T", "# title: T", `01-a.actor:1: expected a header line`},
		{"01-a.actor", "#: title: T", "#: title: T ", `01-a.actor:1: expected a text after "#: title:"`},
		{"01-a.actor", "#: title: T", "#: title:  T", `01-a.actor:1: expected a text after "#: title:"`},
		{"01-a.actor", "#: title: T", "#:   T", "01-a.actor:1: expected a text to go on"},
		{"01-a.actor", "#:   c.", "#:    c.", "01-a.actor:3: expected a text to go on"},
		{"01-a.actor", "#:   c.", "#: text: c.", `01-a.actor:3: expected "#: ask: "; got "text"`},
		{"01-a.actor", "#: change: x => y", "#: change: x => y\n#: link: a.html b\n#: why: f.", `01-a.actor:10: expected no "why" here`},
		{"01-a.actor", "#: change: x => y", "#: change: x => y\n#: why: f.", `01-a.actor:9: expected no "why" here`},
		{"01-a.actor", "#: why: e.\n", "", `01-a.actor:6: expected "#: why: "; got "try"`},
		{"01-a.actor", "#: try: f?\n#: change: x => y\n", "", `01-a.actor:6: expected "#: try: " before the header ends`},
		{"01-a.actor", "get main\n", "the get\n", "01-a.actor:5: expected a measure"},
		{"01-a.actor", "x => y", "x", `01-a.actor:8: expected a part of the script and, after " => "`},
		{"01-a.actor", "x => y", "z => y", `01-a.actor:8: expected "z" once in the script; it occurs 0 times`},
		{"01-a.actor", "x => y", "get => y", `01-a.actor:8: expected "get" once in the script; it occurs 2 times`},
		{"01-a.actor", "x => y", "x => y\n#: link: lab", `01-a.actor:9: expected a page of the site`},
		{"01-a.actor", "#: ask: d?", "#: goal: mailbox <= 3", `01-a.actor:5: expected "#: why: "; got "answer"`},
		{"story.actor", "#: ask: d?", "#: end: d.", `story.actor:5: expected no "answer" here`},
		{"01-a.actor", "\n\nmain", "\nmain", "01-a.actor:9: expected a header line"},
		{"01-a.actor", "\n\nmain", "\n\n\nmain", "01-a.actor:9: expected one blank line"},
		{"01-a.actor", "x: get\n", "x: get", "01-a.actor:9: expected one blank line"},
		{"01-a.actor", "main: get\n\nx: get\n", "", "01-a.actor:9: expected one blank line"},
		{"01-a.actor", "x: get", "#: x", "01-a.actor:10: expected no header line"},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		if _, err := parse(c.file, text); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", text, err, c.want)
		}
	}
}

func TestTheNoteSaysWhatIsRealPacedAndOther(t *testing.T) {
	note := Real()
	if note.Title != "What is real here" || len(note.Parts) != 3 {
		t.Errorf("%q with %d parts", note.Title, len(note.Parts))
	}
	points := 0
	for _, part := range note.Parts {
		points += len(part.Points)
	}
	if points < 10 || points > 14 {
		t.Errorf("%d points", points)
	}
	for _, text := range []string{"", "- a", "# a\n- b", "# a\n# b", "# a\n## b\n- c ` d", "# a\n## b\nc", "# a\n## b\n-  c"} {
		if note, err := parseNote(text); err == nil {
			t.Errorf("%q is taken for %+v", text, note)
		}
	}
}
