package quality

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const clean = "The keeper of the wells shall, on or before the first day of each month, inspect every well in the district and enter its depth in the register."

func TestDoubts(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		glyphs int
		want   []Doubt
	}{
		{"clean", clean, 120, nil},
		{"blank page", "", 0, nil},
		{"page number only", "17", 2, nil},
		{"glyphs without text", " \n", 300, []Doubt{Empty}},
		{"replacement characters", clean + "\uFFFD\uFFFD", 120, []Doubt{Replaced}},
		{"one replacement in a long page", strings.Repeat(clean, 4) + "\uFFFD", 500, nil},
		{"private use", clean + " \uE001\uE002\uF8FF", 120, []Doubt{Private}},
		{"control characters", clean + "\x01\x02", 120, []Doubt{Control}},
		{"torn into letters", "T h e k e e p e r o f t h e w e l l s s h a l l", 30, []Doubt{Spaced}},
		{"Spanish one-letter words", "y o a e u la ley de los pozos y a los guardas o a quien los sustituya", 60, nil},
		{"glued", strings.ReplaceAll(clean, " ", ""), 120, []Doubt{Glued}},
		{"German compounds", "Die Wasserbrunnenaufsichtsbehörde erlässt im Einvernehmen mit der Gemeinde die Brunnenordnung und bestellt die Aufseherinnen und Aufseher der Brunnen im Bezirk.", 150, nil},
		{"leaders of a table of contents", "1 Wells ........................ 3\n2 Keepers ...................... 9", 60, nil},
		{"symbols", "%$ #@ !! ++ == <> ** && || ~~ ^^ %% $$ ## ab", 40, []Doubt{FewLetters}},
		{"Arabic", "يفتش حارس الآبار كل بئر في الناحية في أول كل شهر", 50, nil},
		{"Chinese", "管理人应当每月检查本区内的每一口水井并将其深度记入登记簿", 28, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of(tt.text).Doubts(tt.glyphs)); diff != "" {
				t.Errorf("doubts (-want +got):\n%s%+v", diff, Of(tt.text))
			}
		})
	}
}

func TestBetter(t *testing.T) {
	tests := []struct {
		name       string
		own, other string
		want       bool
	}{
		{"same text", clean, clean, false},
		{"other is empty", clean + "\uFFFD", "", false},
		{"own is empty", "", clean, true},
		{"other is clean", strings.ReplaceAll(clean, "e", "\uFFFD"), clean, true},
		{"other hides the gaps", strings.ReplaceAll(clean, "ee", "\uFFFD"), strings.ReplaceAll(clean, "ee", ""), false},
		{"other reads one gap of two", clean + " \uFFFD\uFFFD", clean + " w\uFFFD", true},
		{"other is clean but saw half", clean + "\uFFFD", clean[:60], false},
		{"other saw more", clean, clean + clean, true},
		{"other is torn", clean, strings.Join(strings.Split(clean, ""), " "), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Better(Of(tt.own), Of(tt.other)); got != tt.want {
				t.Errorf("got %v, want %v (damage %.3f and %.3f)", got, tt.want, Of(tt.own).Damage(), Of(tt.other).Damage())
			}
		})
	}
}

func TestPlausible(t *testing.T) {
	shift := func(by rune) string {
		return strings.Map(func(r rune) rune {
			if r == ' ' {
				return r
			}
			return r - by
		}, clean)
	}
	tests := []struct {
		name, guessed string
		want          bool
	}{
		{"English", clean, true},
		{"Spanish", "El guarda de los pozos inspecciona cada pozo del distrito", true},
		{"German", "Die Aufsicht prüft jeden Brunnen des Bezirks einmal im Monat", true},
		{"shifted by 3", shift(3), false},
		{"shifted by 29", shift(29), false},
		{"too short", "Well", false},
		{"numbers", "1962 17 4 9 112 8 45 99 1024 77 3", false},
		{"other scripts", "ԔϸЇΰÎߙΨϣķϙʆϢͳ೅ဍഀඥ੒ǊһӍ", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Plausible(tt.guessed); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// FuzzOf holds that counts add up on any bytes, and that no reading is better
// than itself.
func FuzzOf(f *testing.F) {
	f.Add(clean)
	f.Add("\uFFFD\x00\xff ab\uE000 ...... \u0627\u0644")
	f.Fuzz(func(t *testing.T, text string) {
		m := Of(text)
		if sum := m.Replaced + m.Private + m.Control + m.Letters + m.Digits + m.Leaders; sum > m.Chars {
			t.Errorf("%d classified characters of %d", sum, m.Chars)
		}
		if m.Chars > utf8.RuneCountInString(text) || m.Lone+m.Long > m.Words || m.Latin > m.Letters {
			t.Errorf("impossible counts: %+v", m)
		}
		if Better(m, m) {
			t.Errorf("better than itself: %+v", m)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	page := strings.Repeat(clean+"\n", 20)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Of(page)
	}
}
