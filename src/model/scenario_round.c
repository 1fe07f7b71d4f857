/* What is asked and answered in a round: phases, clarifications, estimates, requirements, probes. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/macros.h"
#include "base/text.h"
#include "model/scenario_read.h"

/* --- Phases --- */

static void read_phases(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "minutes"};
    JsonReader *json = &reader->json;
    Scenario *scenario = reader->scenario;
    const JsonValue *array = json_read_array(json, root, "phases", JSON_OPTIONAL, LIMIT_LIST);
    if (!array) {
        return;
    }
    double sum = 0;
    size_t count = 0;
    for (const JsonValue *entry = array->first; entry && count < PHASE_COUNT; entry = entry->next) {
        const char *expected = phase_name((PhaseId)count);
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        const char *id = json_read_text(json, entry, "id", JSON_REQUIRED);
        if (strcmp(id, expected) != 0) {
            json_fail(json, json_member(entry, "id"), ERROR_INPUT,
                      "expected `%s`, the next of the seven phases, found `%s`", expected, id);
        }
        scenario->phase_minutes[count] =
            json_read_number(json, entry, "minutes", JSON_REQUIRED, 0, SCENARIO_LONGEST_MINUTES, 0);
        sum += scenario->phase_minutes[count++];
    }
    if (array->count != PHASE_COUNT) {
        json_fail(json, array, ERROR_INPUT, "expected the seven phases, found %zu", array->count);
    }
    if (scenario->minutes == 0) {
        scenario->minutes = sum;
    } else if (fabs(sum - scenario->minutes) > 1e-6) {
        json_fail(json, array, ERROR_INPUT,
                  "the minutes of the phases sum to %g, and `minutes` is %g", sum,
                  scenario->minutes);
    }
}

/* --- Clarifications and estimates --- */

static void read_clarifications(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "question", "answer", "reveals"};
    HashIndex ids = {0};
    void *items = NULL;
    const JsonValue *array = scenario_read_list(reader, root, "clarifications", JSON_OPTIONAL,
                                                sizeof(Clarification), &items);
    Clarification *clarifications = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        Clarification *clarification = &clarifications[count++];
        json_expect_keys(&reader->json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &ids, clarification->id, clarification);
        clarification->question = scenario_read_text(reader, entry, "question");
        clarification->answer = scenario_read_text(reader, entry, "answer");
        clarification->reveals = json_read_text(&reader->json, entry, "reveals", JSON_OPTIONAL);
    }
    hash_index_free(&ids);
    reader->scenario->clarifications = clarifications;
    reader->scenario->clarification_count = count;
}

static void read_estimates(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "question", "unit", "value", "how"};
    JsonReader *json = &reader->json;
    HashIndex ids = {0};
    void *items = NULL;
    const JsonValue *array = scenario_read_list(reader, root, "estimates", JSON_OPTIONAL,
                                                sizeof(ScenarioEstimate), &items);
    ScenarioEstimate *estimates = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        ScenarioEstimate *estimate = &estimates[count++];
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &ids, estimate->id, estimate);
        estimate->question = scenario_read_text(reader, entry, "question");
        estimate->unit = json_read_text(json, entry, "unit", JSON_OPTIONAL);
        estimate->value = json_read_number(json, entry, "value", JSON_REQUIRED, 0, DBL_MAX, 0);
        estimate->how = json_read_text(json, entry, "how", JSON_OPTIONAL);
    }
    hash_index_free(&ids);
    reader->scenario->estimates = estimates;
    reader->scenario->estimate_count = count;
}

/* --- Lists of references --- */

typedef void CheckReference(ScenarioReader *reader, const JsonValue *item);

static TextList read_references(ScenarioReader *reader, const JsonValue *object, const char *key,
                                CheckReference *check) {
    void *items = NULL;
    const JsonValue *array =
        scenario_read_list(reader, object, key, JSON_OPTIONAL, sizeof(const char *), &items);
    const char **texts = items;
    HashIndex seen = {0};
    size_t count = 0;
    for (const JsonValue *item = scenario_first(array); item; item = item->next) {
        const char *text = json_value_text(&reader->json, item);
        texts[count++] = text;
        if (!hash_index_add(&seen, text, reader)) {
            json_fail(&reader->json, item, ERROR_INPUT, "`%s` stands here twice", text);
        }
        check(reader, item);
    }
    hash_index_free(&seen);
    return (TextList){.items = texts, .count = count};
}

static void check_operation(ScenarioReader *reader, const JsonValue *item) {
    if (!reader->json.error.code) {
        scenario_expect_known(reader, item, &reader->operations, "operation", item->text);
    }
}

/* "area/name". Which rules there are is for the rules to say. */
static void check_rule(ScenarioReader *reader, const JsonValue *item) {
    if (reader->json.error.code) {
        return;
    }
    char area[ID_SIZE];
    const char *slash = strchr(item->text, '/');
    size_t length = slash ? (size_t)(slash - item->text) : 0;
    if (length < sizeof area) {
        memcpy(area, item->text, length);
        area[length] = '\0';
    }
    if (!slash || length >= sizeof area || !json_is_id(area) || !json_is_id(slash + 1)) {
        json_fail(&reader->json, item, ERROR_INPUT,
                  "expected a rule, such as `reliability/no-timeout`, found `%s`", item->text);
    }
}

/* "operation.metric": the operation, and where the metric begins; NULL when it is not one. */
static const Operation *split_metric(ScenarioReader *reader, const JsonValue *item,
                                     const char **metric) {
    if (reader->json.error.code) {
        return NULL;
    }
    char id[ID_SIZE] = "";
    const char *point = strchr(item->text, '.');
    if (!point || (size_t)(point - item->text) >= sizeof id) {
        json_fail(&reader->json, item, ERROR_INPUT,
                  "expected an operation and a metric, such as `redirect.p99_ms`, found `%s`",
                  item->text);
        return NULL;
    }
    memcpy(id, item->text, (size_t)(point - item->text));
    scenario_expect_known(reader, item, &reader->operations, "operation", id);
    *metric = point + 1;
    return hash_index_find(&reader->operations, id);
}

static void expect_metric(ScenarioReader *reader, const JsonValue *item, const char *metric,
                          const char *const *known, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(known[i], metric) == 0) {
            return;
        }
    }
    const char *nearest = text_nearest(metric, known, count);
    json_fail(&reader->json, item, ERROR_INPUT, "there is no metric `%s`%s%s%s", metric,
              nearest ? "; did you mean `" : "", nearest ? nearest : "", nearest ? "`?" : "");
}

static void check_slo(ScenarioReader *reader, const JsonValue *item) {
    const char *metric;
    const Operation *operation = split_metric(reader, item, &metric);
    if (!operation) {
        return;
    }
    const char *names[SLO_COUNT];
    for (size_t i = 0; i < SLO_COUNT; i++) {
        names[i] = slo_name((SloId)i);
        if (strcmp(names[i], metric) == 0 && slo_target(&operation->slo, (SloId)i) < 0) {
            json_fail(&reader->json, item, ERROR_INPUT, "the operation `%s` has no `%s` in its slo",
                      operation->id, metric);
        }
    }
    expect_metric(reader, item, metric, names, SLO_COUNT);
}

/* What can be measured of an operation: its service levels, and more of a run's figures. */
static void check_metric(ScenarioReader *reader, const JsonValue *item) {
    static const char *const METRICS[] = {"p99_ms",
                                          "availability_pct",
                                          "effect_within_s",
                                          "lost",
                                          "duplicated",
                                          "stale_pct",
                                          "p50_ms",
                                          "p90_ms",
                                          "p999_ms",
                                          "max_ms",
                                          "mean_ms",
                                          "ok",
                                          "done",
                                          "late",
                                          "parked",
                                          "stale",
                                          "lost_updates",
                                          "failed",
                                          "unfinished"};
    const char *metric;
    if (split_metric(reader, item, &metric)) {
        expect_metric(reader, item, metric, METRICS, COUNT_OF(METRICS));
    }
}

/* --- Requirements and probes --- */

static void read_requirements(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "type", "text", "operations", "slos", "rules"};
    static const char *const TYPES[] = {"functional", "quality"};
    JsonReader *json = &reader->json;
    HashIndex ids = {0};
    void *items = NULL;
    const JsonValue *array = scenario_read_list(reader, root, "requirements", JSON_OPTIONAL,
                                                sizeof(Requirement), &items);
    Requirement *requirements = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        Requirement *requirement = &requirements[count++];
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &ids, requirement->id, requirement);
        requirement->functional =
            json_read_word(json, entry, "type", JSON_REQUIRED, TYPES, COUNT_OF(TYPES), 0) == 0;
        requirement->text = scenario_read_text(reader, entry, "text");
        requirement->operations = read_references(reader, entry, "operations", check_operation);
        requirement->slos = read_references(reader, entry, "slos", check_slo);
        requirement->rules = read_references(reader, entry, "rules", check_rule);
    }
    hash_index_free(&ids);
    reader->scenario->requirements = requirements;
    reader->scenario->requirement_count = count;
}

static void read_probe_answers(ScenarioReader *reader, const JsonValue *entry, Probe *probe) {
    static const char *const KEYS[] = {"rules", "metrics"};
    JsonReader *json = &reader->json;
    const JsonValue *answers = json_read_object(json, entry, "answered_by", JSON_REQUIRED);
    if (!answers) {
        return;
    }
    json_expect_keys(json, answers, KEYS, COUNT_OF(KEYS));
    probe->rules = read_references(reader, answers, "rules", check_rule);
    probe->metrics = read_references(reader, answers, "metrics", check_metric);
    if (probe->rules.count + probe->metrics.count == 0) {
        json_fail(json, answers, ERROR_INPUT, "expected a rule or a metric that answers the probe");
    }
}

static void read_probes(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "question", "fault", "answered_by"};
    JsonReader *json = &reader->json;
    HashIndex ids = {0};
    void *items = NULL;
    const JsonValue *array =
        scenario_read_list(reader, root, "probes", JSON_OPTIONAL, sizeof(Probe), &items);
    Probe *probes = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        Probe *probe = &probes[count++];
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &ids, probe->id, probe);
        probe->question = scenario_read_text(reader, entry, "question");
        scenario_read_reference(reader, entry, "fault", &reader->faults, probe->fault);
        read_probe_answers(reader, entry, probe);
    }
    hash_index_free(&ids);
    reader->scenario->probes = probes;
    reader->scenario->probe_count = count;
}

void scenario_read_round(ScenarioReader *reader, const JsonValue *root) {
    read_phases(reader, root);
    read_clarifications(reader, root);
    read_estimates(reader, root);
    read_requirements(reader, root);
    read_probes(reader, root);
}
