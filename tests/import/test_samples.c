/* Drawings in many styles, and what is meant by each: the file of the same name in .txt. */
#include "import/import_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static void check_sample(ImportFixture *fixture, Arena *arena, const char *folder,
                         const char *name) {
    char *bytes = NULL, *meant = NULL;
    size_t length = 0, meant_length = 0;
    import_free(&fixture->import);
    Error error = file_read(path_join(arena, folder, name), LIMIT_FILE_BYTES, &bytes, &length);
    assert_int_equal(error.code, ERROR_NONE);
    error = import_read(import_format_of_path(name), bytes, length, name, fixture->catalog,
                        &fixture->import);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    char *found = import_summary(&fixture->import);
    TextBuffer file = {0};
    text_append_format(&file, "%.*s.txt", (int)strcspn(name, "."), name);
    const char *path = path_join(arena, folder, text_of(&file));
    if (getenv("FAULTLINE_RENEW_GOLDEN")) {
        error = file_save_atomic(path, found, strlen(found));
        assert_int_equal(error.code, ERROR_NONE);
    }
    error = file_read(path, LIMIT_FILE_BYTES, &meant, &meant_length);
    assert_int_equal(error.code, ERROR_NONE);
    if (strcmp(found, meant) != 0) {
        fail_msg("%s is read as\n%sinstead of\n%s", name, found, meant);
    }
    text_free(&file);
    free(found);
    free(meant);
    free(bytes);
}

/* Cards have room: none lies on another. */
static void check_places(const ImportFixture *fixture, const char *name) {
    const Design *design = fixture->import.design;
    for (size_t i = 0; i < design->components.count; i++) {
        for (size_t j = 0; j < i; j++) {
            const Component *a = design->components.items[i], *b = design->components.items[j];
            if (abs(a->x - b->x) < CARD_WIDTH && abs(a->y - b->y) < CARD_HEIGHT) {
                fail_msg("%s: %s lies on %s", name, a->id, b->id);
            }
        }
    }
}

static void every_sample_is_read_as_meant(void **state) {
    ImportFixture *fixture = *state;
    Arena arena = {0};
    const char *folder = support_source_path(&arena, "tests/import/samples");
    FolderEntries entries = {0};
    Error error = folder_list(folder, &arena, &entries);
    assert_int_equal(error.code, ERROR_NONE);
    size_t counts[IMPORT_FORMAT_COUNT] = {0};
    for (size_t i = 0; i < entries.count; i++) {
        const char *name = entries.items[i].name;
        ImportFormat format = import_format_of_path(name);
        if (format != IMPORT_FORMAT_COUNT) {
            check_sample(fixture, &arena, folder, name);
            check_places(fixture, name);
            counts[format]++;
        }
    }
    assert_true(counts[IMPORT_MERMAID] + counts[IMPORT_MARKDOWN] >= 10);
    assert_true(counts[IMPORT_EXCALIDRAW] >= 10);
    array_free(&entries);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {import_test(every_sample_is_read_as_meant)};
    return cmocka_run_group_tests_name("samples", tests, NULL, NULL);
}
