package actor

// A settlement is the outcome that a callback is owed.
type settlement[R any] struct {
	done   Callback[R]
	ticket uint64
	answer R
	err    error
}

// settlements are those owed by one critical section, in order. One costs no
// allocation, and more than one is rare.
type settlements[R any] struct {
	first settlement[R]
	more  []settlement[R]
}

func (o *settlements[R]) add(s settlement[R]) {
	if o.first.done == nil {
		o.first = s
	} else {
		o.more = append(o.more, s)
	}
}

// deliver calls the callbacks. There is one at least.
func (o *settlements[R]) deliver() {
	first := o.first
	if o.more != nil {
		defer deliver(o.more)
	}
	*o = settlements[R]{}
	first.done(first.ticket, first.answer, first.err)
}

// deliver calls all, even if one of them panics or ends the goroutine.
func deliver[R any](all []settlement[R]) {
	defer func() {
		if len(all) > 0 {
			deliver(all)
		}
	}()
	for len(all) > 0 {
		s := all[0]
		all = all[1:]
		s.done(s.ticket, s.answer, s.err)
	}
}
