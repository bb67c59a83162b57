package site_test

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

func TestIntegrityHashesMatchTheFiles(t *testing.T) {
	site := sitetest.Site(t)
	var listed struct {
		Build string
		Files map[string]string
	}
	if err := json.Unmarshal([]byte(sitetest.Read(t, site.Dir, "integrity.json")), &listed); err != nil {
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
		sum := sha512.Sum384([]byte(sitetest.Read(t, site.Dir, name)))
		if want := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); hash != want {
			t.Errorf("%s is listed as %s, and is %s", name, hash, want)
		}
	}
	for _, name := range []string{"actor.js", "actor-playground.js"} {
		if line := site.Integrity[name] + "  " + name + "\n"; site.Integrity[name] != listed.Files[name] || !strings.Contains(sitetest.Read(t, site.Dir, "sizes.txt"), line) {
			t.Errorf("sizes.txt has no line %q", line)
		}
	}
}
