package web_test

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

func TestIntegrityIsThatOfTheFiles(t *testing.T) {
	site := sitetest.Site(t)
	var listed struct {
		Build string
		Files map[string]string
	}
	if err := json.Unmarshal([]byte(read(t, site.Dir, "integrity.json")), &listed); err != nil {
		t.Fatal(err)
	}
	if listed.Build != site.BuildID {
		t.Errorf("it is of build %s", listed.Build)
	}
	for _, name := range []string{"actor.js", "actor-playground.js", site.Module} {
		if listed.Files[name] == "" {
			t.Errorf("%s is not listed", name)
		}
	}
	for name, hash := range listed.Files {
		sum := sha512.Sum384([]byte(read(t, site.Dir, name)))
		if want := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); hash != want {
			t.Errorf("%s is listed as %s, and is %s", name, hash, want)
		}
	}
	for _, name := range []string{"actor.js", "actor-playground.js"} {
		if line := site.Integrity[name] + "  " + name + "\n"; site.Integrity[name] != listed.Files[name] || !strings.Contains(read(t, site.Dir, "sizes.txt"), line) {
			t.Errorf("sizes.txt has no line %q", line)
		}
	}
}

// As the guide has it: the entry's hash on its tag, those of all it loads in an import map.
func TestThePlaygroundLoadsUnderItsHashesAndNotUnderOthers(t *testing.T) {
	site := sitetest.Site(t)
	var listed struct{ Files map[string]string }
	if err := json.Unmarshal([]byte(read(t, site.Dir, "integrity.json")), &listed); err != nil {
		t.Fatal(err)
	}
	serve := func(spoilt string) string {
		scripts := map[string]string{}
		for name, hash := range listed.Files {
			if strings.HasSuffix(name, ".js") {
				scripts["./"+name] = hash
			}
		}
		if spoilt != "" {
			scripts["./"+spoilt] = listed.Files["actor.js"]
		}
		importMap, err := json.Marshal(map[string]any{"integrity": scripts})
		if err != nil {
			t.Fatal(err)
		}
		page := fmt.Sprintf(`<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="importmap">%s</script>
			<script type="module" src="actor-playground.js" integrity="%s"></script><actor-playground loading="eager"></actor-playground>`,
			importMap, scripts["./actor-playground.js"])
		h := &host{answer: func(w http.ResponseWriter, name string, _ []byte) bool {
			if name == "host.html" {
				answer(w, "text/html", []byte(page))
			}
			return name == "host.html"
		}}
		return h.start(t)
	}
	if got := playAt(t, serve("")+"host.html"); got.Value != 42 {
		t.Errorf("%+v", got)
	}
	var setup string
	for name := range listed.Files {
		if strings.HasPrefix(name, "setup-") {
			setup = name
		}
	}
	if told, _ := toldOn(t, serve(setup), "integrity"); !strings.Contains(told, setup) {
		t.Errorf("with another hash for %s it says %q", setup, told)
	}
}
