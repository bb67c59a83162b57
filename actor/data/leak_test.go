package data_test

import (
	"runtime"
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails the run if a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, leakOptions()...)
}

// leakOptions leaves out what is the Go runtime's own: on js, the goroutine
// that serves events from JavaScript.
func leakOptions() []goleak.Option {
	if runtime.GOOS != "js" {
		return nil
	}
	return []goleak.Option{goleak.IgnoreAnyFunction("runtime.handleEvent")}
}
