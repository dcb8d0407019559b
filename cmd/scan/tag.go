package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"policyscan/ingest"
	"policyscan/match"
)

type tagOptions struct {
	lexicon    string
	jsonl      bool
	suppressed bool
	jobs       int
}

// newTag makes the command that tags passages from its standard input.
func newTag(env environment) *cobra.Command {
	var o tagOptions
	cmd := &cobra.Command{
		Use:     "tag --jsonl",
		GroupID: "rules",
		Short:   "Tag passages from standard input",
		Long: `Read passages as JSON Lines from standard input, and write their tags, one line
each, in the same order. Needs no workspace.

Input:  {"id","text","lang"?,"jurisdiction"?,"title"?,"heading"?,"before"?,"after"?,
        "chapeau"?,"kind"?,"genre"?}
Output: {"id","tags":[{"code","criterion","perspective","voice","force","form",
        "flags","scope","gate","rules":[{"id","matched":[{"start","end","text"}]}]}]}

Offsets count UTF-8 bytes of text. Context fields (title, heading, before, after,
chapeau) serve the gate and the scope; they are never evidence by themselves.
Unknown fields are ignored. With --suppressed, each line also says what fired and
does not count, and why.

lang is a BCP 47 tag such as en or nb-NO. kind is one of
` + kindHelp() + `
Of these, the second line carries no tags. A language or kind that is missing, or
not known to scan, is inferred from the text as when files are read.

A line that cannot be used (no JSON object, no id, no text, no UTF-8) stops the
stream: the lines before it are answered, the error names it, and the status is 1.
Empty lines are passed over.` + "\n" + exitHelp,
		Example: `  echo '{"id":"1","text":"The consent of a victim of trafficking is irrelevant."}' | scan tag --jsonl`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !o.jsonl {
				return usagef("tag needs --jsonl, the only format it reads")
			}
			return runTag(cmd.Context(), env, o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.jsonl, "jsonl", false, "read and write JSON Lines")
	f.BoolVar(&o.suppressed, "suppressed", false, "also print near-misses with their reason")
	f.StringVar(&o.lexicon, "lexicon", "", "use the codebook and rules in this `directory`")
	f.IntVarP(&o.jobs, "jobs", "j", runtime.NumCPU(), "passages tagged side by side")
	return cmd
}

// tagLine is a line of output.
type tagLine struct {
	ID         string             `json:"id"`
	Tags       []match.Tag        `json:"tags"`
	Suppressed []match.Suppressed `json:"suppressed,omitempty"`
}

// linesPerBatch is how many passages a worker takes at once.
const linesPerBatch = 64

// batch is a run of input lines and, once done, the output for them.
type batch struct {
	first int // number of its first line
	lines [][]byte
	out   bytes.Buffer
	err   error
	done  chan struct{}
}

func runTag(ctx context.Context, env environment, o tagOptions) error {
	tagger, err := newTagger(o.lexicon)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	jobs := max(o.jobs, 1)
	work, order := make(chan *batch), make(chan *batch, jobs*2)
	group.Go(func() error {
		defer close(work)
		defer close(order)
		return readBatches(ctx, env.Stdin, func(b *batch) error {
			for _, c := range []chan *batch{order, work} {
				select {
				case c <- b:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	})
	for range jobs {
		group.Go(func() error {
			w := tagger.Worker()
			for b := range work {
				b.err = b.tag(w, o.suppressed)
				close(b.done)
			}
			return nil
		})
	}
	group.Go(func() error { return writeBatches(ctx, env.Stdout, order) })
	return group.Wait()
}

// readBatches cuts the input into batches of lines. A batch is given early where
// the next line is not there yet, so that somebody who waits for an answer before
// the next question gets one.
func readBatches(ctx context.Context, r io.Reader, give func(*batch) error) error {
	in := bufio.NewReaderSize(r, 1<<20)
	b := &batch{first: 1, done: make(chan struct{})}
	for number := 1; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		b.lines = append(b.lines, line)
		if err == io.EOF {
			return give(b)
		}
		if len(b.lines) == linesPerBatch || in.Buffered() == 0 {
			if err := give(b); err != nil {
				return err
			}
			b = &batch{first: number + 1, done: make(chan struct{})}
		}
	}
}

// writeBatches writes the output in the order of the input.
func writeBatches(ctx context.Context, w io.Writer, order <-chan *batch) error {
	out := bufio.NewWriter(w)
	for b := range order {
		select {
		case <-b.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if _, err := out.Write(b.out.Bytes()); err != nil {
			return err
		}
		if b.err != nil {
			return errors.Join(b.err, out.Flush())
		}
		if len(order) == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// tag fills the output of a batch.
func (b *batch) tag(w *match.Worker, suppressed bool) error {
	e := json.NewEncoder(&b.out)
	e.SetEscapeHTML(false)
	for i, line := range b.lines {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		unit, err := readUnit(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", b.first+i, err)
		}
		complete(&unit)
		read := w.Read(unit)
		if err := w.Err(); err != nil {
			return fmt.Errorf("line %d: %w", b.first+i, err)
		}
		out := tagLine{ID: unit.ID, Tags: filled(read.Tags)}
		if suppressed {
			out.Suppressed = read.Suppressed
		}
		if err := e.Encode(out); err != nil {
			return err
		}
	}
	return nil
}

// readUnit reads a passage from a line of input.
func readUnit(line []byte) (match.Unit, error) {
	if !utf8.Valid(line) {
		return match.Unit{}, errors.New("it is not UTF-8")
	}
	if !bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")) {
		return match.Unit{}, errors.New("want a JSON object with id and text")
	}
	var in struct {
		match.Unit
		ID   *string `json:"id"`
		Text *string `json:"text"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return match.Unit{}, err
	}
	switch {
	case in.ID == nil || *in.ID == "":
		return match.Unit{}, errors.New("it has no id")
	case in.Text == nil:
		return match.Unit{}, errors.New("it has no text")
	}
	in.Unit.ID, in.Unit.Text = *in.ID, *in.Text
	return in.Unit, nil
}

// kindHelp lists the kinds: those that may carry tags, then the others.
func kindHelp() string {
	var lines [2][]string
	for _, k := range ingest.Kinds() {
		at := 1
		if k.Quotable() {
			at = 0
		}
		lines[at] = append(lines[at], string(k))
	}
	return "  " + strings.Join(lines[0], ", ") + ",\n  " + strings.Join(lines[1], ", ") + "."
}

// filled makes JSON print empty lists as such.
func filled(tags []match.Tag) []match.Tag {
	out := make([]match.Tag, 0, len(tags))
	for _, t := range tags {
		t.Flags, t.Rules = nonNil(t.Flags), nonNil(t.Rules)
		out = append(out, t)
	}
	return out
}
