package font

import (
	"math"
	"strings"
)

// ligatures are those that word processors put into the text of their fonts
// without saying so in the file, the most usual first.
var ligatures = []string{"ti", "tt", "ft", "tti", "fft", "fti", "Th", "fi", "ff", "ffi", "fj"}

// ligatureSlack is how much narrower or wider than its letters a ligature may
// be, for size 1: less than the difference between any two of them.
const ligatureSlack = 0.012

// calibri are the ligatures of Calibri, the font of most office documents, that
// are much narrower than their letters.
var calibri = []struct {
	text  string
	width float64
}{{"tti", 0.853}, {"ft", 0.614}, {"tf", 0.610}}

var plainLetters = strings.NewReplacer("\uFB00", "ff", "\uFB01", "fi", "\uFB02", "fl", "\uFB03", "ffi", "\uFB04", "ffl")

// ligature returns the ligature that a glyph of a width may be, judged by the
// widths of the letters of its font; "" where none fits.
func (c *composite) ligature(width float64) string {
	if c.letters == nil {
		c.letters = map[string]float64{}
		for code, text := range c.unicode.chars {
			text = plainLetters.Replace(text)
			if w, known := c.letters[text]; !known || c.width(code) < w { // wider ones are ligatures that are said to be a letter
				c.letters[text] = c.width(code)
			}
		}
	}
	if c.calibri {
		best, slack := "", 0.006
		for _, l := range calibri {
			if d := math.Abs(width - l.width); d < slack {
				best, slack = l.text, d
			}
		}
		if best != "" {
			return best
		}
	}
	best, slack := "", ligatureSlack
	for _, l := range ligatures {
		if _, said := c.letters[l]; said {
			continue // the file says which glyph that is
		}
		sum := 0.0
		for _, r := range l {
			w, ok := c.letters[string(r)]
			if !ok || w == 0 {
				sum = math.Inf(1)
				break
			}
			sum += w
		}
		if d := math.Abs(sum - width); d < slack {
			best, slack = l, d
		}
	}
	return best
}
