// Package stage plays a script of clients against the real actor core on a virtual clock. It is pure Go and knows no browser:
// the module for the tab drives it, and so do its tests, natively.
//
//	script, err := stage.Parse("main: set 42, get, expect 42")
//	s := stage.New(script)
//	defer s.Close()
//	for s.Step() {
//		show(s.Snapshot())
//	}
//
// # The engine
//
// A [Stage] is a discrete-event simulation in which one part is not simulated: the actor. That is an [actor.Actor] like any
// other, used through what package actor exports and nothing else. It is on the manual executor, so the engine says when it
// receives a command and, handle later on the virtual clock, when it handles it. The clients are state machines that use the
// callback face, for nothing here may block. A call "within 0ms" is the one exception: it is made with a context that has
// ended, and so it returns at once. An [Event] is either the core's own, reported to its observer and passed on as
// it is, or what a client did or got; so what a view shows has happened. The value is the one that
// package data's handler holds, and the start is data's, which can fail.
//
// Virtual time goes from one planned thing to the next, and what is planned for the same time comes in the order in which it
// was planned. So the clients begin in the order of the script, and an actor that has fallen idle receives its next command
// after what the clients were about to do by then.
//
// # Steps and positions
//
// A step is one move of a client or of the actor, with all that follows from it at once; each reports at least one event.
// Position n is what there is after n steps. [Stage.Step], [Stage.RunUntil] and [Stage.Seek] go forward; [Stage.Back] and Seek
// go back, by playing the script again from its beginning. That takes about as long as it took the first time, so what
// may be long takes a budget of steps and is called again to go on. A [Snapshot] is all that a view needs of one position,
// and the [Trace] has the events up to [Stage.End]: the newest [MaxTrace] of them, and a count of those that have fallen out.
//
// An end at which a caller still waits is a deadlock. The snapshot says who waits for what.
//
// # Beats
//
// The events of a step happened at once, and they have an order: a receive frees a slot, then the first in line gets it. A
// view may show them one after the other. [Stage.SnapshotAt] draws the picture after any of the [Stage.Beats] of the last
// step, by taking back what the later ones brought about; the core is not asked again.
//
// # Determinism
//
// The same script with the same live commands has the same events, to the byte, natively and in every browser. To that end
// nothing here looks at a real clock, at random numbers or at the order of a map, and all runs on the caller's goroutine. A
// handler that ends its goroutine gets one of its own, and the step is over when it has ended. One that would block holds its
// turn instead, on the callback face: the actor is as busy, and goes on within the step in which the call is over.
//
// A reply that is lost, because the handler that had it panicked or the command that took it along was discarded, is kept from
// the garbage collector, which would find it at a time of its own. So its caller waits on.
//
// # Several actors
//
// A script may declare actors by name. Each is one of the core like any other, with a mailbox, a handling time and a value of
// its own, and with rules: what its handler does on a set or a get beside storing and answering. A rule that calls another
// actor is a real call with the handler's turn, so the core itself sees who waits for whom, and refuses the call that would
// close a ring with an [actor.DeadlockError]. A handler answers with its own value then, and the error goes along beside it,
// for an int32 has no room for one. A call that is made blindly goes without the turn, and may wait for ever.
//
// The cores each count their commands from 1. In a play of several, commands get numbers that go on from one to the next over
// all of them, so a number is one command's.
//
// A command may not be passed on in a ring: a text in which a set would be told, or a get forwarded, in a ring is no
// script. So every play has an end.
//
// # Live commands
//
// [Stage.Live] and [Stage.Burst] have a client called [You] act at once. A live command is a step of its own and part of the
// run: it is kept with the position and the virtual time at which it was given, and done there whenever the run is played
// again. One that is given after going back discards what came after that position, other live commands included.
//
// [Stage.Write] writes the live commands into the text of the script, as a client that waits for their times. [Stage.Calls] is
// a short text of them for a link, and [Stage.SetCalls] reads it.
//
// # The script language
//
// [Parse] makes a [Script] of a text and [Format] a text of a Script. A text is read line by line:
//
//	mailbox 2                       # two slots
//	handle 300ms                    # virtual time for each command
//	writer x3: set 1, set 2         # three clients, writer-1 to writer-3
//	reader: wait 200ms, get, expect 2
//
// A line is a setting, an actor, a client or blank. A comment begins with # anywhere and ends with its line. Words are separated by any
// space, and none is needed beside a comma, a colon or a parenthesis. A client or an actor goes on over the lines below if a line ends in
// a comma or in its colon, and within parentheses; blank lines and comments between are passed over. Lines may end in LF or
// CR LF. Settings may stand anywhere, each once. A script without clients is one too: it waits for live commands.
//
// In the grammar a newline, too, is left out if a client goes on. Words have their letters as they are written here.
//
//	script   = { [ setting | actor | client ] newline } .
//	setting  = "mailbox" number | "handle" duration | "start" "manually" .
//	actor    = "actor" name [ count ] [ ":" part { "," part } ] .
//	part     = "mailbox" number | "handle" duration | "on" "set" onset | "on" "get" onget .
//	onset    = ( "tell" | "ask" ) name [ "blindly" ] | "try" name | "fail" .
//	onget    = "ask" name [ "later" | "blindly" ] | "forward" name [ "blindly" ] | "fail" .
//	client   = name [ count ] ":" steps .
//	count    = "x" digits .
//	steps    = step { "," step } .
//	step     = "set" number [ at ] [ within ] | "try" "set" number [ at ]
//	         | "get" [ at ] [ within | "unread" | "unanswered" | "twice" ]
//	         | ( "crash" | "exit" ) [ at ]
//	         | "ask" "itself" [ at ] [ "blindly" ] | "send" "itself" [ at ]
//	         | "stop" [ at ] [ within ] | ( "kill" | "start" ) [ at ]
//	         | "wait" duration | "expect" ( number | outcome )
//	         | "repeat" number "(" steps ")" .
//	at       = "at" name .
//	within   = "within" duration .
//	outcome  = "ok" | "full" | "stopped" | "timeout" | "panic" | "exit" | "no-reply"
//	         | "itself" | "started" | "not-started" | "unread" | "deadlock" .
//	number   = [ "-" | "+" ] digits .
//	duration = digits [ "." digits ] ( "us" | "ms" | "s" | "m" ) .
//	digits   = digit { digit } .
//	name     = letter { letter | mark | decimal | "-" | "_" } .
//
// Settings, each at most once:
//   - mailbox N: The mailbox has N slots, 1 to 65536. Without this line it has 1024.
//   - handle D: The actor takes D of virtual time for each command. Without this line it takes 400ms; 0ms is allowed.
//   - start manually: The actor is not started until a client says start.
//
// Actors:
//   - actor NAME: An actor. A script without such a line has one, which needs no name.
//   - actor NAME: PARTS: An actor with parts of its own, with commas between. For what it does not say the settings count.
//   - actor NAME xN: PARTS: N actors that do the same, named NAME-1 to NAME-N. Calls at NAME go to each in turn.
//
// Parts of an actor, each at most once:
//   - mailbox N: Its mailbox has N slots.
//   - handle D: It takes D for each command.
//   - on set tell NAME: It stores the number and sends the set on to another actor, in its turn: it waits for a slot there.
//   - on set try NAME: The same without waiting: if the other's mailbox is full the set goes no further. Of several it tries each.
//   - on set ask NAME: It asks another actor for its value, in its turn, and then stores the number.
//   - on set fail: The handler panics.
//   - on get ask NAME: It asks another actor, in its turn, and answers what that one answers.
//   - on get forward NAME: It keeps the reply and sends the get on with it: another actor answers.
//   - on get fail: The handler panics.
//
// Clients:
//   - NAME: STEPS: One client, which takes its steps one after the other. It begins when the play begins.
//   - NAME xN: STEPS: N clients that do the same, named NAME-1 to NAME-N.
//
// Steps:
//   - set N: Sends the command that stores N, and goes on when the mailbox has admitted it.
//   - try set N: The same without waiting: a full mailbox refuses it.
//   - get: Asks for the value, and goes on when the reply is there.
//   - crash: Asks with a command whose handler panics.
//   - exit: Asks with a command whose handler ends its goroutine.
//   - ask itself: Asks with a command whose handler asks its own actor.
//   - send itself: Asks with a command whose handler sends to its own actor.
//   - stop: Stops the actor: nothing new is admitted, what was admitted is handled. Goes on when that is done.
//   - kill: Stops the actor at once: what was admitted is discarded.
//   - start: Starts the actor. The actor is started already, except in a script with start manually.
//   - wait D: Does nothing for D of virtual time.
//   - expect N: Checks that the client's last answer was N.
//   - expect OUTCOME: Checks how the client's last step came out.
//   - repeat N (STEPS): Takes the steps N times, 1 to 1000000. Repeats may stand inside one another, 32 deep.
//
// What a step may have behind it:
//   - at NAME: After a step that calls an actor: which one. Without it the first is called.
//   - within D: After set N, get or stop: the client gives up after D, as with a context that has a deadline.
//   - unread: After get: the client drops the receiver of the reply at once.
//   - unanswered: After get: the handler returns without a reply.
//   - twice: After get: the handler replies twice, and the first reply counts.
//   - blindly: After ask itself: the handler asks without the context that would have warned it, and waits for ever. After what an actor does on a command: it calls so.
//   - later: After on get ask NAME: the actor keeps the reply and goes on; it answers when it has the other's answer.
//
// Outcomes, for expect:
//   - ok: It worked: the command was admitted, the question answered, the actor started or stopped.
//   - full: The mailbox was full.
//   - stopped: The actor had stopped.
//   - timeout: The client gave up.
//   - panic: A handler panicked.
//   - exit: A handler ended its goroutine.
//   - no-reply: The handler returned without a reply.
//   - itself: The actor called itself, which could never end.
//   - started: The actor had been started before.
//   - not-started: The actor had not been started yet.
//   - unread: The command was admitted, and the client went on without its reply.
//   - deadlock: Actors would have waited for each other in a ring.
//
// A number that a client stores or expects is an int32. A duration is exact: a fraction finer than a nanosecond is a mistake,
// and so is a number without a unit. A name is of letters of any script, their marks, digits, - and _, at most 64 characters long
// and unlike mailbox, actor and you, which the views call others, and handle and start, which begin settings. No two clients or actors
// may have the same name, those that a count makes (writer-1) included.
//
// The limits are constants of this package, from MaxText to MaxMistakes. Parse keeps them without writing anything out, in time
// and memory that grow with the text alone.
//
// If a text is no script Parse returns [Mistakes]: all of them, each with its place and what was expected there.
package stage
