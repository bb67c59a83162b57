package stage

// textBytes are a text being written. A strings.Builder is inlined wherever it is
// used, which is 2 KB of the module.
type textBytes []byte

//go:noinline
func (t *textBytes) add(parts ...string) {
	for _, part := range parts {
		*t = append(*t, part...)
	}
}

// contains is slices.Contains, which is likewise inlined.
//
//go:noinline
func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
