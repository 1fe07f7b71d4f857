#include "board/fixture.h"

#include <stdio.h>

void assert_ok_at(Error error, const char *file, int line) {
    if (error.code) {
        print_error("%s\n", error.message);
    }
    _assert_true(!error.code, "no error", file, line);
}

Theme fixture_theme(const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/assets/themes/%s.json", FAULTLINE_SOURCE_DIR, name);
    Theme theme;
    assert_ok(theme_load(path, &theme));
    return theme;
}

void fixture_component(Design *design, const char *id, KindId kind, int x, int y) {
    Component *component = component_new(&design->catalog->kinds[kind], id, x, y);
    text_replace(&component->label, id);
    Element element = {ELEMENT_COMPONENT, {.component = component}};
    assert_ok(design_put(design, &element, SIZE_MAX));
    component_free(component);
}

void fixture_connect(Design *design, const char *from, const char *to, ConnectionKind kind) {
    char stem[2 * ID_SIZE], id[ID_SIZE];
    snprintf(stem, sizeof stem, "%s-%s", from, to);
    design_fresh_id(design, stem, id);
    Connection *connection = connection_new(&design->catalog->connections[kind], id, from, to);
    Element element = {ELEMENT_CONNECTION, {.connection = connection}};
    assert_ok(design_put(design, &element, SIZE_MAX));
    connection_free(connection);
}

void fixture_area(Design *design, const char *id, int x, int y, int w, int h) {
    char label[] = "Region A";
    Area area = {.label = label, .x = x, .y = y, .w = w, .h = h};
    snprintf(area.id, sizeof area.id, "%s", id);
    Element element = {ELEMENT_AREA, {.area = &area}};
    assert_ok(design_put(design, &element, SIZE_MAX));
}

void fixture_note(Design *design, const char *id, int x, int y, int w, int h) {
    char text[] = "301 or 302?";
    Note note = {.text = text, .x = x, .y = y, .w = w, .h = h};
    snprintf(note.id, sizeof note.id, "%s", id);
    Element element = {ELEMENT_NOTE, {.note = &note}};
    assert_ok(design_put(design, &element, SIZE_MAX));
}

Design *fixture_grid(const Catalog *catalog, int columns, int rows) {
    Design *design = design_new(catalog);
    char id[ID_SIZE], other[ID_SIZE];
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            snprintf(id, sizeof id, "c%d-%d", column, row);
            fixture_component(design, id, KIND_SERVICE, column * 280, row * 130);
        }
    }
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            snprintf(id, sizeof id, "c%d-%d", column, row);
            if (column + 1 < columns) {
                snprintf(other, sizeof other, "c%d-%d", column + 1, row);
                fixture_connect(design, id, other, CONNECTION_CALL);
            }
            if (row + 1 < rows) {
                snprintf(other, sizeof other, "c%d-%d", column, row + 1);
                fixture_connect(design, id, other, CONNECTION_CALL);
            }
        }
    }
    return design;
}
