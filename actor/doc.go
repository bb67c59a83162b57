// Package actor runs actors: a value that one task owns, a bounded mailbox of
// commands for it, and callers that send commands and may await an answer.
//
// # Model
//
// [Spawn] starts an [Actor] with a mailbox of a fixed capacity and a
// [Handler], which is called for one command at a time. A command is offered
// by [Actor.Send], [Actor.TrySend] or [Actor.Ask]. It is admitted once it
// holds a slot; while none is free its sender waits, and waiting senders are
// admitted strictly first in, first out. The actor receives the command, which
// frees the slot for the first that waits, handles it, and then takes the next.
// An Ask is answered through its [Reply], at most once. A mailbox that fills up
// slows its senders down to what the handler can do: that is backpressure.
//
// The mailbox is the actor's own, not a channel: senders that gave up are never
// admitted, those that wait can be counted, stopping does not disturb a sender,
// and slots cost memory only while they are used.
//
// # Two faces
//
// Send, Ask and Stop block, and take a [context.Context] that ends the wait.
// [Actor.SendFunc], [Actor.AskFunc] and [Actor.StopFunc] never block: they tell
// a [Callback] later, and are for event loops, such as a browser's.
//
// # Who runs a turn
//
// The [Executor], chosen at Spawn, says who runs the handler:
//
//   - [Goroutine], the default: for handlers that may block. An idle actor
//     costs no goroutine and no stack.
//   - [Caller]: for handlers that never block, such as one that sets and gets
//     a value. A call to an idle actor is then little more than a function call.
//   - [Manual]: for whoever wants to see between the steps, such as a test or
//     a debugger. Nothing runs until the owner says so.
//
// # The end
//
// [Actor.Stop] drains, [Actor.Kill] discards, and a handler that panics fails
// the actor without harming the process: [Actor.Err] tells. After
// [Actor.Done] nothing of the actor runs.
//
// Whatever happens, a call returns: each caller gets an answer or an error that
// says why not. [Actor.Stats] and [Observe] show what goes on inside.
package actor
