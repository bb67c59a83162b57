package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/actor-playground/actor-playground/web/site"
)

// A Watcher serves a site and rebuilds it when a source changes. Open pages then reload. If the build fails, every page shows the
// error, and the files of the last good build are kept.
//
// A Watcher adds one script to each page, from the page's origin, so the site's content security policy stays the same.
type Watcher struct {
	options site.Options
	root    string
	log     io.Writer
	files   *fsnotify.Watcher
	cancel  context.CancelFunc
	done    chan struct{}

	mu      sync.Mutex
	state   watchState
	changed chan struct{} // closed, and replaced, when state changes
}

// watchState is the result of one build.
type watchState struct {
	version string       // empty before the first build
	site    http.Handler // of the last good build; nil before the first
	err     error        // why the latest build failed
}

// quiet is how long the sources must be left alone before a build: an editor or a checkout writes many files at once.
const quiet = 100 * time.Millisecond

// Watch starts to watch the sources and begins the first build; requests wait for it. It builds without compressed copies, and
// writes the result of each build to log. It stops when ctx ends, or with Close.
func Watch(ctx context.Context, o site.Options, log io.Writer) (*Watcher, error) {
	root, err := site.FindRoot(o.Root)
	if err != nil {
		return nil, err
	}
	files, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("cannot watch for changes: %w", err)
	}
	o.Root, o.Compress = root, false
	ctx, cancel := context.WithCancel(ctx)
	w := &Watcher{options: o, root: root, log: log, files: files, cancel: cancel, done: make(chan struct{}), changed: make(chan struct{})}
	// Before the first build, so that a change made during it is not missed.
	if err := w.watchAll(); err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("cannot watch for changes: %w", err), files.Close())
	}
	go w.run(ctx)
	return w, nil
}

// Close stops watching, and waits until a build that runs has been cancelled.
func (w *Watcher) Close() error {
	w.cancel()
	<-w.done
	return w.files.Close()
}

func (w *Watcher) run(ctx context.Context) {
	defer close(w.done)
	w.build(ctx)
	timer := time.NewTimer(quiet)
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.files.Events:
			if w.concerns(event) {
				timer.Reset(quiet)
			}
		case err := <-w.files.Errors: // of the watching, as when the system's queue ran over: something was missed
			fmt.Fprintln(w.log, "watch:", err)
			timer.Reset(quiet)
		case <-timer.C:
			if err := w.watchAll(); err != nil { // folders may be new
				fmt.Fprintln(w.log, "watch:", err)
			}
			w.build(ctx)
		}
	}
}

// watchAll watches the root, for go.mod, and every folder that a build reads from. A folder already watched is no matter.
func (w *Watcher) watchAll() error {
	if err := w.files.Add(w.root); err != nil {
		return err
	}
	for _, top := range []string{"actor", "wasm", "web"} {
		err := filepath.WalkDir(filepath.Join(w.root, top), func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist): // gone since, or not there yet
				return nil
			case err != nil:
				return err
			case !d.IsDir():
				return nil
			case site.Ignored(name):
				return fs.SkipDir
			}
			return w.files.Add(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// concerns reports whether a build would see a change.
func (w *Watcher) concerns(event fsnotify.Event) bool {
	name, err := filepath.Rel(w.root, event.Name)
	if err != nil || site.Ignored(name) || event.Op == fsnotify.Chmod { // indexers and backups touch modes
		return false
	}
	dir, base := filepath.Split(filepath.ToSlash(name))
	switch {
	case dir == "": // the root itself: dist/ and the like come and go there
		return base == "go.mod" || base == "go.sum" || base == "actor" || base == "wasm" || base == "web"
	case strings.HasPrefix(dir, "web/") && strings.HasSuffix(base, ".go"):
		fmt.Fprintf(w.log, "watch: %s is part of this program: restart it to see the change\n", filepath.ToSlash(name))
		return false
	}
	return true
}

// build makes a site and publishes the outcome of it.
func (w *Watcher) build(ctx context.Context) {
	start := time.Now()
	version := rand.Text() // not a count: a page from before a restart must see that it is old
	built, err := site.Build(ctx, w.options)
	if ctx.Err() != nil {
		return
	}
	var handler http.Handler
	if err == nil {
		handler, err = readSite(built.Dir, func(page []byte) []byte {
			return fmt.Appendf(page, "<script src=\"/-/watch.js\" data-version=\"%s\"></script>\n", version)
		})
	}
	if err != nil {
		fmt.Fprintln(w.log, err)
	} else {
		fmt.Fprintf(w.log, "built in %v\n", time.Since(start).Round(time.Millisecond))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if handler == nil {
		handler = w.state.site
	}
	w.state = watchState{version: version, site: handler, err: err}
	close(w.changed)
	w.changed = make(chan struct{})
}

// current returns the state, and a channel that is closed when there is a newer one.
func (w *Watcher) current() (watchState, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state, w.changed
}

// ServeHTTP serves the site, or the error of the latest build.
func (w *Watcher) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if !mayRead(rw, r) {
		return
	}
	state, changed := w.current()
	if state.version == "" {
		select {
		case <-changed:
			state, _ = w.current()
		case <-r.Context().Done():
			return
		}
	}
	switch {
	case r.URL.Path == "/-/watch.js":
		sendText(rw, "text/javascript", http.StatusOK, watchScript)
	case r.URL.Path == "/-/changes":
		w.streamChanges(rw, r)
	case state.err != nil && isPage(r.URL.Path):
		var page strings.Builder
		errorPage.Execute(&page, struct{ Version, Message string }{state.version, state.err.Error()})
		sendText(rw, "text/html", http.StatusInternalServerError, page.String())
	case state.site == nil:
		sendText(rw, "text/plain", http.StatusServiceUnavailable, "503: the site has not been built yet\n")
	default:
		state.site.ServeHTTP(rw, r)
	}
}

func isPage(path string) bool {
	return strings.HasSuffix(path, "/") || strings.HasSuffix(path, ".html")
}

func sendText(rw http.ResponseWriter, kind string, status int, text string) {
	rw.Header().Set("Content-Type", kind+"; charset=utf-8")
	rw.Header().Set("Cache-Control", "no-store")
	rw.WriteHeader(status)
	io.WriteString(rw, text)
}

// streamChanges is an event stream of versions: the present one at once, because a build may have ended between the page and
// this request, then each new one.
func (w *Watcher) streamChanges(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	for {
		state, changed := w.current()
		out := http.NewResponseController(rw)
		out.SetWriteDeadline(time.Now().Add(writeTimeout)) // each event anew: the stream itself may last
		fmt.Fprintf(rw, "data: %s\n\n", state.version)
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// watchScript reloads its page when the site has changed. EventSource reconnects by itself.
const watchScript = `const { version } = document.currentScript.dataset;
new EventSource("/-/changes").onmessage = (event) => {
  if (event.data !== version) location.reload();
};
`

var errorPage = template.Must(template.New("error").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Build failed</title>
<link rel="icon" href="data:,">
<h1>The build failed</h1>
<pre id="build-error">{{.Message}}</pre>
<p>This page reloads when the build succeeds.</p>
<script src="/-/watch.js" data-version="{{.Version}}"></script>
`))
