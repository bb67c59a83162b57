package actor

// hasCrew is false where all run on one thread: a goroutine for each wake-up costs little there, and a crew's code its bytes.
func hasCrew() bool { return false }

// yields is what crew.go says. Here a caller sleeps at once.
func yields() int { return 0 }

type runner interface{ runAll() }

func handOver(runner) {}
