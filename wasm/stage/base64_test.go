package stage

import (
	"bytes"
	"encoding/base64"
	"testing"

	"pgregory.net/rapid"
)

func TestBase64IsThatOfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		text := base64.RawURLEncoding.EncodeToString(data)
		if got := toBase64(data); got != text {
			t.Fatalf("%q, want %q", got, text)
		}
		if got, ok := fromBase64(text); !ok || !bytes.Equal(got, data) {
			t.Fatalf("%v, %v, want %v", got, ok, data)
		}
		odd := rapid.StringOf(rapid.SampledFrom([]rune("AQgw-_=+/ é"))).Draw(t, "text")
		want, err := base64.RawURLEncoding.Strict().DecodeString(odd)
		if got, ok := fromBase64(odd); ok != (err == nil) || ok && !bytes.Equal(got, want) {
			t.Fatalf("%q is read as %v, %v; want %v, %v", odd, got, ok, want, err)
		}
	})
}
