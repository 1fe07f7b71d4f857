/* The command line for tests that play many runs: without the window, fonts and PNG. */
#include "cli/cli.h"

static Error open_window(void *context, const CliWindow *window) {
    (void)context;
    (void)window;
    return error_make(ERROR_USAGE, "this program has no window");
}

static Error open_fonts(void *context, double scale, TextMetrics *metrics) {
    (void)context;
    (void)scale;
    *metrics = text_metrics_plain();
    return error_none();
}

static Error write_png(void *context, const DrawingPng *picture, const char *path) {
    (void)context;
    (void)picture;
    return error_make(ERROR_USAGE, "%s: this program makes no PNG", path);
}

int main(int argc, char **argv) {
    CliServices services = {.in = stdin,
                            .out = stdout,
                            .err = stderr,
                            .open_window = open_window,
                            .tools = {.open_fonts = open_fonts, .write_png = write_png}};
    return cli_main(argc, argv, &services);
}
