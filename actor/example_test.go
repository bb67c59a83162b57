package actor_test

import (
	"context"
	"fmt"

	"github.com/actor-playground/actor-playground/actor"
)

// A counter that many may add to, with no lock: what the handler owns is
// touched by the handler alone.
func ExampleSpawn() {
	ctx := context.Background()

	total := 0
	counter := actor.Spawn(1024, func(_ context.Context, add int, reply actor.Reply[int]) {
		total += add
		reply.Send(total)
	})

	counter.Send(ctx, 40) // goes on as soon as the command has a slot
	sum, err := counter.Ask(ctx, 2)
	fmt.Println(sum, err)

	// Output: 42 <nil>
}

// An ask comes back with the answer, or with the reason why there is none.
func ExampleActor_Ask() {
	ctx := context.Background()

	phone := map[string]string{"Ann": "555 0123"}
	book := actor.Spawn(16, func(_ context.Context, name string, reply actor.Reply[string]) {
		if number, ok := phone[name]; ok {
			reply.Send(number)
		}
	})

	number, err := book.Ask(ctx, "Ann")
	fmt.Println(number, err)

	_, err = book.Ask(ctx, "Bob")
	fmt.Println(err == actor.ErrNoReply)

	gone, cancel := context.WithCancel(ctx)
	cancel()
	_, err = book.Ask(gone, "Ann")
	fmt.Println(err)

	// Output:
	// 555 0123 <nil>
	// true
	// context canceled
}

// A full mailbox slows down who sends: Send waits for a slot, TrySend says
// that there is none. Under the Manual executor nothing is handled until we
// say so, which makes it easy to fill one.
func ExampleActor_TrySend() {
	printer := actor.Spawn(2, func(_ context.Context, page string, _ actor.Reply[struct{}]) {
		fmt.Println("printing", page)
	}, actor.On(actor.Manual))

	fmt.Println(printer.TrySend("page 1"))
	fmt.Println(printer.TrySend("page 2"))
	fmt.Println(printer.TrySend("page 3"))

	// Who can't be refused waits in line, first in, first out.
	printer.SendFunc("page 4", 0, func(_ uint64, _ struct{}, err error) {
		fmt.Println("page 4 has a slot:", err)
	})
	fmt.Println("waiting:", printer.Stats().Waiting)

	for printer.Receive() && printer.Handle() {
	}

	// Output:
	// <nil>
	// <nil>
	// actor: mailbox is full
	// waiting: 1
	// page 4 has a slot: <nil>
	// printing page 1
	// printing page 2
	// printing page 4
}

// Stop takes nothing more in, and returns when all that was admitted is done.
func ExampleActor_Stop() {
	ctx := context.Background()
	letters := actor.Spawn(8, func(_ context.Context, to string, _ actor.Reply[struct{}]) {
		fmt.Println("delivered to", to)
	})

	letters.Send(ctx, "Ann")
	letters.Send(ctx, "Bob")
	fmt.Println(letters.Stop(ctx))
	fmt.Println(letters.Send(ctx, "Cid"))

	// Output:
	// delivered to Ann
	// delivered to Bob
	// <nil>
	// actor: stopped
}
