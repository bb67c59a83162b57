package site

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

// ModuleBudgetBytes is what the module may take after brotli. The build id, which is in it, moves that by up to 2,000.
const ModuleBudgetBytes = 632_000

// reportName is the size report's file. Build writes it last, and knows its own sites by it.
const reportName = "sizes.txt"

// File is a file of a site and its sizes in bytes; a size is 0 if there is no such copy.
type File struct {
	Name   string
	Raw    int64
	Gzip   int64
	Brotli int64
}

// CheckBudget is an error if the module takes more than [ModuleBudgetBytes], or was not compressed so that nobody can know.
func (s *Site) CheckBudget() error {
	for _, f := range s.Files {
		switch {
		case f.Name != s.Module:
		case f.Brotli == 0:
			return fmt.Errorf("%s was built without compression: its size with brotli is unknown", f.Name)
		case f.Brotli > ModuleBudgetBytes:
			return fmt.Errorf("%s takes %d bytes with brotli, %d more than its budget of %d: check what the last import added",
				f.Name, f.Brotli, f.Brotli-ModuleBudgetBytes, ModuleBudgetBytes)
		default:
			return nil
		}
	}
	return fmt.Errorf("the site has no module called %q", s.Module)
}

// Report is a table of the files and their sizes in bytes.
func (s *Site) Report() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "raw\tgzip\tbrotli\t  file\n")
	size := func(n int64) string {
		if n == 0 {
			return "-"
		}
		return fmt.Sprint(n)
	}
	for _, f := range s.Files {
		fmt.Fprintf(w, "%d\t%s\t%s\t  %s\n", f.Raw, size(f.Gzip), size(f.Brotli), f.Name)
	}
	w.Flush()
	fmt.Fprintf(&b, "\nSizes in bytes. Build %s. Budget of the module with brotli: %d.\n", s.BuildID, ModuleBudgetBytes)
	b.WriteString("\nIntegrity of the entry scripts; integrity.json has that of all they load.\n")
	for _, name := range slices.Sorted(maps.Keys(s.Integrity)) {
		fmt.Fprintf(&b, "%s  %s\n", s.Integrity[name], name)
	}
	return b.String()
}

// sizes measures the files, the compressed copies under their originals.
func (f files) sizes() []File {
	var all []File
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if ext := filepath.Ext(name); ext != ".br" && ext != ".gz" {
			all = append(all, File{name, int64(len(f[name])), int64(len(f[name+".gz"])), int64(len(f[name+".br"]))})
		}
	}
	return all
}
