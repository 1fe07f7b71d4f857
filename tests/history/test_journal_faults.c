/* The operating system fails at each of its calls in turn while a session is written: the editor
 * goes on, the error is told, and the file stays one that loads, with what could be written. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "history/replay.h"
#include "history/walk.h"

enum { STEPS = 25, FOREVER = 1000000 };

static struct {
    int fail_at;    /* the call that fails, counted from 1; 0: none */
    int fail_count; /* how many calls fail from there */
    int calls;      /* so far */
} faults;

static void fail_at(int call, int count) {
    faults.fail_at = call;
    faults.fail_count = count;
    faults.calls = 0;
}

static bool fails(void) {
    faults.calls++;
    return faults.fail_at > 0 && faults.calls >= faults.fail_at &&
           faults.calls < faults.fail_at + faults.fail_count;
}

int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int file, const void *bytes, size_t count);
int __real_fsync(int file);
int __real_rename(const char *from, const char *to);
int __real_ftruncate(int file, off_t length);

int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_write(int file, const void *bytes, size_t count);
int __wrap_fsync(int file);
int __wrap_rename(const char *from, const char *to);
int __wrap_ftruncate(int file, off_t length);

int __wrap_open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (fails()) {
        errno = EMFILE;
        return -1;
    }
    return __real_open(path, flags, mode);
}

/* A failing write takes a part first, as a full disk does. */
ssize_t __wrap_write(int file, const void *bytes, size_t count) {
    if (fails()) {
        ssize_t part = __real_write(file, bytes, count / 2);
        errno = ENOSPC;
        return part < 0 ? part : -1;
    }
    return __real_write(file, bytes, count);
}

int __wrap_fsync(int file) {
    errno = EIO;
    return fails() ? -1 : __real_fsync(file);
}

int __wrap_rename(const char *from, const char *to) {
    errno = EIO;
    return fails() ? -1 : __real_rename(from, to);
}

int __wrap_ftruncate(int file, off_t length) {
    errno = EIO;
    return fails() ? -1 : __real_ftruncate(file, length);
}

typedef struct Run {
    Arena arena;
    char *folder, *path;
    bool created;
    int errors;               /* that were told */
    size_t recorded;          /* entries, when a step last came back without an error */
    size_t entries;           /* that happened */
    char *designs[STEPS + 1]; /* after each number of them */
} Run;

/* Plays the same session each time, whatever fails. */
static void play(const Catalog *catalog, Run *run) {
    Random random = random_seed(7);
    run->folder = support_make_folder(&run->arena);
    run->path = path_join(&run->arena, run->folder, "session.jsonl");
    Design *design = support_random_design(catalog, &random, 5);
    Journal *journal = NULL;
    Error error = journal_create(run->path, "faults", design, &journal);
    run->created = !error.code;
    run->errors = error.code != ERROR_NONE;
    Editor *editor = editor_new(design, journal);
    run->designs[0] = support_bytes(editor_design(editor));
    for (int i = 0; i < STEPS; i++) {
        error = walk_step(editor, &random);
        if (error.code) {
            assert_int_equal(error.code, ERROR_IO);
            run->errors++;
        }
        size_t before = run->entries;
        run->entries = editor_entries(editor)->count;
        if (!error.code && run->entries > before) {
            run->recorded = run->entries;
        }
        free(run->designs[run->entries]);
        run->designs[run->entries] = support_bytes(editor_design(editor));
    }
    run->errors += editor_sync(editor).code != ERROR_NONE;
    editor_free(editor);
}

/* What the file holds is what happened up to some entry. Returns which. */
static size_t recover(const Catalog *catalog, const Run *run) {
    Session *session;
    Replay *replay;
    must(session_load(run->path, catalog, &session));
    size_t count = session->entries.count;
    assert_true(count <= run->entries);
    must(replay_new(session, &replay));
    must(replay_seek_entry(replay, count));
    must_have_bytes(replay_design(replay), run->designs[count]);
    replay_free(replay);
    session_free(session);
    return count;
}

static void forget(Run *run) {
    for (size_t i = 0; i < COUNT_OF(run->designs); i++) {
        free(run->designs[i]);
    }
    support_remove_folder(run->folder);
    arena_free(&run->arena);
}

static int load_catalog(void **state) {
    *state = support_catalog();
    return 0;
}

static int free_catalog(void **state) {
    catalog_free(*state);
    return 0;
}

static int count_calls(const Catalog *catalog) {
    Run run = {0};
    fail_at(0, 0);
    play(catalog, &run);
    int calls = faults.calls;
    assert_int_equal(run.errors, 0);
    assert_int_equal(recover(catalog, &run), run.entries);
    assert_true(calls > (int)run.entries);
    forget(&run);
    return calls;
}

/* One call fails, or two in a row: then the cutting back of a torn write fails too. */
static void what_fails_once_is_written_later(void **state) {
    int calls = count_calls(*state);
    for (int count = 1; count <= 2; count++) {
        for (int call = 1; call <= calls; call++) {
            Run run = {0};
            fail_at(call, count);
            play(*state, &run);
            fail_at(0, 0);
            assert_true(run.errors > 0);
            if (run.created) {
                assert_int_equal(recover(*state, &run), run.entries);
            } else if (file_exists(run.path)) {
                assert_int_equal(recover(*state, &run), 0);
            }
            forget(&run);
        }
    }
}

static void a_disk_that_stays_full_keeps_what_was_written(void **state) {
    int calls = count_calls(*state);
    for (int call = 1; call <= calls; call++) {
        Run run = {0};
        fail_at(call, FOREVER);
        play(*state, &run);
        fail_at(0, 0);
        assert_true(run.errors > 0);
        if (run.created) {
            assert_true(recover(*state, &run) >= run.recorded);
        }
        forget(&run);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fails_once_is_written_later),
        cmocka_unit_test(a_disk_that_stays_full_keeps_what_was_written),
    };
    return cmocka_run_group_tests_name("journal faults", tests, load_catalog, free_catalog);
}
