package serve

import (
	"context"
	"net"
	"net/http"
	"time"
)

// How long a client may take. One that is slow but goes on is served to the end.
const (
	headerTimeout = 10 * time.Second // to send a request
	writeTimeout  = 30 * time.Second // to take the next piece of an answer
	idleTimeout   = 2 * time.Minute  // between two requests
)

// maxHeaderBytes is what a request's headers may take, some KB more with what the standard library adds; it answers 431 beyond.
const maxHeaderBytes = 16 << 10

// serveUntil answers until ctx ends, then lets the requests under way finish.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       headerTimeout, // nothing here reads a body
		WriteTimeout:      writeTimeout,  // patientWriter moves it on
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the streams of -watch
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		server.Close()
	}
	<-failed
	return nil
}
