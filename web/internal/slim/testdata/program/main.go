// Command program is for the tests of package slim: it has Go use its tables of functions for all that they are there for, and
// prints what it finds.
package main

import (
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
)

func main() {
	println(sum(list(1000)), "in a stack that grew")
	println(onHeap(), "on a heap that was collected")
	println(recovered(func() { strings.Repeat("x", minus(1)) }))
	println(recovered(func() { first([]int{}) }))
	pc := make([]uintptr, 1)
	runtime.Callers(1, pc)
	frame, _ := runtime.CallersFrames(pc).Next()
	println(frame.Function, frame.Line)
	println(reflect.SliceOf(reflect.TypeFor[link]()) == reflect.TypeFor[[]link](), "is that a type was found")
}

type link struct {
	next  *link
	value int
}

//go:noinline
func list(n int) *link {
	if n == 0 {
		return nil
	}
	l := link{value: n} // on the stack until its address is returned
	l.next = list(n - 1)
	return &l
}

//go:noinline
func sum(l *link) int {
	var buffer [64]int
	if l == nil {
		return 0
	}
	buffer[l.value%64] = l.value
	if l.value%250 == 0 {
		runtime.GC() // looks at all of a deep stack
	}
	return buffer[l.value%64] + sum(l.next)
}

func onHeap() int {
	kept := map[int]*link{}
	for i := range 100_000 {
		if l := new(link{value: i}); i%1000 == 0 {
			kept[i] = l
		}
	}
	runtime.GC()
	total := 0
	for i, l := range kept {
		if l.value == i {
			total++
		}
	}
	return total
}

func recovered(f func()) (stack string) {
	defer func() {
		if recover() != nil {
			stack = string(debug.Stack())
		}
	}()
	f()
	return ""
}

//go:noinline
func minus(n int) int { return -n }

//go:noinline
func first[T any](of []T) T { return of[0] }
