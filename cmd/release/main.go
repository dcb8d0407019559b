// Command release builds what is given to users: for every platform an archive
// with the program, its licence, the notices of others and the documentation;
// beside them SHA256SUMS and a bill of materials (CycloneDX).
//
//	go run ./cmd/release -o dist
//
// It builds what is committed, not what lies around, and builds it twice, in two
// clones at different places with nothing shared between them: unless both give
// the same bytes, there is no release. The same commit and the same version of
// Go give the same archives, on whatever machine.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// targets are the platforms of a release.
const targets = "linux/amd64,linux/arm64,windows/amd64,darwin/amd64,darwin/arm64"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release is one release under way.
type release struct {
	out     string // directory that it is written to
	temp    string
	quick   bool
	version string
	talk    io.Writer
}

// run makes a release.
func run(ctx context.Context, args []string, talk io.Writer) (err error) {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	out := flags.String("o", "dist", "write to this `directory`, which must be new or empty")
	only := flags.String("targets", targets, "build for these `platforms`")
	quick := flags.Bool("quick", false, "let both builds share compiled packages: faster, and shows less")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := newDirectory(*out); err != nil {
		return err
	}
	r := release{out: *out, quick: *quick, talk: talk}
	if r.temp, err = os.MkdirTemp("", "release-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(r.temp)) }()
	return r.make(ctx, strings.Split(*only, ","))
}

// newDirectory makes a directory and refuses one that holds something.
func newDirectory(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty", dir)
	}
	return err
}

// make builds, compares, packs and sums up.
func (r *release) make(ctx context.Context, targets []string) error {
	trees := []string{filepath.Join(r.temp, "first"), filepath.Join(r.temp, "a second place", "again")}
	for _, tree := range trees {
		if err := r.clone(ctx, tree); err != nil {
			return err
		}
	}
	var err error
	if r.version, err = versionOf(ctx, trees[0]); err != nil {
		return err
	}
	var programs, files []string
	for _, target := range targets {
		program, err := r.buildTwice(ctx, trees, target)
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		archive, err := r.pack(trees[0], program, target)
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		programs, files = append(programs, program), append(files, archive)
	}
	bill := filepath.Join(r.out, r.name("")+".cdx.json")
	if err := writeBill(bill, r.version, programs, filepath.Join(trees[0], noticesFile)); err != nil {
		return err
	}
	return writeSums(filepath.Join(r.out, "SHA256SUMS"), append(files, bill))
}

// name is what files of the release are called.
func (r *release) name(target string) string {
	name := "scan-" + r.version
	if target != "" {
		name += "-" + strings.ReplaceAll(target, "/", "-")
	}
	return name
}
