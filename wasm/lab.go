//go:build js && wasm

//lint:file-ignore U1000 staticcheck does not know that go:wasmexport is a use.

package main

import "github.com/actor-playground/actor-playground/actor/data"

// mostSets bounds the sets of one call of labRounds, which blocks for as long as they take.
const mostSets = 10_000_000

// labRounds measures an actor without the boundary: one of package data is set sets times and then asked, and that rounds
// times over. It returns how many answers were right, or -1 where the two are no whole numbers from 1 whose product is at
// most mostSets.
//
//go:wasmexport labRounds
func labRounds(rounds, sets float64) float64 {
	if !isCount(rounds) || !isCount(sets) || rounds*sets > mostSets {
		return -1
	}
	v := data.New(data.Capacity)
	right, next := 0, int32(0)
	for range int(rounds) {
		for range int(sets) {
			next++
			if v.Set(background, next) != nil {
				return float64(right)
			}
		}
		if answer, err := v.Get(background); answer == next && err == nil {
			right++
		}
	}
	return float64(right)
}

func isCount(n float64) bool { return n >= 1 && n <= mostSets && n == float64(int(n)) }
