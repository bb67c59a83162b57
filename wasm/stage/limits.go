package stage

import "time"

// What a script gets when it does not say.
const (
	DefaultCapacity = 1024                   // slots of the mailbox
	DefaultHandle   = 400 * time.Millisecond // virtual time for one command
)

// The limits of the language. They are far above what a reader can follow, and low enough that no script, whoever wrote it,
// can hang or exhaust the tab it is opened in.
const (
	MaxText     = 1 << 20        // bytes of a script's text: 1 MiB
	MaxCapacity = 1 << 16        // slots of the mailbox: 65,536
	MaxActors   = 1000           // actors in all, every count written out
	MaxClients  = 10_000         // clients in all, every count (x3) written out
	MaxSteps    = 1_000_000      // steps in all, every count and every repeat written out
	MaxWritten  = 50_000         // steps as they are written, each once: more would take a tab a tenth of a second to read
	MaxNesting  = 32             // repeats inside one another
	MaxName     = 64             // characters of a client's name as written, without the number that a count adds
	MaxDuration = 24 * time.Hour // of handle, wait and within
	MaxMistakes = 100            // mistakes reported in full; one more entry says how many were found beyond them
)
