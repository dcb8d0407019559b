package reading

import (
	"fmt"
	"unicode/utf8"
)

// Check reports the first promise of [Extraction] that ex does not keep: text
// that is not canonical, blocks that overlap, are out of order or leave text
// uncovered, divisions that do not nest, pages out of order. Tests and fuzz
// targets of every reader call it.
func Check(ex Extraction) error {
	if ex.Format == "" {
		return fmt.Errorf("the extraction names no format")
	}
	if !utf8.ValidString(ex.Text) {
		return fmt.Errorf("the text is not valid UTF-8")
	}
	if err := checkBlocks(ex); err != nil {
		return err
	}
	if err := checkDivisions(ex); err != nil {
		return err
	}
	if err := checkPages(ex); err != nil {
		return err
	}
	for i, m := range ex.Meta {
		if m.Key == "" || m.Value == "" || m.From == "" {
			return fmt.Errorf("meta %d is incomplete: %+v", i, m)
		}
	}
	for i, p := range ex.Problems {
		if p.Code == "" || p.Text == "" {
			return fmt.Errorf("problem %d is incomplete: %+v", i, p)
		}
	}
	return nil
}

func checkBlocks(ex Extraction) error {
	at := 0
	apparatus := false
	for i, b := range ex.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(ex.Text) {
			return fmt.Errorf("block %d [%d, %d) after %d in a text of %d bytes", i, b.Start, b.End, at, len(ex.Text))
		}
		if gap := ex.Text[at:b.Start]; !blank(gap) {
			return fmt.Errorf("text before block %d belongs to no block: %.40q", i, gap)
		}
		text := ex.Text[b.Start:b.End]
		if c := Clean(text); c != text {
			return fmt.Errorf("block %d is not canonical: %.60q, should be %.60q", i, text, c)
		}
		if b.Role.Apparatus() {
			apparatus = true
		} else if apparatus {
			return fmt.Errorf("block %d of the body stands after the apparatus", i)
		}
		at = b.End
	}
	if rest := ex.Text[at:]; !blank(rest) {
		return fmt.Errorf("text after the last block belongs to no block: %.40q", rest)
	}
	return nil
}

func checkDivisions(ex Extraction) error {
	at := 0
	for i, d := range ex.Divisions {
		if d.Type == "" {
			return fmt.Errorf("division %d has no type", i)
		}
		if d.Start < at || d.End < d.Start || d.End > len(ex.Text) {
			return fmt.Errorf("division %d %s %q [%d, %d) after %d in a text of %d bytes", i, d.Type, d.Num, d.Start, d.End, at, len(ex.Text))
		}
		at = d.Start
		if d.Parent >= i || d.Parent < -1 {
			return fmt.Errorf("division %d has parent %d", i, d.Parent)
		}
		if d.Parent >= 0 {
			if p := ex.Divisions[d.Parent]; d.Start < p.Start || d.End > p.End {
				return fmt.Errorf("division %d %s %q [%d, %d) is not within its parent [%d, %d)", i, d.Type, d.Num, d.Start, d.End, p.Start, p.End)
			}
		}
		if !onRune(ex.Text, d.Start) || !onRune(ex.Text, d.End) {
			return fmt.Errorf("division %d [%d, %d) cuts a character", i, d.Start, d.End)
		}
	}
	return nil
}

func checkPages(ex Extraction) error {
	number, at := 0, 0
	for i, p := range ex.Pages {
		if p.Number <= number {
			return fmt.Errorf("page %d follows page %d", p.Number, number)
		}
		if p.Start < at || p.End < p.Start || p.End > len(ex.Text) {
			return fmt.Errorf("page %d [%d, %d) after %d in a text of %d bytes", p.Number, p.Start, p.End, at, len(ex.Text))
		}
		if p.Status == "" {
			return fmt.Errorf("page %d has no status", p.Number)
		}
		number, at = ex.Pages[i].Number, p.Start
	}
	for i, b := range ex.Blocks {
		if b.Page < 0 || b.Page > number {
			return fmt.Errorf("block %d stands on page %d of %d", i, b.Page, number)
		}
	}
	return nil
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '\n' && c != ' ' && c != '\t' {
			return false
		}
	}
	return true
}

func onRune(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }
