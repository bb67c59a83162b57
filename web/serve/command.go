// Package serve is the program of `go run .`: [Main], its command line; [Handler], which serves what [site.Build] wrote; and
// [Watcher], which rebuilds on change.
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
	"strings"
	"syscall"
	"time"

	"github.com/actor-playground/actor-playground/web/site"
)

const usage = `usage: go run . [-addr host:port] [-host name] [-watch]    build the site and serve it
       go run . -out folder                                write the static site and exit
       go run . picture [-as svg|text|html] script         draw the run of a script and exit

  -addr host:port  address to listen on (default localhost:8080, which only this machine can reach; port 0 chooses a free port)
  -host name       answer requests for this host name, too, for example behind a proxy; may be repeated (always: localhost and
                   the host of -addr)
  -watch           rebuild when a source changes, and reload the page
  -out folder      folder to write the site to; an earlier site in it is replaced. If the environment variable SITE_URL has the
                   address that the site will have, shared links show a preview picture

  picture writes to standard output what a page shows without JavaScript. The script is a file, or - for standard input.
  -as svg          the sequence diagram (default)
  -as text         the events in words
  -as html         both, to put between the tags of an <actor-playground>; it expects the picture beside the page, named after
                   the script with .svg
`

// Main runs the command line of `go run .`: it builds the site and serves it until ctx ends, or writes it to a folder, or draws
// a script. It writes the address to stdout, progress and errors to stderr, and returns the exit code: 0, 1 if it failed, or 2 if
// args are wrong.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	run, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		io.WriteString(stdout, usage)
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "%v\n\n%s", err, usage)
		return 2
	}
	err = run(ctx, stdout, stderr)
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	if err != nil { // ctx ended before the command was done
		fmt.Fprintln(stderr, "stopped")
		return 1
	}
	return 0
}

// parse returns the command that args name.
func parse(args []string) (run func(ctx context.Context, stdout, stderr io.Writer) error, err error) {
	if len(args) > 0 && args[0] == "picture" {
		return parsePicture(args[1:])
	}
	c, err := parseSite(args)
	switch {
	case err != nil:
		return nil, err
	case c.out != "":
		return c.write, nil
	}
	return c.serve, nil
}

func parseSite(args []string) (*siteCommand, error) {
	c := &siteCommand{}
	flags := newFlags()
	flags.StringVar(&c.addr, "addr", "localhost:8080", "")
	flags.Func("host", "", func(name string) error {
		if plainHost(name) == "" || strings.ContainsAny(name, "/: ") {
			return errors.New("expected a host name without a port, such as playground.example")
		}
		c.hosts = append(c.hosts, name)
		return nil
	})
	flags.BoolVar(&c.watch, "watch", false, "")
	flags.StringVar(&c.out, "out", "", "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	switch {
	case given["out"] && c.out == "":
		return nil, errors.New("-out: the folder name is empty")
	case given["out"] && len(given) > 1:
		return nil, errors.New("-out writes the site without serving it: it can't be combined with other flags")
	}
	if _, _, err := net.SplitHostPort(c.addr); err != nil {
		return nil, fmt.Errorf("-addr %q: expected host:port, such as localhost:8080", c.addr)
	}
	return c, nil
}

func newFlags() *flag.FlagSet {
	flags := flag.NewFlagSet("go run .", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // Main says it, once
	flags.Usage = func() {}
	return flags
}

// siteCommand builds the site.
type siteCommand struct {
	addr  string
	hosts []string
	watch bool
	out   string
}

// write is -out.
func (c siteCommand) write(ctx context.Context, stdout, stderr io.Writer) error {
	built, err := site.Build(ctx, site.Options{Out: c.out, URL: os.Getenv("SITE_URL"), Compress: true, Progress: progressOn(stderr)})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s\n%s\n", built.Dir, built.Report())
	return err
}

// progressOn writes each step of a build, and when it began.
func progressOn(stderr io.Writer) func(step string) {
	start := time.Now()
	return func(step string) { fmt.Fprintf(stderr, "%5.1f s  building %s\n", time.Since(start).Seconds(), step) }
}

// serve builds the site in a folder of its own, which it removes at the end, and answers on the address until ctx ends.
func (c siteCommand) serve(ctx context.Context, stdout, stderr io.Writer) error {
	listener, err := listen(ctx, c.addr) // first, so that a port in use is reported before a build, not after
	if err != nil {
		return err
	}
	defer listener.Close()
	if ip := listener.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
		fmt.Fprintf(stderr, "Listening on %s: everyone who can reach that address can see the site. Without -addr only this machine can.\n", listener.Addr())
	}
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
		o.Compress, o.Progress = true, progressOn(stderr)
		built, err := site.Build(ctx, o)
		if err != nil {
			return err
		}
		if handler, err = Handler(built.Dir); err != nil {
			return err
		}
	}
	fmt.Fprintf(stdout, "http://%s/\n", shownAddr(c.addr, listener.Addr()))
	return serveUntil(ctx, listener, hostsFor(c.addr, c.hosts).only(handler))
}

// listen takes the address, or says who to ask for another.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: stop that program, or choose another port with -addr; -addr localhost:0 chooses a free one", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w\nchoose another address, for example with -addr localhost:0", addr, err)
	}
	return listener, nil
}

// shownAddr is the address to open: with the host as it was given, because browsers trust localhost, and the real port.
func shownAddr(given string, real net.Addr) string {
	host, _, _ := net.SplitHostPort(given)
	_, port, _ := net.SplitHostPort(real.String())
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
