package ocr

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"path/filepath"
)

// cacheVersion is part of every key; it is raised when Page changes.
const cacheVersion = 1

// key names what is read from an image with these settings by this tesseract.
func (t *Tesseract) key(img *image.Gray, s Settings) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s\n%q\n%g\n%v\n", cacheVersion, t.version, t.languages, s.Language, s.DPI, img.Rect.Size())
	w := img.Rect.Dx()
	for y := range img.Rect.Dy() {
		h.Write(img.Pix[y*img.Stride:][:w])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// recall returns what was kept under key. Whatever cannot be read counts as
// not kept.
func (t *Tesseract) recall(key string) (Page, bool) {
	if t.CacheDir == "" {
		return Page{}, false
	}
	b, err := os.ReadFile(t.file(key))
	if err != nil {
		return Page{}, false
	}
	var p Page
	if json.Unmarshal(b, &p) != nil {
		return Page{}, false
	}
	return p, true
}

// keep writes a page by renaming, so that no reader meets half of it. A cache
// that cannot be written costs time, nothing else.
func (t *Tesseract) keep(key string, p Page) {
	if t.CacheDir == "" {
		return
	}
	b, err := json.Marshal(p)
	if err != nil {
		return
	}
	file := t.file(key)
	if os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "page-*.tmp")
	if err != nil {
		return
	}
	_, err = tmp.Write(b)
	if cerr := tmp.Close(); err != nil || cerr != nil || os.Rename(tmp.Name(), file) != nil {
		os.Remove(tmp.Name())
	}
}

func (t *Tesseract) file(key string) string {
	return filepath.Join(t.CacheDir, "ocr", key[:2], key+".json")
}
