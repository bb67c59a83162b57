package social_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/actor-playground/actor-playground/web/social"
)

func draw(t *testing.T, name string, c social.Card) []byte {
	t.Helper()
	content, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SHOTS"); dir != "" { // to be looked at
		if err := os.WriteFile(filepath.Join(dir, name+".png"), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return content
}

func TestACardHasTheSizeThatPagesSayAndIsSmall(t *testing.T) {
	content := draw(t, "card", social.Card{Place: "Lesson 4 of 12", Title: "The bounded mailbox", Script: "mailbox 2\nhandle 300ms\nwriter x3: set 1, set 2\n"})
	picture, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil || picture.Width != social.Width || picture.Height != social.Height {
		t.Errorf("%+v, %v", picture, err)
	}
	if limit := 60_000; len(content) > limit {
		t.Errorf("%d bytes, more than %d", len(content), limit)
	}
}

func TestTheSameCardMakesTheSameBytesAndAnotherMakesOthers(t *testing.T) {
	c := social.Card{Place: "Lesson 1 of 2", Title: "One", Script: "main: set 1\n"}
	first := draw(t, "first", c)
	if !bytes.Equal(first, draw(t, "first", c)) {
		t.Error("the same card makes other bytes")
	}
	c.Title = "Two"
	if bytes.Equal(first, draw(t, "second", c)) {
		t.Error("another title makes the same picture")
	}
}

// The right margin, and what is above the foot of the panel, stay clear.
func TestWhatIsTooLongIsCutWithinTheMargins(t *testing.T) {
	content := draw(t, "long", social.Card{
		Place: "Challenge 1 of 1", Title: strings.Repeat("A mailbox that is full ", 8), Script: strings.Repeat(strings.Repeat("set 1, ", 40)+"\n", 30),
	})
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	ground := picture.At(2, 2)
	for y := range social.Height {
		for x := social.Width - 60; x < social.Width; x++ {
			if picture.At(x, y) != ground {
				t.Fatalf("there is something at %d, %d", x, y)
			}
		}
	}
	panel := picture.At(social.Width/2, social.Height-4)
	for x := 100; x < social.Width-100; x++ {
		if picture.At(x, social.Height-4) != panel {
			t.Fatalf("a line of the script is cut at the foot, at %d", x)
		}
	}
}
