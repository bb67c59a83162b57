package site

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
)

// FindRoot returns the absolute path of the module's root: named, if that is not empty; else the root above the working directory,
// if that is this module; else the root above this source file.
func FindRoot(named string) (string, error) {
	if named != "" {
		root, err := filepath.Abs(named)
		if err != nil {
			return "", err
		}
		if _, err := goModLine(root, "module"); err != nil {
			return "", fmt.Errorf("%s is not the root of a Go module: %w", named, err)
		}
		return root, nil
	}
	ours := path.Dir(path.Dir(reflect.TypeFor[Site]().PkgPath()))
	isOurs := func(dir string) bool {
		name, err := goModLine(dir, "module")
		return err == nil && name == ours
	}
	if dir, err := os.Getwd(); err == nil {
		for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			if isOurs(dir) {
				return dir, nil
			}
		}
	}
	if _, file, _, ok := runtime.Caller(0); ok {
		if dir := filepath.Join(filepath.Dir(file), "..", ".."); isOurs(dir) {
			return dir, nil
		}
	}
	return "", fmt.Errorf("the sources of %s were not found: run this inside their folder", ours)
}

// goModLine returns what follows a word at the start of a line in dir's go.mod: the module's name, or its Go version.
func goModLine(dir, word string) (string, error) {
	f, err := os.Open(filepath.Join(dir, "go.mod"))
	if err != nil {
		return "", err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) > 1 && fields[0] == word {
			return fields[1], nil
		}
	}
	return "", errors.New("its go.mod has no " + word + " line")
}
