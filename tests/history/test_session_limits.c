/* The limits of a session, met at their real sizes; that takes seconds and a gigabyte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"

#define DESIGN \
    "{'format':'faultline/design','version':1,'title':'T','components':[],'connections':[]}"
#define HEADER                                                                             \
    "{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z'," \
    "'design':" DESIGN "}\n"

typedef struct Fixture {
    Catalog *catalog;
    Arena arena;
    char *folder, *path;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->folder = support_make_folder(&fixture->arena);
    fixture->path = path_join(&fixture->arena, fixture->folder, "session.jsonl");
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    support_remove_folder(fixture->folder);
    arena_free(&fixture->arena);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static Error parse(Fixture *fixture, const char *text, Session **session) {
    const char *json = support_quotes(&fixture->arena, text);
    return session_parse(json, strlen(json), "s.jsonl", fixture->catalog, session);
}

static void a_file_that_is_too_large_is_refused_unread(void **state) {
    Fixture *fixture = *state;
    Session *session = NULL;
    FILE *file = fopen(fixture->path, "wb");
    assert_non_null(file);
    assert_int_equal(fseek(file, SESSION_BYTES_MAX, SEEK_SET), 0); /* a hole */
    assert_int_equal(fputc('\n', file), '\n');
    assert_int_equal(fclose(file), 0);
    must_fail(session_load(fixture->path, fixture->catalog, &session), ERROR_LIMIT, fixture->path);
    must_fail(
        session_parse("", (size_t)SESSION_BYTES_MAX + 1, "s.jsonl", fixture->catalog, &session),
        ERROR_LIMIT, "256 MiB");
}

static void a_line_that_is_too_long_is_refused_unread(void **state) {
    Fixture *fixture = *state;
    const char *header = support_quotes(&fixture->arena, HEADER);
    size_t length = strlen(header);
    char *bytes = memory_allocate(length + SESSION_LINE_MAX + 2);
    memcpy(bytes, header, length);
    memset(bytes + length, ' ', SESSION_LINE_MAX + 1);
    bytes[length + SESSION_LINE_MAX + 1] = '\n';
    Session *session = NULL;
    must_fail(
        session_parse(bytes, length + SESSION_LINE_MAX + 2, "s.jsonl", fixture->catalog, &session),
        ERROR_LIMIT, "s.jsonl:2: the line is longer");
    free(bytes);
}

/* A hundred bytes that throw away a megabyte of answers, and undo, over and over. */
static void a_session_that_would_fill_the_memory_is_refused(void **state) {
    Fixture *fixture = *state;
    TextBuffer text = {0};
    text_append(&text, "{'format':'faultline/session','version':1,'id':'s',"
                       "'started':'2026-11-23T05:46:12Z','design':{'format':'faultline/design',"
                       "'version':1,'title':'','components':[],'connections':[],"
                       "'answers':{'requirements':[");
    for (size_t i = 0; i < 1000; i++) {
        text_append_format(&text, "%s'%04000d'", i > 0 ? "," : "", 0);
    }
    text_append(&text, "]}}}\n");
    for (int n = 1; n <= 1000; n += 2) {
        text_append_format(&text,
                           "{'n':%d,'t_ms':0,'type':'command','name':'x','changes':[{'set':"
                           "'answers','value':{}}]}\n{'n':%d,'t_ms':0,'type':'undo'}\n",
                           n, n + 1);
    }
    Session *session = NULL;
    must_fail(parse(fixture, text_of(&text), &session), ERROR_LIMIT, "more than 1 GiB of memory");
    text_free(&text);
}

/* Steps that are longer than a line may be end the journal, but not the drawing. */
static void a_step_that_is_too_long_ends_the_journal(void **state) {
    Fixture *fixture = *state;
    Design *design = design_new(fixture->catalog);
    Journal *journal;
    must(journal_create(fixture->path, "long", design, &journal));
    Editor *editor = editor_new(design, journal);
    must(editor_note(editor, ENTRY_PAUSE, NULL, NULL));
    char *why = memory_allocate(LIMIT_TEXT_BYTES + 1);
    memset(why, '\x01', LIMIT_TEXT_BYTES); /* six bytes each when it is written */
    Command command = {0};
    command_name(&command, "Add very much");
    for (size_t i = 0; i < 1400; i++) {
        char id[ID_SIZE];
        snprintf(id, sizeof id, "c%zu", i);
        Component *component = component_new(&fixture->catalog->kinds[KIND_SERVICE], id, 0, 0);
        text_replace(&component->why, why);
        command_put(&command, (Element){.type = ELEMENT_COMPONENT, .as.component = component},
                    SIZE_MAX);
    }
    free(why);
    must_fail(editor_apply(editor, &command), ERROR_IO, "this step is longer than the 32 MiB");
    assert_int_equal(editor_design(editor)->components.count, 1400);
    must_fail(editor_undo(editor), ERROR_IO, "not recorded");
    assert_int_equal(editor_design(editor)->components.count, 0);
    editor_free(editor);
    Session *session;
    must(session_load(fixture->path, fixture->catalog, &session));
    assert_int_equal(session->entries.count, 1);
    session_free(session);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_file_that_is_too_large_is_refused_unread),
        TEST(a_line_that_is_too_long_is_refused_unread),
        TEST(a_session_that_would_fill_the_memory_is_refused),
        TEST(a_step_that_is_too_long_ends_the_journal),
    };
    return cmocka_run_group_tests_name("session limits", tests, NULL, NULL);
}
