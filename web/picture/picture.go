package picture

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/actor-playground/actor-playground/wasm/stage"
)

// A picture is a sequence diagram of a play's beginning, time downward. What happens at once is in one row; rows are in order and
// not to scale. A command goes from its caller's lane to the mailbox's, where it is admitted, and on to the actor's, where it is
// received: the slant is the wait in the mailbox. A bar on a caller's lane is a wait of the caller.
//
// It has no ids, no scripts and no links, and its styles are its own, so any number of them may stand in one page. The attributes
// are the light look, for what draws SVG without styles; the style sheet in it has the dark one.
type picture struct {
	play          *play
	width, height int
	lanes         []lane
	laneOf        map[int32]int // by a client's index
	mailbox       int           // x of its lane
	actor         int

	y     int // of the row under way
	clock time.Duration
	rules []int  // y of the lines that instants begin with
	taken []span // by what is drawn in that row

	waits    map[int32]int  // y at which a client began to wait for a slot
	awaits   map[int32]int  // and for its call to return
	admitted map[uint64]int // y at which a command was
	handling int            // y at which the command in hand was received; 0 if there is none
	depthAt  int            // y at which the depth became depth
	depth    int
	begun    int     // y at which the actor was started
	done     int     // y at which it ended; 0 if it hasn't
	closers  []int32 // who waits for that
	layers   [layerCount]strings.Builder
	legend   [len(legendWords)]bool
}

type lane struct {
	name string
	x    int
}

type span struct{ from, to int }

type layer int

// From the back to the front.
const (
	layerRule layer = iota
	layerLane
	layerDepth
	layerFull
	layerWait
	layerAwait
	layerHandle
	layerSend
	layerSendHead
	layerReply
	layerReplyHead
	layerCross
	layerText
	layerSoft
	layerAnswer
	layerWrong
	layerCount
)

// layers have each a class, for the dark look, and attributes, which are the light one.
var layerLooks = [layerCount]struct{ class, look, dark string }{
	layerRule:      {"rule", `stroke="#d3d9e1"`, "stroke:#2d3845"},
	layerLane:      {"lane", `stroke="#76828f" stroke-dasharray="1 3"`, "stroke:#75859a"},
	layerDepth:     {"depth", `fill="#fdf1dc" stroke="#855300"`, "fill:#352710;stroke:#f1b64f"},
	layerFull:      {"full", `fill="#855300"`, "fill:#f1b64f"},
	layerWait:      {"wait", `fill="#2c52c4"`, "fill:#93b4ff"},
	layerAwait:     {"await", `fill="#e8edfc" stroke="#2c52c4"`, "fill:#1b2a4b;stroke:#93b4ff"},
	layerHandle:    {"handle", `fill="#ddf3ec" stroke="#086a58"`, "fill:#10332b;stroke:#55d6b6"},
	layerSend:      {"send", `fill="none" stroke="#2c52c4" stroke-width="1.5"`, "stroke:#93b4ff"},
	layerSendHead:  {"head", `fill="#2c52c4"`, "fill:#93b4ff"},
	layerReply:     {"reply", `fill="none" stroke="#8332a8" stroke-width="1.5" stroke-dasharray="5 3"`, "stroke:#dca4f5"},
	layerReplyHead: {"back", `fill="#8332a8"`, "fill:#dca4f5"},
	layerCross:     {"cross", `fill="none" stroke="#b3221a" stroke-width="2.25" stroke-linecap="round"`, "stroke:#ff958c"},
	layerText:      {"text", `fill="#161d27" stroke="#ffffff" ` + halo, "fill:#e9eef4;stroke:#161d26"},
	layerSoft:      {"soft", `fill="#4a5563" stroke="#ffffff" ` + halo, "fill:#aab6c4;stroke:#161d26"},
	layerAnswer:    {"answer", `fill="#8332a8" stroke="#ffffff" font-weight="700" ` + halo, "fill:#dca4f5;stroke:#161d26"},
	layerWrong:     {"wrong", `fill="#b3221a" stroke="#ffffff" ` + halo, "fill:#ff958c;stroke:#161d26"},
}

// halo keeps words readable on lines.
const halo = `stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`

const (
	pictureLanes = 7  // of callers; the last stands for all that are left
	gutter       = 44 // for the times
	rowHeight    = 20
	instantGap   = 20
	letterWidth  = 7 // on average, of the words, in px at fontSize and in a wide typeface
	fontSize     = 12
	headHeight   = 54
	nameHeight   = 34 // where names stand
)

func drawPicture(p *play) *picture {
	pic := &picture{
		play: p, laneOf: map[int32]int{},
		waits: map[int32]int{}, awaits: map[int32]int{}, admitted: map[uint64]int{},
		clock: -1, y: headHeight,
	}
	pic.layOut()
	if !p.stage.Script().StartManually {
		pic.begun = headHeight
	}
	pic.depthAt = headHeight
	events := p.events(pictureEvents)
	for _, e := range events {
		pic.draw(e)
	}
	pic.finish(len(events))
	return pic
}

// layOut gives each caller a lane, then the mailbox and the actor.
func (pic *picture) layOut() {
	var all []string
	for _, group := range pic.play.stage.Script().Clients {
		for i := range min(group.Count, pictureLanes+1) {
			all = append(all, group.NameOf(i))
		}
	}
	total := pic.play.stage.Script().ClientCount()
	shown := min(total, pictureLanes)
	gap := 60
	switch {
	case shown > 5:
		gap = 37
	case shown > 3:
		gap = 46
	}
	for i := range shown {
		name := all[i]
		if i == pictureLanes-1 && total > pictureLanes {
			name = strconv.Itoa(total-i) + " more"
		}
		pic.lanes = append(pic.lanes, lane{name, gutter + gap/2 + i*gap})
		pic.laneOf[int32(i)] = i
	}
	pic.mailbox = gutter + shown*gap + 28
	pic.actor = pic.mailbox + 78
	pic.width = max(pic.actor+48, gutter+154)
}

// x is where a client's lane is; the actor's for its own calls.
func (pic *picture) x(client int32) int {
	if client < 0 || len(pic.lanes) == 0 {
		return pic.actor
	}
	if i, ok := pic.laneOf[client]; ok {
		return pic.lanes[i].x
	}
	return pic.lanes[len(pic.lanes)-1].x
}

func (pic *picture) draw(e *stage.Event) {
	it := e.Op.String()
	if e.Op == stage.OpSet || e.Op == stage.OpTrySet {
		it += " " + strconv.Itoa(int(e.Value))
	}
	switch e.Kind {
	case stage.Slept, stage.Woke, stage.Met:
		return // seen in the text
	}
	x := pic.x(e.Client)
	pic.at(e.At)
	switch e.Kind {
	case stage.Blocked:
		pic.claim(x, x, it)
		pic.words(layerText, x+7, it)
		pic.waits[e.Client] = pic.y
		pic.legend[legendWait] = true
	case stage.Admitted:
		pic.claim(x, pic.mailbox, it)
		pic.waited(e.Client)
		pic.words(layerText, x+9, it)
		pic.arrow(layerSend, layerSendHead, x, pic.y, pic.mailbox, pic.y)
		pic.admitted[e.Command] = pic.y
		if asks(e.Op) && e.Client >= 0 {
			pic.awaits[e.Client] = pic.y
		}
	case stage.Rejected:
		end := pic.mailbox - 9
		if x > pic.mailbox {
			end = pic.mailbox + 9
		}
		words := it + ": " + e.Outcome.String()
		pic.claim(x, end, words)
		pic.waited(e.Client)
		pic.words(layerWrong, x+9, words)
		pic.line(layerSend, x, pic.y, end, pic.y)
		pic.cross(end, pic.y)
	case stage.Withdrawn:
		pic.claim(x, x, "gives up")
		pic.waited(e.Client)
		pic.cross(x, pic.y)
		pic.words(layerWrong, x+9, "gives up")
	case stage.Received:
		pic.claim(pic.mailbox+1, pic.actor, it)
		from, known := pic.admitted[e.Command]
		if !known {
			from = pic.y
		}
		pic.arrow(layerSend, layerSendHead, pic.mailbox, from, pic.actor-6, pic.y)
		pic.words(layerText, pic.actor+11, it)
		pic.handling = pic.y
		pic.legend[legendHandle] = true
	case stage.Handled:
		pic.handled()
	case stage.Replied:
		pic.claim(x, pic.actor, "")
		pic.arrow(layerReply, layerReplyHead, pic.actor-6, pic.y, x+2, pic.y)
		pic.legend[legendReply] = true
	case stage.Abandoned:
		pic.claim(x, pic.actor, "")
		pic.words(layerWrong, x+14, "no receiver")
		pic.line(layerReply, pic.actor-6, pic.y, x+8, pic.y)
		pic.cross(x+8, pic.y)
		pic.legend[legendReply] = true
	case stage.Answered: // in the row of its reply
		pic.returned(e.Client)
		pic.words(layerAnswer, x+9, strconv.Itoa(int(e.Value)))
	case stage.Failed:
		if e.Command != 0 && !pic.known(e.Command) {
			pic.returned(e.Client)
			return // its refusal is drawn
		}
		words := e.Outcome.String()
		if e.Command == 0 {
			words = it + ": " + words
		}
		pic.claim(x, x, words)
		pic.returned(e.Client)
		pic.cross(x, pic.y)
		pic.words(layerWrong, x+9, words)
	case stage.Dropped:
		pic.claim(pic.mailbox-8, pic.mailbox, it+" dropped")
		pic.cross(pic.mailbox, pic.y)
		pic.words(layerWrong, pic.mailbox+9, it+" dropped")
	case stage.Panicked:
		pic.claim(pic.actor-8, pic.actor, "panics")
		pic.handled()
		pic.cross(pic.actor, pic.y)
		pic.words(layerWrong, pic.actor+11, "panics")
	case stage.Stopped:
		pic.claim(pic.actor-8, pic.actor, "done")
		pic.handled()
		pic.words(layerSoft, pic.actor+13, "done")
		pic.rect(layerHandle, pic.actor-9, pic.y-1, 18, 2)
		pic.done = pic.y
		for _, client := range pic.closers {
			pic.returned(client)
		}
	case stage.LetGo:
		pic.claim(x, x, "goes away")
		pic.returned(e.Client)
		pic.words(layerWrong, x+9, "goes away")
		pic.cross(x, pic.y)
	case stage.Ignored:
		pic.claim(pic.actor, pic.actor, "2nd reply lost")
		pic.words(layerWrong, pic.actor+11, "2nd reply lost")
	case stage.Unmet:
		pic.claim(x, x, "unexpected")
		pic.words(layerWrong, x+9, "unexpected")
	case stage.Started:
		pic.claim(x, pic.actor, "")
		pic.words(layerText, x+9, "start")
		pic.arrow(layerSend, layerSendHead, x, pic.y, pic.actor-1, pic.y)
		pic.begun = pic.y
	case stage.Stopping, stage.Killed:
		pic.claim(x, pic.actor, "")
		pic.words(layerText, x+9, map[stage.Kind]string{stage.Stopping: "stop", stage.Killed: "kill"}[e.Kind])
		end := pic.actor - 1
		if pic.handling > 0 {
			end = pic.actor - 6
		}
		pic.arrow(layerSend, layerSendHead, x, pic.y, end, pic.y)
		if e.Kind == stage.Stopping {
			pic.awaits[e.Client] = pic.y
			pic.closers = append(pic.closers, e.Client)
		}
	}
	pic.level(e.Len)
}

// asks reports the steps that a client waits for a reply to.
func asks(op stage.Op) bool {
	switch op {
	case stage.OpGet, stage.OpCrash, stage.OpExit, stage.OpAskItself, stage.OpSendItself:
		return true
	}
	return false
}

func (pic *picture) known(command uint64) bool {
	_, known := pic.admitted[command]
	return known
}

// at begins a new instant, if it is one, under a line with its time.
func (pic *picture) at(at time.Duration) {
	if at == pic.clock {
		return
	}
	rule := pic.y + 14
	pic.clock = at
	pic.rules = append(pic.rules, rule)
	fmt.Fprintf(&pic.layers[layerSoft], `<text x="8" y="%d">%s</text>`, rule+4, virtualTime(at))
	pic.y = rule
	pic.next(instantGap)
}

func (pic *picture) next(height int) {
	pic.y += height
	pic.taken = pic.taken[:0]
}

// claim takes a part of the row for what is drawn from one x to another, with words at its left end: of the next row, if some
// of it is taken.
func (pic *picture) claim(from, to int, words string) {
	from, to = min(from, to), max(from, to, from+10+wide(words))
	for _, s := range pic.taken {
		if from < s.to && s.from < to {
			pic.next(rowHeight)
			break
		}
	}
	pic.taken = append(pic.taken, span{from, to})
}

// wide is about how wide words are.
func wide(words string) int { return utf8.RuneCountInString(words) * letterWidth }

// words puts words above the row's line, from x on, and makes the picture as wide as they need.
func (pic *picture) words(l layer, x int, words string) {
	pic.width = max(pic.width, x+wide(words)+8)
	fmt.Fprintf(&pic.layers[l], `<text x="%d" y="%d">%s</text>`, x, pic.y-4, html.EscapeString(words))
}

func (pic *picture) line(l layer, x1, y1, x2, y2 int) {
	fmt.Fprintf(&pic.layers[l], `<path d="M%d %dL%d %d"/>`, x1, y1, x2, y2)
}

// arrow draws a line with a head, which points along it.
func (pic *picture) arrow(l, head layer, x1, y1, x2, y2 int) {
	pic.line(l, x1, y1, x2, y2)
	dx, dy := float64(x2-x1), float64(y2-y1)
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	dx, dy = dx/length, dy/length
	backX, backY := float64(x2)-8*dx, float64(y2)-8*dy
	fmt.Fprintf(&pic.layers[head], `<path d="M%d %dL%.1f %.1fL%.1f %.1fZ"/>`, x2, y2, backX-3.5*dy, backY+3.5*dx, backX+3.5*dy, backY-3.5*dx)
}

func (pic *picture) rect(l layer, x, y, width, height int) {
	fmt.Fprintf(&pic.layers[l], `<rect x="%d" y="%d" width="%d" height="%d" rx="1.5"/>`, x, y, width, max(height, 1))
}

// bar is a time on a lane.
func (pic *picture) bar(l layer, x, from, to, width int) {
	pic.rect(l, x-width/2, from-3, width, to-from+6)
}

func (pic *picture) cross(x, y int) {
	fmt.Fprintf(&pic.layers[layerCross], `<path d="M%d %dl9 9m0 -9l-9 9"/>`, x-4, y-4)
	pic.legend[legendCross] = true
}

func (pic *picture) handled() {
	if pic.handling > 0 {
		pic.bar(layerHandle, pic.actor, pic.handling, pic.y, 12)
	}
	pic.handling = 0
}

// waited ends a client's wait for a slot, if it has waited.
func (pic *picture) waited(client int32) {
	if from, waits := pic.waits[client]; waits {
		pic.bar(layerWait, pic.x(client), from, pic.y, 7)
	}
	delete(pic.waits, client)
}

// returned ends a client's wait for its call.
func (pic *picture) returned(client int32) {
	if from, awaits := pic.awaits[client]; awaits {
		pic.bar(layerAwait, pic.x(client), from, pic.y, 5)
		pic.legend[legendAwait] = true
	}
	delete(pic.awaits, client)
}

// level draws the mailbox at the depth that it had until now: the wider the more, and of full colour where it was full.
func (pic *picture) level(depth int) {
	if depth == pic.depth {
		return
	}
	if pic.depth > 0 && pic.y > pic.depthAt {
		l := layerDepth
		if pic.depth >= pic.play.stage.Script().Capacity {
			l = layerFull
			pic.legend[legendFull] = true
		} else {
			pic.legend[legendDepth] = true
		}
		wide := 3 + 3*min(pic.depth, 5)
		pic.rect(l, pic.mailbox-wide/2, pic.depthAt, wide, pic.y-pic.depthAt)
	}
	pic.depth, pic.depthAt = depth, pic.y
}

// finish draws what is still going on, and what is below the lanes.
func (pic *picture) finish(drawn int) {
	pic.next(rowHeight)
	bottom := pic.y
	below := []struct {
		layer layer
		text  string
	}{{layerSoft, pic.play.left(drawn)}, {layerWrong, pic.play.outcome()}}
	for _, words := range below {
		pic.width = max(pic.width, wide(words.text)+16)
	}
	for _, y := range pic.rules {
		pic.line(layerRule, 8, y, pic.width-8, y)
	}
	for client := int32(0); int(client) < pic.play.stage.Script().ClientCount(); client++ { // in order: maps have none
		pic.waited(client)
		pic.returned(client)
	}
	pic.handled()
	pic.level(0)
	for _, l := range pic.lanes {
		pic.line(layerLane, l.x, headHeight, l.x, bottom)
	}
	pic.line(layerLane, pic.mailbox, headHeight, pic.mailbox, bottom)
	if pic.begun > 0 {
		end := bottom
		if pic.done > 0 {
			end = pic.done
		}
		pic.line(layerLane, pic.actor, pic.begun, pic.actor, end)
	}
	pic.heads()
	for _, words := range below {
		if words.text != "" {
			pic.next(18)
			fmt.Fprintf(&pic.layers[words.layer], `<text x="8" y="%d">%s</text>`, pic.y, html.EscapeString(words.text))
		}
	}
	pic.explain()
	pic.height = pic.y + 12
}

// heads names the lanes, in two rows by turns, so that a name may be twice as wide as its lane.
func (pic *picture) heads() {
	gap := 60
	if len(pic.lanes) > 1 {
		gap = pic.lanes[1].x - pic.lanes[0].x
	}
	const boldWidth = letterWidth + 1
	wide := func(name string) int { return utf8.RuneCountInString(name) * boldWidth }
	fits := len(pic.lanes) == 0 || wide(pic.lanes[len(pic.lanes)-1].name)+wide("mailbox") < gap+56
	for _, l := range pic.lanes {
		fits = fits && wide(l.name) < gap
	}
	most := 2 * gap / boldWidth
	for i, l := range pic.lanes {
		y := nameHeight
		if !fits && (len(pic.lanes)-1-i)%2 == 0 { // the last above the mailbox
			y -= 16
		}
		name := []rune(l.name)
		if len(name) > most {
			name = slices.Concat(name[:most-4], []rune("…"), name[len(name)-2:]) // with the number that a count adds
		}
		pic.head(l.x, y, string(name), l.name)
	}
	pic.head(pic.mailbox, nameHeight, "mailbox", "mailbox")
	pic.head(pic.actor, nameHeight, "actor", "actor")
	slots := pic.play.stage.Script().Capacity
	fmt.Fprintf(&pic.layers[layerSoft], `<text x="%d" y="%d" text-anchor="middle" font-size="10">%d slot%s</text>`, pic.mailbox, nameHeight+13, slots, plural(slots))
}

func (pic *picture) head(x, y int, name, full string) {
	title := ""
	if name != full {
		title = "<title>" + html.EscapeString(full) + "</title>"
	}
	fmt.Fprintf(&pic.layers[layerText], `<text x="%d" y="%d" text-anchor="middle" font-weight="700">%s%s</text>`, x, y, html.EscapeString(name), title)
}

// The legend has what the picture has.
const (
	legendWait = iota
	legendAwait
	legendDepth
	legendFull
	legendHandle
	legendReply
	legendCross
)

var legendWords = [...]string{
	legendWait: "waits for a slot", legendAwait: "call under way", legendDepth: "in the mailbox", legendFull: "mailbox full",
	legendHandle: "handles a command", legendReply: "reply", legendCross: "refused or discarded",
}

// explain draws the legend, in columns.
func (pic *picture) explain() {
	const column = 154
	pic.next(26)
	pic.line(layerRule, 8, pic.y-14, pic.width-8, pic.y-14)
	columns := max(1, (pic.width-8)/column)
	n := 0
	for i, used := range pic.legend {
		if !used {
			continue
		}
		if n > 0 && n%columns == 0 {
			pic.next(18)
		}
		x, y := 8+n%columns*column, pic.y
		n++
		switch i {
		case legendWait:
			pic.rect(layerWait, x+5, y-9, 7, 12)
		case legendAwait:
			pic.rect(layerAwait, x+6, y-9, 5, 12)
		case legendDepth:
			pic.rect(layerDepth, x+4, y-9, 9, 12)
		case legendFull:
			pic.rect(layerFull, x+4, y-9, 9, 12)
		case legendHandle:
			pic.rect(layerHandle, x+2, y-9, 12, 12)
		case legendReply:
			pic.arrow(layerReply, layerReplyHead, x+18, y-4, x, y-4)
		case legendCross:
			fmt.Fprintf(&pic.layers[layerCross], `<path d="M%d %dl9 9m0 -9l-9 9"/>`, x+4, y-8)
		}
		fmt.Fprintf(&pic.layers[layerSoft], `<text x="%d" y="%d">%s</text>`, x+23, y, legendWords[i])
	}
}

func (pic *picture) svg() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="actor-picture" role="img" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" font-family="system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif" font-size="%d">`+"\n",
		pic.width, pic.height, fontSize)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>Sequence diagram of an actor and its callers, time downward. %s</desc>\n",
		html.EscapeString(pic.play.title), html.EscapeString(pic.inShort()))
	b.WriteString("<style>@media (prefers-color-scheme:dark){.actor-picture .ground{fill:#161d26;stroke:#2d3845}")
	for _, l := range layerLooks {
		fmt.Fprintf(&b, ".actor-picture .%s{%s}", l.class, l.dark)
	}
	b.WriteString("}</style>\n")
	fmt.Fprintf(&b, `<rect class="ground" x=".5" y=".5" width="%d" height="%d" rx="6" fill="#ffffff" stroke="#d3d9e1"/>`+"\n", pic.width-1, pic.height-1)
	for i := range pic.layers {
		if content := pic.layers[i].String(); content != "" {
			fmt.Fprintf(&b, "<g class=\"%s\" %s>%s</g>\n", layerLooks[i].class, layerLooks[i].look, content)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// inShort says in a sentence or two what is in the picture, for those who don't see it. The text has the rest.
func (pic *picture) inShort() string {
	counts := pic.play.end.Counts
	said := fmt.Sprintf("%d command%s admitted to a mailbox of %d, %d handled.", counts.Admitted, plural(int(counts.Admitted)),
		pic.play.stage.Script().Capacity, counts.Handled)
	for _, more := range []struct {
		n    uint64
		what string
	}{{counts.Rejected, "refused"}, {counts.Withdrawn, "withdrawn"}, {counts.Dropped, "dropped"}, {counts.Abandoned, "answered to nobody"}} {
		if more.n > 0 {
			said = strings.TrimSuffix(said, ".") + fmt.Sprintf(", %d %s.", more.n, more.what)
		}
	}
	if outcome := pic.play.outcome(); outcome != "" {
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
