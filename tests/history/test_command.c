/* A command applies as a whole or not at all, and what it did can be taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'title':'T','components':["
    "{'id':'api','kind':'service','label':'Link service','x':0,'y':0},"
    "{'id':'db','kind':'sql_db','label':'Links','x':280,'y':0},"
    "{'id':'jobs','kind':'queue','label':'Jobs','x':280,'y':200}],"
    "'connections':[{'id':'api-db','from':'api','to':'db','kind':'call'}],"
    "'notes':[{'id':'n1','text':'301 or 302?','x':0,'y':0,'w':10,'h':10}]}";

typedef struct Fixture {
    Catalog *catalog;
    Design *design;
    char *bytes; /* of the design at the start */
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->design = support_design(fixture->catalog, DESIGN);
    fixture->bytes = support_bytes(fixture->design);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    free(fixture->bytes);
    design_free(fixture->design);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static Element service(const Fixture *fixture, const char *id) {
    return (Element){.type = ELEMENT_COMPONENT,
                     .as.component =
                         component_new(&fixture->catalog->kinds[KIND_SERVICE], id, 1, 2)};
}

static Element title(const char *text) {
    return (Element){.type = ELEMENT_TITLE, .as.text = memory_copy_string(text)};
}

static void put_inserts_where_it_is_told(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_put(&command, service(fixture, "first"), 0);
    command_put(&command, service(fixture, "last"), SIZE_MAX);
    command_put(&command, service(fixture, "far"), 999);
    must(command_apply(&command, fixture->design));
    assert_int_equal(design_position(fixture->design, ELEMENT_COMPONENT, "first"), 0);
    assert_int_equal(design_position(fixture->design, ELEMENT_COMPONENT, "last"), 4);
    /* what is written to the journal says where they went */
    assert_int_equal(command.changes.items[1].position, 4);
    assert_int_equal(command.changes.items[2].position, 5);
    command_revert(&command, fixture->design);
    must_have_bytes(fixture->design, fixture->bytes);
    command_free(&command);
}

static void put_replaces_in_place(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_put(&command, service(fixture, "api"), 2);
    must(command_apply(&command, fixture->design));
    assert_int_equal(design_position(fixture->design, ELEMENT_COMPONENT, "api"), 0);
    assert_int_equal(design_component(fixture->design, "api")->x, 1);
    assert_true(command.changes.items[0].position == SIZE_MAX);
    command_revert(&command, fixture->design);
    must_have_bytes(fixture->design, fixture->bytes);
    command_free(&command);
}

static void remove_comes_back_to_its_place(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_remove(&command, ELEMENT_CONNECTION, "api-db");
    command_remove(&command, ELEMENT_COMPONENT, "api");
    command_remove(&command, ELEMENT_COMPONENT, "db");
    must(command_apply(&command, fixture->design));
    assert_int_equal(fixture->design->components.count, 1);
    char *after = support_bytes(fixture->design);
    command_revert(&command, fixture->design);
    must_have_bytes(fixture->design, fixture->bytes);
    command_reapply(&command, fixture->design);
    must_have_bytes(fixture->design, after);
    free(after);
    command_free(&command);
}

static void one_element_twice(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_put(&command, title("A"), SIZE_MAX);
    command_put(&command, title("B"), SIZE_MAX);
    command_remove(&command, ELEMENT_NOTE, "n1");
    command_put(&command, service(fixture, "n1"), 1);
    must(command_apply(&command, fixture->design));
    assert_string_equal(fixture->design->title, "B");
    command_revert(&command, fixture->design);
    must_have_bytes(fixture->design, fixture->bytes);
    command_free(&command);
}

static void all_or_nothing(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_put(&command, title("Other"), SIZE_MAX);
    command_remove(&command, ELEMENT_NOTE, "n1");
    command_remove(&command, ELEMENT_COMPONENT, "api"); /* has a connection */
    must_fail(command_apply(&command, fixture->design), ERROR_REFUSED, "api-db");
    must_have_bytes(fixture->design, fixture->bytes);
    for (size_t i = 0; i < command.changes.count; i++) {
        assert_false(command.changes.items[i].had_before);
    }
    command_free(&command);
}

static void removing_nothing_is_refused(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_remove(&command, ELEMENT_AREA, "api");
    must_fail(command_apply(&command, fixture->design), ERROR_REFUSED, "api");
    command_free(&command);
}

static void too_many_changes(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    for (size_t i = 0; i <= COMMAND_CHANGES_MAX; i++) {
        command_remove(&command, ELEMENT_NOTE, "n1");
    }
    must_fail(command_apply(&command, fixture->design), ERROR_LIMIT, "at most 100000");
    must_have_bytes(fixture->design, fixture->bytes);
    command_free(&command);
}

static void name_is_cut_between_characters(void **state) {
    (void)state;
    Command command = {0};
    char label[600] = "";
    for (size_t i = 0; i < 250; i++) {
        strcat(label, "ü");
    }
    command_name(&command, "Rename %s", label);
    size_t length = strlen(command.name);
    assert_true(length >= COMMAND_NAME_SIZE - 2);
    assert_int_equal(utf8_check(command.name, length), length);
}

static void copy_owns_its_own(void **state) {
    Fixture *fixture = *state;
    Command command = {0};
    command_name(&command, "Both");
    command_put(&command, service(fixture, "api"), SIZE_MAX);
    command_remove(&command, ELEMENT_NOTE, "n1");
    must(command_apply(&command, fixture->design));
    Command copy = command_copy(&command);
    assert_int_equal(command_weight(&copy), command_weight(&command));
    command_free(&command);
    assert_string_equal(copy.name, "Both");
    command_revert(&copy, fixture->design);
    must_have_bytes(fixture->design, fixture->bytes);
    command_free(&copy);
}

/* --- As JSON --- */

static Error read_text(const Fixture *fixture, const char *text, Command *command) {
    Arena arena = {0};
    JsonReader reader = {.file = "session.jsonl"};
    char *json = support_quotes(&arena, text);
    const JsonValue *root = json_parse(&reader, json, strlen(json), 7, &arena);
    if (root) {
        command_read(&reader, root, fixture->catalog, command);
    }
    arena_free(&arena);
    return reader.error;
}

static void written_and_read(void **state) {
    Fixture *fixture = *state;
    static const char TEXT[] =
        "{ 'name': 'Tidy up', 'changes': [{ 'remove': 'connection', 'id': 'api-db' }, "
        "{ 'set': 'title', 'value': 'Short' }, { 'set': 'note', 'position': 0, 'value': "
        "{ 'id': 'n0', 'text': 'why?', 'x': 1, 'y': 2, 'w': 3, 'h': 4 } }] }";
    Arena arena = {0};
    Command command = {0};
    must(read_text(fixture, TEXT, &command));
    assert_int_equal(command.changes.count, 3);
    JsonWriter writer = {0};
    json_begin_object(&writer, JSON_INLINE);
    command_write(&writer, &command);
    json_end_object(&writer);
    assert_string_equal(text_of(&writer.out), support_quotes(&arena, TEXT));
    json_writer_free(&writer);
    command_free(&command);
    arena_free(&arena);
}

static void refused_with_line_and_path(void **state) {
    static const struct {
        const char *text, *part;
    } CASES[] = {
        {"{'changes':[{'remove':'note','id':'n1'}]}", "session.jsonl:7: the key `name` is missing"},
        {"{'name':'x','changes':[]}", "changes: a command has at least one change"},
        {"{'name':'x','changes':[7]}", "changes[0]: expected an object"},
        {"{'name':'x','changes':[{'set':'title'}]}", "changes[0]: `value` is missing"},
        {"{'name':'x','changes':[{'set':'compnent','value':1}]}", "did you mean `component`?"},
        {"{'name':'x','changes':[{'remove':'title','id':'a'}]}", "changes[0].remove: unknown word"},
        {"{'name':'x','changes':[{'remove':'note','id':'A'}]}", "changes[0].id: `A` is not an id"},
        {"{'name':'x','changes':[{'remove':'note','id':'a','value':1}]}", "value: unknown key"},
        {"{'name':'x','changes':[{'set':'title','value':1}]}",
         "changes[0].value: expected a string"},
        {"{'name':'x','changes':[{'set':'title','value':'a','position':-1}]}", "out of range"},
        {"{'name':'x','changes':[{'set':'title','value':'a'},{'set':'component','value':"
         "{'id':'a','kind':'servis','x':0,'y':0}}]}",
         "changes[1].value.kind: unknown kind `servis`; did you mean `service`?"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Command command = {0};
        must_fail(read_text(fixture, CASES[i].text, &command), ERROR_INPUT, CASES[i].part);
        assert_int_equal(command.changes.count, 0);
    }
}

static void long_names_are_refused(void **state) {
    Fixture *fixture = *state;
    TextBuffer text = {0};
    text_append(&text, "{'changes':[{'remove':'note','id':'n1'}],'name':'");
    for (size_t i = 0; i < COMMAND_NAME_SIZE; i++) {
        text_append_char(&text, 'n');
    }
    text_append(&text, "'}");
    Command command = {0};
    must_fail(read_text(fixture, text_of(&text), &command), ERROR_LIMIT, "at most 127 bytes");
    text_free(&text);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(put_inserts_where_it_is_told),
        TEST(put_replaces_in_place),
        TEST(remove_comes_back_to_its_place),
        TEST(one_element_twice),
        TEST(all_or_nothing),
        TEST(removing_nothing_is_refused),
        TEST(too_many_changes),
        TEST(name_is_cut_between_characters),
        TEST(copy_owns_its_own),
        TEST(written_and_read),
        TEST(refused_with_line_and_path),
        TEST(long_names_are_refused),
    };
    return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
