package export

import (
	"bytes"
	"regexp"
	"slices"
)

// contentTypes is the entry that excelize writes in the order of a map as soon
// as a workbook has a chart.
const contentTypes = "[Content_Types].xml"

var defaultType = regexp.MustCompile(`<Default [^>]*>(?:</Default>)?`)

// sortDefaults puts the default content types of a package in the order of
// their text, which means the same to every reader.
func sortDefaults(xml []byte) []byte {
	found := defaultType.FindAll(xml, -1)
	if len(found) < 2 {
		return xml
	}
	sorted := slices.Clone(found)
	slices.SortFunc(sorted, bytes.Compare)
	i := 0
	return defaultType.ReplaceAllFunc(xml, func([]byte) []byte {
		i++
		return sorted[i-1]
	})
}
