package site_test

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/headers"
	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/lessons"
)

type npmPackage struct {
	Name, Version, Type, License, Types, CustomElements string
	Exports                                             map[string]any
	SideEffects, Files                                  []string
	Homepage, Bugs, Author                              string
	Repository                                          struct{ Type, URL, Directory string }
	PublishConfig                                       struct {
		Access     string
		Provenance bool
	}
}

func packageOf(t testing.TB) npmPackage {
	t.Helper()
	var p npmPackage
	if err := json.Unmarshal([]byte(sitetest.Read(t, sitetest.Site(t).Dir, "package.json")), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestThePackageExportsFilesThatItHas(t *testing.T) {
	p := packageOf(t)
	if p.Type != "module" || !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(p.Version) {
		t.Errorf("%+v", p)
	}
	var check func(where string, target any)
	check = func(where string, target any) {
		switch target := target.(type) {
		case map[string]any:
			for condition, to := range target {
				check(where+" "+condition, to)
			}
		case string:
			name, _ := strings.CutPrefix(target, "./")
			if strings.Contains(name, "*") {
				if !slices.ContainsFunc(p.Files, func(file string) bool { ok, _ := path.Match(name, file); return ok }) {
					t.Errorf("%s is %s, which is no file", where, target)
				}
				return
			}
			if name != "package.json" && !slices.Contains(p.Files, name) {
				t.Errorf("%s is %s, which is not among the files %q", where, target, p.Files)
			}
		}
	}
	for _, name := range []string{".", "./actor.js"} {
		entry, _ := p.Exports[name].(map[string]any)
		if entry["types"] == nil || entry["default"] == nil {
			t.Errorf("%s is exported as %v, want types and default", name, entry)
		}
	}
	check("exports", p.Exports)
	for _, name := range p.Files {
		if strings.HasPrefix(name, "page-") || strings.HasSuffix(name, ".html") {
			t.Errorf("%s is of the site, not of the package", name)
		}
	}
}

func TestWhatThePackagesScriptsLoadIsInItAndHasAHash(t *testing.T) {
	built, p := sitetest.Site(t), packageOf(t)
	integrity := sitetest.Read(t, built.Dir, "integrity.json")
	loaded := 0
	for _, name := range p.Files {
		if path.Ext(name) != ".js" {
			continue
		}
		if !strings.Contains(integrity, `"`+name+`"`) {
			t.Errorf("%s has no hash", name)
		}
		for _, m := range regexp.MustCompile(`["']\./([\w-]+\.js)["']`).FindAllStringSubmatch(sitetest.Read(t, built.Dir, name), -1) {
			loaded++
			if !slices.Contains(p.Files, m[1]) {
				t.Errorf("%s loads %s, which is not in the package", name, m[1])
			}
		}
	}
	if loaded == 0 {
		t.Error("none loads any, which is not so")
	}
}

// npm links a package to the build that made it only if the repository is the one of that build.
func TestThePackageSaysWhereItIsFromAndWhatMayBeDoneWithIt(t *testing.T) {
	p := packageOf(t)
	const home = "https://github.com/actor-playground/actor-playground"
	if p.Repository.Type != "git" || p.Repository.URL != "git+"+home+".git" || p.Homepage != home+"#readme" || p.Bugs != home+"/issues" {
		t.Errorf("its origin is %+v, %s, %s", p.Repository, p.Homepage, p.Bugs)
	}
	if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(p.Repository.Directory), "package.json")); err != nil {
		t.Error(err)
	}
	if p.PublishConfig.Access != "public" || !p.PublishConfig.Provenance {
		t.Errorf("it would be published as %+v", p.PublishConfig)
	}
	license := sitetest.Read(t, sitetest.Site(t).Dir, "LICENSE")
	if p.License != "MIT" || !strings.HasPrefix(license, "MIT License\n") || !strings.Contains(license, p.Author) {
		t.Errorf("license %s by %s, and LICENSE is %q", p.License, p.Author, license)
	}
	if license != sitetest.Read(t, "../..", "actor/LICENSE") {
		t.Error("actor/LICENSE is another")
	}
	for _, name := range []string{"README.md", "web/package/README.md"} {
		if !strings.Contains(sitetest.Read(t, "../..", name), "MIT") {
			t.Errorf("%s doesn't name the license", name)
		}
	}
}

// A bundler may leave out what nothing is imported from, unless it is listed.
func TestScriptsThatDoSomethingWhenLoadedAreMarked(t *testing.T) {
	p := packageOf(t)
	marked := func(name string) bool {
		return slices.ContainsFunc(p.SideEffects, func(pattern string) bool {
			ok, err := path.Match(strings.TrimPrefix(pattern, "./"), name)
			return ok && err == nil
		})
	}
	for name, want := range map[string]bool{"actor-playground.js": true, "actor-blocks.js": true, "embed-host.js": true, "chunk-ABCDEFG7.js": true, "actor.js": false} {
		if marked(name) != want {
			t.Errorf("%s is marked: %v", name, !want)
		}
	}
	for _, pattern := range p.SideEffects {
		if !slices.ContainsFunc(p.Files, func(name string) bool { ok, _ := path.Match(strings.TrimPrefix(pattern, "./"), name); return ok }) {
			t.Errorf("%s marks no file", pattern)
		}
	}
}

func TestTheArchiveHoldsThePackageAsNpmPacksIt(t *testing.T) {
	built, p := sitetest.Site(t), packageOf(t)
	file := p.Name + "-" + p.Version + ".tgz"
	packed := sitetest.Read(t, built.Dir, file)
	if limit := 2_000_000; len(packed) > limit {
		t.Errorf("%s takes %d bytes, more than %d", file, len(packed), limit)
	}
	unzipped, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if !unzipped.ModTime.IsZero() || unzipped.Name != "" {
		t.Errorf("it holds a time or a name: %+v", unzipped.Header)
	}
	var got []string
	for in := tar.NewReader(unzipped); ; {
		header, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		name, below := strings.CutPrefix(header.Name, "package/")
		if !below || header.Mode != 0o644 || header.Uid != 0 || header.Uname != "" || header.ModTime.Year() != 1985 {
			t.Errorf("%+v", header)
		}
		if string(content) != sitetest.Read(t, built.Dir, name) {
			t.Errorf("%s is another", name)
		}
		got = append(got, name)
	}
	want := slices.Sorted(slices.Values(append(p.Files, "package.json")))
	if !slices.Equal(got, want) {
		t.Errorf("it holds\n%q, want\n%q", got, want)
	}
	for _, name := range []string{built.Module, "LICENSE", "README.md", p.Types[2:], p.CustomElements[2:]} {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not in it", name)
		}
	}
	for _, lesson := range lessons.All() {
		if !slices.Contains(got, "lesson-"+lesson.Name+".svg") {
			t.Errorf("the picture of %s is not in it", lesson.Name)
		}
	}
}

func TestAConsumersProgramIsTypeChecked(t *testing.T) {
	dir := t.TempDir()
	sitetest.InstallPackage(t, filepath.Join(dir, "node_modules", packageOf(t).Name))
	sitetest.Write(t, dir, "package.json", `{"type": "module"}`)
	sitetest.Write(t, dir, "consumer.ts", sitetest.Read(t, "..", "types/consumer.ts"))
	// What the guide for React declares, with what it uses of React's own types.
	sitetest.Write(t, dir, "node_modules/react/index.d.ts", `export = React;
		export as namespace React;
		declare namespace React {
			interface HTMLAttributes<T> { id?: string; }
			type DetailedHTMLProps<E, T> = E & { ref?: T };
			namespace JSX { interface IntrinsicElements {} }
		}`)
	sitetest.Write(t, dir, "node_modules/react/package.json", `{"name": "react", "types": "index.d.ts"}`)
	sitetest.Write(t, dir, "declared.ts", sitetest.Read(t, "..", "guides/react/playground.d.ts"))
	sitetest.Write(t, dir, "react.ts", `import "react";
		import "./declared.js";
		export const tag: React.JSX.IntrinsicElements["actor-playground"] = { id: "one", view: "stage", controls: "compact" };
		// @ts-expect-error: there is no such attribute
		export const wrong: React.JSX.IntrinsicElements["actor-playground"] = { views: "stage" };`)
	for _, resolution := range []string{`"module": "esnext", "moduleResolution": "bundler"`, `"module": "nodenext", "moduleResolution": "nodenext"`} {
		sitetest.Write(t, dir, "tsconfig.json", fmt.Sprintf(`{
			"compilerOptions": {"noEmit": true, "strict": true, "target": "es2022", "lib": ["es2022", "dom"], "types": [], %s},
			"files": ["consumer.ts", "react.ts"]
		}`, resolution))
		if output, err := exec.CommandContext(t.Context(), "../../.ci/tsgo", "-p", dir).CombinedOutput(); err != nil {
			t.Errorf("with %s: %v\n%s", resolution, err, output)
		}
	}
}

// customElements is what is looked at of custom-elements.json.
type customElements struct {
	SchemaVersion string
	Modules       []struct {
		Path         string
		Declarations []struct {
			Name, TagName                     string
			Attributes, Events, CssProperties []struct{ Name, Description string }
			CssParts                          []struct{ Name string }
			Members                           []struct{ Kind, Name string }
		}
	}
}

func names[T any](all []T, name func(T) string) []string {
	var found []string
	for _, one := range all {
		found = append(found, name(one))
	}
	slices.Sort(found)
	return found
}

func TestTheManifestNamesWhatTheElementHas(t *testing.T) {
	var manifest customElements
	if err := json.Unmarshal([]byte(sitetest.Read(t, sitetest.Site(t).Dir, "custom-elements.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	element := manifest.Modules[0].Declarations[0]
	if manifest.Modules[0].Path != "actor-playground.js" || element.TagName != "actor-playground" {
		t.Fatalf("%+v", manifest)
	}
	// That the declarations have what the sources have is tsgo's to say: see types/match.ts.
	declared := sitetest.Read(t, "..", "types/actor-playground.d.ts")
	find := func(text, pattern string) []string {
		var found []string
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			found = append(found, m[1])
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
	_, attributes, _ := strings.Cut(declared, "interface ActorPlaygroundAttributes {")
	attributes, _, _ = strings.Cut(attributes, "\n}")
	class, _, _ := strings.Cut(declared, "  addEventListener<")
	_, class, _ = strings.Cut(class, "class ActorPlayground")
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"attributes", names(element.Attributes, func(a struct{ Name, Description string }) string { return a.Name }), find(attributes, `(?m)^  "?([\w-]+)"?\?:`)},
		{"events", names(element.Events, func(e struct{ Name, Description string }) string { return e.Name }), find(declared, `(?m)^  "(actor-\w+)": CustomEvent`)},
		{"members", names(element.Members, func(m struct{ Kind, Name string }) string { return m.Name }), find(class, `(?m)^  (?:get |set )?(\w+)\(`)},
		{"custom properties", names(element.CssProperties, func(p struct{ Name, Description string }) string { return p.Name }), find(sitetest.Read(t, "..", "src/playground/ui/tokens.css")+sitetest.Read(t, "..", "src/element/element.css"), `var\((--actor-playground-[\w-]+)`)},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: the manifest has\n%q, and there are\n%q", c.what, c.got, c.want)
		}
	}
	parts := names(element.CssParts, func(p struct{ Name string }) string { return p.Name })
	documented, _, _ := strings.Cut(sitetest.Read(t, "..", "src/element/element.ts"), "\nimport ")
	for _, name := range find(documented, `"(\w+)"`) { // its head says which there are
		if !slices.Contains(parts, name) {
			t.Errorf("the manifest has no part %s", name)
		}
	}
	for _, name := range find(sitetest.Read(t, "..", "src/element/life.ts")+sitetest.Read(t, "..", "src/element/parts-of.ts")+sitetest.Read(t, "..", "src/element/setup.ts"), `(?:of|hasAttribute|getAttribute)\("([\w-]+)"\)`) {
		if !slices.Contains(names(element.Attributes, func(a struct{ Name, Description string }) string { return a.Name }), name) {
			t.Errorf("the element reads an attribute %s that the manifest doesn't know", name)
		}
	}
}

func TestHeadersCacheHashedNamesForEverAndRevalidateTheOthers(t *testing.T) {
	site := sitetest.Site(t)
	written := sitetest.Read(t, site.Dir, "_headers")
	if !strings.Contains(written, "\n/*\n") || !strings.Contains(written, "\n  Content-Security-Policy: "+headers.ContentSecurityPolicy+"\n") || !strings.Contains(written, "\n  X-Content-Type-Options: nosniff\n") {
		t.Errorf("not for all files: %s", written)
	}
	if !strings.Contains(written, "\n/"+site.Module+"\n  Content-Type: application/wasm\n") {
		t.Error("the module's type is not there")
	}
	hashed := regexp.MustCompile(`-[A-Z2-7]{8}\.(js|css|wasm)$`)
	for _, f := range site.Files {
		immutable := strings.Contains(written, "\n/"+f.Name+"\n  Cache-Control: public, max-age=31536000, immutable\n")
		if immutable != hashed.MatchString(f.Name) {
			t.Errorf("%s: immutable is %v", f.Name, immutable)
		}
	}
	for _, name := range []string{"", "actor.js", "actor-playground.js", "script.html", "lessons/*"} {
		if !strings.Contains(written, "\n/"+name+"\n  Cache-Control: no-cache\n") {
			t.Errorf("/%s is not asked for again", name)
		}
	}
	isolated := regexp.MustCompile(`^lab\.html$|^lab-(worker|thread)-`)
	for _, f := range site.Files {
		rule := "\n/" + f.Name + "\n  Cross-Origin-Embedder-Policy: require-corp\n  Cross-Origin-Opener-Policy: same-origin\n"
		if strings.Contains(written, rule) != isolated.MatchString(f.Name) {
			t.Errorf("%s: isolated is %v", f.Name, !isolated.MatchString(f.Name))
		}
	}
	// Two rules for one header are joined by these hosts, and a cache control of two minds is none.
	for line := range strings.Lines(written) {
		if strings.HasPrefix(line, "/") && strings.Count(written, "\n"+line+"  Cache-Control") > 1 {
			t.Errorf("%s has two rules", line)
		}
	}
	if n := strings.Count(written, "\n/"); n > 100 {
		t.Errorf("%d rules, and Cloudflare takes 100", n)
	}
	if _, err := os.Stat(filepath.Join(site.Dir, "_headers.br")); err == nil {
		t.Error("_headers is no file to be served")
	}
}
