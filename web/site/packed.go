package site

import (
	"encoding/binary"
	"unicode/utf16"
)

// A page that is one file holds its scripts and its module packed, and web/src/pages/unpack.ts unpacks them: these are the two
// sides of one format, so change both. A part is gzip, and its bytes are, in pairs, the code units of a page in UTF-16:
// base64 in UTF-8 would take 29% more.
//
// A page can't hold every code unit as it is: parsers drop or change some. Those go behind packedEscape, with one bit flipped.
const (
	packedEscape  = 0xe000
	packedFlipped = 0x8000
)

// packUnits returns bytes as such code units. Where their number is odd a zero follows, so who reads them must know it.
func packUnits(content []byte) []uint16 {
	units := make([]uint16, 0, len(content)/2+len(content)/40)
	for len(content) > 0 {
		var unit uint16
		if len(content) == 1 {
			unit, content = uint16(content[0]), nil
		} else {
			unit, content = binary.LittleEndian.Uint16(content), content[2:]
		}
		if mustEscape(unit) {
			units = append(units, packedEscape)
			unit ^= packedFlipped
		}
		units = append(units, unit)
	}
	return units
}

func mustEscape(unit uint16) bool {
	switch {
	case unit == 0, unit == '\r': // parsers replace these
	case unit == '<': // may begin what ends the element
	case utf16.IsSurrogate(rune(unit)): // half a character, which decoders replace
	case unit == packedEscape:
	case unit >= 0xfffe: // no characters
	default:
		return false
	}
	return true
}

// inUTF16 is a text as a file in UTF-16. It begins with a byte order mark, which says so to a browser before and above all
// else: what the server's Content-Type claims, and the reader's own settings.
func inUTF16(text []uint16) []byte {
	file := make([]byte, 0, 2+2*len(text))
	file = append(file, 0xff, 0xfe)
	for _, unit := range text {
		file = binary.LittleEndian.AppendUint16(file, unit)
	}
	return file
}
