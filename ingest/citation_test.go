package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
)

// TestProvisionNames holds paths, eIds and citations in the style of each
// tradition.
func TestProvisionNames(t *testing.T) {
	type name struct{ path, eid, cite string }
	level := func(typ, num string, parent int) reading.Division {
		return reading.Division{Type: typ, Num: num, Parent: parent}
	}
	tests := []struct {
		name, lang string
		divs       []reading.Division
		want       name // of the last division
	}{
		{"chapters that start afresh", "en", []reading.Division{
			level("chapter", "Chapter 1", -1), level("section", "11", 0),
			level("chapter", "Chapter 6", -1), level("section", "11", 2), level("subsection", "(2)", 3), level("paragraph", "(a)", 4),
		}, name{"c6.s11.2.a", "chp_6__sec_11__subsec_2__para_a", "c. 6, s. 11(2)(a)"}},
		{"sections numbered throughout", "en", []reading.Division{
			level("part", "Part 2", -1), level("section", "16.", 0), level("subsection", "(1)", 1),
		}, name{"pt2.s16.1", "part_2__sec_16__subsec_1", "s. 16(1)"}},
		{"German", "de", []reading.Division{
			level("section", "Abschnitt 1", -1), level("section", "§ 2", 0), level("subsection", "(2)", 1), level("paragraph", "2.", 2), level("subparagraph", "a)", 3),
		}, name{"s1.s2.2.2.a", "sec_1__sec_2__subsec_2__para_2__subpara_a", "§ 2 Abs. 2 Nr. 2 Buchst. a"}},
		{"French", "fr", []reading.Division{
			level("article", "Article L. 225-12-1", -1), level("paragraph", "2°", 0),
		}, name{"artL225-12-1.2", "art_L225-12-1__para_2", "art. L. 225-12-1, 2°"}},
		{"Swedish", "sv", []reading.Division{
			level("chapter", "1 kap.", -1), level("section", "1 §", 0), level("chapter", "6 kap.", -1), level("section", "1 §", 2), level("paragraph", "2.", 3),
		}, name{"c6.s1.2", "chp_6__sec_1__para_2", "6 kap. 1 § 2 p."}},
		{"Spanish", "es", []reading.Division{
			level("article", "Artículo 3º bis", -1), level("point", "b)", 0),
		}, name{"art3bis.b", "art_3bis__point_b", "art. 3º bis, b)"}},
		{"Japanese", "ja", []reading.Division{
			level("article", "第三条の二", -1), level("paragraph", "２", 0), level("point", "一", 1),
		}, name{"art三の二.２.一", "art_三の二__para_２__point_一", "第三条の二第２項第一号"}},
		{"schedule", "en", []reading.Division{
			level("schedule", "Schedule 1", -1), level("paragraph", "3.", 0), level("subparagraph", "(1)", 1),
		}, name{"sch1.3.1", "sched_1__para_3__subpara_1", "Sch. 1, para. 3(1)"}},
		{"the same number twice", "en", []reading.Division{
			level("section", "5", -1), level("section", "5", -1),
		}, name{"s5~2", "sec_5-v2", "s. 5"}},
		{"report", "en", []reading.Division{level("paragraph", "12.", -1), level("subparagraph", "(b)", 0)}, name{"12.b", "para_12__subpara_b", "para. 12(b)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ps := provisions(tt.divs, tt.lang)
			p := ps[len(ps)-1]
			if diff := cmp.Diff(tt.want, name{p.Path, p.EID, p.Citation}, cmp.AllowUnexported(name{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
