// Package lessons holds what the site teaches: a script and a few sentences for each idea, two challenges, the story that the
// page opens with, and the note on what is real.
//
// A lesson is a file NN-name.actor. Its header is of comment lines that begin with "#:", each a key with its text; a text
// goes on over the lines below that have three spaces instead of a key. A blank line ends the header, and the rest is
// the script:
//
//	#: title: The first message
//	#: text: Two or three sentences about what
//	#:   will be seen.
//	#: ask: What does main's get return?
//	#: answer: get main
//	#: why: One sentence about why it does.
//	#: try: One thing to do with it.
//	#: change: set 42 => set 7
//
//	main: set 42, get
//
// The keys stand in the order of the kind of lesson that it is:
//   - A lesson has title, text, ask, answer, why, try, change, and perhaps link: a page of the site and words for it. The answer
//     is a [Measure] of the run itself. The change is a part of the script, which stands there once, and what comes in its place,
//     with \n between lines.
//   - A challenge has title, text, goal, why, solution. The goal is conditions on the reader's run, with commas between.
//     The solution is a change of which a test shows that it reaches the goal.
//   - The story, story.actor, has title, text and end: the text shown after the run.
package lessons

import (
	"embed"
	"strings"
)

// Kind says what a reader does with a lesson.
type Kind string

const (
	Plain     Kind = "lesson"    // watches it, guesses, and changes it with one press
	Challenge Kind = "challenge" // changes it until it reaches the goal
	Story     Kind = "story"     // watches it
)

// A Lesson is one idea. What only its page shows is not in the JSON, which the scripts load.
type Lesson struct {
	Name     string      `json:"name"` // as scenarios and links have it: first-message
	Kind     Kind        `json:"kind"`
	Title    string      `json:"title"`
	Text     string      `json:"-"` // two or three sentences, in one paragraph
	Ask      string      `json:"ask,omitempty"`
	Answer   *Measure    `json:"answer,omitempty"`
	Why      string      `json:"why,omitempty"` // why it is that answer, or what the challenge shows
	Try      string      `json:"-"`             // what the change is for
	Change   *Change     `json:"change,omitempty"`
	Link     *Link       `json:"-"`
	Goal     []Condition `json:"goal,omitempty"`
	Solution *Change     `json:"-"`
	End      string      `json:"end,omitempty"` // the text shown after the run
	Script   string      `json:"script"`        // without the header
}

// A Change is a part of a script, and what comes in its place.
type Change struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Of changes a script, in which From stands once.
func (c *Change) Of(script string) string { return strings.Replace(script, c.From, c.To, 1) }

// A Link leads to another page of the site.
type Link struct {
	Page string `json:"page"`
	Text string `json:"text"`
}

//go:embed *.actor
var files embed.FS

const storyFile = "story.actor"

// All returns the lessons and challenges, in order.
func All() []Lesson {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // it is embedded
	}
	var all []Lesson
	for _, entry := range entries {
		if entry.Name() != storyFile {
			all = append(all, load(entry.Name()))
		}
	}
	return all
}

// Opening returns the story that the page opens with.
func Opening() Lesson { return load(storyFile) }

func load(file string) Lesson {
	text, err := files.ReadFile(file)
	if err != nil {
		panic(err)
	}
	lesson, err := parse(file, string(text))
	if err != nil {
		panic("lessons: " + err.Error()) // a test parses them all
	}
	return lesson
}
