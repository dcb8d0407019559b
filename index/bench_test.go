//go:build unix

package index

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// generator makes passages that look to an index like statutes do: a
// vocabulary by Zipf's law whose commonest words are English grammar, 15 to 250
// words to a passage, forty passages to a document.
type generator struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	vocab []string
	Bytes int64
}

func newGenerator(seed uint64) *generator {
	rng := rand.New(rand.NewPCG(seed, 2))
	g := &generator{rng: rng, zipf: rand.NewZipf(rng, 1.07, 8, 79_999)}
	g.vocab = strings.Fields("the of to and or in a any for by be is that person shall section act not offence under court order such may on with as who licence police guilty liable consent victim brothel prostitution trafficking premises")
	syllables := strings.Fields("con tra vent pro sec li mor ta den pol re gis ber ning sta tu mes cor al ve ri na lo que")
	endings := []string{"", "", "s", "ed", "ing", "ation", "ment", "er"}
	for len(g.vocab) < 80_000 {
		var w strings.Builder
		for range 1 + rng.IntN(3) {
			w.WriteString(syllables[rng.IntN(len(syllables))])
		}
		w.WriteString(strconv.FormatInt(int64(len(g.vocab)), 36)[:1])
		w.WriteString(syllables[rng.IntN(len(syllables))])
		g.vocab = append(g.vocab, w.String()+endings[rng.IntN(len(endings))])
	}
	return g
}

// documents yields documents of n passages in all.
func (g *generator) documents(n int) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for d := 0; n > 0; d++ {
			doc := g.document(fmt.Sprintf("%012x0000000000000000000000000000000000000000000000000000", d*7919), min(n, 40))
			n -= len(doc.Passages)
			if !yield(doc, nil) {
				return
			}
		}
	}
}

func (g *generator) document(id string, passages int) Document {
	doc := Document{ID: id, Stamp: "1", Card: Card{Title: "Generated Act", Path: id[:12] + ".pdf"}}
	place, year := fmt.Sprintf("J%d", g.rng.IntN(30)), 1950+g.rng.IntN(75)
	for i := range passages {
		p := Passage{
			ID: fmt.Sprintf("%s#c%d.s%d", id[:12], i/10+1, i+1), Text: g.text(), Lang: "en",
			Jurisdiction: place, Type: "statute", Kind: "operative", Year: year,
			Shown: Shown{Citation: fmt.Sprintf("c. %d, s. %d", i/10+1, i+1), Heading: "Offences and penalties", Page: i/4 + 1},
		}
		g.Bytes += int64(len(p.Text))
		doc.Passages = append(doc.Passages, p)
	}
	return doc
}

func (g *generator) text() string {
	var b strings.Builder
	words := 15 + int(math.Exp(g.rng.NormFloat64()*0.8+3.4))
	for i := range min(words, 250) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g.vocab[g.zipf.Uint64()])
		if g.rng.IntN(12) == 0 {
			b.WriteByte(',')
		}
	}
	return b.String() + "."
}

func cpu() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// benchPassages is the size of the corpus of the benchmarks, to be raised for a
// scale curve: INDEX_PASSAGES=1000000 go test -run - -bench . ./index
func benchPassages(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("INDEX_PASSAGES"))
	if err != nil {
		return 10_000
	}
	return n
}

// realDocuments returns paragraphs of the statutes beside the repository, in
// their languages, n passages at most; none where they are missing.
func realDocuments(n int) (docs []Document, size int64) {
	root := "../../shared/corpus/text"
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		place := strings.Split(filepath.ToSlash(path), "/")[5]
		doc := Document{ID: fmt.Sprintf("%012x0000000000000000000000000000000000000000000000000000", len(docs)), Stamp: "1"}
		for _, text := range strings.Split(string(data), "\n\n") {
			if len(text) < 80 || n == 0 {
				continue
			}
			n--
			i := len(doc.Passages) + 1
			size += int64(len(text))
			doc.Passages = append(doc.Passages, Passage{ID: fmt.Sprintf("%s#s%d", doc.ID[:12], i), Text: text, Lang: langOf[place],
				Jurisdiction: place, Type: "statute", Kind: "operative", Year: 2001,
				Shown: Shown{Citation: fmt.Sprintf("s. %d", i), Heading: "Offences"}})
		}
		docs = append(docs, doc)
		return nil
	})
	return docs, size
}

// langOf is the language of most statutes of a folder.
var langOf = map[string]string{"AR": "es", "CL": "es", "CO": "es", "PE": "es", "UY": "es", "CH": "de", "DE": "de",
	"FR": "fr", "SE": "sv", "NO": "no", "FI": "fi", "IE": "en", "IN": "en", "NZ": "en", "NL": "nl", "AD": "ca"}

// BenchmarkBuild reports CPU seconds for 100,000 passages and the size of the
// index against its text.
func BenchmarkBuild(b *testing.B) {
	n := benchPassages(b)
	b.Run("generated", func(b *testing.B) {
		g := newGenerator(1)
		var docs []Document
		for d := range g.documents(min(n, 100_000)) {
			docs = append(docs, d)
		}
		buildAndReport(b, docs, g.Bytes, max(n/100_000, 1))
	})
	b.Run("statutes", func(b *testing.B) {
		docs, size := realDocuments(n)
		if size == 0 {
			b.Skip("no statutes beside the repository (../shared/corpus/text)")
		}
		buildAndReport(b, docs, size, 1)
	})
}

// dump writes the queries of the benchmarks, as a line of names and queries of
// SQLite FTS5, and the texts of passages, one a line as JSON, for others to index.
func dump(b *testing.B, name string, docs []Document, rounds int) {
	b.Helper()
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	enc := json.NewEncoder(out)
	var queries [][2]string
	for _, q := range benchQueries() {
		if q.fts5 != "" {
			queries = append(queries, [2]string{q.name, q.fts5})
		}
	}
	err = enc.Encode(queries)
	for range rounds {
		for _, d := range docs {
			for _, p := range d.Passages {
				err = errors.Join(err, enc.Encode(p.Text))
			}
		}
	}
	if err := errors.Join(err, out.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
}

// buildAndReport builds an index of the documents, repeated under other ids. With
// INDEX_DIR it lies there and stays, and with INDEX_DUMP its texts are written to
// that file.
func buildAndReport(b *testing.B, docs []Document, text int64, rounds int) {
	if name := os.Getenv("INDEX_DUMP"); name != "" {
		dump(b, name, docs, rounds)
	}
	n := 0
	for _, d := range docs {
		n += len(d.Passages) * rounds
	}
	for b.Loop() {
		dir := os.Getenv("INDEX_DIR")
		if dir == "" {
			dir = filepath.Join(b.TempDir(), TextName)
		}
		before := cpu()
		err := Build(context.Background(), dir, func(yield func(Document, error) bool) {
			for r := range rounds {
				for _, d := range docs {
					if r > 0 {
						d = renamed(d, r)
					}
					if !yield(d, nil) {
						return
					}
				}
			}
		})
		if err != nil {
			b.Fatal(err)
		}
		used := cpu() - before
		size, err := Size(dir)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "passages")
		b.ReportMetric(used.Seconds()*100_000/float64(n), "CPU-s/100k")
		b.ReportMetric(float64(text)*float64(rounds)/1e6/used.Seconds(), "MB/CPU-s")
		b.ReportMetric(float64(size)/float64(text*int64(rounds)), "index/text")
		b.ReportMetric(peakMB(), "peak-MB")
	}
}

// renamed returns a document under another id.
func renamed(d Document, round int) Document {
	prefix := fmt.Sprintf("%03x", round)
	d.ID = prefix + d.ID[3:]
	d.Passages = slices.Clone(d.Passages)
	for i := range d.Passages {
		d.Passages[i].ID = prefix + d.Passages[i].ID[3:]
	}
	return d
}

func peakMB() float64 {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return float64(r.Maxrss) / 1024
}

// BenchmarkReplace is one document of forty passages replaced in an index.
func BenchmarkReplace(b *testing.B) {
	g := newGenerator(1)
	dir := filepath.Join(b.TempDir(), TextName)
	if err := Build(context.Background(), dir, g.documents(benchPassages(b))); err != nil {
		b.Fatal(err)
	}
	w, err := OpenWriter(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	i := 0
	for b.Loop() {
		if err := w.Replace(g.document(fmt.Sprintf("%012x0000000000000000000000000000000000000000000000000000", i%100*7919), 40)); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// benchQuery is a query of the benchmarks; fts5 is what it is in SQLite's own
// language, where it can be asked there.
type benchQuery struct {
	name string
	q    Query
	fts5 string
}

// benchQueries are queries of all kinds. Words of the ranks 200 and up are in
// some 3 of 100 passages, as "offence" and "licence" are in statutes; the
// commonest are in 15 to 30 of 100.
func benchQueries() []benchQuery {
	w := newGenerator(1).vocab[200:]
	same := func(name, text string) benchQuery {
		return benchQuery{name, Query{Text: text}, text}
	}
	return []benchQuery{
		same("word", w[0]),
		same("phrase", `"`+w[1]+" "+w[2]+`"`),
		same("boolean", w[3]+" AND ("+w[4]+" OR "+w[5]+") NOT "+w[6]),
		same("alternatives", w[7]+" OR "+w[8]+" OR "+w[9]),
		{"filtered", Query{Text: w[10], Jurisdictions: []string{"J3"}, From: 1980, To: 2020}, ""},
		same("prefix", "prosti*"),
		{"filters-alone", Query{Jurisdictions: []string{"J3"}}, ""},
		same("commonest-word", "person"),
		same("commonest-phrase", `"court order"`),
		same("commonest-boolean", "person AND (offence OR licence) NOT police"),
	}
}

// BenchmarkSearch reports the latency of kinds of queries, the 95th percentile
// beside the mean.
func BenchmarkSearch(b *testing.B) {
	dir := os.Getenv("INDEX_DIR") // an index built before, to save the time
	if dir == "" {
		dir = filepath.Join(b.TempDir(), TextName)
	}
	if _, err := os.Stat(dir); err != nil {
		g := newGenerator(1)
		if err := Build(context.Background(), dir, g.documents(benchPassages(b))); err != nil {
			b.Fatal(err)
		}
	}
	ix, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	for _, tt := range benchQueries() {
		b.Run(tt.name, func(b *testing.B) {
			var took []time.Duration
			total, before := 0, cpu()
			for b.Loop() {
				start := time.Now()
				res, err := ix.Search(context.Background(), tt.q)
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
				total = res.Total
			}
			b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(len(took)), "CPU-ms/op")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(total), "hits")
		})
	}
}

// BenchmarkOpen is what a search pays before it begins.
func BenchmarkOpen(b *testing.B) {
	dir := filepath.Join(b.TempDir(), TextName)
	if err := Build(context.Background(), dir, newGenerator(1).documents(benchPassages(b))); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		ix, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
