package stage

import (
	"runtime"
	"strconv"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails the run where a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, leakOptions()...)
}

// leakOptions leaves out what is the Go runtime's own: on js, the goroutine
// that serves events from JavaScript.
func leakOptions() []goleak.Option {
	if runtime.GOOS != "js" {
		return nil
	}
	return []goleak.Option{goleak.IgnoreAnyFunction("runtime.handleEvent")}
}

// newStage readies a script that parses, and closes it after the test.
func newStage(t testing.TB, script string) *Stage {
	t.Helper()
	parsed, err := Parse(script)
	if err != nil {
		t.Fatal(err)
	}
	s := New(parsed)
	t.Cleanup(func() { s.Close() })
	return s
}

// play takes all steps, and checks the stage after each.
func play(t testing.TB, s *Stage) {
	t.Helper()
	for s.Step() {
		if problem := checkStep(s); problem != "" {
			t.Fatalf("after step %d: %s", s.Position(), problem)
		}
		if s.Position() == 100_000 {
			t.Fatal("it doesn't end")
		}
	}
}

// brieflyTraced is the trace in a compact form: a line for each step, which
// has the time and then what happened; in brackets the depth of the mailbox
// and, where somebody waits, the length of the line.
//
//	0ms main Admitted set 42 #1 [1]
//	400ms main Handled set 42 #1 [0]; actor Stopped [0]
func brieflyTraced(s *Stage) string {
	var b strings.Builder
	for i := range s.Trace().Len() {
		e := s.Trace().At(i)
		if i > 0 && s.Trace().At(i-1).Step == e.Step {
			b.WriteString("; ")
		} else {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(formatDuration(e.At) + " ")
		}
		b.WriteString(s.run.name(e.Client) + " " + e.Kind.String())
		switch e.Op {
		case 0:
		case OpSet, OpTrySet:
			b.WriteString(" " + e.Op.String())
			if e.Kind.Core() {
				b.WriteString(" " + strconv.Itoa(int(e.Value)))
			}
		default:
			b.WriteString(" " + e.Op.String())
		}
		if e.Kind == Answered || e.Kind == Unmet {
			b.WriteString(" = " + strconv.Itoa(int(e.Value)))
		}
		if e.Command != 0 {
			b.WriteString(" #" + strconv.Itoa(int(e.Command)))
		}
		if e.Outcome != OutcomeNone && e.Outcome != OutcomeOK {
			b.WriteString(" (" + e.Outcome.String() + ")")
		}
		if e.Kind.Core() {
			b.WriteString(" [" + strconv.Itoa(e.Len))
			if e.Waiting > 0 {
				b.WriteString("+" + strconv.Itoa(e.Waiting))
			}
			b.WriteString("]")
		}
	}
	return b.String()
}
