package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"fmt"

	"policyscan/ingest/pdf/syntax"
	"policyscan/ingest/reading"
)

// method is how strings or streams are encrypted.
type method int

const (
	identity method = iota
	rc4Method
	aes128
	aes256
)

// crypt is the standard security handler (ISO 32000-2 §7.6.4), revisions 2 to 6.
type crypt struct {
	num            int // of the encryption dictionary; 0 where it is direct
	r, length      int // revision; bytes of the key
	o, u, oe, ue   []byte
	p              int32
	id             []byte
	streams, texts method
	metadata       bool
}

// unlock finds the key of an encrypted file.
func (f *frame) unlock(passwords []string) error {
	if f.trailer["Encrypt"] == nil {
		return nil
	}
	d, ok := f.resolve(f.trailer["Encrypt"]).(syntax.Dict)
	if !ok {
		return &reading.Refusal{Code: "damaged", Reason: "the file is encrypted and its encryption dictionary is lost"}
	}
	c, err := f.newCrypt(d)
	if err != nil {
		return err
	}
	if c.streams == identity && c.texts == identity {
		return nil // only attachments are encrypted
	}
	for _, pw := range append([]string{""}, passwords...) {
		if key := c.open([]byte(pw)); key != nil {
			f.crypt, f.key = c, key
			return f.afterUnlock()
		}
	}
	if len(passwords) > 0 {
		return &reading.Refusal{Code: "password", Reason: "the file is encrypted and none of the given passwords opens it", Hint: "give its password with --password"}
	}
	return &reading.Refusal{Code: "password", Reason: "the file is encrypted with a password", Hint: "give it with --password"}
}

// afterUnlock looks into what could not be read before.
func (f *frame) afterUnlock() error {
	f.cache = nil
	if len(f.packs) > 0 {
		f.adoptPacked()
	}
	root, _ := f.resolve(f.trailer["Root"]).(syntax.Dict)
	if _, ok := f.resolve(root["Pages"]).(syntax.Dict); ok {
		return nil
	}
	if f.damage == "" {
		f.damage = "the catalogue has no pages"
		if err := f.rebuild(); err != nil {
			return err
		}
		f.adoptPacked()
	}
	enc := f.trailer["Encrypt"]
	delete(f.trailer, "Encrypt")
	defer func() { f.trailer["Encrypt"] = enc }()
	if f.catalogue() {
		return nil
	}
	return &reading.Refusal{Code: "damaged", Reason: "the file has no page tree"}
}

func (f *frame) newCrypt(d syntax.Dict) (*crypt, error) {
	if name, _ := f.resolve(d["Filter"]).(syntax.Symbol); name != "Standard" {
		return nil, &reading.Refusal{Code: "unsupported", Reason: fmt.Sprintf("the file is encrypted by %q, which needs its own software", string(name))}
	}
	c := &crypt{r: int(d.Int("R", 0)), p: int32(uint32(d.Int("P", 0))), metadata: d["EncryptMetadata"] != false}
	if ref, ok := f.trailer["Encrypt"].(syntax.Ref); ok {
		c.num = ref.Num
	}
	text := func(k syntax.Symbol) []byte { t, _ := f.resolve(d[k]).(syntax.Text); return t }
	c.o, c.u, c.oe, c.ue = text("O"), text("U"), text("OE"), text("UE")
	if ids, ok := f.resolve(f.trailer["ID"]).(syntax.Array); ok && len(ids) > 0 {
		t, _ := f.resolve(ids[0]).(syntax.Text)
		c.id = t
	}
	c.length = int(d.Int("Length", 40)) / 8
	if l := d.Int("Length", 40); l < 40 && l > 4 { // bytes for bits
		c.length = int(l)
	}
	switch v := d.Int("V", 0); v {
	case 1:
		c.length, c.streams, c.texts = 5, rc4Method, rc4Method
	case 2, 3:
		c.streams, c.texts = rc4Method, rc4Method
	case 4, 5:
		c.length = 16
		if v == 5 {
			c.length = 32
		}
		filters, _ := f.resolve(d["CF"]).(syntax.Dict)
		c.streams, c.texts = f.cryptMethod(filters, d["StmF"]), f.cryptMethod(filters, d["StrF"])
	default:
		return nil, &reading.Refusal{Code: "unsupported", Reason: fmt.Sprintf("the file is encrypted in a way that is not supported (V=%d)", v)}
	}
	c.length = min(max(c.length, 5), 32)
	if len(c.o) < 32 || len(c.u) < 32 || c.r >= 5 && (len(c.o) < 48 || len(c.u) < 48 || len(c.ue) < 32 || len(c.oe) < 32) {
		return nil, &reading.Refusal{Code: "damaged", Reason: "the file is encrypted and its encryption dictionary is damaged"}
	}
	return c, nil
}

func (f *frame) cryptMethod(filters syntax.Dict, name syntax.Object) method {
	n, _ := name.(syntax.Symbol)
	cf, _ := f.resolve(filters[n]).(syntax.Dict)
	switch cf["CFM"] {
	case syntax.Symbol("V2"):
		return rc4Method
	case syntax.Symbol("AESV2"):
		return aes128
	case syntax.Symbol("AESV3"):
		return aes256
	}
	return identity
}

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// open returns the file key that a password, of the user or the owner, gives;
// nil where it is wrong.
func (c *crypt) open(pw []byte) []byte {
	if c.r >= 5 {
		return c.open256(pw)
	}
	if key := c.userKey(pw); c.opens(key) {
		return key
	}
	if key := c.userKey(c.ownersUser(pw)); c.opens(key) {
		return key
	}
	return nil
}

func pad(pw []byte) []byte { return append(pw[:min(len(pw), 32):min(len(pw), 32)], padding...)[:32] }

// userKey is algorithm 2 of ISO 32000-1.
func (c *crypt) userKey(pw []byte) []byte {
	h := md5.New()
	h.Write(pad(pw))
	h.Write(c.o[:32])
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(c.p)))
	h.Write(c.id)
	if c.r >= 4 && !c.metadata {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)
	n := min(c.length, 16)
	if c.r >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	return key[:n]
}

// opens is algorithms 4 and 5: what the key makes of the padding is kept in U.
func (c *crypt) opens(key []byte) bool {
	if c.r == 2 {
		return bytes.Equal(rc4Bytes(key, padding), c.u[:32])
	}
	sum := md5.Sum(append(bytes.Clone(padding), c.id...))
	u := rc4Bytes(key, sum[:])
	for i := 1; i <= 19; i++ {
		u = rc4Bytes(xor(key, byte(i)), u)
	}
	return bytes.Equal(u, c.u[:16])
}

// ownersUser is algorithm 7: the user password, from the owner's.
func (c *crypt) ownersUser(pw []byte) []byte {
	sum := md5.Sum(pad(pw))
	key := sum[:]
	n := 5
	if c.r >= 3 {
		n = min(c.length, 16)
		for range 50 {
			sum = md5.Sum(key)
			key = sum[:]
		}
	}
	key = key[:n]
	out := c.o[:32]
	if c.r == 2 {
		return rc4Bytes(key, out)
	}
	for i := 19; i >= 0; i-- {
		out = rc4Bytes(xor(key, byte(i)), out)
	}
	return out
}

func xor(key []byte, b byte) []byte {
	out := make([]byte, len(key))
	for i := range key {
		out[i] = key[i] ^ b
	}
	return out
}

func rc4Bytes(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// open256 is algorithm 2.A of ISO 32000-2.
func (c *crypt) open256(pw []byte) []byte {
	pw = pw[:min(len(pw), 127)]
	owner, user := c.o[:48], c.u[:48]
	if bytes.Equal(c.hash(pw, owner[32:40], user), owner[:32]) {
		return unwrap(c.hash(pw, owner[40:48], user), c.oe)
	}
	if bytes.Equal(c.hash(pw, user[32:40], nil), user[:32]) {
		return unwrap(c.hash(pw, user[40:48], nil), c.ue)
	}
	return nil
}

func unwrap(key, wrapped []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(out, wrapped[:32])
	return out
}

// hash is algorithm 2.B of ISO 32000-2; revision 5 stops after its first step.
func (c *crypt) hash(pw, salt, user []byte) []byte {
	first := sha256.Sum256(join(pw, salt, user))
	k := first[:]
	if c.r == 5 {
		return k
	}
	for round := 0; ; round++ {
		e := bytes.Repeat(join(pw, k, user), 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		mod := 0
		for _, b := range e[:16] {
			mod += int(b)
		}
		switch mod % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-32 {
			return k[:32]
		}
	}
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// decrypt undoes the encryption of one string or stream of an object.
func (c *crypt) decrypt(key []byte, m method, ref syntax.Ref, data []byte) []byte {
	switch m {
	case identity:
		return data
	case rc4Method:
		return rc4Bytes(c.objectKey(key, ref, false), data)
	case aes128:
		key = c.objectKey(key, ref, true)
	}
	if len(data) < 32 {
		return nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	n := len(data) / 16 * 16
	out := make([]byte, n-16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, data[16:n])
	if p := int(out[len(out)-1]); p >= 1 && p <= 16 {
		out = out[:len(out)-p]
	}
	return out
}

// objectKey is algorithm 1 of ISO 32000-1.
func (c *crypt) objectKey(key []byte, ref syntax.Ref, salt bool) []byte {
	b := append(bytes.Clone(key), byte(ref.Num), byte(ref.Num>>8), byte(ref.Num>>16), byte(ref.Gen), byte(ref.Gen>>8))
	if salt {
		b = append(b, "sAlT"...)
	}
	sum := md5.Sum(b)
	return sum[:min(len(key)+5, 16)]
}

// strings decrypts all strings of an object.
func (c *crypt) strings(key []byte, ref syntax.Ref, o syntax.Object) syntax.Object {
	switch o := o.(type) {
	case syntax.Text:
		return syntax.Text(c.decrypt(key, c.texts, ref, o))
	case syntax.Array:
		for i := range o {
			o[i] = c.strings(key, ref, o[i])
		}
	case syntax.Dict:
		for k, v := range o {
			o[k] = c.strings(key, ref, v)
		}
	case syntax.Stream:
		c.strings(key, ref, o.Dict)
	}
	return o
}

// plain reports whether a stream is not encrypted in an encrypted file.
func (c *crypt) plain(d syntax.Dict) bool {
	return d["Type"] == syntax.Symbol("XRef") || d["Type"] == syntax.Symbol("Metadata") && !c.metadata
}
