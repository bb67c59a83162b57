package stage

// AppendJSON adds the mistakes as a JSON array of protocol.Mistake.
func (ms Mistakes) AppendJSON(b []byte) []byte {
	j := append(jsonText(b), '[')
	for _, m := range ms {
		j.open('{')
		j.int("line", int64(m.Line))
		j.int("column", int64(m.Column))
		j.int("endColumn", int64(m.EndColumn))
		j.string("message", m.Message)
		line, mark := m.Excerpt()
		j.string("excerpt", line)
		j.string("mark", mark)
		j.string("mend", m.Mend)
		j.close('}')
	}
	j.close(']')
	return j
}
