#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/paths.h"
#include "support/support.h"

/* This program lies in the build tree, so the source tree is where its data is. */
static void the_build_tree_uses_the_source_tree(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = NULL;
    unsetenv("FAULTLINE_DATA");
    assert_int_equal(paths_find_data(&arena, &folder).code, ERROR_NONE);
    assert_string_equal(folder, FAULTLINE_SOURCE_DIR);
    arena_free(&arena);
}

static void a_chosen_folder_must_hold_the_data(void **state) {
    (void)state;
    Arena arena = {0};
    char *scratch = support_make_folder(&arena);
    char *folder = NULL;
    setenv("FAULTLINE_DATA", scratch, 1);
    Error error = paths_find_data(&arena, &folder);
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, scratch));
    assert_null(folder);
    assert_int_equal(folder_make(path_join(&arena, scratch, "assets")).code, ERROR_NONE);
    assert_int_equal(folder_make(path_join(&arena, scratch, "scenarios")).code, ERROR_NONE);
    assert_int_equal(paths_find_data(&arena, &folder).code, ERROR_NONE);
    assert_string_equal(folder, scratch);
    unsetenv("FAULTLINE_DATA");
    support_remove_folder(scratch);
    arena_free(&arena);
}

static void the_users_data_follow_the_xdg_standard(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = NULL;
    setenv("HOME", "/people/ada", 1);
    setenv("XDG_DATA_HOME", "/data/ada", 1);
    assert_int_equal(paths_user_data(&arena, &folder).code, ERROR_NONE);
    assert_string_equal(folder, "/data/ada/faultline");
    setenv("XDG_DATA_HOME", "relative", 1);
    assert_int_equal(paths_user_data(&arena, &folder).code, ERROR_NONE);
    assert_string_equal(folder, "/people/ada/.local/share/faultline");
    unsetenv("XDG_DATA_HOME");
    assert_int_equal(paths_user_data(&arena, &folder).code, ERROR_NONE);
    assert_string_equal(folder, "/people/ada/.local/share/faultline");
    unsetenv("HOME");
    folder = NULL;
    Error error = paths_user_data(&arena, &folder);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "HOME"));
    assert_null(folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_build_tree_uses_the_source_tree),
        cmocka_unit_test(a_chosen_folder_must_hold_the_data),
        cmocka_unit_test(the_users_data_follow_the_xdg_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
