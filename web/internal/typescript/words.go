package typescript

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

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
