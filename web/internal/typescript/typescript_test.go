package typescript

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree writes the files of a small tree, and gives its root.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var small = map[string]string{
	"wasm/protocol/shapes.go": `package protocol

import "structs"

// Point is a place.
type Point struct {
	_     structs.HostLayout ` + "`json:\"-\"`" + `
	Left  float64            ` + "`json:\"left\"`" + ` // From the left.
	Above float64            ` + "`json:\"above\"`" + `
}

// Mood is how it is.
type Mood string

const (
	Good Mood = "good"
	Bad  Mood = "bad"
)

//words:of other.colours other.Shade
type Colour string

type Named struct {
	Point
	Mood *Mood ` + "`json:\"mood\"`" + `
	Tags []string ` + "`json:\"tags,omitempty\"`" + `
	At   *int32 ` + "`json:\"at,omitempty\"`" + `
}
`,
	"wasm/protocol/calls.go": `package protocol

// Most is the most.
const Most = 1 << 32

type Code uint32

const (
	None Code = iota
	TooMany // too many
)

var CodeWords = [...]string{None: "none", TooMany: "too-many"}
`,
	"other/other.go": `package other

var colours = []string{0: "red", 1: "green"}

type Shade string

const Dark Shade = "dark"
`,
	"wasm/main.go": `package main

// add adds.
//
//go:wasmexport add
func add(h handle, left, above float64) outcome { return 0 }

func hidden() {}

func main() {
	boundary.Export(host, "speak", nil)
	for name, f := range map[string]func(){"sing": nil} {
		boundary.Export(host, name, f)
	}
}
`,
}

func TestWhatGoSaysTypeScriptSays(t *testing.T) {
	root := tree(t, small)
	for module, parts := range map[string][]string{
		Shapes: {
			"/** Point is a place. */\nexport interface Point {\n  /** From the left. */\n  readonly left: number;\n  readonly above: number;\n}\n",
			`export type Mood = "good" | "bad";`, `export type Colour = "red" | "green" | "dark";`,
			"export interface Named extends Point {\n  readonly mood: Mood | null;\n  readonly tags?: readonly string[];\n  readonly at?: number;\n}\n",
		},
		Calls: {
			"export const MOST = 4294967296;", "export const NONE = 0;", "/** too many */\nexport const TOO_MANY = 1;",
			`export const CODE_WORDS = ["none", "too-many"] as const;`, `export const POINT = ["left", "above"] as const satisfies readonly (keyof shapes.Point)[];`,
			"  /** add adds. */\n  add(h: Handle, left: number, above: number): Outcome;\n", `export type Registered = "speak" | "sing";`,
		},
	} {
		text, err := Of(root, module)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks\n%s\nit is\n%s", module, part, text)
			}
		}
		if strings.Contains(text, "hidden") {
			t.Errorf("%s has what is not exported:\n%s", module, text)
		}
	}
}

func TestWhatHasNoFormInTypeScriptIsNamedWithItsPlace(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"wasm/protocol/shapes.go", "Mood *Mood", "Mood chan int", "wasm/protocol/shapes.go:25:7: this type"},
		{"wasm/protocol/shapes.go", "other.colours", "other.tints", "no list of words tints in other"},
		{"wasm/protocol/shapes.go", "other.colours", "nowhere.colours", "no Go files in nowhere"},
		{"wasm/protocol/shapes.go", `Good Mood = "good"`, `Good = "good"`, ""},
		{"wasm/protocol/calls.go", "TooMany: ", "5: ", "calls.go:13:43: expected the word of index 1"},
		{"wasm/protocol/calls.go", "const Most", "func Most", "calls.go:4"},
	} {
		files := map[string]string{}
		for name, content := range small {
			files[name] = content
		}
		files[c.file] = strings.Replace(files[c.file], c.old, c.new, 1)
		root := tree(t, files)
		_, err := Of(root, Shapes)
		if err == nil {
			_, err = Of(root, Calls)
		}
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.new, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.new, err, c.want)
		}
	}
}
