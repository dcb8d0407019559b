package export

import (
	"errors"
	"fmt"
	"path/filepath"

	"policyscan/match/review"
)

// ImportReviews reads the decisions of a workbook, or of its Evidence sheet
// saved as CSV. Either all rows are good, or the error ([*review.Refused] where
// rows are bad) says which are not and nothing is imported.
func ImportReviews(path string, in review.Import) (review.Result, error) {
	sheets, err := ReadRows(path)
	if err != nil {
		return review.Result{}, err
	}
	if in.From == "" {
		in.From = filepath.Base(path)
	}
	res, err := importSheets(sheets, in)
	if err != nil {
		return review.Result{}, fmt.Errorf("%s: %w", path, err)
	}
	return res, nil
}

// importSheets imports the sheet called Evidence, or a coding sheet, or else the
// first that has the columns of evidence: people rename sheets.
func importSheets(sheets []Sheet, in review.Import) (review.Result, error) {
	first := error(nil)
	for _, s := range sheets {
		res, err := in.Codings(s.Rows)
		var refused *review.Refused
		if err == nil || errors.As(err, &refused) {
			return res, err
		}
	}
	for _, named := range []bool{true, false} {
		for _, s := range sheets {
			if (s.Name == "Evidence") != named {
				continue
			}
			res, err := in.Rows(s.Rows)
			var refused *review.Refused
			if err == nil || errors.As(err, &refused) {
				if err != nil && s.Name != "" {
					err = fmt.Errorf("sheet %s: %w", s.Name, err)
				}
				return res, err
			}
			if first == nil {
				first = err
			}
		}
	}
	if first == nil {
		first = errors.New("the workbook has no sheet")
	}
	return review.Result{}, first
}
