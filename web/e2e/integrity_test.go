package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

// As the guide has it: the entry's hash on its tag, those of all it loads in an import map.
func TestPlaygroundLoadsOnlyUnderItsIntegrityHashes(t *testing.T) {
	site := sitetest.Site(t)
	var listed struct{ Files map[string]string }
	if err := json.Unmarshal([]byte(sitetest.Read(t, site.Dir, "integrity.json")), &listed); err != nil {
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
