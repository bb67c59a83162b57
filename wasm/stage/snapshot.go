package stage

import "time"

// What a [Snapshot] lists is bounded; it counts the rest.
const (
	ShownSlots   = 16
	ShownWaiting = 16
	ShownClients = 64
	ShownEvents  = 64
	ShownMisses  = 20
)

// A Snapshot is all that a view needs to show one position.
type Snapshot struct {
	Position, End int
	Ended         bool // nothing can happen any more
	Clock         time.Duration
	NextAt        time.Duration // of the next step; -1 if there is none

	State   ActorState
	Failure string // what the actor failed with
	Value   int32
	Handle  time.Duration // how long a command takes
	Hand    *Item         // the command being handled

	Capacity int
	Depth    int
	Waiting  int
	Slots    []Item // the first of Depth, the next to be received first
	Line     []Item // the first of Waiting

	Clients     []ClientView // the first of ClientTotal, live ones only while they have something to do
	ClientTotal int
	States      [Finished + 1]int // how many clients are in each state

	Counts   Counts
	Latest   []Event // of the last step, the first of LatestTotal
	LatestOf int
	Misses   []Miss // expectations that were not met, the first of MissTotal
	MissOf   int
	Deadlock *Deadlock
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
	Last    string        // what came out last
	Line    int           // of what it does in the script
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
func (s *Stage) Snapshot() Snapshot {
	r := s.run
	snap := Snapshot{
		Position: r.step, End: s.end, Clock: s.clock, NextAt: -1,
		State: r.state(), Failure: r.failure, Value: r.held, Handle: s.script.Handle,
		Capacity: s.script.Capacity, ClientTotal: len(r.clients), States: r.states,
		LatestOf: len(r.latest), MissOf: r.missed,
	}
	if at, ok := s.Next(); ok {
		snap.NextAt = at
	} else {
		snap.Ended = true
		snap.Deadlock = r.deadlock()
	}
	if r.actor != nil {
		stats := r.actor.Stats()
		snap.Depth, snap.Waiting = stats.Len, stats.Waiting
		snap.Counts = Counts{stats.Admitted, stats.Received, stats.Handled, stats.Dropped,
			stats.Withdrawn, stats.Rejected, stats.Replied, stats.Abandoned}
	}
	if r.ledger.hand != 0 {
		hand := r.item(r.ledger.hand)
		snap.Hand = &hand
	}
	for i := 0; i < r.ledger.slots.length() && i < ShownSlots; i++ {
		snap.Slots = append(snap.Slots, r.item(*r.ledger.slots.at(i)))
	}
	for i := 0; i < r.ledger.line.length() && len(snap.Line) < ShownWaiting; i++ {
		if command := *r.ledger.line.at(i); r.ledger.placeOf(command) == inLine {
			snap.Line = append(snap.Line, r.item(command))
		}
	}
	for i := range r.clients {
		if len(snap.Clients) == ShownClients {
			break
		}
		c := &r.clients[i]
		if i >= s.script.ClientCount() && c.state == Finished {
			continue
		}
		snap.Clients = append(snap.Clients, r.clientView(int32(i)))
	}
	snap.Latest = append(snap.Latest, r.latest[:min(len(r.latest), ShownEvents)]...)
	snap.Misses = append(snap.Misses, r.unmet...)
	return snap
}

func (r *run) state() ActorState {
	switch {
	case r.actor == nil:
		return Unstarted
	case r.stopped:
		return Over
	case r.closing:
		return Closing
	}
	return Alive
}

func (r *run) item(command uint64) Item {
	e := r.ledger.find(command)
	return Item{Command: command, Client: r.name(e.client), Index: e.client, What: what(e.op, e.mode, e.value), Since: e.since}
}

func (r *run) clientView(i int32) ClientView {
	c := &r.clients[i]
	v := ClientView{Index: i, Name: c.name, State: c.state, Command: c.command, Since: c.since, Until: c.until, Last: c.last()}
	s := c.step
	if c.state == Ready && c.next != nil {
		s = c.next
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

// last is what came out of the client's last call: a number, or a word.
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
func (r *run) name(i int32) string {
	switch {
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
