package stage

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func (p *parser) goodName(name token, whose string) bool {
	for i, r := range name.text {
		if unicode.IsLetter(r) || i > 0 && (unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '_') {
			continue
		}
		p.mistake(name, "expected "+whose+` name of letters, digits, "-" and "_" that begins with a letter; got `+quoted(name.text))
		return false
	}
	if n := utf8.RuneCountInString(name.text); n > MaxName {
		p.mistake(name, "expected "+whose+" name of at most "+decimal(MaxName)+" characters; got "+quoted(name.text)+
			" with "+decimal(n))
		return false
	}
	for _, role := range roleNames {
		if strings.EqualFold(name.text, role.name) {
			p.mistake(name, "expected another name; "+quoted(role.name)+" is what the views call "+role.meaning)
			return false
		}
	}
	return true
}

// takenNames finds two clients of one name without writing out any count: a plain name can only meet the same plain name, or
// the counted group of what stands before its last "-"; a counted group can only meet another one of the same name.
type takenNames struct {
	plain   map[string]int      // the line of each plain name
	counted map[string]counted  // the counted group of each name
	lowest  map[string]numbered // of the plain names that end in "-" and a number, the one with the lowest, by what is before
}

type counted struct{ count, line int }

type numbered struct {
	number, line int
	name         string
}

func (t *takenNames) add(p *parser, g ClientGroup, at token) {
	refuse := func(client string, line int, of string) {
		message := "expected a name that is free; " + quoted(client) + " is on line " + decimal(line) + " already"
		if of != "" {
			message += ", as one of " + quoted(of)
		}
		p.mistake(at, message)
	}
	group := func(name string, count int) string { return name + " x" + decimal(count) }
	if g.Numbered {
		if c, ok := t.counted[g.Name]; ok {
			refuse(g.NameOf(0), c.line, group(g.Name, c.count))
			return
		}
		if n, ok := t.lowest[g.Name]; ok && n.number <= g.Count {
			refuse(n.name, n.line, "")
		}
		t.counted[g.Name] = counted{g.Count, g.Line}
		return
	}
	if line, ok := t.plain[g.Name]; ok {
		refuse(g.Name, line, "")
		return
	}
	t.plain[g.Name] = g.Line
	i := strings.LastIndexByte(g.Name, '-')
	if i < 0 {
		return
	}
	base, digits := g.Name[:i], g.Name[i+1:]
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || decimal(n) != digits {
		return // no count makes such a name
	}
	if c, ok := t.counted[base]; ok && n <= c.count {
		refuse(g.Name, c.line, group(base, c.count))
	}
	if l, ok := t.lowest[base]; !ok || n < l.number {
		t.lowest[base] = numbered{n, g.Line, g.Name}
	}
}
