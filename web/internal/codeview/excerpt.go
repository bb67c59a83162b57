package codeview

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// commandType is the type of what the mailbox holds, which readers see without a mark in it.
const commandType = "Command"

// excerpt is what the reader sees of a Go file: the command's type, and the functions with a mark in them, without the
// comments above.
func excerpt(s *source) ([]span, error) {
	positions := token.NewFileSet()
	tree, err := parser.ParseFile(positions, s.name, strings.Join(s.lines, "\n"), 0)
	if err != nil {
		return nil, err
	}
	var spans []span
	hasType := false
	for _, d := range tree.Decls {
		lines := span{positions.Position(d.Pos()).Line, positions.Position(d.End()).Line}
		isMarked := slices.ContainsFunc(s.marks, func(m mark) bool { return m.line >= lines.first && m.line <= lines.last })
		isType := declares(d, commandType)
		if hasType = hasType || isType; isType || isMarked {
			spans = append(spans, lines)
		}
	}
	if !hasType {
		return nil, fmt.Errorf("%s has no type %s, which the code view shows", s.name, commandType)
	}
	return spans, nil
}

func declares(d ast.Decl, name string) bool {
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.TYPE {
		return false
	}
	t, ok := g.Specs[0].(*ast.TypeSpec)
	return ok && t.Name.Name == name
}

// afterHeader is the whole of a Rust file but its first comment.
func afterHeader(s *source) ([]span, error) {
	first := slices.IndexFunc(s.lines, func(line string) bool { return line != "" && !strings.HasPrefix(line, "//!") })
	if first < 0 {
		return nil, fmt.Errorf("%s has no code", s.name)
	}
	return []span{{first + 1, len(s.lines)}}, nil
}
