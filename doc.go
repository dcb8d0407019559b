// Package policyscan is the root of the module and holds only tests of the
// whole tree; the program is cmd/scan. ARCHITECTURE.md says what lies where.
package policyscan
