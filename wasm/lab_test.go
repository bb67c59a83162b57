//go:build js && wasm

package main

import (
	"math"
	"testing"
)

func TestLabRoundsAnswersRightAndTakesNoCountThatIsNone(t *testing.T) {
	for _, c := range []struct{ rounds, sets, want float64 }{
		{1, 1, 1}, {100, 1, 100}, {1, 100, 1}, {7, 3, 7},
		{0, 1, -1}, {1, 0, -1}, {-1, 1, -1}, {1.5, 1, -1}, {math.NaN(), 1, -1}, {1, math.Inf(1), -1}, {mostSets, 2, -1}, {1e300, 1, -1},
	} {
		if got := labRounds(c.rounds, c.sets); got != c.want {
			t.Errorf("labRounds(%v, %v) = %v, want %v", c.rounds, c.sets, got, c.want)
		}
	}
}
