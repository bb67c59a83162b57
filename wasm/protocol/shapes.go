package protocol

import "structs"

// Stats is one snapshot of an actor, all of it from the same moment: admitted === received + depth + dropped, and received
// === handled + busy. In memory it is so many float64, in this order.
type Stats struct {
	_         structs.HostLayout `json:"-"`
	Depth     float64            `json:"depth"`     // Commands in the mailbox: admitted, and not yet received.
	Capacity  float64            `json:"capacity"`  // How many the mailbox admits.
	Waiting   float64            `json:"waiting"`   // Senders that wait for a slot.
	Busy      float64            `json:"busy"`      // 1 while the actor is handling a command, else 0.
	Admitted  float64            `json:"admitted"`  // Commands that got a slot.
	Received  float64            `json:"received"`  // Commands taken from their slot.
	Handled   float64            `json:"handled"`   // Commands whose handling has ended.
	Dropped   float64            `json:"dropped"`   // Commands discarded unhandled.
	Withdrawn float64            `json:"withdrawn"` // Senders that gave up waiting.
	Rejected  float64            `json:"rejected"`  // Commands refused: full, or stopped.
	Replied   float64            `json:"replied"`   // Answers that reached their caller.
	Abandoned float64            `json:"abandoned"` // Answers whose caller had gone.
}

// Words that several shapes have. The lists are those of the packages that say them: see the directives.

// RefusalCode is why a call was refused. None is refused as pending: that is how one waits.
//
//words:of wasm/protocol.CodeWords
type RefusalCode string

// ActorState says whether the actor lives. While it is stopping it handles what it has admitted.
//
//words:of wasm/stage.ActorState
type ActorState string

// ClientState is what a client is doing.
//
//words:of wasm/stage.stateWords
type ClientState string

// EventKind is what an event says happened: the core's own kinds, then those of a client.
//
//words:of actor.kinds wasm/stage.ownWords
type EventKind string

// Op is a step of the script language.
//
//words:of wasm/stage.opWords
type Op string

// StepOutcome is how a step came out, in the words of the script's expect; "" if nothing came out, or a number.
//
//words:of wasm/stage.outcomeWords
type StepOutcome string

// Snapshot is one position of a play. What it lists is bounded; it counts the rest. Times are virtual nanoseconds.
type Snapshot struct {
	Position int   `json:"position"`
	End      int   `json:"end"`    // The furthest position known.
	Beat     int   `json:"beat"`   // How many events of the last step the picture has.
	Beats    int   `json:"beats"`  // How many it has in all.
	Live     int   `json:"live"`   // Live commands in the run, those after this position included.
	Unfit    int   `json:"unfit"`  // Live commands that were read and left out, because they don't fit the script.
	Ended    bool  `json:"ended"`  // Nothing can happen any more.
	Clock    int64 `json:"clock"`  // Virtual time.
	NextAt   int64 `json:"nextAt"` // When the next step will be; -1 if there is none.

	Actor       ActorView    `json:"actor"`
	Mailbox     MailboxView  `json:"mailbox"`
	Line        LineView     `json:"line"`
	Clients     ClientsView  `json:"clients"`
	Counts      Counts       `json:"counts"`
	LatestTotal int          `json:"latestTotal"` // How many events the last step reported.
	Latest      []StageEvent `json:"latest"`      // The first of them.
	MissTotal   int          `json:"missTotal"`
	Misses      []Miss       `json:"misses"`   // Expectations that were not met.
	Deadlock    *Deadlock    `json:"deadlock"` // Why nothing happens though a caller waits.

	Actors *ActorsView `json:"actors,omitempty"` // If the script declares any; what is above is the first one's then.
	Ring   *Ring       `json:"ring,omitempty"`   // At the step at which the core refused the call that would have closed it.
}

// ActorsView is the actors of a snapshot whose script declares them.
type ActorsView struct {
	Total int          `json:"total"`
	Shown []NamedActor `json:"shown"` // The first of total, by index.
}

// NamedActor is one declared actor, with what belongs to it.
type NamedActor struct {
	Name      string      `json:"name"`
	Actor     ActorView   `json:"actor"`
	Mailbox   MailboxView `json:"mailbox"`
	Line      LineView    `json:"line"`
	Counts    Counts      `json:"counts"`
	Calls     []int32     `json:"calls"`     // The first of the actors that its handler calls by the script.
	Call      *Outcall    `json:"call"`      // That its handler waits for, in its turn.
	KeptTotal int         `json:"keptTotal"` // Commands that are handled, and whose replies it kept.
	Kept      []Item      `json:"kept"`      // The first of them.
}

// Act is what a declared actor's handler does with a command.
//
//words:of wasm/stage.actWords
type Act string

// Outcall is a command that an actor's handler gave another, and for which it waits.
type Outcall struct {
	Item
	To      int32 `json:"to"` // The actor that is called, by index.
	Act     Act   `json:"act"`
	Blindly bool  `json:"blindly"` // Without the handler's context, so that nothing warns of a ring.
	Slot    bool  `json:"slot"`    // It waits for a slot of the mailbox; else for the answer.
}

// Ring is of actors that would have waited for each other.
type Ring struct {
	Actors []int32 `json:"actors"` // By index. The first made the call; each would wait for the next, the last for the first.
	Text   string  `json:"text"`   // The core's error.
}

// ActorView is the actor of a snapshot.
type ActorView struct {
	State   ActorState `json:"state"`
	Failure string     `json:"failure"` // What it failed with, or "".
	Value   int32      `json:"value"`
	Handle  int64      `json:"handle"` // How long it takes for one command.
	Hand    *Item      `json:"hand"`   // The command being handled.
	Reply   *Item      `json:"reply"`  // The command whose reply is under way: between two beats, never at a position.
}

// MailboxView is the mailbox of a snapshot.
type MailboxView struct {
	Capacity int    `json:"capacity"`
	Depth    int    `json:"depth"`
	Slots    []Item `json:"slots"` // The first of depth, the next to be received first.
}

// LineView is the line of senders that wait for a slot.
type LineView struct {
	Waiting int    `json:"waiting"`
	First   []Item `json:"first"` // The first of waiting.
}

// ClientsView is the clients of a snapshot.
type ClientsView struct {
	Total  int          `json:"total"`
	States StateCounts  `json:"states"` // How many clients are in each state.
	Shown  []ClientView `json:"shown"`  // The first of total.
}

// StateCounts are numbers of clients.
type StateCounts struct {
	Ready    int `json:"ready"`
	Asleep   int `json:"asleep"`
	Waiting  int `json:"waiting"`
	Awaiting int `json:"awaiting"`
	Draining int `json:"draining"`
	Finished int `json:"finished"`
}

// Counts are the core's own counters.
type Counts struct {
	Admitted  uint64 `json:"admitted"`
	Received  uint64 `json:"received"`
	Handled   uint64 `json:"handled"`
	Dropped   uint64 `json:"dropped"`
	Withdrawn uint64 `json:"withdrawn"`
	Rejected  uint64 `json:"rejected"`
	Replied   uint64 `json:"replied"`
	Abandoned uint64 `json:"abandoned"`
}

// Item is a command somewhere.
type Item struct {
	Command uint64 `json:"command"`
	Index   int32  `json:"index"` // Its client, by index (negative: an actor's handler, see StageEvent) and name.
	Client  string `json:"client"`
	What    string `json:"what"`            // In the script's words: "set 42".
	Since   int64  `json:"since"`           // It has been there since.
	Cause   uint64 `json:"cause,omitempty"` // The command for which a declared actor's handler gave it.
	With    uint64 `json:"with,omitempty"`  // The command that its own handler gave for it.
}

// ClientView is a client as it is seen.
type ClientView struct {
	Index   int32       `json:"index"`
	Name    string      `json:"name"`
	State   ClientState `json:"state"`
	What    string      `json:"what"`            // What it does, or did last.
	Command uint64      `json:"command"`         // The command that it waits for, or 0.
	Since   int64       `json:"since"`           // It has been in that state since.
	Until   int64       `json:"until"`           // When it wakes or gives up, or 0.
	Last    string      `json:"last"`            // What came out of its last call: a number, or a word of the script's expect.
	Line    int         `json:"line"`            // Its line in the script; 0 for a live command's.
	Actor   *int32      `json:"actor,omitempty"` // The declared actor, by index, that it calls, called last or is about to call.
}

// StageEvent is something that the core reported, or that a client did or got.
type StageEvent struct {
	Step    int         `json:"step"` // That it was part of: position n is after step n.
	At      int64       `json:"at"`   // Virtual time.
	Kind    EventKind   `json:"kind"`
	Client  int32       `json:"client"`       // Its client's index; -1 nobody's, -2 a handler's call of its own actor, -3 - n that of declared actor n.
	Command uint64      `json:"command"`      // The core's number of the command, or 0. Several actors count on from each other.
	Op      Op          `json:"op,omitempty"` // The step, if it is about one.
	Value   int32       `json:"value"`        // Of a set or an answer.
	Outcome StepOutcome `json:"outcome"`
	Line    int32       `json:"line"`            // Of the client's step in the script; 0 for a live command.
	Len     int         `json:"len"`             // Depth of the mailbox, right after.
	Waiting int         `json:"waiting"`         // Senders that wait for a slot, right after.
	Actor   *int32      `json:"actor,omitempty"` // The declared actor, by index, that reported it, or that the client calls.
	By      *int32      `json:"by,omitempty"`    // Of Replied and Abandoned: the declared actor whose handler sent the reply.
}

// TraceEvent is an event of the trace, in words too.
type TraceEvent struct {
	StageEvent
	ActorName string `json:"actorName,omitempty"`
	Who       string `json:"who"`
	Text      string `json:"text"`
}

// Written is a script with a run's live commands in it.
type Written struct {
	Script  string   `json:"script"`
	Exact   bool     `json:"exact"`   // It was played, and does what the run did.
	Clients []string `json:"clients"` // The clients that were added.
}

// Miss is an expectation that was not met.
type Miss struct {
	Client   string `json:"client"`
	Line     int    `json:"line"`
	Step     int    `json:"step"`
	Expected string `json:"expected"`
	Got      string `json:"got"`
}

// Deadlock says why nothing can ever happen though a caller waits.
type Deadlock struct {
	Because   string  `json:"because"`
	WaitTotal int     `json:"waitTotal"`
	Waits     []Wait  `json:"waits"`          // The first of waitTotal.
	Ring      []int32 `json:"ring,omitempty"` // Declared actors, by index, each of which waits for the next, the last for the first.
}

// Wait is a client, or a declared actor, that waits in a deadlock.
type Wait struct {
	Client string `json:"client"`
	For    string `json:"for"`
}

// Mistake is one place in a text that is no script. Lines and columns count from 1; a column past the line's end means that
// something is missing.
type Mistake struct {
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndColumn int    `json:"endColumn"`
	Message   string `json:"message"` // What was expected, and what was there.
	Excerpt   string `json:"excerpt"` // The part of the line to show.
	Mark      string `json:"mark"`    // To be shown below the excerpt in a fixed-width font.
	Mend      string `json:"mend"`    // What was probably meant in place of what is wrong, or "".
}

// ScriptCheck is what an editor shows of a text.
type ScriptCheck struct {
	Mistakes []Mistake     `json:"mistakes"`
	Clients  []NamedClient `json:"clients"` // The first of them.
}

// NamedClient is a client line of a script.
type NamedClient struct {
	Name  string `json:"name"`
	Line  int    `json:"line"`
	Index int    `json:"index"` // Of its first client, among all.
}

// WordKind groups the words of the script language.
//
//words:of wasm/stage.WordKind
type WordKind string

// Completions is what a script can go on with at one place.
type Completions struct {
	Typed string       `json:"typed"` // The word before the place: what a completion is put in place of.
	Items []Completion `json:"items"`
}

// Completion is one way to go on.
type Completion struct {
	Kind    WordKind `json:"kind"`
	Text    string   `json:"text"` // To be put in: with a space behind it if more must follow.
	Form    string   `json:"form"` // How it is written; capitals stand for what the author chooses.
	Meaning string   `json:"meaning"`
}
