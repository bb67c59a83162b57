package data

import (
	"context"
	"errors"
	"sync/atomic"
)

var (
	// ErrStarted is [Once.Start]'s, and so [Start]'s, if the value has been
	// started before.
	ErrStarted = errors.New("data: already started; the first goes on")

	// ErrNotStarted is the error of calls that come before the start.
	ErrNotStarted = errors.New("data: not started; call Start first")
)

// A Once holds one [Value] that is started at most once, like the chapter's
// OnceLock. The zero Once is not started. Its methods may be called from any
// goroutine.
type Once struct{ value atomic.Pointer[Value] }

// Start starts the value that start returns. Called again it returns
// [ErrStarted] and changes nothing. If ctx has ended it returns its cause and
// starts nothing; later ctx has no effect. It does not block. Start panics if
// ctx is nil.
//
// start must do no more than make a value, with [New] or [NewWrapped]: if two
// callers start at the same time, both are called and one value is kept.
func (o *Once) Start(ctx context.Context, start func() *Value) error {
	if ctx == nil {
		panic("data: Start: context is nil")
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if o.value.Load() != nil || !o.value.CompareAndSwap(nil, start()) {
		return ErrStarted
	}
	return nil
}

// Value returns the value, or [ErrNotStarted].
func (o *Once) Value() (*Value, error) {
	v := o.value.Load()
	if v == nil {
		return nil, ErrNotStarted
	}
	return v, nil
}

// Set is [Value.Set], or [ErrNotStarted].
func (o *Once) Set(ctx context.Context, value int32) error {
	v, err := o.Value()
	if err != nil {
		return err
	}
	return v.Set(ctx, value)
}

// Get is [Value.Get], or [ErrNotStarted].
func (o *Once) Get(ctx context.Context) (int32, error) {
	v, err := o.Value()
	if err != nil {
		return 0, err
	}
	return v.Get(ctx)
}
