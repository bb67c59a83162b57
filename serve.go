// The program of `go run .`: it builds the site and serves it. See [serve.Main] for the flags.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/actor-playground/actor-playground/web/serve"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := serve.Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
