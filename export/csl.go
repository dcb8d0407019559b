package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"policyscan/ingest"
	"policyscan/match/compare"
)

// cslItem is an item of CSL-JSON (https://docs.citationstyles.org, version
// 1.0.2), as reference managers import it.
type cslItem struct {
	ID           string   `json:"id"`
	Type         string   `json:"type"`
	Title        string   `json:"title"`
	TitleShort   string   `json:"title-short,omitempty"`
	Number       string   `json:"number,omitempty"`
	Jurisdiction string   `json:"jurisdiction,omitempty"`
	Issued       *cslDate `json:"issued,omitempty"`
	Language     string   `json:"language,omitempty"`
	URL          string   `json:"URL,omitempty"`
	Source       string   `json:"source,omitempty"`
	Status       string   `json:"status,omitempty"`
	Note         string   `json:"note,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSLJSON writes the documents as CSL-JSON, which Zotero and other reference
// managers import.
func CSLJSON(w io.Writer, r *Report) error {
	items := []cslItem{}
	for _, d := range r.Documents {
		if d.Status == ingest.LeftOut || d.Status == ingest.Failed {
			continue
		}
		items = append(items, cslOf(d))
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(items); err != nil {
		return fmt.Errorf("csl-json: %w", err)
	}
	return nil
}

func cslOf(d ingest.Document) cslItem {
	item := cslItem{
		ID: d.ID[:min(12, len(d.ID))], Type: cslType(d), Title: d.Title.Value, TitleShort: d.ShortTitle.Value, Number: d.Number.Value,
		Jurisdiction: d.Jurisdiction.Value, Issued: cslDateOf(compare.Date(d)), Language: d.Language.Value,
		Status: d.Metadata.Status.Value, Note: "file: " + d.Path + "; sha256: " + d.ID,
	}
	if item.Title == "" {
		item.Title = titleOf(d)
	}
	if s := d.Source.Value; strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		item.URL = s
	} else {
		item.Source = s
	}
	return item
}

func cslType(d ingest.Document) string {
	switch ingest.DocumentType(d.Type.Value) {
	case ingest.Bill:
		return "bill"
	case ingest.CourtDecision:
		return "legal_case"
	case ingest.Constitution, ingest.Statute:
		return "legislation"
	case ingest.Regulation:
		return "regulation"
	case ingest.Debate:
		return "hearing"
	case ingest.Press:
		return "article-newspaper"
	}
	return "report"
}

// cslDateOf reads an ISO date of any precision; nil where there is none.
func cslDateOf(s string) *cslDate {
	var parts []int
	for p := range strings.SplitSeq(s, "-") {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 {
			break
		}
		parts = append(parts, n)
	}
	if len(parts) == 0 {
		return nil
	}
	return &cslDate{[][]int{parts}}
}
