package data

// Reset undoes Start, so that each test begins as the program does.
func Reset() { global.value.Store(nil) }
