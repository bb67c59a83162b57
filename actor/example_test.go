package actor_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

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

// Two actors that wait for each other's mailboxes may go well for long: it
// depends on the load. The log asks the bank back for each entry, and the bank
// sends its entries in one turn. Three have room: one in the log's hands and two
// in its mailbox. With the fourth both would wait, and one of the calls is
// refused.
func Example_twoMailboxes() {
	ctx := context.Background()
	for _, entries := range []int{3, 4} {
		var refused atomic.Int32
		count := func(err error) {
			if errors.Is(err, actor.ErrDeadlock) {
				refused.Add(1)
			}
		}
		var bank, log *actor.Actor[int, int]
		log = actor.Spawn(2, func(ctx context.Context, entry int, _ actor.Reply[int]) {
			_, err := bank.Ask(ctx, 0)
			count(err)
		}, actor.Named("log"))
		bank = actor.Spawn(8, func(ctx context.Context, entries int, reply actor.Reply[int]) {
			for entry := range entries {
				count(log.Send(ctx, entry))
			}
			reply.Send(entries)
		}, actor.Named("bank"))

		bank.Ask(ctx, entries)
		log.Stop(ctx)
		fmt.Println(entries, "entries:", refused.Load(), "refused")
	}

	// Output:
	// 3 entries: 0 refused
	// 4 entries: 1 refused
}

// The desk has no answer of its own. It keeps the reply and sends the question
// on with it, so the files answer whoever asked the desk.
func Example_forward() {
	type question struct {
		about string
		reply actor.Reply[string]
	}
	files := actor.Spawn(16, func(_ context.Context, q question, _ actor.Reply[string]) {
		q.reply.Send("all about " + q.about)
	})
	desk := actor.Spawn(16, func(ctx context.Context, about string, reply actor.Reply[string]) {
		q := question{about, reply.Keep()}
		if err := files.Send(ctx, q); err != nil {
			q.reply.Send("the files are closed")
		}
	})

	fmt.Println(desk.Ask(context.Background(), "Go"))

	// Output: all about Go <nil>
}

// A bank that waited for the rates in its turn would hold up whoever comes
// behind. It keeps the reply instead, and a goroutine answers when the rate is
// there.
func Example_replyLater() {
	ctx := context.Background()
	found := make(chan struct{})
	rates := actor.Spawn(16, func(_ context.Context, _ string, reply actor.Reply[int]) {
		<-found
		reply.Send(3)
	})
	bank := actor.Spawn(16, func(_ context.Context, command string, reply actor.Reply[string]) {
		if command == "pay" {
			reply.Send("paid")
			return
		}
		kept := reply.Keep()
		go func() {
			rate, err := rates.Ask(ctx, "today's")
			kept.Send(fmt.Sprint("the rate is ", rate, ", ", err))
		}()
	})

	rate := make(chan string, 1)
	bank.AskFunc("rate", 0, func(_ uint64, answer string, _ error) { rate <- answer })
	fmt.Println(bank.Ask(ctx, "pay")) // though it came later
	close(found)
	fmt.Println(<-rate)

	// Output:
	// paid <nil>
	// the rate is 3, <nil>
}

// A router gives jobs to its workers in turn. Each worker does one at a time, and
// three of them three.
func Example_workers() {
	ctx := context.Background()
	var workers [3]*actor.Actor[int, int]
	for i := range workers {
		done := 0
		workers[i] = actor.Spawn(4, func(_ context.Context, job int, reply actor.Reply[int]) {
			if job == 0 { // the question how many
				reply.Send(done)
				return
			}
			done++
		})
	}
	next := 0
	router := actor.Spawn(4, func(ctx context.Context, job int, _ actor.Reply[int]) {
		workers[next].Send(ctx, job) // waits for a slot if the worker is behind
		next = (next + 1) % len(workers)
	})

	for job := 1; job <= 6; job++ {
		router.Send(ctx, job)
	}
	router.Stop(ctx)
	for i, worker := range workers {
		done, err := worker.Ask(ctx, 0)
		fmt.Println("worker", i+1, "did", done, err)
	}

	// Output:
	// worker 1 did 2 <nil>
	// worker 2 did 2 <nil>
	// worker 3 did 2 <nil>
}

// A router that may not fall behind tries: what its worker has no slot for is
// shed, and the router goes on at once. Here the worker is stepped by hand, so
// that it is surely behind.
func Example_shedLoad() {
	ctx := context.Background()
	worker := actor.Spawn(2, func(_ context.Context, job int, _ actor.Reply[int]) {
		fmt.Println("did job", job)
	}, actor.On(actor.Manual))
	shed := 0
	router := actor.Spawn(8, func(_ context.Context, job int, reply actor.Reply[int]) {
		if job == 0 { // the question how many
			reply.Send(shed)
		} else if worker.TrySend(job) == actor.ErrFull {
			shed++
		}
	})

	for job := 1; job <= 5; job++ {
		router.Send(ctx, job)
	}
	n, err := router.Ask(ctx, 0)
	fmt.Println("shed", n, err)
	for worker.Receive() && worker.Handle() {
	}

	// Output:
	// shed 3 <nil>
	// did job 1
	// did job 2
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
