#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "support/support.h"

typedef struct Scratch {
    Arena arena;
    char *folder, *file;
} Scratch;

static int make_scratch(void **state) {
    Scratch *scratch = memory_allocate(sizeof *scratch);
    scratch->folder = support_make_folder(&scratch->arena);
    scratch->file = path_join(&scratch->arena, scratch->folder, "a.json");
    *state = scratch;
    return 0;
}

static int remove_scratch(void **state) {
    Scratch *scratch = *state;
    support_remove_folder(scratch->folder);
    arena_free(&scratch->arena);
    free(scratch);
    return 0;
}

static void assert_ok(Error error) {
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static void assert_refused(Error error, ErrorCode code, const char *part) {
    assert_int_equal(error.code, code);
    if (!strstr(error.message, part)) {
        fail_msg("`%s` does not say `%s`", error.message, part);
    }
}

static void assert_holds(const char *path, const char *text) {
    char *bytes = NULL;
    size_t length = 0;
    assert_ok(file_read(path, 1000, &bytes, &length));
    assert_string_equal(bytes, text);
    assert_int_equal(length, strlen(text));
    free(bytes);
}

static size_t count_entries(const char *folder) {
    Arena arena = {0};
    FolderEntries entries = {0};
    assert_ok(folder_list(folder, &arena, &entries));
    size_t count = entries.count;
    array_free(&entries);
    arena_free(&arena);
    return count;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void a_file_is_read_whole(void **state) {
    Scratch *scratch = *state;
    assert_ok(file_save_atomic(scratch->file, "a\0b", 3));
    char *bytes = NULL;
    size_t length = 0;
    assert_ok(file_read(scratch->file, 3, &bytes, &length));
    assert_int_equal(length, 3);
    assert_memory_equal(bytes, "a\0b", 4); /* with a NUL after the last byte */
    free(bytes);
    assert_ok(file_save_atomic(scratch->file, "", 0));
    assert_holds(scratch->file, "");
}

static void what_is_no_plain_file_is_refused(void **state) {
    Scratch *scratch = *state;
    char *bytes = NULL;
    size_t length = 7;
    assert_refused(file_read(scratch->file, 10, &bytes, &length), ERROR_IO, "No such file");
    assert_refused(file_read(scratch->folder, 10, &bytes, &length), ERROR_IO, "is a folder");
    assert_refused(file_read("/dev/null", 10, &bytes, &length), ERROR_IO, "device or a pipe");
    assert_int_equal(mkfifo(scratch->file, 0600), 0);
    assert_refused(file_read(scratch->file, 10, &bytes, &length), ERROR_IO, "device or a pipe");
    assert_null(bytes);
    assert_int_equal(length, 7);
}

static void a_file_over_the_limit_is_refused(void **state) {
    Scratch *scratch = *state;
    assert_ok(file_save_atomic(scratch->file, "12345", 5));
    char *bytes = NULL;
    size_t length = 0;
    assert_refused(file_read(scratch->file, 4, &bytes, &length), ERROR_LIMIT, "limit of 4 bytes");
    assert_null(bytes);
    assert_ok(file_read(scratch->file, 5, &bytes, &length));
    free(bytes);
}

/* Files of /proc say that they are empty and are not. */
static void the_size_that_a_file_claims_is_not_believed(void **state) {
    (void)state;
    char *bytes = NULL;
    size_t length = 0;
    if (access("/proc/self/status", R_OK) != 0) {
        skip();
    }
    assert_refused(file_read("/proc/self/status", 10, &bytes, &length), ERROR_LIMIT, "limit of 10");
    assert_ok(file_read("/proc/self/status", 1000000, &bytes, &length));
    assert_true(length > 10);
    free(bytes);
}

/* ---- Saving ---------------------------------------------------------------------------------- */

static void a_save_replaces_the_file_and_leaves_nothing_else(void **state) {
    Scratch *scratch = *state;
    assert_ok(file_save_atomic(scratch->file, "one", 3));
    assert_holds(scratch->file, "one");
    assert_ok(file_save_atomic(scratch->file, "second", 6));
    assert_holds(scratch->file, "second");
    assert_int_equal(count_entries(scratch->folder), 1);
}

static void a_save_keeps_the_permissions(void **state) {
    Scratch *scratch = *state;
    assert_ok(file_save_atomic(scratch->file, "one", 3));
    assert_int_equal(chmod(scratch->file, 0640), 0);
    assert_ok(file_save_atomic(scratch->file, "two", 3));
    struct stat info;
    assert_int_equal(stat(scratch->file, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void a_new_file_has_the_permissions_of_the_umask(void **state) {
    Scratch *scratch = *state;
    mode_t old = umask(027);
    assert_ok(file_save_atomic(scratch->file, "one", 3));
    umask(old);
    struct stat info;
    assert_int_equal(stat(scratch->file, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void a_link_stays_a_link(void **state) {
    Scratch *scratch = *state;
    char *link = path_join(&scratch->arena, scratch->folder, "link.json");
    assert_ok(file_save_atomic(scratch->file, "one", 3));
    assert_int_equal(symlink("a.json", link), 0);
    assert_ok(file_save_atomic(link, "two", 3));
    struct stat info;
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_holds(scratch->file, "two");
    assert_int_equal(unlink(scratch->file), 0);
    assert_refused(file_save_atomic(link, "three", 5), ERROR_IO, "link to nowhere");
}

static void a_save_to_what_is_no_plain_file_is_refused(void **state) {
    Scratch *scratch = *state;
    assert_refused(file_save_atomic(scratch->folder, "x", 1), ERROR_IO, "is a folder");
    assert_refused(file_save_atomic("/dev/null", "x", 1), ERROR_IO, "device or a pipe");
    char *missing = path_join(&scratch->arena, scratch->folder, "missing/a.json");
    assert_refused(file_save_atomic(missing, "x", 1), ERROR_IO, "there is no folder");
    assert_int_equal(count_entries(scratch->folder), 0);
}

static void a_file_that_may_not_be_written_is_not_replaced(void **state) {
    Scratch *scratch = *state;
    if (geteuid() == 0) {
        skip(); /* nothing is forbidden to root */
    }
    assert_ok(file_save_atomic(scratch->file, "one", 3));
    assert_int_equal(chmod(scratch->file, 0400), 0);
    assert_refused(file_save_atomic(scratch->file, "two", 3), ERROR_IO, "Permission denied");
    assert_holds(scratch->file, "one");
}

/* ---- Appending ------------------------------------------------------------------------------- */

static void appends_follow_one_another(void **state) {
    Scratch *scratch = *state;
    AppendFile *file = NULL;
    assert_ok(append_file_open(scratch->file, &file));
    assert_ok(append_file_write(file, "one\n", 4));
    assert_holds(scratch->file, "one\n"); /* at once, while it is open */
    assert_ok(append_file_write(file, "", 0));
    assert_ok(append_file_write(file, "two\n", 4));
    assert_ok(append_file_sync(file));
    append_file_close(file);
    assert_ok(append_file_open(scratch->file, &file));
    assert_ok(append_file_write(file, "three\n", 6));
    append_file_close(file);
    assert_holds(scratch->file, "one\ntwo\nthree\n");
    append_file_close(NULL);
}

static void a_file_is_cut_back_and_goes_on_there(void **state) {
    Scratch *scratch = *state;
    AppendFile *file = NULL;
    assert_ok(file_save_atomic(scratch->file, "one\ntorn", 8));
    assert_ok(append_file_open(scratch->file, &file));
    assert_ok(append_file_truncate(file, 4));
    assert_ok(append_file_write(file, "two\n", 4));
    append_file_close(file);
    assert_holds(scratch->file, "one\ntwo\n");
}

static void only_plain_files_are_appended_to(void **state) {
    Scratch *scratch = *state;
    AppendFile *file = NULL;
    assert_refused(append_file_open(scratch->folder, &file), ERROR_IO, "cannot open");
    assert_refused(append_file_open("/dev/null", &file), ERROR_IO, "device or a pipe");
    char *missing = path_join(&scratch->arena, scratch->folder, "missing/a.json");
    assert_refused(append_file_open(missing, &file), ERROR_IO, "No such file");
    assert_null(file);
}

/* ---- Folders and paths ----------------------------------------------------------------------- */

static void folders_are_made_with_their_parents(void **state) {
    Scratch *scratch = *state;
    char *deep = path_join(&scratch->arena, scratch->folder, "one/two//three");
    assert_false(folder_exists(deep));
    assert_ok(folder_make(deep));
    assert_true(folder_exists(deep));
    assert_ok(folder_make(deep));
    assert_ok(folder_make(path_join(&scratch->arena, deep, "four/")));
    assert_ok(folder_sync(deep));
    assert_ok(file_save_atomic(scratch->file, "x", 1));
    assert_refused(folder_make(scratch->file), ERROR_IO, "cannot make the folder");
    assert_refused(folder_make(path_join(&scratch->arena, scratch->file, "below")), ERROR_IO,
                   "cannot make the folder");
    assert_refused(folder_sync(scratch->file), ERROR_IO, "cannot open the folder");
}

static void a_folder_is_listed_by_name(void **state) {
    Scratch *scratch = *state;
    static const char *const names[] = {"b", "a.json", "C", "ü"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_ok(file_save_atomic(path_join(&scratch->arena, scratch->folder, names[i]), "x", 1));
    }
    assert_ok(folder_make(path_join(&scratch->arena, scratch->folder, "aa")));
    assert_int_equal(symlink("nowhere", path_join(&scratch->arena, scratch->folder, "dead")), 0);
    FolderEntries entries = {0};
    assert_ok(folder_list(scratch->folder, &scratch->arena, &entries));
    static const char *const expected[] = {"C", "a.json", "aa", "b", "ü"};
    assert_int_equal(entries.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_string_equal(entries.items[i].name, expected[i]);
        assert_int_equal(entries.items[i].is_folder, i == 2);
        assert_true(entries.items[i].modified_s > 0);
    }
    array_free(&entries);
    assert_refused(folder_list(scratch->file, &scratch->arena, &entries), ERROR_IO, "cannot list");
}

static void files_and_folders_are_told_apart(void **state) {
    Scratch *scratch = *state;
    assert_ok(file_save_atomic(scratch->file, "x", 1));
    assert_true(file_exists(scratch->file));
    assert_false(folder_exists(scratch->file));
    assert_false(file_exists(scratch->folder));
    assert_true(folder_exists(scratch->folder));
    assert_false(file_exists("/nowhere/at/all"));
}

static void paths_are_joined_and_taken_apart(void **state) {
    Scratch *scratch = *state;
    Arena *arena = &scratch->arena;
    assert_string_equal(path_join(arena, "a", "b"), "a/b");
    assert_string_equal(path_join(arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(arena, "/", "b"), "/b");
    assert_string_equal(path_join(arena, "", "b"), "b");
    assert_string_equal(path_file_name("a/b.json"), "b.json");
    assert_string_equal(path_file_name("b.json"), "b.json");
    assert_string_equal(path_file_name("a/"), "");
    assert_string_equal(path_folder(arena, "a/b/c"), "a/b");
    assert_string_equal(path_folder(arena, "a//b"), "a");
    assert_string_equal(path_folder(arena, "b"), ".");
    assert_string_equal(path_folder(arena, "/b"), "/");
}

#define SCRATCH_TEST(name) cmocka_unit_test_setup_teardown(name, make_scratch, remove_scratch)

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(a_file_is_read_whole),
        SCRATCH_TEST(what_is_no_plain_file_is_refused),
        SCRATCH_TEST(a_file_over_the_limit_is_refused),
        SCRATCH_TEST(the_size_that_a_file_claims_is_not_believed),
        SCRATCH_TEST(a_save_replaces_the_file_and_leaves_nothing_else),
        SCRATCH_TEST(a_save_keeps_the_permissions),
        SCRATCH_TEST(a_new_file_has_the_permissions_of_the_umask),
        SCRATCH_TEST(a_link_stays_a_link),
        SCRATCH_TEST(a_save_to_what_is_no_plain_file_is_refused),
        SCRATCH_TEST(a_file_that_may_not_be_written_is_not_replaced),
        SCRATCH_TEST(appends_follow_one_another),
        SCRATCH_TEST(a_file_is_cut_back_and_goes_on_there),
        SCRATCH_TEST(only_plain_files_are_appended_to),
        SCRATCH_TEST(folders_are_made_with_their_parents),
        SCRATCH_TEST(a_folder_is_listed_by_name),
        SCRATCH_TEST(files_and_folders_are_told_apart),
        SCRATCH_TEST(paths_are_joined_and_taken_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
