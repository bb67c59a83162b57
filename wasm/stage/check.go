package stage

// Check is what an editor shows of a text.
type Check struct {
	Mistakes Mistakes
	Clients  []NamedClient // the first of them
}

// NamedClient is a client line.
type NamedClient struct {
	Name  string
	Line  int
	Index int // of its first client, among all
}

// CheckText looks a text over as [Parse] does, and makes no script of it.
func CheckText(text string) Check {
	const most = 64 // clients: by then their looks have recurred
	p := newParser(text)
	for p.tok.kind != tokenEnd {
		p.statement()
	}
	c := Check{Mistakes: p.allMistakes()}
	index := 0
	for _, g := range p.script.Clients[:min(most, len(p.script.Clients))] {
		c.Clients = append(c.Clients, NamedClient{g.Name, g.Line, index})
		index += g.Count
	}
	return c
}
