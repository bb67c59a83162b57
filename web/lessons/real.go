package lessons

import (
	_ "embed"
	"fmt"
	"strings"
)

// A Note is a titled text of points.
type Note struct {
	Title string
	Parts []Part
}

// A Part is the points under one heading. What stands between two backquotes in a point is code.
type Part struct {
	Heading string
	Points  []string
}

//go:embed real.md
var real string

// Real returns the note on what is real in the playground, what is paced, and where Go and Tokio differ.
func Real() Note {
	note, err := parseNote(real)
	if err != nil {
		panic("lessons: real.md" + err.Error()) // a test parses it
	}
	return note
}

// parseNote reads a title, headings and points, one a line: as much of Markdown as a note needs.
func parseNote(text string) (Note, error) {
	var note Note
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		title, isTitle := strings.CutPrefix(line, "# ")
		heading, isHeading := strings.CutPrefix(line, "## ")
		point, isPoint := strings.CutPrefix(line, "- ")
		parts := len(note.Parts)
		switch {
		case line == "" && note.Title != "":
		case isTitle && i == 0 && clean(title):
			note.Title = title
		case isHeading && note.Title != "" && clean(heading):
			note.Parts = append(note.Parts, Part{Heading: heading})
		case isPoint && parts > 0 && clean(point) && strings.Count(point, "`")%2 == 0:
			note.Parts[parts-1].Points = append(note.Parts[parts-1].Points, point)
		default:
			return Note{}, fmt.Errorf(":%d: expected a title, then headings with points; got %q", i+1, line)
		}
	}
	return note, nil
}
