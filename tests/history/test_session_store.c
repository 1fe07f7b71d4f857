/* The sessions on this machine: new ones, the list, the lock, and what a crash left. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "history/session_store.h"
#include "history/walk.h"

typedef struct Fixture {
    Catalog *catalog;
    Arena arena;
    char *user, *store;
    SessionList list;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->user = support_make_folder(&fixture->arena);
    fixture->store = session_store_path(&fixture->arena, fixture->user);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    session_list_free(&fixture->list);
    support_remove_folder(fixture->user);
    arena_free(&fixture->arena);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static SessionList *list_all(Fixture *fixture, size_t limit) {
    session_list_free(&fixture->list);
    must(session_list_load(&fixture->list, fixture->store, limit));
    return &fixture->list;
}

/* The age decides the order, so tests say it. */
static void set_age(const char *path, long long modified_s) {
    struct timespec times[2] = {{.tv_sec = (time_t)modified_s}, {.tv_sec = (time_t)modified_s}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* A session with a title and one step, left open. */
static Editor *begin(Fixture *fixture, const char *scenario, SessionFolder **folder) {
    TextBuffer text = {0};
    text_append_format(&text,
                       "{'format':'faultline/design','version':1,'title':'At the start',"
                       "%s%s%s'components':[],'connections':[]}",
                       scenario[0] ? "'scenario':'" : "", scenario, scenario[0] ? "'," : "");
    Design *design = support_design(fixture->catalog, text_of(&text));
    text_free(&text);
    Journal *journal;
    must(session_folder_create(fixture->store, scenario, folder));
    must(journal_create(session_folder_journal(*folder), session_folder_id(*folder), design,
                        &journal));
    return editor_new(design, journal);
}

static void step(Editor *editor, long long t_ms) {
    char id[ID_SIZE];
    Command command = {0};
    editor_set_time(editor, t_ms);
    must(edit_add_component(editor_design(editor), KIND_SERVICE, 0, 0, id, &command));
    must(editor_apply(editor, &command));
}

static void a_new_session_has_a_name_of_its_own(void **state) {
    Fixture *fixture = *state;
    SessionFolder *first, *second, *board;
    must(session_folder_create(fixture->store, "url-shortener", &first));
    must(session_folder_create(fixture->store, "url-shortener", &second));
    must(session_folder_create(fixture->store, "", &board));
    assert_true(json_is_id(session_folder_id(first)));
    assert_non_null(strstr(session_folder_id(first), "-url-shortener"));
    assert_non_null(strstr(session_folder_id(board), "-board"));
    assert_string_not_equal(session_folder_id(first), session_folder_id(second));
    assert_string_not_equal(session_folder_journal(first), session_folder_journal(second));
    session_folder_close(first);
    session_folder_close(second);
    session_folder_close(board);
}

static void a_long_name_still_is_an_id(void **state) {
    Fixture *fixture = *state;
    char scenario[ID_SIZE];
    memset(scenario, 'x', ID_SIZE - 1);
    scenario[ID_SIZE - 1] = '\0';
    for (size_t i = 0; i < 12; i++) {
        SessionFolder *folder;
        must(session_folder_create(fixture->store, scenario, &folder));
        assert_true(json_is_id(session_folder_id(folder)));
        session_folder_close(folder);
    }
}

static void a_store_that_does_not_exist_is_empty(void **state) {
    Fixture *fixture = *state;
    assert_int_equal(list_all(fixture, 10)->items.count, 0);
    assert_null(session_list_crashed(&fixture->list));
}

static void a_session_is_summed_up(void **state) {
    Fixture *fixture = *state;
    SessionFolder *folder;
    Editor *editor = begin(fixture, "url-shortener", &folder);
    step(editor, 5000);
    must(editor_note(editor, ENTRY_PHASE, phase_name(PHASE_SKETCH), NULL));
    editor_set_time(editor, 60000);
    must(editor_note(editor, ENTRY_PAUSE, NULL, NULL));
    editor_set_time(editor, 100000);
    must(editor_note(editor, ENTRY_RESUME, NULL, NULL));
    step(editor, 110000);
    editor_free(editor);
    set_age(session_folder_journal(folder), 1000000);
    const SessionSummary *summary = list_all(fixture, 10)->items.items;
    assert_int_equal(fixture->list.items.count, 1);
    must(summary->problem);
    assert_string_equal(summary->journal, session_folder_journal(folder));
    assert_string_equal(summary->design, session_folder_design(folder));
    assert_string_equal(summary->title, "At the start");
    assert_string_equal(summary->scenario, "url-shortener");
    assert_int_equal(summary->played_ms, 70000);
    assert_int_equal(summary->phase, PHASE_SKETCH);
    assert_true(summary->modified_s == 1000000);
    assert_int_equal(strlen(summary->started), 20);
    assert_true(summary->in_use);
    assert_false(summary->finished);
    assert_false(summary->closed);
    session_folder_close(folder);
    assert_false(list_all(fixture, 10)->items.items[0].in_use);
}

static void the_title_is_the_one_saved_last(void **state) {
    Fixture *fixture = *state;
    SessionFolder *folder;
    Editor *editor = begin(fixture, "", &folder);
    Command command = {0};
    must(edit_set_title(editor_design(editor), "Search for a marketplace", &command));
    must(editor_apply(editor, &command));
    must(design_save(editor_design(editor), session_folder_design(folder)));
    assert_string_equal(list_all(fixture, 10)->items.items[0].title, "Search for a marketplace");
    must(file_save_atomic(session_folder_design(folder), "{", 1));
    assert_string_equal(list_all(fixture, 10)->items.items[0].title, "At the start");
    editor_free(editor);
    session_folder_close(folder);
}

static void the_newest_comes_first(void **state) {
    Fixture *fixture = *state;
    static const char *const NAMES[] = {"a", "b", "c", "d"};
    static const long long AGES[] = {2000, 4000, 1000, 4000};
    static const char *const ORDER[] = {"d", "b", "a", "c"};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        SessionFolder *folder;
        editor_free(begin(fixture, NAMES[i], &folder));
        set_age(session_folder_journal(folder), AGES[i]);
        session_folder_close(folder);
    }
    list_all(fixture, 10);
    for (size_t i = 0; i < COUNT_OF(ORDER); i++) {
        assert_string_equal(fixture->list.items.items[i].scenario, ORDER[i]);
    }
    assert_int_equal(list_all(fixture, 2)->items.count, 2);
    assert_string_equal(fixture->list.items.items[1].scenario, "b");
}

static void broken_sessions_are_listed_with_their_problem(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *text, *part;
    } CASES[] = {
        {"", "the first line is not whole"},
        {"{}\n", "format"},
        {"{\"format\":\"faultline/design\",\"version\":1}\n", "faultline/session"},
        {"garbage\n", ":1: "},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        SessionFolder *folder;
        must(session_folder_create(fixture->store, "broken", &folder));
        must(
            file_save_atomic(session_folder_journal(folder), CASES[i].text, strlen(CASES[i].text)));
        set_age(session_folder_journal(folder), 9000 - (long long)i);
        session_folder_close(folder);
    }
    SessionFolder *folder;
    editor_free(begin(fixture, "", &folder));
    set_age(session_folder_journal(folder), 10);
    session_folder_close(folder);
    list_all(fixture, 10);
    assert_int_equal(fixture->list.items.count, COUNT_OF(CASES) + 1);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        must_fail(fixture->list.items.items[i].problem, ERROR_INPUT, CASES[i].part);
        assert_true(fixture->list.items.items[i].title[0] != '\0');
    }
    must(fixture->list.items.items[COUNT_OF(CASES)].problem);
}

static void other_things_in_the_store_are_passed_over(void **state) {
    Fixture *fixture = *state;
    must(folder_make(path_join(&fixture->arena, fixture->store, "empty")));
    must(file_save_atomic(path_join(&fixture->arena, fixture->store, "notes.txt"), "x", 1));
    assert_int_equal(list_all(fixture, 10)->items.count, 0);
    SessionFolder *folder;
    must_fail(session_folder_open(path_join(&fixture->arena, fixture->store, "empty"), &folder),
              ERROR_IO, "not the folder of a session");
}

/* Ends the session with these entries, and asks whether it counts as crashed. */
static bool crashed_after(Fixture *fixture, const EntryType *types, size_t count, bool torn) {
    SessionFolder *folder;
    Editor *editor = begin(fixture, "", &folder);
    for (size_t i = 0; i < count; i++) {
        if (types[i] == ENTRY_COMMAND) {
            step(editor, 100 * (long long)i);
        } else {
            must(editor_note(editor, types[i], "design.json", NULL));
        }
    }
    editor_free(editor);
    if (torn) {
        AppendFile *file;
        must(append_file_open(session_folder_journal(folder), &file));
        must(append_file_write(file, "{", 1));
        append_file_close(file);
    }
    list_all(fixture, 10);
    assert_null(session_list_crashed(&fixture->list)); /* it is still open */
    session_folder_close(folder);
    list_all(fixture, 10);
    bool crashed = session_list_crashed(&fixture->list) != NULL;
    support_remove_folder(fixture->store);
    return crashed;
}

static void what_a_crash_left_is_found(void **state) {
    static const EntryType PAUSED[] = {ENTRY_COMMAND, ENTRY_PAUSE};
    static const EntryType FINISHED[] = {ENTRY_COMMAND, ENTRY_FINISH, ENTRY_SAVE};
    static const EntryType WORKED[] = {ENTRY_PAUSE, ENTRY_COMMAND};
    static const EntryType RESUMED[] = {ENTRY_PAUSE, ENTRY_RESUME};
    Fixture *fixture = *state;
    assert_false(crashed_after(fixture, NULL, 0, false)); /* nothing was done */
    assert_false(crashed_after(fixture, PAUSED, 2, false));
    assert_false(crashed_after(fixture, FINISHED, 3, false));
    assert_true(crashed_after(fixture, WORKED, 2, false));
    assert_true(crashed_after(fixture, RESUMED, 2, false));
    assert_true(crashed_after(fixture, PAUSED, 2, true));
}

static void two_windows_do_not_write_one_session(void **state) {
    Fixture *fixture = *state;
    SessionFolder *folder, *other = NULL;
    editor_free(begin(fixture, "", &folder));
    const char *path = path_folder(&fixture->arena, session_folder_journal(folder));
    must_fail(session_folder_open(path, &other), ERROR_REFUSED, "open in another window");
    assert_null(other);
    session_folder_close(folder);
    must(session_folder_open(path, &folder));
    session_folder_close(folder);
}

static void the_lock_goes_with_its_process(void **state) {
    Fixture *fixture = *state;
    SessionFolder *folder;
    editor_free(begin(fixture, "", &folder));
    const char *path = path_folder(&fixture->arena, session_folder_journal(folder));
    session_folder_close(folder);
    int ready[2];
    char byte = 0;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        SessionFolder *held;
        alarm(300); /* should the test fail and leave it behind */
        byte = session_folder_open(path, &held).code ? 'n' : 'y';
        if (write(ready[1], &byte, 1) == 1) {
            pause();
        }
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    must_fail(session_folder_open(path, &folder), ERROR_REFUSED, "open in another window");
    assert_true(list_all(fixture, 1)->items.items[0].in_use);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ready[0]);
    close(ready[1]);
    must(session_folder_open(path, &folder));
    session_folder_close(folder);
}

/* Where the disk is full each try would leave one otherwise. */
static void one_that_could_not_be_begun_leaves_nothing(void **state) {
    Fixture *fixture = *state;
    SessionFolder *folder;
    must(session_folder_create(fixture->store, "url-shortener", &folder));
    char *path = path_join(&fixture->arena, fixture->store, session_folder_id(folder));
    assert_true(folder_exists(path));
    session_folder_discard(folder);
    assert_false(folder_exists(path));
}

static void it_knows_the_file_of_its_design(void **state) {
    Fixture *fixture = *state;
    SessionFolder *folder;
    must(session_folder_create(fixture->store, "url-shortener", &folder));
    assert_null(session_folder_document(folder, &fixture->arena));
    must(session_folder_note_document(folder, "/srv/designs/my design.json"));
    assert_string_equal(session_folder_document(folder, &fixture->arena),
                        "/srv/designs/my design.json");
    must(session_folder_note_document(folder, "not absolute"));
    assert_null(session_folder_document(folder, &fixture->arena));
    session_folder_close(folder);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_that_could_not_be_begun_leaves_nothing),
        TEST(it_knows_the_file_of_its_design),
        TEST(a_new_session_has_a_name_of_its_own),
        TEST(a_long_name_still_is_an_id),
        TEST(a_store_that_does_not_exist_is_empty),
        TEST(a_session_is_summed_up),
        TEST(the_title_is_the_one_saved_last),
        TEST(the_newest_comes_first),
        TEST(broken_sessions_are_listed_with_their_problem),
        TEST(other_things_in_the_store_are_passed_over),
        TEST(what_a_crash_left_is_found),
        TEST(two_windows_do_not_write_one_session),
        TEST(the_lock_goes_with_its_process),
    };
    return cmocka_run_group_tests_name("session store", tests, NULL, NULL);
}
