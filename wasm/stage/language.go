package stage

import "strings"

// WordKind groups the words of the language.
type WordKind string

const (
	WordSetting  WordKind = "setting"
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

// Words is the language reference. The parser's messages, the package comment and the site's page for authors are all made
// from it or checked against it, so it is the one place to change.
var Words = []Word{
	{WordSetting, "mailbox", "mailbox N", "The mailbox has N slots, 1 to 65536. Without this line it has 1024.", "mailbox 2"},
	{WordSetting, "handle", "handle D", "The actor takes D of virtual time for each command. Without this line it takes 400ms; 0ms is allowed.", "handle 300ms"},
	{WordSetting, "start manually", "start manually", "The actor is not started until a client says start.", "start manually\nmain: start, set 1"},

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
	{WordStep, "start", "start", "Starts the actor. Anywhere but in a script with start manually it has been started already.", "start manually\nmain: start, start, expect started"},
	{WordStep, "wait", "wait D", "Does nothing for D of virtual time.", "main: wait 200ms, get"},
	{WordStep, "expect", "expect N", "Checks that the client's last answer was N.", "main: set 2, get, expect 2"},
	{WordStep, "expect", "expect OUTCOME", "Checks how the client's last step came out.", "main: try set 9, expect ok"},
	{WordStep, "repeat", "repeat N (STEPS)", "Takes the steps N times, 1 to 1000000. Repeats may stand inside one another, 32 deep.", "main: repeat 1100 (set 1), get"},

	{WordModifier, "within", "within D", "After set N, get or stop: the client gives up after D, as with a context that has a deadline.", "hasty: get within 100ms"},
	{WordModifier, "unread", "unread", "After get: the client drops the receiver of the reply at once.", "careless: get unread"},
	{WordModifier, "unanswered", "unanswered", "After get: the handler returns without a reply.", "main: get unanswered, expect no-reply"},
	{WordModifier, "twice", "twice", "After get: the handler replies twice, and the first reply counts.", "main: get twice, expect ok"},

	{WordModifier, "blindly", "blindly", "After ask itself: the handler asks without the context that would have warned it, and waits for ever.", "main: ask itself blindly"},

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
}

// Grammar is the language in the EBNF of the Go specification: { } any number of times, [ ] once or not at all, | or.
const Grammar = `script   = { [ setting | client ] newline } .
setting  = "mailbox" number | "handle" duration | "start" "manually" .
client   = name [ count ] ":" steps .
count    = "x" digits .
steps    = step { "," step } .
step     = "set" number [ within ] | "try" "set" number
         | "get" [ within | "unread" | "unanswered" | "twice" ]
         | "crash" | "exit" | "ask" "itself" [ "blindly" ] | "send" "itself"
         | "stop" [ within ] | "kill" | "start"
         | "wait" duration | "expect" ( number | outcome )
         | "repeat" number "(" steps ")" .
within   = "within" duration .
outcome  = "ok" | "full" | "stopped" | "timeout" | "panic" | "exit" | "no-reply"
         | "itself" | "started" | "not-started" | "unread" .
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

// The words as the parser looks them up, and as its messages list them.
var (
	settingNames = wordNames(WordSetting)
	settingWords = firstWords(settingNames)
	stepNames    = wordNames(WordStep)
	stepWords    = firstWords(stepNames)
	outcomeNames = wordNames(WordOutcome)
)

// wordNames lists the names of the words of a kind, each once.
func wordNames(k WordKind) []string {
	var list []string
	for _, w := range Words {
		if w.Kind == k && w.Name != "" && (len(list) == 0 || list[len(list)-1] != w.Name) {
			list = append(list, w.Name)
		}
	}
	return list
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

// nearWord finds the word that was probably meant: the same but for capitals, or one slip away (two in words of five letters and
// more); a slip is a letter too many, too few, another one, or two exchanged.
func nearWord(got string, words []string) (string, bool) {
	const longest = 16 // more letters than any word has, slips included; it also keeps the work per word constant
	if got == "" || len(got) > longest {
		return "", false
	}
	low := strings.ToLower(got)
	best, found := 3, ""
	for _, w := range words {
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
