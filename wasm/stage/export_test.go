package stage

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestJSONTextsDecodeToWhatWasEncoded(t *testing.T) {
	for _, text := range []string{
		"", "plain", `"`, `\`, "\x00\x01\x1f\x7f", "\n\r\t\b\f", "</script><!--", "a&b", "\u2028\u2029", "Zoë 漢字 द्वि 🜚", "\u202e\u200b\ufeff", "\xff\xfe a\xc3",
	} {
		j := jsonText(nil)
		j.text(text)
		var got string
		if err := json.Unmarshal(j, &got); err != nil {
			t.Errorf("%q is written as %s: %v", text, j, err)
		} else if want := strings.ToValidUTF8(text, "\ufffd"); got != want && utf8.ValidString(text) {
			t.Errorf("%q comes back as %q", want, got)
		}
		if bytes.ContainsAny(j, "<>&\u2028\u2029\x00\x7f\n") || !utf8.Valid(j) {
			t.Errorf("%q is written as %q", text, j)
		}
	}
}

// everything is a play with something in each field of a snapshot.
const everything = `mailbox 2
handle 300ms
Zoë x3: set -2147483648, get, expect 2147483647
द्वि_: get unread, set 1 within 100ms, expect full
漢字: wait 200ms, try set 9, get within 50ms
end: wait 250ms, ask itself, ask itself blindly
last: wait 5s, stop within 1s, stop
`

func TestEverySnapshotIsJSONAndSaysWhatItIsOf(t *testing.T) {
	s := newStage(t, everything)
	must(t, s.Live("set 5, get twice"))
	for {
		snap := s.Snapshot()
		text := snap.AppendJSON([]byte("before"))
		var got struct {
			Position, End    int
			Ended            bool
			Clock, NextAt    int64
			Actor            struct{ State, Failure string }
			Mailbox          struct{ Capacity, Depth int }
			Line             struct{ Waiting int }
			LatestTotal      int
			MissTotal        int
			Clients          struct{ States map[string]int }
			Deadlock         *struct{ WaitTotal int }
			Latest           []struct{ Kind string }
			Misses           []struct{ Client string }
			Counts           map[string]uint64
			Slots, First, Of []any
		}
		rest, ok := bytes.CutPrefix(text, []byte("before"))
		if err := json.Unmarshal(rest, &got); err != nil || !ok {
			t.Fatalf("%v\n%s", err, text)
		}
		if got.Position != snap.Position || got.End != snap.End || got.Ended != snap.Ended || got.Clock != int64(snap.Clock) || got.NextAt != int64(snap.NextAt) ||
			got.Actor.State != string(snap.State) || got.Mailbox.Capacity != 2 || got.Mailbox.Depth != snap.Depth || got.Line.Waiting != snap.Waiting ||
			got.LatestTotal != snap.LatestOf || len(got.Latest) != len(snap.Latest) || got.MissTotal != snap.MissOf || len(got.Misses) != len(snap.Misses) ||
			len(got.Clients.States) != len(snap.States) || (got.Deadlock == nil) != (snap.Deadlock == nil) || got.Counts["admitted"] != snap.Counts.Admitted {
			t.Fatalf("%+v\n%+v", got, snap)
		}
		if !s.Step() {
			if got.Deadlock == nil || got.MissTotal == 0 {
				t.Errorf("%+v", got)
			}
			return
		}
	}
}

func TestATraceIsOneJSONObjectALine(t *testing.T) {
	s := newStage(t, everything)
	play(t, s)
	all := s.AppendEvents(nil, 0, s.Trace().Len())
	lines := bytes.Split(bytes.TrimSuffix(all, []byte("\n")), []byte("\n"))
	if len(lines) != s.Trace().Len() {
		t.Fatalf("%d lines of %d events", len(lines), s.Trace().Len())
	}
	var parts []byte
	for i, line := range lines {
		var got struct {
			Step                     int
			At                       int64
			Kind, Who, Text, Outcome string
			Client                   int32
			Command                  uint64
		}
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		e := s.Trace().At(i)
		if got.Step != e.Step || got.At != int64(e.At) || got.Kind != e.Kind.String() || got.Client != e.Client || got.Command != e.Command ||
			got.Outcome != e.Outcome.String() || got.Who != s.run.name(e.Client) || got.Text != s.Sentence(e) {
			t.Fatalf("%+v\n%+v", got, e)
		}
		parts = s.AppendEvents(parts, i, 1)
	}
	if !bytes.Equal(parts, all) {
		t.Error("one by one they are others")
	}
	for _, c := range []struct{ from, n int }{{-1, 5}, {len(lines), 5}, {3, 0}, {3, -1}} {
		if got := s.AppendEvents(nil, c.from, c.n); got != nil {
			t.Errorf("%d events from %d: %s", c.n, c.from, got)
		}
	}
	if got := s.AppendEvents(nil, len(lines)-2, 100); bytes.Count(got, []byte("\n")) != 2 {
		t.Errorf("the last two: %s", got)
	}
}

func TestEveryKindAndOutcomeHasItsWords(t *testing.T) {
	s := newStage(t, "main: get")
	for kind := range Woke + 1 {
		for outcome := OutcomeNone; int(outcome) < len(outcomeWords); outcome++ {
			for _, client := range []int32{Itself, Nobody, 0, 7} {
				e := Event{Kind: kind, Op: OpGet, Outcome: outcome, Client: client}
				if text := s.Sentence(&e); len(text) < 10 || text == kind.String() || strings.ContainsAny(text, "()?") {
					t.Errorf("%v, %v: %q", kind, outcome, text)
				}
			}
		}
		if word := kind.String(); word == "" || word == "Kind(?)" {
			t.Errorf("kind %d is %q", kind, word)
		}
		if kind.Core() != (kind < Answered) {
			t.Errorf("%v: %v", kind, kind.Core())
		}
	}
	if word := (Woke + 1).String(); word != "Kind(?)" {
		t.Errorf("a kind has no place in this test: %q", word)
	}
}

func TestADiagramHasItsParticipantsThenALineForEachMessage(t *testing.T) {
	s := newStage(t, "mailbox 1\nhandle 100ms\nZoë: set 1\nend: try set 2\nann: get within 100ms\nben: wait 50ms, get")
	play(t, s)
	want := `sequenceDiagram
  participant c0 as Zoë
  participant c1 as end
  participant c2 as ann
  participant c3 as ben
  participant mailbox
  participant actor
  c0->>mailbox: set 1
  c1-xmailbox: try set 2, the mailbox is full
  Note over c2: waits for a slot (get)
  mailbox->>actor: set 1
  c2->>mailbox: get
  Note over c3: waits for a slot (get)
  mailbox->>actor: get
  c3->>mailbox: get
  actor--xc2: reply discarded
  mailbox->>actor: get
  actor-->>c3: 1
`
	if got := s.Mermaid(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestNoTextIsReadAsMermaidsOwnMarks(t *testing.T) {
	if got, want := mermaidText("a#b;c<d>e\nf:é"), "a#35;b#59;c#60;d#62;e f:é"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s := newStage(t, everything)
	play(t, s)
	for _, line := range strings.Split(strings.TrimSuffix(s.Mermaid(), "\n"), "\n")[1:] {
		_, text, _ := strings.Cut(line, ": ")
		if !strings.HasPrefix(line, "  ") || strings.ContainsAny(text, ";#<>") {
			t.Errorf("%q", line)
		}
	}
}

func TestALongDiagramSaysHowMuchItLeavesOut(t *testing.T) {
	s := newStage(t, "mailbox 1\nmain: set 1, repeat 600 (try set 2)")
	play(t, s)
	got := s.Mermaid()
	if left := itoa(int64(s.Trace().Len() - MaxMermaid)); !strings.HasSuffix(got, "  Note over actor: and "+left+" more events\n") {
		t.Errorf("it ends %q", got[len(got)-80:])
	}
}
