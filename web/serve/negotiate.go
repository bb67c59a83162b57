package serve

import (
	"strconv"
	"strings"
)

// preferredCoding returns the content coding to answer with: "br", "gzip" or "identity". The values are those of Accept-Encoding;
// has reports which codings there are. The rules are RFC 9110, section 12.5.3: the highest weight wins, a weight of 0 is a no,
// "*" stands for what is not named. Between equals the smaller file wins, and anything named wins over identity unnamed.
// If nothing is acceptable the answer is identity: some page is better than none.
func preferredCoding(values []string, has func(coding string) bool) string {
	weights := codingWeights(values)
	weight := func(coding string) float64 {
		if q, ok := weights[coding]; ok {
			return q
		}
		return weights["*"]
	}
	best, bestWeight := "identity", weights["identity"]
	for _, coding := range []string{"gzip", "br"} { // the smaller last, to win a tie
		if q := weight(coding); q > 0 && q >= bestWeight && has(coding) {
			best, bestWeight = coding, q
		}
	}
	return best
}

// codingWeights reads the header. An item that can't be read is passed over, as if it had not been sent.
func codingWeights(values []string) map[string]float64 {
	weights := map[string]float64{}
	for item := range strings.SplitSeq(strings.Join(values, ","), ",") {
		coding, parameter, weighted := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "x-gzip" { // an old name, to be taken as the same
			coding = "gzip"
		}
		q := 1.0
		if weighted {
			name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
			parsed, err := strconv.ParseFloat(value, 64)
			if err != nil || !strings.EqualFold(name, "q") || !(parsed >= 0 && parsed <= 1) {
				continue
			}
			q = parsed
		}
		if coding != "" {
			weights[coding] = q
		}
	}
	return weights
}
