package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	spanish   = "Artículo 3. La autoridad competente deberá garantizar la protección de las víctimas, así como la reparación del daño, según lo señalado en el capítulo único. "
	russian   = "Статья 12. Каждый имеет право на охрану здоровья и медицинскую помощь. Порядок оказания помощи устанавливается законом. "
	polish    = "Artykuł 5. Każdy, kto nakłania inną osobę do świadczenia usług, podlega grzywnie. Sąd może odstąpić od wymierzenia kary, jeżeli okoliczności są łagodzące. "
	greek     = "Άρθρο 4. Η παρούσα διάταξη εφαρμόζεται σε κάθε πρόσωπο που διαμένει στην επικράτεια και ασκεί επάγγελμα. "
	japanese1 = "第三条　この法律は、すべての者の尊厳を守り、健康及び安全を確保することを目的とする。ただし、次の各号に掲げる場合は、この限りでない。"
	chinese   = "第三条 为了保护公民的合法权益，维护社会秩序，制定本法。国家机关应当依照法律规定履行职责。"
	taiwan    = "第三條 為保障人民權益，維護社會秩序，特制定本法。主管機關應依法執行職務。"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		name     string
		text     string
		enc      encoding.Encoding
		declared string
		want     string // encoding
	}{
		{"UTF-8", spanish, nil, "", "utf-8"},
		{"UTF-8 declared as Latin-1", spanish, nil, "iso-8859-1", "utf-8"},
		{"UTF-8 with mark", spanish, unicode.UTF8BOM, "", "utf-8"},
		{"UTF-16LE with mark", spanish, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "", "utf-16le"},
		{"UTF-16BE with mark", greek, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "", "utf-16be"},
		{"UTF-16LE without mark", spanish, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "", "utf-16le"},
		{"UTF-16BE without mark", spanish, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "", "utf-16be"},
		{"UTF-16LE Cyrillic without mark", russian, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "", "utf-16le"},
		{"Windows-1252 declared", spanish, charmap.Windows1252, "windows-1252", "windows-1252"},
		{"Latin-1 means Windows-1252", spanish, charmap.Windows1252, "ISO-8859-1", "windows-1252"},
		{"Windows-1252 detected", spanish, charmap.Windows1252, "", "windows-1252"},
		{"Windows-1252 declared as UTF-8", spanish, charmap.Windows1252, "utf-8", "windows-1252"},
		{"ISO-8859-2 detected", polish, charmap.ISO8859_2, "", "iso-8859-2"},
		{"Windows-1251 detected", russian, charmap.Windows1251, "", "windows-1251"},
		{"KOI8-R detected", russian, charmap.KOI8R, "", "koi8-r"},
		{"ISO-8859-7 detected", greek, charmap.ISO8859_7, "", "iso-8859-7"},
		{"Shift_JIS declared", japanese1, japanese.ShiftJIS, "Shift_JIS", "shift_jis"},
		{"Shift_JIS detected", japanese1, japanese.ShiftJIS, "", "shift_jis"},
		{"EUC-JP detected", japanese1, japanese.EUCJP, "", "euc-jp"},
		{"ISO-2022-JP declared", japanese1, japanese.ISO2022JP, "iso-2022-jp", "iso-2022-jp"},
		{"GB18030 detected", chinese, simplifiedchinese.GBK, "", "gb18030"},
		{"Big5 detected", taiwan, traditionalchinese.Big5, "", "big5"},
		{"a declaration of UTF-16 that is none", spanish, charmap.Windows1252, "utf-16", "windows-1252"},
		{"an unknown declaration", spanish, nil, "klingon", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Repeat(tt.text, 3)
			data := []byte(text)
			if tt.enc != nil {
				var err error
				if data, err = tt.enc.NewEncoder().Bytes(data); err != nil {
					t.Fatal(err)
				}
			}
			got := Decode(data, tt.declared)
			if got.Encoding != tt.want {
				t.Errorf("encoding %q, want %q", got.Encoding, tt.want)
			}
			if got.String != text {
				t.Errorf("got %.80q, want %.80q", got.String, text)
			}
		})
	}
}

func TestDamage(t *testing.T) {
	got := Decode([]byte(spanish+"\xff"+spanish), "utf-8")
	if got.Encoding != "utf-8" || got.Damaged != 1 || got.Guessed {
		t.Errorf("got %s, %d damaged, guessed %v; want utf-8, 1, false", got.Encoding, got.Damaged, got.Guessed)
	}
	if code, _ := got.Problem(); code != "encoding-damaged" {
		t.Errorf("problem %q", code)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(spanish), "")
	f.Add([]byte("\xff\xfea\x00b\x00"), "utf-16")
	f.Add([]byte("\x1b$B%F%9%H\x1b(B"), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		if got := Decode(data, declared); !utf8.ValidString(got.String) {
			t.Errorf("not valid UTF-8: %q", got.String)
		}
	})
}
