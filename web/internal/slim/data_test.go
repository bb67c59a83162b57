package slim

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestASectionFillsTheMemoryThatItWasMadeOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var memory []byte
		for range rapid.IntRange(0, 5).Draw(t, "segments") {
			memory = append(memory, make([]byte, rapid.IntRange(0, 2*minGap).Draw(t, "gap"))...)
			memory = append(memory, rapid.SliceOfN(rapid.Byte(), 1, 200).Draw(t, "content")...)
		}
		got, err := readData(appendData(nil, memory))
		if err != nil || !bytes.Equal(got, bytes.TrimRight(memory, "\x00")) {
			t.Fatalf("%d bytes of memory come back as %d: %v", len(memory), len(got), err)
		}
	})
}

func TestALaterSegmentIsWrittenOverAnEarlier(t *testing.T) {
	got, err := readData([]byte("\x03" + "\x00\x41\x04\x0b\x03abc" + "\x00\x41\x01\x0b\x01d" + "\x00\x41\x05\x0b\x01\x00"))
	if want := "\x00d\x00\x00a\x00c"; err != nil || string(got) != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}
