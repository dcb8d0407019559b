package numbering

import "testing"

func TestFormat(t *testing.T) {
	tests := []struct {
		n     int
		style Style
		want  string
	}{
		{3, Decimal, "3"},
		{3, Bullet, ""},
		{7, ZeroPadded, "07"},
		{12, ZeroPadded, "12"},
		{1, LowerAlpha, "a"},
		{26, LowerAlpha, "z"},
		{27, LowerAlpha, "aa"},
		{702, UpperAlpha, "ZZ"},
		{0, LowerAlpha, "0"},
		{4, LowerRoman, "iv"},
		{1994, UpperRoman, "MCMXCIV"},
		{5000, UpperRoman, "5000"},
		{11, Ordinal, "11th"},
		{22, Ordinal, "22nd"},
		{2, LowerGreek, "β"},
		{15, FullWidth, "１５"},
		{10, Chinese, "十"},
		{21, Chinese, "二十一"},
		{105, Chinese, "一百零五"},
		{1010, Chinese, "一千零一十"},
		{3, Circled, "③"},
		{2, Iroha, "ロ"},
	}
	for _, tt := range tests {
		if got := Format(tt.n, tt.style); got != tt.want {
			t.Errorf("Format(%d, %s) = %q, want %q", tt.n, tt.style, got, tt.want)
		}
	}
}
