package main

import (
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
)

const noticesFile = "THIRD_PARTY_NOTICES.md"

// bill is a bill of materials as CycloneDX 1.5 has it
// (https://cyclonedx.org/docs/1.5/json/), as far as we fill it in.
type bill struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Serial     string      `json:"serialNumber"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Licences   []choice   `json:"licenses,omitempty"`
	PURL       string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type choice struct {
	Licence licence `json:"license"`
}

// licence is an SPDX identifier, or a name where there is none.
type licence struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// writeBill writes the bill of materials of the programs: what the linker put
// into any of them, by what it wrote into the programs themselves.
func writeBill(path, version string, programs []string, notices string) error {
	licences, err := readLicences(notices)
	if err != nil {
		return err
	}
	var infos []*debug.BuildInfo
	for _, program := range programs {
		info, err := buildinfo.ReadFile(program)
		if err != nil {
			return err
		}
		infos = append(infos, info)
	}
	b, err := billOf(version, infos, licences)
	if err != nil {
		return err
	}
	out, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(out, '\n'), 0o644)
}

// billOf makes the bill of programs.
func billOf(version string, programs []*debug.BuildInfo, licences map[string]string) (bill, error) {
	b := bill{Format: "CycloneDX", Spec: "1.5", Version: 1}
	b.Metadata.Component = component{Type: "application", Ref: "scan", Name: "scan", Version: version, Licences: licenceOf("Apache-2.0")}
	for _, info := range programs {
		goVersion := strings.TrimPrefix(info.GoVersion, "go")
		b.add(component{Name: "Go standard library and runtime", Version: goVersion, PURL: "pkg:golang/std@" + goVersion, Licences: licenceOf("BSD-3-Clause")})
		for _, m := range info.Deps {
			if m.Replace != nil {
				m = m.Replace
			}
			name, ok := licences[m.Path]
			if !ok {
				return b, fmt.Errorf("%s does not name %s", noticesFile, m.Path)
			}
			c := component{Name: m.Path, Version: m.Version, PURL: "pkg:golang/" + m.Path + "@" + m.Version, Licences: licenceOf(name)}
			if m.Sum != "" {
				c.Properties = []property{{"go.sum", m.Sum}}
			}
			b.add(c)
			if m.Path == "github.com/klippa-app/go-pdfium" {
				b.add(component{Name: "PDFium, with the libraries that it contains (see " + noticesFile + ")", Version: "as in " + m.Path + " " + m.Version, Licences: licenceOf("Apache-2.0 and BSD-3-Clause")})
			}
		}
	}
	slices.SortFunc(b.Components, func(a, c component) int { return cmp.Compare(a.Ref, c.Ref) })
	return b, b.number()
}

// add adds a component unless it is there.
func (b *bill) add(c component) {
	c.Type, c.Ref = "library", cmp.Or(c.PURL, c.Name)
	if !slices.ContainsFunc(b.Components, func(have component) bool { return have.Ref == c.Ref }) {
		b.Components = append(b.Components, c)
	}
}

// number gives the bill a serial number that depends on nothing but what it
// says: a UUID of version 8 (RFC 9562).
func (b *bill) number() error {
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	h := hex.EncodeToString(sum[:16])
	b.Serial = "urn:uuid:" + strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
	return nil
}

// licenceOf lists licences by their identifiers in SPDX, "MIT and Apache-2.0".
func licenceOf(names string) []choice {
	var all []choice
	for name := range strings.SplitSeq(names, " and ") {
		switch name {
		case "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause":
			all = append(all, choice{licence{ID: name}})
		default:
			all = append(all, choice{licence{Name: name}})
		}
	}
	return all
}

// readLicences reads the table of modules in the notices.
func readLicences(path string) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if cells := strings.Split(strings.TrimSpace(line), " | "); len(cells) == 2 && strings.HasPrefix(line, "| ") {
			all[strings.TrimPrefix(cells[0], "| ")] = strings.TrimSuffix(cells[1], " |")
		}
	}
	return all, nil
}
