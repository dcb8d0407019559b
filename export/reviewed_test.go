package export

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"policyscan/match/review"
)

// edited is what a reviewer might do to a workbook: shuffle its rows, lose
// some, put a column of notes in front, and fill in decisions. It returns the
// new file and the decisions that were filled in.
func edited(t *testing.T, workbook []byte, rng *rand.Rand) ([]byte, []review.Decision) {
	t.Helper()
	sheets, err := ReadSheets(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Name == "Evidence" })
	rows := sheets[at].Rows
	col := map[string]int{}
	for j, h := range rows[0] {
		col[h] = j
	}
	var want []review.Decision
	body := rows[1:]
	rng.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
	body = body[:len(body)-rng.IntN(5)]
	actions := review.Actions()
	for i := range body {
		for len(body[i]) < len(rows[0]) {
			body[i] = append(body[i], "")
		}
		if rng.IntN(2) == 0 {
			continue
		}
		d := review.Decision{Evidence: body[i][0], Action: actions[rng.IntN(len(actions))], Coder: "ZZ", Date: "2026-04-05", Reason: "=weil « so » 👍"}
		if d.Action == review.Recode || d.Action == review.Add {
			d.Code = "C7.sexwork"
		}
		body[i][col["Decision"]], body[i][col["Corrected code"]], body[i][col["Corrected force"]] = string(d.Action), d.Code, ""
		body[i][col["Coder"]], body[i][col["Decision date"]], body[i][col["Reason"]] = d.Coder, d.Date, d.Reason
		want = append(want, d)
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "My evidence"); err != nil {
		t.Fatal(err)
	}
	for i, row := range append([][]string{rows[0]}, body...) {
		values := []any{"my note"}
		for _, v := range row {
			values = append(values, v)
		}
		if err := f.SetSheetRow("My evidence", fmt.Sprintf("A%d", i+1), &values); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), want
}

func importBytes(t *testing.T, in Input, b []byte) review.Result {
	t.Helper()
	sheets, err := ReadSheets(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	res, err := importSheets(sheets, review.Import{Known: review.Anchors(in.Documents, in.Evidence), Before: in.Decisions})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range res.Warnings {
		if !bytes.Contains([]byte(w), []byte("earlier one stands")) {
			t.Errorf("warning: %s", w)
		}
	}
	return res
}

func TestRoundTripKeepsEveryDecision(t *testing.T) {
	for seed := range uint64(6) {
		in := fixtureInput(t)
		rng := rand.New(rand.NewPCG(seed, 2))
		b, want := edited(t, workbookOf(t, in), rng)
		res := importBytes(t, in, b)
		got := slices.Clone(res.Decisions)
		got = slices.DeleteFunc(got, func(d review.Decision) bool { return d.Coder != "ZZ" })
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(review.Decision{}, "V", "Anchor", "From")); diff != "" {
			t.Fatalf("seed %d: decisions differ (-want +got):\n%s", seed, diff)
		}
		in.Decisions = append(in.Decisions, res.Decisions...)
		if again := importBytes(t, in, workbookOf(t, in)); len(again.Decisions) != 0 {
			t.Fatalf("seed %d: an untouched export yields %d new decisions: %v", seed, len(again.Decisions), again.Decisions)
		}
	}
}

func TestReviewBookComesBack(t *testing.T) {
	in := fixtureInput(t)
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := ReviewBook(&b, r); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("EXPORT_LOOK"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "review.xlsx"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	book, want := edited(t, b.Bytes(), rand.New(rand.NewPCG(3, 3)))
	got := importBytes(t, in, book).Decisions
	got = slices.DeleteFunc(got, func(d review.Decision) bool { return d.Coder != "ZZ" })
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(review.Decision{}, "V", "Anchor", "From")); diff != "" || len(want) == 0 {
		t.Errorf("decisions differ (-want +got):\n%s", diff)
	}
}

func TestReviewBookForOneCoderHidesTheOthers(t *testing.T) {
	in := fixtureInput(t)
	in.Coder = "CD"
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := ReviewBook(&b, r); err != nil {
		t.Fatal(err)
	}
	text := dump(t, b.Bytes())
	if strings.Contains(text, ": AB\n") || strings.Contains(text, "AB: ") || !strings.Contains(text, ": CD\n") {
		t.Error("the book shows another coder's decisions, or not the coder's own")
	}
}

// office converts a file with LibreOffice, or skips the test.
func office(t *testing.T, file, format string) string {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice (LibreOffice) is not installed")
	}
	out := t.TempDir()
	cmd := exec.Command(soffice, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(t.TempDir()), "--convert-to", format, "--outdir", out, file)
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, b)
	}
	base := filepath.Base(file)
	return filepath.Join(out, base[:len(base)-len(filepath.Ext(base))]+"."+format)
}

func TestRoundTripThroughLibreOffice(t *testing.T) {
	t.Parallel() // LibreOffice takes its time to start
	if testing.Short() {
		t.Skip("short test: LibreOffice is not started")
	}
	in := fixtureInput(t)
	before := workbookOf(t, in)
	path := filepath.Join(t.TempDir(), "report.xlsx")
	if err := os.WriteFile(path, before, 0o644); err != nil {
		t.Fatal(err)
	}
	known := review.Import{Known: review.Anchors(in.Documents, in.Evidence)}
	want, err := ImportReviews(path, known)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ImportReviews(office(t, path, "xlsx"), known)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(review.Decision{}, "From")); diff != "" || len(want.Decisions) == 0 {
		t.Errorf("LibreOffice changes what is imported (-want +got):\n%s", diff)
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	good := workbookOf(t, fixtureInput(t))
	half := filepath.Join(t.TempDir(), "half.xlsx")
	for name, b := range map[string][]byte{
		"cut": good[:len(good)/2], "empty": nil, "old Excel": []byte("\xD0\xCF\x11\xE0 rest"), "binary": {0, 1, 2, 3}, "other csv": []byte("a,b\n1,2\n"),
	} {
		if err := os.WriteFile(half, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if res, err := ImportReviews(half, review.Import{}); err == nil || len(res.Decisions) > 0 {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzReadSheets(f *testing.F) {
	f.Add([]byte("a;b\n1;2\n"))
	f.Add([]byte("\uFEFFid,decision\r\n'=1,\"x\r\ny\"\r\n"))
	f.Add([]byte("PK\x03\x04 not a zip"))
	f.Fuzz(func(t *testing.T, b []byte) {
		sheets, err := ReadSheets(bytes.NewReader(b))
		if err == nil && sheets == nil {
			t.Fatal("neither sheets nor an error")
		}
	})
}
