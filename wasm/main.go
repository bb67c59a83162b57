//go:build js && wasm

// Command wasm is the program in the tab: many actors behind exported functions that take and return numbers, and
// functions for all else that are registered with the page through package boundary.
//
// protocol.go says what crosses, actors.go has the exported functions. The client is web/src/client/actor.ts.
package main

import "github.com/actor-playground/actor-playground/wasm/internal/boundary"

// buildID is set by the linker: -X main.buildID=…. The client refuses a module whose id is not its own.
var buildID string

func main() {
	host, err := boundary.Connect(hostName)
	if err != nil {
		panic(err) // ends the program; the client tells its callers with this message
	}
	if err := exportStages(host); err != nil {
		panic(err)
	}
	if err := host.Ready(buildID); err != nil {
		panic(err)
	}
	// What was exported is called for as long as the page likes. Waiting for an event is no deadlock to the runtime.
	select {}
}
