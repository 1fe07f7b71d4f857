/* Design, Excalidraw, design: the same bytes. Design, Mermaid, design: the same parts. */
#include "import/import_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "export/excalidraw.h"
#include "export/mermaid.h"

static char *as_excalidraw(ImportFixture *fixture, const Design *design) {
    JsonWriter writer = {0};
    excalidraw_write(design, &fixture->theme, &writer);
    return writer.out.text;
}

static char *as_mermaid(ImportFixture *fixture, const Design *design) {
    TextBuffer out = {0};
    mermaid_write(design, &fixture->theme, &out);
    return out.text;
}

static void read_back(ImportFixture *fixture, ImportFormat format, const char *text) {
    import_free(&fixture->import);
    Error error =
        import_read(format, text, strlen(text), "drawing", fixture->catalog, &fixture->import);
    if (error.code) {
        fail_msg("%s\n%s", error.message, text);
    }
    if (format == IMPORT_EXCALIDRAW && fixture->import.remarks.count > 0) {
        fail_msg("%s", fixture->import.remarks.items[0].text);
    }
}

static void expect_same_bytes(ImportFixture *fixture, const Design *design) {
    char *text = as_excalidraw(fixture, design);
    read_back(fixture, IMPORT_EXCALIDRAW, text);
    char *before = support_bytes(design), *after = support_bytes(fixture->import.design);
    assert_string_equal(after, before);
    free(before);
    free(after);
    free(text);
}

/* Labels as a drawing of one line shows them. */
static void squeeze(const char *text, TextBuffer *out) {
    for (; *text; text++) {
        bool blank = (unsigned char)*text <= ' ' || *text == 0x7f;
        if (!blank) {
            text_append_char(out, *text);
        }
    }
}

static void assert_same_label(const char *a, const char *b) {
    TextBuffer first = {0}, second = {0};
    squeeze(a, &first);
    squeeze(b, &second);
    assert_string_equal(text_of(&first), text_of(&second));
    text_free(&first);
    text_free(&second);
}

/* Dashes that would begin an arrow of Mermaid are no part of a name. */
static bool has_plain_id(const Component *component) {
    size_t length = strlen(component->id);
    return !strstr(component->id, "--") && component->id[length - 1] != '-';
}

static void expect_component(const Design *read, const Component *before, const char *text) {
    const Component *after = design_component(read, before->id);
    TextBuffer words = {0};
    squeeze(before->label, &words);
    bool blank = words.length == 0;
    text_free(&words);
    if (after) {
        assert_ptr_equal(after->kind, before->kind);
        assert_same_label(after->label, blank ? before->kind->title : before->label);
    } else if (has_plain_id(before)) {
        fail_msg("%s is gone\n%s", before->id, text);
    }
}

/* The component of the shipped design of the same place in the list has the same kind and label;
 * every pair that was connected is connected. */
static void expect_same_parts(ImportFixture *fixture, const Design *design) {
    char *text = as_mermaid(fixture, design);
    read_back(fixture, IMPORT_MERMAID, text);
    const Design *read = fixture->import.design;
    assert_int_equal(read->components.count, design->components.count);
    for (size_t i = 0; i < design->components.count; i++) {
        expect_component(read, design->components.items[i], text);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *before = design->connections.items[i];
        bool found = false;
        for (size_t j = 0; j < read->connections.count && !found; j++) {
            const Connection *after = read->connections.items[j];
            found = strcmp(after->from, before->from) == 0 && strcmp(after->to, before->to) == 0 &&
                    after->kind == before->kind;
        }
        if (!found) {
            fail_msg("%s > %s, a %s, is gone\n%s", before->from, before->to, before->kind->name,
                     text);
        }
    }
    assert_int_equal(read->areas.count, design->areas.count);
    assert_int_equal(read->notes.count, design->notes.count);
    assert_string_equal(read->title, design->title);
    free(text);
}

static void every_reference(ImportFixture *fixture,
                            void (*expect)(ImportFixture *, const Design *)) {
    Arena arena = {0};
    FolderEntries folders = {0};
    const char *scenarios = support_source_path(&arena, "scenarios");
    Error error = folder_list(scenarios, &arena, &folders);
    assert_int_equal(error.code, ERROR_NONE);
    size_t count = 0;
    for (size_t i = 0; i < folders.count; i++) {
        const char *folder = path_join(&arena, scenarios, folders.items[i].name);
        const char *path = path_join(&arena, folder, "reference.json");
        if (!folders.items[i].is_folder || !file_exists(path)) {
            continue;
        }
        Design *design = NULL;
        error = design_load(path, fixture->catalog, &design);
        assert_int_equal(error.code, ERROR_NONE);
        expect(fixture, design);
        design_free(design);
        count++;
    }
    assert_true(count >= 14);
    array_free(&folders);
    arena_free(&arena);
}

static void references_come_back_from_excalidraw(void **state) {
    every_reference(*state, expect_same_bytes);
}

static void references_come_back_from_mermaid(void **state) {
    every_reference(*state, expect_same_parts);
}

static void any_design_comes_back_from_excalidraw(void **state) {
    ImportFixture *fixture = *state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        Random random = random_seed(seed);
        Design *design = support_random_design(fixture->catalog, &random, 24);
        expect_same_bytes(fixture, design);
        design_free(design);
    }
}

static void any_design_is_read_back_from_mermaid(void **state) {
    ImportFixture *fixture = *state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        Random random = random_seed(seed);
        Design *design = support_random_design(fixture->catalog, &random, 24);
        char *text = as_mermaid(fixture, design);
        read_back(fixture, IMPORT_MERMAID, text);
        assert_int_equal(fixture->import.design->components.count, design->components.count);
        for (size_t i = 0; i < design->components.count; i++) {
            expect_component(fixture->import.design, design->components.items[i], text);
        }
        free(text);
        design_free(design);
    }
}

/* What a person does in Excalidraw is done to the design: a new label, a move, a copy. */
static char *replaced(const char *text, const char *old, const char *new) {
    const char *at = strstr(text, old);
    assert_non_null(at);
    TextBuffer out = {0};
    text_append_bytes(&out, text, (size_t)(at - text));
    text_append(&out, new);
    text_append(&out, at + strlen(old));
    return out.text;
}

static void edits_in_excalidraw_are_edits_of_the_design(void **state) {
    ImportFixture *fixture = *state;
    Design *design = support_design(
        fixture->catalog,
        "{'format':'faultline/design','version':1,'components':["
        "{'id':'api','kind':'service','label':'Orders','x':100,'y':50,'settings':{'replicas':4}},"
        "{'id':'db','kind':'kv_store','label':'Rows','x':500,'y':50}],"
        "'connections':[{'id':'c','from':'api','to':'db','kind':'call',"
        "'settings':{'timeout_ms':200}}]}");
    char *text = as_excalidraw(fixture, design);
    char *renamed = replaced(text, "\"originalText\": \"Orders\"", "\"originalText\": \"Baskets\"");
    char *moved = replaced(renamed, "\"type\": \"rectangle\",\n      \"x\": 8,",
                           "\"type\": \"rectangle\",\n      \"x\": 58,");
    char *locked = replaced(moved, "\"locked\": false,\n      \"boundElements\"",
                            "\"locked\": true,\n      \"boundElements\"");
    read_back(fixture, IMPORT_EXCALIDRAW, locked);
    const Component *api = design_component(fixture->import.design, "api");
    assert_non_null(api);
    assert_string_equal(api->label, "Baskets");
    assert_int_equal(api->x, 150);
    assert_true(api->locked);
    assert_true(component_number(api, "replicas") == 4);
    const Connection *call = design_connection(fixture->import.design, "c");
    assert_true(call && connection_number(call, "timeout_ms") == 200);
    free(text);
    free(renamed);
    free(moved);
    free(locked);
    design_free(design);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        import_test(references_come_back_from_excalidraw),
        import_test(references_come_back_from_mermaid),
        import_test(any_design_comes_back_from_excalidraw),
        import_test(any_design_is_read_back_from_mermaid),
        import_test(edits_in_excalidraw_are_edits_of_the_design),
    };
    return cmocka_run_group_tests_name("round trips", tests, NULL, NULL);
}
