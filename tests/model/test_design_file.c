#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "model/design.h"
#include "support/support.h"

static Catalog *catalog;

static int load_catalog(void **state) {
    (void)state;
    catalog = support_catalog();
    return 0;
}

static int free_catalog(void **state) {
    (void)state;
    catalog_free(catalog);
    return 0;
}

/* ---- The canonical form ---------------------------------------------------------------------- */

static const char CANONICAL[] =
    "{\n"
    "  'format': 'faultline/design',\n"
    "  'version': 1,\n"
    "  'title': 'Short links',\n"
    "  'scenario': 'url-shortener',\n"
    "  'components': [\n"
    "    {\n"
    "      'id': 'api',\n"
    "      'kind': 'service',\n"
    "      'label': 'Link service',\n"
    "      'x': 320,\n"
    "      'y': -200,\n"
    "      'why': 'stateless',\n"
    "      'settings': { 'replicas': 4, 'service_ms': 0.5, 'async_io': true, "
    "'authentication': 'token' }\n"
    "    },\n"
    "    {\n"
    "      'id': 'db',\n"
    "      'kind': 'kv_store',\n"
    "      'label': 'Key-value',\n"
    "      'x': 600,\n"
    "      'y': 200,\n"
    "      'settings': { 'partition_key': 'code' }\n"
    "    }\n"
    "  ],\n"
    "  'connections': [\n"
    "    {\n"
    "      'id': 'api-db',\n"
    "      'from': 'api',\n"
    "      'to': 'db',\n"
    "      'kind': 'call',\n"
    "      'label': 'look up',\n"
    "      'operations': ['redirect', 'create'],\n"
    "      'settings': { 'timeout_ms': 200, 'backoff': 'exponential' }\n"
    "    }\n"
    "  ],\n"
    "  'areas': [\n"
    "    { 'id': 'vpc', 'label': 'Region A', 'x': 0, 'y': 0, 'w': 900, 'h': 500 }\n"
    "  ],\n"
    "  'notes': [\n"
    "    { 'id': 'n1', 'text': '301\\nor 302?', 'x': 40, 'y': 40, 'w': 160, 'h': 80 }\n"
    "  ],\n"
    "  'answers': {\n"
    "    'clarified': ['reads-per-second'],\n"
    "    'estimates': {\n"
    "      'redirect_rps': 4000\n"
    "    }\n"
    "  }\n"
    "}\n";

static void assert_canonical(const char *text, const char *expected) {
    Arena arena = {0};
    Design *design = support_design(catalog, text);
    char *bytes = support_bytes(design);
    assert_string_equal(bytes, support_quotes(&arena, expected));
    free(bytes);
    design_free(design);
    arena_free(&arena);
}

static void a_canonical_file_is_written_as_it_was(void **state) {
    (void)state;
    assert_canonical(CANONICAL, CANONICAL);
}

static void another_order_and_layout_give_the_same_bytes(void **state) {
    (void)state;
    assert_canonical(
        "{'version':1, 'format':'faultline/design', 'answers':{'estimates':{'redirect_rps':4e3},"
        "'clarified':['reads-per-second'],'apis':[]},'notes':[{'h':80,'w':160,'y':40,'x':40.0,"
        "'text':'301\\u000aor 302?','id':'n1'}],'areas':[{'id':'vpc','label':'Region A','x':0,"
        "'y':-0,'w':900,'h':500}],'connections':[{'settings':{'backoff':'exponential',"
        "'timeout_ms':200},'operations':['redirect','create'],'label':'look up','kind':'call',"
        "'to':'db','from':'api','id':'api-db'}],'components':[{'id':'api','kind':'service',"
        "'label':'Link service','settings':{'authentication':'token','async_io':true,"
        "'service_ms':5e-1,'replicas':4},'why':'stateless','y':-200,'x':320},{'id':'db',"
        "'kind':'kv_store','why':'','x':600,'y':200,'settings':{'partition_key':'code'}}],"
        "'scenario':'url-shortener','title':'Short links'}",
        CANONICAL);
}

static void the_smallest_design_is_small(void **state) {
    (void)state;
    assert_canonical("{ 'format': 'faultline/design', 'version': 1, 'title': '', "
                     "'components': [], 'connections': [], 'areas': [], 'answers': {} }",
                     "{\n"
                     "  'format': 'faultline/design',\n"
                     "  'version': 1,\n"
                     "  'components': [],\n"
                     "  'connections': []\n"
                     "}\n");
}

static void a_document_may_stand_on_one_line(void **state) {
    (void)state;
    Design *design = support_design(catalog, CANONICAL);
    JsonWriter writer = {0};
    design_write_value(&writer, design, JSON_INLINE);
    assert_null(strchr(text_of(&writer.out), '\n'));
    Design *again = NULL;
    Error error = design_parse(writer.out.text, writer.out.length, "line", catalog, &again);
    assert_string_equal(error.message, "");
    char *bytes = support_bytes(design), *bytes_again = support_bytes(again);
    assert_string_equal(bytes, bytes_again);
    free(bytes);
    free(bytes_again);
    json_writer_free(&writer);
    design_free(design);
    design_free(again);
}

static void what_is_saved_is_loaded(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    const char *path = path_join(&arena, folder, "design.json");
    Design *design = support_design(catalog, CANONICAL), *loaded = NULL;
    assert_int_equal(design_save(design, path).code, ERROR_NONE);
    assert_int_equal(design_load(path, catalog, &loaded).code, ERROR_NONE);
    char *bytes = support_bytes(design), *bytes_loaded = support_bytes(loaded);
    assert_string_equal(bytes, bytes_loaded);
    free(bytes);
    free(bytes_loaded);
    design_free(design);
    design_free(loaded);
    loaded = NULL;
    Error error = design_load(folder, catalog, &loaded);
    assert_int_equal(error.code, ERROR_IO);
    assert_null(loaded);
    support_remove_folder(folder);
    arena_free(&arena);
}

/* The first example after the heading "## Design". In the arena. */
static char *example_in_the_documentation(Arena *arena) {
    static const char fence[] = "```json\n";
    char *document = NULL;
    size_t length = 0;
    Error error = file_read(support_source_path(arena, "docs/FORMATS.md"), LIMIT_FILE_BYTES,
                            &document, &length);
    assert_string_equal(error.message, "");
    const char *heading = strstr(document, "\n## Design\n");
    assert_non_null(heading);
    const char *start = strstr(heading, fence);
    assert_non_null(start);
    start += strlen(fence);
    const char *end = strstr(start, "```");
    assert_non_null(end);
    char *example = arena_copy(arena, start, (size_t)(end - start));
    free(document);
    return example;
}

static void the_example_in_the_documentation_is_canonical(void **state) {
    (void)state;
    Arena arena = {0};
    const char *example = example_in_the_documentation(&arena);
    Design *design = support_design(catalog, example);
    char *bytes = support_bytes(design);
    assert_string_equal(bytes, example);
    free(bytes);
    design_free(design);
    arena_free(&arena);
}

static void shipped_designs_load(void **state) {
    (void)state;
    static const char *const paths[] = {"url-shortener/reference.json", "url-shortener/naive.json",
                                        "notification-service/reference.json",
                                        "notification-service/naive.json"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        Design *design = support_shipped_design(catalog, paths[i]);
        assert_true(design->components.count > 0);
        design_free(design);
    }
}

/* ---- Mistakes -------------------------------------------------------------------------------- */

/* Line 4 holds a service `api`, line 5 a store `db`, line 8 a connection. */
#define DOCUMENT(component, connection, rest)                               \
    "{ 'format': 'faultline/design',\n"                                     \
    "  'version': 1,\n"                                                     \
    "  'components': [\n"                                                   \
    "    { 'id': 'api', 'kind': 'service', 'x': 0, 'y': 0 },\n"             \
    "    { 'id': 'db', 'kind': 'sql_db', 'x': 0, 'y': 0 }" component "],\n" \
    "  'connections': [\n"                                                  \
    "    { 'id': 'api-db', 'from': 'api', 'to': 'db', 'kind': 'call' }" connection "]" rest " }"

static void mistakes_are_named_with_their_place(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{ 'format': 'faultline/design', 'version': 1, 'components': [] }",
         "a.json:1: the key `connections` is missing"},
        {"{ 'format': 'faultline/design', 'version': 1, 'connections': [] }",
         "a.json:1: the key `components` is missing"},
        {DOCUMENT("", "", ", 'titel': ''"), "a.json:7: titel: unknown key; did you mean `title`?"},
        {DOCUMENT("", "", ", 'scenario': 'URL shortener'"),
         "a.json:7: scenario: `URL shortener` is not an id; use 1 to 64 of a-z, 0-9, - and _, with "
         "a letter or a digit first"},
        {DOCUMENT(",\n{ 'id': 'x' }", "", ""),
         "a.json:6: components[2]: the key `kind` is missing"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'servcie' }", "", ""),
         "a.json:6: components[2].kind: unknown kind `servcie`; did you mean `service`?"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0 }", "", ""),
         "a.json:6: components[2]: the key `y` is missing"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0.5, 'y': 0 }", "", ""),
         "a.json:6: components[2].x: expected a whole number, found 0.5"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0, 'y': 1e8 }", "", ""),
         "a.json:6: components[2].y: 100000000 is out of range; expected -10,000,000 to "
         "10,000,000"},
        {DOCUMENT(",\n{ 'id': 'api', 'kind': 'queue', 'x': 0, 'y': 0 }", "", ""),
         "a.json:6: components[2].id: the id `api` is already that of the component in line 4; give "
         "each part an id of its own"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0, 'y': 0, 'size': 1 }", "", ""),
         "a.json:6: components[2].size: unknown key; the keys known here are `id`, `kind`, "
         "`label`, `x`, `y`, `locked`, `why` and `settings`"},
        {DOCUMENT(
             ",\n{ 'id': 'x', 'kind': 'queue', 'x': 0, 'y': 0,\n'settings': {\n'max_recieves': "
             "1 } }",
             "", ""),
         "a.json:8: components[2].settings.max_recieves: unknown setting of Queue; did you mean "
         "`max_receives`?"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0, 'y': 0, 'settings': { 'isolation': 1 } "
                  "}",
                  "", ""),
         "a.json:6: components[2].settings.isolation: unknown setting of Queue; `faultline catalog` "
         "lists those it has"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0, 'y': 0, 'settings': { 'ordering': "
                  "'fif' } }",
                  "", ""),
         "a.json:6: components[2].settings.ordering: unknown word `fif`; did you mean `fifo`?"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'queue', 'x': 0, 'y': 0, 'settings': { 'ordering_key': "
                  "'The user' } }",
                  "", ""),
         "a.json:6: components[2].settings.ordering_key: `The user` is not an id; use 1 to 64 of "
         "a-z, 0-9, - and _, with a letter or a digit first"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'service', 'x': 0, 'y': 0, 'settings': { 'async_io': 1 "
                  "} }",
                  "", ""),
         "a.json:6: components[2].settings.async_io: expected true or false, found a number"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'service', 'x': 0, 'y': 0, 'settings': [] }", "", ""),
         "a.json:6: components[2].settings: expected an object, found an array"},
        {DOCUMENT(",\n{ 'id': 'x', 'kind': 'service', 'label': null, 'x': 0, 'y': 0 }", "", ""),
         "a.json:6: components[2].label: expected a string, found null"},
        {DOCUMENT("", ",\n{ 'id': 'c', 'from': 'apii', 'to': 'db', 'kind': 'call' }", ""),
         "a.json:8: connections[1].from: there is no component `apii`; did you mean `api`?"},
        {DOCUMENT("", ",\n{ 'id': 'c', 'from': 'api', 'to': 'store', 'kind': 'call' }", ""),
         "a.json:8: connections[1].to: there is no component `store`"},
        {DOCUMENT("", ",\n{ 'id': 'c', 'from': 'api', 'to': 'api', 'kind': 'call' }", ""),
         "a.json:8: connections[1]: Service cannot be connected to itself"},
        {DOCUMENT("", ",\n{ 'id': 'c', 'from': 'db', 'to': 'api', 'kind': 'publish' }", ""),
         "a.json:8: connections[1]: SQL cannot be connected to Service like this: messages are "
         "published to a queue, a stream or a topic"},
        {DOCUMENT("", ",\n{ 'id': 'db', 'from': 'db', 'to': 'api', 'kind': 'call' }", ""),
         "a.json:8: connections[1].id: the id `db` is already that of the component in line 5; give "
         "each part an id of its own"},
        {DOCUMENT("", ",\n{ 'id': 'c', 'from': 'db', 'to': 'api', 'kind': 'calls' }", ""),
         "a.json:8: connections[1].kind: unknown kind `calls`; did you mean `call`?"},
        {DOCUMENT("",
                  ",\n{ 'id': 'c', 'from': 'db', 'to': 'api', 'kind': 'call', 'operations': [] }",
                  ""),
         "a.json:8: connections[1].operations: an empty list would carry nothing; leave "
         "`operations` out to carry all, or remove the connection"},
        {DOCUMENT("",
                  ",\n{ 'id': 'c', 'from': 'db', 'to': 'api', 'kind': 'call', 'operations': ['a', "
                  "'b', 'a'] }",
                  ""),
         "a.json:8: connections[1].operations[2]: `a` stands here twice"},
        {DOCUMENT("",
                  ",\n{ 'id': 'c', 'from': 'db', 'to': 'api', 'kind': 'call', 'settings': { "
                  "'retrys': 3 } }",
                  ""),
         "a.json:8: connections[1].settings.retrys: unknown setting of Call; `faultline catalog` "
         "lists those it has"},
        {DOCUMENT("", "", ",\n'areas': [{ 'id': 'a', 'x': 0, 'y': 0, 'w': 0, 'h': 5 }]"),
         "a.json:8: areas[0].w: 0 is out of range; expected 1 to 10,000,000"},
        {DOCUMENT("", "", ",\n'areas': [{ 'id': 'api-db', 'x': 0, 'y': 0, 'w': 1, 'h': 5 }]"),
         "a.json:8: areas[0].id: the id `api-db` is already that of the connection in line 7; give "
         "each part an id of its own"},
        {DOCUMENT("", "", ",\n'notes': [{ 'id': 'n', 'x': 0, 'y': 0, 'w': 1, 'h': 5 }]"),
         "a.json:8: notes[0]: the key `text` is missing"},
        {DOCUMENT("", "", ",\n'answers': { 'clarified': [''] }"),
         "a.json:8: answers.clarified[0]: `` is not an id; use 1 to 64 of a-z, 0-9, - and _, with a "
         "letter or a digit first"},
        {DOCUMENT("", "", ",\n'answers': []"),
         "a.json:8: answers: expected an object, found an array"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena arena = {0};
        Design *design = NULL;
        const char *text = support_quotes(&arena, cases[i].text);
        Error error = design_parse(text, strlen(text), "a.json", catalog, &design);
        assert_int_equal(error.code, ERROR_INPUT);
        assert_string_equal(error.message, cases[i].message);
        assert_null(design);
        arena_free(&arena);
    }
}

static void a_setting_out_of_bounds_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    Design *design = NULL;
    const char *text = support_quotes(
        &arena, DOCUMENT(",\n{ 'id': 'x', 'kind': 'service', 'x': 0, 'y': 0, 'settings': { "
                         "'replicas': 0 } }",
                         "", ""));
    Error error = design_parse(text, strlen(text), "a.json", catalog, &design);
    assert_int_not_equal(error.code, ERROR_NONE);
    const char place[] = "a.json:6: components[2].settings.replicas: ";
    assert_int_equal(strncmp(error.message, place, strlen(place)), 0);
    assert_null(design);
    arena_free(&arena);
}

/* Each cut of a whole design is refused, with a line. */
static void every_truncation_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    const char *text = support_quotes(&arena, CANONICAL);
    size_t whole = strlen(text) - 1; /* but for the last line break */
    for (size_t length = 0; length < whole; length++) {
        Design *design = NULL;
        Error error = design_parse(text, length, "a.json", catalog, &design);
        assert_int_not_equal(error.code, ERROR_NONE);
        assert_int_equal(strncmp(error.message, "a.json:", 7), 0);
        assert_null(design);
    }
    arena_free(&arena);
}

/* ---- Limits ---------------------------------------------------------------------------------- */

static Error parse_with(size_t components, size_t connections, size_t notes) {
    TextBuffer text = {0};
    text_append(&text, "{\"format\":\"faultline/design\",\"version\":1,\"components\":[");
    for (size_t i = 0; i < components; i++) {
        text_append_format(&text, "%s{\"id\":\"c%zu\",\"kind\":\"service\",\"x\":0,\"y\":0}",
                           i > 0 ? "," : "", i);
    }
    text_append(&text, "],\"connections\":[");
    for (size_t i = 0; i < connections; i++) {
        text_append_format(&text,
                           "%s{\"id\":\"e%zu\",\"from\":\"c%zu\",\"to\":\"c%zu\","
                           "\"kind\":\"call\"}",
                           i > 0 ? "," : "", i, i % components, (i + 1) % components);
    }
    text_append(&text, "],\"notes\":[");
    for (size_t i = 0; i < notes; i++) {
        text_append_format(&text,
                           "%s{\"id\":\"n%zu\",\"text\":\"\",\"x\":0,\"y\":0,\"w\":1,\"h\":1}",
                           i > 0 ? "," : "", i);
    }
    text_append(&text, "]}");
    Design *design = NULL;
    Error error = design_parse(text.text, text.length, "a.json", catalog, &design);
    design_free(design);
    text_free(&text);
    return error;
}

static void the_largest_design_loads_and_a_larger_one_does_not(void **state) {
    (void)state;
    assert_string_equal(parse_with(LIMIT_COMPONENTS, LIMIT_CONNECTIONS, LIMIT_NOTES).message, "");
    Error error = parse_with(LIMIT_COMPONENTS + 1, 0, 0);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_string_equal(error.message,
                        "a.json:1: components: 10001 entries; at most 10000 are allowed");
    error = parse_with(2, LIMIT_CONNECTIONS + 1, 0);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_string_equal(error.message,
                        "a.json:1: connections: 40001 entries; at most 40000 are allowed");
    assert_int_equal(parse_with(2, 0, LIMIT_NOTES + 1).code, ERROR_LIMIT);
}

static void a_file_that_is_too_large_is_not_read(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    const char *path = path_join(&arena, folder, "design.json");
    size_t length = LIMIT_FILE_BYTES + 1;
    char *spaces = memory_allocate(length);
    memset(spaces, ' ', length);
    assert_int_equal(file_save_atomic(path, spaces, length).code, ERROR_NONE);
    Design *design = NULL;
    assert_int_equal(design_load(path, catalog, &design).code, ERROR_LIMIT);
    assert_int_equal(design_parse(spaces, length, "a.json", catalog, &design).code, ERROR_LIMIT);
    assert_null(design);
    free(spaces);
    support_remove_folder(folder);
    arena_free(&arena);
}

/* What could not be loaded again is not saved. */
static void a_design_that_would_be_too_large_is_not_saved(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    const char *path = path_join(&arena, folder, "design.json");
    char why[LIMIT_TEXT_BYTES + 1];
    memset(why, 'y', LIMIT_TEXT_BYTES);
    why[LIMIT_TEXT_BYTES] = '\0';
    Design *design = design_new(catalog);
    for (int i = 0; i < LIMIT_FILE_BYTES / LIMIT_TEXT_BYTES; i++) {
        char id[ID_SIZE];
        snprintf(id, sizeof id, "c%d", i);
        Component *component = component_new(&catalog->kinds[KIND_SERVICE], id, 0, 0);
        text_replace(&component->why, why);
        Element element = {.type = ELEMENT_COMPONENT, .as.component = component};
        assert_int_equal(design_put(design, &element, (size_t)i).code, ERROR_NONE);
        element_free(&element);
    }
    Error error = design_save(design, path);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_non_null(strstr(error.message, "can be loaded again"));
    assert_false(file_exists(path));
    design_free(design);
    support_remove_folder(folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_canonical_file_is_written_as_it_was),
        cmocka_unit_test(another_order_and_layout_give_the_same_bytes),
        cmocka_unit_test(the_smallest_design_is_small),
        cmocka_unit_test(a_document_may_stand_on_one_line),
        cmocka_unit_test(what_is_saved_is_loaded),
        cmocka_unit_test(the_example_in_the_documentation_is_canonical),
        cmocka_unit_test(shipped_designs_load),
        cmocka_unit_test(mistakes_are_named_with_their_place),
        cmocka_unit_test(a_setting_out_of_bounds_is_refused),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(the_largest_design_loads_and_a_larger_one_does_not),
        cmocka_unit_test(a_file_that_is_too_large_is_not_read),
        cmocka_unit_test(a_design_that_would_be_too_large_is_not_saved),
    };
    return cmocka_run_group_tests(tests, load_catalog, free_catalog);
}
