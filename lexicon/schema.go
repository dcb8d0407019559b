package lexicon

import "encoding/json"

// Schema returns a JSON Schema (draft 2020-12) for the files under terms/, for
// editors that check and complete YAML.
func Schema() ([]byte, error) {
	patterns := object{"type": "array", "items": object{"type": "string"}}
	named := object{"type": "object", "additionalProperties": patterns}
	names := object{"oneOf": []object{{"type": "string"}, {"type": "array", "items": object{"type": "string"}}}}
	cue := properties(object{"before": patterns, "after": patterns, "sentence": patterns, "previous": patterns, "passage": patterns})
	cues := object{"norm": patterns, "continued": patterns}
	for _, kind := range cueKinds {
		cues[kind] = cue
	}
	return json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "Words of one language in a lexicon",
		"type":    "object",
		"properties": object{
			"language":  object{"type": "string"},
			"criterion": object{"type": "integer", "minimum": 1},
			"lists":     named,
			"concepts":  object{"type": "object", "propertyNames": object{"pattern": termID.String()}, "additionalProperties": str},
			"cues":      properties(cues),
			"names":     object{"type": "object", "propertyNames": object{"pattern": "^[0-9]+$"}, "additionalProperties": patterns},
			"forms":     object{"type": "object", "propertyNames": enum(LegalForms...), "additionalProperties": patterns},
			"titles":    object{"type": "object", "propertyNames": enum(TitleKinds...), "additionalProperties": patterns},
			"force":     properties(object{"operative": patterns, "normative": patterns, "asserted": patterns}),
			"rules":     object{"type": "array", "items": ruleSchema(patterns, names)},
			"passages":  object{"type": "array", "items": testSchema(object{"text": str, "expect": names, "reported": names, "rejected": names, "why": str})},
		},
		"required":             []string{"language"},
		"additionalProperties": false,
	}, "", "  ")
}

type object = map[string]any

var str = object{"type": "string"}

func properties(p object) object {
	return object{"type": "object", "properties": p, "additionalProperties": false}
}

func enum(values ...string) object { return object{"enum": values} }

func testSchema(p object) object {
	for _, c := range contextColumns {
		p[c] = str
	}
	return properties(p)
}

func ruleSchema(patterns, names object) object {
	on := object{}
	for cue, allowed := range reactions {
		on[cue] = enum(allowed...)
	}
	item := object{"oneOf": []object{str, {"type": "array", "items": str}}}
	rule := properties(object{
		"id":     object{"type": "string", "pattern": ruleID.String()},
		"says":   str,
		"weight": object{"enum": []int{-3, -2, -1, 1, 2, 3}},
		"gate":   enum(string(GatePassage), string(GateNear), string(GateDocument), string(GateNone)),
		"topic":  object{"type": "string", "pattern": "^@"},
		"when": properties(object{
			"all": object{"type": "array", "items": item}, "any": names, "not": names, "context": names, "unless": names,
			"within": object{"oneOf": []object{{"type": "integer", "minimum": 0, "maximum": widestReach}, enum("sentence", "near", "passage")}},
		}),
		"terms":  object{"type": "object", "propertyNames": object{"pattern": termID.String()}, "additionalProperties": patterns},
		"on":     properties(on),
		"kinds":  names,
		"genres": names,
		"form":   enum(LegalForms...),
		"force":  object{"enum": []int{1, 2, 3}},
		"flags":  object{"type": "array", "items": enum(Flags...)},
		"yields": names,
		"drop":   names,
		"scope":  enum("passage", "sentence"),
		"firm":   object{"type": "boolean"},
		"note":   str,
		"tests":  object{"type": "array", "items": testSchema(object{"hit": str, "miss": str, "voice": enum(voices...), "code": str, "why": str})},
	})
	rule["required"] = []string{"id"}
	return rule
}
