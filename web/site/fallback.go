package site

import (
	"context"
	"fmt"

	"github.com/actor-playground/actor-playground/web/lessons"
	"github.com/actor-playground/actor-playground/web/picture"
)

// drawLessons makes what stands for each lesson if no scripts run, under names that stay.
func (w *work) drawLessons(context.Context) error {
	for _, lesson := range append(lessons.All(), lessons.Opening()) {
		name := "lesson-" + lesson.Name
		f, err := picture.New(name+".svg", lesson.Title, lesson.Script)
		if err != nil {
			return fmt.Errorf("lesson %s: %w", lesson.Name, err)
		}
		w.files[name+".svg"] = []byte(f.Picture)
		w.files[name+".txt"] = []byte(f.Text)
		w.files[name+".fragment.html"] = []byte(f.HTML)
	}
	return nil
}
