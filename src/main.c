/* Where the program begins: the command line is given what only the platform can do. */
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"
#include "platform/fonts.h"
#include "platform/picture.h"
#include "platform/platform.h"
#include "ui/app.h"

/* What the services keep between their calls. */
typedef struct Host {
    Fonts *fonts; /* opened when they are first needed */
} Host;

static Error open_window(void *context, const CliWindow *window) {
    (void)context;
    PlatformOptions options = {.data_folder = window->data_folder};
    Platform *platform = NULL;
    Error error = platform_open(&options, &platform);
    if (error.code) {
        return error;
    }
    AppOptions app_options = {
        .data_folder = window->data_folder,
        .user_folder = window->user_folder,
        .open_path = window->path,
        .wake = platform_wake,
        .wake_context = platform,
    };
    App *app = NULL;
    error = app_new(&app_options, &app);
    if (!error.code) {
        platform_run(platform, app);
        app_free(app);
    }
    platform_close(platform);
    return error;
}

static Error need_fonts(Host *host) {
    return host->fonts ? error_none() : fonts_open(&host->fonts);
}

static Error measure_text(void *context, double scale, TextMetrics *metrics) {
    Host *host = context;
    Error error = need_fonts(host);
    if (!error.code) {
        *metrics = fonts_metrics(host->fonts, (float)scale);
    }
    return error;
}

static Error write_png(void *context, const CliPicture *wanted, const char *path) {
    Host *host = context;
    Error error = need_fonts(host);
    if (error.code) {
        return error;
    }
    Picture picture = {
        .list = wanted->list,
        .width = wanted->width,
        .height = wanted->height,
        .scale = (float)wanted->scale,
        .data_folder = wanted->data_folder,
        .fonts = host->fonts,
    };
    return picture_write_png(&picture, path);
}

static int terminal_columns(void) {
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int main(int argc, char **argv) {
    Host host = {0};
    CliServices services = {
        .in = stdin,
        .out = stdout,
        .err = stderr,
        .out_is_terminal = isatty(STDOUT_FILENO) == 1,
        .out_columns = terminal_columns(),
        .context = &host,
        .open_window = open_window,
        .open_fonts = measure_text,
        .write_png = write_png,
    };
    int status = cli_main(argc, argv, &services);
    fonts_close(host.fonts);
    return status;
}
