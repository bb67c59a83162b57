package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// Handler serves a site that [site.Build] wrote. It reads all of it at once and never looks at the files again: what is not in the
// site can't be reached by any path, and a site that is replaced on disk is served as it was until the end.
//
// Hashed names may be cached for ever, all others are asked for again. Of the compressed copies the client gets the one it
// likes best; they have no address of their own. Folders are not listed; one with an index.html answers with that.
func Handler(files fs.FS) (http.Handler, error) {
	h := siteHandler{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		h.add(name, content)
		return nil
	})
	return h, err
}

// siteHandler has each file of the site by its path without the leading slash.
type siteHandler map[string]siteFile

// siteFile is one file in all the codings it exists in; "identity" is the file itself.
type siteFile map[string]representation

type representation struct {
	content []byte
	etag    string // of these very bytes: codings differ in it
}

// add takes a file, or a coding of one that is there already: in a folder's order an original comes before its copies.
func (h siteHandler) add(name string, content []byte) {
	coding := "identity"
	for suffix, c := range map[string]string{".br": "br", ".gz": "gzip"} {
		if plain, ok := strings.CutSuffix(name, suffix); ok && h[plain] != nil {
			name, coding = plain, c
		}
	}
	if h[name] == nil {
		h[name] = siteFile{}
	}
	sum := sha256.Sum256(content)
	h[name][coding] = representation{content, `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`}
}

func (h siteHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	headers.SetSafety(header)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		refuseMethod(w)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	file, ok := h[name]
	if !ok {
		header.Set("Cache-Control", "no-cache")
		http.Error(w, "404: there is no such page", http.StatusNotFound)
		return
	}
	coding := "identity"
	if len(file) > 1 {
		header.Set("Vary", "Accept-Encoding")
		coding = preferredCoding(r.Header.Values("Accept-Encoding"), func(c string) bool { _, ok := file[c]; return ok })
	}
	chosen := file[coding]
	header.Set("Content-Type", headers.MediaType(name))
	header.Set("Cache-Control", headers.CacheControl(name))
	if headers.Isolated(name) {
		for key, value := range headers.Isolation {
			header.Set(key, value)
		}
	}
	if name == headers.SingleFile { // to be kept: in place it would be under a policy that is not its own
		header.Set("Content-Disposition", `attachment; filename="`+headers.SingleFile+`"`)
	}
	header.Set("ETag", chosen.etag)
	if coding != "identity" {
		header.Set("Content-Encoding", coding)
		// ServeContent leaves the length of encoded content to us, and corrects it for a range.
		header.Set("Content-Length", strconv.Itoa(len(chosen.content)))
	}
	http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(chosen.content))
}

func refuseMethod(w http.ResponseWriter) {
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "405: this site can only be read", http.StatusMethodNotAllowed)
}
