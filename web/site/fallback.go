package site

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/actor-playground/actor-playground/web/lessons"
	"github.com/actor-playground/actor-playground/web/picture"
)

// drawLessons adds what stands for each lesson if no scripts run, under names that stay.
func (w *work) drawLessons(context.Context) error {
	drawn, err := drawnLessons()
	maps.Copy(w.files, drawn)
	return err
}

// drawnLessons are the files of all lessons. The lessons and what draws them are in this program: each of its builds has the same.
var drawnLessons = sync.OnceValues(func() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, lesson := range append(lessons.All(), lessons.Opening()) {
		name := "lesson-" + lesson.Name
		f, err := picture.New(name+".svg", lesson.Title, lesson.Script)
		if err != nil {
			return nil, fmt.Errorf("lesson %s: %w", lesson.Name, err)
		}
		files[name+".svg"] = []byte(f.Picture)
		files[name+".txt"] = []byte(f.Text)
		files[name+".fragment.html"] = []byte(f.HTML)
	}
	return files, nil
})
