package workspace

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/ingest"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
	"policyscan/match"
	"policyscan/match/review"
)

func open(t *testing.T) *Workspace {
	t.Helper()
	w, err := Write(filepath.Join(t.TempDir(), "laws.scan"), "scan test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func TestSecondWriter(t *testing.T) {
	w := open(t)
	_, err := Write(w.Dir(), "scan other")
	var busy *Busy
	if !errors.As(err, &busy) || busy.PID != os.Getpid() || busy.Purpose != "scan test" {
		t.Fatalf("got %v, want who holds it", err)
	}
	if !strings.Contains(err.Error(), "another scan is writing to it (scan test, process") || hint.Of(err) == "" {
		t.Errorf("message: %v; hint: %q", err, hint.Of(err))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Write(w.Dir(), "scan other")
	if err != nil {
		t.Fatal(err)
	}
	if again.Interrupted {
		t.Error("a writer that closed counts as interrupted")
	}
	w.lock = again.lock
}

func TestWriterThatDied(t *testing.T) {
	w := open(t)
	left := filepath.Join(w.Dir(), tmpDir, "tags.jsonl-123")
	if err := os.WriteFile(left, []byte("half"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := w.lock.file.Close(); err != nil { // the system lets go of the lock when a process dies
		t.Fatal(err)
	}
	again, err := Write(w.Dir(), "scan next")
	if err != nil {
		t.Fatal(err)
	}
	w.lock = again.lock
	if !again.Interrupted {
		t.Error("not noticed that the last writer died")
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its unfinished file is still there: %v", err)
	}
}

func TestFormatIsChecked(t *testing.T) {
	for _, c := range []struct{ name, file, content, want, hint string }{
		{"newer", formatFile, `{"format":"scan workspace","version":99}`, "newer scan", "use that version"},
		{"other", formatFile, `{"format":"cookbook"}`, "belongs to another program", "keep reviews.jsonl"},
		{"damaged", formatFile, `{`, "damaged", "keep reviews.jsonl"},
		{"not empty", "thesis.docx", "x", `is no workspace and holds "thesis.docx"`, "name another one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.content), 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := Write(dir, "scan test")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(hint.Of(err), c.hint) {
				t.Errorf("got %v (hint %q), want %q (hint %q)", err, hint.Of(err), c.want, c.hint)
			}
		})
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(hint.Of(err), "scan run") {
		t.Errorf("no workspace: %v", err)
	}
}

func TestCatalogueRoundTrip(t *testing.T) {
	w := open(t)
	docs := []ingest.Document{{ID: "b", Path: "b\n.txt"}, {ID: "a", Path: "a<.txt", Copies: []string{"z"}}}
	sum, err := w.WriteDocuments(docs)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(got, []ingest.Document{docs[0], docs[1]}); d != "" {
		t.Error(d)
	}
	if got[0].Path != "a<.txt" {
		t.Error("not sorted by path")
	}
	tags := []match.Evidence{{ID: "1", Document: "a", Tag: match.Tag{Code: "C1.sexwork"}}}
	if _, err := w.WriteTags(Versions{Tool: "1"}, sum, tags); err != nil {
		t.Fatal(err)
	}
	header, gotTags, err := w.Tags()
	if err != nil || header.Documents != sum.SHA256 || header.Tool != "1" {
		t.Errorf("header %+v, %v", header, err)
	}
	if d := cmp.Diff(gotTags, tags); d != "" {
		t.Error(d)
	}
}

func TestCutAndOldFilesAreNoticed(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"empty", "", "unexpected EOF"},
		{"no header", "[]\n", "line 1"},
		{"other", `{"format":"cookbook","version":1,"count":0}` + "\n", "not that of"},
		{"newer", `{"format":"scan documents","version":9,"count":0}` + "\n", "newer scan"},
		{"older", `{"format":"scan documents","version":0,"count":0}` + "\n", "older version"},
		{"line missing", `{"format":"scan documents","version":1,"count":1}` + "\n", "line 2"},
		{"line cut", `{"format":"scan documents","version":1,"count":1}` + "\n" + `{"id":"a"}`, "line 2: unexpected EOF"},
		{"line too many", `{"format":"scan documents","version":1,"count":0}` + "\n{}\n", "more lines"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t)
			if err := os.WriteFile(w.Path(documentsFile), []byte(c.content), 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := w.Documents()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestExtractions(t *testing.T) {
	w := open(t)
	key := Key{Document: strings.Repeat("ab", 32), Reader: "txt", Version: 1}
	if key.String() == (Key{Document: key.Document, Reader: "txt", Version: 2}).String() {
		t.Error("two versions of a reader share a key")
	}
	k := key.String()
	if _, err := w.Extraction(k); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing kept: %v", err)
	}
	encoded, err := worker.Encode(reading.Extraction{Text: "Section 1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.KeepExtraction(k, encoded); err != nil {
		t.Fatal(err)
	}
	if x, err := w.Extraction(k); err != nil || x.Text != "Section 1" {
		t.Errorf("got %q, %v", x.Text, err)
	}
	if err := os.Truncate(w.Path(extractionName(k, extractionEnd)), 9); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Extraction(k); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("cut file: %v", err)
	}
	if n, err := w.PruneExtractions(map[string]bool{}); n != 1 || err != nil {
		t.Errorf("pruned %d, %v", n, err)
	}
	if err := w.KeepRefusal(k, Refused{Refusal: reading.Refusal{Code: "password", Reason: "needs one"}, Memory: 5}); err != nil {
		t.Fatal(err)
	}
	_, err = w.Extraction(k)
	var refused *Refused
	var refusal *reading.Refusal
	if !errors.As(err, &refused) || refused.Memory != 5 || !errors.As(err, &refusal) || refusal.Code != "password" {
		t.Errorf("refusal: %v", err)
	}
}

// TestFaultsKeepTheOldFile: whatever fails while a file is written, the old one
// stays whole and nothing is left behind.
func TestFaultsKeepTheOldFile(t *testing.T) {
	full := errors.New("no space left on device")
	for _, step := range []string{"create", "write", "sync", "rename"} {
		t.Run(step, func(t *testing.T) {
			w := open(t)
			old := []ingest.Document{{ID: "a", Path: "a.txt"}}
			if _, err := w.WriteDocuments(old); err != nil {
				t.Fatal(err)
			}
			w.InjectFaults(func(s, name string) error {
				if s == step {
					return full
				}
				return nil
			})
			_, err := w.WriteDocuments([]ingest.Document{{ID: "b"}, {ID: "c"}})
			if !errors.Is(err, full) || !strings.Contains(err.Error(), "write documents.jsonl: ") {
				t.Errorf("got %v", err)
			}
			got, err := w.Documents()
			if d := cmp.Diff(got, old); d != "" || err != nil {
				t.Errorf("%v %s", err, d)
			}
			if left, err := os.ReadDir(filepath.Join(w.Dir(), tmpDir)); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

func TestReviewsAreAppended(t *testing.T) {
	w := open(t)
	one := []review.Decision{{Evidence: "a", Action: review.Accept, Coder: "x"}}
	two := []review.Decision{{Evidence: "b", Action: review.Reject, Coder: "x"}}
	if err := w.AppendReviews(one); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(w.Path(reviewsFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"v":1,"evid`); err != nil { // a writer was killed here
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.AppendReviews(two); err != nil {
		t.Fatal(err)
	}
	got, err := w.Reviews()
	if err != nil || len(got) != 2 || got[0].Evidence != "a" || got[1].Evidence != "b" {
		t.Errorf("got %v, %v", got, err)
	}
	raw, err := os.ReadFile(w.Path(reviewsFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.Path(reviewsFile), bytes.TrimSuffix(raw, []byte("\n")), 0o666); err != nil { // as some editors do
		t.Fatal(err)
	}
	if err := w.AppendReviews(one); err != nil {
		t.Fatal(err)
	}
	if got, err = w.Reviews(); err != nil || len(got) != 3 || got[1].Evidence != "b" {
		t.Errorf("a decision whose line end was taken away: got %v, %v", got, err)
	}
	w.InjectFaults(func(step, _ string) error {
		if step == "sync" {
			return errors.New("no space left on device")
		}
		return nil
	})
	before, _ := os.ReadFile(w.Path(reviewsFile))
	if err := w.AppendReviews(one); err == nil {
		t.Error("a fault was not reported")
	}
	after, _ := os.ReadFile(w.Path(reviewsFile))
	if !bytes.Equal(before, after) {
		t.Error("decisions that were reported as lost are in the file")
	}
}

func TestStateOfAnotherKindIsForgotten(t *testing.T) {
	w := open(t)
	if err := w.WriteState(State{Counts: Counts{Documents: 3}}); err != nil {
		t.Fatal(err)
	}
	if s, err := w.State(); err != nil || s.Counts.Documents != 3 {
		t.Errorf("got %+v, %v", s, err)
	}
	for _, damage := range []string{"", "{", `{"version":0}`, `{"version":99}`} {
		if err := os.WriteFile(w.Path(stateFile), []byte(damage), 0o666); err != nil {
			t.Fatal(err)
		}
		if s, err := w.State(); err != nil || s.Version != 0 {
			t.Errorf("%q: got %+v, %v", damage, s, err)
		}
	}
}

// FuzzReadLines: any bytes give items or an error, never a panic, and what is
// read without an error is as many items as the header says.
func FuzzReadLines(f *testing.F) {
	f.Add([]byte(`{"format":"scan documents","version":1,"count":1}` + "\n" + `{"id":"a","path":"a.txt"}` + "\n"))
	f.Add([]byte(`{"format":"scan documents","version":1,"count":99999999}` + "\n"))
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var h Header
		n := 0
		for _, err := range parseLines[ingest.Document](bytes.NewReader(in), &h, func() (int, error) { return h.Count, h.check(documentsHeader) }) {
			if err != nil {
				return
			}
			n++
		}
		if n != max(h.Count, 0) {
			t.Errorf("%d items, header says %d", n, h.Count)
		}
	})
}
