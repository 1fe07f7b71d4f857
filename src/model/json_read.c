#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/json.h"
#include "model/json_path.h"
#include "model/limits.h"

/* Integers up to here are exact in a double. */
#define LARGEST_EXACT 9007199254740992.0

/* ---- Paths and messages ---------------------------------------------------------------------- */

const char *json_shown(const char *text, char out[JSON_SHOWN_SIZE]) {
    bool whole = text_copy(out, JSON_SHOWN_SIZE - 3, text);
    for (char *c = out; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) {
            *c = ' ';
        }
    }
    if (!whole) {
        memcpy(out + strlen(out), "...", sizeof "...");
    }
    return out;
}

static bool is_plain_key(const char *key) {
    size_t length = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return length > 0 && key[length] == '\0';
}

void json_path_add_key(TextBuffer *path, const char *key) {
    char shown[JSON_SHOWN_SIZE];
    json_shown(key, shown);
    if (!is_plain_key(key)) {
        text_append_format(path, "[\"%s\"]", shown);
        return;
    }
    text_append_format(path, "%s%s", path->length > 0 ? "." : "", shown);
}

void json_path_add_position(TextBuffer *path, size_t position) {
    text_append_format(path, "[%zu]", position);
}

static void append_path(TextBuffer *path, const JsonValue *value) {
    if (!value->parent) {
        return;
    }
    append_path(path, value->parent); /* at most LIMIT_DEPTH deep */
    if (value->key) {
        json_path_add_key(path, value->key);
    } else {
        json_path_add_position(path, value->position);
    }
}

void json_fail(JsonReader *reader, const JsonValue *value, ErrorCode code, const char *format,
               ...) {
    if (reader->error.code) {
        return;
    }
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    TextBuffer path = {0};
    append_path(&path, value);
    reader->error = error_make(code, "%s:%d: %s%s%s", reader->file, value->line, text_of(&path),
                               path.length > 0 ? ": " : "", message);
    text_free(&path);
}

/* "; did you mean `x`?", or the list of what is known. */
static void append_hint(TextBuffer *hint, const char *word, const char *const *words, size_t count,
                        const char *list_intro) {
    const char *nearest = text_nearest(word, words, count);
    if (nearest) {
        text_append_format(hint, "did you mean `%s`?", nearest);
        return;
    }
    text_append(hint, list_intro);
    for (size_t i = 0; i < count; i++) {
        const char *comma = i == 0 ? " " : i + 1 < count ? ", " : " and ";
        text_append_format(hint, "%s`%s`", comma, words[i]);
    }
}

static const char *type_phrase(JsonType type) {
    switch (type) {
    case JSON_NULL:
        return "null";
    case JSON_BOOLEAN:
        return "true or false";
    case JSON_NUMBER:
        return "a number";
    case JSON_STRING:
        return "a string";
    case JSON_ARRAY:
        return "an array";
    case JSON_OBJECT:
        return "an object";
    }
    assert(false);
    return "";
}

/* ---- Values ---------------------------------------------------------------------------------- */

bool json_expect_type(JsonReader *reader, const JsonValue *value, JsonType type) {
    if (value->type != type) {
        json_fail(reader, value, ERROR_INPUT, "expected %s, found %s", type_phrase(type),
                  type_phrase(value->type));
        return false;
    }
    return true;
}

const char *json_value_text(JsonReader *reader, const JsonValue *value) {
    if (!json_expect_type(reader, value, JSON_STRING)) {
        return "";
    }
    size_t length = strlen(value->text);
    if (length > LIMIT_TEXT_BYTES) {
        json_fail(reader, value, ERROR_LIMIT, "the text has %zu bytes; at most %d are allowed",
                  length, LIMIT_TEXT_BYTES);
        return "";
    }
    return value->text;
}

bool json_is_id(const char *text) {
    static const char characters[] = "_-abcdefghijklmnopqrstuvwxyz0123456789";
    size_t length = strlen(text);
    return length > 0 && length < ID_SIZE && text[0] != '_' && text[0] != '-' &&
           strspn(text, characters) == length;
}

void json_value_id(JsonReader *reader, const JsonValue *value, char *out) {
    out[0] = '\0';
    if (!json_expect_type(reader, value, JSON_STRING)) {
        return;
    }
    if (!json_is_id(value->text)) {
        char shown[JSON_SHOWN_SIZE];
        json_fail(reader, value, ERROR_INPUT,
                  "`%s` is not an id; use 1 to %d of a-z, 0-9, - and _, with a letter or a digit "
                  "first",
                  json_shown(value->text, shown), ID_SIZE - 1);
        return;
    }
    text_copy(out, ID_SIZE, value->text);
}

static void fail_range(JsonReader *reader, const JsonValue *value, double min, double max) {
    char low[32], high[32], found[32];
    text_format_number(low, min);
    text_format_number(high, max);
    snprintf(found, sizeof found, "%.9g", value->number);
    if (max >= DBL_MAX) {
        json_fail(reader, value, ERROR_INPUT, "%s is too small; expected at least %s", found, low);
    } else if (min <= -DBL_MAX) {
        json_fail(reader, value, ERROR_INPUT, "%s is too large; expected at most %s", found, high);
    } else {
        json_fail(reader, value, ERROR_INPUT, "%s is out of range; expected %s to %s", found, low,
                  high);
    }
}

double json_value_number(JsonReader *reader, const JsonValue *value, double min, double max) {
    if (!json_expect_type(reader, value, JSON_NUMBER)) {
        return 0;
    }
    if (!(value->number >= min && value->number <= max)) {
        fail_range(reader, value, min, max);
        return 0;
    }
    return value->number;
}

long long json_value_integer(JsonReader *reader, const JsonValue *value, long long min,
                             long long max) {
    if (!json_expect_type(reader, value, JSON_NUMBER)) {
        return 0;
    }
    if (value->number != floor(value->number)) {
        json_fail(reader, value, ERROR_INPUT, "expected a whole number, found %.9g", value->number);
        return 0;
    }
    double low = fmax((double)min, -LARGEST_EXACT), high = fmin((double)max, LARGEST_EXACT);
    return (long long)json_value_number(reader, value, low, high);
}

bool json_value_boolean(JsonReader *reader, const JsonValue *value) {
    return json_expect_type(reader, value, JSON_BOOLEAN) && value->boolean;
}

/* Of what sort the word should have been, where the key that it stands under says so. */
static const char *what_word(const JsonValue *value) {
    static const char *const SORTS[] = {"kind", "type", "phase", "level", "group", "theme"};
    for (size_t i = 0; value->key && i < COUNT_OF(SORTS); i++) {
        if (strcmp(SORTS[i], value->key) == 0) {
            return SORTS[i];
        }
    }
    return "word";
}

size_t json_value_word(JsonReader *reader, const JsonValue *value, const char *const *words,
                       size_t count) {
    if (!json_expect_type(reader, value, JSON_STRING)) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], value->text) == 0) {
            return i;
        }
    }
    char shown[JSON_SHOWN_SIZE];
    TextBuffer hint = {0};
    append_hint(&hint, value->text, words, count, "the words known here are");
    json_fail(reader, value, ERROR_INPUT, "unknown %s `%s`; %s", what_word(value),
              json_shown(value->text, shown), text_of(&hint));
    text_free(&hint);
    return 0;
}

/* ---- Members --------------------------------------------------------------------------------- */

const JsonValue *json_member(const JsonValue *object, const char *key) {
    if (object->type != JSON_OBJECT) {
        return NULL;
    }
    for (const JsonValue *member = object->first; member; member = member->next) {
        if (strcmp(member->key, key) == 0) {
            return member;
        }
    }
    return NULL;
}

void json_expect_keys(JsonReader *reader, const JsonValue *object, const char *const *keys,
                      size_t count) {
    if (reader->error.code || !json_expect_type(reader, object, JSON_OBJECT)) {
        return;
    }
    for (const JsonValue *member = object->first; member; member = member->next) {
        size_t known = 0;
        while (known < count && strcmp(keys[known], member->key) != 0) {
            known++;
        }
        if (known == count) {
            TextBuffer hint = {0};
            append_hint(&hint, member->key, keys, count, "the keys known here are");
            json_fail(reader, member, ERROR_INPUT, "unknown key; %s", text_of(&hint));
            text_free(&hint);
            return;
        }
    }
}

/* The member, or NULL when there is nothing to read. */
static const JsonValue *find(JsonReader *reader, const JsonValue *object, const char *key,
                             JsonNeed need) {
    if (reader->error.code || !json_expect_type(reader, object, JSON_OBJECT)) {
        return NULL;
    }
    const JsonValue *member = json_member(object, key);
    if (!member && need == JSON_REQUIRED) {
        json_fail(reader, object, ERROR_INPUT, "the key `%s` is missing", key);
    }
    return member;
}

const JsonValue *json_read_object(JsonReader *reader, const JsonValue *object, const char *key,
                                  JsonNeed need) {
    const JsonValue *member = find(reader, object, key, need);
    return member && json_expect_type(reader, member, JSON_OBJECT) ? member : NULL;
}

const JsonValue *json_read_array(JsonReader *reader, const JsonValue *object, const char *key,
                                 JsonNeed need, size_t limit) {
    const JsonValue *member = find(reader, object, key, need);
    if (!member || !json_expect_type(reader, member, JSON_ARRAY)) {
        return NULL;
    }
    if (member->count > limit) {
        json_fail(reader, member, ERROR_LIMIT, "%zu entries; at most %zu are allowed",
                  member->count, limit);
        return NULL;
    }
    return member;
}

const char *json_read_text(JsonReader *reader, const JsonValue *object, const char *key,
                           JsonNeed need) {
    const JsonValue *member = find(reader, object, key, need);
    return member ? json_value_text(reader, member) : "";
}

void json_read_id(JsonReader *reader, const JsonValue *object, const char *key, JsonNeed need,
                  char *out) {
    out[0] = '\0';
    const JsonValue *member = find(reader, object, key, need);
    if (member) {
        json_value_id(reader, member, out);
    }
}

double json_read_number(JsonReader *reader, const JsonValue *object, const char *key, JsonNeed need,
                        double min, double max, double fallback) {
    const JsonValue *member = find(reader, object, key, need);
    return member ? json_value_number(reader, member, min, max) : fallback;
}

long long json_read_integer(JsonReader *reader, const JsonValue *object, const char *key,
                            JsonNeed need, long long min, long long max, long long fallback) {
    const JsonValue *member = find(reader, object, key, need);
    return member ? json_value_integer(reader, member, min, max) : fallback;
}

bool json_read_boolean(JsonReader *reader, const JsonValue *object, const char *key, JsonNeed need,
                       bool fallback) {
    const JsonValue *member = find(reader, object, key, need);
    return member ? json_value_boolean(reader, member) : fallback;
}

size_t json_read_word(JsonReader *reader, const JsonValue *object, const char *key, JsonNeed need,
                      const char *const *words, size_t count, size_t fallback) {
    const JsonValue *member = find(reader, object, key, need);
    return member ? json_value_word(reader, member, words, count) : fallback;
}

void json_expect_format(JsonReader *reader, const JsonValue *root, const char *format,
                        int version) {
    const char *found_format = json_read_text(reader, root, "format", JSON_REQUIRED);
    if (!reader->error.code && strcmp(found_format, format) != 0) {
        char shown[JSON_SHOWN_SIZE];
        json_fail(reader, json_member(root, "format"), ERROR_INPUT,
                  "this is a `%s` document; a `%s` was expected", json_shown(found_format, shown),
                  format);
    }
    long long found =
        json_read_integer(reader, root, "version", JSON_REQUIRED, 1, 1000000, version);
    if (!reader->error.code && found > version) {
        json_fail(reader, json_member(root, "version"), ERROR_INPUT,
                  "version %lld is newer than this program, which knows version %d; update "
                  "Faultline to open it",
                  found, version);
    }
}
