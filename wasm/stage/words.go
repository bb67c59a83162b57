package stage

import "strings"

// Sentence says in words what an event of this play is: the log's text.
func (s *Stage) Sentence(e *Event) string {
	actor, mailbox := s.run.actorName(e.Actor), s.run.mailboxName(e.Actor)
	several := actor != "the actor"
	who := s.run.name(e.Client)
	whose, its := who+"'s", "its"
	does := func(verb, _ string) string { return who + " " + verb }
	switch {
	case actorOf(e.Client) >= 0:
	case e.Client < 0:
		who, whose = actor, actor+"'s own"
	case who == You:
		whose, its = "your", "your"
		does = func(_, verb string) string { return "you " + verb }
	}
	command := what(e.Op, ModePlain, e.Value)
	it := whose + " " + command
	received := it // as the actor's object
	if e.Client == Itself {
		received = "its own " + command
	}
	handler := "the handler"
	if several {
		handler = actor + "'s handler"
	}
	to := func(text string) string { // of several actors, which
		if several {
			return text + actor
		}
		return ""
	}
	switch e.Kind {
	case Blocked:
		return does("waits", "wait") + " for a slot with " + command + ": " + mailbox + " is full"
	case Admitted:
		return it + " is admitted" + to(" by ")
	case Withdrawn:
		return does("gives", "give") + " up waiting for a slot; " + its + " " + command + " never gets in"
	case Rejected:
		return it + " is refused" + to(" by ") + ": " + s.refusal(e)
	case Received:
		return actor + " receives " + received
	case Handled:
		return actor + " has handled " + received
	case Replied:
		if by := s.run.actorName(e.Value); by != actor {
			return by + " replies to " + received + " for " + actor
		}
		return actor + " replies to " + received
	case Kept:
		return actor + " keeps the reply to " + received + " for later"
	case Abandoned:
		return actor + "'s reply to " + received + " finds nobody and is discarded"
	case Dropped:
		return it + " is dropped unhandled: " + reason(e.Outcome)
	case Stopped:
		return actor + " is done"
	case Panicked:
		if e.Outcome == OutcomeExit {
			return handler + " ends its goroutine on " + received + "; " + actor + " fails"
		}
		return handler + " panics on " + received + "; " + actor + " fails"
	case Answered:
		return does("gets", "get") + " the answer " + itoa(int64(e.Value)) + to(" from ")
	case Failed:
		return whose + " " + e.Op.String() + to(" at ") + " returns an error: " + reason(e.Outcome)
	case LetGo:
		return does("drops", "drop") + " the receiver of " + its + " reply"
	case Ignored:
		return handler + " replies once more; the second reply is discarded"
	case Slept:
		return does("waits", "wait") + " a while"
	case Woke:
		return does("has", "have") + " waited, with nothing more to do"
	case Met:
		return does("finds what it expected", "find what you expected")
	case Unmet:
		return does("finds something other than it expected", "find something other than you expected")
	case Started:
		return does("starts", "start") + " " + actor
	case Stopping:
		return does("tells", "tell") + " " + actor + " to stop: nothing more is admitted"
	case Killed:
		return does("kills", "kill") + " " + actor + ": what is in the mailbox is discarded"
	}
	return e.Kind.String()
}

// refusal says why a command was refused: for a ring the core's own words.
func (s *Stage) refusal(e *Event) string {
	if ring := s.rings[e.Command]; ring != nil && e.Outcome == OutcomeDeadlock {
		return strings.TrimPrefix(ring.Error(), "actor: deadlock: ")
	}
	return reason(e.Outcome)
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
	case OutcomeDeadlock:
		return "actors would wait for each other in a ring"
	case OutcomeStarted:
		return "it was started before"
	case OutcomeNotStarted:
		return "the actor is not started"
	}
	return o.String()
}
