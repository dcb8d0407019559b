package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// State is what the last complete run left: from what the catalogue and the
// tags were made, and what they should look like. It is written last.
type State struct {
	Version   int       `json:"version"`
	Roots     []Root    `json:"roots"`
	Settings  string    `json:"settings"` // canonical JSON of all that changes a result, beside Versions
	Versions  Versions  `json:"versions"`
	Manifests string    `json:"manifests,omitempty"` // digest of the manifest files
	Documents Sum       `json:"documents"`
	Tags      Sum       `json:"tags"`
	Files     Sum       `json:"files"`
	Sketches  Sum       `json:"sketches"`
	Counts    Counts    `json:"counts"`
	Cells     []Cell    `json:"cells,omitempty"`    // by criterion and perspective
	Warnings  []string  `json:"warnings,omitempty"` // about the manifests
	Indexed   Indexed   `json:"indexed"`
	Exports   []Written `json:"exports,omitempty"`

	// What the workers were given: with more of it, files that failed deserve
	// another try.
	Deadline int64  `json:"deadline"` // nanoseconds
	Memory   int64  `json:"memory"`   // bytes
	OCRTool  string `json:"ocrTool,omitempty"`
}

// Root is a folder, or a single file, that the workspace covers.
type Root struct {
	Name string `json:"name,omitempty"` // first part of its documents' paths; empty where there is one folder
	Path string `json:"path"`           // as seen from the workspace
}

// Counts sum up a run.
type Counts struct {
	Documents int `json:"documents"` // all that are in the catalogue
	Read      int `json:"read"`
	Partly    int `json:"partly"`
	Failed    int `json:"failed"`
	LeftOut   int `json:"leftOut"`
	Passages  int `json:"passages"`
	Evidence  int `json:"evidence"`
}

// Cell counts the evidence of one cell.
type Cell struct {
	Code  string `json:"code"`
	Own   int    `json:"own"`
	Other int    `json:"other,omitempty"` // reported or rejected
}

// Indexed says what the search indexes hold.
type Indexed struct {
	Text     string `json:"text,omitempty"`   // version of the text index and digest of what it holds
	Tagged   string `json:"tagged,omitempty"` // the same of the index of tagged passages
	Passages int    `json:"passages"`
}

// Written is an export: where it lies, what it should look like, and from what
// it was made.
type Written struct {
	Path string `json:"path"` // as seen from the workspace
	Sum  Sum    `json:"sum"`
	From string `json:"from"` // digest of catalogue, tags, decisions and settings
}

// stateVersion is the version of State.
const stateVersion = 1

// State reads what the last complete run left; the zero State where there was
// none, where it was of another version, or where it is damaged, for all that it
// describes can be made again.
func (w *Workspace) State() (State, error) {
	b, err := os.ReadFile(w.Path(stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil
	}
	if err != nil {
		return State{}, err
	}
	var s State
	if err := json.Unmarshal(b, &s); err != nil || s.Version != stateVersion {
		return State{}, nil
	}
	return s, nil
}

// HasState reports whether there is a state, be it one that [Workspace.State]
// can read or not.
func (w *Workspace) HasState() bool {
	_, err := os.Stat(w.Path(stateFile))
	return err == nil
}

// WriteState ends a run: from now on the other files count.
func (w *Workspace) WriteState(s State) error {
	s.Version = stateVersion
	if _, err := w.writeJSON(stateFile, s); err != nil {
		return fmt.Errorf("finish the run: %w", err)
	}
	return nil
}

// Whole reports whether catalogue, tags and file records are what the state
// says; with deep it reads them all.
func (w *Workspace) Whole(s State, deep bool) bool {
	return w.Holds(documentsFile, s.Documents, deep) && w.Holds(tagsFile, s.Tags, deep) && w.Holds(filesFile, s.Files, deep) &&
		w.Holds(sketchesFile, s.Sketches, deep)
}
