// Package legalxml reads law that is published as XML: Akoma Ntoso (OASIS
// LegalDocML) 2.0 and 3.0, Crown Legislation Markup, the XML of Justice Canada,
// of the District of Columbia, United States Legislative Markup, the laws of
// Iceland, Taiwan, Japan and Germany, Formex, and XML of unknown kinds.
//
// What these say about the structure becomes divisions, with numbers as they are
// printed. A dialect is a table from the names of elements to what they mean
// (dialect.go and a file for each), with functions where a table cannot say it.
// Begin with [Reader].
package legalxml

import (
	"context"
	"fmt"
	"io"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// Reader reads legal XML of all dialects. The format of an extraction names the
// dialect: "akn", "clml", "lims", "dc", "uslm", "is", "tw", "jp", "gii",
// "formex" or "xml".
type Reader struct{}

// Name implements reading.Reader.
func (Reader) Name() string { return "legalxml" }

// Version implements reading.Reader.
func (Reader) Version() int { return 1 }

// Read implements reading.Reader.
func (Reader) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	if size > xmltree.MaxBytes {
		return reading.Extraction{}, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("an XML file of %d MB is larger than the limit of %d MB", size>>20, xmltree.MaxBytes>>20)}
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && (err != io.EOF || int64(n) < size) {
		return reading.Extraction{}, fmt.Errorf("reading: %w", err)
	}
	tree, err := xmltree.Parse(data)
	if err != nil {
		return reading.Extraction{}, err
	}
	d := dialectOf(tree.Root)
	b := reading.NewBuilder(d.name, opt)
	b.Extraction.Problems = append(b.Extraction.Problems, tree.Problems...)
	w := &writer{ctx: ctx, b: b, dialect: d, flow: flow{b: b}}
	if d.meta != nil {
		d.meta(w, tree.Root)
	}
	w.node(tree.Root)
	for len(w.headings) > 0 {
		w.closeHeading()
	}
	if err := ctx.Err(); err != nil {
		return reading.Extraction{}, err
	}
	ex := w.finish()
	if ex.Text == "" {
		return reading.Extraction{}, &reading.Refusal{Code: "empty", Reason: "the XML holds no text"}
	}
	return ex, nil
}

// dialectOf recognises a dialect by the root element and what stands in it.
func dialectOf(root *xmltree.Node) *dialect {
	space := ""
	for _, a := range root.Attr {
		if a.Prefix == "xmlns" || a.Name == "xmlns" {
			space += " " + a.Value
		}
	}
	switch root.Name {
	case "akomaNtoso":
		return akomaNtoso()
	case "Legislation", "EURetained":
		return crown()
	case "Statute", "Bill", "Regulation":
		if root.Child("Identification") != nil || root.Child("Body") != nil {
			return canada()
		}
	case "document", "section", "container":
		if strings.Contains(space, "dccouncil") {
			return columbia()
		}
	case "lawDoc", "uscDoc", "pLaw", "bill", "resolution", "statuteCompilation":
		if strings.Contains(space, "uslm") || root.Child("main") != nil {
			return uslm()
		}
	case "law":
		if root.Child("num-and-date") != nil || root.Child("chapter") != nil || root.Child("art") != nil {
			return iceland()
		}
	case "法規", "LAWS", "法規資料":
		return taiwan()
	case "Law":
		if root.Child("LawBody") != nil {
			return japan()
		}
	case "dokumente":
		return germany()
	case "ACT", "GENERAL", "CONS.ACT", "ANNEX":
		return formex()
	}
	if root.Find("akomaNtoso") != nil {
		return akomaNtoso()
	}
	return generic(root)
}
