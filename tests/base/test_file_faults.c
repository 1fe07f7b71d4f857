/* The operating system fails at each of its calls in turn: a save leaves the old bytes and no
 * temporary file, an append leaves a whole file. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "support/support.h"

static struct {
    int fail_at;    /* the call that fails, counted from 1; 0: none */
    int fail_count; /* how many calls fail from there */
    int calls;      /* so far */
    bool renamed;   /* the new file has been put in its place */
    size_t chunk;   /* the most bytes that a write takes; 0: all */
    bool interrupt; /* every other write is interrupted by a signal */
} faults;

static bool fails(void) {
    faults.calls++;
    bool hit = faults.fail_at > 0 && faults.calls >= faults.fail_at &&
               faults.calls < faults.fail_at + faults.fail_count;
    if (hit) {
        errno = EIO;
    }
    return hit;
}

/* The linker gives these their names. NOLINTBEGIN(bugprone-reserved-identifier) */
int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int file, const void *bytes, size_t count);
int __real_fsync(int file);
int __real_rename(const char *from, const char *to);
int __real_close(int file);
int __real_fchmod(int file, mode_t mode);
int __real_ftruncate(int file, off_t length);

int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_write(int file, const void *bytes, size_t count);
int __wrap_fsync(int file);
int __wrap_rename(const char *from, const char *to);
int __wrap_close(int file);
int __wrap_fchmod(int file, mode_t mode);
int __wrap_ftruncate(int file, off_t length);
/* NOLINTEND(bugprone-reserved-identifier) */

int __wrap_open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails() ? -1 : __real_open(path, flags, mode);
}

/* A failing write takes a part first, as a full disk does. */
ssize_t __wrap_write(int file, const void *bytes, size_t count) {
    if (faults.interrupt && faults.calls % 2 == 0) {
        faults.calls++;
        errno = EINTR;
        return -1;
    }
    if (fails()) {
        ssize_t part = __real_write(file, bytes, count / 2);
        errno = ENOSPC;
        return part < 0 ? part : -1;
    }
    return __real_write(file, bytes, faults.chunk && count > faults.chunk ? faults.chunk : count);
}

int __wrap_fsync(int file) {
    return fails() ? -1 : __real_fsync(file);
}

int __wrap_rename(const char *from, const char *to) {
    if (fails()) {
        return -1;
    }
    int result = __real_rename(from, to);
    faults.renamed = faults.renamed || result == 0;
    return result;
}

int __wrap_close(int file) {
    bool failing = fails();
    int result = __real_close(file);
    if (failing) {
        errno = EIO;
    }
    return failing ? -1 : result;
}

int __wrap_fchmod(int file, mode_t mode) {
    return fails() ? -1 : __real_fchmod(file, mode);
}

int __wrap_ftruncate(int file, off_t length) {
    return fails() ? -1 : __real_ftruncate(file, length);
}

static void fail_at(int call, int count) {
    memset(&faults, 0, sizeof faults);
    faults.fail_at = call;
    faults.fail_count = count;
}

static void assert_only_file_holds(const char *folder, const char *path, const char *text) {
    Arena arena = {0};
    FolderEntries entries = {0};
    assert_int_equal(folder_list(folder, &arena, &entries).code, ERROR_NONE);
    assert_int_equal(entries.count, 1);
    array_free(&entries);
    arena_free(&arena);
    char *bytes = NULL;
    size_t length = 0;
    assert_int_equal(file_read(path, 1000, &bytes, &length).code, ERROR_NONE);
    assert_string_equal(bytes, text);
    free(bytes);
}

static void a_save_that_fails_leaves_the_old_file(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    char *path = path_join(&arena, folder, "design.json");
    int failed = 0;
    bool failing = true;
    for (int call = 1; failing; call++) {
        fail_at(0, 0);
        assert_int_equal(file_save_atomic(path, "old", 3).code, ERROR_NONE);
        fail_at(call, 1);
        Error error = file_save_atomic(path, "the new bytes", 13);
        failing = faults.calls >= call;
        bool renamed = faults.renamed;
        fail_at(0, 0);
        assert_only_file_holds(folder, path, renamed ? "the new bytes" : "old");
        if (error.code) {
            failed++;
            assert_int_equal(error.code, ERROR_IO);
            assert_non_null(strstr(error.message, folder));
        } else {
            assert_true(renamed);
        }
    }
    /* open, fchmod, write, fsync, close, rename, and open and fsync of the folder; the folder's
     * close may fail unheard */
    assert_int_equal(failed, 8);
    support_remove_folder(folder);
    arena_free(&arena);
}

static void a_first_save_that_fails_leaves_nothing(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    char *path = path_join(&arena, folder, "design.json");
    for (int call = 1;; call++) {
        fail_at(call, 1);
        Error error = file_save_atomic(path, "bytes", 5);
        bool renamed = faults.renamed;
        fail_at(0, 0);
        assert_int_equal(file_exists(path), renamed);
        if (renamed) {
            break;
        }
        assert_int_equal(error.code, ERROR_IO);
        assert_int_equal(rmdir(folder), 0); /* it is empty */
        assert_int_equal(mkdir(folder, 0700), 0);
    }
    support_remove_folder(folder);
    arena_free(&arena);
}

static void short_and_interrupted_writes_go_on(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    char *path = path_join(&arena, folder, "design.json");
    fail_at(0, 0);
    faults.chunk = 2;
    faults.interrupt = true;
    assert_int_equal(file_save_atomic(path, "a few bytes", 11).code, ERROR_NONE);
    assert_only_file_holds(folder, path, "a few bytes");
    AppendFile *file = NULL;
    assert_int_equal(append_file_open(path, &file).code, ERROR_NONE);
    assert_int_equal(append_file_write(file, ", and more", 10).code, ERROR_NONE);
    append_file_close(file);
    assert_only_file_holds(folder, path, "a few bytes, and more");
    fail_at(0, 0);
    support_remove_folder(folder);
    arena_free(&arena);
}

static void an_append_that_fails_is_cut_off(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    char *path = path_join(&arena, folder, "session.jsonl");
    AppendFile *file = NULL;
    fail_at(0, 0);
    assert_int_equal(append_file_open(path, &file).code, ERROR_NONE);
    assert_int_equal(append_file_write(file, "one\n", 4).code, ERROR_NONE);

    fail_at(1, 1); /* the write, after half of it */
    Error error = append_file_write(file, "two, and a long one\n", 20);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "No space left"));
    assert_only_file_holds(folder, path, "one\n");

    fail_at(1, 3); /* the write, the cut, and the cut before the next append */
    assert_int_equal(append_file_write(file, "three\n", 6).code, ERROR_IO);
    assert_int_equal(append_file_write(file, "four\n", 5).code, ERROR_IO);
    fail_at(0, 0);
    assert_int_equal(append_file_write(file, "five\n", 5).code, ERROR_NONE);
    assert_only_file_holds(folder, path, "one\nfive\n");

    fail_at(1, 1);
    assert_int_equal(append_file_sync(file).code, ERROR_IO);
    fail_at(1, 1);
    assert_int_equal(append_file_truncate(file, 4).code, ERROR_IO);
    fail_at(0, 0);
    assert_int_equal(append_file_truncate(file, 4).code, ERROR_NONE);
    append_file_close(file);
    assert_only_file_holds(folder, path, "one\n");
    support_remove_folder(folder);
    arena_free(&arena);
}

static void a_file_that_cannot_be_opened_for_appending_is_an_error(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    char *path = path_join(&arena, folder, "session.jsonl");
    AppendFile *file = NULL;
    for (int call = 1; call <= 3; call++) { /* open, open of the folder, its fsync */
        unlink(path);
        fail_at(call == 1 ? 1 : call + 1, 1); /* a new file is opened twice: to see, to create */
        assert_int_equal(append_file_open(path, &file).code, ERROR_IO);
        assert_null(file);
    }
    fail_at(0, 0);
    support_remove_folder(folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_save_that_fails_leaves_the_old_file),
        cmocka_unit_test(a_first_save_that_fails_leaves_nothing),
        cmocka_unit_test(short_and_interrupted_writes_go_on),
        cmocka_unit_test(an_append_that_fails_is_cut_off),
        cmocka_unit_test(a_file_that_cannot_be_opened_for_appending_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
