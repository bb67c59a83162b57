package site

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/actor-playground/actor-playground/web/lessons"
	"github.com/actor-playground/actor-playground/web/picture"
)

// writeFallbacks writes those of every lesson, under names that stay.
func writeFallbacks(dir string) error {
	for _, lesson := range lessons.All() {
		f, err := picture.New("lesson-"+lesson.Name+".svg", lesson.Title, lesson.Script)
		if err != nil {
			return fmt.Errorf("lesson %s: %w", lesson.Name, err)
		}
		for suffix, content := range map[string]string{".svg": f.Picture, ".txt": f.Text, ".fragment.html": f.HTML} {
			if err := os.WriteFile(filepath.Join(dir, "lesson-"+lesson.Name+suffix), []byte(content), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
