#include <stdint.h>

#include "history/command.h"

void command_write(JsonWriter *writer, const Command *command) {
    json_text_member(writer, "name", command->name);
    json_key(writer, "changes");
    json_begin_array(writer, JSON_INLINE);
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, change->removes ? "remove" : "set",
                         element_type_name(change->type));
        if (change->removes) {
            json_text_member(writer, "id", change->id);
        } else {
            if (change->position != SIZE_MAX) {
                json_number_member(writer, "position", (double)change->position);
            }
            json_key(writer, "value");
            element_write(writer, &change->after);
        }
        json_end_object(writer);
    }
    json_end_array(writer);
}

static ElementType read_type(JsonReader *reader, const JsonValue *value, const char *key,
                             size_t type_count) {
    const char *names[ELEMENT_TYPE_COUNT];
    for (size_t i = 0; i < type_count; i++) {
        names[i] = element_type_name((ElementType)i);
    }
    return (ElementType)json_read_word(reader, value, key, JSON_REQUIRED, names, type_count, 0);
}

static void read_removal(JsonReader *reader, const JsonValue *value, Command *command) {
    static const char *const KEYS[] = {"remove", "id"};
    json_expect_keys(reader, value, KEYS, COUNT_OF(KEYS));
    /* What stands alone, from the title on, can be set but not removed. */
    ElementType type = read_type(reader, value, "remove", ELEMENT_TITLE);
    char id[ID_SIZE];
    json_read_id(reader, value, "id", JSON_REQUIRED, id);
    if (!reader->error.code) {
        command_remove(command, type, id);
    }
}

static void read_setting(JsonReader *reader, const JsonValue *value, const Catalog *catalog,
                         Command *command) {
    static const char *const KEYS[] = {"set", "position", "value"};
    json_expect_keys(reader, value, KEYS, COUNT_OF(KEYS));
    ElementType type = read_type(reader, value, "set", ELEMENT_TYPE_COUNT);
    long long position =
        json_read_integer(reader, value, "position", JSON_OPTIONAL, 0, COMMAND_CHANGES_MAX, -1);
    const JsonValue *after = json_member(value, "value");
    if (!after) {
        json_fail(reader, value, ERROR_INPUT, "`value` is missing: what the %s is from now on",
                  element_type_name(type));
    }
    Element element;
    if (!reader->error.code && element_read(reader, after, type, catalog, &element)) {
        command_put(command, element, position < 0 ? SIZE_MAX : (size_t)position);
    }
}

bool command_read(JsonReader *reader, const JsonValue *object, const Catalog *catalog,
                  Command *command) {
    Command read = {0};
    const char *name = json_read_text(reader, object, "name", JSON_REQUIRED);
    if (!text_copy(read.name, sizeof read.name, name)) {
        json_fail(reader, json_member(object, "name"), ERROR_LIMIT,
                  "the name of a step has at most %d bytes", COMMAND_NAME_SIZE - 1);
    }
    const JsonValue *changes =
        json_read_array(reader, object, "changes", JSON_REQUIRED, COMMAND_CHANGES_MAX);
    if (changes && changes->count == 0) {
        json_fail(reader, changes, ERROR_INPUT, "a command has at least one change");
    }
    for (const JsonValue *value = changes ? changes->first : NULL; value && !reader->error.code;
         value = value->next) {
        if (json_member(value, "remove")) {
            read_removal(reader, value, &read);
        } else {
            read_setting(reader, value, catalog, &read);
        }
    }
    if (reader->error.code) {
        command_free(&read);
        return false;
    }
    *command = read;
    return true;
}
