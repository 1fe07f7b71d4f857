/* Random designs: what is written is read back the same, parts alone as well as documents, and
 * removing what was put in leaves the bytes as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/design.h"
#include "support/support.h"

enum { DESIGNS = 300, MOST_COMPONENTS = 25 };

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

static void assert_same_and_free(Design *a, Design *b) {
    char *bytes_a = support_bytes(a), *bytes_b = support_bytes(b);
    assert_string_equal(bytes_a, bytes_b);
    free(bytes_a);
    free(bytes_b);
    design_free(a);
    design_free(b);
}

static void saving_and_loading_changes_nothing(void **state) {
    (void)state;
    Random random = random_seed(1);
    size_t kinds[KIND_COUNT] = {0}, connection_kinds[CONNECTION_KIND_COUNT] = {0};
    for (int i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(catalog, &random, MOST_COMPONENTS);
        for (size_t j = 0; j < design->components.count; j++) {
            kinds[design->components.items[j]->kind->id]++;
        }
        for (size_t j = 0; j < design->connections.count; j++) {
            connection_kinds[design->connections.items[j]->kind->id]++;
        }
        char *bytes = support_bytes(design);
        Design *loaded = NULL;
        Error error = design_parse(bytes, strlen(bytes), "random", catalog, &loaded);
        assert_string_equal(error.message, "");
        free(bytes);
        assert_same_and_free(design, loaded);
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        assert_true(kinds[i] > 0); /* the generator leaves no kind out */
    }
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        assert_true(connection_kinds[i] > 0);
    }
}

static Element write_and_read(const Element *element, JsonLayout layout) {
    JsonWriter writer = {0};
    json_begin_array(&writer, layout);
    element_write(&writer, element);
    json_end_array(&writer);
    Arena arena = {0};
    JsonReader reader = {.file = "element"};
    const JsonValue *root = json_parse(&reader, writer.out.text, writer.out.length, 1, &arena);
    assert_non_null(root);
    Element read;
    bool ok = element_read(&reader, root->first, element->type, catalog, &read);
    assert_string_equal(reader.error.message, "");
    assert_true(ok);
    arena_free(&arena);
    json_writer_free(&writer);
    return read;
}

static void rebuild_list(const Design *from, Design *to, ElementType type, size_t count,
                         const char *(*id_at)(const Design *, size_t)) {
    for (size_t i = 0; i < count; i++) {
        Element element;
        assert_true(design_get(from, type, id_at(from, i), &element));
        Element read = write_and_read(&element, i % 2 ? JSON_INLINE : JSON_BLOCK);
        assert_string_equal(design_put(to, &read, SIZE_MAX).message, "");
        element_free(&element);
        element_free(&read);
    }
}

static const char *component_id(const Design *design, size_t i) {
    return design->components.items[i]->id;
}

static const char *connection_id(const Design *design, size_t i) {
    return design->connections.items[i]->id;
}

static const char *area_id(const Design *design, size_t i) {
    return design->areas.items[i]->id;
}

static const char *note_id(const Design *design, size_t i) {
    return design->notes.items[i]->id;
}

static const char *no_id(const Design *design, size_t i) {
    (void)design;
    (void)i;
    return "";
}

static void parts_written_alone_rebuild_the_design(void **state) {
    (void)state;
    Random random = random_seed(2);
    for (int i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(catalog, &random, MOST_COMPONENTS);
        Design *rebuilt = design_new(catalog);
        rebuild_list(design, rebuilt, ELEMENT_TITLE, 1, no_id);
        rebuild_list(design, rebuilt, ELEMENT_SCENARIO, 1, no_id);
        rebuild_list(design, rebuilt, ELEMENT_ANSWERS, 1, no_id);
        rebuild_list(design, rebuilt, ELEMENT_COMPONENT, design->components.count, component_id);
        rebuild_list(design, rebuilt, ELEMENT_CONNECTION, design->connections.count, connection_id);
        rebuild_list(design, rebuilt, ELEMENT_AREA, design->areas.count, area_id);
        rebuild_list(design, rebuilt, ELEMENT_NOTE, design->notes.count, note_id);
        assert_same_and_free(design, rebuilt);
    }
}

/* Takes a random part out and puts it back where it was. */
static void what_is_taken_out_can_be_put_back(void **state) {
    (void)state;
    Random random = random_seed(3);
    for (int i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(catalog, &random, MOST_COMPONENTS);
        Design *untouched = design_copy(design);
        for (size_t j = 0; j < design->connections.count + design->notes.count; j++) {
            bool note = j >= design->connections.count;
            ElementType type = note ? ELEMENT_NOTE : ELEMENT_CONNECTION;
            const char *id =
                note ? note_id(design, j - design->connections.count) : connection_id(design, j);
            Element element;
            assert_true(design_get(design, type, id, &element));
            size_t position = design_position(design, type, id);
            assert_string_equal(design_remove(design, type, element_id(&element)).message, "");
            assert_false(design_has_id(design, element_id(&element)));
            assert_string_equal(design_put(design, &element, position).message, "");
            assert_int_equal(design_position(design, type, element_id(&element)), position);
            element_free(&element);
        }
        assert_same_and_free(design, untouched);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_and_loading_changes_nothing),
        cmocka_unit_test(parts_written_alone_rebuild_the_design),
        cmocka_unit_test(what_is_taken_out_can_be_put_back),
    };
    return cmocka_run_group_tests(tests, load_catalog, free_catalog);
}
