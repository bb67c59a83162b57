//go:build js && wasm

// Package boundary is the one place of this program that touches JavaScript values. It does so through safejs alone,
// so that what goes wrong on the other side is an error and not a panic.
//
// It is for control calls: rare, with text in them. What is called often has numbers in and out, and is an exported
// function (go:wasmexport) instead: a call through here costs some 5 us, one of those 20 ns. And what is large goes
// through linear memory: as a string it is copied twice.
//
// To offer a function to the page, register it before [Host.Ready]:
//
//	remove, err := boundary.Export(host, "stageLoad", func(a boundary.Args) (string, error) {
//		script, err := a.String(0)
//		if err != nil {
//			return "", err
//		}
//		return load(script) // an error with a method Code() string chooses the code that the page sees
//	})
//
// The page calls it by name, as program.control("stageLoad", script) of web/src/client/module.ts, and gets the result, or an
// ActorError with the error's code and message; a panic is an error with the code "failed", and its stack is printed.
// Like every event handler it must not block: nothing else of the page runs before it returns. remove takes it back.
package boundary

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"
)

// A Host is the object with which the page meets this program:
//
//	{ready(buildID), functions: {name: function}}
type Host struct {
	object    safejs.Value
	functions safejs.Value
}

// Connect takes the host that the page has put under name into the global object for this program, and takes it out
// of there: the next program finds its own.
func Connect(name string) (*Host, error) {
	global := safejs.Global()
	object, err := global.Get(name)
	if err != nil {
		return nil, fmt.Errorf("boundary: finding the host: %w", err)
	}
	if object.Type() != safejs.TypeObject {
		return nil, errors.New("boundary: the page has no " + name + ": load this module with its own client, web/src/client/module.ts")
	}
	if err := global.Delete(name); err != nil {
		return nil, fmt.Errorf("boundary: taking the host: %w", err)
	}
	functions, err := object.Get("functions")
	if err != nil {
		return nil, fmt.Errorf("boundary: finding the host's functions: %w", err)
	}
	return &Host{object, functions}, nil
}

// Ready reports to the host that all is exported, and of which build this program is.
func (h *Host) Ready(buildID string) error {
	if _, err := h.object.Call("ready", buildID); err != nil {
		return fmt.Errorf("boundary: telling the host: %w", err)
	}
	return nil
}
