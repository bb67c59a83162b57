package stage

import (
	"encoding/binary"
	"errors"
	"time"
)

// The live calls of a play as a short text, for a link: a version, and for each
// call how many steps and nanoseconds after the one before it came, and what it
// does. All numbers are varints; the whole is base64url without padding.
//
//	calls = version { after at op } .
//	op    = 0 length steps | 1 value | 2 | 3 value | 4 count .   // any steps, set, get, try set, a burst

// MaxCalls bounds the text of live calls, in bytes.
const MaxCalls = 1 << 16

const callsVersion = 1

const (
	callSteps byte = iota
	callSetting
	callGetting
	callTrying
	callBurst
)

// ErrCallsTooLong is the error if the live calls take more than [MaxCalls] bytes.
var ErrCallsTooLong = errors.New("stage: the live calls are too many for a link: their text is longer than 65536 bytes")

// A CallsError says why a text is none of live calls.
type CallsError struct{ Problem string }

func (e *CallsError) Error() string { return "stage: the live calls can't be read: " + e.Problem }

// Code is what the page sees.
func (e *CallsError) Code() string { return "bad-calls" }

// Calls is the text of the run's live calls, which [Stage.SetCalls] reads; it
// is empty if there are none. The error is [ErrCallsTooLong].
func (s *Stage) Calls() (string, error) {
	if len(s.inputs) == 0 {
		return "", nil
	}
	b := []byte{callsVersion}
	after, at := 0, time.Duration(0)
	for i := range s.inputs {
		in := &s.inputs[i]
		b = binary.AppendUvarint(b, uint64(in.after-after))
		b = binary.AppendUvarint(b, uint64(in.at-at))
		b = in.appendOp(b)
		after, at = in.after, in.at
		if len(b) > MaxCalls*6/8 {
			return "", ErrCallsTooLong
		}
	}
	return toBase64(b), nil
}

func (in *input) appendOp(b []byte) []byte {
	if in.burst {
		return binary.AppendUvarint(append(b, callBurst), uint64(in.count))
	}
	if step := &in.steps[0]; len(in.steps) == 1 && step.Mode == ModePlain && step.At == "" && !step.HasWithin {
		switch step.Op {
		case OpSet:
			return binary.AppendVarint(append(b, callSetting), int64(step.Value))
		case OpGet:
			return append(b, callGetting)
		case OpTrySet:
			return binary.AppendVarint(append(b, callTrying), int64(step.Value))
		}
	}
	text := stepsText(in.steps)
	return append(binary.AppendUvarint(append(b, callSteps), uint64(len(text))), text...)
}

// SetCalls goes back to position 0 and makes the calls of text the run's live
// calls, in place of any others. Each is done when the play comes to it; one
// that doesn't fit the script is left out, with all that come after it, and the
// snapshot counts them as Unfit. If text can't be read the error is a
// [*CallsError], and nothing has changed.
func (s *Stage) SetCalls(text string) error {
	inputs, err := readCalls(text, s.targets)
	if err != nil {
		return err
	}
	s.Reset()
	s.inputs = inputs
	for i := range inputs {
		s.live += inputs[i].count
	}
	return nil
}

func readCalls(text string, targets map[string]target) ([]input, error) {
	if text == "" {
		return nil, nil
	}
	if len(text) > MaxCalls {
		return nil, &CallsError{"their text is longer than " + itoa(MaxCalls) + " bytes"}
	}
	b, ok := fromBase64(text)
	switch {
	case !ok:
		return nil, &CallsError{"the text is damaged"}
	case len(b) == 0 || b[0] != callsVersion:
		return nil, &CallsError{"the text is of another version"}
	}
	r := callsReader{rest: b[1:], targets: targets}
	var inputs []input
	var after, at uint64
	for count := 0; len(r.rest) > 0 && r.problem == ""; {
		after += r.uvarint(maxAfter)
		at += r.uvarint(1<<63 - 1)
		in := r.input()
		if after > maxAfter || at > 1<<63-1 {
			r.fail("a call comes later than a play can go on")
		}
		if count += in.count; count > MaxLive {
			r.fail("they are more than " + itoa(MaxLive))
		}
		in.after, in.at, in.read = int(after), time.Duration(at), true
		inputs = append(inputs, in)
	}
	if r.problem != "" {
		return nil, &CallsError{r.problem}
	}
	return inputs, nil
}

// maxAfter bounds the position of a call: no play has so many steps.
const maxAfter = 1 << 40

// A callsReader reads numbers and steps from bytes, up to the first problem.
type callsReader struct {
	rest    []byte
	problem string
	targets map[string]target
}

//go:noinline
func (r *callsReader) fail(problem string) {
	if r.problem == "" {
		r.problem = problem
	}
}

func (r *callsReader) uvarint(most uint64) uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > most {
		r.fail("a number is damaged")
		r.rest = nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *callsReader) int32() int32 {
	n := r.uvarint(1<<32 - 1)
	return int32(uint32(n>>1) ^ -uint32(n&1)) // zigzag, as binary.AppendVarint writes it
}

func (r *callsReader) input() input {
	op := byte(255)
	if len(r.rest) > 0 {
		op, r.rest = r.rest[0], r.rest[1:]
	}
	var steps []Step
	switch op {
	case callSteps:
		length := r.uvarint(MaxCalls)
		if length > uint64(len(r.rest)) {
			r.fail("steps are cut off")
			return input{}
		}
		text := string(r.rest[:length])
		r.rest = r.rest[length:]
		var err error
		if steps, err = parseSteps(text, r.targets); err != nil {
			r.fail("steps are none of the script language: " + quoted(text))
			return input{}
		}
	case callSetting:
		steps = []Step{{Op: OpSet, Value: r.int32()}}
	case callGetting:
		steps = []Step{{Op: OpGet}}
	case callTrying:
		steps = []Step{{Op: OpTrySet, Value: r.int32()}}
	case callBurst:
		n := int(r.uvarint(MaxBurst))
		if n < 1 {
			r.fail("a burst is of none")
			return input{}
		}
		return burst(n, r.targets)
	default:
		r.fail("a call is of no known kind")
		return input{}
	}
	return input{steps: steps, program: compile(You, steps, r.targets), count: 1}
}
