package stage

// base64URL is the alphabet of base64url (RFC 4648, section 5), which is used
// without padding. Package encoding/base64 would be 4 KB of the module.
const base64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// toBase64 packs each three bytes into four characters.
func toBase64(data []byte) string {
	text := make([]byte, 0, (len(data)*8+5)/6)
	bits, held := uint32(0), 0
	for _, b := range data {
		bits, held = bits<<8|uint32(b), held+8
		for held >= 6 {
			held -= 6
			text = append(text, base64URL[bits>>held&63])
		}
	}
	if held > 0 {
		text = append(text, base64URL[bits<<(6-held)&63])
	}
	return string(text)
}

// fromBase64 is the reverse. ok is false for what toBase64 doesn't make.
func fromBase64(text string) (data []byte, ok bool) {
	data = make([]byte, 0, len(text)*6/8)
	bits, held := uint32(0), 0
	for i := range len(text) {
		digit := -1
		switch c := text[i]; {
		case c >= 'A' && c <= 'Z':
			digit = int(c - 'A')
		case c >= 'a' && c <= 'z':
			digit = int(c-'a') + 26
		case c >= '0' && c <= '9':
			digit = int(c-'0') + 52
		case c == '-':
			digit = 62
		case c == '_':
			digit = 63
		}
		if digit < 0 {
			return nil, false
		}
		bits, held = bits<<6|uint32(digit), held+6
		if held >= 8 {
			held -= 8
			data = append(data, byte(bits>>held))
		}
	}
	return data, held < 6 && bits&(1<<held-1) == 0
}
