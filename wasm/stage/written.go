package stage

import "strings"

// written puts the clients that were added into the text of the script.
func (w *writer) written(text string) (Written, error) {
	out := Written{Exact: w.exact}
	for _, a := range w.added {
		out.Clients = append(out.Clients, a.group.Name)
	}
	var b textBytes
	line := 0
	for i := range w.script.Clients {
		if groups := w.groups(i); len(groups) > 0 {
			var before string
			before, text = cutLines(text, w.script.Clients[i].Line-1-line)
			line = w.script.Clients[i].Line - 1
			b.add(before)
			writeLines(&b, groups)
		}
	}
	b.add(endLine(text))
	writeLines(&b, w.groups(len(w.script.Clients)))
	out.Script = string(b)
	script, err := Parse(out.Script)
	if err != nil {
		return Written{}, ErrTooLongToWrite
	}
	out.Exact = out.Exact && Format(script) == Format(w.whole())
	return out, nil
}

func writeLines(b *textBytes, groups []ClientGroup) {
	for i := range groups {
		groups[i].write(b)
	}
}

// endLine has a text that isn't empty end with the end of a line.
func endLine(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

// cutLines cuts a text after its first n lines.
func cutLines(text string, n int) (before, after string) {
	at := 0
	for range n {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return text[:at], text[at:]
}

// AppendJSON adds the written script as one JSON object, of the shape
// protocol.Written.
func (w *Written) AppendJSON(b []byte) []byte {
	j := append(jsonText(b), '{')
	j.string("script", w.Script)
	j.bool("exact", w.Exact)
	j.key("clients")
	j.open('[')
	for _, name := range w.Clients {
		j.text(name)
	}
	j.close(']')
	j.close('}')
	return j
}
