package actor_test

import (
	"context"
	"errors"
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

// A reply that is kept is sent later, here when somebody brings what was asked
// for. The shop serves others meanwhile.
func ExampleReply_Keep() {
	type request struct {
		order   string // asks for one
		deliver string // brings one
	}
	waiting := map[string]actor.Reply[string]{}
	shop := actor.Spawn(16, func(_ context.Context, r request, reply actor.Reply[string]) {
		if r.order != "" {
			waiting[r.order] = reply.Keep()
			return
		}
		ordered := waiting[r.deliver]
		delete(waiting, r.deliver)
		ordered.Send("a new " + r.deliver)
	})

	got := make(chan string)
	shop.AskFunc(request{order: "bicycle"}, 0, func(_ uint64, answer string, err error) {
		got <- fmt.Sprint(answer, " ", err)
	})
	shop.Send(context.Background(), request{deliver: "bicycle"})
	fmt.Println(<-got)

	// Output: a new bicycle <nil>
}

// The bank asks the log, and the log asks the bank, which waits for it. The ask
// that closes the ring is refused, and says who waits for whom; nothing hangs.
func ExampleDeadlockError() {
	var bank, log *actor.Actor[string, string]

	bank = actor.Spawn(16, func(ctx context.Context, command string, reply actor.Reply[string]) {
		written, err := log.Ask(ctx, "write "+command)
		if err != nil {
			fmt.Println("bank:", err)
		}
		reply.Send(command + ", " + written)
	}, actor.Named("bank"))

	log = actor.Spawn(16, func(ctx context.Context, command string, reply actor.Reply[string]) {
		_, err := bank.Ask(ctx, "who are you?")
		fmt.Println("log:", err)
		fmt.Println(errors.Is(err, actor.ErrDeadlock))
		reply.Send("written")
	}, actor.Named("log"))

	fmt.Println(bank.Ask(context.Background(), "pay 5"))

	// Output:
	// log: actor: deadlock: log would wait for bank, which waits for log
	// true
	// pay 5, written <nil>
}

// On an event loop nobody may block, so a handler that asks another actor holds
// its turn until it has the answer.
func ExampleTurn_Hold() {
	prices := actor.Spawn(16, func(_ context.Context, name string, reply actor.Reply[int]) {
		reply.Send(len(name))
	}, actor.On(actor.Manual))

	till := actor.Spawn(16, func(ctx context.Context, name string, reply actor.Reply[int]) {
		turn := actor.TurnOf(ctx)
		turn.Hold()
		prices.AskFuncIn(turn, name, 0, func(_ uint64, price int, err error) {
			if err == nil {
				reply.Send(price * 2)
			}
			turn.End()
		})
	}, actor.On(actor.Manual))

	till.AskFunc("apple", 0, func(_ uint64, sum int, err error) { fmt.Println("two cost", sum, err) })
	till.Receive()
	till.Handle()
	fmt.Println("till is busy:", till.Stats().Busy == 1)
	prices.Receive()
	prices.Handle()
	fmt.Println("till is busy:", till.Stats().Busy == 1)

	// Output:
	// till is busy: true
	// two cost 10 <nil>
	// till is busy: false
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
