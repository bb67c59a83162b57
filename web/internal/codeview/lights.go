package codeview

// A light says which events of a stage light the line that has the mark. An event is named by its kind; with what the event
// is about after a dot, if its line depends on that: see keysOf in web/src/playground/views/code/lights.ts.
type light struct {
	mark   string
	events []string
}

// actorLights are those of the actor at the reader's level, in both languages.
var actorLights = []light{
	{"start", []string{"Started"}},
	{"receive", []string{"Received"}},
	{"handle", []string{"Handled"}},
	{"store", []string{"Handled.set", "Handled.try set"}},
	{"reply", []string{"Replied", "Abandoned"}},
	{"set", []string{"Blocked.set", "Admitted.set", "Withdrawn.set", "Rejected.set", "Failed.set"}},
	{"try set", []string{"Admitted.try set", "Rejected.try set", "Failed.try set"}},
	{"get", []string{"Blocked.get", "Admitted.get", "Withdrawn.get", "Rejected.get"}},
	{"answer", []string{"Answered.get", "LetGo.get", "Failed.get"}},
}

var coreLights = []light{
	{"started", []string{"Started"}},
	{"blocked", []string{"Blocked"}},
	{"admitted", []string{"Admitted"}},
	{"admitted from the line", []string{"Admitted.line"}},
	{"withdrawn", []string{"Withdrawn"}},
	{"rejected", []string{"Rejected"}},
	{"full", []string{"Rejected.full"}},
	{"itself", []string{"Rejected.itself"}},
	{"rejected from the line", []string{"Rejected.line"}},
	{"received", []string{"Received"}},
	{"handled", []string{"Handled"}},
	{"replied", []string{"Replied"}},
	{"abandoned", []string{"Abandoned"}},
	{"ignored", []string{"Ignored"}},
	{"kept", []string{"Kept"}},
	{"dropped", []string{"Dropped"}},
	{"stopped", []string{"Stopped"}},
	{"panicked", []string{"Panicked"}},
	{"answered", []string{"Answered", "Failed"}},
	{"no reply", []string{"Failed.no-reply"}},
	{"let go", []string{"LetGo", "Failed.timeout"}},
	{"stopping", []string{"Stopping"}},
	{"killed", []string{"Killed"}},
}

// eventsOf returns the events of the light with that mark, or nil.
func eventsOf(lights []light, mark string) []string {
	for _, l := range lights {
		if l.mark == mark {
			return l.events
		}
	}
	return nil
}
