// Package typescript makes TypeScript of what the Go program in the tab and its client share, so that the two can't differ:
// the types, constants and lists of words of package wasm/protocol, the exported functions of the program in wasm, and the
// names that it registers. It reads the sources, and so sees each change of them without being built again.
package typescript

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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

// parse gives the files of a package but for its tests, by base name.
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

var upper = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// constantName is how TypeScript writes the name of a constant: MOST_CAPACITY.
func constantName(name string) string {
	return strings.ToUpper(upper.ReplaceAllString(name, "${1}_${2}"))
}

func (m *maker) values(s *ast.ValueSpec, doc *ast.CommentGroup) {
	for i, name := range s.Names {
		if !name.IsExported() {
			continue
		}
		if c, ok := m.info.Defs[name].(*types.Const); ok {
			if basic, ok := c.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsString != 0 && basic.Kind() != types.UntypedString {
				continue // a word of a type that has a list of them
			}
			m.comment("", doc, s.Comment)
			fmt.Fprintf(&m.b, "export const %s = %s;\n", constantName(name.Name), c.Val().ExactString())
			continue
		}
		list, ok := s.Values[min(i, len(s.Values)-1)].(*ast.CompositeLit)
		if !ok {
			m.fail(s, "%s is neither a constant nor a list of words", name.Name)
			return
		}
		m.comment("", doc, s.Comment)
		fmt.Fprintf(&m.b, "export const %s = [%s] as const;\n", constantName(name.Name), strings.Join(quoteAll(m.inOrder(list)), ", "))
	}
}

// inOrder gives the words of a list, each at its index.
func (m *maker) inOrder(list *ast.CompositeLit) []string {
	words := make([]string, len(list.Elts))
	for i, element := range list.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			n, exact := constant.Int64Val(constant.ToInt(m.info.Types[pair.Key].Value))
			if !exact || n != int64(i) {
				m.fail(pair, "expected the word of index %d", i)
			}
			element = pair.Value
		}
		words[i] = m.word(element)
	}
	return words
}

func (m *maker) word(e ast.Expr) string {
	if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
		if word, err := strconv.Unquote(literal.Value); err == nil {
			return word
		}
	}
	m.fail(e, "expected a word in quotation marks")
	return ""
}

func quoteAll(words []string) []string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = strconv.Quote(word)
	}
	return quoted
}

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

// wordsOf gives the words that a string type can be: those of the lists, or of the types with constants, that its directive
// "//words:of PACKAGE.NAME" names, or else its own constants.
func (m *maker) wordsOf(files map[string]*ast.File, s *ast.TypeSpec, doc *ast.CommentGroup) []string {
	var words []string
	add := func(word string) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for _, line := range doc.List {
		lists, ok := strings.CutPrefix(line.Text, "//words:of ")
		if !ok {
			continue
		}
		for list := range strings.FieldsSeq(lists) {
			dot := strings.LastIndexByte(list, '.')
			for _, word := range m.listIn(line, list[:max(dot, 0)], list[dot+1:]) {
				add(word)
			}
		}
		return words
	}
	for _, word := range m.constantsOf(files, s.Name.Name) {
		add(word)
	}
	if len(words) == 0 {
		m.fail(s, "no constant is of type %s: the words that it can be are not known", s.Name.Name)
	}
	return words
}

// constantsOf gives the words that are constants of a type.
func (m *maker) constantsOf(files map[string]*ast.File, name string) []string {
	var words []string
	for _, file := range sorted(files) {
		ast.Inspect(file, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
				if t, ok := v.Type.(*ast.Ident); ok && t.Name == name {
					words = append(words, m.word(v.Values[0]))
				}
			}
			return true
		})
	}
	return words
}

// listIn gives the words of a list that is a variable of another package, or those that are constants of a type there.
func (m *maker) listIn(at ast.Node, dir, name string) []string {
	files, err := m.parse(dir)
	if err != nil {
		m.fail(at, "%v", err)
		return nil
	}
	words := m.constantsOf(files, name)
	for _, file := range sorted(files) {
		ast.Inspect(file, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || v.Names[0].Name != name || len(v.Values) != 1 {
				return true
			}
			if list, ok := v.Values[0].(*ast.CompositeLit); ok {
				for _, element := range list.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok {
						element = pair.Value
					}
					words = append(words, m.word(element))
				}
			}
			return true
		})
	}
	if len(words) == 0 {
		m.fail(at, "there is no list of words %s in %s", name, dir)
	}
	return words
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
