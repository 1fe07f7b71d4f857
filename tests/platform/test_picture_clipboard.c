/* Pictures on the clipboard, with programs of our own in place of wl-copy and xclip. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "platform/picture_clipboard.h"
#include "support/support.h"

typedef struct Desk {
    Arena arena;
    const char *folder, *picture;
    char *path; /* of the environment, as it was */
} Desk;

static int set_up(void **state) {
    Desk *desk = memory_allocate(sizeof *desk);
    desk->folder = support_make_folder(&desk->arena);
    desk->picture = path_join(&desk->arena, desk->folder, "picture.png");
    desk->path = memory_copy_string(getenv("PATH"));
    Error error = file_save_atomic(desk->picture, "pixels", 6);
    *state = desk;
    return error.code || setenv("PATH", desk->folder, 1) != 0 || unsetenv("WAYLAND_DISPLAY") != 0;
}

static int tear_down(void **state) {
    Desk *desk = *state;
    int failed = setenv("PATH", desk->path, 1);
    support_remove_folder(desk->folder);
    free(desk->path);
    arena_free(&desk->arena);
    free(desk);
    return failed;
}

/* A program that keeps what it is given, with its arguments, in a file of its name. */
static void install(Desk *desk, const char *name, int status) {
    TextBuffer script = {0};
    text_append_format(&script, "#!/bin/sh\n{ /bin/echo \"$@\"; /bin/cat; } > %s/%s.got\nexit %d\n",
                       desk->folder, name, status);
    const char *path = path_join(&desk->arena, desk->folder, name);
    Error error = file_save_atomic(path, script.text, script.length);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(chmod(path, 0755), 0);
    text_free(&script);
}

static void expect_got(Desk *desk, const char *name, const char *expected) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path_join(&desk->arena, desk->folder, name), 1000, &bytes, &length);
    assert_int_equal(error.code, ERROR_NONE);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static void without_a_program_it_says_which_to_install(void **state) {
    Desk *desk = *state;
    Error error = picture_clipboard_put(desk->picture);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "xclip"));
    assert_non_null(strstr(error.message, "wl-clipboard"));
}

static void xclip_gets_the_picture(void **state) {
    Desk *desk = *state;
    install(desk, "xclip", 0);
    assert_int_equal(picture_clipboard_put(desk->picture).code, ERROR_NONE);
    expect_got(desk, "xclip.got", "-selection clipboard -t image/png -i\npixels");
}

static void on_wayland_wl_copy_comes_first(void **state) {
    Desk *desk = *state;
    install(desk, "wl-copy", 0);
    assert_int_equal(picture_clipboard_put(desk->picture).code, ERROR_IO);
    assert_int_equal(setenv("WAYLAND_DISPLAY", "wayland-0", 1), 0);
    assert_int_equal(picture_clipboard_put(desk->picture).code, ERROR_NONE);
    expect_got(desk, "wl-copy.got", "--type image/png\npixels");
}

static void a_program_that_fails_is_no_success(void **state) {
    Desk *desk = *state;
    install(desk, "xclip", 1);
    assert_int_equal(picture_clipboard_put(desk->picture).code, ERROR_IO);
    install(desk, "xclip", 0);
    assert_int_equal(picture_clipboard_put(path_join(&desk->arena, desk->folder, "none.png")).code,
                     ERROR_IO);
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        desk_test(without_a_program_it_says_which_to_install),
        desk_test(xclip_gets_the_picture),
        desk_test(on_wayland_wl_copy_comes_first),
        desk_test(a_program_that_fails_is_no_success),
    };
    return cmocka_run_group_tests_name("pictures on the clipboard", tests, NULL, NULL);
}
