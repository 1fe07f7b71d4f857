#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/hash_index.h"
#include "model/json.h"
#include "model/json_scan.h"
#include "model/limits.h"

/* Objects with more members than this get an index for the search for duplicate keys. */
enum { FEW_MEMBERS = 16 };

typedef struct Builder {
    JsonReader *reader;
    Arena *arena;
    const int *lines; /* of the values, in the order in which they begin */
    size_t next_line;
} Builder;

static void fail_duplicate(JsonReader *reader, const JsonValue *first, const JsonValue *second) {
    json_fail(reader, second, ERROR_INPUT,
              "the key stands here for the second time; the first is in line %d", first->line);
}

static void check_duplicates(JsonReader *reader, const JsonValue *object) {
    if (object->count <= FEW_MEMBERS) {
        for (const JsonValue *second = object->first; second; second = second->next) {
            const JsonValue *first = json_member(object, second->key);
            if (first != second) {
                fail_duplicate(reader, first, second);
            }
        }
        return;
    }
    HashIndex seen = {0};
    for (JsonValue *member = (JsonValue *)object->first; member;
         member = (JsonValue *)member->next) {
        if (!hash_index_add(&seen, member->key, member)) {
            fail_duplicate(reader, hash_index_find(&seen, member->key), member);
        }
    }
    hash_index_free(&seen);
}

static void fill(Builder *builder, const cJSON *from, JsonValue *value);

static void fill_children(Builder *builder, const cJSON *from, JsonValue *value) {
    JsonValue *last = NULL;
    for (const cJSON *item = from->child; item && !builder->reader->error.code; item = item->next) {
        JsonValue *child = arena_allocate(builder->arena, sizeof *child);
        child->parent = value;
        child->position = value->count++;
        if (last) {
            last->next = child;
        } else {
            value->first = child;
        }
        last = child;
        if (value->type == JSON_OBJECT) {
            child->key = arena_copy_string(builder->arena, item->string);
        }
        fill(builder, item, child);
    }
    if (value->type == JSON_OBJECT) {
        check_duplicates(builder->reader, value);
    }
}

static void fill(Builder *builder, const cJSON *from, JsonValue *value) {
    value->line = builder->lines[builder->next_line++];
    if (cJSON_IsBool(from)) {
        value->type = JSON_BOOLEAN;
        value->boolean = cJSON_IsTrue(from);
    } else if (cJSON_IsNumber(from)) {
        value->type = JSON_NUMBER;
        value->number = from->valuedouble + 0.0; /* so that -0 is 0 */
        if (!isfinite(value->number)) {
            json_fail(builder->reader, value, ERROR_INPUT,
                      "the number is beyond what a 64-bit float can hold");
        }
    } else if (cJSON_IsString(from)) {
        value->type = JSON_STRING;
        value->text = arena_copy_string(builder->arena, from->valuestring);
    } else if (cJSON_IsArray(from) || cJSON_IsObject(from)) {
        value->type = cJSON_IsArray(from) ? JSON_ARRAY : JSON_OBJECT;
        fill_children(builder, from, value);
    } else {
        value->type = JSON_NULL;
    }
}

const JsonValue *json_parse(JsonReader *reader, const char *bytes, size_t length, int first_line,
                            Arena *arena) {
    assert(!reader->error.code);
    JsonLines lines = {0};
    JsonValue *root = NULL;
    if (json_scan(reader, bytes, length, first_line, &lines)) {
        cJSON *tree = cJSON_ParseWithLengthOpts(bytes, length, NULL, 0);
        root = arena_allocate(arena, sizeof *root);
        root->line = first_line;
        if (tree) {
            Builder builder = {.reader = reader, .arena = arena, .lines = lines.items};
            fill(&builder, tree, root);
        } else {
            json_fail(reader, root, ERROR_INPUT, "this is not JSON");
        }
        cJSON_Delete(tree);
    }
    array_free(&lines);
    return reader->error.code ? NULL : root;
}
