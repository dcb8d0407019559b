package ocr

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
)

const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

// tsv makes an answer: each line a list of "text left top width height".
func tsv(lines ...[]string) string {
	var b strings.Builder
	b.WriteString(head + "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1000\t-1\t\n")
	for i, words := range lines {
		fmt.Fprintf(&b, "4\t1\t1\t1\t%d\t0\t0\t0\t9\t9\t-1\t\n", i+1)
		for j, w := range words {
			f := strings.Fields(w)
			fmt.Fprintf(&b, "5\t1\t1\t1\t%d\t%d\t%s\t90.0\t%s\n", i+1, j+1, strings.Join(f[1:], "\t"), f[0])
		}
	}
	return b.String()
}

func TestParseTSV(t *testing.T) {
	got, err := parseTSV(tsv(
		[]string{"Wells 100 50 80 20", "Act 190 50 40 20"},
		[]string{"1962 100 90 40 20"}) +
		"5\t1\t1\t1\t3\t1\t0\t0\t9\t9\t-1\tnoise\n5\t1\t1\t1\t3\t2\t0\t0\t9\t9\t40\t \n5\t1\t1\t1\t3\t2\tx\t0\t9\t9\t40\tx\nrubbish\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Page{Confidence: 0.9, Words: []Word{
		{Text: "Wells", Box: image.Rect(100, 50, 180, 70), Confidence: 0.9, Line: 1},
		{Text: "Act", Box: image.Rect(190, 50, 230, 70), Confidence: 0.9, Line: 1},
		{Text: "1962", Box: image.Rect(100, 90, 140, 110), Confidence: 0.9, Line: 2},
	}}
	got.Confidence = float64(int(got.Confidence*1000+0.5)) / 1000
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	if _, err := parseTSV("Segmentation fault"); err == nil {
		t.Error("no error for an answer that is no table")
	}
}

func TestTurnOfLines(t *testing.T) {
	tests := []struct {
		name  string
		lines [][]string
		want  []Turn
	}{
		{"upright", [][]string{{"a 0 0 9 9", "b 20 0 9 9"}}, []Turn{Upright}},
		{"upward, and a line of one word", [][]string{{"a 0 500 9 90", "b 0 300 9 90"}, {"c 30 500 9 90"}}, []Turn{Upward, Upward}},
		{"downward", [][]string{{"a 0 100 9 90", "b 0 300 9 90"}}, []Turn{Downward}},
		{"upside down", [][]string{{"a 500 0 90 9", "b 300 0 90 9"}, {"c 500 30 90 9", "d 300 30 90 9"}}, []Turn{UpsideDown, UpsideDown}},
		{"right-to-left script", [][]string{{"بئر 500 0 90 9", "حارس 300 0 90 9"}}, []Turn{Upright}},
		{"mixed: most decide for the lone word", [][]string{{"a 0 0 9 9", "b 20 0 9 9", "c 40 0 9 9"}, {"d 0 500 9 90", "e 0 300 9 90"}, {"f 0 0 9 9"}}, []Turn{Upright, Upward, Upright}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page, err := parseTSV(tsv(tt.lines...))
			if err != nil {
				t.Fatal(err)
			}
			got := make([]Turn, len(tt.lines))
			for _, w := range page.Words {
				got[w.Line-1] = w.Turn
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTurnBack(t *testing.T) {
	p := Page{Words: []Word{{Text: "a", Box: image.Rect(10, 20, 30, 25)}}}
	got := p.turnBack(image.Pt(100, 50)).Words[0]
	if want := image.Rect(70, 25, 90, 30); got.Box != want || got.Turn != UpsideDown {
		t.Errorf("box %v turn %v, want %v and upside down", got.Box, got.Turn, want)
	}
}

// script installs a program that behaves like a tesseract in trouble.
func script(t *testing.T, body string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for tesseract is a shell script")
	}
	path := filepath.Join(t.TempDir(), "tesseract")
	text := "#!/bin/sh\ncase \"$1\" in\n--version) echo 'tesseract 9.9'; exit;;\n--list-langs) printf 'List\\neng\\nosd\\n'; exit;;\nesac\n" + body
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func page() *image.Gray { return image.NewGray(image.Rect(0, 0, 40, 30)) }

func TestTroubleBecomesAnError(t *testing.T) {
	tests := []struct {
		name, body, want string
	}{
		{"hangs", "sleep 20", "stopped"},
		{"fails", "echo 'Image too small to scale!!' >&2; exit 1", "Image too small"},
		{"answers rubbish", "echo hello", "no table"},
		{"answers nothing", "cat >/dev/null", "no table"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tess, err := find(context.Background(), script(t, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			tess.Timeout = 300 * time.Millisecond
			start := time.Now()
			_, err = tess.Read(context.Background(), page(), Settings{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestNoWordsIsNoError(t *testing.T) {
	tess, err := find(context.Background(), script(t, "cat >/dev/null; printf '"+strings.ReplaceAll(tsv(), "\n", `\n`)+"'"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := tess.Read(context.Background(), page(), Settings{DPI: 300})
	if err != nil || len(p.Words) != 0 || p.Confidence != 0 {
		t.Errorf("page %+v, error %v", p, err)
	}
}

// TestRunningIsSaid: a page that takes long is no reason to give up its file.
func TestRunningIsSaid(t *testing.T) {
	tess, err := find(context.Background(), script(t, "sleep 2.5; cat >/dev/null; printf '"+strings.ReplaceAll(tsv(), "\n", `\n`)+"'"))
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	ctx := reading.WithProgress(context.Background(), func() { said++ })
	if _, err := tess.Read(ctx, page(), Settings{}); err != nil || said != 2 {
		t.Errorf("said %d times that it is running, want 2; error %v", said, err)
	}
}

func TestReadIsKept(t *testing.T) {
	count := filepath.Join(t.TempDir(), "count")
	tess, err := find(context.Background(), script(t, "cat >/dev/null; echo x >>"+count+"; printf '"+strings.ReplaceAll(tsv([]string{"Well 1 2 3 4"}), "\n", `\n`)+"'"))
	if err != nil {
		t.Fatal(err)
	}
	tess.CacheDir = t.TempDir()
	read := func(img *image.Gray, s Settings, runs int) {
		t.Helper()
		p, err := tess.Read(context.Background(), img, s)
		if err != nil || len(p.Words) != 1 || p.Words[0].Text != "Well" {
			t.Fatalf("page %+v, error %v", p, err)
		}
		b, _ := os.ReadFile(count)
		if got := strings.Count(string(b), "x"); got != runs {
			t.Errorf("tesseract ran %d times, want %d", got, runs)
		}
	}
	read(page(), Settings{DPI: 300}, 1)
	read(page(), Settings{DPI: 300}, 1)
	read(page(), Settings{DPI: 200}, 2)
	other := page()
	other.Pix[17] = 255
	read(other, Settings{DPI: 300}, 3)
	if err := os.WriteFile(tess.file(tess.key(page(), Settings{DPI: 300})), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	read(page(), Settings{DPI: 300}, 4)
}

func TestLanguagesAreChecked(t *testing.T) {
	tess := &Tesseract{languages: []string{"eng", "spa"}}
	for lang, ok := range map[string]bool{"": true, "eng": true, "eng+spa": true, "fra": false, "eng+fra": false, "--psm": false, "eng spa": false, "../eng": false} {
		err := tess.Check(lang)
		var refused *reading.Refusal
		if ok != (err == nil) || err != nil && (!errors.As(err, &refused) || refused.Code != "needs-tool") {
			t.Errorf("language %q: error %v", lang, err)
		}
	}
	if (&Tesseract{languages: []string{"deu"}}).Check("") == nil {
		t.Error("the default language is not checked")
	}
}

func TestFindSaysWhatIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Find(context.Background())
	var refused *reading.Refusal
	if err == nil {
		t.Skip("tesseract stands in one of its usual folders")
	}
	if !errors.As(err, &refused) || refused.Code != "needs-tool" || refused.Hint == "" {
		t.Errorf("error %#v, want a refusal with a hint", err)
	}
}

func FuzzParseTSV(f *testing.F) {
	f.Add(tsv([]string{"Wells 100 50 80 20", "Act 190 50 40 20"}, []string{"x 0 500 9 90", "y 0 300 9 90"}))
	f.Add(head + "5\t1\t1\t1\t1\t1\t-1\t0\t9\t9\tNaN\tx\n")
	f.Fuzz(func(t *testing.T, answer string) {
		p, err := parseTSV(answer)
		if err != nil {
			return
		}
		if p.Confidence < 0 || p.Confidence > 1 {
			t.Errorf("confidence %g", p.Confidence)
		}
		last := 0
		for _, w := range p.Words {
			if w.Text == "" || w.Line < last || w.Box.Dx() < 0 || w.Box.Dy() < 0 || !(w.Confidence >= 0 && w.Confidence <= 1) {
				t.Errorf("word %+v after line %d", w, last)
			}
			last = w.Line
		}
	})
}
