package bench_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// A figure is one thing measured, in several runs.
type figure struct {
	name string // as "go-native-pair"
	unit string // as "ns/op"
	runs []float64
}

// more reports whether more is better.
func (f *figure) more() bool { return strings.HasSuffix(f.unit, "/s") }

func (f *figure) best() float64 {
	if f.more() {
		return slices.Max(f.runs)
	}
	return slices.Min(f.runs)
}

func (f *figure) worst() float64 {
	if f.more() {
		return slices.Min(f.runs)
	}
	return slices.Max(f.runs)
}

func (f *figure) median() float64 {
	sorted := slices.Sorted(slices.Values(f.runs))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// A record is all that a run of the bench has measured.
type record struct {
	lines   io.Writer // gets each figure as it comes: its name, and its best
	figures []*figure
}

func (r *record) add(name, unit string, runs ...float64) {
	f := &figure{name, unit, runs}
	r.figures = append(r.figures, f)
	fmt.Fprintf(r.lines, "%s %s\n", name, number(f.best()))
}

func (r *record) find(name string) *figure {
	for _, f := range r.figures {
		if f.name == name {
			return f
		}
	}
	return nil
}

// number writes at least three digits, and no more after the point than there are before it.
func number(n float64) string {
	switch {
	case n >= 100 || n == float64(int64(n)):
		return fmt.Sprintf("%.0f", n)
	case n >= 10:
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.2f", n)
}

// versus says which figures are compared with which, and by how much ours should be the less. A peer that was not measured is
// left out.
type versus struct {
	ours, peer string
	bar        float64 // 0 for none
}

// table writes the figures, and then the comparisons.
func (r *record) table(out io.Writer, comparisons []versus) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "best\tmedian\tworst\tunit\t  figure\n")
	for _, f := range r.figures {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t  %s\n", number(f.best()), number(f.median()), number(f.worst()), f.unit, f.name)
	}
	w.Flush()
	fmt.Fprintln(out)
	w = tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "ratio\tbar\tours\tpeer\t  of the best\n")
	for _, c := range comparisons {
		ours, peer := r.find(c.ours), r.find(c.peer)
		if ours == nil || peer == nil {
			continue
		}
		bar := "-"
		if c.bar > 0 {
			bar = fmt.Sprintf("%.2f", c.bar)
		}
		fmt.Fprintf(w, "%.2f\t%s\t%s\t%s\t  %s by %s\n", ours.best()/peer.best(), bar, number(ours.best()), number(peer.best()), c.ours, c.peer)
	}
	w.Flush()
}

// benchstat writes the runs in the format of Go's benchmarks, which benchstat reads.
func (r *record) benchstat(out io.Writer) {
	for _, f := range r.figures {
		for _, run := range f.runs {
			fmt.Fprintf(out, "%s 1 %s %s\n", benchmarkName(f.name), strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", run), "0"), "."), f.unit)
		}
	}
}

// benchmarkName is "BenchmarkGoNativePair" for "go-native-pair".
func benchmarkName(name string) string {
	var b strings.Builder
	b.WriteString("Benchmark")
	for part := range strings.SplitSeq(name, "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

func TestARecordIsWrittenForPeopleAndForBenchstat(t *testing.T) {
	var lines, table, stat strings.Builder
	r := record{lines: &lines}
	r.add("go-pair", "ns/op", 30, 10, 20)
	r.add("go-events", "events/s", 5e6, 6e6)
	r.add("peer-pair", "ns/op", 40)
	r.table(&table, []versus{{"go-pair", "peer-pair", 0.3}, {"go-pair", "not-there", 0}})
	r.benchstat(&stat)
	for _, c := range []struct{ got, want string }{
		{lines.String(), "go-pair 10\ngo-events 6000000\npeer-pair 40\n"},
		{strings.Join(strings.Fields(table.String()), " "), "best median worst unit figure 10 20 30 ns/op go-pair 6000000 5500000 5000000 events/s go-events " +
			"40 40 40 ns/op peer-pair ratio bar ours peer of the best 0.25 0.30 10 40 go-pair by peer-pair"},
		{stat.String(), "BenchmarkGoPair 1 30 ns/op\nBenchmarkGoPair 1 10 ns/op\nBenchmarkGoPair 1 20 ns/op\n" +
			"BenchmarkGoEvents 1 5000000 events/s\nBenchmarkGoEvents 1 6000000 events/s\nBenchmarkPeerPair 1 40 ns/op\n"},
	} {
		if c.got != c.want {
			t.Errorf("got:\n%s\nwant:\n%s", c.got, c.want)
		}
	}
}
