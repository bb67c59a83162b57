package site

import (
	"errors"
	"testing"
)

func TestSingleFileLinksToNoOtherFile(t *testing.T) {
	for page, want := range map[string]string{
		`<body><p>a <a href="script.html">the <b>words</b></a> stay`:                          `<p>a the <b>words</b> stay</p>`,
		`<body><a title='>' href='deep/x.html#y' class=z>quoted otherwise</a>`:                `quoted otherwise`,
		`<body><a href="#lesson">here</a><a href="https://go.dev/">there</a>`:                 `<a href="#lesson">here</a><a href="https://go.dev/">there</a>`,
		`<body><a>no link</a><a href="data:,x">data</a><a href="//go.dev">too</a>`:            `<a>no link</a><a href="data:,x">data</a><a href="//go.dev">too</a>`,
		`<body><p>x</p><nav data-site>of <a href="script.html">the site</a></nav>`:            `<p>x</p>`,
		`<body><p>x<noscript><img src="lesson.svg"></noscript></p>`:                           `<p>x</p>`,
		`<!doctype html><html lang="en"><head><title>t</title></head><BODY>&lt;é</BODY>` + "": `&lt;é`,
	} {
		if got, err := singleBody([]byte(page)); err != nil || string(got) != want {
			t.Errorf("%s: got %s, %v; want %s", page, got, err, want)
		}
	}
}

func TestEmptyPageIsNotMadeASingleFile(t *testing.T) {
	var wrong *BuildError
	if _, err := singleBody([]byte("<!doctype html><title>x</title>")); !errors.As(err, &wrong) || wrong.Problems[0].File != "web/pages/index.html" {
		t.Errorf("got %v", err)
	}
}
