// Package typescript makes TypeScript of what the Go program in the tab and its client share, so that the two can't differ:
// the types, constants and lists of words of package wasm/protocol, the exported functions of the program in wasm, and the
// names that it registers. It reads the sources, and so sees each change of them without being built again.
package typescript

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The names that scripts import the two modules by.
const (
	Shapes = "wasm:protocol" // the types of what is shown: declarations alone, and part of the npm package
	Calls  = "wasm:calls"    // how the client and the program call each other: TypeScript with values
)

// Of gives a module's text, made from the sources of the tree at root. An error names the place in them.
func Of(root, module string) (string, error) {
	m := &maker{root: root, set: token.NewFileSet()}
	protocol, err := m.parse("wasm/protocol")
	if err != nil {
		return "", err
	}
	m.check(protocol)
	m.b.WriteString("// Made from the Go sources by web/internal/typescript: see wasm/protocol.\n")
	switch module {
	case Shapes:
		m.file(protocol, "shapes.go")
	case Calls:
		fmt.Fprintf(&m.b, "\nimport type * as shapes from %q;\n", Shapes)
		m.file(protocol, "calls.go")
		m.layouts(protocol)
		m.program()
	default:
		return "", fmt.Errorf("there is no module %q to be made of the Go sources", module)
	}
	if m.err != nil {
		return "", m.err
	}
	return m.b.String(), nil
}

type maker struct {
	root string
	set  *token.FileSet
	info types.Info
	b    strings.Builder
	err  error // the first
}

func (m *maker) fail(at ast.Node, format string, args ...any) {
	if m.err == nil {
		place := m.set.Position(at.Pos())
		name, _ := filepath.Rel(m.root, place.Filename)
		m.err = fmt.Errorf("%s:%d:%d: %s", filepath.ToSlash(name), place.Line, place.Column, fmt.Sprintf(format, args...))
	}
}

// parse gives the files of a package except its tests, by base name.
func (m *maker) parse(dir string) (map[string]*ast.File, error) {
	names, err := filepath.Glob(filepath.Join(m.root, filepath.FromSlash(dir), "*.go"))
	if err != nil {
		return nil, err
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(filepath.Base(name), ".") {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if files[filepath.Base(name)], err = parser.ParseFile(m.set, name, content, parser.ParseComments); err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there are no Go files in %s", dir)
	}
	return files, nil
}

// check finds the values of constants. Other packages are not looked at, so what comes from them stays unknown.
func (m *maker) check(files map[string]*ast.File) {
	m.info = types.Info{Defs: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Error: func(error) {}}
	config.Check("protocol", m.set, sorted(files), &m.info)
}

func sorted(files map[string]*ast.File) []*ast.File {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var list []*ast.File
	for _, name := range names {
		list = append(list, files[name])
	}
	return list
}

// file writes what one file exports.
func (m *maker) file(files map[string]*ast.File, name string) {
	file := files[name]
	if file == nil {
		m.err = fmt.Errorf("there is no wasm/protocol/%s", name)
		return
	}
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				m.typeDecl(files, s, d.Doc)
			case *ast.ValueSpec:
				doc := s.Doc
				if len(d.Specs) == 1 {
					doc = d.Doc
				}
				m.values(s, doc)
			}
		}
	}
}

// comment writes a doc comment, or the one behind a line.
func (m *maker) comment(indent string, groups ...*ast.CommentGroup) {
	if indent == "" {
		m.b.WriteByte('\n')
	}
	var lines []string
	for _, group := range groups {
		if text := strings.TrimSpace(group.Text()); text != "" { // without directives
			lines = append(lines, strings.Split(strings.ReplaceAll(text, "*/", "* /"), "\n")...)
		}
	}
	switch len(lines) {
	case 0:
	case 1:
		fmt.Fprintf(&m.b, "%s/** %s */\n", indent, lines[0])
	default:
		fmt.Fprintf(&m.b, "%s/**\n", indent)
		for _, line := range lines {
			fmt.Fprintf(&m.b, "%s%s\n", indent, strings.TrimRight(" * "+line, " "))
		}
		fmt.Fprintf(&m.b, "%s */\n", indent)
	}
}
