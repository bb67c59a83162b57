//go:build !js

package actor

import (
	"runtime"
	"strings"
)

// AwaitNoCrews returns when no goroutine of a crew is left. A bubble that begins then has the crews for itself, for tests run one after
// the other.
func AwaitNoCrews() {
	stacks := make([]byte, 1<<20)
	for strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "actor.(*crew).work") {
		runtime.Gosched()
	}
}

// LetBubblesHaveCrews has actors that are spawned in a bubble share goroutines until undo is called.
func LetBubblesHaveCrews() (undo func()) {
	as := hasCrew
	hasCrew = func() bool { return true }
	return func() { hasCrew = as }
}
