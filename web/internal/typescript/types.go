package typescript

import (
	"fmt"
	"go/ast"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

func (m *maker) typeDecl(files map[string]*ast.File, s *ast.TypeSpec, doc *ast.CommentGroup) {
	if !s.Name.IsExported() {
		return
	}
	switch t := s.Type.(type) {
	case *ast.StructType:
		if inMemory(t) && !hasNames(t) {
			return // numbers that are read from memory, and no object of JavaScript's
		}
		m.comment("", doc, nil)
		m.structType(s.Name.Name, t)
	case *ast.Ident:
		m.comment("", doc, nil)
		if t.Name == "string" {
			fmt.Fprintf(&m.b, "export type %s = %s;\n", s.Name.Name, strings.Join(quoteAll(m.wordsOf(files, s, doc)), " | "))
		} else {
			fmt.Fprintf(&m.b, "export type %s = %s;\n", s.Name.Name, m.typeOf(t))
		}
	default:
		m.fail(s, "type %s has no form in TypeScript", s.Name.Name)
	}
}

func (m *maker) structType(name string, t *ast.StructType) {
	extends := ""
	for _, field := range t.Fields.List {
		if len(field.Names) == 0 {
			extends = " extends " + m.typeOf(field.Type)
		}
	}
	fmt.Fprintf(&m.b, "export interface %s%s {\n", name, extends)
	for _, field := range t.Fields.List {
		key, optional := fieldName(field)
		if key == "" {
			continue
		}
		m.comment("  ", field.Doc, field.Comment)
		mark, of := "", field.Type
		if optional {
			mark = "?"
			if pointer, ok := of.(*ast.StarExpr); ok { // it is left out rather than null
				of = pointer.X
			}
		}
		fmt.Fprintf(&m.b, "  readonly %s%s: %s;\n", key, mark, m.typeOf(of))
	}
	m.b.WriteString("}\n")
}

// fieldName gives the name that a field has in JSON; "" if it has none.
func fieldName(field *ast.Field) (name string, optional bool) {
	if field.Tag == nil {
		return "", false
	}
	tag, _ := strconv.Unquote(field.Tag.Value)
	name, rest, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	if name == "-" {
		return "", false
	}
	return name, rest == "omitempty"
}

func hasNames(t *ast.StructType) bool {
	return slices.ContainsFunc(t.Fields.List, func(f *ast.Field) bool { name, _ := fieldName(f); return name != "" })
}

// inMemory tells whether a struct lies in memory as JavaScript reads it.
func inMemory(t *ast.StructType) bool {
	return slices.ContainsFunc(t.Fields.List, func(f *ast.Field) bool {
		s, ok := f.Type.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "HostLayout"
	})
}

// layouts writes the names of the numbers of each struct that lies in memory, in order.
func (m *maker) layouts(files map[string]*ast.File) {
	for _, file := range sorted(files) {
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range d.Specs {
				s, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				t, ok := s.Type.(*ast.StructType)
				if !ok || !inMemory(t) || !hasNames(t) {
					continue
				}
				var keys []string
				for _, field := range t.Fields.List {
					if key, _ := fieldName(field); key != "" {
						keys = append(keys, key)
					}
				}
				fmt.Fprintf(&m.b, "\n/** The numbers of %s in memory, each a float64. */\n", s.Name.Name)
				fmt.Fprintf(&m.b, "export const %s = [%s] as const satisfies readonly (keyof shapes.%s)[];\n",
					constantName(s.Name.Name), strings.Join(quoteAll(keys), ", "), s.Name.Name)
			}
		}
	}
}

func (m *maker) typeOf(e ast.Expr) string {
	switch t := e.(type) {
	case *ast.Ident:
		switch t.Name {
		case "int", "int32", "int64", "uint32", "uint64", "float64":
			return "number"
		case "string":
			return "string"
		case "bool":
			return "boolean"
		}
		if t.IsExported() {
			return t.Name
		}
	case *ast.StarExpr:
		return m.typeOf(t.X) + " | null"
	case *ast.ArrayType:
		return "readonly " + m.typeOf(t.Elt) + "[]"
	}
	m.fail(e, "this type has no form in TypeScript")
	return "never"
}
