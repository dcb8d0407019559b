package language

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

func TestIdentify(t *testing.T) {
	tests := []struct{ want, text string }{
		{"en", "Whoever lets premises for use as a brothel is liable to a fine."},
		{"fr", "Quiconque donne à bail un local en vue d'une telle activité est puni d'une amende."},
		{"de", "Wer Räume zu diesem Zweck vermietet, wird mit einer Geldstrafe bestraft."},
		{"es", "Quien arriende un local con este fin será sancionado con una multa."},
		{"pt", "Quem arrendar um local para esse fim será punido com uma multa, nos termos da lei."},
		{"it", "Chiunque conceda in locazione un locale per tale scopo è punito con una multa."},
		{"nl", "Degene die een ruimte voor dit doel verhuurt, wordt gestraft met een geldboete."},
		{"sv", "Den som hyr ut en lokal för detta ändamål döms till böter eller fängelse."},
		{"no", "Den som leier ut et lokale til dette formålet, straffes med bot eller fengsel."},
		{"no", "Den som leiger ut eit lokale til dette føremålet, vert straffa med bot eller fengsel."},
		{"da", "Den, der udlejer et lokale til dette formål, straffes med bøde eller fængsel af nævnte grund."},
		{"fi", "Joka vuokraa huoneiston tähän tarkoitukseen, on tuomittava sakkoon tai vankeuteen."},
		{"is", "Hver sem leigir út húsnæði í þessum tilgangi skal sæta sektum eða fangelsi."},
		{"et", "Isikut, kes annab selleks ruumid üürile, karistatakse rahalise karistusega."},
		{"ca", "Qui arrendi un local amb aquesta finalitat serà castigat amb una multa."},
		{"cs", "Kdo pronajme prostory k tomuto účelu, bude potrestán peněžitým trestem."},
		{"ro", "Cel care închiriază un spațiu în acest scop se pedepsește cu amendă."},
		{"pl", "Kto wynajmuje w tym celu lokal, podlega karze grzywny."},
		{"el", "Όποιος εκμισθώνει χώρο για τον σκοπό αυτό τιμωρείται με χρηματική ποινή."},
		{"ru", "Лицо, сдающее помещение для этой цели, наказывается штрафом."},
		{"uk", "Особа, яка здає приміщення з цією метою, карається штрафом."},
		{"ar", "يعاقب بالغرامة كل من أجر محلا لهذا الغرض"},
		{"ja", "この目的のために場所を貸した者は、罰金に処する。"},
		{"zh-Hans", "为此目的出租场所的，处以罚款。当事人应当说明情况。"},
		{"zh-Hant", "為此目的出租場所者，處以罰鍰。當事人應當說明情況。"},
		{"ko", "이 목적으로 장소를 임대한 자는 벌금에 처한다."},
		{"th", "ผู้ใดให้เช่าสถานที่เพื่อการนี้ต้องระวางโทษปรับ"},
		{"", "§ 12 (3) 1999"},
		{"", ""},
	}
	for _, tt := range tests {
		t.Run(tt.want+" "+tt.text[:min(len(tt.text), 12)], func(t *testing.T) {
			if got, conf := Identify(tt.text); got != tt.want {
				t.Errorf("got %q (%.2f), want %q", got, conf, tt.want)
			}
		})
	}
}

func TestOfPassage(t *testing.T) {
	swedish := "Den som hyr ut en lokal för detta ändamål döms till böter eller fängelse i högst sex månader. Detsamma gäller den som medverkar till gärningen."
	if got := OfPassage(swedish, "fi"); got != "sv" {
		t.Errorf("a long passage: got %q, want sv", got)
	}
	if got := OfPassage(swedish[:60], "fi"); got != "fi" {
		t.Errorf("a short passage: got %q, want that of the document", got)
	}
	if got := OfPassage(swedish, "sv-FI"); got != "sv-FI" {
		t.Errorf("the region is lost: got %q", got)
	}
}

func TestOfDocumentTakesTheMajority(t *testing.T) {
	text := strings.Repeat("Short title and commencement of this Act. ", 40) +
		strings.Repeat("Den som hyr ut en lokal för detta ändamål döms till böter eller fängelse. ", 1000)
	if got, conf := OfDocument(text); got != "sv" || conf < 0.7 {
		t.Errorf("got %q, %.2f", got, conf)
	}
}

func FuzzIdentify(f *testing.F) {
	for _, s := range []string{"", "the law", "\xff\xfe", "中文 and English", strings.Repeat("å", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tag, conf := Identify(text)
		if conf < 0 || conf > 1 || tag == "" && conf != 0 {
			t.Fatalf("%q: %q %f", text, tag, conf)
		}
		if d, _ := OfDocument(text); d != "" && !utf8.ValidString(d) {
			t.Fatal(d)
		}
	})
}

// sample is a passage whose language the manifest of the corpus names.
type sample struct{ tag, text string }

// samples cuts the statutes that the tables were not made from (every second
// file of a language) into pieces of about n bytes.
func samples(t testing.TB, n int) []sample {
	root := filepath.Join("..", "..", "..", "shared", "corpus")
	f, err := os.Open(filepath.Join(root, "MANIFEST.tsv"))
	if err != nil {
		t.Skip("no corpus beside the repository (../shared/corpus)")
	}
	defer f.Close()
	files := map[string][]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		col := strings.Split(sc.Text(), "\t")
		// The Greek gazettes and Dutch treaties (BWBV) print conventions in
		// English and French; the manifest does not say where.
		if mixed := col[2] == "mul" || col[2] == "el" || strings.Contains(col[0], "BWBV"); mixed || col[2] == "" {
			continue
		}
		if strings.HasPrefix(col[0], "text/") && strings.HasSuffix(col[0], ".md") {
			files[col[2]] = append(files[col[2]], col[0])
		}
	}
	var out []sample
	for tag, names := range files {
		slices.Sort(names)
		for i, name := range names {
			if i%2 == 0 && len(names) > 1 {
				continue
			}
			data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, pieces(tag, string(data), n)...)
		}
	}
	return out
}

// pieces takes the beginnings of at most 30 paragraphs of running text.
func pieces(tag, text string, n int) (out []sample) {
	for _, p := range strings.Split(text, "\n") {
		if len(p) < n || strings.ContainsAny(p, "|<[#:*") || letters(p[:n]) < n/2 {
			continue
		}
		end := n
		for !utf8.RuneStart(p[min(end, len(p)-1)]) {
			end--
		}
		if out = append(out, sample{tag, p[:end]}); len(out) == 30 {
			break
		}
	}
	return out
}

// letters counts the bytes of the letters of a text.
func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n += utf8.RuneLen(r)
		}
	}
	return n
}

// TestAccuracy prints accuracy and speed of our tables and of whatlanggo, on
// statutes that the tables were not made from.
func TestAccuracy(t *testing.T) {
	for _, n := range []int{40, 120, 400} {
		all := samples(t, n)
		ours := measure(t, "own tables", n, all, func(s string) string { tag, _ := Identify(s); return tag })
		library := measure(t, "whatlanggo", n, all, func(s string) string { return whatlanggoTag(s) })
		if n >= PassageBytes && (ours < 0.985 || ours < library) {
			t.Errorf("%d bytes: %.3f, whatlanggo %.3f", n, ours, library)
		}
	}
}

func measure(t *testing.T, name string, n int, all []sample, identify func(string) string) float64 {
	right, bytes := 0, 0
	per := map[string][2]int{}
	identify(all[0].text) // read the tables
	var took time.Duration
	for _, s := range all {
		start := time.Now()
		got := identify(s.text)
		took += time.Since(start)
		bytes += len(s.text)
		c := per[s.tag]
		c[1]++
		if got == s.tag {
			right++
			c[0]++
		}
		per[s.tag] = c
	}
	var each []string
	for tag := range per {
		each = append(each, tag)
	}
	slices.Sort(each)
	share := float64(right) / float64(len(all))
	t.Logf("%s, %d bytes: %.4f of %d right, %.1f MB/s", name, n, share, len(all), float64(bytes)/1e6/took.Seconds())
	for _, tag := range each {
		if c := per[tag]; c[0] < c[1] {
			t.Logf("   %s %d of %d", tag, c[0], c[1])
		}
	}
	return share
}

// whatlanggoTag writes the answer of whatlanggo as ours.
func whatlanggoTag(s string) string {
	switch lang := whatlanggo.DetectLang(s); lang {
	case whatlanggo.Nob, whatlanggo.Nno:
		return "no"
	case whatlanggo.Cmn:
		return chinese(s)
	default:
		return lang.Iso6391()
	}
}

func BenchmarkIdentify(b *testing.B) {
	text := strings.Repeat("Whoever lets premises for use as a brothel is liable to a fine. ", 6)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Identify(text)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		newModel(trigramTable)
	}
}
