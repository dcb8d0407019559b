package pdfium

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/rc4"
	"errors"
	"fmt"
	"testing"

	"policyscan/ingest/reading"
)

// padding of passwords: ISO 32000-1, algorithm 2.
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

func pad(password string) []byte { return append([]byte(password), padding...)[:32] }

func rc4With(key, text []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(text))
	c.XORKeyStream(out, text)
	return out
}

// lockedPDF writes a PDF of one page, encrypted for a user password (RC4 with
// 40 bits, revision 2).
func lockedPDF(password, content string) []byte {
	owner := md5.Sum(pad("owner"))
	o := rc4With(owner[:5], pad(password))
	id := []byte("0123456789abcdef")
	sum := md5.Sum(append(append(append(pad(password), o...), 0xFC, 0xFF, 0xFF, 0xFF), id...))
	key := sum[:5]
	u := rc4With(key, padding)
	stream := md5.Sum(append(append([]byte{}, key...), 5, 0, 0, 0, 0)) // of object 5
	body := rc4With(stream[:10], []byte(content))

	var b bytes.Buffer
	var offsets []int
	b.WriteString("%PDF-1.4\n")
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(body), body),
		fmt.Sprintf("<</Filter/Standard/V 1/R 2/P -4/O<%x>/U<%x>>>", o, u),
	} {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Root 1 0 R/Size %d/Encrypt 6 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, id, id, start)
	return b.Bytes()
}

func TestPasswords(t *testing.T) {
	e := engine(t)
	const content = "BT /F1 12 Tf 72 700 Td (Behind the door) Tj ET"
	tests := []struct {
		name     string
		password string
		given    []string
		opens    bool
	}{
		{"empty password is tried by itself", "", nil, true},
		{"given", "well", []string{"well"}, true},
		{"second of two", "well", []string{"spring", "well"}, true},
		{"none given", "well", nil, false},
		{"wrong", "well", []string{"spring"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := lockedPDF(tt.password, content)
			d, err := e.Open(context.Background(), bytes.NewReader(file), int64(len(file)), tt.given)
			if !tt.opens {
				var refused *reading.Refusal
				if !errors.As(err, &refused) || refused.Code != "password" || refused.Hint == "" {
					t.Errorf("error %v, want a refusal for the password", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if got, err := d.Text(context.Background(), 1); got != "Behind the door" || err != nil {
				t.Errorf("text %q, error %v", got, err)
			}
		})
	}
}
