package policyscan

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	noticesFile  = "THIRD_PARTY_NOTICES.md"
	modulesBegin = "<!-- modules: begin; written by UPDATE=1 go test -run TestNoticesNameEveryModule . -->"
	modulesEnd   = "<!-- modules: end -->"
)

// module is a module of somebody else whose code is in the program.
type module struct{ path, dir string }

// TestNoticesNameEveryModule holds that whoever gets the program gets the
// licence of every part of it. With UPDATE=1 it writes the part of the notices
// that can be gathered from the modules.
func TestNoticesNameEveryModule(t *testing.T) {
	update := os.Getenv("UPDATE") != ""
	packages := "./cmd/scan"
	if update {
		packages = "./..." // what the program will link tomorrow is named as well
	}
	modules := linked(t, packages)
	old, err := os.ReadFile(noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(old), modulesBegin)
	_, after, ok2 := strings.Cut(rest, modulesEnd)
	if !ok1 || !ok2 {
		t.Fatalf("%s: the marks of the part about modules are missing", noticesFile)
	}
	if update {
		text := before + modulesBegin + "\n\n" + notices(t, modules) + modulesEnd + after
		if err := os.WriteFile(noticesFile, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, m := range modules {
		if !strings.Contains(rest, "| "+m.path+" |") {
			t.Errorf("%s does not name %s, which is linked into cmd/scan: run UPDATE=1 go test -run %s .", noticesFile, m.path, t.Name())
		}
	}
}

// TestNoticesNameWhatIsNoModule: PDFium travels inside a Go module under other
// terms than the module's.
func TestNoticesNameWhatIsNoModule(t *testing.T) {
	b, err := os.ReadFile(noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"PDFium", "FreeType", "Independent JPEG", "OpenJPEG", "Little CMS", "libpng", "zlib", "Anti-Grain Geometry", "International Components for Unicode", "Abseil", "Adobe Glyph List", "Adobe Core 14", "fontTools", "ReportLab"} {
		if !strings.Contains(string(b), part) {
			t.Errorf("%s does not name %s", noticesFile, part)
		}
	}
}

// linked returns the modules of packages on the systems that the program is
// built for, by path.
func linked(t *testing.T, packages string) []module {
	t.Helper()
	var modules []module
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", packages)
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		var talk bytes.Buffer
		cmd.Stderr = &talk
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v\n%s", system, err, &talk)
		}
		for line := range strings.Lines(string(out)) {
			if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				modules = append(modules, module{path, dir})
			}
		}
	}
	modules = append(modules, module{standardLibrary, goroot(t)})
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return slices.CompactFunc(modules, func(a, b module) bool { return a.path == b.path })
}

// notices returns a table of modules and the text of each licence once.
func notices(t *testing.T, modules []module) string {
	t.Helper()
	var table, texts strings.Builder
	table.WriteString("| Module | Licence |\n|---|---|\n")
	whose := map[string][]string{} // by text
	var order []string
	for _, m := range modules {
		text := licence(t, m)
		name := licenceName(text)
		fmt.Fprintf(&table, "| %s | %s |\n", m.path, name)
		if name == "Apache-2.0" {
			text = apacheNotice(m)
		}
		if text != "" && whose[text] == nil {
			order = append(order, text)
		}
		whose[text] = append(whose[text], m.path)
	}
	for _, text := range order {
		fmt.Fprintf(&texts, "\n### %s\n\n```\n%s\n```\n", strings.Join(whose[text], ", "), text)
	}
	return table.String() + texts.String() + "\n"
}

// licence returns the licence of a module.
func licence(t *testing.T, m module) string {
	t.Helper()
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "License", "COPYING"} {
		if b, err := os.ReadFile(filepath.Join(m.dir, name)); err == nil {
			return strings.TrimSpace(strings.ReplaceAll(string(b), "\r\n", "\n"))
		}
	}
	if m.path == standardLibrary { // distributions pack Go without it
		return licence(t, module{"golang.org/x/sys", moduleDir(t, "golang.org/x/sys")})
	}
	t.Fatalf("%s: no licence found in %s", m.path, m.dir)
	return ""
}

// standardLibrary names what is linked into every program.
const standardLibrary = "Go standard library and runtime"

func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func moduleDir(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// apacheNotice returns what section 4 of the Apache licence asks for beside the
// licence, which is in LICENSE.
func apacheNotice(m module) string {
	b, err := os.ReadFile(filepath.Join(m.dir, "NOTICE"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// licenceName recognises a licence by its words.
func licenceName(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	has := func(s string) bool { return strings.Contains(flat, s) }
	var names []string
	for _, l := range []struct {
		name string
		is   bool
	}{
		{"BSD-3-Clause", has("Redistribution and use in source") && (has("Neither the name") || has("may not be used to endorse") || has("may be used to endorse"))},
		{"BSD-2-Clause", has("Redistribution and use in source") && !has("to endorse or promote")},
		{"MIT", strings.Contains(strings.ToLower(flat), "permission is hereby granted, free of charge")},
		{"Apache-2.0", has("Apache License") && has("Version 2.0")},
	} {
		if l.is {
			names = append(names, l.name)
		}
	}
	if len(names) == 0 {
		return "see below"
	}
	return strings.Join(names, " and ")
}
