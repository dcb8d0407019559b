package object

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policyscan/ingest/pdf/pdftest"
	"policyscan/ingest/reading"
)

func sample() *pdftest.File {
	f := pdftest.New()
	f.Page(pdftest.Text("F1", 12, 72, 700, "Whole."), "")
	return f
}

func openBytes(data []byte) (*File, error) {
	return Open(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
}

// firstContent returns the content stream of the first page.
func firstContent(t *testing.T, f *File) string {
	t.Helper()
	page := f.Trailer().Key("Root").Key("Pages").Key("Kids").Index(0)
	data, err := page.Key("Contents").Stream(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestDamage holds that a file is read whatever happened to its frame.
func TestDamage(t *testing.T) {
	plain, packed := sample().Bytes(), sample().Packed()
	edit := func(data []byte, from, to string) []byte {
		if !bytes.Contains(data, []byte(from)) {
			t.Fatalf("the sample has no %q", from)
		}
		return bytes.Replace(data, []byte(from), []byte(to), 1)
	}
	startxref := bytes.LastIndex(plain, []byte("startxref"))
	for _, c := range []struct {
		name   string
		data   []byte
		mended bool
	}{
		{"sound", plain, false},
		{"object streams", packed, false},
		{"bytes before the header", append([]byte("From: nobody\r\n\r\n"), plain...), false},
		{"version 2.0", edit(plain, "%PDF-1.4", "%PDF-2.0"), false},
		{"no header", plain[9:], false},
		{"bytes after the end", append(bytes.Clone(plain), bytes.Repeat([]byte{0}, 3000)...), false},
		{"no end", bytes.TrimSuffix(plain, []byte("%%EOF\n")), false},
		{"no table", plain[:bytes.LastIndex(plain, []byte("xref\n0"))], true},
		{"table elsewhere", edit(plain, "startxref\n", "startxref\n1"), true},
		{"table shifted", edit(plain, "2 0 obj", " 2 0 obj\n"), true},
		{"table of itself", edit(plain, "<</Size", "<</Prev "+string(bytes.Fields(plain[startxref:])[1])+"/Size"), true},
		{"table with a negative number", edit(plain, "xref\n0 ", "xref\n-9 "), true},
		{"table of a billion", edit(plain, "xref\n0 ", "xref\n1000000000 "), true},
		{"wrong length", edit(plain, "/Length ", "/Length 9"), false},
		{"no endobj", edit(plain, "endstream\nendobj", "endstream\n"), true},
		{"cut off", packed[:bytes.LastIndex(packed, []byte("/Type/XRef"))], true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := openBytes(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if got := firstContent(t, f); !strings.Contains(got, "(Whole.) Tj") {
				t.Errorf("content %q", got)
			}
			if (f.Repaired != "") != c.mended {
				t.Errorf("repaired: %q", f.Repaired)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, data, code string }{
		{"empty", "", "empty"},
		{"text", "This is a letter, not a file of pages.", "damaged"},
		{"form data", "%FDF-1.2\n1 0 obj<<>>endobj", "unsupported"},
		{"header alone", "%PDF-1.4\n%%EOF", "damaged"},
		{"no pages", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>", "damaged"},
		{"unknown encryption", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[]>>endobj 3 0 obj<</Filter/Own.Lock>>endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R>>", "unsupported"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := openBytes([]byte(c.data))
			var refusal *reading.Refusal
			if !errors.As(err, &refusal) || refusal.Code != c.code {
				t.Errorf("error %#v, want a refusal %q", err, c.code)
			}
		})
	}
}

// TestBrokenObjects holds that a value that the library cannot read is null,
// that this is counted, and that rewriting mends it.
func TestBrokenObjects(t *testing.T) {
	f := sample()
	bad := f.Add(`<</A (\x)/B 1>>`)
	f.Trailer = "/Info " + itoa(bad) + " 0 R"
	data := f.Bytes()
	file, err := openBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	if v := file.Trailer().Key("Info"); !v.IsNull() || file.Broken != 1 {
		t.Errorf("got %v, broken %d", v, file.Broken)
	}
	again, err := OpenRewritten(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Trailer().Key("Info").Key("B").Int(0); got != 1 {
		t.Errorf("rewritten: %d", got)
	}
}

func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	data := sample().Bytes()
	if _, err := Open(ctx, bytes.NewReader(data), int64(len(data)), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// shared returns a folder of real documents beside the repository.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	dir := ".."
	for range 6 {
		path := filepath.Join(append([]string{dir, "shared"}, parts...)...)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		dir = filepath.Join("..", dir)
	}
	t.Skipf("the folder shared/%s is missing", strings.Join(parts, "/"))
	return ""
}

// TestPasswords opens encrypted files of all revisions whose names tell their
// passwords.
func TestPasswords(t *testing.T) {
	dir := shared(t, "corpus", "pdf-hostile")
	for pattern, password := range map[string]string{
		"enc-R2,V1,U=view,O=master.pdf":                                               "view",
		"enc-XI-R6,V5,U=view,O=master.pdf":                                            "master",
		"encrypted_version4_revision4_128bit_aes_user_pass_apples_enc_metadata.pdf":   "apples",
		"encrypted_version4_revision4_128bit_rc4_user_pass_apples_unenc_metadata.pdf": "apples",
		"encrypted_version5_revision6_256bit_aes_user_pass_apples_enc_metadata.pdf":   "apples",
	} {
		t.Run(pattern, func(t *testing.T) {
			paths, _ := filepath.Glob(filepath.Join(dir, "*", pattern))
			if more, _ := filepath.Glob(filepath.Join(dir, pattern)); len(more) > 0 {
				paths = more
			}
			if len(paths) == 0 {
				t.Skip("the file is missing")
			}
			data, err := os.ReadFile(paths[0])
			if err != nil {
				t.Fatal(err)
			}
			var refusal *reading.Refusal
			if _, err := openBytes(data); !errors.As(err, &refusal) || refusal.Code != "password" {
				t.Errorf("without a password: %v", err)
			}
			f, err := Open(context.Background(), bytes.NewReader(data), int64(len(data)), []string{"wrong", password})
			if err != nil {
				t.Fatal(err)
			}
			if len(firstContent(t, f)) == 0 {
				t.Error("the page has no content")
			}
		})
	}
}

// FuzzOpen holds that no file makes the front step or the library panic, and
// that an open file has a catalogue that can be walked.
func FuzzOpen(f *testing.F) {
	f.Add(sample().Bytes())
	f.Add(sample().Packed())
	f.Add(sample().Bytes()[9:])
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R/Prev 5>>startxref 9 %%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, open := range []func(context.Context, []byte) (*File, error){
			func(ctx context.Context, b []byte) (*File, error) {
				return Open(ctx, bytes.NewReader(b), int64(len(b)), nil)
			},
			func(ctx context.Context, b []byte) (*File, error) {
				return OpenRewritten(ctx, bytes.NewReader(b), int64(len(b)), nil)
			},
		} {
			file, err := open(context.Background(), data)
			if err != nil {
				continue
			}
			pages := file.Trailer().Key("Root").Key("Pages")
			for _, k := range pages.Keys() {
				pages.Key(k).Stream(1 << 16)
			}
			pages.Refs()
		}
	})
}
