package plain

import (
	"strings"

	"github.com/goccy/go-yaml"

	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// frontMatter reads the YAML block at the start of a Markdown file into Meta and
// returns the text behind it.
func frontMatter(b *reading.Builder, s string) string {
	first, rest := lines.Cut(s)
	if strings.TrimRight(first, " \t") != "---" {
		return s
	}
	for at := rest; ; {
		if at == "" {
			return s // never closed: a thematic break
		}
		line, next := lines.Cut(at)
		if l := strings.TrimRight(line, " \t"); l == "---" || l == "..." {
			head := rest[:len(rest)-len(at)]
			var fields yaml.MapSlice
			if yaml.Unmarshal([]byte(head), &fields) != nil || len(fields) == 0 && strings.TrimSpace(head) != "" {
				fields = pairs(head)
				if len(fields) == 0 {
					return s
				}
			}
			for _, f := range fields {
				addField(b, f)
			}
			return next
		}
		at = next
	}
}

// pairs reads front matter that is not quite YAML, as "name: value" lines.
func pairs(head string) yaml.MapSlice {
	var out yaml.MapSlice
	for head != "" {
		var line string
		line, head = lines.Cut(head)
		if name, value, ok := strings.Cut(line, ":"); ok && name == strings.TrimSpace(name) && name != "" && !strings.Contains(name, " ") {
			out = append(out, yaml.MapItem{Key: name, Value: strings.Trim(strings.TrimSpace(value), `"'`)})
		}
	}
	return out
}

// addField records one field of front matter under the key that documents use,
// or under its own name.
func addField(b *reading.Builder, f yaml.MapItem) {
	name, ok := f.Key.(string)
	if !ok || name == "" {
		return
	}
	from := "front matter " + name
	key, known := metaKeys[strings.ToLower(strings.ReplaceAll(name, "-", "_"))]
	if !known {
		key = strings.ToLower(name)
	}
	if list, isList := f.Value.([]any); isList {
		for _, v := range list {
			b.Meta(key, scalar(v), from)
		}
		return
	}
	b.Meta(key, scalar(f.Value), from)
}

func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case yaml.MapSlice, map[string]any, []any:
		return ""
	}
	out, err := yaml.Marshal(v)
	if err != nil {
		return ""
	}
	return strings.Trim(strings.TrimSpace(string(out)), `"'`)
}

// metaKeys maps names of front matter, in the spelling with underscores, to the
// keys of reading.Meta.
var metaKeys = map[string]string{
	"title": "title", "short_title": "short-title", "jurabk": "short-title",
	"language": "language", "lang": "language",
	"country": "jurisdiction", "jurisdiction": "jurisdiction",
	"rank": "type", "type": "type", "official_type": "type",
	"status":     "status",
	"identifier": "number", "number": "number", "official_number": "number", "sr_number": "number", "citation": "number",
	"source": "source", "url": "source",
	"publication_date": "date-published", "date_published": "date-published",
	"date":         "date",
	"date_enacted": "date-enacted", "adoption_date": "date-enacted", "promulgation_date": "date-enacted", "enacted": "date-enacted",
	"entry_into_force": "date-in-force", "entry_in_force": "date-in-force", "date_in_force": "date-in-force", "original_effective_date": "date-in-force", "in_force": "date-in-force",
	"last_updated": "date-amended", "date_amended": "date-amended", "amended": "date-amended", "effective_from": "date-amended", "applicability_date": "date-amended",
}
