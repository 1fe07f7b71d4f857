/* The answers' part of a design's file. Lists that are empty are left out. */
#include <float.h>
#include <string.h>

#include "model/answers.h"

/* ---- Writing --------------------------------------------------------------------------------- */

static void write_clarified(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "clarified");
    json_begin_array(writer, JSON_INLINE);
    for (size_t i = 0; i < answers->clarified.count; i++) {
        json_text(writer, answers->clarified.items[i].id);
    }
    json_end_array(writer);
}

static void write_estimates(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "estimates");
    json_begin_object(writer, JSON_BLOCK);
    for (size_t i = 0; i < answers->estimates.count; i++) {
        const AnswerEstimate *estimate = &answers->estimates.items[i];
        json_number_member(writer, estimate->id, estimate->value);
    }
    json_end_object(writer);
}

static void write_requirements(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "requirements");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < answers->requirements.count; i++) {
        json_text(writer, answers->requirements.items[i]);
    }
    json_end_array(writer);
}

static void write_apis(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "apis");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < answers->apis.count; i++) {
        const AnswerApi *api = &answers->apis.items[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "method", api->method);
        json_text_member(writer, "path", api->path);
        json_boolean_member(writer, "idempotent", api->idempotent);
        json_text_member(writer, "notes", api->notes);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_entities(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "entities");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < answers->entities.count; i++) {
        const AnswerEntity *entity = &answers->entities.items[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "name", entity->name);
        json_text_member(writer, "key", entity->key);
        json_text_member(writer, "fields", entity->fields);
        json_text_member(writer, "store", entity->store);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_tradeoffs(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "tradeoffs");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        const AnswerTradeoff *tradeoff = &answers->tradeoffs.items[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "about", tradeoff->about);
        json_text_member(writer, "choice", tradeoff->choice);
        json_text_member(writer, "because", tradeoff->because);
        json_text_member(writer, "instead_of", tradeoff->instead_of);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_accepted(JsonWriter *writer, const Answers *answers) {
    json_key(writer, "accepted");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < answers->accepted.count; i++) {
        const AnswerAccepted *accepted = &answers->accepted.items[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "rule", accepted->rule);
        json_text_member(writer, "subject", accepted->subject);
        json_text_member(writer, "because", accepted->because);
        json_end_object(writer);
    }
    json_end_array(writer);
}

void answers_write(JsonWriter *writer, const Answers *answers, JsonLayout layout) {
    const struct {
        size_t count;
        void (*write)(JsonWriter *, const Answers *);
    } parts[] = {{answers->clarified.count, write_clarified},
                 {answers->estimates.count, write_estimates},
                 {answers->requirements.count, write_requirements},
                 {answers->apis.count, write_apis},
                 {answers->entities.count, write_entities},
                 {answers->tradeoffs.count, write_tradeoffs},
                 {answers->accepted.count, write_accepted}};
    json_begin_object(writer, layout);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].count > 0) {
            parts[i].write(writer, answers);
        }
    }
    json_end_object(writer);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static const JsonValue *first_of(JsonReader *reader, const JsonValue *value, const char *key) {
    const JsonValue *array = json_read_array(reader, value, key, JSON_OPTIONAL, LIMIT_LIST);
    return array ? array->first : NULL;
}

static char *own_text(JsonReader *reader, const JsonValue *object, const char *key, JsonNeed need) {
    return memory_copy_string(json_read_text(reader, object, key, need));
}

static void read_clarified(JsonReader *reader, const JsonValue *value, Answers *out) {
    const JsonValue *item = first_of(reader, value, "clarified");
    for (; item && !reader->error.code; item = item->next) {
        AnswerId clarified;
        json_value_id(reader, item, clarified.id);
        for (size_t i = 0; i < out->clarified.count; i++) {
            if (strcmp(out->clarified.items[i].id, clarified.id) == 0) {
                json_fail(reader, item, ERROR_INPUT, "`%s` stands here twice", clarified.id);
            }
        }
        array_push(&out->clarified, clarified);
    }
}

static void read_estimates(JsonReader *reader, const JsonValue *value, Answers *out) {
    const JsonValue *object = json_read_object(reader, value, "estimates", JSON_OPTIONAL);
    if (object && object->count > LIMIT_LIST) {
        json_fail(reader, object, ERROR_LIMIT, "%zu entries; at most %d are allowed", object->count,
                  LIMIT_LIST);
    }
    const JsonValue *item = object ? object->first : NULL;
    for (; item && !reader->error.code; item = item->next) {
        AnswerEstimate estimate = {.value = json_value_number(reader, item, -DBL_MAX, DBL_MAX)};
        if (!json_is_id(item->key)) {
            json_fail(reader, item, ERROR_INPUT,
                      "the key is not an id; use 1 to %d of a-z, 0-9, - and _, with a letter or "
                      "a digit first",
                      ID_SIZE - 1);
            return;
        }
        text_copy(estimate.id, ID_SIZE, item->key);
        array_push(&out->estimates, estimate);
    }
}

static void read_requirements(JsonReader *reader, const JsonValue *value, Answers *out) {
    const JsonValue *item = first_of(reader, value, "requirements");
    for (; item && !reader->error.code; item = item->next) {
        array_push(&out->requirements, memory_copy_string(json_value_text(reader, item)));
    }
}

static void read_apis(JsonReader *reader, const JsonValue *value, Answers *out) {
    static const char *const keys[] = {"method", "path", "idempotent", "notes"};
    const JsonValue *item = first_of(reader, value, "apis");
    for (; item && !reader->error.code; item = item->next) {
        json_expect_keys(reader, item, keys, COUNT_OF(keys));
        AnswerApi api = {.method = own_text(reader, item, "method", JSON_REQUIRED),
                         .path = own_text(reader, item, "path", JSON_REQUIRED),
                         .notes = own_text(reader, item, "notes", JSON_OPTIONAL),
                         .idempotent =
                             json_read_boolean(reader, item, "idempotent", JSON_OPTIONAL, false)};
        array_push(&out->apis, api);
    }
}

static void read_entities(JsonReader *reader, const JsonValue *value, Answers *out) {
    static const char *const keys[] = {"name", "key", "fields", "store"};
    const JsonValue *item = first_of(reader, value, "entities");
    for (; item && !reader->error.code; item = item->next) {
        json_expect_keys(reader, item, keys, COUNT_OF(keys));
        AnswerEntity entity = {.name = own_text(reader, item, "name", JSON_REQUIRED),
                               .key = own_text(reader, item, "key", JSON_OPTIONAL),
                               .fields = own_text(reader, item, "fields", JSON_OPTIONAL),
                               .store = own_text(reader, item, "store", JSON_OPTIONAL)};
        array_push(&out->entities, entity);
    }
}

static void read_tradeoffs(JsonReader *reader, const JsonValue *value, Answers *out) {
    static const char *const keys[] = {"about", "choice", "because", "instead_of"};
    const JsonValue *item = first_of(reader, value, "tradeoffs");
    for (; item && !reader->error.code; item = item->next) {
        json_expect_keys(reader, item, keys, COUNT_OF(keys));
        AnswerTradeoff tradeoff = {.about = own_text(reader, item, "about", JSON_REQUIRED),
                                   .choice = own_text(reader, item, "choice", JSON_REQUIRED),
                                   .because = own_text(reader, item, "because", JSON_OPTIONAL),
                                   .instead_of =
                                       own_text(reader, item, "instead_of", JSON_OPTIONAL)};
        array_push(&out->tradeoffs, tradeoff);
    }
}

static void read_accepted(JsonReader *reader, const JsonValue *value, Answers *out) {
    static const char *const keys[] = {"rule", "subject", "because"};
    const JsonValue *item = first_of(reader, value, "accepted");
    for (; item && !reader->error.code; item = item->next) {
        json_expect_keys(reader, item, keys, COUNT_OF(keys));
        AnswerAccepted accepted = {.rule = own_text(reader, item, "rule", JSON_REQUIRED),
                                   .subject = own_text(reader, item, "subject", JSON_REQUIRED),
                                   .because = own_text(reader, item, "because", JSON_REQUIRED)};
        array_push(&out->accepted, accepted);
    }
}

bool answers_read(JsonReader *reader, const JsonValue *value, Answers *out) {
    static const char *const keys[] = {"clarified", "estimates", "requirements", "apis",
                                       "entities",  "tradeoffs", "accepted"};
    json_expect_keys(reader, value, keys, COUNT_OF(keys));
    Answers read = {0};
    read_clarified(reader, value, &read);
    read_estimates(reader, value, &read);
    read_requirements(reader, value, &read);
    read_apis(reader, value, &read);
    read_entities(reader, value, &read);
    read_tradeoffs(reader, value, &read);
    read_accepted(reader, value, &read);
    if (reader->error.code) {
        answers_free(&read);
        return false;
    }
    *out = read;
    return true;
}
