package slim

import (
	"bytes"
	"fmt"
)

// dropFiles clears the names of files in which no function is whose lines are kept.
func (t *tables) dropFiles() error {
	inUnits := map[int]bool{} // by the index
	for i := 0; i < len(t.index); i += 8 {
		f := t.funcs[le.Uint32(t.index[i+4:]):]
		unit := int(le.Uint32(f[funcUnit:]))
		for _, v := range values(t.pctab, int(le.Uint32(f[funcFile:]))) {
			if v < 0 || (unit+v)*4 >= len(t.units) {
				return fmt.Errorf("file %d of unit %d is outside", v, unit)
			}
			inUnits[unit+v] = true
		}
	}
	used := map[int]bool{} // by the offset
	for i := range len(t.units) / 4 {
		if entry := t.units[i*4:]; inUnits[i] {
			used[int(le.Uint32(entry))] = true
		} else {
			le.PutUint32(entry, 0)
		}
	}
	for at := 0; at < len(t.files); {
		n := bytes.IndexByte(t.files[at:], 0)
		if n < 0 {
			break
		}
		if !used[at] {
			clear(t.files[at : at+n])
		}
		at += n + 1
	}
	return nil
}
