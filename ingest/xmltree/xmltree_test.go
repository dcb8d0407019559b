package xmltree

import (
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, xml string
		text      string // of the root
		problem   string // code of the first problem
	}{
		{"plain", `<a><b>one</b> <c x="1">two</c></a>`, "one two", ""},
		{"declared encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf\xe9</a>", "café", ""},
		{"HTML entity", `<a>&nbsp;caf&eacute;</a>`, "café", ""},
		{"entity of its own", `<!DOCTYPE a [<!ENTITY sect "§"><!ENTITY d "&#x2014;">]><a>&sect; 1 &d;</a>`, "§ 1 —", ""},
		{"external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`, "&x;", "external-entity"},
		{"entities of entities", `<!DOCTYPE a [<!ENTITY l1 "lol"><!ENTITY l2 "&l1;&l1;">]><a>&l2;</a>`, "&l2;", "entities"},
		{"broken off", `<a><b>one</b><c>two`, "onetwo", "truncated"},
		{"damaged", `<a>one<b x=></b`, "one", "truncated"},
		{"end that matches nothing", `<a>one</i><b>two</b></a>`, "onetwo", ""},
		{"end that is missing", `<a><b><i>one</b>two</a>`, "onetwo", ""},
		{"character data", `<a><![CDATA[x < y]]><!-- no --></a>`, "x < y", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := Parse([]byte(tt.xml))
			if err != nil {
				t.Fatal(err)
			}
			if got := tree.Root.String(); got != tt.text {
				t.Errorf("got %q, want %q", got, tt.text)
			}
			code := ""
			if len(tree.Problems) > 0 {
				code = tree.Problems[0].Code
			}
			if code != tt.problem {
				t.Errorf("problem %q, want %q", code, tt.problem)
			}
		})
	}
}

func TestDeepTreesAreFolded(t *testing.T) {
	tree, err := Parse([]byte(strings.Repeat("<a>", 1<<20) + "deep" + strings.Repeat("</a>", 1<<20)))
	if err != nil {
		t.Fatal(err)
	}
	depth := 0
	for n := tree.Root; n != nil; n = n.Child("a") {
		depth++
	}
	if depth != MaxDepth || tree.Root.String() != "deep" {
		t.Errorf("depth %d, text %q", depth, tree.Root.String())
	}
}

func TestBillionLaughs(t *testing.T) {
	var doc strings.Builder
	doc.WriteString(`<!DOCTYPE l [<!ENTITY l0 "lol">`)
	for i := 1; i < 30; i++ {
		prev := "&l" + string(rune('a'+i-1)) + ";"
		doc.WriteString(`<!ENTITY l` + string(rune('a'+i)) + ` "` + strings.Repeat(prev, 10) + `">`)
	}
	doc.WriteString(`]><l>&lz;</l>`)
	start := time.Now()
	tree, err := Parse([]byte(doc.String()))
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.Problems) == 0 || tree.Problems[0].Code != "entities" {
		t.Errorf("problems %v", tree.Problems)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestSlicesOfTextStayLinear(t *testing.T) {
	start := time.Now()
	if _, err := Parse([]byte("<a>" + strings.Repeat("x<!---->", 300000) + "</a>")); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY x "y">]><a b="c">&x;<d/></a>`))
	f.Add([]byte("<a><b></a></b>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := Parse(data)
		if err != nil {
			return
		}
		if tree.Root == nil || tree.Root.Name == "" && len(tree.Root.Children) == 0 {
			t.Error("no root")
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data := []byte("<act>" + strings.Repeat(`<section id="s1"><num>1.</num><content><p>An operator of premises must give the authority a report.</p></content></section>`, 5000) + "</act>")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}
