package worker

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
)

func TestRequestRoundTrip(t *testing.T) {
	want := Request{
		Path: []byte("laws/\xff\n.pdf"), Member: []string{"a.zip", "b.txt"}, Name: "b.txt",
		Options: Options{Passwords: []string{"x"}, OCR: reading.OCROff, OCRLang: "eng", CacheDir: "/c", MaxText: 9},
	}
	var pipe bytes.Buffer
	if err := writeRequest(&pipe, want); err != nil {
		t.Fatal(err)
	}
	got, err := readRequest(&pipe)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Error(d)
	}
}

func TestReadMessageRefuses(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"half a length", "\x00\x00", "length of message"},
		{"no kind", "\x00\x00\x00\x00", "empty message"},
		{"too long", "\xff\xff\xff\xffq", "longer than its limit"},
		{"cut", "\x00\x00\x00\x09q{}", "ends after 3 of 9 bytes"},
		{"other kind", "\x00\x00\x00\x01x", "a request was due"},
		{"no JSON", "\x00\x00\x00\x02q{", "request:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readRequest(strings.NewReader(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := readRequest(strings.NewReader("")); err != io.EOF {
		t.Errorf("end of input: got %v, want io.EOF", err)
	}
}

// TestServeEndsWithItsInput: the parent is gone, so a worker ends even while it
// reads a file.
func TestServeEndsWithItsInput(t *testing.T) {
	in, parent := io.Pipe()
	started := make(chan bool)
	done := make(chan error)
	go func() {
		done <- Serve(context.Background(), in, io.Discard, Handler{Read: func(ctx context.Context, _ Request) (reading.Extraction, error) {
			close(started)
			<-ctx.Done()
			return reading.Extraction{}, ctx.Err()
		}})
	}()
	if err := writeRequest(parent, Request{Name: "a"}); err != nil {
		t.Fatal(err)
	}
	<-started
	_ = parent.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	good, err := Encode(reading.Extraction{Text: "Section 1", Blocks: []reading.Block{{Start: 0, End: 9}}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x40
		if x, err := Decode(bad); err == nil && x.Text != "Section 1" {
			t.Errorf("byte %d changed: read %q without an error", i, x.Text)
		}
	}
	if _, err := Decode(good[:len(good)-3]); err == nil {
		t.Error("cut: no error")
	}
	outside, err := Encode(reading.Extraction{Text: "abc", Blocks: []reading.Block{{Start: 1, End: 9}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(outside); err == nil || !strings.Contains(err.Error(), "outside a text") {
		t.Errorf("offset outside the text: %v", err)
	}
}

// FuzzReadMessage: any bytes give a message no longer than they are, or an
// error; never a panic, and never memory that only a length claims.
func FuzzReadMessage(f *testing.F) {
	var pipe bytes.Buffer
	_ = writeRequest(&pipe, Request{Name: "a.pdf", Path: []byte("/x/a.pdf")})
	f.Add(pipe.Bytes())
	f.Add([]byte("\x3f\xff\xff\xffx"))
	f.Add([]byte("\x00\x00\x00\x13r{\"Code\":\"password\"}"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if _, body, err := readMessage(bytes.NewReader(in), MaxResponse); err == nil && len(body) > len(in) {
			t.Errorf("%d bytes in, %d out", len(in), len(body))
		}
		if q, err := readRequest(bytes.NewReader(in)); err == nil {
			var again bytes.Buffer
			if err := writeRequest(&again, q); err != nil && !errors.Is(err, errTooLong) {
				t.Error(err)
			}
		}
		kind, body, err := readResponse(bytes.NewReader(in))
		if err == nil && kind == kindExtraction {
			_, _ = Decode(body)
		}
	})
}

// FuzzDecode: what decodes has its offsets within the text.
func FuzzDecode(f *testing.F) {
	good, _ := Encode(reading.Extraction{
		Format: "txt", Text: "1. One", Blocks: []reading.Block{{End: 6}},
		Divisions: []reading.Division{{Type: "section", End: 6, Parent: -1}},
	})
	f.Add(good)
	f.Fuzz(func(t *testing.T, in []byte) {
		x, err := Decode(in)
		if err != nil {
			return
		}
		for _, b := range x.Blocks {
			_ = x.Text[b.Start:b.End]
		}
		for _, d := range x.Divisions {
			_ = x.Text[d.Start:d.End]
		}
	})
}
