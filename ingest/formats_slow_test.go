package ingest

import (
	"context"
	"strings"
	"testing"
	"time"

	"policyscan/ingest/reading"
)

// TestHostileTextStaysLinear reads inputs that make careless parsers take time
// that grows with the square of their length.
func TestHostileTextStaysLinear(t *testing.T) {
	const n = 60_000
	tests := []struct{ name, file, data string }{
		{"open brackets", "a.md", "# A\n\n" + strings.Repeat("[", n)},
		{"emphasis that never closes", "a.md", "# A\n\n" + strings.Repeat("*a _b ", n)},
		{"links without targets", "a.md", "# A\n\n" + strings.Repeat("[a](", n/4)},
		{"divided words in one paragraph", "a.txt", strings.Repeat("the quick brown fox jumps over the lazy dog and the prem-\nises of a co-operative, for the co-\n", n/20)},
		{"siblings of unknown kinds", "a.xml", "<x>" + strings.Repeat("<y>text</y>", n/2) + "</x>"},
		{"sections in one group", "a.xml", "<Legislation><Body><P1group><Title>t</Title>" + strings.Repeat("<P1><Pnumber>1</Pnumber><Text>text</Text></P1>", n/8) + "</P1group></Body></Legislation>"},
		{"line breaks in one paragraph", "a.html", "<html><p>" + strings.Repeat("text<br>", n)},
		{"cells in one row", "a.html", "<html><table><tr>" + strings.Repeat("<td>text", n)},
		{"spaces before line ends", "a.txt", strings.Repeat("text"+strings.Repeat(" ", 50)+"\n", n/10)},
		{"hyphens", "a.txt", strings.Repeat("a-", n)},
		{"RTF characters", "a.rtf", `{\rtf1 ` + strings.Repeat(`\u8212?`, n) + `}`},
	}
	f := NewFormats(nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			start := time.Now()
			ex, _, err := f.Extract(ctx, strings.NewReader(tt.data), int64(len(tt.data)), reading.Options{Name: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			if err := reading.Check(ex); err != nil {
				t.Error(err)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
