/* The program: the command line, and what it needs SDL for. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"
#include "platform/fonts.h"
#include "platform/picture_clipboard.h"
#include "platform/platform.h"
#include "platform/png.h"
#include "ui/app.h"

typedef struct Program {
    Fonts *fonts; /* of pictures; opened when the first is made */
} Program;

static Error open_fonts(void *context, double scale, TextMetrics *metrics) {
    Program *program = context;
    Error error = program->fonts ? error_none() : fonts_open(&program->fonts);
    if (!error.code) {
        *metrics = fonts_metrics(program->fonts, (float)scale);
    }
    return error;
}

static Error write_png(void *context, const DrawingPng *picture, const char *path) {
    Program *program = context;
    Error error = program->fonts ? error_none() : fonts_open(&program->fonts);
    if (error.code) {
        return error;
    }
    Png png = {.list = picture->list,
               .width = picture->width,
               .height = picture->height,
               .scale = (float)picture->scale,
               .data_folder = picture->data_folder,
               .fonts = program->fonts};
    return png_write(&png, path);
}

static Error copy_png(void *context, const char *path) {
    (void)context;
    return picture_clipboard_put(path);
}

static Error run_window(Program *program, Platform *platform, const CliWindow *window) {
    AppOptions options = {
        .data_folder = window->data_folder,
        .user_folder = window->user_folder,
        .open_path = window->path,
        .wake = platform_wake,
        .wake_context = platform,
        .tools = {.context = program, .open_fonts = open_fonts, .write_png = write_png},
        .copy_png = copy_png};
    App *app = NULL;
    Error error = app_new(&options, &app);
    if (!error.code) {
        platform_run(platform, app);
        app_free(app);
    }
    return error;
}

static Error open_window(void *context, const CliWindow *window) {
    PlatformOptions options = {.data_folder = window->data_folder};
    Platform *platform = NULL;
    Error error = platform_open(&options, &platform);
    if (!error.code) {
        error = run_window(context, platform, window);
        platform_close(platform);
    }
    return error;
}

static int terminal_columns(void) {
    struct winsize size = {0};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int main(int argc, char **argv) {
    Program program = {NULL};
    CliServices services = {
        .in = stdin,
        .out = stdout,
        .err = stderr,
        .out_is_terminal = isatty(STDOUT_FILENO) == 1,
        .out_columns = terminal_columns(),
        .context = &program,
        .open_window = open_window,
        .tools = {.context = &program, .open_fonts = open_fonts, .write_png = write_png}};
    int status = cli_main(argc, argv, &services);
    fonts_close(program.fonts);
    return status;
}
