// Command pdfbench measures the PDF reader against pdftotext.
//
//	pdfbench [-half even|odd] [-arabic] [-deadline 20s] [-workers N] [-worst N] FOLDER...
//
// For every PDF below the folders it compares the words of our extraction with
// those of plain pdftotext (Poppler), which must be on the path, and prints a
// table per collection (the folder that holds a file) and in total. Every file
// is read in a process of its own, so that CPU time and memory are its own, and
// a file past the deadline is ended and counted.
//
// Definitions: text is brought to NFKC and lower case, words divided at line
// ends are joined on both sides; the reference is the output of pdftotext
// without options; files with fewer than 20 words there are not scored. F1 is
// that of the bags of words; order is the longest common subsequence over the
// first 3,000 words of both, as a part of their mean length. All text of a page
// counts, apparatus included. "order" is that of the canonical text, in which all
// apparatus stands after the body; "by page" is what "scan text" prints, with
// running heads and footnotes on their pages; "by line" is what "scan text
// --lines" prints, with the numbers of lines beside them.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("pdfbench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.half, "half", "", "only one half of the files, by the hash of their name: even (to tune on) or odd (held back)")
	flags.DurationVar(&s.deadline, "deadline", 20*time.Second, "time that a file may take")
	flags.IntVar(&s.worst, "worst", 0, "list the `N` files with the lowest F1")
	flags.IntVar(&s.workers, "workers", 1, "files that are read at once")
	flags.BoolVar(&s.outcomes, "outcomes", false, "print the outcome of every file, without pdftotext (for hostile files)")
	flags.StringVar(&s.keep, "keep", "", "keep both texts of every file in this `folder`")
	flags.BoolVar(&s.arabic, "arabic", false, "disregard the order of lam and alef, and whether numbers stand apart from Arabic words: pdftotext has both wrong")
	flags.StringVar(&s.fallback, "fallback", "", "let PDFium read what we cannot, its compiled code kept in this `folder`")
	flags.StringVar(&s.candidate, "candidate", "ours", "what is measured: ours, layout (pdftotext -layout), or ledongthuc (the plain text of the library that we build on)")
	one := flags.String("read", "", "read one `file` and print its text; used by the command itself")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *one != "" && s.candidate == "ledongthuc" {
		return readPlain(*one, stdout, stderr)
	}
	if *one != "" {
		return readOne(ctx, *one, s.fallback, stdout, stderr)
	}
	if flags.NArg() == 0 {
		flags.Usage()
		return 2
	}
	if err := bench(ctx, s, flags.Args(), stdout); err != nil {
		fmt.Fprintln(stderr, "pdfbench:", err)
		return 1
	}
	return 0
}
