package actor_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

func TestMisusePanicsAtTheCallAndNamesTheArgument(t *testing.T) {
	a := actor.Spawn(1, runJob)
	var none context.Context
	for _, c := range []struct {
		says string
		call func()
	}{
		{"actor: Spawn: capacity is 0, must be at least 1", func() { actor.Spawn(0, runJob) }},
		{"actor: Spawn: capacity is -3, must be at least 1", func() { actor.Spawn(-3, runJob) }},
		{"actor: Spawn: handler is nil", func() { actor.Spawn[job, int](1, nil) }},
		{"actor: On: executor is 9, must be Goroutine, Caller or Manual", func() { actor.On(9) }},
		{"actor: Observe: observer is nil", func() { actor.Observe(nil) }},
		{"actor: Named: name is empty", func() { actor.Named("") }},
		{"actor: TurnOf: context is nil", func() { actor.TurnOf(none) }},
		{"actor: Send: context is nil", func() { a.Send(none, quiet) }},
		{"actor: Ask: context is nil", func() { a.Ask(none, quiet) }},
		{"actor: Stop: context is nil", func() { a.Stop(none) }},
		{"actor: SendFunc: done is nil", func() { a.SendFunc(quiet, 0, nil) }},
		{"actor: AskFunc: done is nil", func() { a.AskFunc(quiet, 0, nil) }},
		{"actor: SendFuncIn: done is nil", func() { a.SendFuncIn(actor.Turn{}, quiet, 0, nil) }},
		{"actor: AskFuncIn: done is nil", func() { a.AskFuncIn(actor.Turn{}, quiet, 0, nil) }},
		{"actor: StopFunc: finished is nil", func() { a.StopFunc(0, nil) }},
		{"actor: Turn.Hold: the actor was not spawned On(Manual)", func() {
			var held any
			a.Ask(context.Background(), func(ctx context.Context, _ actor.Reply[int]) {
				defer func() { held = recover() }()
				actor.TurnOf(ctx).Hold()
			})
			panic(held)
		}},
		{"actor: Receive: the actor was not spawned On(Manual)", func() { a.Receive() }},
		{"actor: Handle: the actor was not spawned On(Manual)", func() { a.Handle() }},
	} {
		t.Run(c.says, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); got != c.says {
					t.Errorf("it panicked with %q", got)
				}
			}()
			c.call()
		})
	}
	// None of it did any harm.
	if answer, err := a.Ask(context.Background(), answers(5)); answer != 5 || err != nil {
		t.Errorf("Ask = %d, %v", answer, err)
	}
	if err := a.TrySend(func(context.Context, actor.Reply[int]) {}); err != nil {
		t.Error(err)
	}
	a.Stop(context.Background())
	if s := a.Stats(); s.Admitted != 3 || s.Rejected != 0 {
		t.Errorf("Stats = %+v", s)
	}
}
