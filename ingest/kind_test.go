package ingest

import "testing"

func TestInferKind(t *testing.T) {
	tests := []struct {
		name, text, heading, lang string
		want                      Kind
	}{
		{"offence", "A person who pays another for company commits an offence and is liable to a fine.", "", "en", Operative},
		{"definition", "In this Act, “operator” means a person who controls a lantern house.", "", "en", Definition},
		{"definition by heading", "Operator means a person who controls a lantern house from day to day.", "Part 1 › Interpretation", "en", Definition},
		{"recital", "Recalling its resolution 9/2 on the dignity of work and the rights of workers,", "", "en", Recital},
		{"amendment", "Section 12 of the Markets Act 1950 is amended by adding after paragraph (a):", "", "en", Amendment},
		{"note", "Section 8(2): amended, on 1 July 2013, by section 4 of the Markets Act.", "", "en", Note},
		{"repealed", "[Repealed]", "", "en", Note},
		{"heading", "Offences against workers", "", "en", HeadingKind},
		{"contents", "3 Licence required ........ 12", "", "en", ContentsKind},
		{"narrative", "The Committee met nine times between March and October and heard forty-one witnesses.", "", "en", Narrative},
		{"references", "Offences under section 3, section 4, section 5, section 6, section 7 and section 8", "", "en", OffenceList},
		{"subscription", "Done at Port Clare, this third day of May.", "", "en", Signature},
		{"German duty", "Wer ein Abendhaus betreiben will, ist verpflichtet, eine Erlaubnis einzuholen.", "", "de", Operative},
		{"German definition", "Abendhaus im Sinne dieses Gesetzes ist jedes Gebäude, in dem Gesellschaft geleistet wird.", "", "de", Definition},
		{"French repeal", "L'article 12 de la loi du 3 mai est abrogé.", "", "fr", Amendment},
		{"French offence", "Le fait d'en tirer profit est puni de trois ans d'emprisonnement.", "", "fr", Operative},
		{"Spanish amendment", "Sustitúyese el artículo 9º de la Ley 812 por el siguiente:", "", "es", Amendment},
		{"Swedish offence", "Den som betalar för sällskap döms till böter eller fängelse i högst ett år.", "", "sv", Operative},
		{"Norwegian definition", "Med kveldshus menes i denne lov ethvert lokale der selskap tilbys.", "", "no", Definition},
		{"Japanese definition", "この法律で「夜間業務」とは、対償を受けて客と同席する業務をいう。", "", "ja", Definition},
		{"Chinese prohibition", "任何人不得组织他人从事夜间业务。", "", "zh-Hans", Operative},
		{"operative paragraph", "3. Requests the Commissioner to report to the Council at its fifteenth session;", "", "en", Operative},
		{"empty", "  ", "", "en", Apparatus},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := InferKind(tt.text, tt.heading, tt.lang); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
