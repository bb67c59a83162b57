package codeview

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A mark is the name by which a comment marks its line.
type mark struct {
	name string
	line int // from 1
}

var markComment = regexp.MustCompile(`\s*// view: ([^,]+(?:, [^,]+)*)$`)

// takeMarks takes the marks out of the lines. The lines keep their numbers.
func (s *source) takeMarks() {
	for i, line := range s.lines {
		at := markComment.FindStringSubmatchIndex(line)
		if at == nil {
			continue
		}
		for _, name := range strings.Split(line[at[2]:at[3]], ", ") {
			s.marks = append(s.marks, mark{name, i + 1})
		}
		s.lines[i] = line[:at[0]]
	}
}

// find finds the line of each light in the files, which where names. Each mark must stand once, and each must be a light's.
func find(where string, files []*source, lights []light) (map[*source]map[string]int, []api.Message) {
	found := map[*source]map[string]int{}
	var problems []api.Message
	stands := map[string]bool{}
	for _, s := range files {
		found[s] = map[string]int{}
		wrong := func(m mark, what string) {
			problems = append(problems, api.Message{
				Text:     fmt.Sprintf("the code view's mark %q %s", m.name, what),
				Location: &api.Location{File: s.name, Line: m.line, LineText: s.lines[m.line-1]},
			})
		}
		for _, m := range s.marks {
			events := eventsOf(lights, m.name)
			switch {
			case events == nil:
				wrong(m, "is for no event: see web/internal/codeview/lights.go")
			case stands[m.name]:
				wrong(m, "stands twice in "+where)
			case strings.TrimSpace(s.lines[m.line-1]) == "":
				wrong(m, "stands on a line of its own; put it at the end of the line that it marks")
			}
			stands[m.name] = true
			for _, event := range events {
				found[s][event] = m.line
			}
		}
	}
	for _, l := range lights {
		if !stands[l.mark] {
			problems = append(problems, api.Message{
				Text:     fmt.Sprintf("the code view's mark %q is missing in %s: no line ends with the comment \"// view: %s\"", l.mark, where, l.mark),
				Location: &api.Location{File: where},
			})
		}
	}
	return found, problems
}
