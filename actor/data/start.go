package data

import "context"

// global is the program's one value.
var global Once

// Start starts the program's one actor, with [Capacity] slots. Called again it
// returns [ErrStarted] and changes nothing. If ctx has ended it returns its
// cause and starts nothing; later ctx has no effect. It does not block.
func Start(ctx context.Context) error {
	return global.Start(ctx, func() *Value { return New(Capacity) })
}

// SetValue is [Value.Set] of the program's actor; [ErrNotStarted] before Start.
func SetValue(ctx context.Context, value int32) error { return global.Set(ctx, value) }

// GetValue is [Value.Get] of the program's actor; [ErrNotStarted] before Start.
func GetValue(ctx context.Context) (int32, error) { return global.Get(ctx) }
