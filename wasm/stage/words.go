package stage

// Sentence says in words what an event of this play is: the log's text.
func (s *Stage) Sentence(e *Event) string {
	who := s.run.name(e.Client)
	command := what(e.Op, ModePlain, e.Value)
	it := who + "'s " + command
	received := it // as the actor's object
	if e.Client < 0 {
		who, it, received = "the actor", "the actor's own "+command, "its own "+command
	}
	switch e.Kind {
	case Blocked:
		return who + " waits for a slot with " + command + ": the mailbox is full"
	case Admitted:
		return it + " is admitted"
	case Withdrawn:
		return who + " gives up waiting for a slot; its " + command + " never gets in"
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
		return who + " gets the answer " + itoa(int64(e.Value))
	case Failed:
		return who + "'s " + e.Op.String() + " returns an error: " + reason(e.Outcome)
	case LetGo:
		return who + " drops the receiver of its reply"
	case Ignored:
		return "the handler replies once more; the second reply comes to nothing"
	case Slept:
		return who + " waits a while"
	case Woke:
		return who + " has waited, and has nothing more to do"
	case Met:
		return who + " finds what it expected"
	case Unmet:
		return who + " finds something other than what it expected"
	case Started:
		return who + " starts the actor"
	case Stopping:
		return who + " tells the actor to stop: nothing more is admitted"
	case Killed:
		return who + " kills the actor: what is in the mailbox is discarded"
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
