package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/match"
)

// pass is one pass under way.
type pass struct {
	Config
	result    Result
	manifests Manifests
	files     []*file                 // by path
	opened    bool                    // some files had to be opened
	works     []*work                 // one per distinct content, by path
	old       previous                // what the last pass left
	indexed   map[string]index.Record // what the text index holds, by document
	broken    map[string]error        // indexes that cannot be opened, by name
}

// previous is what the last complete pass left.
type previous struct {
	state     workspace.State
	began     int64
	files     map[string]workspace.FileRecord   // by path
	inside    map[string][]workspace.FileRecord // files in archives, by the archive's path
	documents map[string]ingest.Document        // by id
	tags      tagged
	sketches  map[string][]byte // by id
}

// file is one file of the corpus in this pass.
type file struct {
	found
	hash   string
	format Format
	key    string // of its extraction
	same   bool   // as at the last pass

	archive string   // path of the archive that it lies in
	member  []string // its names inside that archive
}

// work is one document: all files with the same bytes.
type work struct {
	files    []*file // by path; the first names the document
	content  string  // digest of what its passages depend on
	made     string  // digest of what its tags depend on
	document ingest.Document
	tags     []match.Evidence
	sketch   []byte // of its text
	reread   bool   // its extraction was thrown away
	again    bool   // the file has to be looked at again: it changed while it was read
}

func (w *work) first() *file { return w.files[0] }

// run makes the pass.
func (p *pass) run(ctx context.Context) error {
	began := p.Now().UnixNano()
	if err := p.recall(); err != nil {
		return err
	}
	if err := p.list(ctx); err != nil {
		return err
	}
	if err := p.checkFiles(ctx); err != nil {
		return err
	}
	if err := p.expand(ctx); err != nil {
		return err
	}
	p.countChanges()
	p.gather()
	p.inspectIndexes()
	if p.unchanged() {
		p.result.Unchanged, p.result.State = true, p.old.state
		return p.refresh(began)
	}
	if err := p.recallResults(); err != nil {
		return err
	}
	if err := p.process(ctx); err != nil {
		return err
	}
	return p.finish(ctx, began)
}

// recall reads what the last pass left about files. Where it does not fit its
// state, or cannot be read, everything is looked at anew.
func (p *pass) recall() error {
	state, err := p.Workspace.State()
	if err != nil {
		return err
	}
	p.old = previous{files: map[string]workspace.FileRecord{}, inside: map[string][]workspace.FileRecord{}}
	if state.Version == 0 {
		if p.Workspace.HasState() {
			p.warn("what the last run left is damaged or of another version; it is made anew from what was read")
		}
		return nil
	}
	if !p.Workspace.Whole(state, p.Workspace.Interrupted) {
		p.warn("the workspace does not fit its last state; it is being mended")
		return nil
	}
	header, files, err := p.Workspace.Files()
	if err != nil {
		p.warn(fmt.Sprintf("%v; all files are looked at anew", err))
		return nil
	}
	p.old.state, p.old.began = state, header.Began
	p.noteVersions()
	for _, f := range files {
		p.old.files[f.Path] = f
		if f.Archive != "" {
			p.old.inside[f.Archive] = append(p.old.inside[f.Archive], f)
		}
	}
	return nil
}

// noteVersions says why more is done than files have changed.
func (p *pass) noteVersions() {
	old, now := p.old.state.Versions, p.Versions
	switch {
	case old.Tool != now.Tool:
		p.warn(fmt.Sprintf("the last run was made by scan %s, this is scan %s: all documents are worked on again", old.Tool, now.Tool))
	case old.Structure != now.Structure, old.Tokeniser != now.Tokeniser:
		p.warn("the last run was made by another build of scan: all documents are worked on again")
	case old.Codebook != now.Codebook:
		p.warn("the codebook or its rules changed: all passages are tagged again")
	}
}

// recallResults reads the catalogue and the tags of the last pass.
func (p *pass) recallResults() error {
	p.old.documents, p.old.tags = map[string]ingest.Document{}, tagged{}
	if p.old.state.Version == 0 {
		return nil
	}
	docs, err := p.Workspace.Documents()
	if err != nil {
		p.warn(fmt.Sprintf("%v; it is made anew", err))
		return nil
	}
	_, tags, err := p.Workspace.Tags()
	if err != nil {
		p.warn(fmt.Sprintf("%v; they are made anew", err))
		return nil
	}
	if p.old.sketches, err = p.Workspace.Sketches(); err != nil {
		p.warn(fmt.Sprintf("%v; they are made anew", err))
		return nil
	}
	for _, d := range docs {
		p.old.documents[d.ID] = d
	}
	for _, e := range tags {
		p.old.tags[e.Document] = append(p.old.tags[e.Document], e)
	}
	return nil
}

// list walks the roots and reads the manifests.
func (p *pass) list(ctx context.Context) error {
	p.stage("looking", 0, 0)
	all, manifests, err := walk(ctx, p.Roots, p.own())
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return ErrNoFiles
	}
	p.files = make([]*file, len(all))
	there := make(map[[2]string]bool, len(all))
	for i := range all {
		p.files[i] = &file{found: all[i]}
		there[[2]string{all[i].Root, all[i].Rel}] = true
	}
	p.manifests, err = p.Steps.Manifests(manifests, func(root, rel string) bool { return there[[2]string{root, rel}] })
	if err != nil {
		return err
	}
	for _, w := range p.manifests.Warnings {
		p.warn(w)
	}
	return nil
}

// own are the places of files that the program wrote.
func (p *pass) own() []string {
	out := slices.Clone(p.Own)
	for _, e := range p.old.state.Exports {
		out = append(out, p.Workspace.Abs(e.Path))
	}
	for i, place := range out {
		if abs, err := filepath.Abs(place); err == nil {
			out[i] = abs
		}
	}
	return out
}

// gather makes one work of the files with the same bytes, in the order of
// paths, and says what it depends on.
func (p *pass) gather() {
	byHash := map[string]*work{}
	for _, f := range p.files {
		if f.hash == "" {
			continue
		}
		w := byHash[f.hash]
		if w == nil {
			w = &work{}
			byHash[f.hash] = w
			p.works = append(p.works, w)
		}
		w.files = append(w.files, f)
	}
	for _, w := range p.works {
		f := w.first()
		_, row := p.row(f)
		var paths []string
		for _, f := range w.files {
			paths = append(paths, f.Path)
		}
		w.content = workspace.Digest(f.key, f.Rel, strings.Join(paths, "\x00"), row, p.Versions.Structure, p.Versions.Tool)
		w.made = workspace.Digest(w.content, p.Versions.Codebook, p.Versions.Tokeniser)
	}
}

// row returns what the manifest says about a file.
func (p *pass) row(f *file) (any, string) {
	if p.manifests.Row == nil {
		return nil, ""
	}
	return p.manifests.Row(f.Root, f.Rel)
}

// unchanged reports whether nothing is left to do.
func (p *pass) unchanged() bool {
	c, s := p.result.Changes, p.old.state
	return s.Version != 0 && !p.Workspace.Interrupted && !p.Retry &&
		c.New+c.Changed+c.Removed == 0 && len(p.broken) == 0 && !p.worthAnotherTry() &&
		s.Versions == p.Versions && s.Settings == p.settings() && s.Manifests == p.manifests.Digest &&
		slices.Equal(s.Roots, p.roots()) && (!p.Index || s.Indexed.Tagged != "")
}

// refresh remembers the files anew where some had to be opened only to see that
// they did not change, so that the next pass need not open them.
func (p *pass) refresh(began int64) error {
	if !p.opened {
		return nil
	}
	records := make([]workspace.FileRecord, len(p.files))
	for i, f := range p.files {
		records[i] = p.old.files[f.Path]
		records[i].Bytes, records[i].MTime = f.bytes, f.mtime
	}
	state := p.old.state
	var err error
	if state.Files, err = p.Workspace.WriteFiles(began, records); err != nil {
		return err
	}
	p.result.State = state
	return p.Workspace.WriteState(state)
}

// worthAnotherTry reports whether files that failed might not, now.
func (p *pass) worthAnotherTry() bool {
	s := p.old.state
	return s.Counts.Failed > 0 && (len(p.Options.Passwords) > 0 || int64(p.Deadline) > s.Deadline || p.Memory > s.Memory) ||
		s.Counts.Failed+s.Counts.Partly > 0 && p.OCRTool != s.OCRTool
}

// settings is everything that changes a result beside files and versions.
func (p *pass) settings() string {
	return optionsKey(p.Options) + " " + p.Readers
}

// roots names the roots as the state keeps them.
func (p *pass) roots() []workspace.Root {
	var roots []workspace.Root
	for _, r := range p.Roots {
		roots = append(roots, workspace.Root{Name: r.Name, Path: p.Workspace.Rel(r.Path)})
	}
	return roots
}

func (p *pass) stage(name string, files int, bytes int64) {
	if p.Stage != nil {
		p.Stage(name, files, bytes)
	}
}

func (p *pass) warn(text string) {
	p.result.Warnings = append(p.result.Warnings, text)
	if p.Warn != nil {
		p.Warn(text)
	}
}
