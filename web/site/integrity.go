package site

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
)

// integrityName is the file that has the hashes, for those who embed this site in another.
const integrityName = "integrity.json"

// integrityOf is a hash as the integrity attribute of a script has it.
func integrityOf(content []byte) string {
	sum := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Integrity gives the hash of an entry script under its stable name, as "actor-playground.js", for an integrity attribute. It is that of
// this build: the attribute must go where the file is to be updated without it.
func (p Page) Integrity(name string) (string, error) {
	if _, err := p.entry(name); err != nil {
		return "", err
	}
	content, err := os.ReadFile(filepath.Join(p.dir, name))
	return integrityOf(content), err
}

// writeIntegrity writes the hashes of the entry scripts, of all that they load, and of the module. It gives those of the entry scripts.
func writeIntegrity(dir, id, module string) (map[string]string, error) {
	loaded := []string{module}
	stable := map[string]string{}
	for _, e := range entries {
		if e.stable {
			stable[e.name()] = ""
			var err error
			if loaded, err = addScripts(loaded, dir, e.name()); err != nil {
				return nil, err
			}
		}
	}
	all := map[string]string{}
	for _, name := range loaded {
		if filepath.Ext(name) == ".map" {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		all[name] = integrityOf(content)
		if _, ok := stable[name]; ok {
			stable[name] = all[name]
		}
	}
	content, err := json.MarshalIndent(map[string]any{"build": id, "files": all}, "", "  ") // by name: maps are sorted
	if err != nil {
		return nil, err
	}
	return stable, os.WriteFile(filepath.Join(dir, integrityName), append(content, '\n'), 0o644)
}
