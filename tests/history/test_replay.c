/* A session played back: to any entry, to any moment, forwards and backwards, with its captions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/replay.h"
#include "history/walk.h"

static const char SESSION[] =
    "{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z','design':"
    "{'format':'faultline/design','version':1,'title':'','components':[],'connections':[]}}\n"
    "{'n':1,'t_ms':10,'type':'command','name':'Title A','changes':[{'set':'title','value':'A'}]}\n"
    "{'n':2,'t_ms':20,'type':'command','name':'Title B','changes':[{'set':'title','value':'B'}]}\n"
    "{'n':3,'t_ms':20,'type':'undo'}\n"
    "{'n':4,'t_ms':30,'type':'phase','phase':'scale'}\n"
    "{'n':5,'t_ms':40,'type':'redo'}\n"
    "{'n':6,'t_ms':50,'type':'undo'}\n"
    "{'n':7,'t_ms':60,'type':'command','name':'Title C','changes':[{'set':'title','value':'C'}]}\n"
    "{'n':8,'t_ms':70,'type':'undo'}\n"
    "{'n':9,'t_ms':80,'type':'undo'}\n"
    "{'n':10,'t_ms':90,'type':'redo'}\n"
    "{'n':11,'t_ms':95,'type':'check','counts':"
    "{'critical':1,'high':0,'medium':2,'low':0,'praise':0}}\n"
    "{'n':12,'t_ms':96,'type':'check','counts':"
    "{'critical':0,'high':0,'medium':0,'low':0,'praise':0}}\n"
    "{'n':13,'t_ms':97,'type':'save','file':'design.json'}\n"
    "{'n':14,'t_ms':98,'type':'pause'}\n"
    "{'n':15,'t_ms':98,'type':'resume'}\n"
    "{'n':16,'t_ms':99,'type':'finish'}\n";

/* After each number of entries. */
static const struct {
    const char *title, *caption;
} STATES[] = {
    {"", ""},
    {"A", "Title A"},
    {"B", "Title B"},
    {"A", "Undo: Title B"},
    {"A", "Phase: Scale assumptions"},
    {"B", "Redo: Title B"},
    {"A", "Undo: Title B"},
    {"C", "Title C"},
    {"A", "Undo: Title C"},
    {"", "Undo: Title A"},
    {"A", "Redo: Title A"},
    {"A", "Check: 1 critical, 2 medium"},
    {"A", "Check: nothing found"},
    {"A", "Saved design.json"},
    {"A", "Paused"},
    {"A", "Resumed"},
    {"A", "Round finished"},
};

typedef struct Fixture {
    Catalog *catalog;
    Session *session;
    Replay *replay;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    Arena arena = {0};
    const char *text = support_quotes(&arena, SESSION);
    fixture->catalog = support_catalog();
    must(session_parse(text, strlen(text), "s.jsonl", fixture->catalog, &fixture->session));
    must(replay_new(fixture->session, &fixture->replay));
    arena_free(&arena);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    replay_free(fixture->replay);
    session_free(fixture->session);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static void look(const Fixture *fixture, size_t position) {
    assert_int_equal(replay_position(fixture->replay), position);
    assert_string_equal(replay_design(fixture->replay)->title, STATES[position].title);
    assert_string_equal(replay_caption(fixture->replay), STATES[position].caption);
}

static void each_entry_from_each_other(void **state) {
    Fixture *fixture = *state;
    look(fixture, 0);
    for (size_t from = 0; from < COUNT_OF(STATES); from++) {
        for (size_t to = 0; to < COUNT_OF(STATES); to++) {
            must(replay_seek_entry(fixture->replay, from));
            must(replay_seek_entry(fixture->replay, to));
            look(fixture, to);
        }
    }
}

static void a_moment_has_all_that_had_happened(void **state) {
    static const struct {
        long long t_ms;
        size_t position;
    } MOMENTS[] = {{-1, 0},  {9, 0},   {10, 1},  {19, 1},   {20, 3}, {35, 4},
                   {96, 12}, {98, 15}, {99, 16}, {999, 16}, {20, 3}, {0, 0}};
    Fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++) {
        must(replay_seek_ms(fixture->replay, MOMENTS[i].t_ms));
        look(fixture, MOMENTS[i].position);
    }
    assert_int_equal(replay_duration_ms(fixture->replay), 99);
}

static void the_end_is_the_end(void **state) {
    Fixture *fixture = *state;
    must(replay_seek_entry(fixture->replay, 5));
    must_fail(replay_seek_entry(fixture->replay, COUNT_OF(STATES)), ERROR_USAGE,
              "entry 17 is past the end; the session has 16");
    look(fixture, 5);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_entry_from_each_other),
        TEST(a_moment_has_all_that_had_happened),
        TEST(the_end_is_the_end),
    };
    return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
