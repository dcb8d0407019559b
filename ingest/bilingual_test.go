package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/language"
	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
)

// TestBilingualLaw gives each passage of a law in two languages its own, as the
// program does.
func TestBilingualLaw(t *testing.T) {
	const law = `Mills Act – Loi sur les moulins

1 A miller shall keep a book of all the loads that are received at the mill, and shall show the book to any inspector who asks for it in the course of an inspection.

1 Le meunier tient un livre de toutes les charges qui sont reçues au moulin, et présente ce livre à l’inspecteur qui lui en fait la demande au cours d’une visite.

2 The Minister may, by order, designate the rivers on which no further mill shall be built within the ten years that follow the making of the order.

2 Le ministre peut, par arrêté, désigner les rivières sur lesquelles aucun autre moulin ne peut être construit pendant les dix années qui suivent la prise de l’arrêté.
`
	ex, err := plain.Text{}.Read(t.Context(), strings.NewReader(law), int64(len(law)), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	c := Structure(&ex, "en")
	for _, p := range c.Passages {
		if p.Kind.Quotable() {
			got = append(got, language.OfPassage(c.Text[p.Start:p.End], "en"))
		}
	}
	if diff := cmp.Diff([]string{"en", "fr", "en", "fr"}, got); diff != "" {
		t.Errorf("languages (-want +got):\n%s\n%s", diff, Skeleton(c))
	}
}
