package site

import (
	"context"
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

const sitemapName = "sitemap.xml"

// listPages makes sitemap.xml, the list of pages that search engines read. It has absolute addresses, so there is one only if the
// build knows the site's.
func (w *work) listPages(context.Context) error {
	if w.options.URL == "" {
		return nil
	}
	type page struct {
		Address string `xml:"loc"`
	}
	var list struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Pages   []page   `xml:"url"`
	}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if path.Ext(name) != ".html" || name == headers.SingleFile || name == "embed.html" || strings.HasSuffix(name, ".fragment.html") {
			continue
		}
		list.Pages = append(list.Pages, page{absolute(w.options.URL, strings.TrimSuffix(name, "index.html"))})
	}
	content, err := xml.MarshalIndent(list, "", "  ")
	w.files[sitemapName] = append([]byte(xml.Header), append(content, '\n')...)
	return err
}
