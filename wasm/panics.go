//go:build js && wasm

package main

import (
	"fmt"
	"runtime/debug"
)

// One policy for panics: an exported function that panics costs the stage or the actor that it was called for, and nothing
// else. That one is never touched again, for nobody knows what state it is in; it says why, through stageReason or
// actorReason, and every later call of it fails. Its goroutines, if it has any, are lost. What Go can't recover from (out of
// memory, a stack without end) ends the program.
//
// The functions that take text have the same rule and throw an error with the code "failed": see package boundary.

// sayPanic prints the stack and returns the reason. It is called while the panic is recovered.
func sayPanic(value any) string {
	print(string(debug.Stack()))
	return bounded("it panicked: " + fmt.Sprint(value))
}

// bounded is a text of others' making, shortened if it is long.
func bounded(text string) string {
	const most = 500 // bytes
	if len(text) <= most {
		return text
	}
	end := most
	for end > 0 && text[end]&0xc0 == 0x80 { // within a character
		end--
	}
	return text[:end] + "…"
}

// lost are the actors that a call has panicked for, until they are freed, and why.
var lost = map[handle]string{}

// gone is the code for a handle that has no actor.
func gone(h handle) code {
	if _, ok := lost[h]; ok {
		return failed
	}
	return stopped
}

// guard is to be deferred by what calls an actor. It costs a call some 13 ns.
func guard(h handle, result *outcome) {
	value := recover()
	if value == nil {
		return
	}
	reason := "the actor is of no more use: " + sayPanic(value)
	outbox.end()
	if actors.remove(h) != nil {
		lost[h] = reason
	}
	*result = refused(failed)
}
