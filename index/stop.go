package index

import "strings"

// stopTable lists the words that are too common to be worth an entry in the
// index: articles, and the commonest prepositions, conjunctions and forms of
// "to be", folded as lexicon/words folds them. Negations and words such as
// "without", "against" and "shall" are not among them, for in a law they carry
// the meaning.
var stopTable = map[string]string{
	"en": "a an and are as at be been by for from in into is it its of on or such that the their there these they this to was were which with",
	"de": "als am an auf aus bei das dem den der des die durch ein eine einem einen einer eines er es fur für im in ist mit nach oder sich sie sind und vom von zu zum zur",
	"fr": "a au aux ce ces cette d de des du elle en est et il ils l la le les leur ou par pour qu que qui s sa se ses son sont sur un une",
	"es": "a al como con de del e el en es la las lo los o para por que se ser su sus u un una y",
	"pt": "a ao aos as com como da das de do dos e em na nas no nos o os ou para pela pelo por que se ser sua seu um uma",
	"it": "a ad ai al alla alle che con da dal dalla dei del della delle di e ed gli i il in l la le lo nel nella o per si sono su sul un una",
	"nl": "aan als bij dat de den der des die dit door een en het in is met of om op te tot uit van voor zijn",
	"sv": "att av den det de en ett for för fran från har i med och om på pa sin som till ar är",
	"da": "af at de den der det en er et for fra har i med og om på som til",
	"no": "av at de den det der en er et for fra har i med og om på som til",
	"fi": "etta että ja on joka jonka jota ovat sekä seka tai",
}

// stopWords returns the stop words of a language; none for languages that we
// do not know.
func stopWords(code string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(stopTable[code]) {
		set[w] = true
	}
	return set
}
