// Package stage plays a script of clients against the real actor core on a virtual clock. It is pure Go and knows no browser:
// the module for the tab drives it, and so do its tests, natively.
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
// A line is a setting, a client or blank. A comment begins with # anywhere and ends with its line. Words are separated by any
// space, and none is needed beside a comma, a colon or a parenthesis. A client goes on over the lines below where a line ends in
// a comma or in its colon, and within parentheses; blank lines and comments between are passed over. Lines may end in LF or
// CR LF. Settings may stand anywhere, each once. A script without clients is one too: it waits for live commands.
//
// In the grammar a newline, too, is left out where a client goes on. Words have their letters as they are written here.
//
//	script   = { [ setting | client ] newline } .
//	setting  = "mailbox" number | "handle" duration | "start" "manually" .
//	client   = name [ count ] ":" steps .
//	count    = "x" digits .
//	steps    = step { "," step } .
//	step     = "set" number [ within ] | "try" "set" number
//	         | "get" [ within | "unread" | "unanswered" | "twice" ]
//	         | "crash" | "exit" | "ask" "itself" | "send" "itself"
//	         | "stop" [ within ] | "kill" | "start"
//	         | "wait" duration | "expect" ( number | outcome )
//	         | "repeat" number "(" steps ")" .
//	within   = "within" duration .
//	outcome  = "ok" | "full" | "stopped" | "timeout" | "panic" | "exit" | "no-reply"
//	         | "itself" | "started" | "not-started" | "unread" .
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
//   - start: Starts the actor. Anywhere but in a script with start manually it has been started already.
//   - wait D: Does nothing for D of virtual time.
//   - expect N: Checks that the client's last answer was N.
//   - expect OUTCOME: Checks how the client's last step came out.
//   - repeat N (STEPS): Takes the steps N times, 1 to 1000000. Repeats may stand inside one another, 32 deep.
//
// What a step may have behind it:
//   - within D: After set N, get or stop: the client gives up after D, as with a context that has a deadline.
//   - unread: After get: the client drops the receiver of the reply at once.
//   - unanswered: After get: the handler returns without a reply.
//   - twice: After get: the handler replies twice, and the first reply counts.
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
//
// A number that a client stores or expects is an int32. A duration is exact: a fraction finer than a nanosecond is a mistake,
// and so is a number without a unit. A name is of letters of any script, their marks, digits, - and _, at most 64 characters long
// and unlike mailbox, actor and you, which the views call others, and handle and start, which begin settings. No two clients may have
// the same name, those that a count makes (writer-1) included.
//
// The limits are constants of this package, from MaxText to MaxMistakes. Parse keeps them without writing anything out, in time
// and memory that grow with the text alone.
//
// Where a text is no script Parse returns [Mistakes]: all of them, each with its place and what was expected there.
package stage
