/* Strict JSON in, canonical JSON out.
 *
 * Reading: cJSON converts; a scan before it checks the whole grammar and adds what cJSON does not
 * give: line numbers, and refusal of invalid UTF-8, duplicate keys, NUL characters, lone
 * surrogates, numbers beyond a double, and depth beyond LIMIT_DEPTH. The tree lives in the caller's
 * arena, a list of siblings in the order of the file.
 *
 * A JsonReader remembers the first error, so that a loader reads straight on and asks once at its
 * end. Its messages name file, line, JSON path, what was expected, and the nearest known word. */
#ifndef FAULTLINE_MODEL_JSON_H
#define FAULTLINE_MODEL_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

typedef enum JsonType {
    JSON_NULL,
    JSON_BOOLEAN,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} JsonType;

typedef struct JsonValue JsonValue;
struct JsonValue {
    JsonType type;
    int line; /* from 1, where the value starts */
    bool boolean;
    double number;
    const char *key;        /* of a member of an object, else NULL */
    const char *text;       /* of a string */
    size_t count, position; /* children; place among the siblings */
    const JsonValue *parent, *first, *next;
};

typedef struct JsonReader {
    const char *file; /* for the messages; borrowed */
    Error error;      /* the first; reads after it give zeros and empty texts */
} JsonReader;

/* The tree in the arena, or NULL with the reader's error set ("file:line: what is wrong").
 * `first_line` is 1 for a file, or the line's number in a file of JSON lines. */
const JsonValue *json_parse(JsonReader *reader, const char *bytes, size_t length, int first_line,
                            Arena *arena);

/* Remembers an error about `value` unless there is one: "file:line: path: message". */
void json_fail(JsonReader *reader, const JsonValue *value, ErrorCode code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* A user's text made fit for a message: on one line, and cut when it is long. Returns `out`. */
enum { JSON_SHOWN_SIZE = 72 };
const char *json_shown(const char *text, char out[JSON_SHOWN_SIZE]);

/* Fails on the first member whose key is not in the list, naming the nearest one that is. */
void json_expect_keys(JsonReader *reader, const JsonValue *object, const char *const *keys,
                      size_t count);
/* Fails when the value is of another type; true when it is not. */
bool json_expect_type(JsonReader *reader, const JsonValue *value, JsonType type);
const JsonValue *json_member(const JsonValue *object, const char *key); /* NULL when missing */

typedef enum JsonNeed { JSON_OPTIONAL, JSON_REQUIRED } JsonNeed;

/* Each of these finds a member of an object and checks its type. A missing optional member gives
 * NULL, "", 0 or the fallback. */
const JsonValue *json_read_object(JsonReader *, const JsonValue *object, const char *key, JsonNeed);
const JsonValue *json_read_array(JsonReader *, const JsonValue *object, const char *key, JsonNeed,
                                 size_t limit);
/* At most LIMIT_TEXT_BYTES. The text lives as long as the tree. */
const char *json_read_text(JsonReader *, const JsonValue *object, const char *key, JsonNeed);
/* [a-z0-9][a-z0-9_-]{0,63} into out[ID_SIZE]. */
void json_read_id(JsonReader *, const JsonValue *object, const char *key, JsonNeed, char *out);
double json_read_number(JsonReader *, const JsonValue *object, const char *key, JsonNeed,
                        double min, double max, double fallback);
/* A number without a fraction. */
long long json_read_integer(JsonReader *, const JsonValue *object, const char *key, JsonNeed,
                            long long min, long long max, long long fallback);
bool json_read_boolean(JsonReader *, const JsonValue *object, const char *key, JsonNeed,
                       bool fallback);
/* The position of a word in a list of words. */
size_t json_read_word(JsonReader *, const JsonValue *object, const char *key, JsonNeed,
                      const char *const *words, size_t count, size_t fallback);

/* The same for a value at hand, e.g. an entry of an array. On failure "", 0 or false. */
const char *json_value_text(JsonReader *, const JsonValue *value);
void json_value_id(JsonReader *, const JsonValue *value, char *out);
double json_value_number(JsonReader *, const JsonValue *value, double min, double max);
long long json_value_integer(JsonReader *, const JsonValue *value, long long min, long long max);
bool json_value_boolean(JsonReader *, const JsonValue *value);
size_t json_value_word(JsonReader *, const JsonValue *value, const char *const *words,
                       size_t count);
bool json_is_id(const char *text);

/* Checks "format" and "version", the first two keys of every document. */
void json_expect_format(JsonReader *reader, const JsonValue *root, const char *format, int version);

/* --- Writing. Two spaces of indent; a container opened as JSON_INLINE stands on one line, and so
 * does all that it holds. The same calls give the same bytes. */
typedef enum JsonLayout { JSON_BLOCK, JSON_INLINE } JsonLayout;

typedef struct JsonWriter {
    TextBuffer out;
    int depth;
    int inline_depth; /* the depth at which the line began to be shared, 0 for none */
    bool first;       /* nothing written yet in the open container */
    bool after_key;
} JsonWriter;

void json_begin_object(JsonWriter *writer, JsonLayout layout);
void json_end_object(JsonWriter *writer);
void json_begin_array(JsonWriter *writer, JsonLayout layout);
void json_end_array(JsonWriter *writer);
void json_key(JsonWriter *writer, const char *key);
void json_text(JsonWriter *writer, const char *text);
/* The shortest decimal that reads back as the same double; integers without a point. */
void json_number(JsonWriter *writer, double number);
void json_boolean(JsonWriter *writer, bool value);
void json_null(JsonWriter *writer);
void json_writer_free(JsonWriter *writer);

/* key and value in one call */
void json_text_member(JsonWriter *writer, const char *key, const char *text);
void json_number_member(JsonWriter *writer, const char *key, double number);
void json_boolean_member(JsonWriter *writer, const char *key, bool value);

#endif
