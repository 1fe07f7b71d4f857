/* A design's canonical bytes: the same design always gives the same file. */
#include <assert.h>
#include <stdlib.h>

#include "base/file.h"
#include "model/design.h"

static void write_settings(JsonWriter *writer, const Settings *settings) {
    if (settings->count == 0) {
        return;
    }
    json_key(writer, "settings");
    json_begin_object(writer, JSON_INLINE);
    for (size_t i = 0; i < settings->count; i++) {
        const Setting *setting = &settings->items[i];
        switch (setting->spec->type) {
        case SETTING_NUMBER:
        case SETTING_INTEGER:
            json_number_member(writer, setting->spec->id, setting->value.number);
            break;
        case SETTING_BOOLEAN:
            json_boolean_member(writer, setting->spec->id, setting->value.number != 0);
            break;
        case SETTING_CHOICE:
        case SETTING_KEY:
            json_text_member(writer, setting->spec->id, setting->value.word);
            break;
        }
    }
    json_end_object(writer);
}

static void write_locked(JsonWriter *writer, bool locked) {
    if (locked) {
        json_boolean_member(writer, "locked", true);
    }
}

static void write_component(JsonWriter *writer, const Component *component) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "id", component->id);
    json_text_member(writer, "kind", component->kind->name);
    json_text_member(writer, "label", component->label);
    json_number_member(writer, "x", component->x);
    json_number_member(writer, "y", component->y);
    write_locked(writer, component->locked);
    if (component->why[0]) {
        json_text_member(writer, "why", component->why);
    }
    write_settings(writer, &component->settings);
    json_end_object(writer);
}

static void write_connection(JsonWriter *writer, const Connection *connection) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "id", connection->id);
    json_text_member(writer, "from", connection->from);
    json_text_member(writer, "to", connection->to);
    json_text_member(writer, "kind", connection->kind->name);
    if (connection->label[0]) {
        json_text_member(writer, "label", connection->label);
    }
    if (!connection->all_operations) {
        json_key(writer, "operations");
        json_begin_array(writer, JSON_INLINE);
        for (size_t i = 0; i < connection->operations.count; i++) {
            json_text(writer, connection->operations.items[i].id);
        }
        json_end_array(writer);
    }
    write_settings(writer, &connection->settings);
    json_end_object(writer);
}

static void write_box(JsonWriter *writer, int x, int y, int w, int h) {
    json_number_member(writer, "x", x);
    json_number_member(writer, "y", y);
    json_number_member(writer, "w", w);
    json_number_member(writer, "h", h);
}

static void write_area(JsonWriter *writer, const Area *area) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "id", area->id);
    json_text_member(writer, "label", area->label);
    write_box(writer, area->x, area->y, area->w, area->h);
    write_locked(writer, area->locked);
    json_end_object(writer);
}

static void write_note(JsonWriter *writer, const Note *note) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "id", note->id);
    json_text_member(writer, "text", note->text);
    write_box(writer, note->x, note->y, note->w, note->h);
    write_locked(writer, note->locked);
    json_end_object(writer);
}

void element_write(JsonWriter *writer, const Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        write_component(writer, element->as.component);
        break;
    case ELEMENT_CONNECTION:
        write_connection(writer, element->as.connection);
        break;
    case ELEMENT_AREA:
        write_area(writer, element->as.area);
        break;
    case ELEMENT_NOTE:
        write_note(writer, element->as.note);
        break;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
        json_text(writer, element->as.text);
        break;
    case ELEMENT_ANSWERS:
        answers_write(writer, element->as.answers, JSON_BLOCK);
        break;
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
}

static void write_areas_and_notes(JsonWriter *writer, const Design *design) {
    if (design->areas.count > 0) {
        json_key(writer, "areas");
        json_begin_array(writer, JSON_BLOCK);
        for (size_t i = 0; i < design->areas.count; i++) {
            write_area(writer, design->areas.items[i]);
        }
        json_end_array(writer);
    }
    if (design->notes.count > 0) {
        json_key(writer, "notes");
        json_begin_array(writer, JSON_BLOCK);
        for (size_t i = 0; i < design->notes.count; i++) {
            write_note(writer, design->notes.items[i]);
        }
        json_end_array(writer);
    }
}

void design_write_value(JsonWriter *writer, const Design *design, JsonLayout layout) {
    json_begin_object(writer, layout);
    json_text_member(writer, "format", DESIGN_FORMAT);
    json_number_member(writer, "version", DESIGN_VERSION);
    if (design->title[0]) {
        json_text_member(writer, "title", design->title);
    }
    if (design->scenario[0]) {
        json_text_member(writer, "scenario", design->scenario);
    }
    json_key(writer, "components");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < design->components.count; i++) {
        write_component(writer, design->components.items[i]);
    }
    json_end_array(writer);
    json_key(writer, "connections");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < design->connections.count; i++) {
        write_connection(writer, design->connections.items[i]);
    }
    json_end_array(writer);
    write_areas_and_notes(writer, design);
    if (!answers_empty(&design->answers)) {
        json_key(writer, "answers");
        answers_write(writer, &design->answers, JSON_BLOCK);
    }
    json_end_object(writer);
}

void design_write(const Design *design, TextBuffer *out) {
    JsonWriter writer = {0};
    design_write_value(&writer, design, JSON_BLOCK);
    text_append_bytes(out, text_of(&writer.out), writer.out.length);
    text_append_char(out, '\n');
    json_writer_free(&writer);
}

Error design_save(const Design *design, const char *path) {
    TextBuffer bytes = {0};
    design_write(design, &bytes);
    Error error = error_none();
    if (bytes.length > LIMIT_FILE_BYTES) {
        error = error_make(ERROR_LIMIT,
                           "%s: the design would take %zu bytes, more than the %d that can be "
                           "loaded again; shorten its texts",
                           path, bytes.length, LIMIT_FILE_BYTES);
    } else {
        error = file_save_atomic(path, bytes.text, bytes.length);
    }
    text_free(&bytes);
    return error;
}
