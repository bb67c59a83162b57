package slim

import (
	"encoding/binary"
	"fmt"
)

// maxMemory is how much memory a module may fill at its start, in bytes: far more than any of Go's does.
const maxMemory = 256 << 20

// The instructions of an offset.
const (
	i32Const = 0x41
	end      = 0x0b
)

// readData returns the memory that the segments of a data section fill, from address 0.
func readData(section []byte) (memory []byte, err error) {
	r := reader{rest: section}
	for i := range r.unsigned() {
		active, constant := r.byte(), r.byte()
		offset := r.signed()
		ends := r.byte()
		content := r.bytes(r.unsigned())
		if r.failed || active != 0 || constant != i32Const || ends != end || offset < 0 || offset+len(content) > maxMemory {
			return nil, fmt.Errorf("segment %d is none with a constant address", i)
		}
		if more := offset + len(content) - len(memory); more > 0 {
			memory = append(memory, make([]byte, more)...)
		}
		copy(memory[offset:], content)
	}
	if r.failed || len(r.rest) > 0 {
		return nil, fmt.Errorf("%d bytes are left over", len(r.rest))
	}
	return memory, nil
}

// minGap is from how many zeros on they are left out between two segments. Fewer take less room after brotli than a segment.
const minGap = 4096

// appendData appends the data section that fills the memory, which is zero otherwise.
func appendData(to, memory []byte) []byte {
	type segment struct{ from, to int }
	var segments []segment
	for at, b := range memory {
		switch n := len(segments); {
		case b == 0:
		case n > 0 && at-segments[n-1].to < minGap:
			segments[n-1].to = at + 1
		default:
			segments = append(segments, segment{at, at + 1})
		}
	}
	to = binary.AppendUvarint(to, uint64(len(segments)))
	for _, s := range segments {
		to = append(to, 0, i32Const)
		to = appendSigned(to, s.from)
		to = append(to, end)
		to = binary.AppendUvarint(to, uint64(s.to-s.from))
		to = append(to, memory[s.from:s.to]...)
	}
	return to
}
