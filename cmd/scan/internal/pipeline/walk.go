package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"policyscan/cmd/scan/internal/workspace"
)

// Root is a folder, or a single file, of the corpus.
type Root struct {
	Name string // first part of its documents' paths; empty where there is one root
	Path string // as the operating system takes it
}

// found is a file that the walk came upon.
type found struct {
	Path  string // as in the catalogue: root's name, then below the root, with slashes
	Rel   string // below its root, with slashes
	Root  string // the root's place
	place string // as the operating system takes it
	bytes int64
	mtime int64 // nanoseconds since 1970

	leftOut string // why it is no document, if it is none
	failed  string // why it cannot be read, if the walk knows
	hint    string
}

// Roots names the roots of a corpus: one has no name; several are called after
// their folders, numbered where two are called the same.
func Roots(paths []string) ([]Root, error) {
	var roots []Root
	taken := map[string]bool{}
	seen := map[string]bool{}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		if seen[abs] {
			continue
		}
		seen[abs] = true
		r := Root{Path: p}
		if len(paths) > 1 {
			r.Name = unique(taken, display(filepath.Base(abs)))
		}
		roots = append(roots, r)
	}
	if len(roots) == 1 {
		roots[0].Name = ""
	}
	return roots, nil
}

// unique returns name, numbered where it is taken, and takes it.
func unique(taken map[string]bool, name string) string {
	result := name
	for n := 2; taken[result]; n++ {
		result = fmt.Sprintf("%s~%d", name, n)
	}
	taken[result] = true
	return result
}

// walk lists the files below the roots, sorted by path, and the manifests apart,
// in the order of roots and folders. A root that is not
// there is an error; anything below that cannot be read is a found with the
// reason.
func walk(ctx context.Context, roots []Root, own []string) ([]found, []ManifestFile, error) {
	w := walker{ctx: ctx, own: own}
	for _, r := range roots {
		w.root = r
		info, err := os.Stat(r.Path)
		if err != nil {
			return nil, nil, err
		}
		if !info.IsDir() {
			w.root.Path = filepath.Dir(r.Path)
			w.file(r.Path, display(filepath.Base(r.Path)), fs.FileInfoToDirEntry(info))
			continue
		}
		if err := w.folder(r.Path, ""); err != nil {
			return nil, nil, err
		}
	}
	arrange(w.files)
	return w.files, w.manifests, nil
}

// arrange sorts files by path and gives each a path of its own, in whatever order
// the operating system listed them.
func arrange(files []found) {
	slices.SortFunc(files, func(a, b found) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.place, b.place))
	})
	taken := make(map[string]bool, len(files))
	for i := range files {
		files[i].Path = unique(taken, files[i].Path)
	}
}

type walker struct {
	ctx       context.Context
	root      Root
	own       []string
	manifests []ManifestFile
	files     []found
}

// folder lists one folder. Links to folders are not followed: what they lead to
// is read where it lies, and loops cannot arise.
func (w *walker) folder(place, rel string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(place)
	if err != nil {
		if rel == "" {
			return err
		}
		w.add(place, rel, found{failed: "the folder cannot be listed: " + reason(err)})
	}
	for _, e := range entries {
		name := e.Name()
		below, at := path.Join(rel, display(name)), filepath.Join(place, name)
		switch {
		case ignored(name):
		case e.IsDir():
			if workspace.Is(at) {
				continue
			}
			if err := w.folder(at, below); err != nil {
				return err
			}
		default:
			w.file(at, below, e)
		}
	}
	return nil
}

// ignored reports names that hold no document by the custom of some platform:
// hidden files, lock files of office programs, folder settings.
func ignored(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information":
		return true
	}
	return false
}

// file adds one file with what can be said of it without opening it.
func (w *walker) file(place, rel string, e fs.DirEntry) {
	if abs, err := filepath.Abs(place); err == nil && slices.Contains(w.own, abs) {
		return
	}
	switch strings.ToLower(path.Base(rel)) {
	case "manifest.csv", "manifest.xlsx":
		w.manifests = append(w.manifests, ManifestFile{Root: w.root.Path, Rel: rel, Place: place})
		return
	}
	var f found
	info, err := e.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(place); err != nil {
			f.failed = "the link leads nowhere"
			if !errors.Is(err, fs.ErrNotExist) {
				f.failed = "the link cannot be followed: " + reason(err)
			}
			w.add(place, rel, f)
			return
		}
	}
	switch {
	case err != nil:
		f.failed = reason(err)
	case info.IsDir():
		f.leftOut = "a link to a folder"
		f.hint = "name the folder itself to have it read"
	case !info.Mode().IsRegular():
		f.leftOut = "not a regular file (" + kindOf(info.Mode()) + ")"
	case readme(rel):
		f.leftOut = "it describes the folder"
	default:
		f.bytes, f.mtime = info.Size(), info.ModTime().UnixNano()
	}
	w.add(place, rel, f)
}

func (w *walker) add(place, rel string, f found) {
	f.place, f.Rel, f.Root = place, rel, w.root.Path
	f.Path = path.Join(w.root.Name, rel)
	w.files = append(w.files, f)
}

// readme reports a file that speaks about its corpus: a README directly below
// the root.
func readme(rel string) bool {
	name := strings.ToLower(rel)
	return name == "readme" || name == "readme.md" || name == "readme.txt"
}

// kindOf names what is neither file nor folder.
func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "of an unknown kind"
}

// display makes a name fit for a catalogue: bytes that are no UTF-8 are spelled
// out, so that two names stay two.
func display(name string) string {
	name = filepath.ToSlash(name)
	if utf8.ValidString(name) {
		return name
	}
	var out strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&out, `\x%02x`, name[i])
		} else {
			out.WriteString(name[i : i+n])
		}
		i += n
	}
	return out.String()
}

// reason says an error of the file system without the path, which would tell
// where the corpus lies.
func reason(err error) string {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "the file disappeared while it was being read"
	case errors.Is(err, fs.ErrPermission):
		return "no permission to read it"
	case errors.As(err, &pe):
		return pe.Err.Error()
	}
	return err.Error()
}
