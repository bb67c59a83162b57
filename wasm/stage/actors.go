package stage

import "time"

// ActorGroup is one actor line: a single actor, or several that do the same.
type ActorGroup struct {
	Name      string
	Count     int           // how many, 1 to MaxActors
	Numbered  bool          // the line had a count, so they are Name-1, Name-2, …
	Capacity  int           // slots of the mailbox; 0 for the script's
	HasHandle bool          // Handle counts, and not the script's
	Handle    time.Duration // virtual time for one command
	OnSet     Rule
	OnGet     Rule
	Line      int // of the name, from 1
}

// A Rule is what an actor's handler does with a command, beside what a value does with it.
type Rule struct {
	Act  Act
	Mode Mode   // ModePlain, ModeBlindly or ModeLater
	To   string // the actor that it calls, or several of one name, which take turns
	Line int    // from 1
}

// Act is what a [Rule] does. Words tells what each means to an author.
type Act uint8

const (
	ActTell    Act = iota + 1 // stores the number and sends the command on: SendFuncIn
	ActTry                    // the same by TrySend
	ActAsk                    // asks with a get: AskFuncIn; its answer is the answer
	ActForward                // sends a get on with the reply that was kept: the other answers
	ActFail                   // panics
)

var actWords = [...]string{"", "tell", "try", "ask", "forward", "fail"}

// String is the word that a script has for a.
func (a Act) String() string { return actWords[a] }

// A target is an actor by its place among all, or several that take turns.
type target struct{ group, first, count int32 }

// targets are what can be called, by name.
func (s *Script) targets() map[string]target {
	all := map[string]target{}
	first := int32(0)
	for i := range s.Actors {
		g := &s.Actors[i]
		all[g.Name] = target{int32(i), first, int32(g.Count)}
		for n := range g.Count {
			if g.Numbered {
				all[nameOf(g.Name, true, n)] = target{int32(i), first + int32(n), 1}
			}
		}
		first += int32(g.Count)
	}
	return all
}

// ActorCount is the number of actors in all, which is one if none is declared.
func (s Script) ActorCount() int {
	n := 0
	for i := range s.Actors {
		n += s.Actors[i].Count
	}
	return max(n, 1)
}
