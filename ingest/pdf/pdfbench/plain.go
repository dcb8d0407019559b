package main

import (
	"fmt"
	"io"

	"github.com/ledongthuc/pdf"
)

// readPlain prints the text that the library's own text functions give.
func readPlain(path string, stdout, stderr io.Writer) (status int) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintln(stderr, p)
			status = 1
		}
	}()
	f, r, err := pdf.Open(path)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	defer f.Close()
	for i := 1; i <= r.NumPage(); i++ {
		io.WriteString(stdout, plainPage(r.Page(i))+"\n")
	}
	return 0
}

// plainPage returns the text of a page; the library panics on some.
func plainPage(p pdf.Page) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	text, err := p.GetPlainText(nil)
	if err != nil {
		return ""
	}
	return text
}
