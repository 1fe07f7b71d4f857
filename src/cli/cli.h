/* The command line. Standard output carries the result alone; everything else is said on standard
 * error. The process ends with 0 when all is well, 1 when a check found something at or above the
 * asked severity, 2 when the command line or an input is wrong.
 *
 * What needs SDL is handed in as functions, so that all of this works and is tested without it. */
#ifndef FAULTLINE_CLI_CLI_H
#define FAULTLINE_CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "export/drawing.h"

/* What a window is opened with. */
typedef struct CliWindow {
    const char *data_folder, *user_folder;
    const char *path; /* a design or a session, or NULL */
} CliWindow;

typedef struct CliServices {
    FILE *in, *out, *err;
    bool out_is_terminal;
    int out_columns; /* 0: not known */

    void *context; /* handed to open_window */
    Error (*open_window)(void *context, const CliWindow *window);
    DrawingTools tools;
} CliServices;

/* Runs the program; returns its exit status. */
int cli_main(int argc, char **argv, const CliServices *services);

#endif
