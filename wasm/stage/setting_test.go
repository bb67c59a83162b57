package stage

import (
	"errors"
	"strings"
	"testing"
)

func TestASettingIsChangedInItsLineAlone(t *testing.T) {
	for _, c := range []struct{ text, name, value, want string }{
		{"", "mailbox", "3", "mailbox 3\n"},
		{"main: set 1", "handle", "10ms", "handle 10ms\nmain: set 1"},
		{"mailbox 2\nmain: get", "mailbox", "65536", "mailbox 65536\nmain: get"},
		{"# mine\n\n\t mailbox   2  # slots\r\nhandle 1s", "mailbox", "3", "# mine\n\n\t mailbox 3  # slots\r\nhandle 1s"},
		{"mailbox 2", "handle", "0ms", "handle 0ms\nmailbox 2"},
		{"# mailbox 9\nmailbox 2", "mailbox", "3", "# mailbox 9\nmailbox 3"},
		{"mailbox: set 1\nmailbox x3: set 1\nmailbox 2", "mailbox", "3", "mailbox: set 1\nmailbox x3: set 1\nmailbox 3"},
		{"Zoë: repeat 2 (\n set 1,\n\thandle 300ms", "handle", "1ms", "Zoë: repeat 2 (\n set 1,\n\thandle 1ms"},
		{"mailbox nonsense here\nmain: get", "mailbox", "3", "mailbox 3\nmain: get"},
		{"mailbox", "mailbox", "3", "mailbox 3"},
		{"mailbox 2\nmailbox 4", "mailbox", "3", "mailbox 3\nmailbox 4"},
		{"\ufeffhandle 1s", "handle", "2s", "\ufeffhandle 2s"},
		{"\ufeffmain: get", "handle", "2s", "\ufeffhandle 2s\nmain: get"},
		{"# ä漢🎭\u2028\nmailbox 2", "mailbox", "3", "# ä漢🎭\u2028\nmailbox 3"},
	} {
		if got, err := WithSetting(c.text, c.name, c.value); err != nil || got != c.want {
			t.Errorf("%q with %s %s is %q (%v), want %q", c.text, c.name, c.value, got, err, c.want)
		}
	}
}

func TestAValueThatIsNoneOfTheSettingIsRefused(t *testing.T) {
	for _, c := range []struct{ name, value string }{
		{"mailbox", ""}, {"mailbox", "0"}, {"mailbox", "65537"}, {"mailbox", "many"}, {"mailbox", "2 3"}, {"mailbox", "2\nmain: crash"},
		{"mailbox", "2 # more"}, {"handle", "soon"}, {"handle", "300"}, {"handle", "25h"}, {"handle", "1ms\n"}, {"main:", "set 1"},
		{"nothing", "1"}, {"", ""},
	} {
		got, err := WithSetting("mailbox 2\n", c.name, c.value)
		var mistakes Mistakes
		if !errors.As(err, &mistakes) || got != "" {
			t.Errorf("%s %q: %q, %v; want mistakes", c.name, c.value, got, err)
		}
	}
}

func TestATextThatIsTooLongKeepsAllOfIt(t *testing.T) {
	text := strings.Repeat("a", MaxText+1)
	if got, err := WithSetting(text, "mailbox", "3"); err != nil || got != "mailbox 3\n"+text {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
