package office

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// rtfText lists control words that stand for characters.
var rtfText = map[string]string{
	"tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// rtfSkipped lists destinations that hold no text of the document.
var rtfSkipped = map[string]bool{
	"colortbl": true, "pict": true, "header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true,
	"footerr": true, "footerf": true, "fldinst": true, "listtable": true, "listoverridetable": true, "rsidtbl": true, "generator": true,
	"xmlnstbl": true, "themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true, "filetbl": true,
	"ftnsep": true, "ftnsepc": true, "aftnsep": true, "aftnsepc": true, "objdata": true, "objclass": true, "nonshppict": true,
	"bkmkstart": true, "bkmkend": true, "atnid": true, "atnauthor": true, "annotation": true, "atrfstart": true, "atrfend": true, "mmathPr": true,
	"sp": true, "revtbl": true, "pgptbl": true, "xe": true, "tc": true, "do": true, "userprops": true, "operator": true, "company": true,
	"doccomm": true, "subject": true, "keywords": true, "category": true, "manager": true, "comment": true, "hlinkbase": true, "falt": true, "panose": true,
	"pntxta": true, "pntxtb": true, "pnseclvl": true, "template": true, "passwordhash": true, "wgrffmtfilter": true, "nesttableprops": true,
}

// word acts on a control word.
func (p *rtf) word(word string, arg int, has bool) {
	if p.skip > 0 && word != "u" && word != "bin" {
		p.skip-- // the word stands for the character that \u has given
	}
	if s, ok := rtfText[word]; ok {
		p.write(s)
		return
	}
	p.decode()
	switch {
	case word == "u":
		p.unicode(arg)
		return
	case word == "bin":
		p.at = min(p.at+max(arg, 0), len(p.in))
		return
	case rtfSkipped[word]:
		p.now.to = toNothing
		return
	}
	star := p.now.star
	p.now.star = false
	if p.destination(word) || p.paragraphWord(word, arg) || p.characterWord(word, arg, has) {
		return
	}
	if star {
		p.now.to = toNothing // an unknown destination
	}
}

// destination acts on words that open a destination which is read.
func (p *rtf) destination(word string) bool {
	if p.now.to == toNothing {
		return true // whatever it holds
	}
	switch word {
	case "fonttbl":
		p.now.to = toFonts
	case "stylesheet":
		p.now.to = toStyles
	case "info":
		p.now.to = toFonts // its own text is nothing; its groups say where theirs goes
	case "title":
		p.now.to = toTitle
	case "author":
		p.now.to = toAuthor
	case "footnote":
		p.now.to = toNote
	case "listtext", "pntext":
		p.now.to = toNumber
	case "pn", "shprslt", "ud": // what stands beside it in another form
		p.now.to = toNothing
	case "shp", "shpinst", "shptxt", "object", "result", "field", "fldrslt":
	default:
		return false
	}
	return true
}

// paragraphWord acts on words about paragraphs and tables.
func (p *rtf) paragraphWord(word string, arg int) bool {
	target := &p.para
	switch {
	case p.now.to == toStyles:
		target = &p.defs
	case p.now.to == toNote && word == "par":
		p.endParagraph()
		return true
	case p.now.to != toBody: // paragraphs of notes and numbers change nothing outside
		target = &rtfPara{}
	}
	switch word {
	case "par", "sect", "page":
		p.endParagraph()
	case "pard":
		*target = rtfPara{}
	case "intbl":
		target.table = true
	case "s":
		target.styleID = arg
	case "outlinelevel":
		if arg >= 0 && arg < 9 {
			target.outline = arg + 1
		}
	case "ls":
		target.list = arg > 0
	case "ilvl":
		target.level = min(max(arg, 0), 8)
	case "cell", "nestcell":
		if p.now.to == toBody {
			p.endCell()
		}
	case "row", "nestrow":
		if p.now.to == toBody {
			p.endRow()
		}
	case "trowd", "itap":
	default:
		return false
	}
	return true
}

// characterWord acts on words about characters and encodings.
func (p *rtf) characterWord(word string, arg int, has bool) bool {
	on := !has || arg != 0
	switch word {
	case "b":
		p.now.bold = on
	case "v", "deleted":
		p.now.hidden = on
	case "plain":
		p.now.bold, p.now.hidden = false, false
	case "f":
		p.now.font = arg
	case "uc":
		p.now.uc = min(max(arg, 0), 8)
	case "fcharset":
		if p.now.to == toFonts {
			p.fonts[p.now.font] = codePage(charsetPage(arg))
		}
	case "cpg":
		if p.now.to == toFonts {
			p.fonts[p.now.font] = codePage(arg)
		}
	case "ansicpg":
		if e := codePage(arg); e != nil {
			p.codepage = e
		}
	case "mac":
		p.codepage = charmap.Macintosh
	case "pc":
		p.codepage = charmap.CodePage437
	case "pca":
		p.codepage = charmap.CodePage850
	case "chftn":
	default:
		return false
	}
	return true
}

// charsetPage returns the code page of a character set of Windows fonts.
func charsetPage(n int) int {
	switch n {
	case 77:
		return 10000
	case 128:
		return 932
	case 129, 130:
		return 949
	case 134:
		return 936
	case 136:
		return 950
	case 161:
		return 1253
	case 162:
		return 1254
	case 163:
		return 1258
	case 177:
		return 1255
	case 178, 179, 180:
		return 1256
	case 186:
		return 1257
	case 204:
		return 1251
	case 222:
		return 874
	case 238:
		return 1250
	}
	return 0
}

// codePage returns the encoding of a Windows code page; nil for 0, and Western
// European where it is not known.
func codePage(n int) encoding.Encoding {
	switch n {
	case 0:
		return nil
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000:
		return charmap.Macintosh
	}
	return charmap.Windows1252
}
