package typescript

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// program writes the exported functions of the program, and the names that it registers others by.
func (m *maker) program() {
	files, err := m.parse("wasm")
	if err != nil {
		m.err = err
		return
	}
	m.b.WriteString("\n/** The module's exported functions. Truth is 1 or 0; an address is to be read unsigned: address >>> 0. */\n")
	m.b.WriteString("export interface Exports {\n  readonly mem: WebAssembly.Memory;\n")
	var registered []string
	for _, file := range sorted(files) {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok {
				m.export(f)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			registered = append(registered, m.registered(n)...)
			return true
		})
	}
	fmt.Fprintf(&m.b, "}\n\n/** The functions that the program registers with package boundary. */\nexport type Registered = %s;\n",
		strings.Join(quoteAll(registered), " | "))
}

// registered gives the names that functions are registered by in a call of boundary.Export, or in a loop over a map of them.
func (m *maker) registered(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Export" && len(n.Args) > 1 {
			if literal, ok := n.Args[1].(*ast.BasicLit); ok {
				return []string{m.word(literal)}
			}
		}
	case *ast.RangeStmt:
		list, ok := n.X.(*ast.CompositeLit)
		if !ok {
			return nil
		}
		key, _ := n.Key.(*ast.Ident)
		var names []string
		ast.Inspect(n.Body, func(inner ast.Node) bool {
			call, ok := inner.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			f, isSelector := call.Fun.(*ast.SelectorExpr)
			name, isIdent := call.Args[1].(*ast.Ident)
			if isSelector && isIdent && key != nil && f.Sel.Name == "Export" && name.Name == key.Name {
				for _, element := range list.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok {
						names = append(names, m.word(pair.Key))
					}
				}
			}
			return true
		})
		return names
	}
	return nil
}

func (m *maker) export(f *ast.FuncDecl) {
	if f.Doc == nil || !slices.ContainsFunc(f.Doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:wasmexport ") }) {
		return
	}
	var parameters []string
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			parameters = append(parameters, name.Name+": "+numberType(field.Type))
		}
	}
	result := "void"
	if f.Type.Results != nil {
		result = numberType(f.Type.Results.List[0].Type)
	}
	m.comment("  ", f.Doc, nil)
	fmt.Fprintf(&m.b, "  %s(%s): %s;\n", f.Name.Name, strings.Join(parameters, ", "), result)
}

// numberType is the type of what crosses in a call, which is a number whatever Go makes of it.
func numberType(e ast.Expr) string {
	name := ""
	switch t := e.(type) {
	case *ast.Ident:
		name = t.Name
	case *ast.SelectorExpr:
		name = t.Sel.Name
	}
	switch name {
	case "outcome", "Outcome":
		return "Outcome"
	case "handle", "Handle":
		return "Handle"
	}
	return "number"
}
