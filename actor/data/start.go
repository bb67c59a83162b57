package data

import (
	"context"
	"errors"
	"sync/atomic"
)

var (
	// ErrStarted is Start's when the actor has been started before.
	ErrStarted = errors.New("data: already started; the first goes on")

	// ErrNotStarted is SetValue's and GetValue's before Start.
	ErrNotStarted = errors.New("data: not started; call Start first")
)

// global is set once, like the chapter's OnceLock.
var global atomic.Pointer[Value]

// Start starts the program's one actor, with [Capacity] slots. Called again it
// returns [ErrStarted] and changes nothing. Where ctx has ended it returns its
// cause and starts nothing; later ctx has no effect. It does not block.
func Start(ctx context.Context) error {
	if ctx == nil {
		panic("data: Start: context is nil")
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if !global.CompareAndSwap(nil, New(Capacity)) {
		return ErrStarted
	}
	return nil
}

// SetValue is [Value.Set] of the program's actor; [ErrNotStarted] before Start.
func SetValue(ctx context.Context, value int32) error {
	v := global.Load()
	if v == nil {
		return ErrNotStarted
	}
	return v.Set(ctx, value)
}

// GetValue is [Value.Get] of the program's actor; [ErrNotStarted] before Start.
func GetValue(ctx context.Context) (int32, error) {
	v := global.Load()
	if v == nil {
		return 0, ErrNotStarted
	}
	return v.Get(ctx)
}
