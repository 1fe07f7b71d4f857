/* Runs the command line in this process and keeps what it printed. */
#ifndef FAULTLINE_CLI_RUN_H
#define FAULTLINE_CLI_RUN_H

#include "base/memory.h"
#include "cli/cli.h"

/* What one run did. Texts are in the arena. */
typedef struct CliRun {
    int status;
    const char *out, *err;
    const char *window; /* the path that a window was opened with; "" for none; NULL: no window */
    const char *png;    /* the path of the PNG that was asked for, or NULL */
    int png_width, png_height;
    double png_scale;
    size_t png_items; /* of its draw list */
} CliRun;

/* How the next runs go; the tests of one program share it through cmocka's state. */
typedef struct CliBench {
    Arena arena;
    char *folder;      /* a scratch folder; the user's data is in its "data/faultline" */
    const char *input; /* what standard input has, or NULL */
    bool terminal;     /* standard output is a terminal, 100 columns wide */
    FILE *out;         /* standard output goes here and is not kept, unless NULL */
    Error window_error, fonts_error, png_error;
} CliBench;

int cli_bench_setup(void **state);
int cli_bench_teardown(void **state);

#define CLI_TEST(test) cmocka_unit_test_setup_teardown(test, cli_bench_setup, cli_bench_teardown)

/* The arguments after the program's name, ended by NULL. */
CliRun cli_run(CliBench *bench, ...);
/* Quotes are single ones in `text`. The path is in the arena. */
const char *cli_write_file(CliBench *bench, const char *name, const char *text);
char *cli_read_file(CliBench *bench, const char *path);     /* in the arena */
const char *cli_shipped(CliBench *bench, const char *path); /* of the checkout, in the arena */

/* Assertions that show the whole text when they fail. */
void cli_assert_contains(const char *text, const char *part);
void cli_assert_lacks(const char *text, const char *part);

#endif
