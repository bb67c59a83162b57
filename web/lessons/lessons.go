// Package lessons holds what the site teaches: a script and a few sentences for each idea, and the note on what is real.
//
// A lesson is a file NN-name.actor. Its header is of comment lines that begin with "#:", each a key with its text; a text
// goes on over the lines below that have three spaces instead of a key. A blank line ends the header, and the rest is
// the script:
//
//	#: title: The first message
//	#: text: Two or three sentences about what
//	#:   will be seen.
//	#: try: One thing to do with it.
//	#: predict: main
//	#: why: One sentence about why main gets that answer.
//
//	main: set 42, get
//
// The keys stand in this order. predict and why are of lessons whose reader may guess first; the others have neither.
package lessons

import (
	"embed"
	"fmt"
	"strings"
)

// A Lesson is one idea.
type Lesson struct {
	Name    string `json:"name"` // as scenarios and links have it: first-message
	Title   string `json:"title"`
	Text    string `json:"text"`    // two or three sentences, in one paragraph
	Try     string `json:"try"`     // what to do with the script
	Predict string `json:"predict"` // the client whose first answer is hidden until the reader has guessed; "" if none
	Why     string `json:"why"`     // why it is that answer; "" without Predict
	Script  string `json:"script"`  // without the header
}

//go:embed *.actor
var files embed.FS

// All returns the lessons, in order.
func All() []Lesson {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // it is embedded
	}
	var all []Lesson
	for _, entry := range entries {
		text, err := files.ReadFile(entry.Name())
		if err != nil {
			panic(err)
		}
		lesson, err := parse(entry.Name(), string(text))
		if err != nil {
			panic("lessons: " + err.Error()) // a test parses them all
		}
		all = append(all, lesson)
	}
	return all
}

// parse reads a lesson's file. Its errors begin with the file's name and the line.
func parse(file, text string) (Lesson, error) {
	name, ok := nameOf(file)
	if !ok {
		return Lesson{}, fmt.Errorf("%s: expected a file name like 01-first-message.actor", file)
	}
	lesson := Lesson{Name: name}
	keys := []struct {
		name     string
		text     *string
		optional bool
	}{
		{"title", &lesson.Title, false},
		{"text", &lesson.Text, false},
		{"try", &lesson.Try, false},
		{"predict", &lesson.Predict, true},
		{"why", &lesson.Why, true},
	}
	header, script, _ := strings.Cut(text, "\n\n")
	next := 0
	for i, line := range strings.Split(header, "\n") {
		mistake := func(message string, parts ...any) (Lesson, error) {
			return Lesson{}, fmt.Errorf("%s:%d: %s", file, i+1, fmt.Sprintf(message, parts...))
		}
		rest, isHeader := strings.CutPrefix(line, "#: ")
		if !isHeader {
			return mistake("expected a header line, which begins with %q, or a blank line to end the header", "#: ")
		}
		if more, goesOn := strings.CutPrefix(rest, "  "); goesOn {
			if next == 0 || !clean(more) {
				return mistake("expected a text to go on here, with three spaces before it and none after")
			}
			*keys[next-1].text += " " + more
			continue
		}
		key, value, _ := strings.Cut(rest, ": ")
		for next < len(keys) && keys[next].name != key {
			if !keys[next].optional {
				return mistake("expected %q; got %q", "#: "+keys[next].name+": ", key)
			}
			next++
		}
		if next == len(keys) {
			return mistake("expected no %q here: the keys are title, text, try, predict and why, each once and in this order", key)
		}
		if !clean(value) {
			return mistake("expected a text after %q, with one space before it and none after", "#: "+key+":")
		}
		*keys[next].text = value
		next++
	}
	switch lines := strings.Count(header, "\n") + 1; {
	case lesson.Try == "":
		return Lesson{}, fmt.Errorf("%s:%d: expected title, text and try before the header ends", file, lines)
	case (lesson.Predict == "") != (lesson.Why == ""):
		return Lesson{}, fmt.Errorf("%s:%d: expected both predict and why, or neither", file, lines)
	case strings.TrimSpace(script) == "" || script[0] == '\n' || !strings.HasSuffix(script, "\n") || strings.HasSuffix(script, "\n\n"):
		return Lesson{}, fmt.Errorf("%s:%d: expected one blank line, a script, and one newline to end it", file, lines+1)
	case strings.Contains(script, "#:"):
		return Lesson{}, fmt.Errorf("%s:%d: expected no header line in the script", file, lines+2)
	}
	lesson.Script = script
	return lesson, nil
}

// nameOf takes the number and the extension from a file's name.
func nameOf(file string) (string, bool) {
	name, isActor := strings.CutSuffix(file, ".actor")
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
