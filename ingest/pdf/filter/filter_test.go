package filter

import (
	"bytes"
	"compress/zlib"
	"errors"
	"strings"
	"testing"
)

func deflate(s string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.Bytes()
}

func TestDecode(t *testing.T) {
	long := strings.Repeat("all premises ", 100)
	flate := deflate(long)
	for _, c := range []struct {
		name, filter string
		data         []byte
		params       Params
		want         string
		fails        bool
	}{
		{name: "hexadecimal", filter: "ASCIIHexDecode", data: []byte("48 65 6c 6C 6f>"), want: "Hello"},
		{name: "base 85", filter: "ASCII85Decode", data: []byte("87cURD]i,\"Ebo80~>"), want: "Hello World!"},
		{name: "base 85 zeros", filter: "A85", data: []byte("z~>"), want: "\x00\x00\x00\x00"},
		{name: "run length", filter: "RunLengthDecode", data: []byte("\x02abc\xfed\x80"), want: "abcddd"},
		{name: "LZW of the specification", filter: "LZWDecode", data: []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, want: "-----A---B"},
		{name: "deflate", filter: "FlateDecode", data: flate, want: long},
		{name: "deflate without checksum", filter: "FlateDecode", data: flate[:len(flate)-4], want: long},
		{name: "deflate cut off", filter: "FlateDecode", data: flate[:12], want: long[:1], fails: true},
		{name: "PNG up", filter: "FlateDecode", data: deflate("\x02abc\x02\x01\x01\x01"), params: Params{Predictor: 12, Columns: 3}, want: "abcbcd"},
		{name: "PNG sub and average", filter: "FlateDecode", data: deflate("\x01a\x01\x01\x03\x31\x01\x01"), params: Params{Predictor: 15, Columns: 3}, want: "abcabc"},
		{name: "TIFF", filter: "FlateDecode", data: deflate("a\x01\x01"), params: Params{Predictor: 2, Columns: 3}, want: "abc"},
		{name: "unknown", filter: "NoDecode", fails: true},
		{name: "image", filter: "DCTDecode", fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Decode(c.filter, c.data, c.params, 1<<20)
			if (err != nil) != c.fails {
				t.Errorf("error %v", err)
			}
			if !strings.HasPrefix(string(got), c.want) || !c.fails && string(got) != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLimit(t *testing.T) {
	for _, name := range []string{"FlateDecode", "RunLengthDecode", "LZWDecode"} {
		data := deflate(strings.Repeat("a", 1<<16))
		if name != "FlateDecode" {
			data = bytes.Repeat([]byte{0x81, 'a'}, 1000)
		}
		got, err := Decode(name, data, Params{}, 100)
		if len(got) > 100 {
			t.Errorf("%s: %d bytes", name, len(got))
		}
		if name != "LZWDecode" && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	names := []string{"FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode"}
	f.Add(0, deflate("\x02abc\x02\x01\x01\x01"), 12, 3)
	f.Add(1, []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, 0, 0)
	f.Add(3, []byte("87cURD]i,\"Ebo80~>"), 0, 0)
	f.Add(4, []byte("\x02abc\xfed\x80"), 2, 1)
	f.Fuzz(func(t *testing.T, which int, data []byte, predictor, columns int) {
		const limit = 1 << 16
		name := names[(which%len(names)+len(names))%len(names)]
		got, _ := Decode(name, data, Params{Predictor: predictor, Columns: columns}, limit)
		if len(got) > max(limit, 2*len(data)) {
			t.Errorf("%s: %d bytes from %d", name, len(got), len(data))
		}
	})
}
