//go:build js && wasm

//lint:file-ignore U1000 staticcheck does not know that go:wasmexport is a use.

package main

import (
	"time"
	"unsafe"

	"github.com/actor-playground/actor-playground/wasm/internal/boundary"
	"github.com/actor-playground/actor-playground/wasm/stage"
)

// The functions for stages. What takes text goes through package boundary, the rest are exported functions with
// numbers. Texts for the page, which may be long, are left in memory: the function returns how many bytes there are,
// textAddress where, and they stay until the next call of any of these.
//
// Virtual times are nanoseconds. Positions, counts and times are float64, because a uint32 would wrap: beyond the last there is
// the end. A function that fails returns 0, false or nothing; then stageReason has the reason.

var text []byte

// exportStages registers the functions that take text. Each returns "" if all is well, and else the script's mistakes as a
// JSON array.
func exportStages(host *boundary.Host) error {
	for name, f := range map[string]func(p *played, text string) error{
		"stageLoad": func(p *played, script string) error {
			parsed, err := stage.Parse(script)
			if err != nil {
				return err
			}
			before := p.stage
			p.stage, p.script = stage.New(parsed), script
			before.Close()
			return nil
		},
		"stageLive":     func(p *played, steps string) error { return p.stage.Live(steps) },
		"stageSetCalls": func(p *played, calls string) error { return p.stage.SetCalls(calls) },
	} {
		_, err := boundary.Export(host, name, func(a boundary.Args) (string, error) {
			h, err := a.Number(0)
			if err != nil {
				return "", err
			}
			text, err := a.String(1)
			if err != nil {
				return "", err
			}
			return mistakes(try(handleOf(h), func(p *played) error { return f(p, text) }))
		})
		if err != nil {
			return err
		}
	}
	for name, f := range map[string]func(a, b string) []byte{
		"scriptCheck":    func(text, _ string) []byte { c := stage.CheckText(text); return c.AppendJSON(nil) },
		"scriptComplete": func(before, after string) []byte { c := stage.Complete(before, after); return c.AppendJSON(nil) },
		"scriptPaint":    func(lines, _ string) []byte { return []byte(stage.Paint(lines)) },
	} {
		_, err := boundary.Export(host, name, func(a boundary.Args) (string, error) {
			first, err := a.String(0)
			if err != nil {
				return "", err
			}
			second, err := a.String(1)
			return string(f(first, second)), err
		})
		if err != nil {
			return err
		}
	}
	// It returns the changed script after a "+", or the mistakes of the value.
	_, err := boundary.Export(host, "withSetting", func(a boundary.Args) (string, error) {
		var given [3]string
		for i := range given {
			var err error
			if given[i], err = a.String(i); err != nil {
				return "", err
			}
		}
		changed, err := stage.WithSetting(given[0], given[1], given[2])
		if err != nil {
			return mistakes(err)
		}
		return "+" + changed, nil
	})
	return err
}

// handleOf is a handle that JavaScript gave as a number: no stage's if it is none.
func handleOf(n float64) uint32 {
	if n != float64(uint32(n)) {
		return 0
	}
	return uint32(n)
}

func mistakes(err error) (string, error) {
	found, ok := err.(stage.Mistakes)
	if !ok {
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
	stages[lastStage] = &played{stage: stage.New(empty)}
	return lastStage
}

//go:wasmexport stageClose
func stageClose(h uint32) {
	on(h, func(p *played) bool { p.stage.Close(); return true })
	delete(stages, h)
}

// stageReason leaves why the latest call for the stage failed: nothing if it didn't. A stage that a panic has ended keeps
// its reason.
//
//go:wasmexport stageReason
func stageReason(h uint32) uint32 {
	if p := stages[h]; p != nil {
		return leave(append(kept(), p.reason...))
	}
	return leave(append(kept(), noStage...))
}

// stageStep takes one step forward, if there is one.
//
//go:wasmexport stageStep
func stageStep(h uint32) bool {
	return on(h, func(p *played) bool { return p.stage.Step() })
}

// stageBack goes one step back, if there is one. It may take as long as a stageSeek to there without a budget.
//
//go:wasmexport stageBack
func stageBack(h uint32) bool {
	return on(h, func(p *played) bool { return p.stage.Back() })
}

//go:wasmexport stageReset
func stageReset(h uint32) {
	on(h, func(p *played) bool { p.stage.Reset(); return true })
}

// stageSeek goes towards position n by at most budget steps, and returns whether it is there, or at the end. Nothing goes on
// at a stage that is none: it is there.
//
//go:wasmexport stageSeek
func stageSeek(h uint32, n, budget float64) bool {
	return !on(h, func(p *played) bool { return !p.stage.Seek(whole(n), whole(budget)) })
}

// stageRunUntil takes the steps up to a virtual time, at most budget, and returns whether it is there, as stageSeek does.
//
//go:wasmexport stageRunUntil
func stageRunUntil(h uint32, clock, budget float64) bool {
	return !on(h, func(p *played) bool { return !p.stage.RunUntil(time.Duration(whole(clock)), whole(budget)) })
}

// stageBurst has n clients set 1 to n, and returns whether it could.
//
//go:wasmexport stageBurst
func stageBurst(h uint32, n float64) bool {
	return try(h, func(p *played) error {
		if n != float64(whole(n)) {
			return stage.ErrBurst
		}
		return p.stage.Burst(whole(n))
	}) == nil
}

// stageKept and stageFallen are how many events the trace keeps, and how many it has let go.
//
//go:wasmexport stageKept
func stageKept(h uint32) uint32 {
	return on(h, func(p *played) uint32 { return uint32(p.stage.Trace().Len()) })
}

//go:wasmexport stageFallen
func stageFallen(h uint32) float64 {
	return on(h, func(p *played) float64 { return float64(p.stage.Trace().Fallen()) })
}

// stageFind returns the place, among the events that are kept, of the first of step n or later.
//
//go:wasmexport stageFind
func stageFind(h uint32, n float64) uint32 {
	return on(h, func(p *played) uint32 { return uint32(p.stage.Trace().Find(whole(n))) })
}

// stageBeats returns how many beats the last step has.
//
//go:wasmexport stageBeats
func stageBeats(h uint32) uint32 {
	return on(h, func(p *played) uint32 { return uint32(p.stage.Beats()) })
}

// stageSnapshot leaves the snapshot of the present position, a JSON object.
//
//go:wasmexport stageSnapshot
func stageSnapshot(h uint32) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte {
		snapshot := p.stage.Snapshot()
		return snapshot.AppendJSON(b)
	})
}

// stageSnapshotAt leaves that of a beat of the last step.
//
//go:wasmexport stageSnapshotAt
func stageSnapshotAt(h uint32, beat float64) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte {
		snapshot := p.stage.SnapshotAt(whole(beat))
		return snapshot.AppendJSON(b)
	})
}

// stageActors leaves declared actors from the k-th, at most n, as that beat has them: a JSON array.
//
//go:wasmexport stageActors
func stageActors(h uint32, beat, k, n float64) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte { return p.stage.AppendActors(b, whole(beat), whole(k), whole(n)) })
}

// stageEvents leaves events of the trace from the i-th that is kept, at most n, as JSON Lines.
//
//go:wasmexport stageEvents
func stageEvents(h uint32, i, n float64) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte { return p.stage.AppendEvents(b, whole(i), whole(n)) })
}

// stageMermaid leaves the trace as a Mermaid sequence diagram.
//
//go:wasmexport stageMermaid
func stageMermaid(h uint32) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte { return append(b, p.stage.Mermaid()...) })
}

// stageCalls leaves the text of the live calls, which stageSetCalls takes: nothing if there are none, or if it is too long
// for a link; that is the reason then.
//
//go:wasmexport stageCalls
func stageCalls(h uint32) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte {
		calls, err := p.stage.Calls()
		if err != nil {
			p.reason = err.Error()
		}
		return append(b, calls...)
	})
}

// stageWrite leaves the script with the live calls written in, a JSON object; nothing if it would be too long, with that as
// the reason.
//
//go:wasmexport stageWrite
func stageWrite(h uint32) uint32 {
	return leaveOf(h, func(p *played, b []byte) []byte {
		written, err := p.stage.Write(p.script)
		if err != nil {
			p.reason = bounded(err.Error())
			return b
		}
		return written.AppendJSON(b)
	})
}

// maxText is how large a buffer is kept for the next text.
const maxText = 1 << 20

// kept is the buffer, empty.
func kept() []byte {
	if cap(text) > maxText {
		text = nil
	}
	return text[:0]
}

func leave(written []byte) uint32 {
	text = written
	return uint32(len(text))
}

func leaveOf(h uint32, write func(*played, []byte) []byte) uint32 {
	return leave(on(h, func(p *played) []byte { return write(p, kept()) }))
}

//go:wasmexport textAddress
func textAddress() *byte { return unsafe.SliceData(text) }
