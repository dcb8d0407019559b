package detect

import (
	"strings"
	"testing"
	"time"
)

// TestTimeStaysProportional feeds texts that repeat one line many times, which
// would show a search without bound.
func TestTimeStaysProportional(t *testing.T) {
	const size, most = 200_000, 8 * time.Second // bytes; generous, for slow machines
	for _, line := range []string{
		"1. Alpha beta", "Article 1", "(a) enacts as follows:", "“1. Alpha", "§ 1", "Alpha Beta:", "Mr Alpha: yes", "PART I", "SCHEDULE", "1.", "1 Alpha ..... 3",
		"2. is replaced by the following:", "第一条", "1.1 Alpha", "(i)", "Whereas the alpha is the beta of the gamma", "12.—(1)(a)(i) The alpha", "Contents", "64 and 65 [Repealed]",
	} {
		ex := paragraphs(strings.Repeat(line+"\n\n", size/len(line)))
		start := time.Now()
		Detect(ex.Text, ex.Blocks, "")
		if took := time.Since(start); took > most {
			t.Errorf("%q: %v for %d bytes", line, took, len(ex.Text))
		}
	}
	var b strings.Builder
	for i := range 20_000 {
		b.WriteString([]string{"1. Alpha:", "2. Beta;", "(a) gamma", "3. Delta enacts as follows:", "Article 1", "“(b) epsilon"}[i%6] + "\n\n")
	}
	ex := paragraphs(b.String())
	start := time.Now()
	Detect(ex.Text, ex.Blocks, "en")
	if took := time.Since(start); took > most {
		t.Errorf("mixed lines: %v", took)
	}
}
