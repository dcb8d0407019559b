package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
)

// entry is a member of an archive that a test makes.
type entry struct {
	name, data string
	mode       fs.FileMode
}

func archiveOf(t testing.TB, entries ...entry) *bytes.Reader {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(out.Bytes())
}

func open(t testing.TB, r *bytes.Reader, l Limits) *Archive {
	t.Helper()
	a, err := Open(r, r.Size(), l)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func refusal(err error) string {
	var r *reading.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

func TestMembers(t *testing.T) {
	a := open(t, archiveOf(t,
		entry{name: "laws/b.txt", data: "b"},
		entry{name: `win\a.txt`, data: "a"},
		entry{name: "laws/", data: ""},
		entry{name: "../../etc/passwd", data: "x"},
		entry{name: "/etc/passwd", data: "x"},
		entry{name: `C:\x.txt`, data: "x"},
		entry{name: "laws/./b.txt", data: "again"},
		entry{name: "link", data: "/etc/passwd", mode: fs.ModeSymlink | 0o777},
		entry{name: "zeros.txt", data: strings.Repeat("\x00", 4<<20)},
	), DefaultLimits())
	want := []Member{{"laws/b.txt", 1}, {"win/a.txt", 1}}
	if d := cmp.Diff(a.Members(), want); d != "" {
		t.Errorf("members: got (-) want (+):\n%s", d)
	}
	skipped := []Skipped{
		{"../../etc/passwd", "its name leads out of the archive"},
		{"/etc/passwd", "its name leads out of the archive"},
		{`C:\x.txt`, "its name leads out of the archive"},
		{"laws/./b.txt", "a second member of the same name"},
		{"link", "a link or a device"},
		{"zeros.txt", "unpacks out of proportion"},
	}
	if d := cmp.Diff(a.Skipped(), skipped); d != "" {
		t.Errorf("skipped: got (-) want (+):\n%s", d)
	}
	if data, err := a.ReadFile("laws/b.txt"); err != nil || string(data) != "b" {
		t.Errorf("got %q, %v", data, err)
	}
	if _, err := a.ReadFile("zeros.txt"); err == nil || !strings.Contains(err.Error(), "proportion") {
		t.Errorf("got %v, want the reason why it is not opened", err)
	}
}

func TestLimits(t *testing.T) {
	noise := func(n int) string { // that does not compress
		out, x := make([]byte, n), uint32(1)
		for i := range out {
			x = x*1664525 + 1013904223
			out[i] = byte(x >> 24)
		}
		return string(out)
	}
	t.Run("too many members", func(t *testing.T) {
		r := archiveOf(t, entry{name: "a"}, entry{name: "b"}, entry{name: "c"})
		_, err := Open(r, r.Size(), Limits{Members: 2, Member: 1, Total: 1, Ratio: 1})
		if refusal(err) != "bomb" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("members that are too large together", func(t *testing.T) {
		l := DefaultLimits()
		l.Total = 1500
		a := open(t, archiveOf(t, entry{name: "a", data: noise(1000)}, entry{name: "b", data: noise(1000)}), l)
		if _, err := a.ReadFile("a"); err != nil {
			t.Fatal(err)
		}
		if _, err := a.ReadFile("b"); refusal(err) != "bomb" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a member that understates its size", func(t *testing.T) {
		r := archiveOf(t, entry{name: "a", data: strings.Repeat("a", 1<<20)})
		data := make([]byte, r.Size())
		if _, err := r.ReadAt(data, 0); err != nil {
			t.Fatal(err)
		}
		i := bytes.Index(data, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint32(data[i+24:], 10)
		a := open(t, bytes.NewReader(data), DefaultLimits())
		if got, err := a.ReadFile("a"); err == nil && len(got) > 10 {
			t.Errorf("unpacked %d bytes of a member of 10", len(got))
		}
	})
	t.Run("damaged", func(t *testing.T) {
		r := bytes.NewReader([]byte("PK\x03\x04 and nothing else"))
		if _, err := Open(r, r.Size(), DefaultLimits()); refusal(err) != "damaged" {
			t.Errorf("got %v", err)
		}
	})
}

func TestPeek(t *testing.T) {
	r := archiveOf(t, entry{name: "mimetype", data: "application/epub+zip\n"}, entry{name: "META-INF/container.xml", data: "<c/>"})
	names, kind, err := Peek(r, r.Size())
	if err != nil || kind != "application/epub+zip" || !names["META-INF/container.xml"] {
		t.Errorf("got %v, %q, %v", names, kind, err)
	}
}

func FuzzOpen(f *testing.F) {
	r := archiveOf(f, entry{name: "a/b.txt", data: "text"}, entry{name: "../c", data: "d"})
	data := make([]byte, r.Size())
	if _, err := r.ReadAt(data, 0); err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		limits := Limits{Members: 100, Member: 1 << 20, Total: 4 << 20, Ratio: 200, Depth: 1}
		a, err := Open(bytes.NewReader(data), int64(len(data)), limits)
		if err != nil {
			return
		}
		for _, m := range a.Members() {
			if clean, reason := SafeName(m.Name); reason != "" || clean != m.Name {
				t.Errorf("unsafe name %q", m.Name)
			}
			if out, err := a.ReadFile(m.Name); err == nil && int64(len(out)) > limits.Member {
				t.Errorf("%q unpacks to %d bytes", m.Name, len(out))
			}
		}
	})
}
