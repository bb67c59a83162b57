package stage

import (
	"math"
	"reflect"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFormatWritesTheCanonicalText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"mailbox 1024\nhandle 0.4s", ""},
		{"start  manually # later\nhandle 0s\nmailbox 7", "mailbox 7\nhandle 0ms\nstart manually\n"},
		{"a x1:set +1,\n\n get   within 1.50s", "a x1: set 1, get within 1.5s\n"},
		{"b:repeat 2(kill,expect -3),try set 0,get twice", "b: repeat 2 (kill, expect -3), try set 0, get twice\n"},
		{"c: wait 60s, wait 90s, wait 1500us, wait 0.5us, wait 0.000000001s", "c: wait 1m, wait 90s, wait 1.5ms, wait 0.5us, wait 0.001us\n"},
	} {
		s, err := Parse(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		} else if got := Format(s); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestParseUndoesFormat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScripts().Draw(t, "script")
		text := Format(s)
		got, err := Parse(text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		forgetPlaces(got)
		if !reflect.DeepEqual(got, s) {
			t.Fatalf("%s\n%+v\nwant %+v", text, got, s)
		}
		if again := Format(got); again != text {
			t.Fatalf("%s\nthen %s", text, again)
		}
	})
}

// forgetPlaces zeroes lines and columns, which Format does not keep.
func forgetPlaces(s Script) {
	for i := range s.Actors {
		g := &s.Actors[i]
		g.Line, g.OnSet.Line, g.OnGet.Line = 0, 0, 0
	}
	for i := range s.Clients {
		s.Clients[i].Line = 0
		nowhere(s.Clients[i].Steps)
	}
}

// drawScripts draws scripts that keep the limits; their lines and columns are zero.
func drawScripts() *rapid.Generator[Script] {
	name := rapid.StringMatching(`[a-zA-Zäλд漢][a-z0-9_é-]{0,6}`)
	return rapid.Custom(func(t *rapid.T) Script {
		s := Script{
			Capacity:      rapid.OneOf(rapid.Just(DefaultCapacity), rapid.IntRange(1, MaxCapacity)).Draw(t, "capacity"),
			Handle:        rapid.OneOf(rapid.Just(DefaultHandle), drawDurations()).Draw(t, "handle"),
			StartManually: rapid.Bool().Draw(t, "start manually"),
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "clients") {
			g := ClientGroup{Name: name.Draw(t, "name") + "_" + strconv.Itoa(i), Count: 1, Numbered: rapid.Bool().Draw(t, "numbered")}
			if g.Numbered {
				g.Count = rapid.IntRange(1, 9).Draw(t, "count")
			}
			g.Steps = drawSteps(t, 3)
			s.Clients = append(s.Clients, g)
		}
		return s
	})
}

func drawDurations() *rapid.Generator[time.Duration] {
	return rapid.Custom(func(t *rapid.T) time.Duration {
		unit := rapid.SampledFrom([]time.Duration{1, time.Microsecond, time.Millisecond, time.Second, time.Minute}).Draw(t, "unit")
		return unit * time.Duration(rapid.Int64Range(0, int64(MaxDuration/unit)).Draw(t, "units"))
	})
}

func drawSteps(t *rapid.T, depth int) []Step {
	list := make([]Step, rapid.IntRange(1, 4).Draw(t, "steps"))
	for i := range list {
		s := &list[i]
		last := OpRepeat
		if depth == 0 {
			last = OpExpect
		}
		s.Op = Op(rapid.IntRange(int(OpSet), int(last)).Draw(t, "op"))
		switch s.Op {
		case OpSet, OpTrySet:
			s.Value = rapid.Int32().Draw(t, "value")
		case OpGet:
			s.Mode = Mode(rapid.IntRange(int(ModePlain), int(ModeTwice)).Draw(t, "mode"))
		case OpAskItself:
			s.Mode = rapid.SampledFrom([]Mode{ModePlain, ModeBlindly}).Draw(t, "mode")
		case OpWait:
			s.Wait = drawDurations().Draw(t, "wait")
		case OpExpect:
			if s.Expect = Outcome(rapid.IntRange(int(OutcomeValue), int(OutcomeUnread)).Draw(t, "outcome")); s.Expect == OutcomeValue {
				s.Value = rapid.Int32Range(math.MinInt32, math.MaxInt32).Draw(t, "answer")
			}
		case OpRepeat:
			s.Times = rapid.IntRange(1, 9).Draw(t, "times")
			s.Body = drawSteps(t, depth-1)
		}
		if s.Op == OpSet || s.Op == OpStop || s.Op == OpGet && s.Mode == ModePlain {
			if s.HasWithin = rapid.Bool().Draw(t, "has within"); s.HasWithin {
				s.Within = drawDurations().Draw(t, "within")
			}
		}
	}
	return list
}
