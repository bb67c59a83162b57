package actor

import (
	"maps"
	"runtime"
	"slices"
	"weak"
)

// A Reply answers one ask, once. It is a value, and may be sent from another
// goroutine, but only until the handler returns: the caller has [ErrNoReply]
// then, unless [Reply.Keep] says otherwise. The zero Reply is one that nobody
// awaits.
type Reply[R any] struct {
	to      replier[R]
	command uint64 // numbers never recur, so a late reply reaches nobody
	kept    *keptReply
}

type replier[R any] interface {
	reply(command uint64, answer R) bool
	keep(command uint64) *keptReply
	replyKept(k *keptReply, answer R) bool
}

// Send gives the caller its answer, and reports whether the caller got it:
// false if nobody asked or the caller has gone, if there was an earlier
// reply, or after the turn, unless the reply was kept. It never blocks.
func (r Reply[R]) Send(answer R) bool {
	if r.kept != nil {
		return r.to.replyKept(r.kept, answer)
	}
	return r.to != nil && r.to.reply(r.command, answer)
}

// Keep detaches the reply from its turn and returns it as one that may be
// stored, given to another goroutine, or forwarded to another actor as part of
// a command, and sent at any time. r itself can't be sent any more. Meanwhile
// the caller waits, and the actor goes on with the next command.
//
// If the reply is lost, because nothing holds it any more or because the actor
// is [Actor.Done] before it is sent, the caller gets [ErrNoReply]. That nothing
// holds it is found by the garbage collector, which may take its time. If the
// caller goes before, Send returns false.
//
// A reply that nobody awaits, because nobody asked, it was sent already or its
// turn has ended, is the zero Reply once kept. Keep does not block, and costs
// one allocation.
func (r Reply[R]) Keep() Reply[R] {
	if r.to == nil || r.kept != nil {
		return r
	}
	r.kept = r.to.keep(r.command)
	if r.kept == nil {
		return Reply[R]{}
	}
	return r
}

func (a *Actor[C, R]) reply(command uint64, answer R) bool {
	a.mu.Lock()
	if !a.awaits(command) { // view: ignored
		a.mu.Unlock()
		return false
	}
	a.outcome = answered
	if a.direct { // and so unobserved
		a.answer = answer
		a.replied++
		a.mu.Unlock()
		return true
	}
	return a.sendReply(a.current.awaited(), command, answer)
}

// awaits reports whether command's turn goes on and has no reply yet, under the lock.
func (a *Actor[C, R]) awaits(command uint64) bool {
	return a.turn >= handling && a.current.id == command && a.outcome == unanswered
}

// sendReply answers c, or nobody if that is nil, under the lock, and unlocks.
func (a *Actor[C, R]) sendReply(c *call[C, R], command uint64, answer R) bool {
	var owed settlements[R]
	if c == nil {
		a.more().abandoned++ // view: abandoned
		a.report(Abandoned, command, nil)
	} else {
		a.replied++
		a.settle(c, answer, nil, &owed) // view: replied
		a.report(Replied, command, nil)
	}
	a.unlock(&owed)
	return c != nil
}

// A keptReply stands for a reply that was kept. Its finalizer tells that the
// last copy is gone. It must not lead to the actor, which may hold it: a cycle
// is never finalized.
type keptReply struct {
	keeper  weak.Pointer[keeper]
	command uint64
	sent    bool // guarded by the actor's lock
}

// A keeper is all of an actor that a keptReply knows. It lives as long.
type keeper struct{ lose func(command uint64) }

// maxIdleKept is how large a map of kept replies may be left empty, as maxIdleSlots is.
const maxIdleKept = 64

func (a *Actor[C, R]) keep(command uint64) *keptReply {
	var owed settlements[R]
	a.mu.Lock()
	if !a.awaits(command) {
		a.mu.Unlock()
		return nil
	}
	x := a.more()
	if x.keeper == nil {
		x.keeper = &keeper{a.lose}
		x.kept = map[uint64]*call[C, R]{}
	}
	a.outcome = kept
	if a.direct { // its caller is to wait after all
		c := a.newCall(command, 0, nil)
		c.asks = true
		c.park()
		a.direct, a.current.call = false, c
	}
	if c := a.current.awaited(); c != nil {
		if c.wait != nil {
			c.wait.end() // it does not wait for this turn
			c.wait = nil
		}
		c.kept = true
		x.kept[command] = c
		x.maxKept = max(x.maxKept, len(x.kept))
	}
	k := &keptReply{weak.Make(x.keeper), command, false}
	runtime.SetFinalizer(k, (*keptReply).lost)
	a.report(Kept, command, nil) // view: kept
	a.unlock(&owed)
	return k
}

func (a *Actor[C, R]) replyKept(k *keptReply, answer R) bool {
	a.mu.Lock()
	c := a.extras.kept[k.command]
	if k.sent || c == nil && a.phase == stopped {
		a.mu.Unlock()
		return false
	}
	k.sent = true
	return a.sendReply(c, k.command, answer)
}

// lost is the finalizer.
func (k *keptReply) lost() {
	if keeper := k.keeper.Value(); keeper != nil {
		keeper.lose(k.command)
	}
}

// lose ends the ask whose reply can't be sent any more.
func (a *Actor[C, R]) lose(command uint64) {
	var none R
	var owed settlements[R]
	a.mu.Lock()
	if c := a.extras.kept[command]; c != nil {
		a.settle(c, none, ErrNoReply, &owed)
	}
	a.unlock(&owed)
}

// loseAll ends all asks whose replies were kept, under the lock.
func (a *Actor[C, R]) loseAll(owed *settlements[R]) {
	var none R
	for _, command := range slices.Sorted(maps.Keys(a.extras.kept)) {
		a.settle(a.extras.kept[command], none, ErrNoReply, owed)
	}
}

// forget takes c, which is settled, from the asks whose replies were kept.
func (x *extras[C, R]) forget(c *call[C, R]) {
	delete(x.kept, c.id)
	if len(x.kept) == 0 && x.maxKept > maxIdleKept {
		x.kept, x.maxKept = map[uint64]*call[C, R]{}, 0
	}
}
