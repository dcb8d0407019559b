package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
	"policyscan/match"
)

// TestMain lets the test binary be its own worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "be-a-worker" {
		if worker.Serve(context.Background(), os.Stdin, os.Stdout, worker.Handler{Read: readParagraphs}) != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// readParagraphs reads a text, paragraph by paragraph. Some words in it make it
// behave badly.
func readParagraphs(ctx context.Context, q worker.Request) (reading.Extraction, error) {
	raw, err := os.ReadFile(string(q.Path))
	if err != nil {
		return reading.Extraction{}, err
	}
	switch text := string(raw); {
	case strings.HasPrefix(text, "LOCKED") && !slices.Contains(q.Options.Passwords, "open"):
		return reading.Extraction{}, &reading.Refusal{Code: "password", Reason: "needs a password", Hint: "--password"}
	case strings.HasPrefix(text, "CHANGE"):
		_ = os.WriteFile(string(q.Path), []byte("Altered meanwhile"), 0o666)
	case strings.HasPrefix(text, "GROW"):
		_ = os.WriteFile(string(q.Path), []byte(text[1:]+" and more"), 0o666)
	case strings.HasPrefix(text, "VANISH"):
		_ = os.Remove(string(q.Path))
	case strings.HasPrefix(text, "DIE"):
		os.Exit(9)
	case strings.HasPrefix(text, "LATE"):
		time.Sleep(time.Duration(len(text)*7%23) * time.Millisecond)
	case strings.HasPrefix(text, "SLOW"):
		<-ctx.Done()
	}
	b := reading.NewBuilder("txt", q.Reading())
	for _, p := range strings.Split(string(raw), "\n\n") {
		b.Add(reading.Block{}, p)
	}
	x := b.Done()
	if strings.HasPrefix(string(raw), "SCAN") {
		x.Pages = []reading.Page{{Number: 1, Status: reading.PageText}, {Number: 2, Status: reading.PageNeedsOCR}}
	}
	return x, nil
}

// simpleSteps tag every paragraph that holds the word "consent".
func simpleSteps() Steps {
	return Steps{
		Identify: func(name string, _ io.ReaderAt, size int64) (Format, error) {
			if strings.HasSuffix(name, ".bin") {
				return Format{LeftOut: "no document"}, nil
			}
			return Format{Name: "txt", Reader: "txt", Version: 1}, nil
		},
		Manifests: func([]ManifestFile, func(root, rel string) bool) (Manifests, error) { return Manifests{}, nil },
		Structure: func(s Subject) (ingest.Content, ingest.Metadata, error) {
			if strings.HasPrefix(s.Extraction.Text, "PANIC") {
				panic("index out of range")
			}
			c := ingest.Content{Text: s.Extraction.Text}
			for i, b := range s.Extraction.Blocks {
				c.Passages = append(c.Passages, ingest.Passage{
					ID: fmt.Sprintf("%.12s#p%d", s.Document, i+1), Start: b.Start, End: b.End, Provision: -1, Kind: ingest.Operative, Lang: "en",
				})
			}
			dir, _, _ := strings.Cut(s.Path, "/")
			return c, ingest.Metadata{Jurisdiction: ingest.Field{Value: dir, From: "folder"}}, nil
		},
		Tag: func(_ *ingest.Document, c *ingest.Content) ([][]match.Tag, error) {
			tags := make([][]match.Tag, len(c.Passages))
			for i, p := range c.Passages {
				if strings.Contains(c.Text[p.Start:p.End], "consent") {
					tags[i] = []match.Tag{{Code: "C2.exploitation", Criterion: 2, Perspective: "exploitation", Voice: match.Own, Force: 3}}
				}
			}
			return tags, nil
		},
	}
}

// corpus is a folder with files that a test makes.
type corpus struct {
	t      *testing.T
	folder string
	dir    string // of the workspace
	config Config
	warned []string
}

func newCorpus(t *testing.T, files map[string]string) *corpus {
	t.Helper()
	c := &corpus{t: t, folder: filepath.Join(t.TempDir(), "laws"), dir: filepath.Join(t.TempDir(), "laws.scan")}
	for name, text := range files {
		c.write(name, text)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool := worker.NewPool(worker.Config{Start: worker.Command(self, os.Args[0], "be-a-worker"), Jobs: 2, Deadline: 10 * time.Second})
	t.Cleanup(pool.Close)
	c.config = Config{
		Steps: simpleSteps(), Versions: workspace.Versions{Tool: "1", Codebook: "a"}, Readers: "txt 1",
		Pool: pool, Deadline: 10 * time.Second, Memory: 1 << 30, Index: true, Now: time.Now,
	}
	return c
}

func (c *corpus) write(name, text string) {
	c.t.Helper()
	path := filepath.Join(c.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		c.t.Fatal(err)
	}
	then := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, then, then); err != nil {
		c.t.Fatal(err)
	}
}

// pass makes a pass and returns its result.
func (c *corpus) pass() Result {
	c.t.Helper()
	ws, err := workspace.Write(c.dir, "test")
	if err != nil {
		c.t.Fatal(err)
	}
	defer ws.Close()
	c.config.Workspace = ws
	if c.config.Roots, err = Roots([]string{c.folder}); err != nil {
		c.t.Fatal(err)
	}
	c.warned = nil
	c.config.Warn = func(text string) { c.warned = append(c.warned, text) }
	r, err := Run(context.Background(), c.config)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

// statuses are the documents of a result as "path: status: reason".
func statuses(r Result) []string {
	var out []string
	for _, d := range r.Documents {
		out = append(out, strings.TrimSuffix(fmt.Sprintf("%s: %s: %s", d.Path, d.Status, d.Reason), ": "))
	}
	return out
}

func TestOutcomesOfFiles(t *testing.T) {
	c := newCorpus(t, map[string]string{
		"A/good.txt": "The consent of the victim is irrelevant.", "A/copy.txt": "The consent of the victim is irrelevant.",
		"A/empty.txt": "", "A/picture.bin": "GIF",
		"A/panic.txt": "PANIC", "B/change.txt": "CHANGE", "B/die.txt": "DIE", "B/grow.txt": "GROW", "B/locked.txt": "LOCKED", "B/scan.txt": "SCAN of a page", "B/vanish.txt": "VANISH",
	})
	r := c.pass()
	want := []string{
		"A/copy.txt: read",
		"A/empty.txt: failed: it holds no text",
		"A/panic.txt: failed: its text could not be worked on: index out of range",
		"A/picture.bin: left out: no document",
		"B/change.txt: failed: the file changed while it was being read",
		"B/die.txt: failed: the reader died: exit status 9",
		"B/grow.txt: failed: the file changed while it was being read",
		"B/locked.txt: failed: needs a password",
		"B/scan.txt: partly read: 1 of 2 pages have no text but an image: needs OCR",
		"B/vanish.txt: failed: the file disappeared while it was being read",
	}
	if d := cmp.Diff(statuses(r), want); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(r.Documents[0].Copies, []string{"A/good.txt"}); d != "" {
		t.Error(d)
	}
	if len(r.Tags) != 1 || r.Tags[0].Quote != "The consent of the victim is irrelevant." || len(r.Tags[0].ID) != 24 {
		t.Errorf("tags: %+v", r.Tags)
	}

	// What changed meanwhile is looked at again; what cannot be read is not.
	r = c.pass()
	if r.Unchanged || r.Changes.Removed != 1 || !slices.Contains(statuses(r), "B/change.txt: read") {
		t.Errorf("second pass: %+v %v", r.Changes, statuses(r))
	}
	if r = c.pass(); !r.Unchanged {
		t.Errorf("third pass: %+v", r.Changes)
	}

	// With a password, the locked file is tried again.
	c.config.Options.Passwords = []string{"open"}
	if r = c.pass(); !slices.Contains(statuses(r), "B/locked.txt: read") {
		t.Errorf("with a password: %v", statuses(r))
	}
}

func TestOnlyWhatChangedIsDone(t *testing.T) {
	files := map[string]string{}
	for i := range 5 {
		files[fmt.Sprintf("A/%d.txt", i)] = fmt.Sprintf("Act %d.\n\nThe consent of person %d does not matter.", i, i)
	}
	c := newCorpus(t, files)
	first := c.pass()
	if got := first.Changes; got != (Changes{New: 5}) {
		t.Errorf("first: %+v", got)
	}
	var read []string
	c.config.Done = func(path string, _ int64) { read = append(read, path) }

	c.write("A/2.txt", "Act 2, amended.")
	c.write("A/5.txt", "Act 5.")
	if err := os.Remove(filepath.Join(c.folder, "A/4.txt")); err != nil {
		t.Fatal(err)
	}
	r := c.pass()
	if got := r.Changes; got != (Changes{New: 1, Changed: 1, Removed: 1, Unchanged: 3}) {
		t.Errorf("second: %+v", got)
	}
	slices.Sort(read)
	if d := cmp.Diff(slices.Compact(read), []string{"A/2.txt", "A/5.txt"}); d != "" {
		t.Errorf("worked on: %s", d)
	}
	if len(r.Tags) != 3 || r.State.Counts.Passages != 8 {
		t.Errorf("tags %d, counts %+v", len(r.Tags), r.State.Counts)
	}

	// A moved file keeps its evidence.
	if err := os.Rename(filepath.Join(c.folder, "A/1.txt"), filepath.Join(c.folder, "A/moved.txt")); err != nil {
		t.Fatal(err)
	}
	moved := c.pass()
	if d := cmp.Diff(ids(moved), ids(r)); d != "" {
		t.Errorf("after a move: %s", d)
	}

	// Other rules: everything is tagged again, nothing is read again.
	c.config.Versions.Codebook = "b"
	if err := os.RemoveAll(c.folder + "-none"); err != nil {
		t.Fatal(err)
	}
	c.config.Steps.Tag = func(_ *ingest.Document, content *ingest.Content) ([][]match.Tag, error) {
		return make([][]match.Tag, len(content.Passages)), nil
	}
	if r := c.pass(); len(r.Tags) != 0 || r.Changes.Unchanged != 5 {
		t.Errorf("other rules: %d tags, %+v", len(r.Tags), r.Changes)
	}
}

// ids are the evidence ids of a result, sorted.
func ids(r Result) []string {
	var out []string
	for _, e := range r.Tags {
		out = append(out, e.ID)
	}
	slices.Sort(out)
	return out
}

func TestDamageIsMended(t *testing.T) {
	c := newCorpus(t, map[string]string{"A/1.txt": "The consent of the victim is irrelevant.", "A/2.txt": "Harbour dues."})
	r := c.pass()
	whole := ids(r)
	for _, damage := range []struct {
		name string
		do   func(dir string) error
		says string
	}{
		{"tags cut", func(dir string) error { return os.Truncate(filepath.Join(dir, "tags.jsonl"), 10) }, "does not fit its last state"},
		{"catalogue gone", func(dir string) error { return os.Remove(filepath.Join(dir, "documents.jsonl")) }, "does not fit its last state"},
		{"state gone", func(dir string) error { return os.Remove(filepath.Join(dir, "state.json")) }, ""},
		{"text index gone", func(dir string) error { return index.Remove(filepath.Join(dir, "index", index.TextName)) }, "built anew"},
		{"tagged index gone", func(dir string) error { return index.Remove(filepath.Join(dir, "index", index.TaggedName)) }, "built anew"},
		{"extractions cut and the state gone", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "state.json")), truncateAll(filepath.Join(dir, "extracted")))
		}, "damaged"},
	} {
		t.Run(damage.name, func(t *testing.T) {
			if err := damage.do(c.dir); err != nil {
				t.Fatal(err)
			}
			r := c.pass()
			if r.Unchanged {
				t.Fatal("not noticed")
			}
			if d := cmp.Diff(ids(r), whole); d != "" {
				t.Error(d)
			}
			if !strings.Contains(strings.Join(c.warned, "\n"), damage.says) {
				t.Errorf("said %q, want %q", c.warned, damage.says)
			}
			if r := c.pass(); !r.Unchanged {
				t.Errorf("not mended: %v", c.warned)
			}
			for _, name := range []string{index.TextName, index.TaggedName} {
				ix, err := index.Open(filepath.Join(c.dir, "index", name))
				if err != nil {
					t.Fatal(err)
				}
				if want := map[string]int{index.TextName: 2, index.TaggedName: 1}[name]; ix.Count() != want {
					t.Errorf("%s holds %d passages, want %d", name, ix.Count(), want)
				}
				if err := ix.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// truncateAll cuts every file below a directory in half.
func truncateAll(dir string) error {
	return filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		return os.Truncate(path, info.Size()/2)
	})
}

func TestFreshFilesAreNotTrustedByTheirTime(t *testing.T) {
	c := newCorpus(t, map[string]string{"A/1.txt": "Act one."})
	now := time.Now()
	path := filepath.Join(c.folder, "A/1.txt")
	if err := os.Chtimes(path, now, now); err != nil {
		t.Fatal(err)
	}
	c.pass()
	if err := os.WriteFile(path, []byte("Act two."), 0o666); err != nil { // same size, same time
		t.Fatal(err)
	}
	if err := os.Chtimes(path, now, now); err != nil {
		t.Fatal(err)
	}
	if r := c.pass(); r.Changes.Changed != 1 {
		t.Errorf("a change within the same tick was not seen: %+v", r.Changes)
	}
}

// TestClockGoesBack: a clock that is set back, and files from the future, neither
// hide a change nor make a pass fail.
func TestClockGoesBack(t *testing.T) {
	c := newCorpus(t, map[string]string{"A/1.txt": "Act one.", "A/2.txt": "Act two."})
	future := time.Now().Add(48 * time.Hour)
	if err := os.Chtimes(filepath.Join(c.folder, "A/2.txt"), future, future); err != nil {
		t.Fatal(err)
	}
	c.pass()
	c.config.Now = func() time.Time { return time.Now().Add(-30 * 24 * time.Hour) }
	if r := c.pass(); !r.Unchanged {
		t.Errorf("a clock that was set back counts as a change: %+v", r.Changes)
	}
	path := filepath.Join(c.folder, "A/1.txt")
	if err := os.WriteFile(path, []byte("Act ten."), 0o666); err != nil { // as long as before
		t.Fatal(err)
	}
	past := c.config.Now()
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
	if r := c.pass(); r.Changes.Changed != 1 {
		t.Errorf("a change before the last pass, by the clock, was not seen: %+v", r.Changes)
	}
}

func TestSeveralRoots(t *testing.T) {
	for _, c := range []struct {
		name  string
		paths []string
		want  []string
	}{
		{"one", []string{"a/laws"}, []string{""}},
		{"two", []string{"a/laws", "b/policies"}, []string{"laws", "policies"}},
		{"same name", []string{"a/laws", "b/laws"}, []string{"laws", "laws~2"}},
		{"twice", []string{"a/laws", "a/laws/"}, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			roots, err := Roots(c.paths)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range roots {
				got = append(got, r.Name)
			}
			if d := cmp.Diff(got, c.want); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEvidenceIdentity(t *testing.T) {
	tag := match.Tag{Code: "C2.exploitation", Criterion: 2, Perspective: "exploitation", Voice: match.Own}
	base := evidenceID("doc", "quote", 1, tag)
	other := tag
	other.Rules, other.Force, other.Gate = []match.RuleHit{{ID: "r"}}, 3, "near"
	if evidenceID("doc", "quote", 1, other) != base {
		t.Error("rules, force or gate change the identity")
	}
	reported := tag
	reported.Voice = match.Reported
	sexwork := tag
	sexwork.Perspective = "sexwork"
	for i, id := range []string{
		evidenceID("doc2", "quote", 1, tag), evidenceID("doc", "quote2", 1, tag), evidenceID("doc", "quote", 2, tag),
		evidenceID("doc", "quote", 1, reported), evidenceID("doc", "quote", 1, sexwork),
		evidenceID("doc", "quote", 1, match.Tag{Code: "AUX.prohibition", Voice: match.Own}),
	} {
		if id == base {
			t.Errorf("%d: another piece of evidence has the same id", i)
		}
	}
}

func TestRepeatedQuotationsAreNumbered(t *testing.T) {
	text := "Consent is  no\ndefence.\nOther.\nConsent is no defence."
	c := ingest.Content{Text: text, Passages: []ingest.Passage{
		{Start: 0, End: 23, Provision: -1}, {Start: 24, End: 30, Provision: -1}, {Start: 31, End: len(text), Provision: -1},
	}}
	tag := []match.Tag{{Code: "C2.exploitation", Criterion: 2}}
	got := evidenceOf(&ingest.Document{ID: "d"}, &c, [][]match.Tag{tag, nil, tag})
	if len(got) != 2 || got[0].ID == got[1].ID {
		t.Fatalf("got %+v", got)
	}
	if got[1].ID != evidenceID("d", "Consent is no defence.", 2, tag[0]) {
		t.Error("layout counts as difference")
	}
	if got[1].Before != "Consent is  no\ndefence.\nOther." || got[0].After != "Other.\nConsent is no defence." {
		t.Errorf("context: %q, %q", got[1].Before, got[0].After)
	}
}

func TestContextIsCutAtWords(t *testing.T) {
	long := strings.Repeat("Maßnahme ", 60)
	for _, s := range []string{endOf(long, 200), beginningOf(long, 200)} {
		if len(s) > 200 || !strings.HasPrefix(s, "Maßnahme") || !strings.HasSuffix(s, "Maßnahme") {
			t.Errorf("got %q", s)
		}
	}
}

func TestNamesAreMadePrintable(t *testing.T) {
	if got := display("a\xffb"); got != `a\xffb` {
		t.Errorf("got %q", got)
	}
	if got := display("Köln"); got != "Köln" {
		t.Errorf("got %q", got)
	}
}
