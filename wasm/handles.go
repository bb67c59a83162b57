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

type handles struct {
	places []place
	free   []handle // the next handles of the places that are empty
	count  int      // of places in use
}

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
	} else if len(t.places) < mostActors {
		h = firstOf + handle(len(t.places))
		t.places = append(t.places, place{})
	} else {
		return 0
	}
	t.places[h&indexMask] = place{v, h, manual}
	t.count++
	return h
}

// at returns the place of h, or nil if h is no actor's. It is good until the next add.
func (t *handles) at(h handle) *place {
	if i := int(h & indexMask); i < len(t.places) && t.places[i].handle == h && t.places[i].value != nil {
		return &t.places[i]
	}
	return nil
}

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
