package stage

import "time"

// A task is something that will happen at a virtual time.
type task struct {
	at     time.Duration
	order  uint64 // among tasks of the same time: as they were planned
	kind   taskKind
	client int32  // or the actor that receives or handles
	call   uint32 // of a deadline: the client's call that it is for
}

type taskKind uint8

const (
	taskResume   taskKind = iota // a client goes on to its next step
	taskWake                     // a client has waited long enough
	taskDeadline                 // a client's call runs out of time
	taskReceive                  // the actor takes a command from its mailbox
	taskHandle                   // the command that was received is handled
)

// An agenda holds what is planned, in order of time, and of planning within
// one. What is planned for the present, which is most of it, waits in a queue;
// the future is a binary heap. With container/heap a task of the future takes
// twice as long and two allocations, and the module 1.3 KB more.
type agenda struct {
	now     time.Duration
	planned uint64
	present queue[task]
	future  []task
}

func (a *agenda) plan(t task) {
	if t.at <= a.now {
		a.present.push(t)
		return
	}
	a.planned++
	t.order = a.planned
	a.future = append(a.future, t)
	for i := len(a.future) - 1; i > 0; {
		parent := (i - 1) / 2
		if !a.future[i].before(&a.future[parent]) {
			break
		}
		a.future[i], a.future[parent] = a.future[parent], a.future[i]
		i = parent
	}
}

// peek returns the next task, or nil.
func (a *agenda) peek() *task {
	if a.present.length() > 0 {
		return a.present.at(0)
	}
	if len(a.future) > 0 {
		return &a.future[0]
	}
	return nil
}

// drop removes the next task and does not move the clock.
func (a *agenda) drop() {
	if a.present.length() > 0 {
		a.present.pop()
	} else {
		a.pop()
	}
}

// take removes the next task and moves the clock to it. There is one.
func (a *agenda) take() task {
	if a.present.length() == 0 {
		// All of that time come before anything that they will plan for it.
		a.now = a.future[0].at
		for len(a.future) > 0 && a.future[0].at == a.now {
			a.present.push(a.pop())
		}
	}
	return a.present.pop()
}

func (a *agenda) pop() task {
	first, last := a.future[0], len(a.future)-1
	a.future[0] = a.future[last]
	a.future = a.future[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if a.future[child].before(&a.future[least]) {
				least = child
			}
		}
		if least == i {
			return first
		}
		a.future[i], a.future[least] = a.future[least], a.future[i]
		i = least
	}
}

func (t *task) before(other *task) bool {
	return t.at < other.at || t.at == other.at && t.order < other.order
}
