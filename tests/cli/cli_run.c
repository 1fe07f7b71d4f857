#include "cli/cli_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "support/support.h"

enum { ARGUMENTS_MAX = 16, OUTPUT_MAX = 64 * 1024 * 1024, COLUMNS = 100 };

typedef struct Fake {
    CliBench *bench;
    CliRun *run;
} Fake;

static Error open_window(void *context, const CliWindow *window) {
    Fake *fake = context;
    assert_non_null(window->data_folder);
    assert_non_null(window->user_folder);
    fake->run->window = window->path ? arena_copy_string(&fake->bench->arena, window->path) : "";
    return fake->bench->window_error;
}

static Error open_fonts(void *context, double scale, TextMetrics *metrics) {
    Fake *fake = context;
    if (fake->bench->fonts_error.code) {
        return fake->bench->fonts_error;
    }
    assert_true(scale > 0);
    *metrics = text_metrics_plain();
    return error_none();
}

static Error write_png(void *context, const DrawingPng *picture, const char *path) {
    Fake *fake = context;
    fake->run->png = arena_copy_string(&fake->bench->arena, path);
    fake->run->png_width = picture->width;
    fake->run->png_height = picture->height;
    fake->run->png_scale = picture->scale;
    fake->run->png_items = picture->list->items.count;
    return fake->bench->png_error;
}

static const char *read_stream(Arena *arena, FILE *file) {
    assert_int_equal(fflush(file), 0);
    long length = ftell(file);
    assert_true(length >= 0 && length < OUTPUT_MAX);
    char *text = arena_allocate(arena, (size_t)length + 1);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)length, file), (size_t)length);
    return text;
}

static FILE *open_input(const char *text) {
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_true(!text || fputs(text, file) >= 0);
    rewind(file);
    return file;
}

CliRun cli_run(CliBench *bench, ...) {
    char *argv[ARGUMENTS_MAX] = {arena_copy_string(&bench->arena, "faultline")};
    int argc = 1;
    va_list arguments;
    va_start(arguments, bench);
    for (const char *next = va_arg(arguments, const char *); next;
         next = va_arg(arguments, const char *)) {
        assert_true(argc < ARGUMENTS_MAX);
        argv[argc++] = arena_copy_string(&bench->arena, next);
    }
    va_end(arguments);

    CliRun run = {0};
    Fake fake = {.bench = bench, .run = &run};
    FILE *kept = tmpfile();
    assert_non_null(kept);
    CliServices services = {
        .in = open_input(bench->input),
        .out = bench->out ? bench->out : kept,
        .err = tmpfile(),
        .out_is_terminal = bench->terminal,
        .out_columns = bench->terminal ? COLUMNS : 0,
        .context = &fake,
        .open_window = open_window,
        .tools = {.context = &fake, .open_fonts = open_fonts, .write_png = write_png},
    };
    assert_non_null(services.err);
    run.status = cli_main(argc, argv, &services);
    run.out = read_stream(&bench->arena, kept);
    run.err = read_stream(&bench->arena, services.err);
    fclose(services.in);
    fclose(kept);
    fclose(services.err);
    return run;
}

int cli_bench_setup(void **state) {
    CliBench *bench = memory_allocate(sizeof *bench);
    bench->folder = support_make_folder(&bench->arena);
    setenv("FAULTLINE_DATA", FAULTLINE_SOURCE_DIR, 1);
    setenv("XDG_DATA_HOME", path_join(&bench->arena, bench->folder, "data"), 1);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    *state = bench;
    return 0;
}

int cli_bench_teardown(void **state) {
    CliBench *bench = *state;
    support_remove_folder(bench->folder);
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

const char *cli_write_file(CliBench *bench, const char *name, const char *text) {
    const char *path = path_join(&bench->arena, bench->folder, name);
    const char *bytes = support_quotes(&bench->arena, text);
    assert_int_equal(folder_make(path_folder(&bench->arena, path)).code, ERROR_NONE);
    Error error = file_save_atomic(path, bytes, strlen(bytes));
    assert_int_equal(error.code, ERROR_NONE);
    return path;
}

char *cli_read_file(CliBench *bench, const char *path) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path, OUTPUT_MAX, &bytes, &length);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    char *copy = arena_copy(&bench->arena, bytes, length);
    free(bytes);
    return copy;
}

const char *cli_shipped(CliBench *bench, const char *path) {
    return support_source_path(&bench->arena, path);
}

void cli_assert_contains(const char *text, const char *part) {
    if (!strstr(text, part)) {
        fail_msg("\"%s\" is not in:\n%s", part, text);
    }
}

void cli_assert_lacks(const char *text, const char *part) {
    if (strstr(text, part)) {
        fail_msg("\"%s\" should not be in:\n%s", part, text);
    }
}
