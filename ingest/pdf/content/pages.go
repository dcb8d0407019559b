package content

import (
	"slices"
	"strconv"
	"strings"

	"policyscan/ingest/pdf/object"
)

// Page is one page of a file.
type Page struct {
	Width, Height float64 // as displayed, points
	Label         string  // as printed, where the file says so

	value     object.Value
	resources object.Value
	base      matrix // from the page's own space to the displayed one
}

// The bounds on page trees.
const (
	maxPages     = 50_000
	maxTreeDepth = 50
)

// Pages returns the pages of a file in order.
func Pages(f *object.File) []Page {
	w := treeWalk{seen: map[int]bool{}}
	root := f.Trailer().Key("Root")
	w.walk(root.Key("Pages"), inherited{box: [4]float64{0, 0, 612, 792}}, 0)
	for i, l := range pageLabels(root.Key("PageLabels"), len(w.pages)) {
		w.pages[i].Label = l
	}
	return w.pages
}

// inherited are the entries that page tree nodes hand down.
type inherited struct {
	resources object.Value
	box       [4]float64
	rotate    int
}

type treeWalk struct {
	pages []Page
	seen  map[int]bool // objects above and beside: a tree has no circles
}

func (w *treeWalk) walk(n object.Value, up inherited, depth int) {
	if depth > maxTreeDepth || len(w.pages) >= maxPages || !n.IsDict() {
		return
	}
	if r := n.Key("Resources"); r.IsDict() {
		up.resources = r
	}
	up.box = boxOf(n, up.box)
	if r := n.Key("Rotate"); r.IsNumber() {
		up.rotate = r.Int(0)
	}
	kids := n.Key("Kids")
	if !kids.IsArray() || n.Key("Type").Name() == "Page" {
		w.pages = append(w.pages, newPage(n, up))
		return
	}
	refs := kids.ElementRefs()
	for i := range kids.Len() {
		if i < len(refs) && refs[i] != 0 {
			if w.seen[refs[i]] {
				continue
			}
			w.seen[refs[i]] = true
		}
		w.walk(kids.Index(i), up, depth+1)
	}
}

// boxOf returns the crop box of a node, else its media box, else what is above.
func boxOf(n object.Value, up [4]float64) [4]float64 {
	for _, key := range []string{"MediaBox", "CropBox"} {
		b := n.Key(key)
		if b.Len() != 4 {
			continue
		}
		var box [4]float64
		for i := range box {
			box[i] = b.Index(i).Float(0)
		}
		box[0], box[2] = min(box[0], box[2]), max(box[0], box[2])
		box[1], box[3] = min(box[1], box[3]), max(box[1], box[3])
		if box[2]-box[0] > 1 && box[3]-box[1] > 1 {
			up = box
		}
	}
	return up
}

func newPage(n object.Value, up inherited) Page {
	b := up.box
	w, h := b[2]-b[0], b[3]-b[1]
	p := Page{value: n, resources: up.resources, base: matrix{1, 0, 0, 1, -b[0], -b[1]}, Width: w, Height: h}
	switch ((up.rotate % 360) + 360) % 360 {
	case 90:
		p.base = p.base.then(matrix{0, -1, 1, 0, 0, w})
		p.Width, p.Height = h, w
	case 180:
		p.base = p.base.then(matrix{-1, 0, 0, -1, w, h})
	case 270:
		p.base = p.base.then(matrix{0, 1, -1, 0, h, 0})
		p.Width, p.Height = h, w
	}
	return p
}

// pageLabels reads the labels of n pages (ISO 32000-1 §12.4.2); nil where there
// are none.
func pageLabels(tree object.Value, n int) []string {
	if tree.IsNull() {
		return nil
	}
	type labelled struct {
		from  int
		style object.Value
	}
	var runs []labelled
	var walk func(object.Value, int)
	walk = func(node object.Value, depth int) {
		nums := node.Key("Nums")
		for i := 0; i+1 < min(nums.Len(), 2*maxPages); i += 2 {
			runs = append(runs, labelled{nums.Index(i).Int(0), nums.Index(i + 1)})
		}
		kids := node.Key("Kids")
		for i := range min(kids.Len(), 1000) {
			if depth < 8 {
				walk(kids.Index(i), depth+1)
			}
		}
	}
	walk(tree, 0)
	if len(runs) == 0 {
		return nil
	}
	labels := make([]string, n)
	slices.SortStableFunc(runs, func(a, b labelled) int { return a.from - b.from })
	for i, r := range runs {
		end := n
		if i+1 < len(runs) {
			end = min(n, runs[i+1].from)
		}
		style, prefix, first := r.style.Key("S").Name(), r.style.Key("P").Text(), r.style.Key("St").Int(1)
		for p := max(0, r.from); p < end; p++ {
			labels[p] = prefix + numeral(style, first+p-r.from)
		}
	}
	return labels
}

func numeral(style string, n int) string {
	switch style {
	case "D":
		return strconv.Itoa(n)
	case "R":
		return roman(n)
	case "r":
		return strings.ToLower(roman(n))
	case "A", "a":
		if n < 1 || n > 26*40 {
			return strconv.Itoa(n)
		}
		return strings.Repeat(string(rune(style[0])+rune((n-1)%26)), (n-1)/26+1)
	}
	return ""
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}
