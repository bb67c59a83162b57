package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// The layout of what runtime/symtab.go and runtime/runtime2.go of Go 1.26 call moduledata, pcHeader, functab, _func and
// findfuncbucket. All numbers are little-endian.

// magic begins the table, and its number is that of its layout: 0, 0, instructions of 1 byte, pointers of 8.
const magic = "\xf1\xff\xff\xff\x00\x00\x01\x08"

// Words of moduledata, of 8 bytes. A slice takes three.
const (
	wordHeader    = 0
	wordNames     = 1
	wordUnits     = 4
	wordFiles     = 7
	wordPCTab     = 10
	wordFuncs     = 13
	wordIndex     = 16
	wordBuckets   = 19
	wordFirstPC   = 20
	wordBehindPC  = 21
	wordText      = 22
	wordTypes     = 45
	wordsOfModule = 48
)

// Offsets in _func, of 4 bytes unless they say another size. The pcdata follow, and then the funcdata.
const (
	funcName          = 4
	funcStack         = 16
	funcFile          = 20
	funcLine          = 24
	funcPCDataCount   = 28
	funcUnit          = 32
	funcStartLine     = 36
	funcFuncDataCount = 43 // 1 byte
	funcBytes         = 44
)

// Indices of pcdata.
const (
	unsafePoint  = 0
	argLiveIndex = 3
)

// Indices of funcdata.
const (
	argInfo     = 5
	argLiveInfo = 6
)

const none = 1<<32 - 1 // for a funcdata

// tables are Go's tables of a program's functions, in its memory.
type tables struct {
	names   []byte // NUL-terminated
	units   []byte // 4 bytes for each file of each unit that was compiled: where its name is in files
	files   []byte // NUL-terminated names
	pctab   []byte // what holds from which instruction on, delta-encoded, one sequence after another
	funcs   []byte
	index   []byte // 8 bytes a function: its first pc, and where it is in funcs; by pc
	buckets []byte // where in the index to begin to look for a pc: a bucket for each bucketPCs
	firstPC int    // of all functions
	types   []byte // 4 bytes for each type that reflect can find by its text
}

const (
	bucketPCs   = 4096
	bucketBytes = 20
)

var le = binary.LittleEndian

// slimTables shortens the tables, in place: what gets free is zero.
func slimTables(memory []byte, keep func(function string) bool) error {
	t, err := findTables(memory)
	if err != nil {
		return err
	}
	if err := t.slimFuncs(keep); err != nil {
		return err
	}
	if !bytes.Contains(t.names, []byte("\x00reflect.typelinks\x00")) { // which alone reads them
		clear(t.types)
	}
	if err := t.dropFiles(); err != nil {
		return err
	}
	t.shortenNames()
	return t.roundBuckets()
}

var errUnknown = errors.New("there is none in the layout of Go 1.26")

func findTables(memory []byte) (*tables, error) {
	at := bytes.Index(memory, []byte(magic))
	if at < 0 || at%8 != 0 {
		return nil, errUnknown
	}
	// The one word that points there, and is followed by where the names are.
	const headerNames = 32
	if at+headerNames+8 > len(memory) {
		return nil, errUnknown
	}
	var pointers [16]byte
	le.PutUint64(pointers[:], uint64(at))
	le.PutUint64(pointers[8:], uint64(at)+le.Uint64(memory[at+headerNames:]))
	module := bytes.Index(memory, pointers[:])
	if module < 0 || module+8*wordsOfModule > len(memory) {
		return nil, errUnknown
	}
	word := func(i int) int { return int(le.Uint64(memory[module+8*i:])) }
	var failed bool
	slice := func(address, length int) []byte {
		if address < 0 || length < 0 || address > len(memory) || length > len(memory)-address {
			failed = true
			return nil
		}
		return memory[address : address+length]
	}
	t := &tables{
		names: slice(word(wordNames), word(wordNames+1)),
		units: slice(word(wordUnits), word(wordUnits+1)*4),
		files: slice(word(wordFiles), word(wordFiles+1)),
		pctab: slice(word(wordPCTab), word(wordPCTab+1)),
		funcs: slice(word(wordFuncs), word(wordFuncs+1)),
		// The last entry is the end.
		index:   slice(word(wordIndex), (word(wordIndex+1)-1)*8),
		firstPC: word(wordFirstPC),
		types:   slice(word(wordTypes), word(wordTypes+1)*4),
	}
	t.buckets = slice(word(wordBuckets), (word(wordBehindPC)-t.firstPC+bucketPCs-1)/bucketPCs*bucketBytes)
	if failed || word(wordText) != 0 || len(t.index) == 0 || len(t.buckets) == 0 {
		return nil, errUnknown
	}
	return t, nil
}

// slimFuncs drops lines and arguments of the functions that keep doesn't name, and what pctab had for them. It drops of all
// functions where a signal may not stop them: in a browser there are no signals.
func (t *tables) slimFuncs(keep func(function string) bool) error {
	kept := newSequences(t.pctab)
	for i := 0; i < len(t.index); i += 8 {
		at := int(le.Uint32(t.index[i+4:]))
		if at > len(t.funcs)-funcBytes {
			return fmt.Errorf("function %d is outside", i/8)
		}
		f := t.funcs[at:]
		name, err := t.name(int(le.Uint32(f[funcName:])))
		if err != nil {
			return err
		}
		pcdata, funcdata := int(le.Uint32(f[funcPCDataCount:])), int(f[funcFuncDataCount])
		if pcdata > len(f) || funcBytes+4*(pcdata+funcdata) > len(f) {
			return fmt.Errorf("%s is longer than the table", name)
		}
		if !keep(name) {
			for _, field := range []int{funcFile, funcLine, funcUnit, funcStartLine} {
				le.PutUint32(f[field:], 0)
			}
			for _, k := range []int{argInfo, argLiveInfo} {
				if k < funcdata {
					le.PutUint32(f[funcBytes+4*(pcdata+k):], none)
				}
			}
			if argLiveIndex < pcdata {
				le.PutUint32(f[funcBytes+4*argLiveIndex:], 0)
			}
		}
		if unsafePoint < pcdata {
			le.PutUint32(f[funcBytes+4*unsafePoint:], 0)
		}
		fields := []int{funcStack, funcFile, funcLine}
		for k := range pcdata {
			fields = append(fields, funcBytes+4*k)
		}
		for _, field := range fields {
			moved, err := kept.add(int(le.Uint32(f[field:])))
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			le.PutUint32(f[field:], uint32(moved))
		}
	}
	copy(t.pctab, kept.bytes)
	clear(t.pctab[len(kept.bytes):])
	return nil
}

func (t *tables) name(at int) (string, error) {
	if at < len(t.names) {
		if n := bytes.IndexByte(t.names[at:], 0); n >= 0 {
			return string(t.names[at : at+n]), nil
		}
	}
	return "", errors.New("a name is outside")
}

// shortenNames writes type arguments as [...], which is how the runtime has them whenever it gives a name.
func (t *tables) shortenNames() {
	for at := 0; at < len(t.names); {
		n := bytes.IndexByte(t.names[at:], 0)
		if n < 0 {
			return
		}
		name := t.names[at : at+n]
		at += n + 1
		from, to := bytes.IndexByte(name, '['), bytes.LastIndexByte(name, ']')
		if from < 0 || to-from <= len("[...]") {
			continue
		}
		short := from + copy(name[from:], "[...]"+string(name[to+1:]))
		clear(name[short:])
	}
}

// roundBuckets has the search for a pc begin up to seven functions before its own, so that most buckets are as the one before.
// The search goes on from there one by one, as it always did.
func (t *tables) roundBuckets() error {
	const round = 8
	for i := 0; i < len(t.index); i += 8 {
		first := int(le.Uint32(t.index[i:]))<<16 - t.firstPC
		if first < 0 || first/bucketPCs*bucketBytes > len(t.buckets)-bucketBytes {
			return fmt.Errorf("function %d has no bucket", i/8)
		}
		if b := t.buckets[first/bucketPCs*bucketBytes:]; int(le.Uint32(b)) > i/8 {
			return fmt.Errorf("the bucket of function %d begins after it", i/8)
		}
	}
	for b := t.buckets; len(b) > 0; b = b[bucketBytes:] {
		le.PutUint32(b, le.Uint32(b)/round*round)
	}
	return nil
}
