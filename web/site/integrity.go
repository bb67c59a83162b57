package site

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
)

// integrityName is the file that has the hashes, for those who embed this site in another.
const integrityName = "integrity.json"

// integrityOf is a hash as the integrity attribute of a script has it.
func integrityOf(content []byte) string {
	sum := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// hashScripts returns the hashes of the entry scripts, of all that they load, and of the module.
func (w *work) hashScripts(context.Context) error {
	all := map[string]string{w.module: integrityOf(w.files[w.module])}
	for _, name := range w.scripts.withLoaded(stableEntries()...) {
		all[name] = integrityOf(w.files[name])
	}
	w.integrity = map[string]string{}
	for _, name := range stableEntries() {
		w.integrity[name] = all[name]
	}
	content, err := json.MarshalIndent(map[string]any{"build": w.id, "files": all}, "", "  ") // by name: maps are sorted
	w.files[integrityName] = append(content, '\n')
	return err
}
