package data_test

import (
	"context"
	"fmt"

	"github.com/actor-playground/actor-playground/actor/data"
)

// The main program of the course chapter.
func Example() {
	ctx := context.Background()
	if err := data.Start(ctx); err != nil {
		fmt.Println(err)
		return
	}
	if err := data.SetValue(ctx, 42); err != nil {
		fmt.Println(err)
		return
	}
	value, err := data.GetValue(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("Value:", value)

	// Output: Value: 42
}
