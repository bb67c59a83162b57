package stage

// Sentence says in words what an event of this play is: the log's text.
func (s *Stage) Sentence(e *Event) string {
	who := s.run.name(e.Client)
	whose, its := who+"'s", "its"
	does := func(verb, _ string) string { return who + " " + verb }
	switch {
	case e.Client < 0:
		who, whose = "the actor", "the actor's own"
	case who == You:
		whose, its = "your", "your"
		does = func(_, verb string) string { return "you " + verb }
	}
	command := what(e.Op, ModePlain, e.Value)
	it := whose + " " + command
	received := it // as the actor's object
	if e.Client < 0 {
		received = "its own " + command
	}
	switch e.Kind {
	case Blocked:
		return does("waits", "wait") + " for a slot with " + command + ": the mailbox is full"
	case Admitted:
		return it + " is admitted"
	case Withdrawn:
		return does("gives", "give") + " up waiting for a slot; " + its + " " + command + " never gets in"
	case Rejected:
		return it + " is refused: " + reason(e.Outcome)
	case Received:
		return "the actor receives " + received
	case Handled:
		return "the actor has handled " + received
	case Replied:
		return "the actor replies to " + received
	case Abandoned:
		return "the actor's reply to " + received + " finds nobody and is discarded"
	case Dropped:
		return it + " is dropped unhandled: " + reason(e.Outcome)
	case Stopped:
		return "the actor is done"
	case Panicked:
		if e.Outcome == OutcomeExit {
			return "the handler ends its goroutine on " + received + "; the actor fails"
		}
		return "the handler panics on " + received + "; the actor fails"
	case Answered:
		return does("gets", "get") + " the answer " + itoa(int64(e.Value))
	case Failed:
		return whose + " " + e.Op.String() + " returns an error: " + reason(e.Outcome)
	case LetGo:
		return does("drops", "drop") + " the receiver of " + its + " reply"
	case Ignored:
		return "the handler replies once more; the second reply is discarded"
	case Slept:
		return does("waits", "wait") + " a while"
	case Woke:
		return does("has", "have") + " waited, with nothing more to do"
	case Met:
		return does("finds what it expected", "find what you expected")
	case Unmet:
		return does("finds something other than it expected", "find something other than you expected")
	case Started:
		return does("starts", "start") + " the actor"
	case Stopping:
		return does("tells", "tell") + " the actor to stop: nothing more is admitted"
	case Killed:
		return does("kills", "kill") + " the actor: what is in the mailbox is discarded"
	}
	return e.Kind.String()
}

// reason is an outcome as the end of a sentence.
func reason(o Outcome) string {
	switch o {
	case OutcomeFull:
		return "the mailbox is full"
	case OutcomeStopped:
		return "the actor has stopped"
	case OutcomeTimeout:
		return "its time ran out"
	case OutcomePanic:
		return "a handler panicked"
	case OutcomeExit:
		return "a handler ended its goroutine"
	case OutcomeNoReply:
		return "the handler returned without a reply"
	case OutcomeItself:
		return "the actor would wait for itself"
	case OutcomeStarted:
		return "it was started before"
	case OutcomeNotStarted:
		return "the actor is not started"
	}
	return o.String()
}
