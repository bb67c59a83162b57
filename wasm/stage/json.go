package stage

import (
	"strconv"
	"unicode/utf8"
)

// A jsonText is JSON being written: encoding/json would be a tenth of the
// module. Commas see to themselves. What is called in many places is kept from
// being inlined in all of them: that is 5 KB of the module.
type jsonText []byte

//go:noinline
func (j *jsonText) comma() {
	if n := len(*j); n > 0 {
		if last := (*j)[n-1]; last != '{' && last != '[' && last != ':' {
			*j = append(*j, ',')
		}
	}
}

//go:noinline
func (j *jsonText) open(bracket byte) {
	j.comma()
	j.close(bracket)
}

//go:noinline
func (j *jsonText) close(bracket byte) { *j = append(*j, bracket) }

//go:noinline
func (j *jsonText) null() { *j = append(*j, "null"...) }

//go:noinline
func (j *jsonText) key(name string) {
	j.comma()
	*j = append(*j, '"')
	*j = append(*j, name...)
	*j = append(*j, '"', ':')
}

//go:noinline
func (j *jsonText) int(name string, n int64) {
	j.key(name)
	*j = strconv.AppendInt(*j, n, 10)
}

//go:noinline
func (j *jsonText) bool(name string, b bool) {
	j.key(name)
	*j = strconv.AppendBool(*j, b)
}

//go:noinline
func (j *jsonText) string(name, text string) {
	j.key(name)
	j.text(text)
}

const hexDigits = "0123456789abcdef"

// text writes a string that is safe in HTML and in a script, too.
func (j *jsonText) text(text string) {
	j.comma()
	b := append(*j, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		case r == 0x2028 || r == 0x2029:
			b = append(b, '\\', 'u', '2', '0', '2', hexDigits[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	*j = append(b, '"')
}

//go:noinline
func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func decimal(n int) string { return itoa(int64(n)) }
