package stage

import (
	"slices"
	"strings"
)

// WordKind groups the words of the language.
type WordKind string

const (
	WordSetting  WordKind = "setting"
	WordActor    WordKind = "actor"
	WordPart     WordKind = "part"
	WordClient   WordKind = "client"
	WordStep     WordKind = "step"
	WordModifier WordKind = "modifier"
	WordOutcome  WordKind = "outcome"
)

// Word is one form of the language, as its authors are shown it.
type Word struct {
	Kind    WordKind
	Name    string // the fixed words it begins with, as messages list them; empty for forms that begin with a name or number
	Form    string // how it is written: capitals stand for what the author chooses (see Grammar)
	Meaning string // one or two sentences
	Example string // a whole script that parses
}

// Words is the language reference. The site's page for authors is made from it; the parser's messages and the package
// comment are checked against it. The module has none of its text.
var Words = []Word{
	{WordSetting, "mailbox", "mailbox N", "The mailbox has N slots, 1 to 65536. Without this line it has 1024.", "mailbox 2"},
	{WordSetting, "handle", "handle D", "The actor takes D of virtual time for each command. Without this line it takes 400ms; 0ms is allowed.", "handle 300ms"},
	{WordSetting, "start manually", "start manually", "The actor is not started until a client says start.", "start manually\nmain: start, set 1"},

	{WordActor, "actor", "actor NAME", "An actor. A script without such a line has one, which needs no name.", "actor bank\nmain: set 1 at bank"},
	{WordActor, "actor", "actor NAME: PARTS", "An actor with parts of its own, with commas between. For what it does not say the settings count.", "actor bank: mailbox 2, on set tell log\nactor log"},
	{WordActor, "actor", "actor NAME xN: PARTS", "N actors that do the same, named NAME-1 to NAME-N. Calls at NAME go to each in turn.", "actor worker x3: mailbox 1\nmain: repeat 6 (set 1 at worker)"},

	{WordPart, "mailbox", "mailbox N", "Its mailbox has N slots.", "actor bank: mailbox 2"},
	{WordPart, "handle", "handle D", "It takes D for each command.", "actor bank: handle 100ms"},
	{WordPart, "on set tell", "on set tell NAME", "It stores the number and sends the set on to another actor, in its turn: it waits for a slot there.", "actor bank: on set tell log\nactor log"},
	{WordPart, "on set try", "on set try NAME", "The same without waiting: if the other's mailbox is full the set goes no further. Of several it tries each.", "actor router: on set try worker\nactor worker x2: mailbox 1"},
	{WordPart, "on set ask", "on set ask NAME", "It asks another actor for its value, in its turn, and then stores the number.", "actor bank: on set ask rates\nactor rates"},
	{WordPart, "on set fail", "on set fail", "The handler panics.", "actor bank: on set fail"},
	{WordPart, "on get ask", "on get ask NAME", "It asks another actor, in its turn, and answers what that one answers.", "actor bank: on get ask cache\nactor cache"},
	{WordPart, "on get forward", "on get forward NAME", "It keeps the reply and sends the get on with it: another actor answers.", "actor bank: on get forward cache\nactor cache"},
	{WordPart, "on get fail", "on get fail", "The handler panics.", "actor bank: on get fail"},

	{WordClient, "", "NAME: STEPS", "One client, which takes its steps one after the other. It begins when the play begins.", "main: set 42, get"},
	{WordClient, "", "NAME xN: STEPS", "N clients that do the same, named NAME-1 to NAME-N.", "writer x3: set 1, set 2"},

	{WordStep, "set", "set N", "Sends the command that stores N, and goes on when the mailbox has admitted it.", "main: set 42"},
	{WordStep, "try set", "try set N", "The same without waiting: a full mailbox refuses it.", "main: try set 9"},
	{WordStep, "get", "get", "Asks for the value, and goes on when the reply is there.", "main: get"},
	{WordStep, "crash", "crash", "Asks with a command whose handler panics.", "main: crash, expect panic"},
	{WordStep, "exit", "exit", "Asks with a command whose handler ends its goroutine.", "main: exit, expect exit"},
	{WordStep, "ask itself", "ask itself", "Asks with a command whose handler asks its own actor.", "main: ask itself, expect itself"},
	{WordStep, "send itself", "send itself", "Asks with a command whose handler sends to its own actor.", "main: send itself"},
	{WordStep, "stop", "stop", "Stops the actor: nothing new is admitted, what was admitted is handled. Goes on when that is done.", "main: set 1, stop"},
	{WordStep, "kill", "kill", "Stops the actor at once: what was admitted is discarded.", "main: set 1, kill"},
	{WordStep, "start", "start", "Starts the actor. The actor is started already, except in a script with start manually.", "start manually\nmain: start, start, expect started"},
	{WordStep, "wait", "wait D", "Does nothing for D of virtual time.", "main: wait 200ms, get"},
	{WordStep, "expect", "expect N", "Checks that the client's last answer was N.", "main: set 2, get, expect 2"},
	{WordStep, "expect", "expect OUTCOME", "Checks how the client's last step came out.", "main: try set 9, expect ok"},
	{WordStep, "repeat", "repeat N (STEPS)", "Takes the steps N times, 1 to 1000000. Repeats may stand inside one another, 32 deep.", "main: repeat 1100 (set 1), get"},

	{WordModifier, "at", "at NAME", "After a step that calls an actor: which one. Without it the first is called.", "actor bank\nactor log\nmain: set 1 at log, get at log within 1s"},
	{WordModifier, "within", "within D", "After set N, get or stop: the client gives up after D, as with a context that has a deadline.", "hasty: get within 100ms"},
	{WordModifier, "unread", "unread", "After get: the client drops the receiver of the reply at once.", "careless: get unread"},
	{WordModifier, "unanswered", "unanswered", "After get: the handler returns without a reply.", "main: get unanswered, expect no-reply"},
	{WordModifier, "twice", "twice", "After get: the handler replies twice, and the first reply counts.", "main: get twice, expect ok"},

	{WordModifier, "blindly", "blindly", "After ask itself: the handler asks without the context that would have warned it, and waits for ever. After what an actor does on a command: it calls so.", "main: ask itself blindly"},
	{WordModifier, "later", "later", "After on get ask NAME: the actor keeps the reply and goes on; it answers when it has the other's answer.", "actor bank: on get ask cache later\nactor cache"},

	{WordOutcome, "ok", "ok", "It worked: the command was admitted, the question answered, the actor started or stopped.", "main: set 1, expect ok"},
	{WordOutcome, "full", "full", "The mailbox was full.", "mailbox 1\nmain: repeat 3 (try set 1), expect full"},
	{WordOutcome, "stopped", "stopped", "The actor had stopped.", "main: stop, get, expect stopped"},
	{WordOutcome, "timeout", "timeout", "The client gave up.", "main: get within 1ms, expect timeout"},
	{WordOutcome, "panic", "panic", "A handler panicked.", "main: crash, expect panic"},
	{WordOutcome, "exit", "exit", "A handler ended its goroutine.", "main: exit, expect exit"},
	{WordOutcome, "no-reply", "no-reply", "The handler returned without a reply.", "main: get unanswered, expect no-reply"},
	{WordOutcome, "itself", "itself", "The actor called itself, which could never end.", "main: ask itself, expect itself"},
	{WordOutcome, "started", "started", "The actor had been started before.", "main: start, expect started"},
	{WordOutcome, "not-started", "not-started", "The actor had not been started yet.", "start manually\nmain: get, expect not-started"},
	{WordOutcome, "unread", "unread", "The command was admitted, and the client went on without its reply.", "main: get unread, expect unread"},
	{WordOutcome, "deadlock", "deadlock", "Actors would have waited for each other in a ring.", "actor a: on get ask b\nactor b: on get ask a\nmain: get at a, expect deadlock"},
}

// Grammar is the language in the EBNF of the Go specification: { } any number of times, [ ] once or not at all, | or.
const Grammar = `script   = { [ setting | actor | client ] newline } .
setting  = "mailbox" number | "handle" duration | "start" "manually" .
actor    = "actor" name [ count ] [ ":" part { "," part } ] .
part     = "mailbox" number | "handle" duration | "on" "set" onset | "on" "get" onget .
onset    = ( "tell" | "ask" ) name [ "blindly" ] | "try" name | "fail" .
onget    = "ask" name [ "later" | "blindly" ] | "forward" name [ "blindly" ] | "fail" .
client   = name [ count ] ":" steps .
count    = "x" digits .
steps    = step { "," step } .
step     = "set" number [ at ] [ within ] | "try" "set" number [ at ]
         | "get" [ at ] [ within | "unread" | "unanswered" | "twice" ]
         | ( "crash" | "exit" ) [ at ]
         | "ask" "itself" [ at ] [ "blindly" ] | "send" "itself" [ at ]
         | "stop" [ at ] [ within ] | ( "kill" | "start" ) [ at ]
         | "wait" duration | "expect" ( number | outcome )
         | "repeat" number "(" steps ")" .
at       = "at" name .
within   = "within" duration .
outcome  = "ok" | "full" | "stopped" | "timeout" | "panic" | "exit" | "no-reply"
         | "itself" | "started" | "not-started" | "unread" | "deadlock" .
number   = [ "-" | "+" ] digits .
duration = digits [ "." digits ] ( "us" | "ms" | "s" | "m" ) .
digits   = digit { digit } .
name     = letter { letter | mark | decimal | "-" | "_" } .`

// roleNames cannot be clients' names: the views call others so.
var roleNames = []struct{ name, meaning string }{
	{"mailbox", "the actor's mailbox"},
	{"actor", "the actor"},
	{"you", "the reader, who gives live commands"},
}

// The modifiers that each step takes.
var (
	withinOnly   = []string{"within"}
	blindlyOnly  = []string{"blindly"}
	getModifiers = []string{"within", "unread", "unanswered", "twice"}
)

// The words as the parser looks them up, and as its messages list them. They are those of Words, without its text.
var (
	settingNames = []string{"mailbox", "handle", "start manually"}
	settingWords = firstWords(settingNames)
	partNames    = []string{"mailbox", "handle", "on set", "on get"}
	partWords    = firstWords(partNames)
	setActs      = []string{"tell", "try", "ask", "fail"}
	getActs      = []string{"ask", "forward", "fail"}
	partForms    = slices.Concat(partNames[:2], behind("on ", onActs))
	onActs       = slices.Concat(behind("set ", setActs), behind("get ", getActs))
	stepNames    = []string{"set", "try set", "get", "crash", "exit", "ask itself", "send itself", "stop", "kill", "start", "wait", "expect", "repeat"}
	stepWords    = firstWords(stepNames)
	outcomeNames = outcomeWords[OutcomeOK:]
)

// behind puts words before each of a list.
func behind(words string, list []string) []string {
	var all []string
	for _, name := range list {
		all = append(all, words+name)
	}
	return all
}

// firstWords has of each name what stands before the space.
func firstWords(list []string) []string {
	var firsts []string
	for _, name := range list {
		first, _, _ := strings.Cut(name, " ")
		firsts = append(firsts, first)
	}
	return firsts
}

// nearWord finds the word that was probably meant: the same except capitals, or one slip away (two in words of five letters and
// more); a slip is a letter too many, too few, another one, or two exchanged.
func nearWord(got string, words []string) (string, bool) {
	const longest = 16 // more letters than any word has, slips included; it also keeps the work per word constant
	if got == "" || len(got) > longest {
		return "", false
	}
	low := strings.ToLower(got)
	best, found := 3, ""
	for _, w := range words {
		if len(w) > 2*longest-1 {
			continue // a name: no slip away
		}
		allowed := 1
		if len(w) >= 5 {
			allowed = 2
		}
		if d := slips(low, w); d <= allowed && d < best {
			best, found = d, w
		}
	}
	return found, found != ""
}

// slips is the Damerau-Levenshtein distance in its simple form (optimal string alignment), over bytes: all words are ASCII.
func slips(a, b string) int {
	var before, last, row [32]int
	for j := 0; j <= len(b); j++ {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
