package stage

import (
	"math"
	"strings"
	"time"
)

type durationProblem uint8

const (
	durationFine durationProblem = iota
	durationNoNumber
	durationNoUnit
	durationBadUnit
	durationTooLong // or below 0
	durationTooFine
)

// durationUnits has the larger units first.
var durationUnits = [...]struct {
	name string
	size time.Duration
}{{"m", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond}, {"us", time.Microsecond}}

func unitSize(name string) time.Duration {
	for _, u := range durationUnits {
		if u.name == name {
			return u.size
		}
	}
	return 0
}

// parseDuration is stricter than time.ParseDuration: one number, one unit, nothing rounded.
func parseDuration(s string) (time.Duration, durationProblem) {
	whole := strings.TrimPrefix(s, "-")
	n := 0
	for n < len(whole) && isDigit(whole[n]) {
		n++
	}
	whole, rest := whole[:n], whole[n:]
	fraction := ""
	if n > 0 && len(rest) > 1 && rest[0] == '.' && isDigit(rest[1]) {
		for n = 1; n < len(rest) && isDigit(rest[n]); n++ {
		}
		fraction, rest = rest[1:n], rest[n:]
	}
	unit := unitSize(rest)
	switch {
	case whole == "":
		return 0, durationNoNumber
	case rest == "":
		return 0, durationNoUnit
	case unit == 0:
		return 0, durationBadUnit
	}
	count, _ := parseInteger(whole)
	if count > int64(MaxDuration/unit) || s[0] == '-' {
		return 0, durationTooLong
	}
	d := time.Duration(count) * unit
	// Each digit of the fraction is worth a tenth of the one before, down to the last that is worth whole nanoseconds at all.
	// (A tenth of 6ns, where a minute's tenths end, is one only when five of them are taken.)
	place, finest := unit, false
	for i := range len(fraction) {
		part := time.Duration(fraction[i]-'0') * place
		if part%10 != 0 || finest && part != 0 {
			return 0, durationTooFine
		}
		d += part / 10
		finest = finest || place%10 != 0
		if !finest {
			place /= 10
		}
	}
	if d > MaxDuration {
		return 0, durationTooLong
	}
	return d, durationFine
}

// parseInteger reads decimal digits with an optional sign. What an int64 cannot hold comes out as far beyond every limit.
func parseInteger(s string) (int64, bool) {
	const beyond = math.MaxInt64 / 16
	digits := s
	if s != "" && (s[0] == '-' || s[0] == '+') {
		digits = s[1:]
	}
	var n int64
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 0, false
		}
		n = min(n*10+int64(digits[i]-'0'), beyond)
	}
	if s[:len(s)-len(digits)] == "-" {
		n = -n
	}
	return n, digits != ""
}
