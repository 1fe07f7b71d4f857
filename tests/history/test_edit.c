/* The builders of commands: what they do, what they are called, and what they refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'title':'Short links','components':["
    "{'id':'api','kind':'service','label':'Link service','x':0,'y':0},"
    "{'id':'db','kind':'sql_db','label':'Links','x':280,'y':0,'settings':{'read_ms':4}},"
    "{'id':'clicks','kind':'queue','label':'Clicks','x':280,'y':200},"
    "{'id':'counter','kind':'worker','label':'Counter','x':560,'y':200}],"
    "'connections':["
    "{'id':'api-db','from':'api','to':'db','kind':'call','operations':['create'],"
    "'settings':{'timeout_ms':100,'max_attempts':3}},"
    "{'id':'api-clicks','from':'api','to':'clicks','kind':'publish'},"
    "{'id':'clicks-counter','from':'clicks','to':'counter','kind':'consume'}],"
    "'areas':[{'id':'vpc','label':'Region A','x':-100,'y':-100,'w':900,'h':500}],"
    "'notes':[{'id':'n1','text':'301\\nor 302?','x':40,'y':40,'w':160,'h':80}]}";

typedef struct Fixture {
    Catalog *catalog;
    Editor *editor;
    char *bytes; /* of the design at the start */
    Command command;
    char id[ID_SIZE];
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    Design *design = support_design(fixture->catalog, DESIGN);
    fixture->bytes = support_bytes(design);
    fixture->editor = editor_new(design, NULL);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    command_free(&fixture->command);
    free(fixture->bytes);
    editor_free(fixture->editor);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static const Design *design_of(const Fixture *fixture) {
    return editor_design(fixture->editor);
}

/* Applies the command that the builder left, and looks at its name. */
static void apply(Fixture *fixture, Error error, const char *name) {
    must(error);
    assert_string_equal(fixture->command.name, name);
    must(editor_apply(fixture->editor, &fixture->command));
    assert_int_equal(fixture->command.changes.count, 0);
}

static void refuse(Fixture *fixture, Error error, ErrorCode code, const char *part) {
    must_fail(error, code, part);
    assert_int_equal(fixture->command.changes.count, 0);
    must_have_bytes(design_of(fixture), fixture->bytes);
}

/* Without an error and without a step. */
static void pass_over(Fixture *fixture, Error error) {
    must(error);
    assert_int_equal(fixture->command.changes.count, 0);
}

static void a_component_is_added_with_its_number(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture, edit_add_component(design_of(fixture), KIND_CACHE, 10, 20, fixture->id, command),
          "Add Cache");
    assert_string_equal(fixture->id, "cache");
    apply(fixture, edit_add_component(design_of(fixture), KIND_CACHE, 10, 20, fixture->id, command),
          "Add Cache 2");
    assert_string_equal(fixture->id, "cache-2");
    const char *second = "cache-2";
    apply(fixture, edit_delete(design_of(fixture), (const char *[]){"cache"}, 1, command),
          "Delete Cache");
    apply(fixture, edit_add_component(design_of(fixture), KIND_CACHE, 10, 20, fixture->id, command),
          "Add Cache");
    const Component *component = design_component(design_of(fixture), second);
    assert_string_equal(component->label, "Cache 2");
    assert_int_equal(component->x, 10);
    assert_int_equal(component->y, 20);
}

static void a_connection_gets_its_kind_and_id(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture,
          edit_connect(design_of(fixture), "counter", "db", CONNECTION_KIND_COUNT, fixture->id,
                       command),
          "Connect Counter → Links");
    assert_string_equal(fixture->id, "counter-db");
    assert_int_equal(design_connection(design_of(fixture), "counter-db")->kind->id,
                     CONNECTION_CALL);
    apply(fixture,
          edit_connect(design_of(fixture), "counter", "db", CONNECTION_DEDUP, fixture->id, command),
          "Connect Counter → Links");
    assert_string_equal(fixture->id, "counter-db-2");
}

static void a_connection_without_sense_is_refused(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const Design *design = design_of(fixture);
    ConnectionKind any = CONNECTION_KIND_COUNT;
    refuse(fixture, edit_connect(design, "api", "api", any, fixture->id, command), ERROR_REFUSED,
           "Link service cannot be connected to itself");
    refuse(fixture, edit_connect(design, "api", "db", any, fixture->id, command), ERROR_REFUSED,
           "Link service → Links is there already");
    refuse(fixture, edit_connect(design, "api", "db", CONNECTION_CONSUME, fixture->id, command),
           ERROR_REFUSED, "consumed from");
    refuse(fixture, edit_connect(design, "db", "api", any, fixture->id, command), ERROR_REFUSED,
           "Links is a store, and calls nobody; draw it from the other end");
    refuse(fixture, edit_reverse(design, "api-db", command), ERROR_REFUSED, "calls nobody");
    refuse(fixture, edit_connect(design, "api", "vpc", any, fixture->id, command), ERROR_REFUSED,
           "no component of the design has the id `vpc`");
    refuse(fixture, edit_connect(design, "", "db", any, fixture->id, command), ERROR_REFUSED,
           "no component");
}

static void a_store_with_a_change_log_publishes(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture,
          edit_connect(design_of(fixture), "db", "clicks", CONNECTION_KIND_COUNT, fixture->id,
                       command),
          "Connect Links → Clicks");
    assert_int_equal(design_connection(design_of(fixture), "db-clicks")->kind->id,
                     CONNECTION_PUBLISH);
    must(editor_undo(fixture->editor));
    must_have_bytes(design_of(fixture), fixture->bytes);
}

static void components_go_with_their_connections(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture, edit_delete(design_of(fixture), (const char *[]){"api"}, 1, command),
          "Delete Link service");
    assert_int_equal(design_of(fixture)->connections.count, 1);
    must(editor_undo(fixture->editor));
    must_have_bytes(design_of(fixture), fixture->bytes);
    const char *many[] = {"db", "clicks", "db"};
    apply(fixture, edit_delete(design_of(fixture), many, 3, command), "Delete 2 components");
    assert_int_equal(design_of(fixture)->connections.count, 0);
    must(editor_undo(fixture->editor));
    const char *mixed[] = {"n1", "vpc", "api-db", "api"};
    apply(fixture, edit_delete(design_of(fixture), mixed, 4, command), "Delete 4 parts");
    assert_int_equal(design_of(fixture)->notes.count + design_of(fixture)->areas.count, 0);
    must(editor_undo(fixture->editor));
    must_have_bytes(design_of(fixture), fixture->bytes);
    apply(fixture, edit_delete(design_of(fixture), (const char *[]){"api-db"}, 1, command),
          "Delete Link service → Links");
    assert_int_equal(design_of(fixture)->components.count, 4);
}

static void nothing_or_nobody_is_refused(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const Design *design = design_of(fixture);
    const char *gone[] = {"api", "gone"};
    refuse(fixture, edit_delete(design, NULL, 0, command), ERROR_REFUSED, "nothing is selected");
    refuse(fixture, edit_delete(design, gone, 2, command), ERROR_REFUSED, "`gone`");
    refuse(fixture, edit_move(design, gone, 2, 1, 1, command), ERROR_REFUSED, "`gone`");
    refuse(fixture, edit_duplicate(design, gone, 2, 1, 1, command), ERROR_REFUSED, "`gone`");
    refuse(fixture, edit_rename(design, "gone", "x", command), ERROR_REFUSED, "`gone`");
    refuse(fixture, edit_set_why(design, "vpc", "x", command), ERROR_REFUSED, "`vpc`");
    refuse(fixture, edit_reverse(design, "api", command), ERROR_REFUSED, "no connection");
    refuse(fixture, edit_set_operations(design, "gone", NULL, 0, command), ERROR_REFUSED, "`gone`");
    refuse(fixture, edit_set_setting(design, "gone", "replicas", NULL, command), ERROR_REFUSED,
           "`gone`");
}

static void what_has_a_place_is_moved(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const char *ids[] = {"api", "vpc", "api-db", "n1", "api"};
    apply(fixture, edit_move(design_of(fixture), ids, 5, 7, -3, command), "Move 3 parts");
    assert_int_equal(design_component(design_of(fixture), "api")->x, 7);
    assert_int_equal(design_area(design_of(fixture), "vpc")->y, -103);
    assert_int_equal(design_note(design_of(fixture), "n1")->x, 47);
    apply(fixture, edit_move(design_of(fixture), ids, 1, 1, 1, command), "Move Link service");
    pass_over(fixture, edit_move(design_of(fixture), ids, 5, 0, 0, command));
    pass_over(fixture, edit_move(design_of(fixture), (const char *[]){"api-db"}, 1, 5, 5, command));
}

static void the_board_has_an_edge(void **state) {
    Fixture *fixture = *state;
    const char *ids[] = {"api", "db"};
    refuse(fixture, edit_move(design_of(fixture), ids, 2, LIMIT_COORDINATE, 0, &fixture->command),
           ERROR_REFUSED, "the board ends there");
    refuse(fixture, edit_move(design_of(fixture), ids, 2, 0, INT32_MIN, &fixture->command),
           ERROR_REFUSED, "the board ends there");
    refuse(fixture,
           edit_duplicate(design_of(fixture), ids, 2, INT32_MAX, INT32_MAX, &fixture->command),
           ERROR_REFUSED, "the board ends there");
}

static void everything_with_a_text_is_renamed(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture, edit_rename(design_of(fixture), "api", "Shortener", command),
          "Rename Link service");
    assert_string_equal(design_component(design_of(fixture), "api")->label, "Shortener");
    apply(fixture, edit_rename(design_of(fixture), "api-db", "look up", command),
          "Label Shortener → Links");
    apply(fixture, edit_rename(design_of(fixture), "vpc", "", command), "Rename Region A");
    apply(fixture, edit_rename(design_of(fixture), "vpc", "Region B", command), "Rename area");
    apply(fixture, edit_rename(design_of(fixture), "n1", "302", command), "Edit 301 or 302?");
    assert_string_equal(design_note(design_of(fixture), "n1")->text, "302");
    pass_over(fixture, edit_rename(design_of(fixture), "n1", "302", command));
    apply(fixture, edit_set_title(design_of(fixture), "Links", command), "Change the title");
    pass_over(fixture, edit_set_title(design_of(fixture), "Links", command));
    apply(fixture, edit_set_why(design_of(fixture), "api", "stateless", command),
          "Give a reason for Shortener");
    pass_over(fixture, edit_set_why(design_of(fixture), "api", "stateless", command));
}

static void a_bad_text_is_refused(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const Design *design = design_of(fixture);
    char *longer = memory_allocate(LIMIT_TEXT_BYTES + 2);
    memset(longer, 'x', LIMIT_TEXT_BYTES + 1);
    refuse(fixture, edit_rename(design, "api", " \t", command), ERROR_REFUSED, "needs a name");
    refuse(fixture, edit_rename(design, "api", "\xff", command), ERROR_INPUT, "UTF-8");
    refuse(fixture, edit_rename(design, "n1", longer, command), ERROR_LIMIT, "4097 bytes");
    refuse(fixture, edit_set_why(design, "api", longer, command), ERROR_LIMIT, "the reason");
    refuse(fixture, edit_set_title(design, "\xc3", command), ERROR_INPUT, "the title");
    refuse(fixture, edit_add_note(design, 0, 0, 1, 1, longer, fixture->id, command), ERROR_LIMIT,
           "the note");
    refuse(fixture, edit_add_area(design, 0, 0, 1, 1, "\xff", fixture->id, command), ERROR_INPUT,
           "the label");
    free(longer);
}

static SettingValue number(double value) {
    return (SettingValue){.number = value};
}

static void a_setting_is_set_and_reset(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    SettingValue timeout = number(200), replicas = number(4);
    apply(fixture, edit_set_setting(design_of(fixture), "api-db", "timeout_ms", &timeout, command),
          "Set timeout of Link service → Links to 200 ms");
    assert_true(connection_number(design_connection(design_of(fixture), "api-db"), "timeout_ms") ==
                200);
    pass_over(fixture,
              edit_set_setting(design_of(fixture), "api-db", "timeout_ms", &timeout, command));
    apply(fixture, edit_set_setting(design_of(fixture), "api", "replicas", &replicas, command),
          "Set replicas of Link service to 4");
    apply(fixture, edit_set_setting(design_of(fixture), "api", "replicas", NULL, command),
          "Reset replicas of Link service");
    pass_over(fixture, edit_set_setting(design_of(fixture), "api", "replicas", NULL, command));
}

static void a_wrong_setting_is_refused(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const Design *design = design_of(fixture);
    SettingValue value = number(-1);
    refuse(fixture, edit_set_setting(design, "api", "replicas", &value, command), ERROR_INPUT, "1");
    refuse(fixture, edit_set_setting(design, "api", "ttl_s", &value, command), ERROR_REFUSED,
           "Service has no setting `ttl_s`");
    refuse(fixture, edit_set_setting(design, "api-db", "ttl_s", &value, command), ERROR_REFUSED,
           "Call has no setting `ttl_s`");
    refuse(fixture, edit_set_setting(design, "vpc", "replicas", &value, command), ERROR_REFUSED,
           "area has no setting `replicas`");
}

static void a_connection_changes_its_kind(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture,
          edit_set_connection_kind(design_of(fixture), "api-db", CONNECTION_DEDUP, command),
          "Change kind of Link service → Links to Deduplicate");
    const Connection *connection = design_connection(design_of(fixture), "api-db");
    assert_int_equal(connection->kind->id, CONNECTION_DEDUP);
    assert_int_equal(connection->settings.count, 0); /* it knows no timeout and no attempts */
    assert_int_equal(connection->operations.count, 1);
    pass_over(fixture,
              edit_set_connection_kind(design_of(fixture), "api-db", CONNECTION_DEDUP, command));
    must(editor_undo(fixture->editor));
    must_have_bytes(design_of(fixture), fixture->bytes);
    refuse(fixture,
           edit_set_connection_kind(design_of(fixture), "api-db", CONNECTION_OBSERVE, command),
           ERROR_REFUSED, "telemetry");
}

static void a_connection_is_turned_round(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture, edit_reverse(design_of(fixture), "api-clicks", command),
          "Reverse Link service → Clicks");
    const Connection *connection = design_connection(design_of(fixture), "api-clicks");
    assert_string_equal(connection->from, "clicks");
    assert_string_equal(connection->to, "api");
    assert_int_equal(connection->kind->id, CONNECTION_CONSUME);
    apply(fixture,
          edit_add_component(design_of(fixture), KIND_SERVICE, 0, 200, fixture->id, command),
          "Add Service");
    apply(fixture,
          edit_connect(design_of(fixture), "api", "service", CONNECTION_KIND_COUNT, fixture->id,
                       command),
          "Connect Link service → Service");
    SettingValue timeout = {.number = 200};
    apply(fixture,
          edit_set_setting(design_of(fixture), "api-service", "timeout_ms", &timeout, command),
          "Set timeout of Link service → Service to 200 ms");
    apply(fixture, edit_reverse(design_of(fixture), "api-service", command),
          "Reverse Link service → Service");
    connection = design_connection(design_of(fixture), "api-service");
    assert_int_equal(connection->kind->id, CONNECTION_CALL);
    assert_int_equal(connection->settings.count, 1); /* a call keeps what was chosen */
}

static void operations_are_chosen(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const OperationName names[] = {{"create"}, {"redirect"}, {"create"}};
    apply(fixture, edit_set_operations(design_of(fixture), "api-db", names, 3, command),
          "Set operations of Link service → Links");
    const Connection *connection = design_connection(design_of(fixture), "api-db");
    assert_int_equal(connection->operations.count, 2);
    assert_true(connection_carries(connection, "redirect"));
    pass_over(fixture, edit_set_operations(design_of(fixture), "api-db", names, 2, command));
    apply(fixture, edit_set_operations(design_of(fixture), "api-db", NULL, 0, command),
          "Set operations of Link service → Links");
    assert_true(design_connection(design_of(fixture), "api-db")->all_operations);
    must(editor_undo(fixture->editor));
    must(editor_undo(fixture->editor));
    refuse(fixture,
           edit_set_operations(design_of(fixture), "api-db", (OperationName[]){{"Not an id"}}, 1,
                               command),
           ERROR_REFUSED, "`Not an id`");
}

static void areas_and_notes(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    apply(fixture,
          edit_add_area(design_of(fixture), 1, 2, 30, 40, "Region B", fixture->id, command),
          "Add area");
    assert_string_equal(fixture->id, "area");
    apply(fixture, edit_resize(design_of(fixture), "area", 1, 2, 300, 40, command),
          "Resize Region B");
    assert_int_equal(design_area(design_of(fixture), "area")->w, 300);
    pass_over(fixture, edit_resize(design_of(fixture), "area", 1, 2, 300, 40, command));
    apply(fixture, edit_add_note(design_of(fixture), 1, 2, 30, 40, "", fixture->id, command),
          "Add note");
    apply(fixture, edit_resize(design_of(fixture), fixture->id, 0, 0, 1, 1, command),
          "Resize note");
    while (editor_undo_name(fixture->editor)) {
        must(editor_undo(fixture->editor));
    }
    refuse(fixture, edit_add_area(design_of(fixture), 0, 0, 0, 9, "", fixture->id, command),
           ERROR_REFUSED, "an area needs a width");
    refuse(fixture, edit_add_note(design_of(fixture), 0, 0, 9, -1, "", fixture->id, command),
           ERROR_REFUSED, "a note needs a width");
    refuse(fixture, edit_resize(design_of(fixture), "api", 0, 0, 9, 9, command), ERROR_REFUSED,
           "only areas and notes");
}

static void copies_are_connected_as_their_originals(void **state) {
    Fixture *fixture = *state;
    Command *command = &fixture->command;
    const char *ids[] = {"api", "db", "n1", "clicks-counter"};
    must(edit_duplicate(design_of(fixture), ids, 4, 40, 40, command));
    assert_string_equal(command->name, "Duplicate 3 parts");
    assert_int_equal(command->changes.count, 4);
    assert_string_equal(command->changes.items[0].id, "link-service-2");
    assert_string_equal(command->changes.items[3].id, "link-service-2-links-2");
    must(editor_apply(fixture->editor, command));
    const Component *copy = design_component(design_of(fixture), "link-service-2");
    assert_string_equal(copy->label, "Link service 2");
    assert_int_equal(copy->x, 40);
    const Connection *connection = design_connection(design_of(fixture), "link-service-2-links-2");
    assert_string_equal(connection->from, "link-service-2");
    assert_string_equal(connection->to, "links-2");
    assert_int_equal(connection->settings.count, 2);
    assert_int_equal(design_of(fixture)->connections.count, 4);
    apply(fixture,
          edit_duplicate(design_of(fixture), (const char *[]){"link-service-2"}, 1, 0, 0, command),
          "Duplicate Link service 2");
    assert_non_null(design_component(design_of(fixture), "link-service-3"));
    must(editor_undo(fixture->editor));
    must(editor_undo(fixture->editor));
    must_have_bytes(design_of(fixture), fixture->bytes);
    refuse(fixture,
           edit_duplicate(design_of(fixture), (const char *[]){"api-db"}, 1, 0, 0, command),
           ERROR_REFUSED, "not copied without its ends");
}

static void two_of_one_name_get_two_numbers(void **state) {
    Fixture *fixture = *state;
    const char *ids[] = {"api", "db"};
    must(edit_rename(design_of(fixture), "db", "Link service", &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    must(edit_duplicate(design_of(fixture), ids, 2, 0, 0, &fixture->command));
    assert_string_equal(fixture->command.changes.items[0].after.as.component->label,
                        "Link service 2");
    assert_string_equal(fixture->command.changes.items[1].after.as.component->label,
                        "Link service 3");
    must(editor_apply(fixture->editor, &fixture->command));
}

static void long_labels_leave_room_in_the_name(void **state) {
    Fixture *fixture = *state;
    char label[400] = "";
    for (size_t i = 0; i < 100; i++) {
        strcat(label, "ö ");
    }
    must(edit_rename(design_of(fixture), "api", label, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    must(edit_rename(design_of(fixture), "db", label, &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    SettingValue timeout = number(250);
    must(edit_set_setting(design_of(fixture), "api-db", "timeout_ms", &timeout, &fixture->command));
    assert_non_null(strstr(fixture->command.name, "… to 250 ms"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_component_is_added_with_its_number),
        TEST(a_connection_gets_its_kind_and_id),
        TEST(a_connection_without_sense_is_refused),
        TEST(a_store_with_a_change_log_publishes),
        TEST(components_go_with_their_connections),
        TEST(nothing_or_nobody_is_refused),
        TEST(what_has_a_place_is_moved),
        TEST(the_board_has_an_edge),
        TEST(everything_with_a_text_is_renamed),
        TEST(a_bad_text_is_refused),
        TEST(a_setting_is_set_and_reset),
        TEST(a_wrong_setting_is_refused),
        TEST(a_connection_changes_its_kind),
        TEST(a_connection_is_turned_round),
        TEST(operations_are_chosen),
        TEST(areas_and_notes),
        TEST(copies_are_connected_as_their_originals),
        TEST(two_of_one_name_get_two_numbers),
        TEST(long_labels_leave_room_in_the_name),
    };
    return cmocka_run_group_tests_name("edit", tests, NULL, NULL);
}
