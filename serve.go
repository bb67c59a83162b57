// The program of `go run .`: it builds the site and serves it. See [web.Main] for the flags.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/actor-playground/actor-playground/web"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := web.Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
