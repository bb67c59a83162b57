// Package serve is the program of `go run .`: [Main], its command line; [Handler], which serves what [site.Build] wrote; and
// [Watcher], which builds again on change.
package serve

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/actor-playground/actor-playground/web/site"
)

const usage = `usage: go run . [-addr host:port] [-watch]    build the site and serve it
       go run . -out folder                   write the static site and end

  -addr host:port  where to listen (default localhost:8080, which only this machine can reach; port 0 takes a free one)
  -watch           build again when a source changes, and reload the page
  -out folder      where to write the site; a site built before is replaced
`

// Main is the command line of `go run .`: it builds the site, then serves it until ctx ends, or writes it to a folder. The
// address goes to stdout, progress and errors to stderr. It returns the exit code: 0, 1 for a failure, 2 for a wrong call.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		io.WriteString(stdout, usage)
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "%v\n\n%s", err, usage)
		return 2
	}
	switch {
	case c.out != "":
		err = c.write(ctx, stdout)
	default:
		err = c.serve(ctx, stdout, stderr)
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	if err != nil { // cut short on request, but what was asked for is not there
		fmt.Fprintln(stderr, "stopped")
		return 1
	}
	return 0
}

// command is a command line, understood.
type command struct {
	addr  string
	watch bool
	out   string
}

func parse(args []string) (command, error) {
	var c command
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // Main says it, once
	flags.Usage = func() {}
	flags.StringVar(&c.addr, "addr", "localhost:8080", "")
	flags.BoolVar(&c.watch, "watch", false, "")
	flags.StringVar(&c.out, "out", "", "")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if flags.NArg() > 0 {
		return c, fmt.Errorf("argument not understood: %q", flags.Arg(0))
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	switch {
	case given["out"] && c.out == "":
		return c, errors.New("-out needs the name of a folder")
	case given["out"] && (c.watch || given["addr"]):
		return c, errors.New("-out writes the site and serves nothing: it goes with no other flag")
	}
	if _, _, err := net.SplitHostPort(c.addr); err != nil {
		return c, fmt.Errorf("-addr %q is no host:port, such as localhost:8080", c.addr)
	}
	return c, nil
}

// write is -out.
func (c command) write(ctx context.Context, stdout io.Writer) error {
	built, err := site.Build(ctx, site.Options{Out: c.out, Compress: true})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s\n%s\n", built.Dir, built.Report())
	return err
}

// serve builds the site in a folder of its own, which it removes at the end, and answers on the address until ctx ends.
func (c command) serve(ctx context.Context, stdout, stderr io.Writer) error {
	listener, err := listen(ctx, c.addr) // first, so that a port in use is told before a build, not after
	if err != nil {
		return err
	}
	defer listener.Close()
	tmp, err := os.MkdirTemp("", "actor-playground-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)

	o := site.Options{Out: filepath.Join(tmp, "site")}
	var handler http.Handler
	if c.watch {
		watcher, err := Watch(ctx, o, stderr)
		if err != nil {
			return err
		}
		defer watcher.Close()
		handler = watcher
	} else {
		fmt.Fprintln(stderr, "building …")
		o.Compress = true
		built, err := site.Build(ctx, o)
		if err != nil {
			return err
		}
		if handler, err = Handler(os.DirFS(built.Dir)); err != nil {
			return err
		}
	}
	fmt.Fprintf(stdout, "http://%s/\n", shownAddr(c.addr, listener.Addr()))
	return serveUntil(ctx, listener, handler)
}

// listen takes the address, or says who to ask for another.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: end that one, or choose another port with -addr, as in -addr localhost:0 for any free one", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w\nchoose another address with -addr, as in -addr localhost:0", addr, err)
	}
	return listener, nil
}

// shownAddr is the address to open: with the host as it was given, for a browser treats localhost kindly, and the real port.
func shownAddr(given string, real net.Addr) string {
	host, _, _ := net.SplitHostPort(given)
	_, port, _ := net.SplitHostPort(real.String())
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// serveUntil answers until ctx ends, then lets the requests under way finish.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
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
