#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void assert_ok(Error error) {
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static void assert_refused(Error error, const char *message) {
    assert_int_not_equal(error.code, ERROR_NONE);
    assert_string_equal(error.message, message);
}

/* A change that must be refused and leave the design as it was. */
static void assert_put_refused(Design *design, Element element, const char *message) {
    char *before = support_bytes(design);
    assert_refused(design_put(design, &element, SIZE_MAX), message);
    char *after = support_bytes(design);
    assert_string_equal(before, after);
    free(before);
    free(after);
    element_free(&element);
}

static void put(Design *design, Element element, size_t position) {
    assert_ok(design_put(design, &element, position));
    element_free(&element);
}

static Element new_component(KindId kind, const char *id) {
    return (Element){.type = ELEMENT_COMPONENT,
                     .as.component = component_new(&catalog->kinds[kind], id, 0, 0)};
}

static Element new_connection(ConnectionKind kind, const char *id, const char *from,
                              const char *to) {
    return (Element){.type = ELEMENT_CONNECTION,
                     .as.connection = connection_new(&catalog->connections[kind], id, from, to)};
}

static Element new_area(const char *id, int w, int h) {
    Area *area = memory_allocate(sizeof *area);
    text_copy(area->id, ID_SIZE, id);
    area->label = memory_copy_string("Region");
    area->w = w;
    area->h = h;
    return (Element){.type = ELEMENT_AREA, .as.area = area};
}

static Element new_note(const char *id, const char *text) {
    Note *note = memory_allocate(sizeof *note);
    text_copy(note->id, ID_SIZE, id);
    note->text = memory_copy_string(text);
    note->w = note->h = 10;
    return (Element){.type = ELEMENT_NOTE, .as.note = note};
}

static Element new_text(ElementType type, const char *text) {
    return (Element){.type = type, .as.text = memory_copy_string(text)};
}

/* client -> api -> db, an area and a note. */
static Design *new_design(void) {
    Design *design = design_new(catalog);
    put(design, new_component(KIND_CLIENT, "users"), SIZE_MAX);
    put(design, new_component(KIND_SERVICE, "api"), SIZE_MAX);
    put(design, new_component(KIND_SQL_DB, "db"), SIZE_MAX);
    put(design, new_connection(CONNECTION_CALL, "users-api", "users", "api"), SIZE_MAX);
    put(design, new_connection(CONNECTION_CALL, "api-db", "api", "db"), SIZE_MAX);
    put(design, new_area("vpc", 100, 50), SIZE_MAX);
    put(design, new_note("n1", "301 or 302?"), SIZE_MAX);
    return design;
}

/* ---- Finding --------------------------------------------------------------------------------- */

static void parts_are_found_by_type_and_id(void **state) {
    (void)state;
    Design *design = new_design();
    assert_string_equal(design_component(design, "api")->label, "Service");
    assert_string_equal(design_connection(design, "api-db")->to, "db");
    assert_string_equal(design_area(design, "vpc")->label, "Region");
    assert_string_equal(design_note(design, "n1")->text, "301 or 302?");
    assert_null(design_component(design, "api-db"));
    assert_null(design_connection(design, "api"));
    assert_null(design_area(design, "n1"));
    assert_null(design_note(design, "nothing"));
    ElementType type = ELEMENT_NOTE;
    assert_true(design_id_type(design, "users-api", &type));
    assert_int_equal(type, ELEMENT_CONNECTION);
    assert_false(design_id_type(design, "free", &type));
    assert_true(design_has_id(design, "vpc"));
    assert_int_equal(design_position(design, ELEMENT_COMPONENT, "db"), 2);
    assert_int_equal(design_position(design, ELEMENT_CONNECTION, "users-api"), 0);
    assert_true(design_position(design, ELEMENT_AREA, "db") == SIZE_MAX);
    assert_true(design_position(design, ELEMENT_TITLE, "") == SIZE_MAX);
    design_free(design);
    design_free(NULL);
}

static void a_part_is_handed_out_as_a_copy(void **state) {
    (void)state;
    Design *design = new_design();
    put(design, new_text(ELEMENT_TITLE, "Short links"), 0);
    put(design, new_text(ELEMENT_SCENARIO, "url-shortener"), 0);
    static const ElementType types[] = {ELEMENT_COMPONENT, ELEMENT_CONNECTION, ELEMENT_AREA,
                                        ELEMENT_NOTE,      ELEMENT_TITLE,      ELEMENT_SCENARIO,
                                        ELEMENT_ANSWERS};
    static const char *const ids[] = {"api", "api-db", "vpc", "n1", "", "", ""};
    Element parts[COUNT_OF(types)];
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        assert_true(design_get(design, types[i], ids[i], &parts[i]));
        assert_int_equal(parts[i].type, types[i]);
        assert_string_equal(element_id(&parts[i]), ids[i]);
    }
    assert_ptr_not_equal(parts[0].as.component, design_component(design, "api"));
    design_free(design); /* the copies live on */
    assert_string_equal(parts[0].as.component->label, "Service");
    assert_string_equal(parts[4].as.text, "Short links");
    assert_string_equal(parts[5].as.text, "url-shortener");
    assert_true(answers_empty(parts[6].as.answers));
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        element_free(&parts[i]);
        element_free(&parts[i]); /* an emptied one is fine */
    }
    design = new_design();
    Element none;
    assert_false(design_get(design, ELEMENT_NOTE, "api", &none));
    design_free(design);
}

/* ---- Changing -------------------------------------------------------------------------------- */

static void a_part_is_inserted_where_it_should_be(void **state) {
    (void)state;
    Design *design = design_new(catalog);
    put(design, new_component(KIND_SERVICE, "c"), SIZE_MAX);
    put(design, new_component(KIND_SERVICE, "a"), 0);
    put(design, new_component(KIND_SERVICE, "b"), 1);
    put(design, new_component(KIND_SERVICE, "d"), 99);
    static const char *const order[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        assert_string_equal(design->components.items[i]->id, order[i]);
        assert_int_equal(design_position(design, ELEMENT_COMPONENT, order[i]), i);
    }
    assert_ok(design_remove(design, ELEMENT_COMPONENT, "b"));
    assert_string_equal(design->components.items[1]->id, "c");
    assert_int_equal(design->components.count, 3);
    assert_false(design_has_id(design, "b"));
    put(design, new_component(KIND_CACHE, "b"), 1);
    assert_string_equal(design->components.items[1]->id, "b");
    design_free(design);
}

static void a_part_is_replaced_where_it_stands(void **state) {
    (void)state;
    Design *design = new_design();
    Element changed;
    assert_true(design_get(design, ELEMENT_COMPONENT, "api", &changed));
    text_replace(&changed.as.component->label, "Link service");
    changed.as.component->x = 320;
    put(design, changed, 0); /* the position counts for new ones only */
    assert_int_equal(design->components.count, 3);
    assert_string_equal(design->components.items[1]->label, "Link service");
    assert_int_equal(design_component(design, "api")->x, 320);
    assert_true(design_get(design, ELEMENT_NOTE, "n1", &changed));
    text_replace(&changed.as.note->text, "302");
    put(design, changed, 0);
    assert_string_equal(design_note(design, "n1")->text, "302");
    put(design, new_text(ELEMENT_TITLE, "One"), 0);
    put(design, new_text(ELEMENT_TITLE, "Two"), 0);
    assert_string_equal(design->title, "Two");
    design_free(design);
}

static void what_would_break_a_design_is_refused(void **state) {
    (void)state;
    Design *design = new_design();
    assert_put_refused(design, new_component(KIND_SERVICE, "vpc"),
                       "the id `vpc` is already that of the area `vpc`");
    assert_put_refused(design, new_component(KIND_SERVICE, "Link service"),
                       "`Link service` is not an id; use 1 to 64 of a-z, 0-9, - and _, with a "
                       "letter or a digit first");
    assert_put_refused(design, new_connection(CONNECTION_CALL, "new", "api", "dbs"),
                       "there is no component `dbs`; did you mean `db`?");
    assert_put_refused(design, new_connection(CONNECTION_CALL, "new", "warehouse", "db"),
                       "there is no component `warehouse`");
    assert_put_refused(design, new_connection(CONNECTION_CALL, "new", "api", "api"),
                       "Service cannot be connected to itself");
    assert_put_refused(design, new_connection(CONNECTION_CONSUME, "new", "api", "db"),
                       "Service cannot be connected to SQL like this: messages are consumed from a "
                       "queue, a stream or a topic");
    assert_put_refused(design, new_area("a2", 0, 10),
                       "a size of 0 x 10 does not do; both must be 1 to 10000000");
    assert_put_refused(design, new_note("n2", "\xff"), "the note is not valid UTF-8");
    assert_put_refused(design, new_text(ELEMENT_SCENARIO, "No id"),
                       "`No id` is not the id of a scenario");
    char long_text[LIMIT_TEXT_BYTES + 2];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_put_refused(design, new_text(ELEMENT_TITLE, long_text),
                       "the title has 4097 bytes; at most 4096 are allowed");
    Element far = new_component(KIND_SERVICE, "far");
    far.as.component->x = LIMIT_COORDINATE + 1;
    assert_put_refused(design, far,
                       "(10000001, 0) is too far out; the canvas ends at 10000000 units");
    design_free(design);
}

static void settings_must_belong_and_be_within_bounds(void **state) {
    (void)state;
    Design *design = new_design();
    Element foreign = new_component(KIND_CLIENT, "other");
    SettingValue value = {.number = 2};
    settings_set(&foreign.as.component->settings,
                 kind_setting(&catalog->kinds[KIND_SERVICE], "replicas"), &value);
    assert_put_refused(design, foreign, "Client has no setting `replicas`");
    Element excessive = new_component(KIND_SERVICE, "other");
    value.number = -1;
    settings_set(&excessive.as.component->settings,
                 kind_setting(&catalog->kinds[KIND_SERVICE], "replicas"), &value);
    Error error = design_put(design, &excessive, SIZE_MAX);
    assert_int_not_equal(error.code, ERROR_NONE);
    assert_int_equal(strncmp(error.message, "replicas: ", 10), 0);
    element_free(&excessive);
    design_free(design);
}

static void operations_are_all_or_some(void **state) {
    (void)state;
    Design *design = new_design();
    Element element;
    assert_true(design_get(design, ELEMENT_CONNECTION, "api-db", &element));
    assert_true(connection_carries(element.as.connection, "create"));
    element.as.connection->all_operations = false;
    assert_put_refused(design, element_copy(&element),
                       "a connection carries all operations or names some");
    OperationName create = {"create"};
    array_push(&element.as.connection->operations, create);
    assert_ok(design_put(design, &element, 0));
    assert_true(connection_carries(design_connection(design, "api-db"), "create"));
    assert_false(connection_carries(design_connection(design, "api-db"), "redirect"));
    array_push(&element.as.connection->operations, create);
    assert_put_refused(design, element, "the operation `create` stands twice");
    design_free(design);
}

static void a_connected_component_stays(void **state) {
    (void)state;
    Design *design = new_design();
    assert_refused(design_remove(design, ELEMENT_COMPONENT, "api"),
                   "the component `api` still has the connection `users-api`; remove that first");
    assert_refused(design_remove(design, ELEMENT_COMPONENT, "vpc"), "there is no component `vpc`");
    assert_refused(design_remove(design, ELEMENT_TITLE, ""),
                   "the title of a design cannot be removed");
    assert_ok(design_remove(design, ELEMENT_CONNECTION, "users-api"));
    assert_ok(design_remove(design, ELEMENT_CONNECTION, "api-db"));
    assert_ok(design_remove(design, ELEMENT_COMPONENT, "api"));
    assert_ok(design_remove(design, ELEMENT_AREA, "vpc"));
    assert_ok(design_remove(design, ELEMENT_NOTE, "n1"));
    assert_int_equal(design->components.count, 2);
    assert_int_equal(design->connections.count + design->areas.count + design->notes.count, 0);
    design_free(design);
}

static void a_component_of_another_kind_must_suit_its_connections(void **state) {
    (void)state;
    Design *design = new_design();
    assert_put_refused(design, new_component(KIND_QUEUE, "db"),
                       "Service cannot be connected to Queue like this: nobody answers a call "
                       "there; publish to it");
    put(design, new_component(KIND_KV_STORE, "db"), 0);
    assert_int_equal(design_component(design, "db")->kind->id, KIND_KV_STORE);
    design_free(design);
}

static void the_number_of_parts_has_its_limit(void **state) {
    (void)state;
    Design *design = design_new(catalog);
    char id[ID_SIZE];
    for (int i = 0; i < LIMIT_COMPONENTS; i++) {
        snprintf(id, sizeof id, "c%d", i);
        put(design, new_component(KIND_SERVICE, id), SIZE_MAX);
    }
    Element more = new_component(KIND_SERVICE, "more");
    Error error = design_put(design, &more, 0);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_string_equal(error.message, "a design has at most 10000 components");
    element_free(&more);
    put(design, new_component(KIND_SERVICE, "c77"), 0); /* a replacement needs no room */
    design_free(design);
}

static void a_copy_is_independent(void **state) {
    (void)state;
    Random random = random_seed(21);
    Design *design = support_random_design(catalog, &random, 30);
    char *bytes = support_bytes(design);
    Design *copy = design_copy(design);
    design_free(design);
    char *copied = support_bytes(copy);
    assert_string_equal(bytes, copied);
    free(bytes);
    free(copied);
    design_free(copy);
}

static void fresh_ids_are_made_of_any_text(void **state) {
    (void)state;
    Design *design = new_design();
    static const struct {
        const char *stem, *id;
    } cases[] = {
        {"cache", "cache"},
        {"api", "api-2"},
        {"Link service", "link-service"},
        {"  E-mail (v2)!", "e-mail-v2"},
        {"load_balancer", "load_balancer"},
        {"_x", "x"},
        {"ü→", "item"},
        {"", "item"},
        {"-- a -- b --", "a-b"},
    };
    char id[ID_SIZE];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        design_fresh_id(design, cases[i].stem, id);
        assert_string_equal(id, cases[i].id);
        assert_true(json_is_id(id));
    }
    char stem[200];
    memset(stem, 'a', sizeof stem - 1);
    stem[sizeof stem - 1] = '\0';
    for (int i = 0; i < 12; i++) {
        design_fresh_id(design, stem, id);
        assert_true(json_is_id(id));
        assert_int_equal(strlen(id), ID_SIZE - 1);
        put(design, new_component(KIND_CACHE, id), SIZE_MAX); /* fails when it is taken */
    }
    assert_string_equal(id + ID_SIZE - 1 - 5, "aa-12");
    design_free(design);
}

/* ---- Settings -------------------------------------------------------------------------------- */

static void settings_are_kept_in_the_catalogues_order(void **state) {
    (void)state;
    const KindSpec *service = &catalog->kinds[KIND_SERVICE];
    Component *api = component_new(service, "api", 0, 0);
    assert_true(component_number(api, "replicas") ==
                kind_setting(service, "replicas")->fallback.number);
    SettingValue four = {.number = 4}, five = {.number = 5};
    settings_set(&api->settings, kind_setting(service, "service_ms"), &five);
    settings_set(&api->settings, kind_setting(service, "replicas"), &four);
    settings_set(&api->settings, kind_setting(service, "concurrency"), &five);
    settings_set(&api->settings, kind_setting(service, "concurrency"), &four);
    assert_int_equal(api->settings.count, 3);
    for (size_t i = 1; i < api->settings.count; i++) {
        assert_true(api->settings.items[i - 1].spec < api->settings.items[i].spec);
    }
    assert_true(component_number(api, "replicas") == 4);
    assert_true(component_number(api, "concurrency") == 4);
    assert_true(component_number(api, "service_ms") == 5);
    assert_non_null(settings_find(&api->settings, "replicas"));
    settings_set(&api->settings, kind_setting(service, "replicas"), NULL);
    settings_set(&api->settings, kind_setting(service, "replicas"), NULL);
    assert_null(settings_find(&api->settings, "replicas"));
    assert_int_equal(api->settings.count, 2);
    assert_string_equal(component_setting(api, "authentication").word, "none");
    component_free(api);
    component_free(NULL);
}

static void a_text_may_be_replaced_by_a_part_of_itself(void **state) {
    (void)state;
    char *owned = memory_copy_string("Link service");
    text_replace(&owned, owned + 5);
    assert_string_equal(owned, "service");
    free(owned);
}

static void cards_show_what_matters(void **state) {
    (void)state;
    char out[64];
    const KindSpec *service = &catalog->kinds[KIND_SERVICE];
    Component *api = component_new(service, "api", 0, 0);
    SettingValue replicas = {.number = 4};
    settings_set(&api->settings, kind_setting(service, "replicas"), &replicas);
    component_card(api, out, sizeof out);
    assert_string_equal(out, "4 × 32 slots · 5 ms");
    component_card(api, out, 4);
    assert_string_equal(out, "4 "); /* cut between characters */
    component_free(api);

    Component *balancer = component_new(&catalog->kinds[KIND_LOAD_BALANCER], "b", 0, 0);
    component_card(balancer, out, sizeof out);
    assert_string_equal(out, "round robin");
    component_free(balancer);

    Component *store = component_new(&catalog->kinds[KIND_KV_STORE], "s", 0, 0);
    component_card(store, out, sizeof out);
    assert_string_equal(out, "1 partition · no key");
    SettingValue partitions = {.number = 8};
    settings_set(&store->settings, kind_setting(store->kind, "partitions"), &partitions);
    component_card(store, out, sizeof out);
    assert_string_equal(out, "8 partitions · no key");
    component_free(store);
}

static void pills_show_what_was_chosen(void **state) {
    (void)state;
    char out[64];
    const ConnectionSpec *call = &catalog->connections[CONNECTION_CALL];
    Connection *connection = connection_new(call, "c", "a", "b");
    connection_card(connection, out, sizeof out);
    assert_string_equal(out, "");
    SettingValue tries = {.number = 3}, timeout = {.number = 1200};
    settings_set(&connection->settings, connection_setting(call, "max_attempts"), &tries);
    connection_card(connection, out, sizeof out);
    assert_string_equal(out, "3 tries");
    settings_set(&connection->settings, connection_setting(call, "timeout_ms"), &timeout);
    connection_card(connection, out, sizeof out);
    assert_string_equal(out, "1.2 s · 3 tries");
    SettingValue once = {.number = 1}; /* chosen, but what it would be anyway */
    settings_set(&connection->settings, connection_setting(call, "max_attempts"), &once);
    connection_card(connection, out, sizeof out);
    assert_string_equal(out, "1.2 s");
    text_replace(&connection->label, "write path");
    connection_card(connection, out, sizeof out);
    assert_string_equal(out, "write path");
    assert_true(connection_number(connection, "timeout_ms") == 1200);
    assert_string_equal(connection_setting_value(connection, "backoff").word, "none");
    connection_free(connection);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_by_type_and_id),
        cmocka_unit_test(a_part_is_handed_out_as_a_copy),
        cmocka_unit_test(a_part_is_inserted_where_it_should_be),
        cmocka_unit_test(a_part_is_replaced_where_it_stands),
        cmocka_unit_test(what_would_break_a_design_is_refused),
        cmocka_unit_test(settings_must_belong_and_be_within_bounds),
        cmocka_unit_test(operations_are_all_or_some),
        cmocka_unit_test(a_connected_component_stays),
        cmocka_unit_test(a_component_of_another_kind_must_suit_its_connections),
        cmocka_unit_test(the_number_of_parts_has_its_limit),
        cmocka_unit_test(a_copy_is_independent),
        cmocka_unit_test(fresh_ids_are_made_of_any_text),
        cmocka_unit_test(settings_are_kept_in_the_catalogues_order),
        cmocka_unit_test(a_text_may_be_replaced_by_a_part_of_itself),
        cmocka_unit_test(cards_show_what_matters),
        cmocka_unit_test(pills_show_what_was_chosen),
    };
    return cmocka_run_group_tests(tests, load_catalog, free_catalog);
}
