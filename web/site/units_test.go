package site_test

import (
	"testing"

	"github.com/actor-playground/actor-playground/web/site"
)

func TestARemOfTheElementIsItsOwnUnitAndNotTheHosts(t *testing.T) {
	for css, want := range map[string]string{
		`.a{margin:-1.5rem .5rem;font:600 2rem/1 x}`:   `.a{margin:calc(-1.5*var(--u)) calc(.5*var(--u));font:600 calc(2*var(--u))/1 x}`,
		`.a{inline-size:calc(100% - 3rem)}`:            `.a{inline-size:calc(100% - calc(3*var(--u)))}`,
		`@container stage (width<40rem){.a{gap:1rem}}`: `@container stage (width<calc(40*16px)){.a{gap:calc(1*var(--u))}}`,
		`.remark .x2rem,#a3rem{--rem:1em}`:             `.remark .x2rem,#a3rem{--rem:1em}`,
	} {
		if got := site.OwnUnits(css); got != want {
			t.Errorf("%s becomes %s, want %s", css, got, want)
		}
	}
}
