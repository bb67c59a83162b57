package stage

import (
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// What a [Snapshot] lists is bounded; it counts the rest.
const (
	ShownSlots   = 16
	ShownWaiting = 16
	ShownClients = 64
	ShownActors  = 64
	ShownKept    = 16
	ShownCalls   = 16
	ShownEvents  = 64
	ShownMisses  = 20
)

// A Snapshot is all that a view needs to show one position, or one beat of the
// step that led to it.
type Snapshot struct {
	Position, End int
	Beat, Beats   int  // events of the last step that the picture has, and how many there are
	Live          int  // live commands in the run, those after this position included
	Unfit         int  // live commands that were read and left out, because they don't fit the script
	Ended         bool // nothing can happen any more
	Clock         time.Duration
	NextAt        time.Duration // of the next step; -1 if there is none

	ActorView             // the first actor
	Actors    []ActorView // the first of ActorCount, if the script declares any
	ActorOf   int
	Ring      *Ring // that the last step would have closed

	Clients     []ClientView // the first of ClientTotal, live ones only while they have something to do
	ClientTotal int
	States      [Finished + 1]int // how many clients are in each state

	Latest   []Event // of the last step, the first of LatestTotal
	LatestOf int
	Misses   []Miss // expectations that were not met, the first of MissTotal
	MissOf   int
	Deadlock *Deadlock
}

// An ActorView is an actor as it is seen.
type ActorView struct {
	Name    string // of a declared one
	State   ActorState
	Failure string // what the actor failed with
	Value   int32
	Handle  time.Duration // how long a command takes
	Hand    *Item         // the command being handled
	Reply   *Item         // the command whose reply is under way: between two beats, never at a position

	Capacity int
	Depth    int
	Waiting  int
	Slots    []Item // the first of Depth, the next to be received first
	Line     []Item // the first of Waiting

	Counts Counts
	Calls  []int32  // actors that its handler calls by the script, the first of them
	Call   *Outcall // that its handler waits for
	Kept   []Item   // commands that are handled, whose replies are still to come: the first of KeptOf
	KeptOf int
}

// An Outcall is a call that an actor's handler waits for, in its turn.
type Outcall struct {
	Item
	To      int32  // the actor that is called
	Act     string // tell, ask or forward
	Blindly bool
	Slot    bool // it waits for a slot, and not for an answer
}

// A Ring is of actors that would have waited for each other: the core refused
// the call that would have closed it.
type Ring struct {
	Actors []int32 // the first made the call; each would wait for the next, and the last for the first
	Text   string  // the core's error
}

// ActorState says whether the actor lives.
type ActorState string

const (
	Unstarted ActorState = "unstarted"
	Alive     ActorState = "alive"
	Closing   ActorState = "stopping" // drains
	Over      ActorState = "stopped"
)

// An Item is a command somewhere.
type Item struct {
	Command uint64
	Client  string
	Index   int32 // of the client; negative for the actor itself
	What    string
	Since   time.Duration // it is there
	Cause   uint64        // the command for which an actor's handler gave it; 0 if a client gave it
	With    uint64        // the command that its own handler gave for it
}

// A ClientView is a client as it is seen.
type ClientView struct {
	Index   int32
	Name    string
	State   ClientState
	What    string        // it does, or did last
	Command uint64        // it waits for; 0 if none
	Since   time.Duration // it is in that state
	Until   time.Duration // it wakes or gives up; 0 if never
	Last    string        // the last outcome
	Line    int           // of what it does in the script
	Actor   int32         // that it calls, called last or, if it is one that it names alone, is about to call
}

// Counts are the core's own counters.
type Counts struct {
	Admitted, Received, Handled, Dropped, Withdrawn, Rejected, Replied, Abandoned uint64
}

// A Miss is an expectation that was not met.
type Miss struct {
	Client        string
	Line          int
	Step          int
	Expected, Got string
}

// Snapshot shows the present position.
func (s *Stage) Snapshot() Snapshot { return s.SnapshotAt(s.Beats()) }

// Beats is how many events the last step reported, which is at least one.
func (s *Stage) Beats() int { return len(s.run.latest) }

// SnapshotAt shows the last step as it was right after its first beat events:
// beat 0 is what there was before it, and beat [Stage.Beats] is the present
// position. What is out of range counts as the nearer of the two.
func (s *Stage) SnapshotAt(beat int) Snapshot {
	r := s.run
	beat = min(max(beat, 0), len(r.latest))
	snap := Snapshot{
		Position: r.step, End: s.end, Beat: beat, Beats: len(r.latest), Clock: s.clock, NextAt: -1,
	}
	at, more := s.Next() // which may leave out live commands
	snap.Live, snap.Unfit = s.live, s.unfit
	switch {
	case beat < len(r.latest):
		snap.Clock, snap.NextAt = r.now(), r.now()
		r.at(beat, func() { r.draw(&snap, beat) })
		return snap
	case more:
		snap.NextAt = at
	default:
		snap.Ended = true
		snap.Deadlock = r.deadlock()
	}
	r.draw(&snap, beat)
	return snap
}

// draw lists what is where.
func (r *run) draw(snap *Snapshot, beat int) {
	snap.ActorView = r.actorView(0, beat)
	if len(r.script.Actors) > 0 {
		snap.Actors, snap.ActorOf = []ActorView{snap.ActorView}, len(r.members)
		for k := 1; k < min(len(r.members), ShownActors); k++ {
			snap.Actors = append(snap.Actors, r.actorView(int32(k), beat))
		}
		snap.Ring = r.ringAt(beat)
	}
	snap.ClientTotal, snap.States = len(r.clients)-r.hidden, r.states
	for i := range r.clients[:snap.ClientTotal] {
		if len(snap.Clients) == ShownClients {
			break
		}
		if c := &r.clients[i]; !c.live || c.state != Finished {
			snap.Clients = append(snap.Clients, r.clientView(int32(i)))
		}
	}
	snap.LatestOf = beat
	snap.Latest = append(snap.Latest, r.latest[:min(beat, ShownEvents)]...)
	snap.MissOf = r.missed
	for i := range r.latest[beat:] {
		if r.latest[beat+i].Kind == Unmet {
			snap.MissOf--
		}
	}
	snap.Misses = append(snap.Misses, r.unmet[:min(len(r.unmet), snap.MissOf)]...)
}

// actorView is what is to be seen of actor k by that beat.
func (r *run) actorView(k int32, beat int) ActorView {
	m := &r.members[k]
	v := ActorView{Name: m.name, State: m.state(), Value: m.held, Handle: m.handle, Capacity: m.capacity, Depth: int(m.length), Waiting: int(m.waiting),
		Hand: r.itemAt(m.hand), Reply: r.itemAt(r.replyAt(k, beat)), Counts: countsOf(m.core.stats())}
	if beat == len(r.latest) {
		v.Value = m.core.held()
	}
	if m.failed {
		v.Failure = m.failure
	}
	for i := range r.latest[beat:] {
		if e := &r.latest[beat+i]; e.Actor == k {
			v.Counts.takeBack(e.Kind)
		}
	}
	v.Slots, _ = r.items(&m.slots, inSlot, ShownSlots)
	v.Line, _ = r.items(&m.line, inLine, ShownWaiting)
	v.Kept, v.KeptOf = r.items(&m.kept, inKeep, ShownKept)
	for _, to := range []target{m.onSet.to, m.onGet.to} {
		for n := range min(to.count, ShownCalls) {
			if !hasInt(v.Calls, to.first+n) {
				v.Calls = append(v.Calls, to.first+n)
			}
		}
	}
	if o := &m.out; o.command != 0 {
		v.Call = &Outcall{Item: r.item(o.command), To: o.to, Act: o.act.String(), Blindly: o.mode == ModeBlindly, Slot: r.ledger.placeOf(o.command) == inLine}
	}
	return v
}

func hasInt(list []int32, n int32) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

// items are the first commands of a queue that are at that place, and how many they all are.
func (r *run) items(q *queue[uint64], where place, most int) (items []Item, total int) {
	for i := range q.length() {
		if command := *q.at(i); r.ledger.placeOf(command) == where {
			if total++; total > most && where != inKeep {
				break
			} else if total <= most {
				items = append(items, r.item(command))
			}
		}
	}
	return items, total
}

// ringAt is the ring that the core refused in the last step, by that beat.
func (r *run) ringAt(beat int) *Ring {
	for i := range r.latest[:beat] {
		e := &r.latest[i]
		if e.Kind != Rejected {
			continue
		}
		if e.Outcome == OutcomeItself {
			return &Ring{[]int32{e.Actor}, actor.ErrSelfCall.Error()}
		}
		refused := r.rings[e.Command]
		if e.Outcome != OutcomeDeadlock || refused == nil {
			continue
		}
		ring := &Ring{Text: refused.Error()}
		for _, name := range refused.Ring {
			for k := range r.members {
				if r.members[k].name == name {
					ring.Actors = append(ring.Actors, int32(k))
				}
			}
		}
		return ring
	}
	return nil
}

// replyAt is the command whose reply actor k's core has delivered by that beat
// and whose client has not gone on with it yet.
func (r *run) replyAt(k int32, beat int) uint64 {
	under := uint64(0)
	for i := range r.latest[:beat] {
		switch e := &r.latest[i]; e.Kind {
		case Replied:
			if e.Actor == k {
				under = e.Command
			}
		case Answered, Failed:
			if e.Command == under {
				under = 0
			}
		}
	}
	return under
}

func (s *status) state() ActorState {
	switch {
	case !s.started:
		return Unstarted
	case s.stopped:
		return Over
	case s.closing:
		return Closing
	}
	return Alive
}

func countsOf(s actor.Stats) Counts {
	return Counts{s.Admitted, s.Received, s.Handled, s.Dropped, s.Withdrawn, s.Rejected, s.Replied, s.Abandoned}
}

// takeBack undoes the counting of an event.
func (c *Counts) takeBack(kind Kind) {
	switch kind {
	case Admitted:
		c.Admitted--
	case Received:
		c.Received--
	case Handled, Panicked:
		c.Handled--
	case Dropped:
		c.Dropped--
	case Withdrawn:
		c.Withdrawn--
	case Rejected:
		c.Rejected--
	case Replied:
		c.Replied--
	case Abandoned:
		c.Abandoned--
	}
}

func (r *run) itemAt(command uint64) *Item {
	if command == 0 {
		return nil
	}
	item := r.item(command)
	return &item
}

func (r *run) item(command uint64) Item {
	e := r.ledger.find(command)
	return Item{Command: command, Client: r.name(e.client), Index: e.client, What: what(e.op, e.mode, e.value), Since: e.since, Cause: e.cause, With: e.with}
}

func (r *run) clientView(i int32) ClientView {
	c := &r.clients[i]
	v := ClientView{Index: i, Name: c.name, State: c.state, Command: c.command, Since: c.since, Until: c.until, Last: c.last(), Actor: c.actor}
	s := c.at(c.step)
	if c.state == Ready && c.next != 0 {
		s = c.at(c.next)
		if to := c.program.code[c.next-1].to; to.count < 2 {
			v.Actor = to.first
		}
	}
	if s != nil {
		value := s.Value
		if c.liveValue != 0 {
			value = c.liveValue
		}
		v.What, v.Line = what(s.Op, s.Mode, value), s.Line
		if s.Op == OpWait || s.Op == OpExpect {
			v.What = s.String()
		}
	}
	return v
}

// last is the outcome of the client's last call: a number, or a word.
func (c *client) last() string {
	if c.gave {
		return itoa(int64(c.answer))
	}
	return c.outcome.String()
}

// asks reports whether the step's call is for an answer.
func (s *Step) asks() bool {
	switch s.Op {
	case OpGet, OpCrash, OpExit, OpAskItself, OpSendItself:
		return true
	}
	return false
}

// name is how client i is called. One that this run doesn't have yet gave a
// live command after its present position.
//
//go:noinline
func (r *run) name(i int32) string {
	switch k := actorOf(i); {
	case k >= 0:
		return r.members[k].name
	case i < 0:
		return "actor"
	case int(i) >= len(r.clients):
		return You
	}
	return r.clients[i].name
}

// what is a command in the script's words.
func what(op Op, mode Mode, value int32) string {
	switch op {
	case OpSet, OpTrySet:
		return op.String() + " " + itoa(int64(value))
	}
	if mode != ModePlain {
		return op.String() + " " + mode.String()
	}
	return op.String()
}
