// Package pdfium reads and renders PDF pages with PDFium, compiled to
// WebAssembly and run in a sandbox: no cgo, no access to files or the network.
//
// It is the second opinion of ingest/pdf: slower than the primary extractor
// (about twice pdftotext), but more tolerant of damaged files and odd fonts,
// and the only part that can draw a page. Begin with [New] and [Engine.Open];
// a [Document] gives [Document.Glyphs], [Document.Render] and page sizes.
//
// PDFium is started by the first Open, never before. Compiling it takes about
// four seconds of CPU; with a cache directory that is paid once per machine and
// later starts take a tenth of a second. Each document has an instance of its
// own (a fresh one takes 3 ms), so that a file which breaks PDFium cannot spoil
// another, and the same file always meets the same state.
//
// A call into PDFium cannot be interrupted: making it so costs three to six
// times the speed. The context is looked at between pages and between a few
// hundred glyphs; whoever needs a hard deadline runs the reader in a process
// that can be killed (ingest/worker). Memory is bounded by the sandbox.
package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	gopdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// DefaultMemory bounds the memory of one document in the sandbox, in bytes.
const DefaultMemory = 768 << 20

// maxInstances bounds the documents that are open at one time; further calls of
// Open wait.
const maxInstances = 16

// Config says how PDFium is run. The zero Config is ready for use.
type Config struct {
	// CacheDir keeps the compiled program between processes; where it is empty
	// or cannot be written, the program is compiled again in memory. What lies
	// there is run as machine code: the folder must belong to the user alone.
	CacheDir string
	// MaxMemory bounds the memory of one document, in bytes; 0 means
	// DefaultMemory. It includes a copy of the file.
	MaxMemory int64
}

// Engine holds the compiled program and hands out documents. It is safe for
// concurrent use.
type Engine struct {
	cfg     Config
	started atomic.Bool

	mu     sync.Mutex // guards what follows, and the making of instances
	pool   gopdfium.Pool
	cache  wazero.CompilationCache
	err    error // why it could not be started; kept, for it would fail again
	memory *memory
}

// New returns an engine that starts PDFium when the first document is opened.
func New(cfg Config) *Engine {
	if cfg.MaxMemory <= 0 {
		cfg.MaxMemory = DefaultMemory
	}
	return &Engine{cfg: cfg}
}

// Started reports whether PDFium has been started.
func (e *Engine) Started() bool { return e.started.Load() }

// Close ends PDFium and all its documents; the engine cannot be used again.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	if e.pool != nil {
		errs = append(errs, e.pool.Close())
	}
	if e.cache != nil {
		errs = append(errs, e.cache.Close(context.Background()))
	}
	e.pool, e.cache, e.err = nil, nil, errors.New("pdfium: the engine is closed")
	return errors.Join(errs...)
}

// instance returns a fresh PDFium with a memory of its own.
func (e *Engine) instance(ctx context.Context) (gopdfium.Pdfium, *memory, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.start(); err != nil {
		return nil, nil, err
	}
	e.memory = nil
	inst, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("pdfium: new instance: %w", err)
	}
	if e.memory == nil {
		return nil, nil, errors.New("pdfium: the instance has no memory")
	}
	return inst, e.memory, nil
}

// start compiles PDFium, or loads it from the cache.
func (e *Engine) start() error {
	if e.pool != nil || e.err != nil {
		return e.err
	}
	e.started.Store(true)
	e.cache = compilationCache(e.cfg.CacheDir)
	e.pool, e.err = e.compile()
	if e.err != nil && e.cache != nil {
		// A cache that another version or a crash spoiled must not cost the
		// fallback: once more without it.
		e.cache.Close(context.Background())
		e.cache = nil
		e.pool, e.err = e.compile()
	}
	if e.err != nil {
		e.err = fmt.Errorf("pdfium: start: %w", e.err)
	}
	return e.err
}

func (e *Engine) compile() (gopdfium.Pool, error) {
	run := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithDebugInfoEnabled(false)
	if e.cache != nil {
		run = run.WithCompilationCache(e.cache)
	}
	ctx := experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(e.allocate))
	ctx = experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0))
	return webassembly.Init(webassembly.Config{
		Context:       ctx,
		MaxTotal:      maxInstances,
		RuntimeConfig: run,
		FSConfig:      wazero.NewFSConfig(), // nothing is mounted; the default would be the whole file system
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		RandomSource:  constant{},
	})
}

// compilationCache opens the cache below dir, or returns nil where that is not
// possible.
func compilationCache(dir string) wazero.CompilationCache {
	if dir == "" {
		return nil
	}
	dir = filepath.Join(dir, "pdfium")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// constant is a source of "random" bytes that are always the same, so that
// the same file gives the same text.
type constant struct{}

func (constant) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i*37 + 11)
	}
	return len(p), nil
}
