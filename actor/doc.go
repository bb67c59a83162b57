// Package actor runs actors: a value that one task owns, a bounded mailbox of
// commands for it, and callers that send commands and may await an answer.
//
// # Model
//
// [Spawn] starts an [Actor] with a mailbox of a fixed capacity and a
// [Handler], which is called for one command at a time: that is a turn. A
// command is offered by [Actor.Send], [Actor.TrySend] or [Actor.Ask]. It is
// admitted once it holds a slot; while none is free its sender waits, and
// waiting senders are admitted strictly first in, first out. The actor receives
// the command, which frees the slot for the first that waits, handles it, and
// then takes the next. An Ask is answered through its [Reply], at most once. A
// mailbox that fills up slows its senders down to what the handler can do: that
// is backpressure.
//
// The mailbox is the actor's own, not a channel: senders that gave up are never
// admitted, those that wait can be counted, stopping does not disturb a sender,
// and slots cost memory only while they are used.
//
// # Blocking calls and callbacks
//
// Send, Ask and Stop block, and take a [context.Context] that ends the wait.
// [Actor.SendFunc], [Actor.AskFunc] and [Actor.StopFunc] never block: they call
// a [Callback] later, and are for event loops, such as a browser's.
//
// # Who runs a turn
//
// The [Executor], chosen at Spawn, decides who runs the handler:
//
//   - [Goroutine], the default: for handlers that may block. An idle actor
//     costs no goroutine and no stack.
//   - [Caller]: for handlers that never block, such as one that sets and gets
//     a value. A call to an idle actor is then little more than a function call.
//   - [Manual]: for a test or a debugger that looks between the steps. Nothing
//     runs until the owner says so.
//
// # Answering later
//
// A reply ends with its turn. [Reply.Keep] detaches it: the handler returns, the
// actor goes on with the next command, and any holder of the reply sends the
// answer when it is there: a later turn, a goroutine, or another actor that got
// the reply as part of a command.
//
// # Actors that call each other
//
// A handler that calls another actor passes its context on, or a context derived
// from it. If actors would come to wait for each other in a ring, the call that
// would close it gets [ErrDeadlock] with the actors' names ([Named]); the others
// go on. On the callback face [TurnOf] the context takes its place, in
// [Actor.SendFuncIn] and [Actor.AskFuncIn].
//
// Several goroutines of one turn may each make calls with its context. All that
// wait count: the turn waits for several actors then, even if the handler does
// not wait for the goroutines. What a goroutine does when its turn is over counts
// for nothing.
//
// # The end
//
// [Actor.Stop] drains, [Actor.Kill] discards, and a handler that panics fails
// the actor without harming the process: [Actor.Err] says why. After
// [Actor.Done] nothing of the actor runs.
//
// Whatever happens, a call returns: each caller gets an answer or an error that
// says why not. [Actor.Stats] and [Observe] show what goes on inside.
//
// # What happens when
//
// Each row is a promise, and has a test that is named for it.
//
//	 1  send, room                       nil; admitted at once
//	 2  send, full                       waits; Blocked
//	 3  try-send: full; stopped; both    ErrFull; ErrStopped; ErrStopped
//	 4  several wait                     admitted strictly first in, first out
//	 5  newcomer while others wait       goes to the end of the line: a slot that
//	                                     becomes free is the first waiter's in the
//	                                     same step
//	 6  context done before the call     its cause; Rejected, even with room
//	 7  context done while waiting       its cause; withdrawn; the others keep
//	                                     their order
//	 8  cancel races admission           nil if and only if admitted
//	 9  ask cancelled once admitted      its cause; the command is still handled,
//	                                     its reply is discarded; Abandoned
//	10  one context                      spans admission and reply
//	11  send returned nil                admitted; it may not be handled yet
//	12  one sender sends a, b            handled a, b
//	13  several senders                  handled in the order of admission
//	14  Stop                             nothing more is admitted; those who wait
//	                                     get ErrStopped now; the admitted are
//	                                     handled; then Done
//	15  Stop's context ends first        its cause; the draining goes on
//	16  Kill                             the handler's context is cancelled; the
//	                                     admitted are discarded, each asker gets
//	                                     ErrStopped; Dropped
//	17  send or ask after Stop           ErrStopped at once
//	18  Stop twice, at once, after Kill  all wait for the same Done
//	19  Stop inside its own handler      returns nil; drains after the command
//	20  data.Start twice                 data.ErrStarted; the first goes on
//	21  data, set or get before Start    data.ErrNotStarted
//	22  handler panics                   the actor fails with a PanicError, and so
//	                                     do the current ask, the admitted and
//	                                     those who wait; the process lives
//	23  handler calls runtime.Goexit     as 22, with ErrGoexit
//	24  caller has gone                  Reply.Send returns false; the actor goes
//	                                     on
//	25  handler returns without a reply  ErrNoReply at once
//	26  reply twice                      the first wins; the second returns false
//	27  ask to oneself, in the turn      ErrSelfCall at once
//	28  send to oneself, in the turn     ErrSelfCall if full
//	29  capacity < 1, nil handler,       panics at the call and names the argument
//	    context or callback
//	30  a number that is no int32, from  RangeError or TypeError that names it;
//	    JavaScript                       nothing is sent
//	31  any history of sets and gets     linearizable as one register
//	32  after Done; idle                 no goroutine is left; none is there
//	33  observer panics                  as 22, said to be the observer's
//	34  context of an earlier turn       like any other: its calls wait, and Stop
//	                                     waits for the end
//	35  a context's own methods          are never called under the lock
//	36  reply kept                       the turn ends, the asker waits on; it may
//	                                     be sent once, by anyone, at any time; Kept
//	37  reply kept, asker goes           its cause; Send returns false; Abandoned
//	38  reply kept, then lost            ErrNoReply, if nothing holds it any more
//	                                     (found by the garbage collector) or the
//	                                     actor is done
//	39  reply kept and forwarded         the other actor answers
//	40  handlers would wait in a ring,   ErrDeadlock with the ring's names for
//	    for answers, slots or the end    exactly one; the others go on
//	41  several goroutines of one turn   each may ask, all at once; all their
//	    ask                              waits count
//	42  turn held, under Manual          goes on after its handler until Turn.End
//	43  handler blocks, or ends its      its own actor alone waits for it, or fails
//	    goroutine, under Goroutine
package actor
