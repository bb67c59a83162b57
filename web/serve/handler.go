package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// Handler serves the site that [site.Build] wrote to dir. It reads all files before it returns and never reads them again, so no
// path leads out of the site, and replacing the site on disk has no effect. A link that leads out of dir is an error, and so is
// anything that is not a regular file.
//
// Clients may cache files with hashed names for ever, and must revalidate all others. A client gets the compressed copy that it
// prefers; the copies have no address of their own. Handler does not list folders; it serves a folder's index.html if there is one.
func Handler(dir string) (http.Handler, error) {
	return readSite(dir, func(page []byte) []byte { return page })
}

// readSite has each page changed.
func readSite(dir string, change func(page []byte) []byte) (http.Handler, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	h := siteHandler{}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := root.Stat(name); err != nil {
			return err
		} else if !info.Mode().IsRegular() { // reading a pipe would wait for ever
			return fmt.Errorf("%s in %s is not a regular file", name, dir)
		}
		content, err := root.ReadFile(name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".html" && name != headers.SingleFile {
			content = change(content)
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
	if !mayRead(w, r) {
		return
	}
	header := w.Header()
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	file, ok := h[name]
	if _, folder := h[name+"/index.html"]; !ok && folder {
		http.Redirect(w, r, path.Base(name)+"/", http.StatusMovedPermanently) // or its links would lead elsewhere
		return
	}
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
	if name == headers.SingleFile {
		header.Set("Content-Disposition", `attachment; filename="`+headers.SingleFile+`"`)
	}
	header.Set("ETag", chosen.etag)
	if coding != "identity" {
		header.Set("Content-Encoding", coding)
	}
	http.ServeContent(patientWriter{w, len(chosen.content)}, r, path.Base(name), time.Time{}, bytes.NewReader(chosen.content))
}

// mayRead sets the headers that every answer has, and refuses methods that do more than read.
func mayRead(w http.ResponseWriter, r *http.Request) bool {
	headers.Set(w.Header())
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "405: this site can only be read", http.StatusMethodNotAllowed)
	return false
}

// patientWriter returns a client writeTimeout for each piece of an answer rather than for all of it. And it mends two answers of
// http.ServeContent, which leaves the length of encoded content to us and sends a 412 with the headers of content.
type patientWriter struct {
	http.ResponseWriter
	contentBytes int
}

func (w patientWriter) WriteHeader(status int) {
	switch status {
	case http.StatusOK:
		w.Header().Set("Content-Length", strconv.Itoa(w.contentBytes))
	case http.StatusPreconditionFailed:
		for _, name := range []string{"Content-Encoding", "Content-Disposition", "ETag", "Cache-Control"} {
			w.Header().Del(name)
		}
		http.Error(w.ResponseWriter, "412: the file here is not the one that was asked for", status)
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w patientWriter) Write(piece []byte) (int, error) {
	// Without a connection, as in a test, there is no client to wait for.
	http.NewResponseController(w.ResponseWriter).SetWriteDeadline(time.Now().Add(writeTimeout))
	return w.ResponseWriter.Write(piece)
}
