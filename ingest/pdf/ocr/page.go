package ocr

import (
	"errors"
	"image"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Page is what was recognised on one image.
type Page struct {
	Words      []Word  `json:"words"`      // in tesseract's reading order
	Confidence float64 `json:"confidence"` // mean over the characters, 0 to 1; 0 where there are none
}

// Word is a recognised word and where it stands.
type Word struct {
	Text       string          `json:"t"`
	Box        image.Rectangle `json:"b"` // pixels from the upper left corner
	Confidence float64         `json:"c"` // 0 to 1
	Line       int             `json:"l"` // words of one printed line share it; from 1, in reading order
	Turn       Turn            `json:"r,omitempty"`
}

// Turn is the reading direction of a word, in quarter turns against the clock.
type Turn uint8

// The reading directions.
const (
	Upright Turn = iota
	Upward
	UpsideDown
	Downward
)

// Levels and columns of tesseract's TSV.
const (
	levelLine   = "4"
	levelWord   = "5"
	columnLevel = 0
	columnLeft  = 6 // left, top, width, height, conf, text
	columns     = 12
)

// parseTSV reads what tesseract prints with the configuration "tsv": a header,
// then a row for each block, paragraph, line and word.
func parseTSV(tsv string) (Page, error) {
	var p Page
	header, rest, _ := strings.Cut(tsv, "\n")
	if !strings.HasPrefix(header, "level\t") {
		return p, errors.New("its answer is no table of words")
	}
	line := 0
	for row := range strings.SplitSeq(rest, "\n") {
		fields := strings.SplitN(strings.TrimRight(row, "\r"), "\t", columns)
		switch {
		case len(fields) < columns-1:
			continue // the last row, or one cut short
		case fields[columnLevel] == levelLine:
			line++
		case fields[columnLevel] == levelWord && len(fields) == columns:
			if w, ok := parseWord(fields); ok {
				w.Line = line
				p.Words = append(p.Words, w)
			}
		}
	}
	p.Confidence = confidence(p.Words)
	turnLines(p.Words)
	return p, nil
}

// parseWord reads one row; false for words of white space and for numbers that
// make no box.
func parseWord(fields []string) (Word, bool) {
	text := strings.TrimSpace(strings.ToValidUTF8(fields[columns-1], "\uFFFD"))
	var n [4]int
	for i := range n {
		v, err := strconv.Atoi(fields[columnLeft+i])
		if err != nil || v < 0 || v > 1<<20 {
			return Word{}, false
		}
		n[i] = v
	}
	conf, err := strconv.ParseFloat(fields[columnLeft+4], 64)
	if text == "" || err != nil || !(conf >= 0) {
		return Word{}, false
	}
	return Word{
		Text:       text,
		Box:        image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]),
		Confidence: min(conf/100, 1),
	}, true
}

// confidence is the mean over all characters.
func confidence(words []Word) float64 {
	sum, n := 0.0, 0
	for _, w := range words {
		c := utf8.RuneCountInString(w.Text)
		sum += w.Confidence * float64(c)
		n += c
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// certain counts the characters of words that are probably right.
func (p Page) certain() int {
	n := 0
	for _, w := range p.Words {
		if w.Confidence >= 0.7 {
			n += utf8.RuneCountInString(w.Text)
		}
	}
	return n
}

// turnLines finds the reading direction of each line. Tesseract turns pages by
// itself and does not say so, but its boxes then follow each other up, down or
// to the left. A page is turned as a whole more often than a line is: lines of
// one word follow the page.
func turnLines(words []Word) {
	var votes [4]int
	each := func(do func(line []Word)) {
		for i := 0; i < len(words); {
			j := i + 1
			for j < len(words) && words[j].Line == words[i].Line {
				j++
			}
			do(words[i:j])
			i = j
		}
	}
	each(func(line []Word) {
		if t, sure := direction(line); sure {
			votes[t] += len(line)
		}
	})
	page := Upright
	for t, n := range votes {
		if n > votes[page] {
			page = Turn(t)
		}
	}
	each(func(line []Word) {
		t, sure := direction(line)
		if !sure || t == UpsideDown { // a line that runs to the left is of a right-to-left script, unless the page says otherwise
			t = page
		}
		for i := range line {
			line[i].Turn = t
		}
	})
}

// direction tells from the first and the last word which way a line runs.
func direction(line []Word) (t Turn, sure bool) {
	first, last := line[0].Box, line[len(line)-1].Box
	dx := last.Min.X + last.Max.X - first.Min.X - first.Max.X
	dy := last.Min.Y + last.Max.Y - first.Min.Y - first.Max.Y
	switch {
	case len(line) < 2 || dx == 0 && dy == 0:
		return Upright, false
	case dx >= abs(dy):
		return Upright, true
	case -dx >= abs(dy):
		return UpsideDown, !rightToLeft(line)
	case dy < 0:
		return Upward, true
	}
	return Downward, true
}

// rightToLeft reports whether most words of a line are of a right-to-left script.
func rightToLeft(line []Word) bool {
	n := 0
	for _, w := range line {
		if r, _ := utf8.DecodeRuneInString(w.Text); r >= 0x0590 && r <= 0x08FF {
			n++
		}
	}
	return 2*n > len(line)
}

// turnBack gives the boxes of an image that was turned upside down their place
// on the image of the given size.
func (p Page) turnBack(size image.Point) Page {
	out := Page{Confidence: p.Confidence, Words: make([]Word, len(p.Words))}
	for i, w := range p.Words {
		w.Box = image.Rectangle{size.Sub(w.Box.Max), size.Sub(w.Box.Min)}
		w.Turn = (w.Turn + UpsideDown) % 4
		out.Words[i] = w
	}
	return out
}

func abs(n int) int { return max(n, -n) }
