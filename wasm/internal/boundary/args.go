//go:build js && wasm

package boundary

import (
	"fmt"

	"github.com/hack-pad/safejs"
)

// Args are the arguments of a call, from 0. Nothing is converted: an argument that is missing or of another type is an
// [*ArgumentError].
type Args struct {
	function string
	values   []safejs.Value
}

// Len is how many there are.
func (a Args) Len() int { return len(a.values) }

// String returns argument i, which must be a string.
func (a Args) String(i int) (string, error) {
	v, err := a.get(i, safejs.TypeString, "a string")
	if err != nil {
		return "", err
	}
	return v.String()
}

// Number returns argument i, which must be a number; NaN and the infinities are.
func (a Args) Number(i int) (float64, error) {
	v, err := a.get(i, safejs.TypeNumber, "a number")
	if err != nil {
		return 0, err
	}
	return v.Float()
}

// Bool returns argument i, which must be a boolean.
func (a Args) Bool(i int) (bool, error) {
	v, err := a.get(i, safejs.TypeBoolean, "true or false")
	if err != nil {
		return false, err
	}
	return v.Bool()
}

func (a Args) get(i int, want safejs.Type, must string) (safejs.Value, error) {
	v := safejs.Undefined()
	if i < len(a.values) {
		v = a.values[i]
	}
	if typeOf(v) == want {
		return v, nil
	}
	return v, &ArgumentError{a.function, i, shown(v), must}
}

// unknown is the type of what syscall/js has none for, such as a BigInt.
const unknown safejs.Type = -1

func typeOf(v safejs.Value) (t safejs.Type) {
	defer func() {
		if recover() != nil {
			t = unknown
		}
	}()
	return v.Type()
}

// maxShown is how many characters of an argument an error shows.
const maxShown = 64

// shown is "<object>" and the like, or a string's own text, shortened.
func shown(v safejs.Value) string {
	if typeOf(v) == unknown {
		return "of no known type"
	}
	text, err := v.String()
	if err != nil {
		return "of no known type"
	}
	n := 0
	for i := range text {
		if n++; n > maxShown {
			return text[:i] + "…"
		}
	}
	return text
}

// An ArgumentError says which argument of a call was not of its type.
type ArgumentError struct {
	Function string
	Index    int    // of the argument, from 0
	Given    string // what it was
	Must     string // what it must be
}

func (e *ArgumentError) Error() string {
	return fmt.Sprintf("%s: argument %d is %s, must be %s", e.Function, e.Index+1, e.Given, e.Must)
}

// Code is what the page sees.
func (e *ArgumentError) Code() string { return "bad-argument" }
