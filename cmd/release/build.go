package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// clone copies what is committed to a new place.
func (r *release) clone(ctx context.Context, tree string) error {
	root, err := output(ctx, "", nil, "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return err
	}
	_, err = output(ctx, "", nil, "git", "clone", "--quiet", "--no-hardlinks", root, tree)
	return err
}

// versionOf asks the program for its version.
func versionOf(ctx context.Context, tree string) (string, error) {
	said, err := output(ctx, tree, nil, "go", "run", "./cmd/scan", "version")
	if err != nil {
		return "", err
	}
	parts := strings.Fields(said)
	if len(parts) < 2 || parts[0] != "scan" {
		return "", fmt.Errorf("scan version says %q", said)
	}
	return parts[1], nil
}

// buildTwice builds the program for a platform in each tree and compares.
func (r *release) buildTwice(ctx context.Context, trees []string, target string) (string, error) {
	system, arch, ok := strings.Cut(target, "/")
	if !ok {
		return "", errors.New("a platform is named as in linux/amd64")
	}
	var programs, sums []string
	for i, tree := range trees {
		program := filepath.Join(r.temp, "programs", fmt.Sprint(i), r.name(target), "scan")
		if system == "windows" {
			program += ".exe"
		}
		env := []string{"CGO_ENABLED=0", "GOOS=" + system, "GOARCH=" + arch, "GOFLAGS=", "GOWORK=off"}
		if !r.quick {
			env = append(env, "GOCACHE="+filepath.Join(r.temp, fmt.Sprint("cache", i)))
		}
		if _, err := output(ctx, tree, env, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, "./cmd/scan"); err != nil {
			return "", err
		}
		sum, err := sumOf(program)
		if err != nil {
			return "", err
		}
		programs, sums = append(programs, program), append(sums, sum)
	}
	if sums[0] != sums[1] {
		return "", fmt.Errorf("two builds of the same commit differ: %s and %s", sums[0], sums[1])
	}
	fmt.Fprintf(r.talk, "%-14s twice the same bytes: %s\n", target, sums[0])
	return programs[0], nil
}

// output runs a command and returns what it says.
func output(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, bytes.TrimSpace(talk.Bytes()))
	}
	return strings.TrimSpace(string(out)), nil
}

// sumOf is the SHA-256 of a file.
func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// writeSums writes what sha256sum -c checks.
func writeSums(path string, files []string) error {
	var lines strings.Builder
	for _, file := range files {
		sum, err := sumOf(file)
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%s  %s\n", sum, filepath.Base(file))
	}
	return os.WriteFile(path, []byte(lines.String()), 0o644)
}
