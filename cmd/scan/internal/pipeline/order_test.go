package pipeline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/worker"
)

func TestOrderOfTheWalkDoesNotMatter(t *testing.T) {
	files := func() []found {
		var all []found
		for i := range 40 {
			all = append(all, found{Path: fmt.Sprintf("A/act-%d.txt", i/2), place: fmt.Sprintf("place %d", i)})
		}
		return all
	}
	var want []string
	for seed := range uint64(20) {
		shuffled := files()
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		arrange(shuffled)
		var got []string
		for _, f := range shuffled {
			got = append(got, f.Path+" "+f.place)
		}
		if seed == 0 {
			want = got
		}
		if d := cmp.Diff(got, want); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
	}
	if want[0] != "A/act-0.txt place 0" || want[1] != "A/act-0.txt~2 place 1" {
		t.Errorf("got %v", want[:2])
	}
}

// TestOrderOfArrivalDoesNotMatter reads files that come back in another order
// than they were given out, with one worker and with several.
func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	texts := map[string]string{}
	for i := range 24 {
		texts[fmt.Sprintf("%c/act-%d.txt", 'A'+i%3, i)] = "LATE " + strings.Repeat("word ", i*5%17) + fmt.Sprintf("the consent of victim %d is irrelevant.", i)
	}
	results := func(jobs int) Result {
		c := newCorpus(t, texts)
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		pool := worker.NewPool(worker.Config{Start: worker.Command(self, os.Args[0], "be-a-worker"), Jobs: jobs, Deadline: 10 * time.Second})
		t.Cleanup(pool.Close)
		c.config.Pool = pool
		return c.pass()
	}
	one, many := results(1), results(6)
	if len(one.Documents) != len(texts) || len(one.Tags) != len(texts) {
		t.Fatalf("%d documents and %d tags of %d texts", len(one.Documents), len(one.Tags), len(texts))
	}
	if d := cmp.Diff(one.Documents, many.Documents); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(one.Tags, many.Tags); d != "" {
		t.Error(d)
	}
}
