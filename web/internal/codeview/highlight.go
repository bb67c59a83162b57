package codeview

import (
	"fmt"
	"slices"
	"sync"
	"unicode/utf16"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// tokenClasses are the kinds of token that the view colours; web/src/playground/views/code/code.css has a rule for each.
var tokenClasses = []string{"comment", "keyword", "type", "string", "number", "function"}

// known has what highlight found in the latest text of each file: builds that follow another find most files unchanged.
var known sync.Map

type highlighted struct {
	text   string
	tokens []int
}

// tokensOf is highlight for the part of that name. What it returns is not to be changed.
func tokensOf(part, language, text string) ([]int, error) {
	if k, ok := known.Load(part); ok && k.(highlighted).text == text {
		return k.(highlighted).tokens, nil
	}
	tokens, err := highlight(language, text)
	if err == nil {
		known.Store(part, highlighted{text, tokens})
	}
	return tokens, err
}

// highlight finds what is not plain in a text, as part.Tokens.
func highlight(language, text string) ([]int, error) {
	iterator, err := lexers.Get(language).Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: true}, text)
	if err != nil {
		return nil, fmt.Errorf("highlight %s: %w", language, err)
	}
	found := []int{}
	plain := 0
	whole := ""
	for _, t := range iterator.Tokens() {
		whole += t.Value
		length := len(utf16.Encode([]rune(t.Value)))
		class := slices.Index(tokenClasses, tokenClass(t.Type))
		if class < 0 {
			plain += length
			continue
		}
		found = append(found, plain, length, class)
		plain = 0
	}
	if whole != text {
		return nil, fmt.Errorf("highlight %s: the tokens are not the text", language)
	}
	return found, nil
}

func tokenClass(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment) || t == chroma.LiteralStringDoc:
		return "comment"
	case t == chroma.KeywordType || t == chroma.NameClass || t == chroma.NameBuiltin:
		return "type"
	case t.InCategory(chroma.Keyword):
		return "keyword"
	case t.InSubCategory(chroma.LiteralString):
		return "string"
	case t.InSubCategory(chroma.LiteralNumber):
		return "number"
	case t == chroma.NameFunction || t == chroma.NameFunctionMagic:
		return "function"
	}
	return ""
}
