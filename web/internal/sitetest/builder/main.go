// Command builder builds a site for the tests of it, and prints what [site.Build] returns. As a program of its own it has no race
// detector, under which drawing and compressing take ten times as long. What that has to look at, web/site builds in its tests.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"github.com/actor-playground/actor-playground/web/site"
)

func main() {
	var o site.Options
	flag.StringVar(&o.Root, "root", "", "the module's root")
	flag.StringVar(&o.Out, "out", "", "the folder to write to")
	flag.StringVar(&o.CacheDir, "cache", "", "the folder of compressed files")
	flag.StringVar(&o.URL, "url", "", "the address of the site")
	flag.BoolVar(&o.Compress, "compress", false, "write compressed copies")
	flag.Parse()
	built, err := site.Build(context.Background(), o)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(built)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
