package export

import "io"

// Encoder writes the report in one format: as a whole, or one file for each
// table of [Report.DataTables].
type Encoder struct {
	Name   string // as the user names it
	Ending string // of the file
	About  string // one line
	Whole  func(io.Writer, *Report) error
	Table  func(io.Writer, *Table) error // nil where Whole is there
}

// Encoders lists the formats.
func Encoders() []Encoder {
	return []Encoder{
		{Name: "xlsx", Ending: "xlsx", About: "the workbook", Whole: XLSX},
		{Name: "review", Ending: "xlsx", About: "a lean workbook for reviewers", Whole: ReviewBook},
		{Name: "csv", Ending: "csv", About: "tables: evidence, matrix, documents, panel", Table: CSV},
		{Name: "jsonl", Ending: "jsonl", About: "the same tables as JSON Lines", Table: JSONLines},
		{Name: "parquet", Ending: "parquet", About: "the same tables for R and Python", Table: Parquet},
		{Name: "html", Ending: "html", About: "one self-contained page", Whole: HTML},
		{Name: "docx", Ending: "docx", About: "evidence report for Word", Whole: DOCX},
		{Name: "qdc", Ending: "qdc", About: "REFI-QDA codebook", Whole: QDC},
		{Name: "qdpx", Ending: "qdpx", About: "REFI-QDA project with texts and codings", Whole: QDPX},
		{Name: "annotations", Ending: "jsonld", About: "W3C Web Annotations", Whole: WebAnnotations},
		{Name: "csl", Ending: "csl.json", About: "CSL-JSON of the documents, for reference managers", Whole: CSLJSON},
	}
}
