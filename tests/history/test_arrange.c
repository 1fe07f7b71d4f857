/* Parts put in order, locked, carried along, cut out and pasted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'components':["
    "{'id':'api','kind':'service','label':'API','x':0,'y':0},"
    "{'id':'db','kind':'sql_db','label':'Links','x':304,'y':8},"
    "{'id':'jobs','kind':'queue','label':'Jobs','x':1000,'y':160},"
    "{'id':'users','kind':'client','label':'Users','x':2000,'y':2000}],"
    "'connections':[{'id':'api-db','from':'api','to':'db','kind':'call',"
    "'settings':{'timeout_ms':100}},"
    "{'id':'api-jobs','from':'api','to':'jobs','kind':'publish'}],"
    "'areas':[{'id':'vpc','label':'Region A','x':-100,'y':-100,'w':600,'h':300}],"
    "'notes':[{'id':'n1','text':'301?','x':40,'y':60,'w':160,'h':80}]}";

typedef struct Fixture {
    Catalog *catalog;
    Editor *editor;
    Command command;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->editor = editor_new(support_design(fixture->catalog, DESIGN), NULL);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    command_free(&fixture->command);
    editor_free(fixture->editor);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static const Design *design_of(const Fixture *fixture) {
    return editor_design(fixture->editor);
}

static void apply(Fixture *fixture, Error error, const char *name) {
    must(error);
    assert_string_equal(fixture->command.name, name);
    must(editor_apply(fixture->editor, &fixture->command));
}

static const Component *part(const Fixture *fixture, const char *id) {
    return design_component(design_of(fixture), id);
}

static const char *const THREE[] = {"api", "db", "jobs"};

static void parts_are_aligned(void **state) {
    Fixture *fixture = *state;
    apply(fixture, edit_align(design_of(fixture), THREE, 3, EDIT_ALIGN_TOP, &fixture->command),
          "Align tops of 3 parts");
    assert_int_equal(part(fixture, "db")->y, 0);
    assert_int_equal(part(fixture, "jobs")->y, 0);
    apply(fixture, edit_align(design_of(fixture), THREE, 2, EDIT_ALIGN_RIGHT, &fixture->command),
          "Align right edges of 2 parts");
    assert_int_equal(part(fixture, "api")->x, 304);
    must_fail(edit_align(design_of(fixture), THREE, 1, EDIT_ALIGN_TOP, &fixture->command),
              ERROR_REFUSED, "at least 2");
    /* A note's middle and a card's: both are counted by their boxes. */
    static const char *const MIXED[] = {"db", "n1"};
    must(edit_align(design_of(fixture), MIXED, 2, EDIT_ALIGN_CENTER, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    const Note *note = design_note(design_of(fixture), "n1");
    assert_int_equal(note->x + note->w / 2, part(fixture, "db")->x);
}

static void parts_are_spread_evenly(void **state) {
    Fixture *fixture = *state;
    apply(fixture, edit_distribute(design_of(fixture), THREE, 3, true, &fixture->command),
          "Spread 3 parts across");
    assert_int_equal(part(fixture, "api")->x, 0);
    assert_int_equal(part(fixture, "db")->x, 500);
    assert_int_equal(part(fixture, "jobs")->x, 1000);
    must_fail(edit_distribute(design_of(fixture), THREE, 2, true, &fixture->command), ERROR_REFUSED,
              "at least 3");
}

static void an_area_takes_its_contents_along(void **state) {
    Fixture *fixture = *state;
    static const char *const AREA[] = {"vpc"};
    apply(fixture, edit_move(design_of(fixture), AREA, 1, 10, 20, &fixture->command),
          "Move Region A");
    assert_int_equal(design_area(design_of(fixture), "vpc")->x, -90);
    assert_int_equal(part(fixture, "api")->x, 10);
    assert_int_equal(part(fixture, "db")->y, 28);
    assert_int_equal(design_note(design_of(fixture), "n1")->x, 50);
    assert_int_equal(part(fixture, "jobs")->x, 1000); /* outside */
    EditIds moved = {0};
    edit_moved_ids(design_of(fixture), AREA, 1, &moved);
    assert_int_equal(moved.count, 4);
    array_free(&moved);
    must(editor_undo(fixture->editor));
    assert_int_equal(part(fixture, "api")->x, 0);
}

static void parts_are_framed(void **state) {
    Fixture *fixture = *state;
    char id[ID_SIZE];
    apply(fixture, edit_group(design_of(fixture), THREE, 2, "Core", id, &fixture->command),
          "Group 2 components");
    const Area *area = design_area(design_of(fixture), id);
    assert_true(area->x < -92 && area->x + area->w > 396);
    const char *ids[] = {id};
    must(edit_move(design_of(fixture), ids, 1, 8, 0, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    assert_int_equal(part(fixture, "api")->x, 8);
}

static void what_is_locked_stays(void **state) {
    Fixture *fixture = *state;
    static const char *const API[] = {"api"}, *const BOTH[] = {"api", "db"};
    apply(fixture, edit_set_locked(design_of(fixture), API, 1, true, &fixture->command),
          "Lock API");
    must_fail(edit_move(design_of(fixture), API, 1, 8, 8, &fixture->command), ERROR_REFUSED,
              "API is locked: unlock it before it is moved");
    must_fail(edit_delete(design_of(fixture), API, 1, &fixture->command), ERROR_REFUSED, "locked");
    must(edit_move(design_of(fixture), BOTH, 2, 8, 8, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    assert_int_equal(part(fixture, "api")->x, 0);
    assert_int_equal(part(fixture, "db")->x, 312);
    must(edit_align(design_of(fixture), BOTH, 2, EDIT_ALIGN_BOTTOM, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    assert_int_equal(part(fixture, "api")->y, 0);
    must(edit_delete(design_of(fixture), BOTH, 2, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    assert_non_null(part(fixture, "api"));
    assert_null(part(fixture, "db"));
    /* It is in the file, and a copy is not locked. */
    char *bytes = support_bytes(design_of(fixture));
    assert_non_null(strstr(bytes, "\"locked\": true"));
    free(bytes);
    must(edit_duplicate(design_of(fixture), API, 1, 32, 32, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    assert_false(part(fixture, "api-2")->locked);
    apply(fixture, edit_set_locked(design_of(fixture), API, 1, false, &fixture->command),
          "Unlock API");
    assert_false(part(fixture, "api")->locked);
    must(edit_set_locked(design_of(fixture), API, 1, false, &fixture->command));
    assert_int_equal(fixture->command.changes.count, 0);
}

static void parts_are_cut_out_and_pasted(void **state) {
    Fixture *fixture = *state;
    static const char *const AREA[] = {"vpc"}, *const LINE[] = {"api-db"};
    Design *clip = NULL;
    must(edit_clip(design_of(fixture), AREA, 1, &clip));
    assert_int_equal(clip->components.count, 2);
    assert_int_equal(clip->connections.count, 1);
    assert_int_equal(clip->notes.count, 1);
    apply(fixture, edit_paste(design_of(fixture), clip, 0, 600, &fixture->command),
          "Paste 4 parts");
    assert_int_equal(design_of(fixture)->components.count, 6);
    assert_int_equal(part(fixture, "api-2")->y, 600);
    assert_string_equal(part(fixture, "api-2")->label, "API 2");
    const Connection *line = design_connection(design_of(fixture), "api-2-links-2");
    assert_non_null(line);
    assert_true(connection_number(line, "timeout_ms") > 99);
    design_free(clip);
    must_fail(edit_clip(design_of(fixture), LINE, 1, &clip), ERROR_REFUSED, "without its ends");
    Design *nothing = design_new(fixture->catalog);
    must_fail(edit_paste(design_of(fixture), nothing, 0, 0, &fixture->command), ERROR_REFUSED,
              "nothing in it");
    design_free(nothing);
}

static void an_end_goes_to_another_component(void **state) {
    Fixture *fixture = *state;
    must_fail(edit_reconnect(design_of(fixture), "api-db", EDIT_TO, "jobs", &fixture->command),
              ERROR_REFUSED, "is there already");
    apply(fixture,
          edit_reconnect(design_of(fixture), "api-db", EDIT_FROM, "users", &fixture->command),
          "Reconnect Users → Links");
    const Connection *line = design_connection(design_of(fixture), "api-db");
    assert_string_equal(line->from, "users");
    assert_true(connection_number(line, "timeout_ms") > 99);
    must_fail(edit_reconnect(design_of(fixture), "api-db", EDIT_TO, "users", &fixture->command),
              ERROR_REFUSED, "itself");
    must(edit_reconnect(design_of(fixture), "api-db", EDIT_FROM, "users", &fixture->command));
    assert_int_equal(fixture->command.changes.count, 0);
    /* Where the kind makes no sense, it becomes what a new line would be. */
    apply(fixture, edit_reconnect(design_of(fixture), "api-db", EDIT_TO, "jobs", &fixture->command),
          "Reconnect Users → Jobs");
    line = design_connection(design_of(fixture), "api-db");
    assert_int_equal(line->kind->id, CONNECTION_PUBLISH);
}

static void a_setting_of_several(void **state) {
    Fixture *fixture = *state;
    SettingValue value = {.number = 5};
    apply(
        fixture,
        edit_set_setting_many(design_of(fixture), THREE, 3, "replicas", &value, &fixture->command),
        "Set replicas of 2 parts"); /* the queue has none */
    value.number = 9000;
    must_fail(
        edit_set_setting_many(design_of(fixture), THREE, 3, "zones", &value, &fixture->command),
        ERROR_INPUT, "from 1 to 6");
    assert_int_equal(fixture->command.changes.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_are_aligned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_are_spread_evenly, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_area_takes_its_contents_along, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_are_framed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_locked_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_are_cut_out_and_pasted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_end_goes_to_another_component, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_setting_of_several, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
