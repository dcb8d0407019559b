package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
)

// DOC reads documents of Word 97 to 2003 through LibreOffice, which keeps their
// structure, or antiword, where one of them is installed.
type DOC struct{}

// Name implements reading.Reader.
func (DOC) Name() string { return "doc" }

// Version implements reading.Reader.
func (DOC) Version() int { return 1 }

// maxDOC is the largest document that is handed to a converter.
const maxDOC = 256 << 20

// Read implements reading.Reader.
func (DOC) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	if size > maxDOC {
		return reading.Extraction{}, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("a document of %d MB is larger than the limit of %d MB", size>>20, maxDOC>>20)}
	}
	office, antiword := findProgram("soffice", "libreoffice"), findProgram("antiword")
	if office == "" && antiword == "" {
		return reading.Extraction{}, &reading.Refusal{
			Code: "needs-tool", Reason: "documents of Word 97 to 2003 are read through LibreOffice or antiword, and neither is installed",
			Hint: "install LibreOffice, or save the document as DOCX",
		}
	}
	dir, err := os.MkdirTemp("", "scan-doc-")
	if err != nil {
		return reading.Extraction{}, fmt.Errorf("making a folder for the converter: %w", err)
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "in.doc")
	if err := copyTo(in, r, size); err != nil {
		return reading.Extraction{}, err
	}
	var failure error
	if office != "" {
		ex, err := throughOffice(ctx, office, dir, in, opt)
		if err == nil || ctx.Err() != nil {
			return ex, errors.Join(err, ctx.Err())
		}
		failure = err
	}
	if antiword != "" {
		ex, err := throughAntiword(ctx, antiword, in, opt)
		if err == nil || ctx.Err() != nil {
			return ex, errors.Join(err, ctx.Err())
		}
		failure = err
	}
	return reading.Extraction{}, &reading.Refusal{Code: "damaged", Reason: "no converter could read the document: " + failure.Error()}
}

// waitDelay bounds the wait for a converter that was told to end, but whose
// children keep its output open.
const waitDelay = 2 * time.Second

// findProgram returns the path of the first program that is installed.
func findProgram(names ...string) string {
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

func copyTo(name string, r io.ReaderAt, size int64) error {
	out, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("writing for the converter: %w", err)
	}
	if _, err := io.Copy(out, io.NewSectionReader(r, 0, size)); err != nil {
		out.Close()
		return fmt.Errorf("reading: %w", err)
	}
	return out.Close()
}

// throughOffice converts a document to DOCX and reads that. LibreOffice gets a
// profile of its own, so that it neither meets nor disturbs an open one.
func throughOffice(ctx context.Context, program, dir, in string, opt reading.Options) (reading.Extraction, error) {
	profile := filepath.ToSlash(filepath.Join(dir, "profile"))
	if !strings.HasPrefix(profile, "/") {
		profile = "/" + profile
	}
	cmd := exec.CommandContext(ctx, program, "--headless", "--norestore", "-env:UserInstallation=file://"+profile,
		"--convert-to", "docx:MS Word 2007 XML", "--outdir", dir, in)
	cmd.WaitDelay = waitDelay
	if out, err := cmd.CombinedOutput(); err != nil {
		return reading.Extraction{}, fmt.Errorf("LibreOffice: %w: %s", err, firstLine(out))
	}
	data, err := os.ReadFile(filepath.Join(dir, "in.docx"))
	if err != nil {
		return reading.Extraction{}, errors.New("LibreOffice made no document of it")
	}
	ex, err := DOCX{}.Read(ctx, bytes.NewReader(data), int64(len(data)), opt)
	ex.Format = "doc"
	return ex, err
}

// throughAntiword converts a document to text.
func throughAntiword(ctx context.Context, program, in string, opt reading.Options) (reading.Extraction, error) {
	var out, talk bytes.Buffer
	cmd := exec.CommandContext(ctx, program, "-w", "0", "-m", "UTF-8.txt", in)
	cmd.Stdout, cmd.Stderr = &out, &talk
	cmd.WaitDelay = waitDelay
	if err := cmd.Run(); err != nil {
		return reading.Extraction{}, fmt.Errorf("antiword: %w: %s", err, firstLine(talk.Bytes()))
	}
	ex, err := plain.Text{}.Read(ctx, bytes.NewReader(out.Bytes()), int64(out.Len()), opt)
	if err != nil {
		return ex, err
	}
	ex.Format = "doc"
	ex.Problems = append(ex.Problems, reading.Problem{Code: "structure-lost", Text: "read by antiword, which keeps the text but neither headings nor automatic numbers"})
	return ex, nil
}

func firstLine(out []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return line[:min(len(line), 200)]
}
