// Package picture shows a play without scripts: as a sequence diagram in SVG, as text and as HTML. The stage plays it, and the
// page's own layout (web/src/playground/views/timeline) draws it, so it shows what the playground would.
package picture

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// How much of a play its fallbacks tell. The picture is to be looked at, the text to be read.
const (
	pictureEvents = 60
	textEvents    = 200
	// Of a play that is longer than this, nobody counts what is left.
	fallbackSteps = 100_000
)

// A Fallback is a play for readers without scripts: on paper, in a feed, in a browser without them. It is made by the same
// stage that the page has, and drawn by the same script, so it says what the playground would show. The same script makes the same bytes.
type Fallback struct {
	Picture string // SVG, for light and dark
	Text    string // a numbered list of sentences with virtual times
	HTML    string // both, to stand between the tags of an <actor-playground>
}

// New plays script to its end, or as far as it goes, and gives it a title. The HTML links to the picture as the file src. A
// text that is no script is an error of [stage.Parse].
func New(src, title, script string) (*Fallback, error) {
	parsed, err := stage.Parse(script)
	if err != nil {
		return nil, err
	}
	s := stage.New(parsed)
	defer s.Close()
	p := play{stage: s, title: title}
	for steps := 0; steps < fallbackSteps; steps++ {
		if !s.Step() {
			p.ended = true
			break
		}
	}
	p.end = s.Snapshot()
	picture, err := p.draw()
	if err != nil {
		return nil, err
	}
	return &Fallback{Picture: picture.SVG, Text: p.text(), HTML: p.html(src, picture)}, nil
}

// A play has been played.
type play struct {
	stage *stage.Stage
	title string
	ended bool // nothing can happen any more
	end   stage.Snapshot
}

// shown is how many of the play's first events are shown, at most n; none if the trace has dropped its beginning.
func (p *play) shown(n int) int {
	trace := p.stage.Trace()
	if trace.Fallen() > 0 {
		return 0
	}
	return min(n, trace.Len())
}

// events gives the first n of the play's events.
func (p *play) events(n int) []*stage.Event {
	all := make([]*stage.Event, n)
	for i := range all {
		all[i] = p.stage.Trace().At(i)
	}
	return all
}

// left says what comes after the first n events; "" if nothing does.
func (p *play) left(n int) string {
	trace := p.stage.Trace()
	left := trace.Fallen() + trace.Len() - n
	switch {
	case !p.ended:
		return "and so on: the play goes further than this"
	case left == 1:
		return "and 1 more event"
	case left > 1:
		return "and " + strconv.Itoa(left) + " more events"
	}
	return ""
}

// outcome says how it ended, if not well, in sentences.
func (p *play) outcome() string {
	switch {
	case !p.ended:
		return ""
	case p.end.Deadlock != nil:
		return "Deadlock: nothing can ever happen any more."
	case p.end.MissOf > 0:
		return "Not everything came out as the script expected."
	}
	return ""
}

func (p *play) text() string {
	var b strings.Builder
	b.WriteString(p.title + "\n\n")
	events := p.events(p.shown(textEvents))
	for i, e := range events {
		fmt.Fprintf(&b, "%3d. %8s  %s\n", i+1, virtualTime(e.At), p.stage.Sentence(e))
	}
	if left := p.left(len(events)); left != "" {
		fmt.Fprintf(&b, "     … %s\n", left)
	}
	if outcome := p.outcome(); outcome != "" {
		b.WriteString("\n" + outcome + "\n")
		if p.end.Deadlock != nil {
			b.WriteString(p.end.Deadlock.Because + "\n")
			for _, wait := range p.end.Deadlock.Waits {
				b.WriteString("- " + wait.Client + " waits for " + wait.For + ".\n")
			}
		}
	}
	return b.String()
}

// inShort says in a sentence or two what is in the picture, for those who don't see it. The text has the rest.
func (p *play) inShort() string {
	counts := p.end.Counts
	said := fmt.Sprintf("%d command%s admitted to a mailbox of %d, %d handled.", counts.Admitted, plural(int(counts.Admitted)),
		p.stage.Script().Capacity, counts.Handled)
	if p.end.Actors != nil {
		counts = stage.Counts{}
		for i := range p.end.Actors {
			c := &p.end.Actors[i].Counts
			counts.Admitted += c.Admitted
			counts.Handled += c.Handled
			counts.Rejected += c.Rejected
			counts.Withdrawn += c.Withdrawn
			counts.Dropped += c.Dropped
			counts.Abandoned += c.Abandoned
		}
		said = fmt.Sprintf("%d command%s admitted to the mailboxes of %d actors, %d handled.", counts.Admitted, plural(int(counts.Admitted)),
			p.end.ActorOf, counts.Handled)
	}
	for _, more := range []struct {
		n    uint64
		what string
	}{{counts.Rejected, "refused"}, {counts.Withdrawn, "withdrawn"}, {counts.Dropped, "dropped"}, {counts.Abandoned, "answered to nobody"}} {
		if more.n > 0 {
			said = strings.TrimSuffix(said, ".") + fmt.Sprintf(", %d %s.", more.n, more.what)
		}
	}
	if outcome := p.outcome(); outcome != "" {
		said += " " + outcome
	}
	return said
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func (p *play) html(src string, picture drawing) string {
	var b strings.Builder
	esc := html.EscapeString
	fmt.Fprintf(&b, "<figure>\n<img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"Sequence diagram, in words below: %s\" loading=\"lazy\">\n<figcaption>%s</figcaption>\n</figure>\n",
		esc(src), picture.Width, picture.Height, esc(p.title), esc(p.title))
	b.WriteString("<details>\n<summary>What happens, in words</summary>\n<ol>\n")
	events := p.events(p.shown(textEvents))
	for _, e := range events {
		fmt.Fprintf(&b, "<li>%s: %s</li>\n", virtualTime(e.At), esc(p.stage.Sentence(e)))
	}
	b.WriteString("</ol>\n")
	for _, line := range []string{p.left(len(events)), p.outcome()} {
		if line != "" {
			fmt.Fprintf(&b, "<p>%s</p>\n", esc(line))
		}
	}
	b.WriteString("</details>\n")
	return b.String()
}

// virtualTime is a time as the page has it (web/src/playground/ui/format.ts): "250 µs", "300 ms", "1.25 s", "2 min 5 s".
func virtualTime(d time.Duration) string {
	round := func(x float64, digits int) string {
		text := strconv.FormatFloat(x, 'f', digits, 64)
		if digits > 0 {
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
		return text
	}
	switch {
	case d <= 0:
		return "0 ms"
	case d < time.Millisecond:
		return round(float64(d)/float64(time.Microsecond), 0) + " µs"
	case d < time.Second:
		return round(float64(d)/float64(time.Millisecond), 0) + " ms"
	case d < time.Minute:
		return round(d.Seconds(), 2) + " s"
	}
	return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
}
