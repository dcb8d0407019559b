// Package pdftest writes small PDF files for tests: objects by number, pages
// with text at places, and the damage that a test asks for. Begin with [New].
package pdftest

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

// File is a PDF file that is being written.
type File struct {
	objects map[int]string
	pages   []int
	next    int
	Trailer string // entries beside Size and Root
}

// The numbers of the objects that every file has.
const (
	catalogue = 1
	tree      = 2
	// Font is a font whose glyphs are all half as wide as they are high, with
	// WinAnsiEncoding.
	Font = 3
	// Bold is the same in bold type.
	Bold = 4
)

// New returns a file without pages.
func New() *File {
	f := &File{objects: map[int]string{}, next: 5}
	widths := strings.TrimSpace(strings.Repeat("500 ", 224))
	for num, name := range map[int]string{Font: "Test-Regular", Bold: "Test-Bold"} {
		f.objects[num] = fmt.Sprintf("<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]>>", name, widths)
	}
	return f
}

// Add adds an object and returns its number.
func (f *File) Add(body string) int {
	f.next++
	f.objects[f.next-1] = body
	return f.next - 1
}

// Set writes an object under a number.
func (f *File) Set(num int, body string) { f.objects[num] = body }

// Stream adds a stream with further entries of its dictionary.
func (f *File) Stream(entries, data string) int {
	return f.Add(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data))
}

// Page adds a page of 595 by 842 points with a content stream; F1 is [Font], F2
// [Bold]. entries are added to its dictionary.
func (f *File) Page(content, entries string) int {
	num := f.Add("")
	data := f.Stream("", content)
	f.objects[num] = fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R/F2 %d 0 R>>>>%s>>", tree, data, Font, Bold, entries)
	f.pages = append(f.pages, num)
	return num
}

// Text returns operators that show a line at a place; text must be of Windows-1252.
func Text(font string, size, x, y float64, text string) string {
	text = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text)
	return fmt.Sprintf("BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y, text)
}

// Bytes returns the file with a cross-reference table.
func (f *File) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := f.body(&b)
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", f.next)
	for num := 1; num < f.next; num++ {
		if off, ok := offsets[num]; ok {
			fmt.Fprintf(&b, "%010d 00000 n \n", off)
		} else {
			b.WriteString("0000000000 00000 f \n")
		}
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", f.next, catalogue, f.Trailer, at)
	return b.Bytes()
}

func (f *File) body(b *bytes.Buffer) map[int]int {
	if _, own := f.objects[catalogue]; !own {
		f.objects[catalogue] = fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)
	}
	if _, own := f.objects[tree]; !own {
		var kids strings.Builder
		for _, p := range f.pages {
			fmt.Fprintf(&kids, "%d 0 R ", p)
		}
		f.objects[tree] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(f.pages), kids.String())
	}
	var numbers []int
	for num := range f.objects {
		numbers = append(numbers, num)
	}
	sort.Ints(numbers)
	offsets := map[int]int{}
	for _, num := range numbers {
		offsets[num] = b.Len()
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", num, f.objects[num])
	}
	return offsets
}

// Packed returns the file with its objects that are no streams in an object
// stream, and a cross-reference stream, as PDF 1.5 has them.
func (f *File) Packed() []byte {
	var b, head, packed bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	f.body(&bytes.Buffer{})
	pack, table := f.next, f.next+1
	rows := make([][3]int, table+1)
	rows[0] = [3]int{0, 0, 65535}
	index := 0
	for num := 1; num < f.next; num++ {
		body, ok := f.objects[num]
		switch {
		case !ok:
		case strings.Contains(body, "stream"):
			rows[num] = [3]int{1, b.Len(), 0}
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", num, body)
		default:
			rows[num] = [3]int{2, pack, index}
			index++
			fmt.Fprintf(&head, "%d %d ", num, packed.Len())
			packed.WriteString(body + "\n")
		}
	}
	rows[pack] = [3]int{1, b.Len(), 0}
	fmt.Fprintf(&b, "%d 0 obj\n<</Type/ObjStm/N %d/First %d/Length %d>>\nstream\n%s%s\nendstream\nendobj\n", pack, index, head.Len(), head.Len()+packed.Len(), head.String(), packed.String())
	at := b.Len()
	rows[table] = [3]int{1, at, 0}
	fmt.Fprintf(&b, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R%s/Length %d>>\nstream\n", table, len(rows), catalogue, f.Trailer, 7*len(rows))
	for _, r := range rows {
		b.Write([]byte{byte(r[0]), byte(r[1] >> 24), byte(r[1] >> 16), byte(r[1] >> 8), byte(r[1]), byte(r[2] >> 8), byte(r[2])})
	}
	fmt.Fprintf(&b, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at)
	return b.Bytes()
}
