/* The file of a session: what is written, what is read, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/replay.h"
#include "history/walk.h"

#define DESIGN \
    "{'format':'faultline/design','version':1,'title':'T','components':[],'connections':[]}"
#define HEADER                                                                             \
    "{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z'," \
    "'design':" DESIGN "}\n"
#define SET_TITLE(n, t_ms)                                        \
    "{'n':" n ",'t_ms':" t_ms ",'type':'command','name':'Title'," \
    "'changes':[{'set':'title','value':'A'}]}\n"

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

/* --- Reading --- */

static void a_whole_session_is_read(void **state) {
    Fixture *fixture = *state;
    Session *session;
    must(parse(fixture,
               HEADER SET_TITLE("1", "0") "{'n':2,'t_ms':5,'type':'undo'}\n"
                                          "{'n':3,'t_ms':5,'type':'redo'}\n"
                                          "{'n':4,'t_ms':9,'type':'finish'}\n",
               &session));
    assert_string_equal(session->id, "s");
    assert_string_equal(session->title, "T");
    assert_string_equal(session->started, "2026-11-23T05:46:12Z");
    assert_string_equal(session->scenario, "");
    assert_int_equal(session->entries.count, 4);
    assert_int_equal(session->entries.items[1].subject, 0);
    assert_int_equal(session->entries.items[2].subject, 0);
    assert_false(session->torn);
    session_free(session);
}

static void a_torn_line_is_left_out(void **state) {
    Fixture *fixture = *state;
    Session *session;
    must(parse(fixture, HEADER SET_TITLE("1", "0") "{'n':2,'t_ms':5,'type':'un", &session));
    assert_int_equal(session->entries.count, 1);
    assert_true(session->torn);
    assert_int_equal(session->whole_bytes, strlen(HEADER SET_TITLE("1", "0")));
    session_free(session);
    must(parse(fixture, HEADER "{'n':1,'t_ms':0,'type':'pause'}", &session));
    assert_int_equal(session->entries.count, 0);
    assert_true(session->torn);
    session_free(session);
}

static void faults_are_named_with_their_line(void **state) {
    static const struct {
        const char *text, *part;
    } CASES[] = {
        {"", "s.jsonl:1: the first line is not whole"},
        {"{'format':'faultline/session'", "s.jsonl:1: the first line is not whole"},
        {"\n", "s.jsonl:1: "},
        {DESIGN "\n", "s.jsonl:1: format: this is a `faultline/design` document"},
        {"{'format':'faultline/session','version':2}\n", "version 2 is newer"},
        {"{'format':'faultline/session','version':1,'id':'s','started':'now','design':" DESIGN
         "}\n",
         "s.jsonl:1: started: expected a time such as"},
        {"{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z'}\n",
         "the key `design` is missing"},
        {"{'format':'faultline/session','version':1,'id':'s','startd':'2026-11-23T05:46:12Z'}\n",
         "did you mean `started`?"},
        {"{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z',"
         "'design':{'format':'faultline/design','version':1,'titel':'T'}}\n",
         "s.jsonl:1: design.titel: unknown key"},
        {"{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z',"
         "'branched_from':{'session':'r'},'design':" DESIGN "}\n",
         "branched_from: the key `t_ms` is missing"},
        {"{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z',"
         "'branched_from':{'session':'r','t_ms':-1},'design':" DESIGN "}\n",
         "t_ms: -1 is out of range"},
        {HEADER "garbage\n", "s.jsonl:2: "},
        {HEADER "\n", "s.jsonl:2: "},
        {HEADER "{'n':1,'t_ms':0,'type':'pause'\n", "s.jsonl:2: "},
        {HEADER "[1]\n", "s.jsonl:2: expected an object"},
        {HEADER "{'n':1,'t_ms':0,'type':'paus'}\n", "did you mean `pause`?"},
        {HEADER "{'n':2,'t_ms':0,'type':'pause'}\n", "s.jsonl:2: n: expected entry 1, found 2"},
        {HEADER "{'n':1,'t_ms':5,'type':'pause'}\n{'n':2,'t_ms':4,'type':'resume'}\n",
         "s.jsonl:3: t_ms: 4 ms is before the entry above it, at 5 ms"},
        {HEADER "{'n':1,'t_ms':-1,'type':'pause'}\n", "t_ms: -1 is out of range"},
        {HEADER "{'n':1,'t_ms':0.5,'type':'pause'}\n", "t_ms: expected a whole number"},
        {HEADER "{'n':1,'t_ms':0,'type':'pause','text':'x'}\n", "text: unknown key"},
        {HEADER "{'n':1,'t_ms':0,'type':'phase','phase':'skech'}\n", "did you mean `sketch`?"},
        {HEADER "{'n':1,'t_ms':0,'type':'check','counts':{'critical':1}}\n",
         "counts: the key `high` is missing"},
        {HEADER "{'n':1,'t_ms':0,'type':'save'}\n", "the key `file` is missing"},
        {HEADER "{'n':1,'t_ms':0,'type':'undo'}\n",
         "s.jsonl:2: this step does not fit the design: there is nothing to undo"},
        {HEADER SET_TITLE("1", "0") "{'n':2,'t_ms':0,'type':'redo'}\n",
         "s.jsonl:3: this step does not fit the design: there is nothing to redo"},
        {HEADER "{'n':1,'t_ms':0,'type':'command','name':'x','changes':[{'remove':'note',"
                "'id':'gone'}]}\n",
         "s.jsonl:2: this step does not fit the design: there is no note `gone`"},
        {HEADER "{'n':1,'t_ms':0,'type':'command','name':'x','changes':[{'set':'connection',"
                "'value':{'id':'a-b','from':'a','to':'b','kind':'call'}}]}\n",
         "there is no component `a`"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Session *session = NULL;
        must_fail(parse(fixture, CASES[i].text, &session), ERROR_INPUT, CASES[i].part);
        assert_null(session);
    }
}

static void invalid_bytes_are_refused(void **state) {
    Fixture *fixture = *state;
    Session *session = NULL;
    must_fail(parse(fixture, HEADER "{'n':1,'t_ms':0,'type':'save','file':'\xff'}\n", &session),
              ERROR_INPUT, "s.jsonl:2: ");
    const char *header = support_quotes(&fixture->arena, HEADER);
    size_t length = strlen(header);
    char *bytes = memory_allocate(length + 2);
    memcpy(bytes, header, length);
    bytes[length + 1] = '\n'; /* after a NUL */
    must_fail(session_parse(bytes, length + 2, "s.jsonl", fixture->catalog, &session), ERROR_INPUT,
              "s.jsonl:2: ");
    free(bytes);
}

/* --- Writing --- */

/* A session of a few entries of every kind, and the design after each of them. */
typedef struct Played {
    char *bytes; /* of the file */
    size_t length;
    char *designs[16];
    size_t count;
} Played;

static void play(Fixture *fixture, Played *played) {
    Design *design = design_new(fixture->catalog);
    Journal *journal;
    must(journal_create(fixture->path, "short", design, &journal));
    Editor *editor = editor_new(design, journal);
    const Design *now = editor_design(editor);
    played->designs[0] = support_bytes(now);
    for (played->count = 1; played->count < COUNT_OF(played->designs); played->count++) {
        static const int COUNTS[ENTRY_COUNTS] = {0, 1, 0, 0, 2};
        char id[ID_SIZE], title[32];
        Command command = {0};
        editor_set_time(editor, (long long)played->count * 100);
        switch (played->count % 6) {
        case 1:
        case 2:
            must(edit_add_component(now, KIND_QUEUE, 10, 20, id, &command));
            must(editor_apply(editor, &command));
            break;
        case 3:
            snprintf(title, sizeof title, "\"é\"\n%zu", played->count);
            must(edit_set_title(now, title, &command));
            must(editor_apply(editor, &command));
            break;
        case 4:
            must(editor_undo(editor));
            break;
        case 5:
            must(editor_note(editor, ENTRY_CHECK, NULL, COUNTS));
            break;
        default:
            must(editor_redo(editor));
        }
        played->designs[played->count] = support_bytes(now);
    }
    editor_free(editor);
    must(file_read(fixture->path, SESSION_BYTES_MAX, &played->bytes, &played->length));
}

static void forget(Played *played) {
    for (size_t i = 0; i < played->count; i++) {
        free(played->designs[i]);
    }
    free(played->bytes);
}

static size_t count_lines(const char *bytes, size_t length) {
    size_t lines = 0;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n';
    }
    return lines;
}

static void a_file_cut_anywhere_reads_to_its_last_whole_line(void **state) {
    Fixture *fixture = *state;
    Played played;
    play(fixture, &played);
    assert_int_equal(count_lines(played.bytes, played.length), played.count);
    for (size_t cut = 0; cut <= played.length; cut++) {
        /* An exact copy, so that the sanitizer sees a read past its end. */
        char *part = memory_allocate(cut > 0 ? cut : 1);
        memcpy(part, played.bytes, cut);
        size_t lines = count_lines(part, cut);
        Session *session = NULL;
        Error error = session_parse(part, cut, "cut.jsonl", fixture->catalog, &session);
        free(part);
        if (lines == 0) {
            must_fail(error, ERROR_INPUT, "the first line is not whole");
            continue;
        }
        must(error);
        assert_int_equal(session->entries.count, lines - 1);
        assert_true(session->torn == (cut > 0 && played.bytes[cut - 1] != '\n'));
        Replay *replay;
        must(replay_new(session, &replay));
        must(replay_seek_entry(replay, lines - 1));
        must_have_bytes(replay_design(replay), played.designs[lines - 1]);
        replay_free(replay);
        session_free(session);
    }
    forget(&played);
}

/* The same, through the file, and going on: what was torn does not come back. */
static void a_torn_file_is_mended_when_it_is_resumed(void **state) {
    Fixture *fixture = *state;
    Played played;
    play(fixture, &played);
    for (size_t cut = played.length - 40; cut < played.length; cut++) {
        must(file_save_atomic(fixture->path, played.bytes, cut));
        Session *session;
        Journal *journal;
        Editor *editor;
        must(session_load(fixture->path, fixture->catalog, &session));
        size_t before = session->entries.count;
        must(journal_resume(fixture->path, session, &journal));
        must(editor_resume(session, journal, &editor));
        session_free(session);
        must(editor_note(editor, ENTRY_RESUME, NULL, NULL));
        editor_free(editor);
        must(session_load(fixture->path, fixture->catalog, &session));
        assert_int_equal(session->entries.count, before + 1);
        assert_false(session->torn);
        session_free(session);
    }
    forget(&played);
}

static void the_lines_are_as_documented(void **state) {
    Fixture *fixture = *state;
    Played played;
    play(fixture, &played);
    char *second = strchr(played.bytes, '\n') + 1;
    static const char LINES[] =
        "{ 'n': 1, 't_ms': 100, 'type': 'command', 'name': 'Add Queue', 'changes': [{ 'set': "
        "'component', 'position': 0, 'value': { 'id': 'queue', 'kind': 'queue', 'label': 'Queue', "
        "'x': 10, 'y': 20 } }] }\n"
        "{ 'n': 2, 't_ms': 200, 'type': 'command', 'name': 'Add Queue 2', 'changes': [{ 'set': "
        "'component', 'position': 1, 'value': { 'id': 'queue-2', 'kind': 'queue', 'label': "
        "'Queue 2', 'x': 10, 'y': 20 } }] }\n"
        "{ 'n': 3, 't_ms': 300, 'type': 'command', 'name': 'Change the title', 'changes': "
        "[{ 'set': 'title', 'value': '\\'é\\'\\n3' }] }\n"
        "{ 'n': 4, 't_ms': 400, 'type': 'undo' }\n"
        "{ 'n': 5, 't_ms': 500, 'type': 'check', 'counts': { 'critical': 0, 'high': 1, 'medium': "
        "0, 'low': 0, 'praise': 2 } }\n"
        "{ 'n': 6, 't_ms': 600, 'type': 'redo' }\n";
    const char *expected = support_quotes(&fixture->arena, LINES);
    second[strlen(expected)] = '\0';
    assert_string_equal(second, expected);
    forget(&played);
}

static void a_branch_says_where_it_comes_from(void **state) {
    Fixture *fixture = *state;
    Design *design = design_new(fixture->catalog);
    const SessionOrigin origin = {"another-round", 760000};
    Journal *journal;
    Session *session;
    must(journal_create_branch(fixture->path, "one", &origin, design, &journal));
    journal_close(journal);
    must(session_load(fixture->path, fixture->catalog, &session));
    assert_string_equal(session->origin.session, "another-round");
    assert_int_equal(session->origin.t_ms, 760000);
    session_free(session);
    must(parse(fixture, HEADER, &session));
    assert_string_equal(session->origin.session, "");
    session_free(session);
    design_free(design);
}

static void a_session_is_not_written_over(void **state) {
    Fixture *fixture = *state;
    Design *design = design_new(fixture->catalog);
    Journal *journal;
    must(journal_create(fixture->path, "one", design, &journal));
    assert_string_equal(journal_path(journal), fixture->path);
    journal_close(journal);
    must_fail(journal_create(fixture->path, "two", design, &journal), ERROR_IO, "is there already");
    design_free(design);
}

static void a_session_that_is_gone_is_not_resumed(void **state) {
    Fixture *fixture = *state;
    Session *session;
    Journal *journal;
    must(parse(fixture, HEADER, &session));
    must_fail(journal_resume(fixture->path, session, &journal), ERROR_IO, "is gone");
    session_free(session);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_whole_session_is_read),
        TEST(a_torn_line_is_left_out),
        TEST(faults_are_named_with_their_line),
        TEST(invalid_bytes_are_refused),
        TEST(a_file_cut_anywhere_reads_to_its_last_whole_line),
        TEST(a_torn_file_is_mended_when_it_is_resumed),
        TEST(the_lines_are_as_documented),
        TEST(a_branch_says_where_it_comes_from),
        TEST(a_session_is_not_written_over),
        TEST(a_session_that_is_gone_is_not_resumed),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
