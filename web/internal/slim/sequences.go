package slim

import (
	"encoding/binary"
	"fmt"
)

// sequences are those of a pctab that something points to, each once.
type sequences struct {
	from  []byte
	moved map[int]int // from where to where
	bytes []byte
}

func newSequences(pctab []byte) *sequences {
	return &sequences{pctab, map[int]int{0: 0}, []byte{0}} // 0 stands for none
}

// add returns where the sequence at an offset is now.
func (s *sequences) add(at int) (int, error) {
	if moved, ok := s.moved[at]; ok {
		return moved, nil
	}
	end := at
	// Pairs of a value's change and how far that holds. No change ends it, but the first may be none.
	for {
		change, n := s.number(end)
		if n == 0 {
			return 0, fmt.Errorf("its sequence at %d has no end", at)
		}
		first := end == at
		end += n
		if change == 0 && !first {
			break
		}
		_, n = s.number(end)
		if n == 0 {
			return 0, fmt.Errorf("its sequence at %d has no end", at)
		}
		end += n
	}
	moved := len(s.bytes)
	s.moved[at] = moved
	s.bytes = append(s.bytes, s.from[at:end]...)
	return moved, nil
}

func (s *sequences) number(at int) (v uint64, n int) {
	if at >= len(s.from) {
		return 0, 0
	}
	v, n = binary.Uvarint(s.from[at:])
	return v, max(n, 0)
}

// values gives the values of a sequence that add has seen; none for 0.
func values(pctab []byte, at int) (all []int) {
	if at == 0 {
		return nil
	}
	for value, first := -1, true; ; first = false {
		change, n := binary.Uvarint(pctab[at:])
		if change == 0 && !first {
			return all
		}
		at += n
		_, n = binary.Uvarint(pctab[at:])
		at += n
		value += int(int32(-(uint32(change) & 1) ^ uint32(change)>>1))
		all = append(all, value)
	}
}
