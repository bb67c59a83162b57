// Package slim makes a program that Go compiled for the browser smaller, after brotli by a seventh, and has it do the same.
//
// Go's linker leaves the zeros of the program's memory out, which takes a segment for each of 60,000 stretches; brotli packs
// the zeros into less than what describes the stretches. And the linker has no option to leave out what only the text of a
// stack says: lines and arguments.
package slim

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Module returns module in fewer bytes. Stacks that it prints still name each function, but have file, line and arguments
// of those alone that keep chooses. A nil keep keeps all, and is for a module of another Go than 1.26: Go's tables differ from
// one version to the next.
//
// An error says that the module is not as Go makes them.
func Module(module []byte, keep func(function string) bool) ([]byte, error) {
	const header = "\x00asm\x01\x00\x00\x00"
	if !bytes.HasPrefix(module, []byte(header)) {
		return nil, fmt.Errorf("slim: this is no WebAssembly module of version 1")
	}
	const data = 11 // the section's id
	out := []byte(header)
	seen := false
	for r := (reader{rest: module[len(header):]}); len(r.rest) > 0; {
		id := r.byte()
		body := r.bytes(r.unsigned())
		if r.failed {
			return nil, fmt.Errorf("slim: the module ends within a section")
		}
		if id == data {
			memory, err := readData(body)
			if err != nil {
				return nil, fmt.Errorf("slim: the data section: %w", err)
			}
			if keep != nil {
				if err := slimTables(memory, keep); err != nil {
					return nil, fmt.Errorf("slim: Go's table of functions: %w", err)
				}
			}
			seen, body = true, appendData(nil, memory)
		}
		out = append(out, id)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	if !seen {
		return nil, fmt.Errorf("slim: the module has no data section")
	}
	return out, nil
}
