package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/actor-playground/actor-playground/wasm/stage"
	"github.com/actor-playground/actor-playground/web/picture"
)

// parsePicture is the command line behind the word picture.
func parsePicture(args []string) (run func(ctx context.Context, stdout, stderr io.Writer) error, err error) {
	flags := newFlags()
	as := flags.String("as", "svg", "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	show, known := map[string]func(*picture.Fallback) string{
		"svg":  func(f *picture.Fallback) string { return f.Picture },
		"text": func(f *picture.Fallback) string { return f.Text },
		"html": func(f *picture.Fallback) string { return f.HTML },
	}[*as]
	switch {
	case !known:
		return nil, fmt.Errorf("picture -as %q: expected svg, text or html", *as)
	case flags.NArg() != 1:
		return nil, errors.New("picture: expected one script, a file or - for standard input, after the flags")
	}
	file := flags.Arg(0)
	return func(_ context.Context, stdout, _ io.Writer) error {
		f, err := pictureOf(file)
		if err != nil {
			return err
		}
		_, err = io.WriteString(stdout, show(f))
		return err
	}, nil
}

// pictureOf plays the script in a file, under the file's name without its ending.
func pictureOf(file string) (*picture.Fallback, error) {
	in, name := os.Stdin, "play"
	if file != "-" {
		var err error
		if in, err = os.Open(file); err != nil {
			return nil, err
		}
		defer in.Close()
		name = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	}
	text, err := io.ReadAll(io.LimitReader(in, stage.MaxText+1)) // a byte too many is a mistake that the stage names
	if err != nil {
		return nil, err
	}
	f, err := picture.New(name+".svg", name, string(text))
	var mistakes stage.Mistakes
	if !errors.As(err, &mistakes) {
		return f, err
	}
	var all []error
	for _, m := range mistakes {
		all = append(all, fmt.Errorf("%s:%w", file, m))
	}
	return nil, errors.Join(all...)
}
