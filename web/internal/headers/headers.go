// Package headers says which headers each file of the site is sent with. The server sends them, and the site's _headers file
// asks other hosts for the same.
package headers

import (
	"net/http"
	"path"
	"regexp"
)

// ContentSecurityPolicy is the policy that every response has. A host that sends its own policy must allow as much.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; " +
	"img-src 'self' data:; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"

// SingleFile is the page that is one file. It is sent as a download, because the site's policy forbids its inline scripts.
const SingleFile = "playground.html"

// Everywhere has the headers of every response, errors included.
var Everywhere = []struct{ Name, Value string }{
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "same-origin"}, // embed.html asks the referrer, on browsers that don't name the page around it, who may steer it
	{"Content-Security-Policy", ContentSecurityPolicy},
}

// Set sets the headers of every response.
func Set(header http.Header) {
	for _, h := range Everywhere {
		header.Set(h.Name, h.Value)
	}
}

// Isolation has the headers of the lab's page and its workers' scripts. They make the page cross-origin isolated: browsers report
// the memory of workers to such pages only. Other pages are sent without them, so that they can embed and be embedded.
var Isolation = map[string]string{
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Embedder-Policy": "require-corp",
}

var isolated = regexp.MustCompile(`^lab\.html$|^lab-(worker|thread)-[A-Z2-7]{8}\.js$`)

// Isolated reports whether a file is sent with [Isolation].
func Isolated(name string) bool { return isolated.MatchString(path.Base(name)) }

// CacheControl returns the Cache-Control of a file: it may be cached for ever if its name contains its content's hash, and must
// be revalidated otherwise.
func CacheControl(name string) string {
	if IsHashed(name) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

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
	".tgz":         {"application/gzip", false},
	".ts":          {"text/plain; charset=utf-8", true},  // type declarations: to be read; video/mp2t elsewhere
	".txt":         {"text/plain; charset=utf-8", false}, // sizes.txt, which is written after the rest is compressed
	".wasm":        {"application/wasm", true},
	".webmanifest": {"application/manifest+json", true},
	".woff2":       {"font/woff2", false},
}

// MediaType returns the Content-Type of a file by its extension, application/octet-stream if that is unknown.
func MediaType(name string) string {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t.header
	}
	return "application/octet-stream"
}

// Compressible reports whether compression makes a file smaller.
func Compressible(name string) bool { return mediaTypes[path.Ext(name)].compressible }

var hashedName = regexp.MustCompile(`-[A-Z2-7]{8}\.`)

// IsHashed reports whether a file's name contains its content's hash, so that it may be cached for ever.
func IsHashed(name string) bool { return hashedName.MatchString(path.Base(name)) }
