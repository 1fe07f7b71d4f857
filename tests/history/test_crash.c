/* A round is played in another process, which is killed at any moment: in the middle of a write,
 * at a byte that a seed chose, or whenever it happens to be. All steps that came back are
 * recovered, at most one more, and the design is the one that the round had after them. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "history/replay.h"
#include "history/walk.h"

enum { STEPS = 300, SAVE_EVERY = 20, KILLS_IN_WRITES = 150, KILLS_ANYWHERE = 50, NEVER = -1 };

static struct {
    long long kill_at; /* the byte that is not written any more */
    long long written;
} disk = {.kill_at = NEVER};

ssize_t __real_write(int file, const void *bytes, size_t count);
ssize_t __wrap_write(int file, const void *bytes, size_t count);

ssize_t __wrap_write(int file, const void *bytes, size_t count) {
    if (disk.kill_at != NEVER && disk.written + (long long)count > disk.kill_at) {
        ssize_t part = __real_write(file, bytes, (size_t)(disk.kill_at - disk.written));
        kill(getpid(), SIGKILL);
        return part; /* not reached */
    }
    disk.written += (long long)count;
    return __real_write(file, bytes, count);
}

typedef struct Round {
    const Catalog *catalog;
    Arena arena;
    char *folder, *journal, *design;
    ARRAY_OF(char *) designs; /* of the round that nobody kills, after each number of entries */
    long long bytes;          /* that it wrote */
} Round;

/* The same round each time. Calls `happened` after each entry. */
static void play(const Round *round, void (*happened)(const Editor *editor, void *context),
                 void *context) {
    Random random = random_seed(2026);
    Design *design = support_random_design(round->catalog, &random, 8);
    Journal *journal;
    must(journal_create(round->journal, "round", design, &journal));
    Editor *editor = editor_new(design, journal);
    size_t entries = 0;
    for (int i = 0; i < STEPS; i++) {
        must(walk_step(editor, &random));
        if (editor_entries(editor)->count > entries) {
            entries++;
            happened(editor, context);
        }
        if (i % SAVE_EVERY == 0) {
            must(design_save(editor_design(editor), round->design));
        }
    }
    editor_free(editor);
}

static void keep_design(const Editor *editor, void *context) {
    Round *round = context;
    array_push(&round->designs, support_bytes(editor_design(editor)));
}

static int set_up(void **state) {
    Round *round = memory_allocate(sizeof *round);
    round->catalog = support_catalog();
    round->folder = support_make_folder(&round->arena);
    round->journal = path_join(&round->arena, round->folder, "session.jsonl");
    round->design = path_join(&round->arena, round->folder, "design.json");
    Random random = random_seed(2026);
    Design *design = support_random_design(round->catalog, &random, 8);
    array_push(&round->designs, support_bytes(design));
    design_free(design);
    disk.written = 0;
    play(round, keep_design, round);
    round->bytes = disk.written;
    unlink(round->journal);
    unlink(round->design);
    *state = round;
    return 0;
}

static int tear_down(void **state) {
    Round *round = *state;
    for (size_t i = 0; i < round->designs.count; i++) {
        free(round->designs.items[i]);
    }
    array_free(&round->designs);
    support_remove_folder(round->folder);
    catalog_free((Catalog *)round->catalog);
    arena_free(&round->arena);
    free(round);
    return 0;
}

/* --- The other process --- */

static void tell(const Editor *editor, void *context) {
    (void)editor;
    if (__real_write(*(const int *)context, "+", 1) != 1) {
        _exit(2);
    }
}

/* Starts it; *told gives a byte for each entry that came back. */
static pid_t start(const Round *round, long long kill_at, int *told) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        alarm(300); /* should the test fail and leave it behind */
        disk.kill_at = kill_at;
        disk.written = 0;
        play(round, tell, &ends[1]);
        for (;;) {
            pause(); /* for the signal */
        }
    }
    close(ends[1]);
    *told = ends[0];
    return child;
}

static size_t read_told(int told, size_t most) {
    size_t count = 0;
    char byte;
    while (count < most && read(told, &byte, 1) == 1) {
        count++;
    }
    return count;
}

static void wait_for_death(pid_t child) {
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGKILL);
}

/* --- What is left --- */

static void check_saved_design(const Round *round) {
    Design *design;
    if (!file_exists(round->design)) {
        return;
    }
    must(design_load(round->design, round->catalog, &design));
    char *bytes = support_bytes(design);
    bool known = false;
    for (size_t i = 0; i < round->designs.count && !known; i++) {
        known = strcmp(bytes, round->designs.items[i]) == 0;
    }
    assert_true(known);
    free(bytes);
    design_free(design);
}

/* Goes on for a step, as the next window would; the file must be whole again. */
static void go_on(const Round *round, const Session *session) {
    Journal *journal;
    Editor *editor;
    Session *mended;
    must(journal_resume(round->journal, session, &journal));
    must(editor_resume(session, journal, &editor));
    must_have_bytes(editor_design(editor), round->designs.items[session->entries.count]);
    must(editor_note(editor, ENTRY_RESUME, NULL, NULL));
    editor_free(editor);
    must(session_load(round->journal, round->catalog, &mended));
    assert_false(mended->torn);
    assert_int_equal(mended->entries.count, session->entries.count + 1);
    session_free(mended);
}

static void check_what_is_left(const Round *round, size_t told) {
    check_saved_design(round);
    if (!file_exists(round->journal)) {
        assert_int_equal(told, 0);
        return;
    }
    Session *session;
    Replay *replay;
    must(session_load(round->journal, round->catalog, &session));
    size_t count = session->entries.count;
    assert_in_range(count, told, told + 1);
    must(replay_new(session, &replay));
    must(replay_seek_entry(replay, count));
    must_have_bytes(replay_design(replay), round->designs.items[count]);
    replay_free(replay);
    go_on(round, session);
    session_free(session);
}

static void clear(const Round *round) {
    Arena arena = {0};
    FolderEntries entries = {0};
    must(folder_list(round->folder, &arena, &entries));
    for (size_t i = 0; i < entries.count; i++) {
        unlink(path_join(&arena, round->folder, entries.items[i].name));
    }
    array_free(&entries);
    arena_free(&arena);
}

static void killed_in_the_middle_of_a_write(void **state) {
    const Round *round = *state;
    Random random = random_seed(1);
    for (int i = 0; i < KILLS_IN_WRITES; i++) {
        int told;
        pid_t child = start(round, (long long)random_below(&random, (uint64_t)round->bytes), &told);
        wait_for_death(child);
        check_what_is_left(round, read_told(told, SIZE_MAX));
        close(told);
        clear(round);
    }
}

static void killed_anywhere(void **state) {
    const Round *round = *state;
    Random random = random_seed(2);
    for (int i = 0; i < KILLS_ANYWHERE; i++) {
        int told;
        pid_t child = start(round, NEVER, &told);
        size_t count = read_told(told, (size_t)random_below(&random, round->designs.count));
        assert_int_equal(kill(child, SIGKILL), 0);
        wait_for_death(child);
        check_what_is_left(round, count + read_told(told, SIZE_MAX));
        close(told);
        clear(round);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_in_the_middle_of_a_write),
        cmocka_unit_test(killed_anywhere),
    };
    return cmocka_run_group_tests_name("crash", tests, set_up, tear_down);
}
