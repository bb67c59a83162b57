//go:build js && wasm

package main

import (
	"errors"
	"math"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// A played is a stage with a handle.
type played struct {
	stage  *stage.Stage // nil once a call of it has panicked
	script string       // that it plays
	reason string       // why the latest call failed; "" if it didn't
}

// stages by handle. Handles count up and never recur.
var (
	stages    = map[uint32]*played{}
	lastStage uint32
)

const noStage = "there is no such stage: it was closed"

// on calls f with the stage of h, and returns what f does. It returns zero if there is no such stage, or if f panics, which
// ends the stage.
func on[R any](h uint32, f func(*played) R) (result R) {
	p := stages[h]
	if p == nil || p.stage == nil {
		return result
	}
	p.reason = ""
	defer p.guard()
	return f(p)
}

// try is on for what fails with an error, which it keeps as the reason.
func try(h uint32, f func(*played) error) error {
	p := stages[h]
	if p == nil {
		return errors.New(noStage)
	}
	if p.stage == nil {
		return errors.New(p.reason)
	}
	err := on(h, f)
	switch {
	case p.stage == nil:
		return errors.New(p.reason)
	case err != nil:
		p.reason = bounded(err.Error())
	}
	return err
}

// guard is to be deferred by what calls a stage.
func (p *played) guard() {
	if value := recover(); value != nil {
		p.stage = nil
		p.reason = "the stage is of no more use: " + sayPanic(value)
	}
}

// whole is a count that JavaScript gave. What is below 0, and NaN, is 0; what is larger than any count is the largest.
func whole(n float64) int {
	switch {
	case !(n > 0):
		return 0
	case n >= math.MaxInt64:
		return math.MaxInt64
	}
	return int(n)
}
