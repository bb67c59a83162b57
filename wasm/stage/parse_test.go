package stage

import (
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestEveryFormOfAStepIsRead(t *testing.T) {
	for _, c := range []struct {
		text string
		want Step
	}{
		{"set 7", Step{Op: OpSet, Value: 7}},
		{"set -2147483648", Step{Op: OpSet, Value: math.MinInt32}},
		{"set 2147483647", Step{Op: OpSet, Value: math.MaxInt32}},
		{"set +007", Step{Op: OpSet, Value: 7}},
		{"set 7 within 100ms", Step{Op: OpSet, Value: 7, HasWithin: true, Within: 100 * time.Millisecond}},
		{"try set 9", Step{Op: OpTrySet, Value: 9}},
		{"get", Step{Op: OpGet}},
		{"get within 0ms", Step{Op: OpGet, HasWithin: true}},
		{"get unread", Step{Op: OpGet, Mode: ModeUnread}},
		{"get unanswered", Step{Op: OpGet, Mode: ModeUnanswered}},
		{"get twice", Step{Op: OpGet, Mode: ModeTwice}},
		{"crash", Step{Op: OpCrash}},
		{"exit", Step{Op: OpExit}},
		{"ask itself", Step{Op: OpAskItself}},
		{"ask itself blindly", Step{Op: OpAskItself, Mode: ModeBlindly}},
		{"send itself", Step{Op: OpSendItself}},
		{"stop", Step{Op: OpStop}},
		{"stop within 1s", Step{Op: OpStop, HasWithin: true, Within: time.Second}},
		{"kill", Step{Op: OpKill}},
		{"start", Step{Op: OpStart}},
		{"wait 200ms", Step{Op: OpWait, Wait: 200 * time.Millisecond}},
		{"expect 2", Step{Op: OpExpect, Expect: OutcomeValue, Value: 2}},
		{"expect ok", Step{Op: OpExpect, Expect: OutcomeOK}},
		{"expect full", Step{Op: OpExpect, Expect: OutcomeFull}},
		{"expect stopped", Step{Op: OpExpect, Expect: OutcomeStopped}},
		{"expect timeout", Step{Op: OpExpect, Expect: OutcomeTimeout}},
		{"expect panic", Step{Op: OpExpect, Expect: OutcomePanic}},
		{"expect exit", Step{Op: OpExpect, Expect: OutcomeExit}},
		{"expect no-reply", Step{Op: OpExpect, Expect: OutcomeNoReply}},
		{"expect itself", Step{Op: OpExpect, Expect: OutcomeItself}},
		{"expect started", Step{Op: OpExpect, Expect: OutcomeStarted}},
		{"expect not-started", Step{Op: OpExpect, Expect: OutcomeNotStarted}},
		{"expect unread", Step{Op: OpExpect, Expect: OutcomeUnread}},
		{"repeat 3 (kill)", Step{Op: OpRepeat, Times: 3, Body: []Step{{Op: OpKill, Line: 1, Column: 14}}}},
		{"repeat 2(repeat 3(kill))", Step{Op: OpRepeat, Times: 2, Body: []Step{
			{Op: OpRepeat, Times: 3, Line: 1, Column: 13, Body: []Step{{Op: OpKill, Line: 1, Column: 22}}}}}},
	} {
		s, err := Parse("a: " + c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		c.want.Line, c.want.Column = 1, 4
		if got := s.Clients[0].Steps; len(got) != 1 || !reflect.DeepEqual(got[0], c.want) {
			t.Errorf("%s: %+v, want %+v", c.text, got, c.want)
		}
	}
}

func TestSettingsAndClientsAreRead(t *testing.T) {
	text := "\ufeffwriter x3: set 1 # three\r\n\tmailbox\t2#slots\r\n\r\nhandle 0ms\nstart manually\n" +
		"Zoë-1_b: kill,\n\n  # still Zoë\n  start\nद्वि x1:\n repeat 2 (\n kill\n , start\n)\nlast: kill"
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	want := Script{Capacity: 2, StartManually: true, Clients: []ClientGroup{
		{Name: "writer", Count: 3, Numbered: true, Line: 1, Steps: []Step{{Op: OpSet, Value: 1, Line: 1, Column: 12}}},
		{Name: "Zoë-1_b", Count: 1, Line: 6, Steps: []Step{{Op: OpKill, Line: 6, Column: 10}, {Op: OpStart, Line: 9, Column: 3}}},
		{Name: "द्वि", Count: 1, Numbered: true, Line: 10, Steps: []Step{{Op: OpRepeat, Times: 2, Line: 11, Column: 2,
			Body: []Step{{Op: OpKill, Line: 12, Column: 2}, {Op: OpStart, Line: 13, Column: 4}}}}},
		{Name: "last", Count: 1, Line: 15, Steps: []Step{{Op: OpKill, Line: 15, Column: 7}}},
	}}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("%+v\nwant %+v", s, want)
	}
}

func TestWhatAScriptDoesNotSayHasItsDefault(t *testing.T) {
	for _, text := range []string{"", "\n\n", " # nothing", "\ufeff", "\r\n"} {
		s, err := Parse(text)
		if err != nil || !reflect.DeepEqual(s, Script{Capacity: 1024, Handle: 400 * time.Millisecond}) {
			t.Errorf("%q: %+v, %v", text, s, err)
		}
	}
}

func TestDurationsAreExact(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0us": 0, "0m": 0, "1us": time.Microsecond, "0.001us": 1, "1.5s": 1500 * time.Millisecond, "0300ms": 300 * time.Millisecond, "1.50s": 1500 * time.Millisecond,
		"1.000000001s": time.Second + 1, "1440m": 24 * time.Hour, "86400s": 24 * time.Hour, "0.5m": 30 * time.Second,
		"0.00000000005m": 3, "0.0000000001m": 6, "86399.999999999s": 24*time.Hour - 1, "1.000000000000000000000s": time.Second,
	} {
		if s, err := Parse("handle " + text); err != nil || s.Handle != want {
			t.Errorf("%s: %v, %v; want %v", text, s.Handle, err, want)
		}
	}
}

func TestClientsOfACountAreNumberedFromOne(t *testing.T) {
	s, err := Parse("w x2: kill\nw: kill\nv x1: kill")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range s.Clients {
		for i := range g.Count {
			got = append(got, g.NameOf(i))
		}
	}
	if want := []string{"w-1", "w-2", "w", "v-1"}; !reflect.DeepEqual(got, want) || s.ClientCount() != 4 {
		t.Errorf("%q, %d clients; want %q", got, s.ClientCount(), want)
	}
}

func TestNamesThatOnlyLookAlikeAreFree(t *testing.T) {
	for _, text := range []string{
		"w x3: kill\nw-4: kill", "w-4: kill\nw x3: kill", "w x3: kill\nw-0: kill\nw-01: kill\nw-: kill\nw-1-1: kill\nW-1: kill",
		"w x3: kill\nw-1 x2: kill", "w-99999999999999999999: kill\nw x3: kill", "x3: kill\nset: kill\nyour: kill",
	} {
		if _, err := Parse(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestStepsAreCountedWithoutOverflow(t *testing.T) {
	deep := Step{Op: OpKill}
	for range 9 {
		deep = Step{Op: OpRepeat, Times: MaxSteps, Body: []Step{deep, deep}}
	}
	s := Script{Clients: []ClientGroup{{Count: 3, Steps: []Step{{Op: OpKill}, {Op: OpRepeat, Times: 5, Body: []Step{{Op: OpGet}, {Op: OpGet}}}}}}}
	if n := s.StepCount(); n != 33 {
		t.Errorf("%d steps, want 33", n)
	}
	s.Clients = append(s.Clients, ClientGroup{Count: MaxClients, Steps: []Step{deep}})
	if n := s.StepCount(); n != math.MaxInt64 {
		t.Errorf("%d steps, want math.MaxInt64", n)
	}
}

// In these texts the characters of the one mistake are between « and »; «» is where something is missing.
func TestEveryMistakeSaysWhatWasExpectedAndWhere(t *testing.T) {
	const (
		steps    = "a step (set, try set, get, crash, exit, ask itself, send itself, stop, kill, start, wait, expect or repeat)"
		outcomes = "a whole number or an outcome (ok, full, stopped, timeout, panic, exit, no-reply, itself, started, not-started, unread or deadlock)"
		line     = `a setting (mailbox, handle or start manually) or a client, such as "main: set 1"`
		value    = "a whole number from -2147483648 to 2147483647"
		duration = "a duration with a unit, such as 300ms"
		end      = "; got the end of the line"
	)
	for _, c := range []struct{ text, message string }{
		// Settings.
		{"mailbox«»", "expected a capacity from 1 to 65536" + end},
		{"mailbox «0»", `expected a capacity from 1 to 65536; got "0"`},
		{"mailbox «65537»", `expected a capacity from 1 to 65536; got "65537"`},
		{"mailbox «-1»", `expected a capacity from 1 to 65536; got "-1"`},
		{"mailbox «2.5»", `expected a capacity from 1 to 65536; got "2.5"`},
		{"mailbox «many» slots", `expected a capacity from 1 to 65536; got "many"`},
		{"mailbox 2 «slots» # of them", `expected the end of the line; got "slots"`},
		{"mailbox 2«,» handle 3ms", `expected the end of the line; got ","`},
		{"mailbox 2\n«mailbox» 3", `expected "mailbox" once only; it is on line 1 already`},
		{"handle 2ms\n«handle»: kill", `"handle" begins a setting: write it without a colon, or give the client another name`},
		{"«mailbox»: 2", `"mailbox" begins a setting: write it without a colon, or give the client another name`},
		{"handle«» # how long?", "expected " + duration + end},
		{"handle «300»", "expected " + duration + `; got "300"`},
		{"handle «0»", "expected " + duration + `; got "0"`},
		{"handle «300» ms", "expected " + duration + `; got "300"; write "300ms" without the space`},
		{"handle «fast»", "expected " + duration + `; got "fast"`},
		{"handle «.5s»", "expected " + duration + `; got ".5s"`},
		{"handle «1.s»", `expected a duration in us, ms, s or m, such as 300ms; got "1.s"`},
		{"handle «2h»", `expected a duration in us, ms, s or m, such as 300ms; got "2h"`},
		{"handle «1s500ms»", `expected a duration in us, ms, s or m, such as 300ms; got "1s500ms"`},
		{"handle «-1ms»", `expected a duration from 0ms to 1440m; got "-1ms"`},
		{"handle «1441m»", `expected a duration from 0ms to 1440m; got "1441m"`},
		{"handle «86400.000000001s»", `expected a duration from 0ms to 1440m; got "86400.000000001s"`},
		{"handle «99999999999999999999999us»", `expected a duration from 0ms to 1440m; got "99999999999999999999999us"`},
		{"handle «0.0001us»", `expected a duration in whole nanoseconds (0.001us); got "0.0001us"`},
		{"handle «0.00000000001m»", `expected a duration in whole nanoseconds (0.001us); got "0.00000000001m"`},
		{"start«»", `expected "manually" after "start"` + end},
		{"start «manualy»", `expected "manually" after "start"; got "manualy"; did you mean "manually"?`},

		// Lines.
		{"«mialbox» 3", "expected " + line + `; got "mialbox"; did you mean "mailbox"?`},
		{"«hello» world\nmain: kill", "expected " + line + `; got "hello"`},
		{"«)»", "expected " + line + `; got ")"`},
		{"«(»kill, kill)", "expected " + line + `; got "("`},
		{"main: kill\n«set» 1, kill", `expected a client before its steps, such as "main: set 1"; got "set"; if the client above goes on here, put a comma at the end of its line`},
		{"main: kill\n«,» kill", `expected a setting or a client; got ","; if the client above goes on here, put the comma at the end of its line`},
		{"«:» kill", `expected a client's name before ":"`},

		// Names and counts.
		{"main «kill», kill", `expected ":" before the steps of client "main"; got "kill"`},
		{"my «main»: kill", `expected ":" or a count, such as x3, after the name "my"; got "main"; a name has no spaces`},
		{"main «3»: kill", `expected ":" or a count, such as x3, after the name "main"; got "3"; did you mean "x3"?`},
		{"main x3 «of» them: kill", `expected ":" after the count; got "of"`},
		{"main «x0»: kill", `expected a count from x1 to x10000; got "x0"`},
		{"main «x10001»: kill", `expected a count from x1 to x10000; got "x10001"`},
		{"main «X3»: kill", `expected a count from x1 to x10000; got "X3"`},
		{"main «x-3»: kill", `expected a count from x1 to x10000; got "x-3"`},
		{"«2nd»: kill", `expected a client's name of letters, digits, "-" and "_" that begins with a letter; got "2nd"`},
		{"«a.b»: kill", `expected a client's name of letters, digits, "-" and "_" that begins with a letter; got "a.b"`},
		{"«a\u200bb\x1b»: kill", `expected a client's name of letters, digits, "-" and "_" that begins with a letter; got "a\u200bb\x1b"`},
		{"«" + strings.Repeat("é", 65) + "»: kill", `expected a client's name of at most 64 characters; got "` + strings.Repeat("é", 32) + `…" with 65`},
		{"mailbox «x2»: kill", `expected a capacity from 1 to 65536; got "x2"`},
		{"«actor»: kill", `expected another name; "actor" is what the views call the actor`},
		{"«You» x2: kill", `expected another name; "you" is what the views call the reader, who gives live commands`},
		{"main: kill\n\n«main»: kill", `expected a name that is free; "main" is on line 1 already`},
		{"w x3: kill\n«w-2»: kill", `expected a name that is free; "w-2" is on line 1 already, as one of "w x3"`},
		{"w-7: kill\nw-2: kill\n«w» x3: kill", `expected a name that is free; "w-2" is on line 2 already`},
		{"w x3: kill\n«w» x2: kill", `expected a name that is free; "w-1" is on line 1 already, as one of "w x3"`},

		// Actors.
		{"actor a: mailbox «0»", `expected a capacity from 1 to 65536; got "0"`},
		{"actor a: mailbox 1, «mailbox» 2", `expected "mailbox" once only for an actor`},
		{"actor a: on set fail, «on» set fail", `expected "on set" once only for an actor`},
		{"actor a: «maibox» 1", `expected a part of the actor (mailbox, handle, on set or on get); got "maibox"; did you mean "mailbox"?`},
		{"actor a: mailbox 1,«»", "expected a part of the actor (mailbox, handle, on set or on get)" + end},
		{"actor a: mailbox 1 «handle» 2s", `expected a comma or the end of the line; got "handle"`},
		{"actor a «mailbox» 1", `expected ":" before what the actor has, or the end of the line; got "mailbox"`},
		{"actor a: on «stop» fail", `expected "set" or "get" after "on"; got "stop"`},
		{"actor a: on set «forward» a", `expected tell, try, ask or fail after "on set"; got "forward"`},
		{"actor a: on get «tell» a", `expected ask, forward or fail after "on get"; got "tell"`},
		{"actor a: on get ask«»", `expected an actor's name after "ask"` + end},
		{"actor a: on get ask a «blindy»", `expected "later", "blindly", a comma or the end of the line; got "blindy"; did you mean "blindly"?`},
		{"actor a: on set ask a «later»", `expected "blindly", a comma or the end of the line; got "later"`},
		{"actor bank\nactor a: on get ask «bnk»", `expected the name of an actor that the script declares; got "bnk"; did you mean "bank"?`},
		{"main: set 1 at «a»", `expected the name of an actor that the script declares; got "a"`},
		{"actor a\nmain: get at«»", `expected an actor's name after "at"` + end},
		{"actor a\nmain: get at a «at» a", `expected "within", "unread", "unanswered", "twice", a comma or the end of the line; got "at"`},
		{"actor a\nmain: get «from» a", `expected "at", "within", "unread", "unanswered", "twice", a comma or the end of the line; got "from"`},
		{"actor a x2\n«a-1»: get", `expected a name that is free; "a-1" is on line 1 already, as one of "a x2"`},
		{"actor «you»", `expected another name; "you" is what the views call the reader, who gives live commands`},
		{"actor «2»: mailbox 1", `expected an actor's name of letters, digits, "-" and "_" that begins with a letter; got "2"`},
		{"actor a «x1001»", `expected a count from x1 to x1000; got "x1001"`},
		{"actor a x1000\nactor «b»", `expected at most 1000 actors in all; with "b" they are 1001`},
		{"actor a: on set tell «a»", `expected an actor that does not pass the command on to "a" again: it would go round for ever`},
		{"actor a: on get ask b, on set fail\nactor b: on get forward «b»", `expected an actor that does not pass the command on to "b" again: it would go round for ever`},

		// Steps.
		{"main«:»", "expected a step after this colon"},
		{"main«:»\nother: kill", "expected a step after this colon"},
		{"main: kill«,»", "expected a step after this comma"},
		{"main: kill«,»\n\n# more?\nother x2: kill", "expected a step after this comma"},
		{"main: kill«,»\nmailbox 2", "expected a step after this comma"},
		{"main: kill«,»\nstart manually", "expected a step after this comma"},
		{"main: kill, «,», kill", `expected a step; got ","`},
		{"main: «,» kill", `expected a step; got ","`},
		{"main: «:» kill", "expected " + steps + `; got ":"`},
		{"main: «sett» 1, kill", `expected a step; got "sett"; did you mean "set"?`},
		{"main: «Kill»", `expected a step; got "Kill"; did you mean "kill"?`},
		{"main: «dance» 1 2 3, kill", "expected " + steps + `; got "dance"`},
		{"main: «dance»(set), kill", "expected " + steps + `; got "dance"`},
		{"main: kill, «other»: kill, kill", `expected a step; got "other" and ":"; a client begins on a line of its own`},
		{"main: set«»", "expected " + value + end},
		{"main: set «2147483648», kill", "expected " + value + `; got "2147483648"`},
		{"main: set «-2147483649»", "expected " + value + `; got "-2147483649"`},
		{"main: set «99999999999999999999999999»", "expected " + value + `; got "99999999999999999999999999"`},
		{"main: set «3.99»", "expected " + value + `; got "3.99"`},
		{"main: set «-»", "expected " + value + `; got "-"`},
		{"main: set «within» 3ms", "expected " + value + `; got "within"`},
		{"main: set «(»1), kill", "expected " + value + `; got "("`},
		{"main: set 1 «withn» 3ms", `expected "within", a comma or the end of the line; got "withn"; did you mean "within"?`},
		{"main: set 1 «2»", `expected "within", a comma or the end of the line; got "2"`},
		{"main: set 1 within«»", "expected " + duration + end},
		{"main: kill «now», kill", `expected a comma or the end of the line; got "now"`},
		{"main: repeat 2 (kill «now»)", `expected a comma or ")"; got "now"`},
		{"main: kill «kill»", `expected a comma before the next step; got "kill"`},
		{"main: kill«:» kill", `expected a comma or the end of the line; got ":"`},
		{"main: try«»", `expected "set" after "try"` + end},
		{"main: try «9»", `expected "set" after "try"; got "9"`},
		{"main: get «unred»", `expected "within", "unread", "unanswered", "twice", a comma or the end of the line; got "unred"; did you mean "unread"?`},
		{"main: get unread «twice»", `expected only one of within, unread, unanswered or twice; got "twice" as well as "unread"`},
		{"main: get within 3ms «unread»", `expected only one of within, unread, unanswered or twice; got "unread" as well as "within"`},
		{"main: ask «myself»", `expected "itself" after "ask"; got "myself"; did you mean "itself"?`},
		{"main: send «itselv»", `expected "itself" after "send"; got "itselv"; did you mean "itself"?`},
		{"main: stop within «3»", "expected " + duration + `; got "3"`},
		{"main: wait«,» kill", "expected " + duration + `; got ","`},
		{"main: expect«»", "expected " + outcomes + end},
		{"main: expect «okay»", "expected " + outcomes + `; got "okay"`},
		{"main: expect «Full»", "expected " + outcomes + `; got "Full"; did you mean "full"?`},
		{"main: expect «noreply»", "expected " + outcomes + `; got "noreply"; did you mean "no-reply"?`},
		{"main: expect «3000000000»", "expected " + value + `; got "3000000000"`},

		// Parentheses.
		{"main: repeat «(»kill)", `expected a number of times from 1 to 1000000; got "("`},
		{"main: repeat «0» (kill)", `expected a number of times from 1 to 1000000; got "0"`},
		{"main: repeat «1000001» (kill)", `expected a number of times from 1 to 1000000; got "1000001"`},
		{"main: repeat «three» times (kill)", `expected a number of times from 1 to 1000000; got "three"`},
		{"main: repeat 3«»", `expected "(" and the steps to repeat` + end},
		{"main: repeat 3 «kill», kill)", `expected "(" and the steps to repeat; got "kill"`},
		{"main: repeat 2 (repeat 3 «kill»), kill)", `expected "(" and the steps to repeat; got "kill"`},
		{"main: repeat 3 «(»kill, kill", `expected a ")" for this "("`},
		{"main: repeat 3 «(»kill,\nother: kill", `expected a ")" for this "("`},
		{"main: repeat 3 «(»", `expected a ")" for this "("`},
		{"main: repeat 3 «(»)", `expected a step after this "("`},
		{"main: repeat 3 (kill«,»)", "expected a step after this comma"},
		{"main: kill«)», kill", `expected no ")": there is no "(" for it`},
		{"main: kill«)») kill", `expected no ")": there is no "(" for it`},
		{"main: «(»kill), kill", `expected a step; got "("; parentheses belong to repeat, such as "repeat 3 (set 1)"`},
		{"main: «repaet» 3 (kill), kill", `expected a step; got "repaet"; did you mean "repeat"?`},
	} {
		text, place := unmark(c.text)
		_, err := Parse(text)
		if got := brief(err); got != place+c.message {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, place+c.message)
		}
		if m, ok := err.(Mistakes); ok && len(m) == 1 {
			_, marked, _ := strings.Cut(c.text, "«")
			marked, _, _ = strings.Cut(marked, "»")
			if m[0].EndColumn-m[0].Column != utf8.RuneCountInString(marked) {
				t.Errorf("%q: marked from %d to %d, want %q", text, m[0].Column, m[0].EndColumn, marked)
			}
		}
	}
}

// Each that would pass it on is a mistake. A ring with an ask that waits ends: the core refuses it, or it stands still.
func TestACommandThatWouldGoRoundForEverIsAMistake(t *testing.T) {
	for text, want := range map[string]int{
		"actor a: on set tell b\nactor b: on set try c\nactor c: on set tell a blindly\nactor d: on set tell a": 3,
		"actor a: on get forward b\nactor b x2: on get ask a-1 later\nactor a-1":                                0,
		"actor a x2: on get forward b\nactor b: on get ask a-2 later":                                           2,
		"actor a: on get forward b\nactor b: on get ask a":                                                      0,
		"actor a: on set tell b\nactor b: on set ask a, on get forward a":                                       0,
	} {
		_, err := Parse(text)
		found, _ := err.(Mistakes)
		if len(found) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// unmark takes the marks out of a text and says where the first was, as "line:column: ".
func unmark(text string) (clean, place string) {
	before, _, _ := strings.Cut(text, "«")
	line := 1 + strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
	return strings.NewReplacer("«", "", "»", "").Replace(text), strconv.Itoa(line) + ":" + strconv.Itoa(column) + ": "
}

// brief is an error's mistakes without their lines and marks.
func brief(err error) string {
	var ms Mistakes
	if !errors.As(err, &ms) {
		return "no mistake"
	}
	var all []string
	for _, m := range ms {
		first, _, _ := strings.Cut(m.Error(), "\n")
		all = append(all, first)
	}
	return strings.Join(all, "\n")
}

func TestAllMistakesAreFoundAndNoneIsMadeUp(t *testing.T) {
	text := `mailbox two
handle 300
main: sett 1, get, wait 3, kill
writer set 1, gett, kill,
  kill, set x
hello world, set,
  set
other: repeat 2 (
  sett 1
  kill 5,
  kill,
third: repaet 2 (gett, kill), kill
`
	want := []string{"1:9", "2:8", "3:7", "3:25", "4:8", "4:15", "5:13", "6:1", "8:17", "9:3", "10:3", "10:8", "12:8", "12:18"}
	s, err := Parse(text)
	var got []string
	ms, _ := err.(Mistakes)
	for _, m := range ms {
		got = append(got, strconv.Itoa(m.Line)+":"+strconv.Itoa(m.Column))
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant %q\n%v", got, want, err)
	}
	if !reflect.DeepEqual(s, Script{}) {
		t.Errorf("a script came with the mistakes: %+v", s)
	}
}

func TestAMistakeShowsItsLineWithAMarkBelowThePlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"mailbox 2\nhandle 300\n", "2:8: expected a duration with a unit, such as 300ms; got \"300\"\n" +
			"    handle 300\n" +
			"           ^^^"},
		{"main:\tset\t1\tnow # tabs\r\n", "1:13: expected \"within\", a comma or the end of the line; got \"now\"\n" +
			"    main:\tset\t1\tnow # tabs\n" +
			"         \t   \t \t^^^"},
		{"main: wait   # how long?", "1:11: expected a duration with a unit, such as 300ms; got the end of the line\n" +
			"    main: wait   # how long?\n" +
			"              ^"},
		{"漢字é: sett\u00a01 # \x00", "1:6: expected a step; got \"sett\"; did you mean \"set\"?\n" +
			"    漢字é: sett 1 # \ufffd\n" +
			"           ^^^^"},
		{"main: " + strings.Repeat("kill, ", 50) + "sett" + strings.Repeat(", kill", 50), "1:307: expected a step; got \"sett\"; did you mean \"set\"?\n" +
			"    …" + strings.Repeat("kill, ", 10) + "sett" + strings.Repeat(", kill", 9) + ", k…\n" +
			"     " + strings.Repeat("      ", 10) + "^^^^"},
	} {
		_, err := Parse(c.text)
		if err == nil || err.Error() != c.want {
			t.Errorf("%q:\n%v\nwant\n%s", c.text, err, c.want)
		}
	}
}

func TestEveryLimitIsKeptAndNamed(t *testing.T) {
	nested := func(n int) string {
		return "main: " + strings.Repeat("repeat 1 (", n) + "kill" + strings.Repeat(")", n)
	}
	lines := func(n int, line string) string { return strings.Repeat(line+"\n", n) }
	var clients strings.Builder
	for i := range MaxClients {
		clients.WriteString("c" + strconv.Itoa(i) + ": kill\n")
	}
	for _, c := range []struct{ name, text, want string }{
		{"text", strings.Repeat("#", MaxText), "no mistake"},
		{"text", strings.Repeat("\n", MaxText+1), "1:1: expected a script of at most 1048576 bytes (1 MiB); got 1048577 bytes"},
		{"name", strings.Repeat("é", MaxName) + " x10000: kill", "no mistake"},
		{"clients", clients.String(), "no mistake"},
		{"clients", clients.String() + "z: kill\ny: kill", `10001:1: expected at most 10000 clients in all; with "z" they are 10001`},
		{"clients", "a x10000: kill\nb x10000: kill", `2:1: expected at most 10000 clients in all; with "b" they are 20000`},
		{"steps", "a x1000: repeat 1000 (set 1)", "no mistake"},
		{"steps", "a: set 1\nb x1000: repeat 1000 (set 1)", `2:1: expected at most 1000000 steps in all, repeats and counts written out; with "b" they are 1000001`},
		{"steps", "a: repeat 1000000 (repeat 1000000 (repeat 1000000 (repeat 1000000 (set 1))))",
			`1:1: expected at most 1000000 steps in all, repeats and counts written out; with "a" they are more than 1000000000000`},
		{"written steps", "a: " + strings.Repeat("get, ", MaxWritten-1) + "get", "no mistake"},
		{"written steps", "a: sett 1, repeat 2 (" + strings.Repeat("get, ", MaxWritten+9) + "gett", "1:4: expected a step; got \"sett\"; did you mean \"set\"?\n" +
			"1:250022: expected at most 50000 steps in the text; write \"repeat\" for steps that recur. The rest was not read"},
		{"nesting", nested(MaxNesting), "no mistake"},
		{"nesting", nested(MaxNesting + 1), "1:327: expected at most 32 repeats inside one another; this is one more"},
		{"nesting", nested(MaxNesting+5) + ", sett 1", "1:327: expected at most 32 repeats inside one another; this is one more\n1:420: expected a step; got \"sett\"; did you mean \"set\"?"},
	} {
		if _, err := Parse(c.text); brief(err) != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, brief(err), c.want)
		}
	}
	for _, c := range []struct {
		mistakes int
		last     string
	}{{100, "100:1: "}, {101, "101:1: and 1 more mistake"}, {250, "101:1: and 150 more mistakes"}} {
		_, err := Parse(lines(c.mistakes, "?"))
		all := strings.Split(brief(err), "\n")
		if last := all[len(all)-1]; len(all) != min(c.mistakes, 101) || !strings.HasPrefix(last, c.last) {
			t.Errorf("%d mistakes: %d reported, the last %q", c.mistakes, len(all), last)
		}
	}
}

// Long texts that ask for as much work as they can. The parser is through with each in milliseconds; one that looked
// at more than its part of the text in any step would sit here for minutes. No clock is asked: machines differ.
func TestParseComesToAnEndOnTextsThatAskForMuchWork(t *testing.T) {
	const size = MaxText / 16
	for _, piece := range []string{
		"(", ")", ",", ":", "a", "\n", "#", "a\n", "a,\n", ",\n", "(\n", "a:", "a:\n", "a: kill,\n", "a: kill\n", "b-1: repeat 9 (\n",
		"repeat 1 (", "repeat ", "repaet (", "a: repeat 1 (kill,\n", "mailbox ", "mailbox 2\n", "set ", "set 1 ", "try ", "9", "handle 9 ",
		"kill,", "unansweredd\n", "a: unanswred,", "\xff", "\u200b", "x3 ", "a x3 ", "a x3: repeat 2 (kill\n\n",
	} {
		for _, start := range []string{"", "main: repeat 2 (", "main: set "} {
			text := start + strings.Repeat(piece, (size-len(start))/len(piece))
			if _, err := Parse(text); err != nil {
				_ = err.Error() // is part of the work
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	var lines strings.Builder
	for i := range MaxClients {
		lines.WriteString("n" + strconv.Itoa(i) + ": set 1, get within 100ms, repeat 3 (try set 9, expect full), wait 1.5s # as it says\n")
	}
	text := lines.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
