// Package src holds the scripts that Go code runs too: [web/picture] draws with the page's own layout.
package src

import "embed"

// Timeline is what web/src/playground/views/timeline/at-build.ts is made of.
//
//go:embed playground/play/*.ts playground/ui playground/views/timeline
var Timeline embed.FS
