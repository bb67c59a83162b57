package site

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// Policy is the content security policy that the site works under, for the page on hosting.
func (Page) Policy() string { return headers.ContentSecurityPolicy }

// Megabytes says how large a file is that has been written: "3.8 MB".
func (p Page) Megabytes(name string) (string, error) {
	info, err := os.Stat(filepath.Join(p.dir, name))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%.1f MB", float64(info.Size())/1e6), nil
}
