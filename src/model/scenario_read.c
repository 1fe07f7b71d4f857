/* Reads a scenario's file (docs/FORMATS.md, "Scenario"). */
#include "model/scenario_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"

enum { SCENARIO_VERSION = 1 };

static const double HIGHEST_BUDGET = 1e12;

/* --- What both halves use --- */

const JsonValue *scenario_read_list(ScenarioReader *reader, const JsonValue *object,
                                    const char *key, JsonNeed need, size_t item_size,
                                    void **items) {
    const JsonValue *array = json_read_array(&reader->json, object, key, need, LIMIT_LIST);
    if (array && array->count > 0) {
        *items = arena_allocate(&reader->scenario->arena, array->count * item_size);
    }
    return array;
}

const JsonValue *scenario_first(const JsonValue *array) {
    return array ? array->first : NULL;
}

void scenario_read_new_id(ScenarioReader *reader, const JsonValue *entry, HashIndex *ids, char *id,
                          void *item) {
    json_read_id(&reader->json, entry, "id", JSON_REQUIRED, id);
    if (id[0] != '\0' && !hash_index_add(ids, id, item)) {
        json_fail(&reader->json, json_member(entry, "id"), ERROR_INPUT, "the id `%s` is taken", id);
    }
}

void scenario_expect_known(ScenarioReader *reader, const JsonValue *value, const HashIndex *ids,
                           const char *what, const char *id) {
    if (reader->json.error.code || hash_index_find(ids, id)) {
        return;
    }
    const char **known = memory_allocate((ids->count + 1) * sizeof *known);
    size_t count = 0;
    for (size_t i = 0; i < ids->capacity; i++) {
        if (ids->slots[i].key) {
            known[count++] = ids->slots[i].key;
        }
    }
    const char *nearest = text_nearest(id, known, count);
    json_fail(&reader->json, value, ERROR_INPUT, "the scenario has no %s `%s`%s%s%s", what, id,
              nearest ? "; did you mean `" : "", nearest ? nearest : "", nearest ? "`?" : "");
    free(known);
}

void scenario_read_reference(ScenarioReader *reader, const JsonValue *object, const char *key,
                             const HashIndex *ids, char *id) {
    const JsonValue *member = json_member(object, key);
    if (member && member->type != JSON_NULL) {
        json_value_id(&reader->json, member, id);
        scenario_expect_known(reader, member, ids, key, id);
    }
}

const char *scenario_read_text(ScenarioReader *reader, const JsonValue *object, const char *key) {
    const char *text = json_read_text(&reader->json, object, key, JSON_REQUIRED);
    if (text[0] == '\0') {
        json_fail(&reader->json, json_member(object, key), ERROR_INPUT,
                  "expected a text, found an empty one");
    }
    return text;
}

const char *scenario_read_title(ScenarioReader *reader, const JsonValue *object, const char *id) {
    const char *title = json_read_text(&reader->json, object, "title", JSON_OPTIONAL);
    return title[0] == '\0' ? id : title;
}

/* --- The document --- */

static void read_card(ScenarioReader *reader, const JsonValue *root) {
    Scenario *scenario = reader->scenario;
    const JsonValue *card =
        json_read_array(&reader->json, root, "card", JSON_OPTIONAL, COUNT_OF(scenario->card));
    for (const JsonValue *item = scenario_first(card); item; item = item->next) {
        scenario->card[scenario->card_count++] =
            (KindId)json_value_word(&reader->json, item, KIND_NAMES, KIND_COUNT);
    }
}

static void read_level(ScenarioReader *reader, const JsonValue *root) {
    static const char *const LEVELS[] = {"junior", "mid", "senior", ""};
    const size_t none = COUNT_OF(LEVELS) - 1;
    reader->scenario->level =
        LEVELS[json_read_word(&reader->json, root, "level", JSON_OPTIONAL, LEVELS, none, none)];
}

static void read_scale(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"real_world", "at_100x"};
    JsonReader *json = &reader->json;
    const JsonValue *scale = json_read_object(json, root, "scale", JSON_OPTIONAL);
    reader->scenario->real_world = reader->scenario->at_100x = "";
    if (scale) {
        json_expect_keys(json, scale, KEYS, COUNT_OF(KEYS));
        reader->scenario->real_world = json_read_text(json, scale, "real_world", JSON_OPTIONAL);
        reader->scenario->at_100x = json_read_text(json, scale, "at_100x", JSON_OPTIONAL);
    }
}

static void read_document(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {
        "format",       "version", "id",         "title",      "tagline",
        "card",         "level",   "minutes",    "prompt",     "phases",
        "scale",        "keys",    "operations", "estimates",  "clarifications",
        "requirements", "faults",  "probes",     "curveballs", "budget_usd_month"};
    JsonReader *json = &reader->json;
    Scenario *scenario = reader->scenario;
    json_expect_format(json, root, "faultline/scenario", SCENARIO_VERSION);
    json_expect_keys(json, root, KEYS, COUNT_OF(KEYS));
    json_read_id(json, root, "id", JSON_REQUIRED, scenario->id);
    scenario->title = scenario_read_text(reader, root, "title");
    scenario->tagline = json_read_text(json, root, "tagline", JSON_OPTIONAL);
    scenario->prompt = json_read_text(json, root, "prompt", JSON_OPTIONAL);
    scenario->minutes =
        json_read_number(json, root, "minutes", JSON_OPTIONAL, 1, SCENARIO_LONGEST_MINUTES, 0);
    scenario->budget_usd_month =
        json_read_number(json, root, "budget_usd_month", JSON_OPTIONAL, 0, HIGHEST_BUDGET, 0);
    read_level(reader, root);
    read_scale(reader, root);
    read_card(reader, root);
    scenario_read_traffic(reader, root);
    scenario_read_round(reader, root);
}

Error scenario_parse(const char *bytes, size_t length, const char *file, Scenario **scenario) {
    ScenarioReader reader = {.json = {.file = file}};
    reader.scenario = memory_allocate(sizeof *reader.scenario);
    /* The tree stays in the arena: its texts are the scenario's. */
    const JsonValue *root = json_parse(&reader.json, bytes, length, 1, &reader.scenario->arena);
    if (root) {
        read_document(&reader, root);
    }
    hash_index_free(&reader.keys);
    hash_index_free(&reader.operations);
    hash_index_free(&reader.faults);
    if (reader.json.error.code) {
        scenario_free(reader.scenario);
        return reader.json.error;
    }
    *scenario = reader.scenario;
    return error_none();
}

Error scenario_load(const char *path, Scenario **scenario) {
    char *bytes;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (error.code) {
        return error;
    }
    error = scenario_parse(bytes, length, path, scenario);
    free(bytes);
    return error;
}
