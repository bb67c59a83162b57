package actor_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

var mutate = flag.Bool("mutate", false, "break each row of the table in turn, and see its tests fail")

// A mutant is a change that breaks a row of the table in doc.go.
type mutant struct {
	row      int
	breaks   string // what the changed code does
	file     string
	old, new string
}

// mutants are one for each row at least, except those that others keep.
var mutants = []mutant{
	{1, "the last slot is never given", "send.go",
		"return int(a.admitted.length) < a.capacity", "return int(a.admitted.length) < a.capacity-1"},
	{2, "that a sender waits is not reported", "send.go",
		"\ta.report(Blocked, c.id, nil)\n", ""},
	{3, "a full mailbox is ErrStopped", "send.go",
		"a.reject(e, ErrFull, &owed)", "a.reject(e, ErrStopped, &owed)"},
	{3, "full counts before stopped", "send.go",
		"if a.phase != alive {\n\t\treturn a.reject(e, ErrStopped, &owed)\n\t}\n\tif !a.hasRoom() {", "if a.hasRoom() && a.phase != alive {\n\t\treturn a.reject(e, ErrStopped, &owed)\n\t}\n\tif !a.hasRoom() {"},
	{4, "the last that waits is admitted first", "executor.go",
		"c := a.extras.waiters.pop()", "c := a.extras.waiters.last\n\ta.extras.waiters.remove(c)"},
	{5, "a slot that becomes free is left to newcomers while only one waits", "executor.go",
		"if a.waitingSenders() > 0 {", "if a.waitingSenders() > 1 {"},
	{6, "a context that has ended may still send", "send.go",
		"if !plain && (ctx == nil || ctx.Err() != nil) {", "if ctx == nil {"},
	{6, "a command refused for its context is not counted", "turn.go",
		"return a.reject(a.enter(none), cause, &owed)", "a.mu.Unlock()\n\t_, _ = none, owed\n\treturn cause"},
	{7, "who gave up stays in the line", "call.go",
		"if c.queued {\n", "if false {\n"},
	{7, "who gave up is not counted", "call.go",
		"\t\ta.extras.withdrawn++\n", ""},
	{8, "a call that has ended can be cancelled", "call.go",
		"if c.id != id || c.settled {", "if c.id != id {"},
	{9, "an answer for nobody is not counted", "reply.go",
		"a.more().abandoned++", "a.more()"},
	{10, "the context does not span the wait for a slot", "ask.go",
		"\t\ta.unlock(&owed)\n\t\treturn a.await(ctx, c, e.id)", "\t\ta.unlock(&owed)\n\t\treturn a.await(background, c, e.id)"},
	{9, "the context does not span the wait for the answer", "ask.go",
		"\tif start {\n\t\ta.start(&stint[C, R]{})\n\t}\n\treturn a.await(ctx, c, e.id)", "\tif start {\n\t\ta.start(&stint[C, R]{})\n\t}\n\treturn a.await(background, c, e.id)"},
	{11, "a send returns when its command is handled", "send.go",
		"\t\tstart := a.admit(e, ctx, &owed)\n\t\ta.unlock(&owed)\n\t\tif start {\n\t\t\ta.start(&stint[C, R]{})\n\t\t}\n\t\treturn nil",
		"\t\tc := a.newCall(e.id, 0, nil)\n\t\te.call = c\n\t\tstart := a.admit(e, ctx, &owed)\n\t\ta.unlock(&owed)\n\t\tif start {\n\t\t\ta.start(&stint[C, R]{})\n\t\t}\n\t\t_, err := a.await(ctx, c, e.id)\n\t\treturn err"},
	{12, "the newest is received first", "queue.go",
		"e := q.slots[q.first]\n", "last := (int(q.first+q.length) - 1) % len(q.slots)\n\tq.slots[q.first], q.slots[last] = q.slots[last], q.slots[q.first]\n\te := q.slots[q.first]\n"},
	{13, "the newest is received first", "queue.go",
		"e := q.slots[q.first]\n", "last := (int(q.first+q.length) - 1) % len(q.slots)\n\tq.slots[q.first], q.slots[last] = q.slots[last], q.slots[q.first]\n\te := q.slots[q.first]\n"},
	{14, "those who wait are told that they are admitted", "stop.go",
		"x.rejected++\n\t\ta.settle(c, none, reason, owed)", "x.rejected++\n\t\ta.settle(c, none, nil, owed)"},
	{14, "the admitted are discarded", "stop.go",
		"\ta.phase = stopping\n", "\ta.phase = stopping\n\ta.drop(reason, owed)\n"},
	{15, "a Stop that gives up kills", "stop.go",
		"case <-ctx.Done():\n\t\treturn", "case <-ctx.Done():\n\t\ta.Kill()\n\t\treturn"},
	{16, "the handler's context goes on", "stop.go",
		"\t\ta.endContext() // view: killed\n", ""},
	{16, "the admitted are handled", "stop.go",
		"\t\ta.stopAdmitting(ErrStopped, &owed)\n\t\ta.drop(ErrStopped, &owed)\n", "\t\ta.stopAdmitting(ErrStopped, &owed)\n"},
	{17, "a stopped actor admits what finds room", "send.go",
		"if a.phase != alive {\n\t\treturn a.reject(e, ErrStopped, &owed)\n\t}\n\tif a.hasRoom() {", "if a.phase == stopped {\n\t\treturn a.reject(e, ErrStopped, &owed)\n\t}\n\tif a.hasRoom() {"},
	{18, "the end is told to one StopFunc alone", "stop.go",
		"for c := x.waiters.pop(); c != nil; c = x.waiters.pop() {\n\t\ta.settle", "if c := x.waiters.pop(); c != nil {\n\t\ta.settle"},
	{19, "Stop in its own handler is an error", "stop.go",
		"if err == ErrSelfCall {\n\t\t\treturn nil", "if err == ErrSelfCall {\n\t\t\treturn err"},
	{20, "the second Start is said to be the first", "data/once.go",
		"return ErrStarted\n", "return nil\n"},
	{21, "a value that was not started is another error", "data/once.go",
		"return nil, ErrNotStarted", "return nil, ErrStarted"},
	{22, "a panic leaves the actor alive", "run.go",
		"a.fail(failure, command, &owed)", "_ = command\n\t\ta.next(&owed)"},
	{22, "who waits when a handler panics is told ErrStopped", "stop.go",
		"\ta.stopAdmitting(reason, owed)\n\ta.drop(reason, owed)\n", "\ta.stopAdmitting(ErrStopped, owed)\n\ta.drop(reason, owed)\n"},
	{23, "a goroutine that ended is taken for a stop", "run.go",
		"var failure error = ErrGoexit", "var failure error = ErrStopped"},
	{24, "a reply to nobody is said to have come", "reply.go",
		"return c != nil\n", "return true\n"},
	{25, "a turn without a reply is ErrStopped", "run.go",
		"missing = ErrNoReply", "missing = ErrStopped"},
	{25, "in place, a turn without a reply is an answer", "run.go",
		"s.err = ErrNoReply\n", "s.err = nil\n"},
	{26, "the second reply wins, too", "reply.go",
		" && a.outcome == unanswered\n", "\n"},
	{27, "an ask to oneself waits", "deadlock.go",
		"if w.from == w.to {", "if false {"},
	{28, "a send to oneself waits", "send.go",
		"if err := a.block(c, command, from); err != nil {", "from = asker{}\n\tif err := a.block(c, command, from); err != nil {"},
	{29, "no slots are a capacity", "actor.go",
		"if capacity < 1 {", "if capacity < 0 {"},
	{29, "no context is taken for one that has not ended", "turn.go",
		"if ctx == nil {\n\t\tpanic(\"actor: \" + call", "if false {\n\t\tpanic(\"actor: \" + call"},
	{31, "a set that was withdrawn says that it was admitted", "call.go",
		"a.settle(c, none, cause, &owed)", "a.settle(c, none, nil, &owed)"},
	{31, "the newest is received first", "queue.go",
		"e := q.slots[q.first]\n", "last := (int(q.first+q.length) - 1) % len(q.slots)\n\tq.slots[q.first], q.slots[last] = q.slots[last], q.slots[q.first]\n\te := q.slots[q.first]\n"},
	{32, "what hangs on the handlers' context is never released", "stop.go",
		"\ta.endContext()\n\ta.loseAll(owed)\n", "\ta.loseAll(owed)\n"},
	{32, "a goroutine stays for an idle actor", "crew.go",
		"\t\t\trounds--\n", ""},
	{33, "an observer's panic is forgotten", "event.go",
		"\t\ta.special |= broken\n", ""},
	{34, "any turn's context counts as the current one's", "turn.go",
		"return a.turn >= handling && a.turnContext() == t", "return a.turn >= handling"},
	{35, "a context is looked into under the lock", "send.go",
		"a.mu.Unlock() // ctx is the user's code\n\t\tfrom = askerOf(ctx)\n\t\ta.mu.Lock()\n", "from = askerOf(ctx)\n"},
	{36, "a reply that was kept ends with its turn", "reply.go",
		"\ta.outcome = kept\n", ""},
	{36, "a kept reply may be sent again", "reply.go",
		"\tk.sent = true\n", ""},
	{37, "an asker who went is still said to get the kept reply", "call.go",
		"\t\ta.extras.forget(c)\n", ""},
	{38, "nobody finds that a kept reply is lost", "reply.go",
		"runtime.SetFinalizer(k, (*keptReply).lost)", "runtime.KeepAlive(k)"},
	{38, "the end leaves those who wait for kept replies", "stop.go",
		"\ta.loseAll(owed)\n", ""},
	{39, "a kept reply can be sent in the actor's own turns alone", "reply.go",
		"if k.sent || c == nil && a.phase == stopped {", "if k.sent || a.turn == idle {"},
	{40, "no ring is found", "deadlock.go",
		"if next.to == w.from {", "if false {"},
	{40, "a wait for a slot does not count", "send.go",
		"err = a.block(c, command, from)\n\t} else", "err = a.block(c, command, asker{})\n\t} else"},
	{40, "a wait that is over still counts", "call.go",
		"\tc.wait.end()\n", ""},
	{40, "a wait for a kept reply counts", "reply.go",
		"\t\t\tc.wait.end() // it does not wait for this turn\n\t\t\tc.wait = nil\n", ""},
	{41, "of a turn's waits the last alone counts", "deadlock.go",
		"if w.next = w.from.first; w.next != nil {", "if false {"},
	{42, "a turn that is held ends with its handler", "turn.go",
		"\ta.special |= held\n", ""},
	{43, "who blocks leaves nobody to run the others", "crew.go",
		"starts := c.free == 1 && c.ready.length > 0", "starts := false"},
}

// changed returns the file's text with the change.
func (m mutant) changed() (string, error) {
	content, err := sources.ReadFile(m.file)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(content), m.old); n != 1 {
		return "", fmt.Errorf("%s: %d places to change, want 1:\n%s", m.file, n, m.old)
	}
	return strings.Replace(string(content), m.old, m.new, 1), nil
}

func (m mutant) String() string { return fmt.Sprintf("row %d: %s", m.row, m.breaks) }

// othersRows are kept by the JavaScript client.
var othersRows = map[int]bool{elsewhere: true}

func TestEachMutantStillAppliesAndEachRowHasOne(t *testing.T) {
	rows := map[int]bool{}
	for _, m := range mutants {
		rows[m.row] = true
		if _, err := m.changed(); err != nil {
			t.Errorf("%v: %v", m, err)
		}
	}
	for row := range promised {
		if !rows[row] && !othersRows[row] {
			t.Errorf("row %d has no mutant", row)
		}
	}
}

// Each mutant fails a test of the row that it breaks. It takes some minutes, for
// each is compiled: see ../build.sh mutate.
func TestEachMutantIsCaught(t *testing.T) {
	if !*mutate {
		t.Skip("it breaks the code with -mutate")
	}
	if output, err := testRow(t, mutant{row: 1, file: "send.go"}); err != nil {
		t.Fatalf("the code without a change fails, too: %v\n%s", err, output)
	}
	var caught atomic.Int32
	t.Run("mutant", func(t *testing.T) {
		for _, m := range mutants {
			t.Run(m.String(), func(t *testing.T) {
				t.Parallel()
				output, err := testRow(t, m)
				var exit *exec.ExitError
				switch {
				case err == nil:
					t.Errorf("no test of %v fails", promised[m.row])
				case !errors.As(err, &exit) || strings.Contains(output, "[build failed]"):
					t.Errorf("it can't be tested: %v\n%s", err, output)
				default:
					caught.Add(1)
				}
			})
		}
	})
	t.Logf("%d of %d mutants of %d rows are caught", caught.Load(), len(mutants), len(promised)-len(othersRows))
}

// testRow runs the tests of m's row with m's change.
func testRow(t *testing.T, m mutant) (output string, err error) {
	text, err := m.changed()
	if m.old == "" {
		content, _ := sources.ReadFile(m.file)
		text, err = string(content), nil
	}
	if err != nil {
		return "", err
	}
	dir := t.TempDir()
	original, err := filepath.Abs(m.file)
	if err != nil {
		return "", err
	}
	replacement := filepath.Join(dir, "changed.go")
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{original: replacement}})
	if err != nil {
		return "", err
	}
	overlayFile := filepath.Join(dir, "overlay.json")
	if err := errors.Join(os.WriteFile(replacement, []byte(text), 0o600), os.WriteFile(overlayFile, overlay, 0o600)); err != nil {
		return "", err
	}
	pattern := "^(" + strings.Join(promised[m.row], "|") + ")$"
	cmd := exec.CommandContext(t.Context(), "go", "test", "-overlay", overlayFile, "-vet", "off", "-timeout", "30s", "-failfast", "-run", pattern, "./"+filepath.Dir(m.file))
	all, err := cmd.CombinedOutput()
	return string(all), err
}
