package stage

// AppendJSON adds it as a JSON object of protocol.ScriptCheck.
func (c *Check) AppendJSON(b []byte) []byte {
	j := append(jsonText(b), '{')
	j.key("mistakes")
	j = c.Mistakes.AppendJSON(j)
	j.key("clients")
	j.open('[')
	for i := range c.Clients {
		g := &c.Clients[i]
		j.open('{')
		j.string("name", g.Name)
		j.int("line", int64(g.Line))
		j.int("index", int64(g.Index))
		j.close('}')
	}
	return append(j, "]}"...)
}

// AppendJSON adds them as a JSON object of protocol.Completions.
func (c *Completions) AppendJSON(b []byte) []byte {
	j := append(jsonText(b), '{')
	j.string("typed", c.Typed)
	j.key("items")
	j.open('[')
	for i := range c.Items {
		item := &c.Items[i]
		j.open('{')
		j.string("kind", string(item.Kind))
		j.string("text", item.Text)
		j.string("form", item.Form)
		j.string("meaning", item.Meaning)
		j.close('}')
	}
	return append(j, "]}"...)
}
