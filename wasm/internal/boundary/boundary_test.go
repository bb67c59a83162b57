//go:build js && wasm

package boundary

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
)

// connect makes a host as web/src/client/module.ts does, and connects to it.
func connect(t *testing.T) *Host {
	t.Helper()
	const name = "boundary test"
	global := safejs.Global()
	must(t, global.Set(name, map[string]any{"functions": map[string]any{}}))
	h, err := Connect(name)
	must(t, err)
	if v, err := global.Get(name); err != nil || !v.IsUndefined() {
		t.Fatalf("the host is still in the global object: %v", err)
	}
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// thrownBy gives the code and the message of what a call came to.
func thrownBy(t *testing.T, h *Host, name string, args ...any) (code, message string) {
	t.Helper()
	v, err := h.functions.Call(name, args...)
	must(t, err)
	if v.Type() != safejs.TypeObject {
		t.Fatalf("%s%v is no error", name, args)
	}
	texts := [2]string{}
	for i, property := range []string{"code", "message"} {
		p, err := v.Get(property)
		must(t, err)
		texts[i], err = p.String()
		must(t, err)
	}
	return texts[0], texts[1]
}

func TestAPageWithoutAHostIsAnError(t *testing.T) {
	if _, err := Connect("nothing here"); err == nil || !strings.Contains(err.Error(), "nothing here") {
		t.Errorf("got %v", err)
	}
}

func TestReadyTellsTheBuild(t *testing.T) {
	h := connect(t)
	told := ""
	ready, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		told, _ = args[0].String()
		return nil
	})
	must(t, err)
	defer ready.Release()
	must(t, h.object.Set("ready", ready))
	must(t, h.Ready("a build"))
	if told != "a build" {
		t.Errorf("told %q", told)
	}
}

func TestAHostThatThrowsIsAnError(t *testing.T) {
	h := connect(t)
	if err := h.Ready("a build"); err == nil { // it has no such function
		t.Error("no error")
	}
}

func TestAnExportedFunctionTakesAndReturnsPlainValues(t *testing.T) {
	h := connect(t)
	remove, err := Export(h, "f", func(a Args) (string, error) {
		s, err1 := a.String(0)
		n, err2 := a.Number(1)
		b, err3 := a.Bool(2)
		return fmt.Sprint(a.Len(), s, n, b), errors.Join(err1, err2, err3)
	})
	must(t, err)
	defer remove()
	v, err := h.functions.Call("f", "ä\x00🎭", -0.5, true)
	must(t, err)
	if got, err := v.String(); err != nil || got != "3ä\x00🎭-0.5 true" {
		t.Errorf("got %q, %v", got, err)
	}
	removeNumber, err := Export(h, "n", func(Args) (float64, error) { return 1.5, nil })
	must(t, err)
	defer removeNumber()
	if v, err := h.functions.Call("n"); err != nil || v.Type() != safejs.TypeNumber {
		t.Errorf("a number is %v, %v", v.Type(), err)
	}
	removeBool, err := Export(h, "b", func(Args) (bool, error) { return true, nil })
	must(t, err)
	defer removeBool()
	if v, err := h.functions.Call("b"); err != nil || v.Type() != safejs.TypeBoolean {
		t.Errorf("a boolean is %v, %v", v.Type(), err)
	}
}

func TestAnArgumentOfAnotherTypeIsRefusedByName(t *testing.T) {
	h := connect(t)
	remove, err := Export(h, "f", func(a Args) (float64, error) { return a.Number(1) })
	must(t, err)
	defer remove()
	for _, c := range []struct {
		args  []any
		words string
	}{
		{[]any{0, "7"}, "f: argument 2 is 7, must be a number"},
		{[]any{0}, "f: argument 2 is <undefined>, must be a number"},
		{[]any{0, nil}, "<null>"},
		{[]any{0, map[string]any{}}, "<object>"},
	} {
		if code, message := thrownBy(t, h, "f", c.args...); code != "bad-argument" || !strings.Contains(message, c.words) {
			t.Errorf("%v: %s: %s", c.args, code, message)
		}
	}
}

func TestAnArgumentOfATypeThatGoDoesNotKnowIsRefused(t *testing.T) {
	h := connect(t)
	remove, err := Export(h, "f", func(a Args) (string, error) { return a.String(0) })
	must(t, err)
	defer remove()
	big, err := safejs.Global().Call("BigInt", 1)
	must(t, err)
	if code, message := thrownBy(t, h, "f", big); code != "bad-argument" || message != "f: argument 1 is of no known type, must be a string" {
		t.Errorf("%s: %s", code, message)
	}
}

func TestTheMessageAboutALongArgumentIsShort(t *testing.T) {
	h := connect(t)
	remove, err := Export(h, "f", func(a Args) (float64, error) { return a.Number(0) })
	must(t, err)
	defer remove()
	if _, message := thrownBy(t, h, "f", strings.Repeat("漢", 5000)); len(message) > 300 || !strings.Contains(message, "漢…, must be a number") {
		t.Errorf("%d bytes: %s", len(message), message)
	}
}

type coded struct{ error }

func (coded) Code() string { return "odd" }

func TestAnErrorChoosesItsCode(t *testing.T) {
	h := connect(t)
	var give error
	remove, err := Export(h, "f", func(Args) (bool, error) { return true, give })
	must(t, err)
	defer remove()
	give = fmt.Errorf("wrapped: %w", coded{errors.New("the reason")})
	if code, message := thrownBy(t, h, "f"); code != "odd" || message != "wrapped: the reason" {
		t.Errorf("%s: %s", code, message)
	}
	give = errors.New("plain")
	if code, message := thrownBy(t, h, "f"); code != "failed" || message != "plain" {
		t.Errorf("%s: %s", code, message)
	}
}

func TestAPanicIsAnErrorAndTheProgramGoesOn(t *testing.T) {
	h := connect(t)
	remove, err := Export(h, "f", func(a Args) (float64, error) { panic("no legs") })
	must(t, err)
	defer remove()
	for range 2 {
		if code, message := thrownBy(t, h, "f"); code != "failed" || message != "f panicked: no legs" {
			t.Errorf("%s: %s", code, message)
		}
	}
}

func TestANameIsGivenOnceUntilItIsRemoved(t *testing.T) {
	h := connect(t)
	f := func(Args) (bool, error) { return true, nil }
	remove, err := Export(h, "f", f)
	must(t, err)
	if _, err := Export(h, "f", f); err == nil || !strings.Contains(err.Error(), "exporting f") {
		t.Errorf("given twice: %v", err)
	}
	remove()
	if v, err := h.functions.Get("f"); err != nil || !v.IsUndefined() {
		t.Errorf("it is still there: %v", err)
	}
	remove, err = Export(h, "f", f)
	must(t, err)
	remove()
}
