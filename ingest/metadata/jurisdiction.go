package metadata

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/biter777/countries"
	"golang.org/x/text/unicode/norm"
)

// bodies are supranational bodies by name and abbreviation, folded. "AU" is
// Australia (ISO 3166-1); the African Union is written out.
var bodies = map[string]string{
	"eu": "EU", "european union": "EU", "un": "UN", "united nations": "UN",
	"coe": "CoE", "council of europe": "CoE", "oas": "OAS", "organization of american states": "OAS",
	"african union": "African Union", "ecowas": "ECOWAS", "sadc": "SADC", "asean": "ASEAN", "osce": "OSCE",
	"ilo": "ILO", "who": "WHO", "icc": "ICC", "caricom": "CARICOM", "mercosur": "Mercosur", "saarc": "SAARC",
	"nordic council": "Nordic Council", "arab league": "Arab League", "commonwealth of nations": "Commonwealth of Nations",
}

// otherNames are names of countries and their parts that people give to
// folders and that the library does not know, folded.
var otherNames = map[string]string{
	"uk": "GB", "great britain": "GB", "britain": "GB",
	"england": "GB-ENG", "england and wales": "GB-EAW", "scotland": "GB-SCT", "wales": "GB-WLS", "northern ireland": "GB-NIR",
	"usa": "US", "holland": "NL", "deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "svizzera": "CH",
	"espana": "ES", "suomi": "FI", "sverige": "SE", "norge": "NO", "noreg": "NO", "danmark": "DK", "island": "IS",
	"italia": "IT", "brasil": "BR", "belgique": "BE", "belgie": "BE", "nederland": "NL", "polska": "PL", "cesko": "CZ", "eesti": "EE",
}

var (
	alpha2      = regexp.MustCompile(`^[A-Z]{2}$`)
	subdivision = regexp.MustCompile(`^([A-Z]{2})-([A-Z0-9]{1,3})$`)
)

// Jurisdiction returns the code of a jurisdiction that is given by code or by
// name: ISO 3166-1 alpha-2 ("NZ"), ISO 3166-2 ("US-DC") or one of our codes for
// supranational bodies ("EU"). The tables of ISO 3166 are those of
// github.com/biter777/countries. ok is false where the name is not known; the
// name then stands for itself.
func Jurisdiction(name string) (code string, ok bool) {
	name = strings.TrimSpace(name)
	if m := subdivision.FindStringSubmatch(name); m != nil {
		return name, knownSubdivision(name)
	}
	key := fold(name)
	if code, ok = bodies[key]; ok {
		return code, true
	}
	if code, ok = otherNames[key]; ok {
		return code, true
	}
	if len(name) == 2 && !alpha2.MatchString(name) {
		return name, false // "in", "no" and the like are words
	}
	if len(name) == 3 && name != strings.ToUpper(name) {
		return name, false
	}
	c := countries.ByName(name)
	if a := c.Alpha2(); c.IsValid() && alpha2.MatchString(a) {
		return a, true
	}
	return name, false
}

// knownSubdivision reports whether a code is in ISO 3166-2, or one of the
// parts of the United Kingdom that it lists apart.
func knownSubdivision(code string) bool {
	return code == "GB-EAW" || countries.SubdivisionCode(code).IsValid()
}

// OfFolder returns the jurisdiction of a file by the folders that it lies in:
// the first names it, by code or by name, or stands for itself; a second that
// is a sub-national unit of the first makes it more precise. It is empty for
// files that lie in no folder. Folders of other meaning do not count, and
// levels of government are never merged: what lies in "US/DC" is of US-DC, and
// what lies in "US" is of US.
func OfFolder(path string) string {
	parts := strings.Split(path, "/")
	parts = parts[:len(parts)-1]
	if len(parts) == 0 || strings.HasSuffix(strings.ToLower(parts[0]), ".zip") {
		return ""
	}
	code, ok := Jurisdiction(parts[0])
	if !ok || len(parts) < 2 || !alpha2.MatchString(code) {
		return code
	}
	if sub, ok := subdivisionOf(code, parts[1]); ok {
		return sub
	}
	return code
}

// subdivisionOf returns the code of a part of a country given by its code, with
// or without that of the country, or by its name.
func subdivisionOf(country, name string) (string, bool) {
	for _, code := range []string{name, country + "-" + name} {
		if strings.HasPrefix(code, country+"-") && subdivision.MatchString(code) && knownSubdivision(code) {
			return code, true
		}
	}
	if code, ok := otherNames[fold(name)]; ok && strings.HasPrefix(code, country+"-") {
		return code, true
	}
	code, ok := subdivisionNames()[country+" "+fold(name)]
	return code, ok
}

// subdivisionNames maps a country's code and the name of a part to the part's
// code. It is made once, when a nested folder is first seen; names that two
// parts of a country share are left out.
var subdivisionNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, s := range countries.AllSubdivisions() {
		code := string(s)
		country, _, ok := strings.Cut(code, "-")
		if !ok {
			continue
		}
		key := country + " " + fold(s.String())
		if _, twice := names[key]; twice {
			code = ""
		}
		names[key] = code
	}
	for key, code := range names {
		if code == "" {
			delete(names, key)
		}
	}
	return names
})

// fold brings a name into the form that names are compared in: lower case,
// without marks, "_", "-" and spaces alike.
func fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '_' || r == '-' || unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
