// Package codeview makes what the code view shows: the sources of the actor that runs, read from the very files, and the same
// actor in Rust; highlighted; and for each kind of event the lines that did it.
package codeview

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/evanw/esbuild/pkg/api"
)

// A light says which lines to light for an event: in one function, from the line with one text to that with another. Texts
// rather than numbers, so that a change of the source moves the light or fails the build, and never lights a wrong line.
type light struct {
	event    string // its kind, and where there is more than one place after a dot which; see keysOf in code-view.ts
	file     string
	function string
	from, to string // to is empty where it is one line
}

const (
	valueHandler = "actor/data/data.go"
	rustActor    = "web/code/actor.rs"
)

// lights are in order: where an event has several, the first is where the reader is taken.
var lights = []light{
	{"Started", "actor/actor.go", "Spawn", "a := &Actor[C, R]{", "capacity: capacity,"},
	{"Blocked", "actor/send.go", "block", "a.more().waiters.push(c)", "a.report(Blocked,"},
	{"Admitted", "actor/send.go", "admit", "a.admitted.push(e, a.capacity)", "a.report(Admitted,"},
	{"Admitted.line", "actor/executor.go", "admitFirst", "c := a.extras.waiters.pop()", "a.report(Admitted,"},
	{"Withdrawn", "actor/call.go", "cancel", "a.extras.waiters.remove(c)", "a.report(Withdrawn,"},
	{"Rejected", "actor/send.go", "reject", "a.more().rejected++", "a.report(Rejected,"},
	{"Rejected.full", "actor/send.go", "TrySend", "if !a.hasRoom() {", "return a.reject(e, ErrFull, &owed)"},
	{"Rejected.itself", "actor/deadlock.go", "ring", "if w.from == w.to {", "return ErrSelfCall"},
	{"Rejected.line", "actor/stop.go", "stopAdmitting", "for c := x.waiters.pop()", "a.report(Rejected,"},
	{"Received", "actor/executor.go", "receive", "e := a.admitted.pop()", "a.report(Received,"},
	{"Handled", "actor/run.go", "finish", "a.report(Handled,", ""},
	{"Handled.set", valueHandler, "handler", "case Set:", "v.held = command.Value"},
	{"Replied", valueHandler, "handler", "case Get:", "reply.Send(v.held)"},
	{"Abandoned", "actor/reply.go", "sendReply", "if c == nil {", "a.report(Abandoned,"},
	{"Ignored", "actor/reply.go", "reply", "if !a.awaits(command) {", "return false"},
	{"Dropped", "actor/stop.go", "drop", "e := a.admitted.pop()", "a.report(Dropped,"},
	{"Stopped", "actor/stop.go", "finishStop", "a.report(Stopped,", "a.phase = stopped"},
	{"Panicked", "actor/run.go", "crash", "var failure error = ErrGoexit", "failure = &PanicError{"},
	{"Answered", "actor/call.go", "settle", "owed.add(settlement[R]{", ""},
	{"Failed.no-reply", "actor/run.go", "finish", "if failure == nil {", "missing = ErrNoReply"},
	{"Failed.timeout", "actor/call.go", "cancel", "a.settle(c, none, cause, &owed)", ""},
	{"LetGo", "actor/call.go", "cancel", "a.settle(c, none, cause, &owed)", ""},
	{"Stopping", "actor/stop.go", "StopFunc", "a.stopAdmitting(ErrStopped, &owed)", ""},
	{"Killed", "actor/stop.go", "Kill", "a.endContext()", "a.drop(ErrStopped, &owed)"},

	{"Started", rustActor, "start", "mpsc::channel(capacity)", "Register { mailbox, task }"},
	{"Blocked.set", rustActor, "set", "self.mailbox.reserve().await", ""},
	{"Blocked.get", rustActor, "get", "self.mailbox.reserve().await", ""},
	{"Blocked.crash", rustActor, "crash", "self.mailbox.reserve().await", ""},
	{"Admitted.set", rustActor, "set", "slot.send(", ""},
	{"Admitted.get", rustActor, "get", "slot.send(", ""},
	{"Admitted.crash", rustActor, "crash", "slot.send(", ""},
	{"Admitted.try set", rustActor, "try_set", "self.mailbox.try_send(", "Ok(()) => Ok(()),"},
	{"Withdrawn", rustActor, "get_within", "timeout(limit, self.get()).await", "Err(_) =>"},
	{"Rejected.set", rustActor, "set", "self.mailbox.reserve().await", ""},
	{"Rejected.get", rustActor, "get", "self.mailbox.reserve().await", ""},
	{"Rejected.try set", rustActor, "try_set", "TrySendError::Closed", ""},
	{"Rejected.full", rustActor, "try_set", "TrySendError::Full", ""},
	{"Received", rustActor, "own_number", "messages.recv().await", ""},
	{"Handled", rustActor, "own_number", "match message {", ""},
	{"Handled.set", rustActor, "own_number", "Message::Set(next) =>", ""},
	{"Replied", rustActor, "own_number", "Message::Get(reply) =>", "reply.send(number)"},
	{"Abandoned", rustActor, "own_number", "reply.send(number).is_err()", "Nothing is left to do."},
	{"Dropped", rustActor, "own_number", "fn own_number(mut messages:", ""},
	{"Panicked", rustActor, "own_number", "Message::Crash =>", ""},
	{"Answered", rustActor, "get", "answer.await", ""},
	{"Failed.no-reply", rustActor, "get", "answer.await", ""},
	{"Failed.stopped", rustActor, "get", "answer.await", ""},
	{"Failed.panic", rustActor, "get", "answer.await", ""},
	{"Failed.timeout", rustActor, "get_within", "Err(_) =>", ""},
	{"LetGo", rustActor, "get", "answer.await", ""},
	{"Stopping", rustActor, "stop", "slot.send(Message::Stop)", ""},
	{"Stopped", rustActor, "stop", "self.mailbox.closed().await", ""},
	{"Killed", rustActor, "kill", "self.task.abort()", ""},
}

// sourceModule is what "source:go" exports; web/src/source.d.ts has its type.
type sourceModule struct {
	Files []sourceFile `json:"files"`
	// By language and event.
	Places map[string]map[string]place `json:"places"`
}

type sourceFile struct {
	Name     string `json:"name"`
	Language string `json:"language"`
	First    int    `json:"first"` // number of the first line: more than 1 for a part of a file
	Text     string `json:"text"`
	// What is not plain, three numbers each: UTF-16 units after the end of the last, length, class (an index of tokenClasses).
	Tokens []int `json:"tokens"`
}

// A place is lines of a file, by index and from 1.
type place struct {
	File int `json:"file"`
	From int `json:"from"`
	To   int `json:"to"`
}

// Plugin resolves the import "source:go" to the sources as data.
func Plugin(root string) api.Plugin {
	const namespace = "source"
	return api.Plugin{Name: "source", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^source:go$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "source.json", Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			m, problems, err := readSources(root)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			if len(problems) > 0 {
				return api.OnLoadResult{Errors: problems}, nil
			}
			content, err := json.Marshal(m)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(content)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, nil
		})
	}}
}

// readSources reads the files, those that nothing is lit in too, and finds the places.
func readSources(root string) (*sourceModule, []api.Message, error) {
	names, err := fs.Glob(os.DirFS(root), "actor/*.go")
	if err != nil {
		return nil, nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	names = append(names, valueHandler, rustActor)
	m := &sourceModule{Places: map[string]map[string]place{"go": {}, "rust": {}}}
	var problems []api.Message
	files := map[string]*parsedSource{}
	for i, name := range names {
		source, err := parseSource(root, name)
		if err != nil {
			return nil, nil, err
		}
		source.index = i
		files[name] = source
		file, err := source.shown()
		if err != nil {
			return nil, nil, err
		}
		m.Files = append(m.Files, file)
	}
	for _, l := range lights {
		source := files[l.file]
		if source == nil {
			problems = append(problems, api.Message{Text: fmt.Sprintf("web/internal/codeview/source.go lights a line of %s for %s: there is no such file", l.file, l.event)})
			continue
		}
		p, err := source.find(l)
		if err != nil {
			problems = append(problems, api.Message{Text: err.Error(), Location: &api.Location{File: l.file, Line: p.From, LineText: source.line(p.From)}})
			continue
		}
		m.Places[source.language][l.event] = p
	}
	return m, problems, nil
}

// parsedSource is a file and where its functions are.
type parsedSource struct {
	name      string
	language  string
	index     int
	text      string
	lines     []string
	functions map[string][2]int // first and last line, the comment above included
}

func parseSource(root, name string) (*parsedSource, error) {
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	s := &parsedSource{name: name, text: strings.TrimSuffix(string(content), "\n"), functions: map[string][2]int{}}
	s.lines = strings.Split(s.text, "\n")
	if path.Ext(name) == ".rs" {
		s.language = "rust"
		s.findRustFunctions()
		return s, nil
	}
	s.language = "go"
	positions := token.NewFileSet()
	tree, err := parser.ParseFile(positions, name, content, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		start := f.Pos()
		if f.Doc != nil {
			start = f.Doc.Pos()
		}
		s.functions[f.Name.Name] = [2]int{positions.Position(start).Line, positions.Position(f.End()).Line}
	}
	return s, nil
}

// findRustFunctions relies on rustfmt: a function ends with the first line that is its own indentation and a brace.
func (s *parsedSource) findRustFunctions() {
	for i, line := range s.lines {
		indent, rest, found := strings.Cut(line, "fn ")
		name, _, isFunction := strings.Cut(rest, "(")
		if !found || !isFunction || strings.Contains(indent, "/") {
			continue
		}
		end := line[:len(line)-len(strings.TrimLeft(line, " "))] + "}"
		if length := slices.Index(s.lines[i:], end); length >= 0 {
			s.functions[name] = [2]int{i + 1, i + 1 + length}
		}
	}
}

func (s *parsedSource) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// find looks up a light's place. Each text must be on one line of the function, or the first of several in it.
func (s *parsedSource) find(l light) (place, error) {
	span, ok := s.functions[l.function]
	if !ok {
		return place{From: 1}, fmt.Errorf("there is no function %s, which the code view lights for %s: see the lights in web/internal/codeview/source.go", l.function, l.event)
	}
	p := place{File: s.index}
	for n := span[0]; n <= span[1]; n++ {
		if p.From == 0 && strings.Contains(s.line(n), l.from) {
			p.From, p.To = n, n
		}
		if p.From > 0 && l.to != "" && strings.Contains(s.line(n), l.to) {
			p.To = n
			return p, nil
		}
	}
	missing := l.from
	if p.From > 0 {
		if l.to == "" {
			return p, nil
		}
		missing = l.to
	}
	return place{From: span[0]}, fmt.Errorf("func %s has no line with %q, which the code view lights for %s: see the lights in web/internal/codeview/source.go", l.function, missing, l.event)
}

// shown is the file as the view gets it.
func (s *parsedSource) shown() (sourceFile, error) {
	f := sourceFile{Name: s.name, Language: s.language, First: 1, Text: s.text}
	var err error
	f.Tokens, err = highlight(s.language, f.Text)
	return f, err
}

// tokenClasses are the kinds of token that the view colours; web/src/playground/views/code/code.css has a rule for each.
var tokenClasses = []string{"comment", "keyword", "type", "string", "number", "function"}

// highlight finds what is not plain in a text, as sourceFile.Tokens.
func highlight(language, text string) ([]int, error) {
	iterator, err := lexers.Get(language).Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: true}, text)
	if err != nil {
		return nil, fmt.Errorf("highlight %s: %w", language, err)
	}
	var found []int
	plain := 0
	whole := ""
	for _, t := range iterator.Tokens() {
		whole += t.Value
		length := len(utf16.Encode([]rune(t.Value)))
		class := slices.Index(tokenClasses, tokenClass(t.Type))
		if class < 0 {
			plain += length
			continue
		}
		found = append(found, plain, length, class)
		plain = 0
	}
	if whole != text {
		return nil, fmt.Errorf("highlight %s: the tokens are not the text", language)
	}
	return found, nil
}

func tokenClass(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment) || t == chroma.LiteralStringDoc:
		return "comment"
	case t == chroma.KeywordType || t == chroma.NameClass || t == chroma.NameBuiltin:
		return "type"
	case t.InCategory(chroma.Keyword):
		return "keyword"
	case t.InSubCategory(chroma.LiteralString):
		return "string"
	case t.InSubCategory(chroma.LiteralNumber):
		return "number"
	case t == chroma.NameFunction || t == chroma.NameFunctionMagic:
		return "function"
	}
	return ""
}
