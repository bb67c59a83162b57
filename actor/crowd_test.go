package actor_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

// BenchmarkCrowd is so many clients by so many actors, each of which sets and gets: on the executors whose callers wait, and on the actor that one writes by hand.
func BenchmarkCrowd(b *testing.B) {
	for _, size := range [][2]int{{2, 1}, {8, 1}, {64, 1}, {64, 64}} {
		clients, actors := size[0], size[1]
		name := fmt.Sprintf("%dx%d", clients, actors)
		for _, x := range []struct {
			name     string
			executor actor.Executor
		}{{"goroutine", actor.Goroutine}, {"caller", actor.Caller}} {
			b.Run(name+"/"+x.name, func(b *testing.B) {
				ctx := context.Background()
				all := make([]*actor.Actor[int, int], actors)
				for i := range all {
					all[i] = register(x.executor, 1024)
				}
				crowd(b, clients, func(k, n int) {
					a := all[k%actors]
					for i := range n {
						a.Send(ctx, i)
						if _, err := a.Ask(ctx, get); err != nil {
							b.Error(err)
						}
					}
				})
			})
		}
		b.Run(name+"/channel", func(b *testing.B) {
			type command struct {
				set   int
				reply chan int
			}
			all := make([]chan command, actors)
			for i := range all {
				all[i] = make(chan command, 1024)
				go func() {
					value := 0
					for c := range all[i] {
						if c.reply == nil {
							value = c.set
							continue
						}
						c.reply <- value
					}
				}()
				defer close(all[i])
			}
			crowd(b, clients, func(k, n int) {
				mailbox := all[k%actors]
				for i := range n {
					mailbox <- command{set: i}
					reply := make(chan int, 1)
					mailbox <- command{reply: reply}
					<-reply
				}
			})
		})
	}
}

func crowd(b *testing.B, clients int, client func(k, n int)) {
	var all sync.WaitGroup
	b.ResetTimer()
	for k := range clients {
		all.Go(func() { client(k, (b.N+clients-1)/clients) })
	}
	all.Wait()
}
