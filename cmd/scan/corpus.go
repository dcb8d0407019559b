package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/progress"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// corpusOptions say which workspace a command works on, and how files are read.
type corpusOptions struct {
	workspace string
	lexicon   string
	jobs      int
	memory    string
	deadline  time.Duration
	ocr       string
	ocrLang   string
	passwords []string
	password  string
	retry     bool
	quiet     bool
}

// addWorkspace adds the flag that names the workspace.
func (o *corpusOptions) addWorkspace(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&o.workspace, "workspace", "w", "", "`directory` that keeps what was read (default FOLDER.scan)")
}

// addReading adds the flags of commands that read files.
func (o *corpusOptions) addReading(cmd *cobra.Command) {
	f := cmd.Flags()
	f.IntVarP(&o.jobs, "jobs", "j", runtime.NumCPU(), "files read side by side")
	f.StringVar(&o.memory, "memory", "2GB", "memory for all readers together")
	f.DurationVar(&o.deadline, "deadline", worker.DefaultDeadline, "time for one file")
	f.StringVar(&o.ocr, "ocr", string(reading.OCRAuto), "recognise pages without text: auto, off or force")
	f.StringVar(&o.ocrLang, "ocr-lang", "", "languages for tesseract, such as eng+spa")
	f.StringArrayVar(&o.passwords, "password", nil, "try this password on encrypted files (may be repeated)")
	f.StringVar(&o.password, "passwords", "", "`file` with one password a line")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "say nothing while working")
}

// addPass adds the flags of commands that make a pass over folders.
func (o *corpusOptions) addPass(cmd *cobra.Command) {
	o.addWorkspace(cmd)
	o.addReading(cmd)
	cmd.Flags().BoolVar(&o.retry, "retry", false, "try again what could not be read")
	cmd.Flags().StringVar(&o.lexicon, "lexicon", "", "use the codebook and rules in this `directory`")
}

// reading returns the options of the readers.
func (o *corpusOptions) reading() (worker.Options, error) {
	mode := reading.OCRMode(o.ocr)
	if mode != reading.OCRAuto && mode != reading.OCROff && mode != reading.OCRForce {
		return worker.Options{}, usagef("--ocr %s: want auto, off or force", o.ocr)
	}
	passwords := o.passwords
	if o.password != "" {
		b, err := os.ReadFile(o.password)
		if err != nil {
			return worker.Options{}, err
		}
		for line := range strings.Lines(string(b)) {
			if p := strings.TrimRight(line, "\r\n"); p != "" {
				passwords = append(passwords, p)
			}
		}
	}
	return worker.Options{Passwords: passwords, OCR: mode, OCRLang: o.ocrLang, CacheDir: cacheDir()}, nil
}

// cacheDir is where compiled code may be kept between runs, for it costs
// seconds to make; empty where the system has no such place.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir += string(os.PathSeparator) + "policyscan"
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return dir
}

// pool makes the workers.
func (o *corpusOptions) pool(env environment) (*worker.Pool, int64, error) {
	memory, err := parseBytes(o.memory)
	if err != nil {
		return nil, 0, usageError{fmt.Errorf("--memory %s: %w", o.memory, err)}
	}
	if o.jobs < 1 {
		return nil, 0, usagef("--jobs %d: want at least 1", o.jobs)
	}
	return worker.NewPool(worker.Config{Start: env.Worker, Jobs: o.jobs, Memory: memory, Deadline: o.deadline}), memory, nil
}

// parseBytes reads a size such as "800MB", "2GB" or "2GiB".
func parseBytes(s string) (int64, error) {
	number := strings.TrimRight(strings.ToUpper(strings.TrimSpace(s)), "IB")
	unit := int64(1)
	for suffix, n := range map[string]int64{"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40} {
		if rest, ok := strings.CutSuffix(number, suffix); ok {
			number, unit = rest, n
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || n <= 0 || n*float64(unit) > 1<<50 {
		return 0, errors.New("want a size such as 800MB or 2GB")
	}
	return int64(n * float64(unit)), nil
}

// place finds the workspace of a command: the one that is named, else the one
// beside the first folder, else the only one in the current directory.
func (o *corpusOptions) place(folders []string) (string, error) {
	if o.workspace != "" {
		return o.workspace, nil
	}
	if len(folders) > 0 {
		return workspace.Default(folders[0])
	}
	if workspace.Is(".") {
		return ".", nil
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		return "", err
	}
	var found []string
	for _, e := range entries {
		if workspace.Is(e.Name()) {
			found = append(found, e.Name())
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", hint.With(errors.New("there is no workspace in this directory"), "make one with: scan run FOLDER; or name one with -w")
	}
	return "", hint.With(fmt.Errorf("there are several workspaces here: %s", strings.Join(found, ", ")), "name one with -w")
}

// open opens the workspace of a command that only reads it.
func (o *corpusOptions) open() (*workspace.Workspace, error) {
	dir, err := o.place(nil)
	if err != nil {
		return nil, err
	}
	return workspace.Read(dir)
}

// results opens a workspace that holds the results of a run.
func (o *corpusOptions) results() (*workspace.Workspace, workspace.State, error) {
	ws, err := o.open()
	if err != nil {
		return nil, workspace.State{}, err
	}
	state, err := completed(ws)
	return ws, state, err
}

// completed returns the state of the last complete run.
func completed(ws *workspace.Workspace) (workspace.State, error) {
	state, err := ws.State()
	if err == nil && state.Version == 0 {
		err = hint.With(fmt.Errorf("%s holds no results yet", ws.Dir()), "scan run FOLDER makes them")
	}
	return state, err
}

// change opens a workspace that is there already, to write to it. The caller
// closes it.
func (o *corpusOptions) change(purpose string) (*workspace.Workspace, error) {
	ws, err := o.open()
	if err != nil {
		return nil, err
	}
	return workspace.Write(ws.Dir(), purpose)
}

// pass brings a workspace up to date with its folders. The caller closes the
// workspace, which it also gets with an error when it was opened.
func (o *corpusOptions) pass(ctx context.Context, env environment, purpose string, folders []string, own ...string) (*workspace.Workspace, pipeline.Result, error) {
	options, err := o.reading()
	if err != nil {
		return nil, pipeline.Result{}, err
	}
	pool, memory, err := o.pool(env)
	if err != nil {
		return nil, pipeline.Result{}, err
	}
	defer pool.Close()
	dir, err := o.place(folders)
	if err != nil {
		return nil, pipeline.Result{}, err
	}
	for _, f := range folders {
		if f == "" {
			return nil, pipeline.Result{}, usageError{hint.With(errors.New("a folder with an empty name"), "such as: scan run laws")}
		}
		if _, err := os.Stat(f); errors.Is(err, fs.ErrNotExist) {
			return nil, pipeline.Result{}, fmt.Errorf("%s: there is no such file or folder", f)
		} else if err != nil {
			return nil, pipeline.Result{}, err
		}
	}
	ws, err := workspace.Write(dir, purpose)
	if err != nil {
		return nil, pipeline.Result{}, err
	}
	if len(folders) == 0 {
		if folders, err = remembered(ws); err != nil {
			return ws, pipeline.Result{}, err
		}
	}
	roots, err := pipeline.Roots(folders)
	if err != nil {
		return ws, pipeline.Result{}, err
	}
	show := progress.New(env.Stderr, o.quiet)
	defer show.End()
	steps, versions, err := o.steps()
	if err != nil {
		return ws, pipeline.Result{}, err
	}
	result, err := pipeline.Run(ctx, pipeline.Config{
		Workspace: ws, Roots: roots, Steps: steps, Versions: versions, Readers: formatReaders().Digest(),
		Pool: pool, Options: options, Deadline: o.deadline, Memory: memory, OCRTool: ocrTool(options),
		Own: own, Index: true, Retry: o.retry, Now: env.Now,
		Hooks: pipeline.Hooks{
			Stage: func(name string, files int, _ int64) { show.Stage(name, files) },
			Done:  func(string, int64) { show.Step() },
			Warn:  func(text string) { show.Line("scan: note: " + text) },
		},
	})
	if errors.Is(err, pipeline.ErrNoFiles) {
		err = nothingIn(folders)
	}
	return ws, result, err
}

// nothingIn says that there was nothing to read.
func nothingIn(folders []string) error {
	return hint.With(fmt.Errorf("no file that scan can read in %s", strings.Join(folders, ", ")),
		"scan reads PDF, DOCX, ODT, RTF, HTML, XML, text, and archives of them; name the folder that holds them")
}

// remembered are the folders of the last run.
func remembered(ws *workspace.Workspace) ([]string, error) {
	state, err := ws.State()
	if err != nil {
		return nil, err
	}
	var folders []string
	for _, r := range state.Roots {
		folders = append(folders, ws.Abs(r.Path))
	}
	if len(folders) == 0 {
		return nil, usagef("no folder is named, and the workspace remembers none")
	}
	return folders, nil
}

// closing closes c and adds its error to *err.
func closing(c io.Closer, err *error) {
	if e := c.Close(); e != nil {
		*err = errors.Join(*err, e)
	}
}
