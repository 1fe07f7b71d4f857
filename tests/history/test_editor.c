/* The dispatcher: undo and redo, what is a step and what is not, notes, and going on later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"

typedef struct Fixture {
    Catalog *catalog;
    Arena arena;
    char *folder, *path;
    Editor *editor;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->folder = support_make_folder(&fixture->arena);
    fixture->path = path_join(&fixture->arena, fixture->folder, "session.jsonl");
    Design *design = design_new(fixture->catalog);
    Journal *journal;
    must(journal_create(fixture->path, "test", design, &journal));
    fixture->editor = editor_new(design, journal);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    editor_free(fixture->editor);
    support_remove_folder(fixture->folder);
    arena_free(&fixture->arena);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static void set_title(Fixture *fixture, const char *title) {
    Command command = {0};
    must(edit_set_title(editor_design(fixture->editor), title, &command));
    command_name(&command, "Title %s", title);
    must(editor_apply(fixture->editor, &command));
}

static const char *title(const Fixture *fixture) {
    return editor_design(fixture->editor)->title;
}

static void undo_and_redo_walk_along_the_steps(void **state) {
    Fixture *fixture = *state;
    assert_null(editor_undo_name(fixture->editor));
    assert_null(editor_redo_name(fixture->editor));
    set_title(fixture, "A");
    set_title(fixture, "B");
    assert_string_equal(editor_undo_name(fixture->editor), "Title B");
    must(editor_undo(fixture->editor));
    assert_string_equal(title(fixture), "A");
    assert_string_equal(editor_undo_name(fixture->editor), "Title A");
    assert_string_equal(editor_redo_name(fixture->editor), "Title B");
    must(editor_undo(fixture->editor));
    assert_string_equal(title(fixture), "");
    must_fail(editor_undo(fixture->editor), ERROR_REFUSED, "nothing to undo");
    must(editor_redo(fixture->editor));
    must(editor_redo(fixture->editor));
    assert_string_equal(title(fixture), "B");
    must_fail(editor_redo(fixture->editor), ERROR_REFUSED, "nothing to redo");
}

static void a_new_step_overtakes_what_was_undone(void **state) {
    Fixture *fixture = *state;
    set_title(fixture, "A");
    set_title(fixture, "B");
    must(editor_undo(fixture->editor));
    set_title(fixture, "C");
    must_fail(editor_redo(fixture->editor), ERROR_REFUSED, "nothing to redo");
    must(editor_undo(fixture->editor));
    assert_string_equal(title(fixture), "A");
    must(editor_redo(fixture->editor));
    assert_string_equal(title(fixture), "C");
}

static void a_refused_command_is_no_step(void **state) {
    Fixture *fixture = *state;
    set_title(fixture, "A");
    unsigned long long revision = editor_revision(fixture->editor);
    size_t entries = editor_entries(fixture->editor)->count;
    Command command = {0};
    command_name(&command, "Nonsense");
    command_remove(&command, ELEMENT_COMPONENT, "gone");
    must_fail(editor_apply(fixture->editor, &command), ERROR_REFUSED, "gone");
    assert_int_equal(command.changes.count, 0);
    must(editor_apply(fixture->editor, &command)); /* now it is empty */
    assert_true(editor_revision(fixture->editor) == revision);
    assert_int_equal(editor_entries(fixture->editor)->count, entries);
    assert_string_equal(editor_undo_name(fixture->editor), "Title A");
}

static void the_revision_grows_with_every_change(void **state) {
    Fixture *fixture = *state;
    unsigned long long revision = editor_revision(fixture->editor);
    set_title(fixture, "A");
    assert_true(editor_revision(fixture->editor) > revision);
    revision = editor_revision(fixture->editor);
    must(editor_undo(fixture->editor));
    assert_true(editor_revision(fixture->editor) > revision);
    revision = editor_revision(fixture->editor);
    must(editor_redo(fixture->editor));
    assert_true(editor_revision(fixture->editor) > revision);
    revision = editor_revision(fixture->editor);
    must(editor_note(fixture->editor, ENTRY_PAUSE, NULL, NULL));
    assert_true(editor_revision(fixture->editor) == revision);
}

static void time_does_not_go_back(void **state) {
    Fixture *fixture = *state;
    editor_set_time(fixture->editor, 500);
    set_title(fixture, "A");
    editor_set_time(fixture->editor, 300);
    set_title(fixture, "B");
    const Entries *entries = editor_entries(fixture->editor);
    assert_int_equal(entries->items[0].t_ms, 500);
    assert_int_equal(entries->items[1].t_ms, 500);
    assert_int_equal(editor_time(fixture->editor), 500);
}

static void notes_are_read_back(void **state) {
    Fixture *fixture = *state;
    static const int COUNTS[ENTRY_COUNTS] = {1, 2, 3, 4, 5};
    char *longer = memory_allocate(2 * LIMIT_TEXT_BYTES);
    memset(longer, 'x', 2 * LIMIT_TEXT_BYTES - 1);
    must(editor_note(fixture->editor, ENTRY_PHASE, phase_name(PHASE_SKETCH), NULL));
    must(editor_note(fixture->editor, ENTRY_CHECK, NULL, COUNTS));
    must(editor_note(fixture->editor, ENTRY_SAVE, "not\xffutf-8", NULL));
    must(editor_note(fixture->editor, ENTRY_SAVE, longer, NULL));
    must(editor_note(fixture->editor, ENTRY_FINISH, NULL, NULL));
    free(longer);
    Session *session;
    must(session_load(fixture->path, fixture->catalog, &session));
    const Entry *entries = session->entries.items;
    assert_int_equal(session->entries.count, 5);
    assert_string_equal(entries[0].text, "sketch");
    assert_memory_equal(entries[1].counts, COUNTS, sizeof COUNTS);
    assert_string_equal(entries[2].text, "not\xef\xbf\xbdutf-8");
    assert_int_equal(strlen(entries[3].text), LIMIT_TEXT_BYTES);
    assert_int_equal(entries[4].type, ENTRY_FINISH);
    session_free(session);
}

static void a_session_goes_on_where_it_ended(void **state) {
    Fixture *fixture = *state;
    editor_set_time(fixture->editor, 1000);
    set_title(fixture, "A");
    set_title(fixture, "B");
    must(editor_undo(fixture->editor));
    editor_free(fixture->editor);

    Session *session;
    Journal *journal;
    must(session_load(fixture->path, fixture->catalog, &session));
    must(journal_resume(fixture->path, session, &journal));
    assert_int_equal(journal_last_ms(journal), 1000);
    must(editor_resume(session, journal, &fixture->editor));
    session_free(session);
    assert_string_equal(title(fixture), "A");
    assert_int_equal(editor_time(fixture->editor), 1000);
    assert_string_equal(editor_redo_name(fixture->editor), "Title B");
    must(editor_redo(fixture->editor));
    set_title(fixture, "C");

    must(session_load(fixture->path, fixture->catalog, &session));
    assert_int_equal(session->entries.count, 5);
    session_free(session);
    must(editor_undo(fixture->editor));
    must(editor_undo(fixture->editor));
    must(editor_undo(fixture->editor));
    assert_string_equal(title(fixture), "");
}

static void without_a_journal_all_else_works(void **state) {
    Fixture *fixture = *state;
    editor_free(fixture->editor);
    fixture->editor = editor_new(design_new(fixture->catalog), NULL);
    set_title(fixture, "A");
    must(editor_note(fixture->editor, ENTRY_PAUSE, NULL, NULL));
    must(editor_sync(fixture->editor));
    must(editor_undo(fixture->editor));
    assert_string_equal(title(fixture), "");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(undo_and_redo_walk_along_the_steps),
        TEST(a_new_step_overtakes_what_was_undone),
        TEST(a_refused_command_is_no_step),
        TEST(the_revision_grows_with_every_change),
        TEST(time_does_not_go_back),
        TEST(notes_are_read_back),
        TEST(a_session_goes_on_where_it_ended),
        TEST(without_a_journal_all_else_works),
    };
    return cmocka_run_group_tests_name("editor", tests, NULL, NULL);
}
