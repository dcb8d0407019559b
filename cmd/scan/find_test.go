package main

import (
	"strings"
	"testing"

	"policyscan/ingest"
	"policyscan/match"
)

func TestFind(t *testing.T) {
	docs := []ingest.Document{{ID: "aaaa1111bbbb2222", Path: "A/a.txt"}, {ID: "aaaa9999cccc3333", Path: "B/b.txt"}}
	tags := []match.Evidence{
		{ID: "dddd0001", Document: docs[0].ID, Passage: "aaaa1111bbbb#p1"},
		{ID: "dddd0002", Document: docs[1].ID, Passage: "aaaa9999cccc#p7"},
		{ID: "dddd00021", Document: docs[1].ID, Passage: "aaaa9999cccc#p8"},
	}
	for _, c := range []struct {
		id, wrong string
		want      place
	}{
		{id: "aaaa1111bbbb#p1", want: place{0, "aaaa1111bbbb#p1"}},
		{id: "aaaa9#p3", want: place{1, "aaaa9999cccc#p3"}},
		{id: "aaaa9999", want: place{1, ""}},
		{id: "dddd0001", want: place{0, "aaaa1111bbbb#p1"}},
		{id: "dddd0002", want: place{1, "aaaa9999cccc#p7"}}, // in full, though another begins so
		{id: "dddd", wrong: "several ids: evidence dddd0001"},
		{id: "aaaa", wrong: "several ids: document aaaa1111bbbb (A/a.txt)"},
		{id: "eeee", wrong: "no evidence and no document"},
		{id: "aa", wrong: "too short"},
		{id: "#p1", wrong: "too short"},
	} {
		got, err := find(c.id, docs, tags)
		if c.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%s: got %v, want an error with %q", c.id, err, c.wrong)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%s: got %v, %v, want %v", c.id, got, err, c.want)
		}
	}
}
