/* Reads what is expected of a scenario's flawed variants (docs/FORMATS.md, "Expectations"). */
#include "model/expectations.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "model/json.h"

enum { EXPECTATIONS_VERSION = 1 };

/* The position of the thing with the id that the value says, in an array of structs that begin with
 * their id; fails at the value when there is none. `what`: "operation". */
static size_t read_position(JsonReader *json, const JsonValue *value, const char *what,
                            const void *items, size_t stride, size_t count) {
    const char *id = json_value_text(json, value);
    const char **ids = memory_allocate((count + 1) * sizeof *ids);
    size_t position = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        ids[i] = (const char *)items + i * stride;
        if (strcmp(ids[i], id) == 0) {
            position = i;
        }
    }
    if (position == SIZE_MAX) {
        char shown[JSON_SHOWN_SIZE];
        const char *nearest = text_nearest(id, ids, count);
        json_fail(json, value, ERROR_INPUT, "the scenario has no %s `%s`%s%s%s", what,
                  json_shown(id, shown), nearest ? "; did you mean `" : "", nearest ? nearest : "",
                  nearest ? "`?" : "");
    }
    free(ids);
    return position;
}

static size_t read_operation(JsonReader *json, const JsonValue *entry, const Scenario *scenario) {
    json_read_text(json, entry, "operation", JSON_REQUIRED);
    return json->error.code ? SIZE_MAX
                            : read_position(json, json_member(entry, "operation"), "operation",
                                            scenario->operations, sizeof *scenario->operations,
                                            scenario->operation_count);
}

static size_t read_fault(JsonReader *json, const JsonValue *entry, const Scenario *scenario) {
    const JsonValue *member = json_member(entry, "fault");
    if (json->error.code || !member || member->type == JSON_NULL) {
        return SIZE_MAX;
    }
    return read_position(json, member, "fault", scenario->faults, sizeof *scenario->faults,
                         scenario->fault_count);
}

static SloId read_slo(JsonReader *json, const JsonValue *entry, const Scenario *scenario,
                      size_t operation) {
    const char *names[SLO_COUNT];
    for (size_t i = 0; i < SLO_COUNT; i++) {
        names[i] = slo_name((SloId)i);
    }
    SloId slo = (SloId)json_read_word(json, entry, "slo", JSON_REQUIRED, names, SLO_COUNT, 0);
    if (!json->error.code && slo_target(&scenario->operations[operation].slo, slo) < 0) {
        json_fail(json, json_member(entry, "slo"), ERROR_INPUT,
                  "the operation `%s` has no `%s` in its slo", scenario->operations[operation].id,
                  names[slo]);
    }
    return slo;
}

/* A name in the scenario's own folder. */
static const char *read_file_name(JsonReader *json, const JsonValue *entry) {
    const char *file = json_read_text(json, entry, "file", JSON_REQUIRED);
    size_t length = strlen(file);
    if (!json->error.code &&
        (length < 6 || strcmp(file + length - 5, ".json") != 0 || strchr(file, '/'))) {
        json_fail(json, json_member(entry, "file"), ERROR_INPUT,
                  "expected the name of a design beside the scenario, such as `no-dedup.json`");
    }
    return file;
}

static void read_variant(JsonReader *json, const JsonValue *entry, const Scenario *scenario,
                         Expectation *variant) {
    static const char *const KEYS[] = {"file", "rule", "operation", "slo", "fault"};
    json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
    variant->file = read_file_name(json, entry);
    variant->rule = json_read_text(json, entry, "rule", JSON_REQUIRED);
    variant->operation = read_operation(json, entry, scenario);
    variant->slo = read_slo(json, entry, scenario, variant->operation);
    variant->fault = read_fault(json, entry, scenario);
}

static void read_document(JsonReader *json, const JsonValue *root, const Scenario *scenario,
                          Expectations *expectations) {
    static const char *const KEYS[] = {"format", "version", "variants"};
    json_expect_format(json, root, "faultline/expectations", EXPECTATIONS_VERSION);
    json_expect_keys(json, root, KEYS, COUNT_OF(KEYS));
    const JsonValue *array = json_read_array(json, root, "variants", JSON_REQUIRED, LIMIT_LIST);
    if (!array || array->count == 0) {
        return;
    }
    Expectation *variants =
        arena_allocate(&expectations->arena, array->count * sizeof *expectations->variants);
    for (const JsonValue *entry = array->first; entry; entry = entry->next) {
        read_variant(json, entry, scenario, &variants[expectations->variant_count++]);
    }
    expectations->variants = variants;
}

Error expectations_parse(const char *bytes, size_t length, const char *file,
                         const Scenario *scenario, Expectations **expectations) {
    JsonReader json = {.file = file};
    Expectations *read = memory_allocate(sizeof *read);
    /* The tree stays in the arena: its texts are the expectations'. */
    const JsonValue *root = json_parse(&json, bytes, length, 1, &read->arena);
    if (root) {
        read_document(&json, root, scenario, read);
    }
    if (json.error.code) {
        expectations_free(read);
        return json.error;
    }
    *expectations = read;
    return error_none();
}

Error expectations_load(const char *path, const Scenario *scenario, Expectations **expectations) {
    char *bytes;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (error.code) {
        return error;
    }
    error = expectations_parse(bytes, length, path, scenario, expectations);
    free(bytes);
    return error;
}

void expectations_free(Expectations *expectations) {
    if (expectations) {
        arena_free(&expectations->arena);
        free(expectations);
    }
}
