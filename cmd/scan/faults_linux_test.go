package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// disk runs a script of shell in which DISK is a file system of its own, with
// "room N" to give it N kilobytes and "frozen" to make it read-only. It skips the
// test where the system does not let us mount one.
func disk(t *testing.T, dir, script string) (out string, status int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "disk"), 0o777); err != nil {
		t.Fatal(err)
	}
	const mount = `DISK=$PWD/disk
mount -t tmpfs -o size=64m none "$DISK" || exit 77
room() { mount -o remount,rw,size=$1k none "$DISK"; }
frozen() { mount -o remount,ro none "$DISK"; }
`
	cmd := exec.Command("unshare", "--map-root-user", "--mount", "sh", "-c", mount+script)
	cmd.Dir = dir
	b, err := cmd.CombinedOutput()
	status = cmd.ProcessState.ExitCode()
	if cmd.ProcessState == nil || status == 77 || strings.Contains(string(b), "unshare:") {
		t.Skipf("no file system of our own here: %v: %s", err, b)
	}
	return string(b), status
}

// TestFullDisk runs the program on disks with ever more room, so that it fills up
// at every stage of the work, in the search index and in the workbook too. It
// must say so and end; with room enough the next run completes what is missing.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	dir := t.TempDir()
	writeCorpus(t, filepath.Join(dir, "laws"), 40)
	if err := os.Mkdir(filepath.Join(dir, "calm"), 0o777); err != nil { // as deep as the disk, for workbooks lead to the files
		t.Fatal(err)
	}
	mustRun(t, dir, "run", "laws", "-w", "calm/w.scan", "-o", "calm/w.xlsx")
	search := mustRun(t, dir, "search", "prostitute", "-w", "calm/w.scan", "--json", "-n", "1000")
	failed, steps := 0, 2
	if os.Getenv("SCAN_LONG") != "" {
		steps = 16
	}
	for room := 24; ; room += room / steps {
		out, status := disk(t, dir, fmt.Sprintf(`room %d
scan run laws -w "$DISK/w.scan" -o "$DISK/w.xlsx" 2>&1
echo "first: $?"
room 65536
scan run laws -w "$DISK/w.scan" -o "$DISK/w.xlsx" >/dev/null 2>&1 || echo "second: $?"
cp "$DISK/w.scan/documents.jsonl" "$DISK/w.scan/tags.jsonl" "$DISK/w.xlsx" .
echo "left: $(ls -A "$DISK/w.scan/tmp"; ls -A "$DISK/w.scan/index")"
scan search prostitute -w "$DISK/w.scan" --json -n 1000 >search.json
`, room))
		if status != 0 || strings.Contains(out, "second:") {
			t.Fatalf("%d KB: status %d: %s", room, status, out)
		}
		compareFiles(t, filepath.Join(dir, "documents.jsonl"), filepath.Join(dir, "calm", "w.scan", "documents.jsonl"))
		compareFiles(t, filepath.Join(dir, "tags.jsonl"), filepath.Join(dir, "calm", "w.scan", "tags.jsonl"))
		compareFiles(t, filepath.Join(dir, "w.xlsx"), filepath.Join(dir, "calm", "w.xlsx"))
		if got, err := os.ReadFile(filepath.Join(dir, "search.json")); err != nil || string(got) != search {
			t.Errorf("%d KB: another search result: %v", room, err)
		}
		if !strings.Contains(out, "left: tagged.bleve\ntext.bleve\n") {
			t.Errorf("%d KB: something is left over: %s", room, out)
		}
		if strings.Contains(out, "first: 0") {
			break
		}
		failed++
		if !strings.Contains(out, "first: 1") || !strings.Contains(out, "no space left on device") {
			t.Errorf("%d KB: %s", room, out)
		}
	}
	if failed < 5 {
		t.Errorf("only %d runs failed: the test sees too little", failed)
	}
	t.Logf("%d runs had too little room", failed)
}

// TestFrozenDisk: on a disk that cannot be written, looking works and writing
// says why it does not.
func TestFrozenDisk(t *testing.T) {
	dir := t.TempDir()
	writeCorpus(t, filepath.Join(dir, "laws"), 3)
	out, status := disk(t, dir, `set -e
scan ingest laws -w "$DISK/w.scan" >/dev/null
frozen
scan search harbour -w "$DISK/w.scan" -n 1 | grep -c harbour
scan status -w "$DISK/w.scan" | grep documents
set +e
scan ingest laws -w "$DISK/w.scan" >/dev/null; echo "ingest: $?"
scan export -w "$DISK/w.scan" -o "$DISK/w.xlsx"; echo "export: $?"
`)
	for _, want := range []string{"documents  3: 3 read", "ingest: 1", "export: 1", "read-only file system"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the answer (status %d): %s", want, status, out)
		}
	}
}

// nobody is a user without rights.
const nobody = 65534

// asNobody runs the program, which must lie where others may look, as somebody
// whom permissions bind.
func asNobody(dir, program string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Args[0], cmd.Dir, cmd.Env = "scan", dir, append(os.Environ(), "HOME="+dir)
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: true}}
	}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestPermissions: what may not be read is listed with the reason, and the rest
// is read; where nothing may be written, the error says where.
func TestPermissions(t *testing.T) {
	dir, err := os.MkdirTemp("/tmp", "scan-permissions-") // below t.TempDir others may not look
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	writeCorpus(t, filepath.Join(dir, "laws"), 6)
	for name, mode := range map[string]os.FileMode{"": 0o777, "laws/Eastmere/act-0.txt": 0, "laws/Norvik": 0, "laws/Brandau": 0o755} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "laws/Norvik"), 0o755) })
	program := filepath.Join(dir, "scan")
	copySelf(t, program)
	if out, err := asNobody(dir, program, "version"); err != nil {
		t.Skipf("the program cannot be run by another user: %v: %s", err, out)
	}
	out, _ := asNobody(dir, program, "run", "laws", "-o", "report.xlsx")
	for _, want := range []string{
		"documents  3 read, 0 partly read, 2 failed", "Eastmere/act-0.txt: failed: no permission to read it",
		"Norvik: failed: the folder cannot be listed: no permission to read it",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in: %s", want, out)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "closed"), 0o555); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"run", "laws", "-w", "closed/laws.scan", "-o", "r.xlsx"},
		{"run", "laws", "-o", "closed/report.xlsx"},
	} {
		if out, err := asNobody(dir, program, args...); err == nil || !strings.Contains(out, "permission denied") || !strings.Contains(out, "closed") {
			t.Errorf("%v: %v: %s", args, err, out)
		}
	}
}

// copySelf copies this program.
func copySelf(t *testing.T, to string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o755); err != nil {
		t.Fatal(err)
	}
}
