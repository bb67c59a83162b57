package data_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
)

func TestSecondStartReturnsErrStartedAndTheFirstGoesOn(t *testing.T) {
	t.Cleanup(data.Reset)
	ctx := context.Background()
	if err := data.Start(ctx); err != nil {
		t.Fatal(err)
	}
	if err := data.SetValue(ctx, 42); err != nil {
		t.Fatal(err)
	}
	if err := data.Start(ctx); err != data.ErrStarted {
		t.Errorf("the second Start = %v, want ErrStarted", err)
	}
	if got, err := data.GetValue(ctx); got != 42 || err != nil {
		t.Errorf("GetValue = %d, %v; want 42, as the first was set to", got, err)
	}
}

func TestOfConcurrentStartsOneWins(t *testing.T) {
	t.Cleanup(data.Reset)
	ctx := context.Background()
	const starters = 8
	var all sync.WaitGroup
	results := make(chan error, starters)
	for i := range int32(starters) {
		all.Go(func() {
			err := data.Start(ctx)
			results <- err
			if err == nil {
				if err := data.SetValue(ctx, 100+i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	close(results)
	won := 0
	for err := range results {
		switch err {
		case nil:
			won++
		case data.ErrStarted:
		default:
			t.Errorf("Start = %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d starts won, want 1", won)
	}
	if got, err := data.GetValue(ctx); got < 100 || err != nil {
		t.Errorf("GetValue = %d, %v; want what the winner set", got, err)
	}
}

func TestSetAndGetBeforeStartReturnErrNotStarted(t *testing.T) {
	t.Cleanup(data.Reset)
	ctx := context.Background()
	if err := data.SetValue(ctx, 1); err != data.ErrNotStarted {
		t.Errorf("SetValue = %v, want ErrNotStarted", err)
	}
	if got, err := data.GetValue(ctx); got != 0 || err != data.ErrNotStarted {
		t.Errorf("GetValue = %d, %v; want ErrNotStarted", got, err)
	}
	// Nothing was kept for later.
	if err := data.Start(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := data.GetValue(ctx); got != 0 || err != nil {
		t.Errorf("GetValue = %d, %v; want 0", got, err)
	}
}

func TestStartWithAContextThatHasEndedStartsNothing(t *testing.T) {
	t.Cleanup(data.Reset)
	cause := errors.New("not today")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	if err := data.Start(ctx); err != cause {
		t.Errorf("Start = %v, want the context's cause", err)
	}
	if err := data.SetValue(context.Background(), 1); err != data.ErrNotStarted {
		t.Errorf("SetValue = %v, want ErrNotStarted", err)
	}
}

// A context that ends after Start does not end the actor.
func TestStartsContextHasNoLaterEffect(t *testing.T) {
	t.Cleanup(data.Reset)
	ctx, cancel := context.WithCancel(context.Background())
	if err := data.Start(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := data.SetValue(context.Background(), 5); err != nil {
		t.Errorf("SetValue = %v", err)
	}
}

func TestStartWithoutContextPanics(t *testing.T) {
	t.Cleanup(data.Reset)
	defer func() {
		if got := recover(); got != "data: Start: context is nil" {
			t.Errorf("it panicked with %v", got)
		}
	}()
	var none context.Context
	data.Start(none)
}

func TestValuesAreIndependent(t *testing.T) {
	ctx := context.Background()
	a, b := data.New(1), data.New(data.Capacity, actor.On(actor.Goroutine))
	for v, n := range map[*data.Value]int32{a: -1 << 31, b: 1<<31 - 1} {
		if err := v.Set(ctx, 1); err != nil {
			t.Error(err)
		}
		if err := v.TrySet(n); err != nil {
			t.Error(err)
		}
	}
	for v, n := range map[*data.Value]int32{a: -1 << 31, b: 1<<31 - 1} {
		if got, err := v.Get(ctx); got != n || err != nil {
			t.Errorf("Get = %d, %v; want %d", got, err, n)
		}
		if err := v.Stop(ctx); err != nil {
			t.Error(err)
		}
		if _, err := v.Get(ctx); err != actor.ErrStopped {
			t.Errorf("Get after Stop = %v, want ErrStopped", err)
		}
		if err := v.Set(ctx, n); err != actor.ErrStopped {
			t.Errorf("Set after Stop = %v, want ErrStopped", err)
		}
	}
	if s := a.Actor().Stats(); s.Cap != 1 || s.Handled != 3 {
		t.Errorf("Stats = %+v", s)
	}
}

func TestOncesStartIndependently(t *testing.T) {
	ctx := context.Background()
	var a, b data.Once
	start := func() *data.Value { return data.New(1) }
	if err := a.Start(ctx, start); err != nil {
		t.Fatal(err)
	}
	if err := a.Set(ctx, 5); err != nil {
		t.Error(err)
	}
	if _, err := b.Value(); err != data.ErrNotStarted {
		t.Errorf("Value of the other = %v, want ErrNotStarted", err)
	}
	if err := b.Set(ctx, 5); err != data.ErrNotStarted {
		t.Errorf("Set of the other = %v, want ErrNotStarted", err)
	}
	if _, err := b.Get(ctx); err != data.ErrNotStarted {
		t.Errorf("Get of the other = %v, want ErrNotStarted", err)
	}
	if err := b.Start(ctx, start); err != nil {
		t.Error(err)
	}
	if got, err := b.Get(ctx); got != 0 || err != nil {
		t.Errorf("Get of the other = %d, %v; want 0", got, err)
	}
	never := func() *data.Value { panic("a second value is made") }
	if err := a.Start(ctx, never); err != data.ErrStarted {
		t.Errorf("the second Start = %v, want ErrStarted", err)
	}
	if got, err := a.Get(ctx); got != 5 || err != nil {
		t.Errorf("Get = %d, %v; want 5", got, err)
	}
}

func TestWrappedValueHandlesItsOwnCommandsAndTheValues(t *testing.T) {
	ctx := context.Background()
	const double data.Op = 200
	v := data.NewWrapped(1, func(v *data.Value, next data.Handler) data.Handler {
		return func(ctx context.Context, command data.Command, reply actor.Reply[int32]) {
			if command.Op == double {
				command = data.Command{Op: data.Set, Value: 2 * v.Peek()}
			}
			next(ctx, command, reply)
		}
	}, actor.On(actor.Manual))
	for _, command := range []data.Command{{Op: data.Set, Value: 21}, {Op: double}} {
		if err := v.Actor().Send(ctx, command); err != nil {
			t.Fatal(err)
		}
		before := v.Peek()
		if !v.Actor().Receive() || v.Peek() != before || !v.Actor().Handle() {
			t.Fatalf("%+v is not handled in its turn", command)
		}
	}
	if got := v.Peek(); got != 42 {
		t.Errorf("Peek = %d, want 42", got)
	}
}
