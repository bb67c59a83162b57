//go:build js && wasm

//lint:file-ignore U1000 staticcheck does not know that go:wasmexport is a use.

package main

import (
	"errors"
	"time"
	"unsafe"

	"github.com/actor-playground/actor-playground/wasm/internal/boundary"
	"github.com/actor-playground/actor-playground/wasm/stage"
)

// The functions for stages. What takes text goes through package boundary, the rest are exported functions with
// numbers. Texts for the page, which may be long, are left in memory: the function returns how many bytes there are,
// textAddress where, and they stay until the next call of any of these.
//
// Virtual times are nanoseconds. A handle that is no stage's gets 0, false or nothing.

// stages by handle. Handles count up and never recur.
var (
	stages    = map[uint32]*stage.Stage{}
	lastStage uint32
	text      []byte
)

// exportStages registers the functions that take text. Each returns "" where all is well, and else the script's
// mistakes as a JSON array.
func exportStages(host *boundary.Host) error {
	_, err := boundary.Export(host, "stageLoad", func(a boundary.Args) (string, error) {
		h, script, err := handleAndText(a)
		if err != nil {
			return "", err
		}
		parsed, err := stage.Parse(script)
		if err != nil {
			return mistakes(err)
		}
		stages[h].Close()
		stages[h] = stage.New(parsed)
		return "", nil
	})
	if err != nil {
		return err
	}
	_, err = boundary.Export(host, "stageLive", func(a boundary.Args) (string, error) {
		h, steps, err := handleAndText(a)
		if err != nil {
			return "", err
		}
		if err := stages[h].Live(steps); err != nil {
			return mistakes(err)
		}
		return "", nil
	})
	return err
}

var errNoStage = errors.New("there is no such stage: it was closed")

func handleAndText(a boundary.Args) (h uint32, text string, err error) {
	n, err := a.Number(0)
	if err != nil {
		return 0, "", err
	}
	h = uint32(n)
	if stages[h] == nil {
		return 0, "", errNoStage
	}
	text, err = a.String(1)
	return h, text, err
}

func mistakes(err error) (string, error) {
	var found stage.Mistakes
	if !errors.As(err, &found) {
		return "", err
	}
	return string(found.AppendJSON(nil)), nil
}

// stageCreate makes a stage with an empty script, and returns its handle.
//
//go:wasmexport stageCreate
func stageCreate() uint32 {
	empty, err := stage.Parse("")
	if err != nil {
		panic(err)
	}
	lastStage++
	stages[lastStage] = stage.New(empty)
	return lastStage
}

//go:wasmexport stageClose
func stageClose(h uint32) {
	if s := stages[h]; s != nil {
		s.Close()
		delete(stages, h)
	}
}

// stageStep takes one step forward, if there is one.
//
//go:wasmexport stageStep
func stageStep(h uint32) bool {
	s := stages[h]
	return s != nil && s.Step()
}

// stageBack goes one step back, if there is one. It may take as long as a stageSeek to there without a budget.
//
//go:wasmexport stageBack
func stageBack(h uint32) bool {
	s := stages[h]
	return s != nil && s.Back()
}

//go:wasmexport stageReset
func stageReset(h uint32) {
	if s := stages[h]; s != nil {
		s.Reset()
	}
}

// stageSeek goes towards position n by at most budget steps, and returns whether it is there.
//
//go:wasmexport stageSeek
func stageSeek(h uint32, n, budget uint32) bool {
	s := stages[h]
	return s == nil || s.Seek(int(n), int(budget))
}

// stageRunUntil takes the steps up to a virtual time, at most budget, and returns whether it is there.
//
//go:wasmexport stageRunUntil
func stageRunUntil(h uint32, clock float64, budget uint32) bool {
	s := stages[h]
	return s == nil || s.RunUntil(time.Duration(clock), int(budget))
}

// stageBurst has n clients set 1 to n, and returns whether it could.
//
//go:wasmexport stageBurst
func stageBurst(h uint32, n float64) bool {
	s := stages[h]
	return s != nil && n == float64(int(n)) && s.Burst(int(n)) == nil
}

// stageKept and stageFallen are how many events the trace keeps, and how many it has let go.
//
//go:wasmexport stageKept
func stageKept(h uint32) uint32 {
	if s := stages[h]; s != nil {
		return uint32(s.Trace().Len())
	}
	return 0
}

//go:wasmexport stageFallen
func stageFallen(h uint32) float64 {
	if s := stages[h]; s != nil {
		return float64(s.Trace().Fallen())
	}
	return 0
}

// stageFind returns the place, among the events that are kept, of the first of step n or later.
//
//go:wasmexport stageFind
func stageFind(h uint32, n uint32) uint32 {
	if s := stages[h]; s != nil {
		return uint32(s.Trace().Find(int(n)))
	}
	return 0
}

// stageSnapshot leaves the snapshot of the present position, a JSON object.
//
//go:wasmexport stageSnapshot
func stageSnapshot(h uint32) uint32 {
	return leave(h, func(s *stage.Stage, b []byte) []byte {
		snapshot := s.Snapshot()
		return snapshot.AppendJSON(b)
	})
}

// stageEvents leaves events of the trace from the i-th that is kept, at most n, as JSON Lines.
//
//go:wasmexport stageEvents
func stageEvents(h uint32, i, n uint32) uint32 {
	return leave(h, func(s *stage.Stage, b []byte) []byte { return s.AppendEvents(b, int(i), int(n)) })
}

// stageMermaid leaves the trace as a Mermaid sequence diagram.
//
//go:wasmexport stageMermaid
func stageMermaid(h uint32) uint32 {
	return leave(h, func(s *stage.Stage, b []byte) []byte { return append(b, s.Mermaid()...) })
}

// mostText is how large a buffer is kept for the next text.
const mostText = 1 << 20

func leave(h uint32, write func(*stage.Stage, []byte) []byte) uint32 {
	if cap(text) > mostText {
		text = nil
	}
	text = text[:0]
	if s := stages[h]; s != nil {
		text = write(s, text)
	}
	return uint32(len(text))
}

//go:wasmexport textAddress
func textAddress() *byte { return unsafe.SliceData(text) }
