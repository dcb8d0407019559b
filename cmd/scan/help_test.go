package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestEveryCommandExplainsItself holds what help owes its reader.
func TestEveryCommandExplainsItself(t *testing.T) {
	started := false
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			return
		}
		if !strings.Contains(c.Long, "Exit status") {
			t.Errorf("%s: the help text does not say the exit statuses", c.CommandPath())
		}
		if c.Example == "" && c.Name() != "version" && len(c.Commands()) == 0 {
			t.Errorf("%s: no example", c.CommandPath())
		}
		if c.RunE == nil && len(c.Commands()) == 0 {
			t.Errorf("%s does nothing", c.CommandPath())
		}
		for _, below := range c.Commands() {
			visit(below)
		}
	}
	visit(newRoot(environment{}, &started))
}
