package stage

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"testing"

	"github.com/actor-playground/actor-playground/wasm/protocol"
)

// fill puts something else into each field of a value and of all in it; n counts what was put.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString("text " + strconv.Itoa(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8: // a word
		v.SetUint(1)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	default:
		panic("no value for " + v.Type().String())
	}
}

// shaped reads JSON as a shape of the protocol, and writes it again as encoding/json does. What the shape doesn't have is an
// error, and what the JSON doesn't have shows as what is empty.
func shaped[Shape any](text []byte) (any, error) {
	var shape Shape
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&shape); err != nil {
		return nil, err
	}
	again, err := json.Marshal(shape)
	if err != nil {
		return nil, err
	}
	var v any
	return v, json.Unmarshal(again, &v)
}

func TestWhatIsWrittenHasTheProtocolsShapesAndNoOther(t *testing.T) {
	check, completions := CheckText("main: sett 1, get"), Complete("main: ", "")
	n := 0
	var snapshot Snapshot
	fill(reflect.ValueOf(&snapshot).Elem(), &n)
	var written Written
	fill(reflect.ValueOf(&written).Elem(), &n)
	mistakes := Mistakes{{Line: 1, Column: 2, EndColumn: 3, Message: "expected more", Text: "less"}}
	s := newStage(t, "main: set 5, get")
	play(t, s)
	several := newStage(t, "actor a: on get forward b\nactor b\nmain: set 5, get, get")
	play(t, several)
	replied := 0
	for several.Trace().At(replied).Kind != Replied {
		replied++
	}
	for name, c := range map[string]struct {
		text   []byte
		shaped func([]byte) (any, error)
	}{
		"a snapshot":     {snapshot.AppendJSON(nil), shaped[protocol.Snapshot]},
		"what is empty":  {(&Snapshot{ActorView: ActorView{State: Alive}}).AppendJSON(nil), shaped[protocol.Snapshot]},
		"a trace's line": {bytes.TrimSpace(s.AppendEvents(nil, 0, 1)), shaped[protocol.TraceEvent]},
		"one of several": {bytes.TrimSpace(several.AppendEvents(nil, replied, 1)), shaped[protocol.TraceEvent]},
		"a script":       {written.AppendJSON(nil), shaped[protocol.Written]},
		"a check":        {check.AppendJSON(nil), shaped[protocol.ScriptCheck]},
		"completions":    {completions.AppendJSON(nil), shaped[protocol.Completions]},
		"mistakes":       {mistakes.AppendJSON(nil), shaped[[]protocol.Mistake]},
	} {
		var got any
		if err := json.Unmarshal(c.text, &got); err != nil {
			t.Errorf("%s is %s: %v", name, c.text, err)
			continue
		}
		if want, err := c.shaped(c.text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is\n%v, and in the protocol's shape\n%v (%v)", name, got, want, err)
		}
	}
}

func TestAMailboxHasAsManySlotsAsTheProtocolSays(t *testing.T) {
	if protocol.MostCapacity != MaxCapacity {
		t.Errorf("a mailbox has at most %d slots, and in a script %d", protocol.MostCapacity, MaxCapacity)
	}
}
