package site_test

import (
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
	"github.com/actor-playground/actor-playground/web/lessons"
	"github.com/actor-playground/actor-playground/web/picture"
)

func TestSiteHasThePictureTextAndHTMLOfEachLesson(t *testing.T) {
	dir := sitetest.Site(t).Dir
	for _, lesson := range lessons.All() {
		want, err := picture.New("lesson-"+lesson.Name+".svg", lesson.Title, lesson.Script)
		if err != nil {
			t.Fatal(err)
		}
		for suffix, content := range map[string]string{".svg": want.Picture, ".txt": want.Text, ".fragment.html": want.HTML} {
			if got := sitetest.Read(t, dir, "lesson-"+lesson.Name+suffix); got != content || got == "" {
				t.Errorf("lesson-%s%s is another", lesson.Name, suffix)
			}
		}
	}
}
