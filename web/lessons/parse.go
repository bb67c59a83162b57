package lessons

import (
	"fmt"
	"strings"
)

// keysOf has the keys of each kind of lesson, in order.
var keysOf = map[Kind][]string{
	Plain:     {"title", "text", "ask", "answer", "why", "try", "change", "link"},
	Challenge: {"title", "text", "goal", "why", "solution"},
	Story:     {"title", "text", "end"},
}

// optionalKey may be missing.
const optionalKey = "link"

// entry is a key of a header with its text.
type entry struct {
	key, text string
	line      int // from 1
}

// parse reads a lesson's file. Its errors begin with the file's name and the line.
func parse(file, text string) (Lesson, error) {
	name, ok := nameOf(file)
	if !ok {
		return Lesson{}, fmt.Errorf("%s: expected a file name like 01-first-message.actor", file)
	}
	header, script, _ := strings.Cut(text, "\n\n")
	entries, err := parseHeader(file, header)
	if err != nil {
		return Lesson{}, err
	}
	lesson := Lesson{Name: name, Kind: kindOf(file, entries), Script: script}
	lines := strings.Count(header, "\n") + 1
	if err := checkKeys(file, entries, keysOf[lesson.Kind], lines); err != nil {
		return Lesson{}, err
	}
	switch {
	case strings.TrimSpace(script) == "" || script[0] == '\n' || !strings.HasSuffix(script, "\n") || strings.HasSuffix(script, "\n\n"):
		return Lesson{}, fmt.Errorf("%s:%d: expected one blank line, a script, and one newline to end it", file, lines+1)
	case strings.Contains(script, "#:"):
		return Lesson{}, fmt.Errorf("%s:%d: expected no header line in the script", file, lines+2)
	}
	for _, e := range entries {
		if err := lesson.take(e); err != nil {
			return Lesson{}, fmt.Errorf("%s:%d: %w", file, e.line, err)
		}
	}
	return lesson, nil
}

// parseHeader reads keys and texts, whatever the keys are.
func parseHeader(file, header string) ([]entry, error) {
	var entries []entry
	for i, line := range strings.Split(header, "\n") {
		mistake := func(message string, parts ...any) ([]entry, error) {
			return nil, fmt.Errorf("%s:%d: %s", file, i+1, fmt.Sprintf(message, parts...))
		}
		rest, isHeader := strings.CutPrefix(line, "#: ")
		if !isHeader {
			return mistake("expected a header line, which begins with %q, or a blank line to end the header", "#: ")
		}
		if more, goesOn := strings.CutPrefix(rest, "  "); goesOn {
			if len(entries) == 0 || !clean(more) {
				return mistake("expected a text to go on here, with three spaces before it and none after")
			}
			entries[len(entries)-1].text += " " + more
			continue
		}
		key, value, _ := strings.Cut(rest, ": ")
		if !clean(value) {
			return mistake("expected a text after %q, with one space before it and none after", "#: "+key+":")
		}
		entries = append(entries, entry{key, value, i + 1})
	}
	return entries, nil
}

func kindOf(file string, entries []entry) Kind {
	if file == storyFile {
		return Story
	}
	for _, e := range entries {
		if e.key == "goal" {
			return Challenge
		}
	}
	return Plain
}

// checkKeys is an error unless the entries have the keys, each once and in this order. The header has so many lines.
func checkKeys(file string, entries []entry, keys []string, lines int) error {
	for _, e := range entries {
		if len(keys) > 0 && keys[0] == optionalKey && e.key != optionalKey {
			keys = keys[1:]
		}
		switch {
		case len(keys) == 0:
			return fmt.Errorf("%s:%d: expected no %q here", file, e.line, e.key)
		case keys[0] != e.key:
			return fmt.Errorf("%s:%d: expected %q; got %q", file, e.line, "#: "+keys[0]+": ", e.key)
		}
		keys = keys[1:]
	}
	if len(keys) > 0 && keys[0] != optionalKey {
		return fmt.Errorf("%s:%d: expected %q before the header ends", file, lines, "#: "+keys[0]+": ")
	}
	return nil
}

// take sets the field that an entry is for.
func (l *Lesson) take(e entry) (err error) {
	switch e.key {
	case "title":
		l.Title = e.text
	case "text":
		l.Text = e.text
	case "ask":
		l.Ask = e.text
	case "why":
		l.Why = e.text
	case "try":
		l.Try = e.text
	case "end":
		l.End = e.text
	case "answer":
		var m Measure
		m, err = parseMeasure(e.text)
		l.Answer = &m
	case "goal":
		l.Goal, err = parseGoal(e.text)
	case "change":
		l.Change, err = parseChange(e.text, l.Script)
	case "solution":
		l.Solution, err = parseChange(e.text, l.Script)
	case "link":
		l.Link, err = parseLink(e.text)
	}
	return err
}

func parseChange(text, script string) (*Change, error) {
	from, to, ok := strings.Cut(text, " => ")
	if !ok || from == to {
		return nil, fmt.Errorf("expected a part of the script and, after %q, its replacement; got %q", " => ", text)
	}
	change := &Change{strings.ReplaceAll(from, `\n`, "\n"), strings.ReplaceAll(to, `\n`, "\n")}
	if n := strings.Count(script, change.From); n != 1 {
		return nil, fmt.Errorf("expected %q once in the script; it occurs %d times", change.From, n)
	}
	return change, nil
}

func parseLink(text string) (*Link, error) {
	page, words, ok := strings.Cut(text, " ")
	if !ok || !strings.HasSuffix(page, ".html") {
		return nil, fmt.Errorf("expected a page of the site, such as lab.html, and words for the link; got %q", text)
	}
	return &Link{page, words}, nil
}

// nameOf takes the number and the extension from a file's name.
func nameOf(file string) (string, bool) {
	name, isActor := strings.CutSuffix(file, ".actor")
	if file == storyFile {
		return name, true
	}
	if !isActor || len(name) < 4 || !isDigit(name[0]) || !isDigit(name[1]) || name[2] != '-' {
		return "", false
	}
	name = name[3:]
	for _, r := range name {
		if (r < 'a' || r > 'z') && r != '-' {
			return "", false
		}
	}
	return name, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// clean reports whether text is there, with no space around it.
func clean(text string) bool { return text != "" && text == strings.TrimSpace(text) }
