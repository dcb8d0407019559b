package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// counts says how many letters of a text belong to which script.
type counts struct {
	letters, han, kana, hangul int
	other                      [len(single)]int
}

// single lists scripts that stand for one language each.
var single = [...]struct {
	script *unicode.RangeTable
	tag    string
}{
	{unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"}, {unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"}, {unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Bengali, "bn"},
	{unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"}, {unicode.Kannada, "kn"}, {unicode.Malayalam, "ml"},
	{unicode.Sinhala, "si"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Myanmar, "my"},
	{unicode.Ethiopic, "am"}, {unicode.Tibetan, "bo"},
}

// scripts counts the letters of a text.
func scripts(text string) (c counts) {
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if b|0x20 >= 'a' && b|0x20 <= 'z' {
				c.letters++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r >= 0x370 {
			c.count(r)
		} else if unicode.IsLetter(r) {
			c.letters++
		}
	}
	return c
}

func (c *counts) count(r rune) {
	if !unicode.IsLetter(r) {
		return
	}
	c.letters++
	switch {
	case unicode.Is(unicode.Han, r):
		c.han++
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		c.kana++
	case unicode.Is(unicode.Hangul, r):
		c.hangul++
	case unicode.In(r, unicode.Cyrillic, unicode.Arabic, unicode.Devanagari):
	default:
		for i := range single {
			if unicode.Is(single[i].script, r) {
				c.other[i]++
				return
			}
		}
	}
}

// decides returns the language where most letters are of a script that settles
// it, with their share; "" where they do not.
func (c *counts) decides(text string) (tag string, share float64) {
	if c.letters == 0 {
		return "", 0
	}
	part := func(n int) float64 { return float64(n) / float64(c.letters) }
	switch eastern := c.han + c.kana; {
	case c.hangul > 0 && part(c.hangul+c.han) > 0.5 && c.hangul > c.kana:
		return "ko", part(c.hangul + c.han)
	case part(eastern) > 0.4 && c.kana*20 > eastern:
		return "ja", part(eastern)
	case part(eastern) > 0.4:
		return chinese(text), part(eastern)
	}
	for i, n := range c.other {
		if part(n) > 0.5 {
			return single[i].tag, part(n)
		}
	}
	return "", 0
}

// Characters that are written in one way in simplified and in another in
// traditional Chinese, in the same order.
const (
	simplified  = "们这国会来对时为产关从发经动务门问间现见员权东车马长书报场学业与并个两众优传条实应应当说请证该详让议论设许识讯记讼词试处罚没办协单历县变号听启图团"
	traditional = "們這國會來對時為產關從發經動務門問間現見員權東車馬長書報場學業與並個兩眾優傳條實應應當說請證該詳讓議論設許識訊記訟詞試處罰沒辦協單歷縣變號聽啟圖團"
)

// chinese tells simplified from traditional characters.
func chinese(text string) string {
	s, t := 0, 0
	for _, r := range text {
		if r < 0x4e00 {
			continue
		}
		inS, inT := strings.ContainsRune(simplified, r), strings.ContainsRune(traditional, r)
		if inS && !inT {
			s++
		}
		if inT && !inS {
			t++
		}
	}
	if t > s {
		return "zh-Hant"
	}
	return "zh-Hans"
}
