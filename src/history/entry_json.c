#include <limits.h>
#include <string.h>

#include "history/entry_json.h"

/* The members of "counts", gravest first. */
static const char *const COUNT_KEYS[ENTRY_COUNTS] = {"critical", "high", "medium", "low", "praise"};

/* The latest moment, about 30,000 years: whole numbers up to it are exact in a double. */
static const long long LATEST_MS = 1000000000000000;

void entry_write(JsonWriter *writer, const Entry *entry) {
    json_begin_object(writer, JSON_INLINE);
    json_number_member(writer, "n", (double)entry->n);
    json_number_member(writer, "t_ms", (double)entry->t_ms);
    json_text_member(writer, "type", entry_type_name(entry->type));
    switch (entry->type) {
    case ENTRY_COMMAND:
        command_write(writer, &entry->command);
        break;
    case ENTRY_PHASE:
        json_text_member(writer, "phase", entry->text);
        break;
    case ENTRY_CHECK:
        json_key(writer, "counts");
        json_begin_object(writer, JSON_INLINE);
        for (size_t i = 0; i < ENTRY_COUNTS; i++) {
            json_number_member(writer, COUNT_KEYS[i], entry->counts[i]);
        }
        json_end_object(writer);
        break;
    case ENTRY_SAVE:
        json_text_member(writer, "file", entry->text);
        break;
    case ENTRY_UNDO:
    case ENTRY_REDO:
    case ENTRY_PAUSE:
    case ENTRY_RESUME:
    case ENTRY_FINISH:
    case ENTRY_TYPE_COUNT:
        break;
    }
    json_end_object(writer);
}

/* The keys that an entry of this type has besides n, t_ms and type. */
static size_t own_keys(EntryType type, const char **keys) {
    switch (type) {
    case ENTRY_COMMAND:
        keys[0] = "name";
        keys[1] = "changes";
        return 2;
    case ENTRY_PHASE:
        keys[0] = "phase";
        return 1;
    case ENTRY_CHECK:
        keys[0] = "counts";
        return 1;
    case ENTRY_SAVE:
        keys[0] = "file";
        return 1;
    case ENTRY_UNDO:
    case ENTRY_REDO:
    case ENTRY_PAUSE:
    case ENTRY_RESUME:
    case ENTRY_FINISH:
    case ENTRY_TYPE_COUNT:
        break;
    }
    return 0;
}

static EntryType read_type(JsonReader *reader, const JsonValue *value) {
    const char *names[ENTRY_TYPE_COUNT];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        names[i] = entry_type_name((EntryType)i);
    }
    EntryType type = (EntryType)json_read_word(reader, value, "type", JSON_REQUIRED, names,
                                               COUNT_OF(names), ENTRY_UNDO);
    const char *keys[5] = {"n", "t_ms", "type"};
    size_t count = 3 + own_keys(type, keys + 3);
    json_expect_keys(reader, value, keys, count);
    return type;
}

static PhaseId read_phase(JsonReader *reader, const JsonValue *value) {
    const char *names[PHASE_COUNT];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        names[i] = phase_name((PhaseId)i);
    }
    return (PhaseId)json_read_word(reader, value, "phase", JSON_REQUIRED, names, COUNT_OF(names),
                                   PHASE_CLARIFY);
}

static void read_counts(JsonReader *reader, const JsonValue *value, int counts[ENTRY_COUNTS]) {
    const JsonValue *object = json_read_object(reader, value, "counts", JSON_REQUIRED);
    if (object) {
        json_expect_keys(reader, object, COUNT_KEYS, COUNT_OF(COUNT_KEYS));
        for (size_t i = 0; i < ENTRY_COUNTS; i++) {
            counts[i] =
                (int)json_read_integer(reader, object, COUNT_KEYS[i], JSON_REQUIRED, 0, INT_MAX, 0);
        }
    }
}

bool entry_read(JsonReader *reader, const JsonValue *value, const Catalog *catalog, Entry *entry) {
    Entry read = {.type = read_type(reader, value)};
    read.n = json_read_integer(reader, value, "n", JSON_REQUIRED, 1, LATEST_MS, 1);
    read.t_ms = json_read_integer(reader, value, "t_ms", JSON_REQUIRED, 0, LATEST_MS, 0);
    const char *text = NULL;
    switch (read.type) {
    case ENTRY_COMMAND:
        command_read(reader, value, catalog, &read.command);
        break;
    case ENTRY_PHASE:
        text = phase_name(read_phase(reader, value));
        break;
    case ENTRY_CHECK:
        read_counts(reader, value, read.counts);
        break;
    case ENTRY_SAVE:
        text = json_read_text(reader, value, "file", JSON_REQUIRED);
        break;
    case ENTRY_UNDO:
    case ENTRY_REDO:
    case ENTRY_PAUSE:
    case ENTRY_RESUME:
    case ENTRY_FINISH:
    case ENTRY_TYPE_COUNT:
        break;
    }
    if (reader->error.code) {
        entry_free(&read);
        return false;
    }
    read.text = memory_copy_string(text);
    *entry = read;
    return true;
}

/* ---- The header ------------------------------------------------------------------------------ */

void session_origin_read(JsonReader *reader, const JsonValue *header, SessionOrigin *origin) {
    static const char *const KEYS[] = {"session", "t_ms"};
    const JsonValue *from = json_read_object(reader, header, "branched_from", JSON_OPTIONAL);
    if (from) {
        json_expect_keys(reader, from, KEYS, COUNT_OF(KEYS));
        json_read_id(reader, from, "session", JSON_REQUIRED, origin->session);
        origin->t_ms = json_read_integer(reader, from, "t_ms", JSON_REQUIRED, 0, LATEST_MS, 0);
    }
}

void session_origin_write(JsonWriter *writer, const SessionOrigin *origin) {
    if (origin->session[0]) {
        json_key(writer, "branched_from");
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "session", origin->session);
        json_number_member(writer, "t_ms", (double)origin->t_ms);
        json_end_object(writer);
    }
}
