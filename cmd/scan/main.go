// Command scan reads folders of laws, bills, policies and reports, finds the
// passages that fit each of ten criteria in two perspectives, and writes a
// workbook that compares jurisdictions, every figure traceable to a quotation.
//
//	scan run FOLDER -o report.xlsx
//
// It is descriptive: it finds, quotes and counts; it takes no side.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() { os.Exit(execute()) }

// moreRoom lets the heap grow to three times what is in use before it is swept:
// a pass holds some tens of megabytes and makes much that is soon forgotten.
const moreRoom = 200

// execute runs the program until it ends or is interrupted. A second interrupt
// ends it at once.
func execute() int {
	log.SetOutput(io.Discard) // what libraries log is not for users; errors are returned
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(moreRoom)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, system(), os.Args[1:])
}
