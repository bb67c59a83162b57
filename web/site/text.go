package site

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dressText completes a page of text, which has a place for its contents: it lists its headings there, if there are any, and makes each snippet a
// region that can be reached, scrolled and named by keyboard. Any other page stays as it is.
func dressText(page []byte) ([]byte, error) {
	if !bytes.Contains(page, []byte(`<nav class="contents"`)) {
		return page, nil
	}
	document, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	var contents, main *html.Node
	var headings, snippets []*html.Node
	for n := range document.Descendants() {
		switch {
		case n.DataAtom == atom.Nav && attribute(n, "class") == "contents":
			contents = n
		case n.DataAtom == atom.Main:
			main = n
		case n.DataAtom == atom.H2 && main != nil:
			headings = append(headings, n)
		case n.DataAtom == atom.Pre && main != nil:
			snippets = append(snippets, n)
		}
	}
	list := element(atom.Ol)
	for _, heading := range headings {
		text := textOf(heading)
		if attribute(heading, "id") == "" {
			setAttribute(heading, "id", slug(text))
		}
		link := element(atom.A, "href", "#"+attribute(heading, "id"))
		link.AppendChild(&html.Node{Type: html.TextNode, Data: text})
		item := element(atom.Li)
		item.AppendChild(link)
		list.AppendChild(item)
	}
	if len(headings) > 0 {
		contents.AppendChild(list)
	} else {
		contents.Parent.RemoveChild(contents)
	}
	for _, snippet := range snippets {
		frame := element(atom.Div, "class", "snippet")
		snippet.Parent.InsertBefore(frame, snippet)
		snippet.Parent.RemoveChild(snippet)
		frame.AppendChild(snippet)
		setAttribute(snippet, "tabindex", "0")
		if attribute(snippet, "aria-labelledby") == "" {
			setAttribute(snippet, "aria-label", "Snippet: "+headingBefore(headings, frame))
		}
		setAttribute(snippet, "role", "region")
	}
	var b bytes.Buffer
	err = html.Render(&b, document)
	return b.Bytes(), err
}

// headingBefore returns the text of the heading that a node stands below, or "" if there is none.
func headingBefore(headings []*html.Node, node *html.Node) string {
	top := node
	for top.Parent != nil && top.Parent.DataAtom != atom.Main {
		top = top.Parent
	}
	for n := top; n != nil; n = n.PrevSibling {
		for _, h := range headings {
			if h == n {
				return textOf(h)
			}
		}
	}
	return ""
}

func element(a atom.Atom, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for i := 0; i < len(attributes); i += 2 {
		setAttribute(n, attributes[i], attributes[i+1])
	}
	return n
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttribute(n *html.Node, key, value string) {
	for i, a := range n.Attr {
		if a.Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// slug makes an id of a heading's text: letters and digits, with hyphens for all else.
func slug(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-")
}
