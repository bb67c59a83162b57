package actor

func AwaitNoCrews() {}

func LetBubblesHaveCrews() (undo func()) { panic("there are no crews on js") }
