package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"text/tabwriter"
	"time"
)

// printTable prints a line per collection and one for all.
func printTable(out io.Writer, results []result, worst int) error {
	groups := map[string][]result{}
	for _, r := range results {
		groups[r.collection] = append(groups[r.collection], r)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "collection\tfiles\tscored\tF1 mean\t≥.98\t≥.95\t≥.90\t<.50\t≥.95 share\torder\tby page\tby line\tpages\tpages/s\tCPU\tCPU ratio\tratio ≥100 p.\tmemory MB\tlate\trefused\t")
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		row(w, name, groups[name])
	}
	row(w, "all", results)
	if err := w.Flush(); err != nil {
		return err
	}
	sort.SliceStable(results, func(i, j int) bool { return results[i].f1 < results[j].f1 })
	for _, r := range results {
		if worst == 0 {
			break
		}
		if r.scored() {
			worst--
			fmt.Fprintf(out, "%.3f order %.3f by page %.3f words %d CPU %s/%s %s %s %v\n", r.f1, r.order, r.byPage, r.words, r.ours.cpu, r.theirs.cpu, filepath.Join(r.collection, filepath.Base(r.path)), r.summary.Reason, r.summary.Status)
		}
	}
	return nil
}

func row(w io.Writer, name string, results []result) {
	var scored, p98, p95, p90, p50, pages, late, refused int
	var f1, order, byPage, byLine, seconds float64
	var ours, theirs, oursLong, theirsLong time.Duration
	var memory int64
	for _, r := range results {
		pages += r.summary.Pages
		seconds += r.summary.Seconds
		ours += r.ours.cpu
		theirs += r.theirs.cpu
		if r.summary.Pages >= 100 {
			oursLong += r.ours.cpu
			theirsLong += r.theirs.cpu
		}
		memory = max(memory, r.ours.memory)
		late += count(r.ours.late)
		refused += count(r.summary.Code != "")
		if !r.scored() {
			continue
		}
		scored++
		f1 += r.f1
		order += r.order
		byPage += r.byPage
		byLine += r.byLine
		p98 += count(r.f1 >= .98)
		p95 += count(r.f1 >= .95)
		p90 += count(r.f1 >= .90)
		p50 += count(r.f1 < .50)
	}
	n := max(1, float64(scored))
	fmt.Fprintf(w, "%s\t%d\t%d\t%.4f\t%d\t%d\t%d\t%d\t%.1f%%\t%.4f\t%.4f\t%.4f\t%d\t%.0f\t%.1fs\t%.2f\t%.2f\t%d\t%d\t%d\t\n", name, len(results), scored, f1/n, p98, p95, p90, p50,
		100*float64(p95)/n, order/n, byPage/n, byLine/n, pages, float64(pages)/max(seconds, 1e-9), ours.Seconds(), ratio(ours, theirs), ratio(oursLong, theirsLong), memory>>20, late, refused)
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func ratio(a, b time.Duration) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// printOutcomes prints what became of every file, and counts.
func printOutcomes(out io.Writer, results []result) error {
	counts := map[string]int{}
	var memory int64
	for _, r := range results {
		kind := outcome(r)
		counts[kind]++
		memory = max(memory, r.ours.memory)
		fmt.Fprintf(out, "%-12s %7.0f ms %4d MB  %s: %s\n", kind, r.ours.cpu.Seconds()*1000, r.ours.memory>>20, filepath.Base(r.path), reasonOf(r))
	}
	fmt.Fprintf(out, "\n%d files, greatest memory %d MB:", len(results), memory>>20)
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(out, " %s %d", k, counts[k])
	}
	fmt.Fprintln(out)
	return nil
}

func outcome(r result) string {
	switch {
	case r.ours.late:
		return "LATE"
	case r.ours.err != nil:
		return "CRASH"
	case r.summary.Code != "":
		return r.summary.Code
	case r.summary.Status["failed"] > 0:
		return "partly"
	case r.summary.Status["text"] > 0:
		return "text"
	}
	return "no text"
}

func reasonOf(r result) string {
	if r.ours.err != nil {
		return r.ours.err.Error()
	}
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(r.summary.Status)) {
		parts = append(parts, fmt.Sprintf("%d pages %s", r.summary.Status[k], k))
	}
	return strings.TrimSpace(r.summary.Reason + " " + strings.Join(parts, ", "))
}
