package site

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode/utf16"
)

// unpackUnits is what web/src/pages/unpack.ts does.
func unpackUnits(units []uint16, length int) []byte {
	var content []byte
	for i := 0; i < len(units); i++ {
		unit := units[i]
		if unit == packedEscape {
			i++
			unit = units[i] ^ packedFlipped
		}
		content = append(content, byte(unit), byte(unit>>8))
	}
	return content[:length]
}

func TestPackedBytesInAPageUnpackToTheOriginals(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	every := make([]byte, 0, 2<<16+1)
	for unit := range 1 << 16 {
		every = append(every, byte(unit), byte(unit>>8))
	}
	noise := make([]byte, 10_001)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for name, content := range map[string][]byte{"nothing": {}, "one": {7}, "an odd end": append(every, 0xd8), "noise": noise} {
		units := packUnits(content)
		for _, unit := range units {
			if unit == 0 || unit == '\r' || unit == '<' || unit >= 0xfffe || utf16.IsSurrogate(rune(unit)) {
				t.Fatalf("%s: packed as %#x, which a page can't hold", name, unit)
			}
		}
		if got := unpackUnits(units, len(content)); !bytes.Equal(got, content) {
			t.Errorf("%s: %d bytes came back as %d others", name, len(content), len(got))
		}
	}
}
