//go:build linux

// Command measure prints the tables of docs/benchmarks.md: what the program
// costs on this machine, stage by stage and at several sizes, beside other
// programs on the same files where they are installed.
//
//	go run ./cmd/measure -write docs/benchmarks.md
//
// It takes half an hour on two quiet cores, most of it for a million passages
// (-most 100000 does without), and eight gigabytes below -dir. Real documents
// are read from -corpus; what is missing is left out and said.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// bench is a round of measurements.
type bench struct {
	ctx    context.Context
	out    io.Writer
	corpus string
	dir    string
	scan   string // the program
	most   int    // passages
	times  int
}

// parts are the tables, in order.
var parts = []struct {
	name string
	make func(*bench) error
}{
	{"machine", (*bench).machine},
	{"pass", (*bench).pass},
	{"start", (*bench).start},
	{"rescan", (*bench).rescan},
	{"stages", (*bench).stages},
	{"index", (*bench).indexes},
	{"scale", (*bench).scale},
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	b := bench{ctx: ctx, out: out}
	flags := flag.NewFlagSet("measure", flag.ContinueOnError)
	flags.StringVar(&b.corpus, "corpus", filepath.Join("..", "shared", "corpus"), "`directory` with pdf/ and text/")
	flags.StringVar(&b.dir, "dir", "", "work below this `directory` (default a temporary one)")
	flags.IntVar(&b.most, "most", 1_000_000, "`passages` of the largest measurement")
	flags.IntVar(&b.times, "times", 3, "measure short things so many `times` and print the median")
	page := flags.String("write", "", "put the tables into this `file` as well, between its marks")
	only := flags.String("only", "", "print these `tables` only: machine, pass, start, rescan, stages, index, scale")
	if err := flags.Parse(args); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(b.dir, "measure-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	var tables bytes.Buffer
	b.out = io.MultiWriter(out, &tables)
	if b.dir, err = filepath.Abs(temp); err != nil {
		return err
	}
	if b.corpus, err = filepath.Abs(b.corpus); err != nil {
		return err
	}
	b.scan = filepath.Join(b.dir, "scan")
	if u := b.measure("", "go", "build", "-o", b.scan, "./cmd/scan"); u.err != nil {
		return u.err
	}
	for _, part := range parts {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), part.name) {
			continue
		}
		if err := errors.Join(ctx.Err(), part.make(&b)); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	if *page == "" {
		return nil
	}
	return insert(*page, tables.String())
}

// The marks between which a page holds the tables.
const (
	beginMark = "<!-- tables: begin; written by go run ./cmd/measure -write docs/benchmarks.md -->"
	endMark   = "<!-- tables: end -->"
)

// insert puts tables between the marks of a page.
func insert(page, tables string) error {
	old, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, ok1 := strings.Cut(string(old), beginMark)
	_, after, ok2 := strings.Cut(rest, endMark)
	if !ok1 || !ok2 {
		return fmt.Errorf("%s: the marks of the tables are missing", page)
	}
	return os.WriteFile(page, []byte(before+beginMark+"\n"+tables+"\n"+endMark+after), 0o644)
}

// table prints a table.
func (b *bench) table(title string, head []string, rows [][]string) {
	fmt.Fprintf(b.out, "\n### %s\n\n| %s |\n|%s\n", title, strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, row := range rows {
		fmt.Fprintf(b.out, "| %s |\n", strings.Join(row, " | "))
	}
}

// say prints a line of text.
func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.out, "\n"+format+"\n", args...) }
