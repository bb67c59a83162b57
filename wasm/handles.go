//go:build js && wasm

package main

import "github.com/actor-playground/actor-playground/actor/data"

// A handle stands for an actor outside this program: the index of its place in the table below, and above that a
// generation, from 1, which tells those apart who had the place one after another. 0 is no actor's.
type handle = uint32

const (
	indexBits = 20
	indexMask = 1<<indexBits - 1
	firstOf   = 1 << indexBits // plus an index: the first handle of that place
)

var actors handles

// A million actors are no rare table: it grows by a piece at a time, and what is there is never copied.
type handles struct {
	pieces []*[pieceLength]place
	length int      // of the places that were ever in use, one after another in the pieces
	free   []handle // the next handles of the places that are empty
	count  int      // of places in use
}

const pieceLength = 1 << 12

type place struct {
	value  *data.Value // nil if it is empty
	handle handle
	manual bool
}

// add gives v a handle, or 0 if no place is left.
func (t *handles) add(v *data.Value, manual bool) handle {
	var h handle
	if n := len(t.free); n > 0 {
		h = t.free[n-1]
		t.free = t.free[:n-1]
	} else if t.length < mostActors {
		if t.length%pieceLength == 0 {
			t.pieces = append(t.pieces, new([pieceLength]place))
		}
		h = firstOf + handle(t.length)
		t.length++
	} else {
		return 0
	}
	*t.place(int(h & indexMask)) = place{v, h, manual}
	t.count++
	return h
}

// at returns the place of h, or nil if h is no actor's.
func (t *handles) at(h handle) *place {
	if i := int(h & indexMask); i < t.length {
		if p := t.place(i); p.handle == h && p.value != nil {
			return p
		}
	}
	return nil
}

func (t *handles) place(i int) *place { return &t.pieces[i/pieceLength][i%pieceLength] }

// remove frees h and returns its actor, or nil if it has none.
func (t *handles) remove(h handle) *data.Value {
	p := t.at(h)
	if p == nil {
		return nil
	}
	v := p.value
	*p = place{}
	t.count--
	// A place whose generations are used up stays empty: no handle ever recurs.
	if next := h + firstOf; next > h {
		t.free = append(t.free, next)
	}
	return v
}
