// Package ocr reads images of pages with tesseract, where it is installed.
//
// Tesseract is run as a program, once for each page, with the image on its
// standard input; it answers with words, their boxes and how sure it is. What
// it read is kept under a key made of the image and all settings, for it takes
// seconds. Begin with [Find] and [Tesseract.Read].
//
// Tesseract is Apache-2.0 software of its own and no part of this program.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"policyscan/ingest/reading"
)

// PageTimeout bounds the recognition of one page.
const PageTimeout = 2 * time.Minute

// Bounds on what tesseract may answer, in bytes.
const (
	maxAnswer = 32 << 20
	maxTalk   = 4 << 10
)

// unsure is the mean confidence below which a page is also tried upside down:
// tesseract finds quarter turns by itself, half turns of short texts it misses.
const unsure = 0.6

// Hint says how tesseract is installed.
const Hint = "install tesseract (Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract; Windows: the installer of UB Mannheim) and the data of the languages you need, or use --ocr off"

// Tesseract is an installed tesseract. It is safe for concurrent use.
type Tesseract struct {
	path      string
	version   string
	languages []string
	// Timeout bounds one page; [Find] sets it to PageTimeout.
	Timeout time.Duration
	// CacheDir keeps what was read, in its folder "ocr"; "" means nothing is kept.
	CacheDir string
}

// Settings change what is recognised.
type Settings struct {
	Language string  // argument of tesseract -l, "eng+spa"; "" means its default
	DPI      float64 // resolution of the image
}

// Find looks for tesseract on the path and in its usual folders. Where there is
// none, or it does not run, the error is a [*reading.Refusal] with the code
// "needs-tool".
func Find(ctx context.Context) (*Tesseract, error) {
	path, err := locate()
	if err != nil {
		return nil, &reading.Refusal{Code: "needs-tool", Reason: "tesseract is not installed", Hint: Hint}
	}
	return find(ctx, path)
}

// find asks the tesseract at path for its version and languages.
func find(ctx context.Context, path string) (*Tesseract, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	t := &Tesseract{path: path, Timeout: PageTimeout}
	about, err := t.run(ctx, nil, "--version")
	if err != nil {
		return nil, broken(ctx, err)
	}
	first, _, _ := strings.Cut(about, "\n")
	t.version = strings.TrimSpace(first)
	list, err := t.run(ctx, nil, "--list-langs")
	if err != nil {
		return nil, broken(ctx, err)
	}
	for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
		if line = strings.TrimSpace(line); i > 0 && line != "" {
			t.languages = append(t.languages, line)
		}
	}
	return t, nil
}

func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	return &reading.Refusal{Code: "needs-tool", Reason: fmt.Sprintf("tesseract does not run: %v", err), Hint: Hint}
}

// locate returns the path of the program. It never takes one from the current
// folder, which may be a folder of the corpus.
func locate() (string, error) {
	path, err := exec.LookPath("tesseract")
	if err == nil {
		return path, nil
	}
	var usual []string
	switch runtime.GOOS {
	case "windows":
		for _, base := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)"), os.Getenv("LOCALAPPDATA")} {
			if base != "" {
				usual = append(usual, filepath.Join(base, "Tesseract-OCR", "tesseract.exe"), filepath.Join(base, "Programs", "Tesseract-OCR", "tesseract.exe"))
			}
		}
	case "darwin":
		usual = []string{"/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract", "/opt/local/bin/tesseract"}
	}
	for _, p := range usual {
		if fi, err := os.Stat(p); err == nil && fi.Mode().IsRegular() {
			return p, nil
		}
	}
	return "", err
}

// Version is what the program calls itself ("tesseract 5.3.0").
func (t *Tesseract) Version() string { return t.version }

// Languages are the installed languages, as tesseract lists them.
func (t *Tesseract) Languages() []string { return slices.Clone(t.languages) }

var languageArgument = regexp.MustCompile(`^[A-Za-z0-9_/-]+(\+[A-Za-z0-9_/-]+)*$`)

// Check returns a refusal where a language is not installed, nil where all are.
func (t *Tesseract) Check(language string) error {
	if language == "" {
		if slices.Contains(t.languages, "eng") {
			return nil
		}
		return &reading.Refusal{Code: "needs-tool", Reason: "tesseract has no data for its default language, English", Hint: "name one that is installed with --ocr-lang: " + strings.Join(t.languages, ", ")}
	}
	if !languageArgument.MatchString(language) {
		return &reading.Refusal{Code: "needs-tool", Reason: fmt.Sprintf("%q is no language argument of tesseract", language), Hint: "use codes like eng+spa"}
	}
	for _, l := range strings.Split(language, "+") {
		if !slices.Contains(t.languages, l) {
			return &reading.Refusal{Code: "needs-tool", Reason: fmt.Sprintf("tesseract has no data for the language %q", l), Hint: "install it (Debian, Ubuntu: apt install tesseract-ocr-" + l + "), or choose from: " + strings.Join(t.languages, ", ")}
		}
	}
	return nil
}

// Read recognises the words of a page. A page without any is no error.
func (t *Tesseract) Read(ctx context.Context, img *image.Gray, s Settings) (Page, error) {
	if err := t.Check(s.Language); err != nil {
		return Page{}, err
	}
	key := t.key(img, s)
	if page, ok := t.recall(key); ok {
		return page, nil
	}
	page, err := t.recognise(ctx, img, s)
	if err != nil {
		return Page{}, err
	}
	t.keep(key, page)
	return page, nil
}

// recognise reads the image as it is and, where that gives little, upside down.
func (t *Tesseract) recognise(ctx context.Context, img *image.Gray, s Settings) (Page, error) {
	page, err := t.once(ctx, img, s)
	if err != nil || page.Confidence >= unsure || len(page.Words) == 0 {
		return page, err
	}
	turned, err := t.once(ctx, upsideDown(img), s)
	if err != nil {
		return Page{}, err
	}
	if turned.certain() > page.certain() {
		return turned.turnBack(img.Rect.Max), nil
	}
	return page, nil
}

func (t *Tesseract) once(ctx context.Context, img *image.Gray, s Settings) (Page, error) {
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	answer, err := t.run(ctx, netpbm(img), t.arguments(s)...)
	if err != nil {
		return Page{}, fmt.Errorf("tesseract: %w", err)
	}
	page, err := parseTSV(answer)
	if err != nil {
		return Page{}, fmt.Errorf("tesseract: %w", err)
	}
	return page, nil
}

// arguments asks for page segmentation with orientation where the data for it
// are installed, else without.
func (t *Tesseract) arguments(s Settings) []string {
	segmentation := "3"
	if slices.Contains(t.languages, "osd") {
		segmentation = "1"
	}
	args := []string{"stdin", "stdout", "--psm", segmentation}
	if s.DPI > 0 {
		args = append(args, "--dpi", fmt.Sprintf("%.0f", s.DPI))
	}
	if s.Language != "" {
		args = append(args, "-l", s.Language)
	}
	return append(args, "tsv")
}

// run runs tesseract and returns its output; errors carry the last line of its
// talk.
func (t *Tesseract) run(ctx context.Context, in io.Reader, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, t.path, args...)
	out, talk := &bounded{max: maxAnswer}, &bounded{max: maxTalk}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, talk
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // pages run side by side already
	cmd.WaitDelay = time.Second
	err := wait(ctx, cmd)
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("stopped: %w", ctx.Err())
	case err != nil:
		lines := strings.Split(strings.TrimSpace(talk.String()), "\n")
		return "", fmt.Errorf("%w: %s", err, lines[len(lines)-1])
	case out.cut:
		return "", fmt.Errorf("its answer is longer than %d MB", maxAnswer>>20)
	case out.Len() == 0:
		return talk.String(), nil // old versions tell their version and languages there
	}
	return out.String(), nil
}

// wait runs a command and says every second that it is running: it has a time
// limit of its own, and the deadline of a file is no measure for it.
func wait(ctx context.Context, cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			return err
		case <-tick.C:
			reading.Progress(ctx)
		}
	}
}

// bounded keeps the first bytes of a stream and drops the rest.
type bounded struct {
	bytes.Buffer
	max int
	cut bool
}

func (b *bounded) Write(p []byte) (int, error) {
	n := len(p)
	if room := b.max - b.Len(); n > room {
		p, b.cut = p[:room], true
	}
	b.Buffer.Write(p)
	return n, nil
}

// netpbm encodes an image as PGM, which costs nothing.
func netpbm(img *image.Gray) io.Reader {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	readers := []io.Reader{strings.NewReader(fmt.Sprintf("P5 %d %d 255\n", w, h))}
	if img.Stride == w {
		return io.MultiReader(append(readers, bytes.NewReader(img.Pix[:w*h]))...)
	}
	for y := range h {
		readers = append(readers, bytes.NewReader(img.Pix[y*img.Stride:][:w]))
	}
	return io.MultiReader(readers...)
}

func upsideDown(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		row := out.Pix[(h-1-y)*w:][:w]
		copy(row, img.Pix[y*img.Stride:][:w])
		slices.Reverse(row)
	}
	return out
}
