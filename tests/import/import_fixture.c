#include "import/import_fixture.h"

#include <stdlib.h>
#include <string.h>

int import_set_up(void **state) {
    ImportFixture *fixture = memory_allocate(sizeof *fixture);
    Arena arena = {0};
    fixture->catalog = support_catalog();
    Error error =
        theme_load(support_source_path(&arena, "assets/themes/light.json"), &fixture->theme);
    assert_int_equal(error.code, ERROR_NONE);
    arena_free(&arena);
    *state = fixture;
    return 0;
}

int import_tear_down(void **state) {
    ImportFixture *fixture = *state;
    import_free(&fixture->import);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static Error read(ImportFixture *fixture, ImportFormat format, const char *text, size_t length) {
    import_free(&fixture->import);
    char *copy = memory_allocate(length + 1); /* so that a read past its end is seen */
    memcpy(copy, text, length);
    copy = memory_resize(copy, length > 0 ? length : 1);
    Error error = import_read(format, copy, length, "drawing", fixture->catalog, &fixture->import);
    free(copy);
    return error;
}

const Design *import_text(ImportFixture *fixture, ImportFormat format, const char *text) {
    Arena arena = {0};
    const char *bytes = format == IMPORT_EXCALIDRAW ? support_quotes(&arena, text) : text;
    Error error = read(fixture, format, bytes, strlen(bytes));
    arena_free(&arena);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return fixture->import.design;
}

void import_refused(ImportFixture *fixture, ImportFormat format, const char *text, size_t length,
                    const char *message) {
    Error error = read(fixture, format, text, length);
    if (!error.code || !strstr(error.message, message)) {
        fail_msg("expected `%s`, found `%s`", message, error.message);
    }
    assert_null(fixture->import.design);
    assert_int_equal(fixture->import.remarks.count, 0);
}

char *import_summary(const Import *import) {
    const Design *design = import->design;
    TextBuffer out = {0};
    text_append_format(&out, "title %s\n", design->title);
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        text_append_format(&out, "%s %s \"%s\"\n", component->kind->name, component->id,
                           component->label);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        text_append_format(&out, "%s %s > %s", connection->kind->name, connection->from,
                           connection->to);
        text_append_format(&out, connection->label[0] ? " \"%s\"\n" : "%s\n", connection->label);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        text_append_format(&out, "area \"%s\":", area->label);
        for (size_t j = 0; j < design->components.count; j++) {
            const Component *component = design->components.items[j];
            bool inside = component->x - CARD_WIDTH / 2 >= area->x &&
                          component->x + CARD_WIDTH / 2 <= area->x + area->w &&
                          component->y - CARD_HEIGHT / 2 >= area->y &&
                          component->y + CARD_HEIGHT / 2 <= area->y + area->h;
            text_append_format(&out, inside ? " %s" : "%.0s", component->id);
        }
        text_append_char(&out, '\n');
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        text_append_format(&out, "note \"%s\"\n", design->notes.items[i]->text);
    }
    for (size_t i = 0; i < import->remarks.count; i++) {
        const ImportRemark *remark = &import->remarks.items[i];
        text_append_format(&out, "%s %d: %s\n", remark->unread ? "unread" : "guess", remark->line,
                           remark->text);
    }
    return out.text;
}

void import_expect(ImportFixture *fixture, const char *line) {
    char *summary = import_summary(&fixture->import);
    TextBuffer wanted = {0}, all = {0};
    text_append_format(&wanted, "\n%s\n", line);
    text_append_format(&all, "\n%s", summary);
    if (!strstr(text_of(&all), text_of(&wanted))) {
        fail_msg("no line `%s` in\n%s", line, summary);
    }
    text_free(&wanted);
    text_free(&all);
    free(summary);
}
