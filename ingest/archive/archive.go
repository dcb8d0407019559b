// Package archive opens ZIP files that may be hostile: members are listed and
// opened within limits, and what exceeds them is refused with a reason.
//
// Begin with [Open]; [Peek] says what kind of file a ZIP file is.
package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"

	"policyscan/ingest/charset"
	"policyscan/ingest/reading"
)

// Limits bound what is taken out of an archive.
type Limits struct {
	Members int   // entries of one archive
	Member  int64 // bytes of one member, unpacked
	Total   int64 // bytes of all members together, unpacked
	Ratio   int64 // unpacked bytes for each packed one, beyond the first megabyte
	Depth   int   // archives within archives; the outermost is 1
}

// DefaultLimits are generous to collections of laws and narrow to bombs.
func DefaultLimits() Limits {
	return Limits{Members: 20000, Member: 512 << 20, Total: 4 << 30, Ratio: 200, Depth: 3}
}

// Archive is an open ZIP file.
type Archive struct {
	limits  Limits
	files   map[string]*zip.File
	members []Member
	skipped []Skipped
	left    int64 // bytes that may yet be unpacked
}

// Member is a file in an archive.
type Member struct {
	Name string // with slashes, cleaned, below the root of the archive
	Size int64  // bytes unpacked, as the archive declares; not to be trusted
}

// Skipped is an entry that is not opened, and why.
type Skipped struct{ Name, Reason string }

// Open reads the directory of a ZIP file. It returns a *reading.Refusal where
// the file is damaged or exceeds the limits as a whole.
func Open(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	if err := checkCount(r, size, limits.Members); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, &reading.Refusal{Code: "damaged", Reason: "the ZIP file is damaged: " + strings.TrimPrefix(err.Error(), "zip: ")}
	}
	if len(z.File) > limits.Members {
		return nil, tooMany(len(z.File), limits.Members)
	}
	a := &Archive{limits: limits, files: make(map[string]*zip.File, len(z.File)), left: limits.Total}
	for _, f := range z.File {
		a.add(f)
	}
	sort.Slice(a.members, func(i, k int) bool { return a.members[i].Name < a.members[k].Name })
	return a, nil
}

func tooMany(n, limit int) error {
	return &reading.Refusal{Code: "bomb", Reason: fmt.Sprintf("the archive has %d members; the limit is %d", n, limit)}
}

// add takes an entry of the directory, or says why not.
func (a *Archive) add(f *zip.File) {
	raw := f.Name
	if f.NonUTF8 {
		raw = charset.Decode([]byte(raw), "").String
	}
	name, reason := SafeName(raw)
	switch {
	case reason != "":
	case strings.HasSuffix(raw, "/") || f.FileInfo().IsDir():
		return
	case f.FileInfo().Mode().Type() != 0:
		reason = "a link or a device"
	case a.files[name] != nil:
		reason = "a second member of the same name"
	case f.Flags&1 != 0:
		reason = "encrypted"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		reason = fmt.Sprintf("packed by method %d", f.Method)
	case f.UncompressedSize64 > uint64(a.limits.Member):
		reason = fmt.Sprintf("%d MB unpacked; the limit is %d MB", f.UncompressedSize64>>20, a.limits.Member>>20)
	case a.bomb(f):
		reason = "unpacks out of proportion"
	}
	if reason != "" {
		a.skipped = append(a.skipped, Skipped{Name: strings.ToValidUTF8(raw, "\uFFFD"), Reason: reason})
		return
	}
	a.files[name] = f
	a.members = append(a.members, Member{Name: name, Size: int64(f.UncompressedSize64)})
}

func (a *Archive) bomb(f *zip.File) bool {
	return f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/uint64(a.limits.Ratio) > f.CompressedSize64
}

// SafeName cleans the name of a member. The reason says why a name is refused:
// it leads out of the archive, or cannot be the name of a file.
func SafeName(name string) (clean, reason string) {
	slashed := strings.ReplaceAll(name, `\`, "/")
	switch {
	case name == "" || strings.ContainsRune(name, 0):
		return "", "its name is not the name of a file"
	case strings.HasPrefix(slashed, "/") || len(slashed) > 1 && slashed[1] == ':':
		return "", "its name leads out of the archive"
	case len(name) > 1024 || strings.Count(slashed, "/") > 64:
		return "", "its name is too long"
	}
	clean = path.Clean(slashed)
	if clean == ".." || strings.HasPrefix(clean, "../") || clean == "." {
		return "", "its name leads out of the archive"
	}
	return clean, ""
}

// Members lists the members by name.
func (a *Archive) Members() []Member { return a.members }

// Skipped lists the entries that are not opened, in the order of the archive.
func (a *Archive) Skipped() []Skipped { return a.skipped }

// Has reports whether the archive has a member of this name.
func (a *Archive) Has(name string) bool { return a.files[name] != nil }

// ReadFile unpacks a member. It returns a *reading.Refusal where the member is
// missing, damaged, or larger than it may be or says it is.
func (a *Archive) ReadFile(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		for _, k := range a.skipped {
			if k.Name == name {
				return nil, &reading.Refusal{Code: "damaged", Reason: "member " + name + " is not opened: " + k.Reason}
			}
		}
		return nil, &reading.Refusal{Code: "damaged", Reason: "the archive has no member " + name}
	}
	in, err := f.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	defer in.Close()
	limit := min(a.limits.Member, a.left)
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, damaged(name, err)
	}
	if int64(len(data)) > limit {
		return nil, &reading.Refusal{Code: "bomb", Reason: fmt.Sprintf("the archive unpacks to more than %d MB", min(a.limits.Member, a.limits.Total)>>20)}
	}
	a.left -= int64(len(data))
	return data, nil
}

func damaged(name string, err error) error {
	return &reading.Refusal{Code: "damaged", Reason: fmt.Sprintf("member %s is damaged: %s", name, strings.TrimPrefix(err.Error(), "zip: "))}
}
