package site

import (
	"fmt"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// WordGroup is a chapter of the script language's reference.
type WordGroup struct {
	Title string
	Words []stage.Word
}

// Language is the reference of the script language, for its page: the parser's own.
func (Page) Language() []WordGroup {
	groups := []WordGroup{
		{Title: "Settings"}, {Title: "Clients"}, {Title: "Steps"}, {Title: "What goes with a step"}, {Title: "Outcomes to expect"},
		{Title: "Several actors"}, {Title: "What an actor has"},
	}
	place := map[stage.WordKind]int{
		stage.WordSetting: 0, stage.WordClient: 1, stage.WordStep: 2, stage.WordModifier: 3, stage.WordOutcome: 4,
		stage.WordActor: 5, stage.WordPart: 6,
	}
	for _, word := range stage.Words {
		group := &groups[place[word.Kind]]
		group.Words = append(group.Words, word)
	}
	return groups
}

// Grammar is the script language's.
func (Page) Grammar() string { return stage.Grammar }

// Limits says how large a script and its play may be.
func (Page) Limits() []string {
	return []string{
		fmt.Sprintf("A script: %d KiB of text, %d actors, %d clients, %d steps in the text and %d in all with repeats counted out, repeats nested %d deep.",
			stage.MaxText>>10, stage.MaxActors, stage.MaxClients, stage.MaxWritten, stage.MaxSteps, stage.MaxNesting),
		fmt.Sprintf("A mailbox: 1 to %d slots. A duration: up to 24h, exact to the nanosecond.", stage.MaxCapacity),
		fmt.Sprintf("Live commands: %d in one run, %d in one burst.", stage.MaxLive, stage.MaxBurst),
		fmt.Sprintf("The trace keeps the newest %d events. To go back further, the page plays the script again.", stage.MaxTrace),
	}
}
