package web

import (
	"path"
	"regexp"
)

// mediaType says how a kind of file is sent. Types are our own, because the system's table differs from machine to machine
// and a browser compiles a module while it loads only if the type is right.
type mediaType struct {
	header       string // the Content-Type
	compressible bool   // gains from compression
}

var mediaTypes = map[string]mediaType{
	".css":         {"text/css; charset=utf-8", true},
	".html":        {"text/html; charset=utf-8", true},
	".ico":         {"image/x-icon", true},
	".js":          {"text/javascript; charset=utf-8", true},
	".json":        {"application/json", true},
	".map":         {"application/json", true},
	".md":          {"text/markdown; charset=utf-8", true},
	".png":         {"image/png", false},
	".svg":         {"image/svg+xml", true},
	".ts":          {"text/plain; charset=utf-8", true},  // type declarations: to be read; video/mp2t elsewhere
	".txt":         {"text/plain; charset=utf-8", false}, // sizes.txt, which is written after the rest is compressed
	".wasm":        {"application/wasm", true},
	".webmanifest": {"application/manifest+json", true},
	".woff2":       {"font/woff2", false},
}

// mediaTypeOf goes by the extension; what has none that is known is bytes.
func mediaTypeOf(name string) mediaType {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return mediaType{header: "application/octet-stream"}
}

var hashedName = regexp.MustCompile(`-[A-Z2-7]{8}\.`)

// isHashed tells whether a file's name has its content's hash in it, so that it can be kept for ever.
func isHashed(name string) bool { return hashedName.MatchString(path.Base(name)) }
