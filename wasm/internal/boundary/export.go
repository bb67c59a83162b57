//go:build js && wasm

package boundary

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/hack-pad/safejs"
)

// Result is what an exported function may return.
type Result interface {
	string | float64 | bool
}

// Export registers f with the host under name, and returns the function that removes it and frees what it holds. A
// name that is taken is an error.
func Export[R Result](h *Host, name string, f func(Args) (R, error)) (remove func(), err error) {
	return h.export(name, func(a Args) (any, error) { return f(a) })
}

func (h *Host) export(name string, f func(Args) (any, error)) (remove func(), err error) {
	former, err := h.functions.Get(name)
	if err != nil {
		return nil, fmt.Errorf("boundary: exporting %s: %w", name, err)
	}
	if !former.IsUndefined() {
		return nil, fmt.Errorf("boundary: exporting %s: there is one already", name)
	}
	fn, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		return call(f, Args{name, args})
	})
	if err != nil {
		return nil, fmt.Errorf("boundary: exporting %s: %w", name, err)
	}
	if err := h.functions.Set(name, fn); err != nil {
		fn.Release()
		return nil, fmt.Errorf("boundary: exporting %s: %w", name, err)
	}
	return func() {
		// It fails only where the page has taken its object apart: then the name is gone, too.
		_ = h.functions.Delete(name)
		fn.Release()
	}, nil
}

// call is the body of every callback. It recovers here because nobody above can: past this function the runtime has
// lost track of the event, and the program would hang.
func call(f func(Args) (any, error), a Args) (result any) {
	defer func() {
		if value := recover(); value != nil {
			print(string(debug.Stack()))
			result = thrown(fmt.Errorf("%s panicked: %v", a.function, value))
		}
	}()
	result, err := f(a)
	if err != nil {
		return thrown(err)
	}
	return result
}

// thrown is the object that the client throws an error for: syscall/js can't throw one itself. No Result is an object.
func thrown(err error) map[string]any {
	code := "failed"
	var coded interface{ Code() string }
	if errors.As(err, &coded) {
		code = coded.Code()
	}
	return map[string]any{"code": code, "message": err.Error()}
}
