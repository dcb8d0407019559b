// Package content reads what the content streams of PDF pages show: glyphs
// with their text, place, size and font.
//
// It interprets the text operators of ISO 32000-1 §9 over the objects that
// ingest/pdf/object supplies, follows form XObjects, and marks what a reader
// of the page would not see. It knows nothing of words or lines; that is
// ingest/pdf/layout. Begin with [Glyph].
package content

import "policyscan/ingest/pdf/font"

// Glyph is one shown character, or a few that one code stands for, in the
// coordinates of the page as it is displayed: points from the lower left
// corner, after the page's own rotation.
type Glyph struct {
	Text  string  // what it stands for; "\uFFFD" where the file does not say; " " for a space
	X, Y  float32 // where it begins on its base line
	W     float32 // advance in its reading direction, without character spacing; points
	Size  float32 // height of the font, points
	Face  *Face   // never nil
	Turn  Turn    // its reading direction
	Marks Marks
}

// Turn is a reading direction in quarter turns against the clock.
type Turn uint8

// The reading directions of glyphs.
const (
	Upright Turn = iota
	Upward       // reads from the bottom to the top
	UpsideDown
	Downward // reads from the top to the bottom
)

// Marks say what is special about a glyph.
type Marks uint8

// The marks of a glyph.
const (
	Hidden    Marks = 1 << iota // drawn with an invisible text mode, as under scans
	OffPage                     // outside the page box
	Unmapped                    // the file does not say what it stands for
	Space                       // white space only
	Vertical                    // from a font that is written from top to bottom
	Paginated                   // marked by the producer as a running head or footer
)

// Face is what a glyph's font looks like.
type Face = font.Face
