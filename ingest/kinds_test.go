package ingest

import "testing"

func TestKinds(t *testing.T) {
	quotable := true
	for _, k := range Kinds() {
		if !k.Known() {
			t.Errorf("%s is listed and not known", k)
		}
		if k.Quotable() && !quotable {
			t.Errorf("%s may carry tags and stands behind kinds that may not", k)
		}
		quotable = k.Quotable()
	}
	for _, k := range []Kind{"", "section", "OPERATIVE"} {
		if k.Known() {
			t.Errorf("%q is known", k)
		}
	}
}
