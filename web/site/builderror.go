package site

import (
	"fmt"
	"strings"
)

// BuildError is what is wrong in the sources, as the tool that found it said it.
type BuildError struct {
	Step     string // which tool: "go build ./wasm", "esbuild", "pages"
	Problems []Problem
}

// Problem is one message of a tool.
type Problem struct {
	File   string // relative to the module's root, with slashes; empty if the tool named none
	Line   int    // from 1; 0 if unknown
	Column int    // from 1, in bytes; 0 if unknown
	Text   string
	Source string // the line of source, if the tool quoted it
}

// Error returns one line for the step and then each problem.
func (e *BuildError) Error() string {
	var b strings.Builder
	b.WriteString(e.Step + " failed")
	for _, p := range e.Problems {
		b.WriteString("\n" + p.String())
	}
	return b.String()
}

// String returns the problem as "file:line:column: text", the form that editors can jump to, and the source below it.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
			if p.Column > 0 {
				fmt.Fprintf(&b, ":%d", p.Column)
			}
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Text)
	if p.Source != "" {
		b.WriteString("\n    " + strings.TrimSpace(p.Source))
	}
	return b.String()
}
