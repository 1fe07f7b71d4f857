/* What arrives in a scenario and what goes wrong: keys, operations, curveballs, faults. */
#include <string.h>

#include "base/macros.h"
#include "base/text.h"
#include "model/scenario_read.h"

static const double LONGEST_MS = 86400000; /* a day */
static const double LONGEST_S = 31536000;  /* a year */
static const double HIGHEST_RATE = 1e9;
static const long long MOST_USERS = 1000000000;
static const long long MOST_KEYS = 1000000000;
static const double STEEPEST_ZIPF = 10;
static const double LEAST_WORK = 0.001;
static const double MOST_WORK = 1e6;
enum { LEAST_URGENT = 1000 };

/* --- Keys --- */

static void read_keys(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "count", "zipf"};
    JsonReader *json = &reader->json;
    void *items = NULL;
    const JsonValue *array =
        scenario_read_list(reader, root, "keys", JSON_OPTIONAL, sizeof(ScenarioKey), &items);
    ScenarioKey *keys = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        ScenarioKey *key = &keys[count++];
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &reader->keys, key->id, key);
        if (strcmp(key->id, "all") == 0 || strcmp(key->id, "none") == 0) {
            json_fail(json, entry, ERROR_INPUT,
                      "`%s` is a word of the settings; give the key another id", key->id);
        }
        key->count =
            (double)json_read_integer(json, entry, "count", JSON_REQUIRED, 1, MOST_KEYS, 1);
        key->zipf = json_read_number(json, entry, "zipf", JSON_OPTIONAL, 0, STEEPEST_ZIPF, 0);
    }
    reader->scenario->keys = keys;
    reader->scenario->key_count = count;
}

/* --- Operations --- */

static double read_target(ScenarioReader *reader, const JsonValue *slo, SloId id, double max) {
    return slo ? json_read_number(&reader->json, slo, slo_name(id), JSON_OPTIONAL, 0, max, -1) : -1;
}

static Slo read_slo(ScenarioReader *reader, const JsonValue *owner) {
    const JsonValue *slo = json_read_object(&reader->json, owner, "slo", JSON_OPTIONAL);
    if (slo) {
        const char *names[SLO_COUNT];
        for (size_t i = 0; i < SLO_COUNT; i++) {
            names[i] = slo_name((SloId)i);
        }
        json_expect_keys(&reader->json, slo, names, SLO_COUNT);
    }
    return (Slo){
        .p99_ms = read_target(reader, slo, SLO_P99_MS, LONGEST_MS),
        .availability_pct = read_target(reader, slo, SLO_AVAILABILITY_PCT, 100),
        .effect_within_s = read_target(reader, slo, SLO_EFFECT_WITHIN_S, LONGEST_S),
        .lost = read_target(reader, slo, SLO_LOST, HIGHEST_RATE),
        .duplicated = read_target(reader, slo, SLO_DUPLICATED, HIGHEST_RATE),
        .stale_pct = read_target(reader, slo, SLO_STALE_PCT, 100),
        .lost_updates = read_target(reader, slo, SLO_LOST_UPDATES, HIGHEST_RATE),
    };
}

static double read_rate(ScenarioReader *reader, const JsonValue *object, double fallback) {
    double rate = json_read_number(&reader->json, object, "rate_rps", JSON_OPTIONAL, 0,
                                   HIGHEST_RATE, fallback);
    if (rate == 0) {
        json_fail(&reader->json, json_member(object, "rate_rps"), ERROR_INPUT,
                  "expected a rate above 0");
    }
    return rate;
}

/* Open: a rate of arrivals. Closed: so many users who think between two requests. */
static void read_arrivals(ScenarioReader *reader, const JsonValue *entry, Operation *operation) {
    JsonReader *json = &reader->json;
    bool open = json_member(entry, "rate_rps") != NULL;
    bool closed = json_member(entry, "users") != NULL;
    if (open == closed) {
        json_fail(json, entry, ERROR_INPUT,
                  "expected either `rate_rps`, or `users` with `think_ms`, and %s",
                  open ? "both are here" : "neither is here");
    }
    if (open && json_member(entry, "think_ms")) {
        json_fail(json, json_member(entry, "think_ms"), ERROR_INPUT,
                  "`think_ms` goes with `users`, and this operation has `rate_rps`");
    }
    if (open) {
        operation->rate_rps = read_rate(reader, entry, 1);
    } else {
        operation->users = json_read_integer(json, entry, "users", JSON_OPTIONAL, 1, MOST_USERS, 1);
        operation->think_ms =
            json_read_number(json, entry, "think_ms", JSON_OPTIONAL, 0, LONGEST_MS, 0);
    }
}

static void read_effect(ScenarioReader *reader, const JsonValue *entry, Operation *operation) {
    static const char *const KEYS[] = {"title", "at"};
    JsonReader *json = &reader->json;
    operation->effect_title = "";
    const JsonValue *effect = json_member(entry, "effect");
    if (!effect || effect->type == JSON_NULL) {
        return;
    }
    json_expect_keys(json, effect, KEYS, COUNT_OF(KEYS));
    operation->has_effect = true;
    operation->effect_title = scenario_read_text(reader, effect, "title");
    const JsonValue *at = json_read_array(json, effect, "at", JSON_REQUIRED, LIMIT_LIST);
    if (at && !at->first) {
        json_fail(json, at, ERROR_INPUT, "expected the kinds at which the effect happens");
    }
    for (const JsonValue *item = scenario_first(at); item; item = item->next) {
        size_t kind = json_value_word(json, item, KIND_NAMES, KIND_COUNT);
        if (operation->effect_at[kind]) {
            json_fail(json, item, ERROR_INPUT, "`%s` stands here twice", KIND_NAMES[kind]);
        }
        operation->effect_at[kind] = true;
    }
}

static KindId read_source(ScenarioReader *reader, const JsonValue *entry) {
    static const char *const WORDS[] = {"client", "scheduler"};
    static const KindId KINDS[] = {KIND_CLIENT, KIND_SCHEDULER};
    return KINDS[json_read_word(&reader->json, entry, "from", JSON_REQUIRED, WORDS, COUNT_OF(WORDS),
                                0)];
}

static void read_operation(ScenarioReader *reader, const JsonValue *entry, Operation *operation) {
    static const char *const KEYS[] = {"id",    "title",    "type",     "from", "rate_rps",
                                       "users", "think_ms", "priority", "work", "page",
                                       "key",   "effect",   "slo"};
    static const char *const TYPES[] = {"read", "write"};
    JsonReader *json = &reader->json;
    json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
    scenario_read_new_id(reader, entry, &reader->operations, operation->id, operation);
    operation->title = scenario_read_title(reader, entry, operation->id);
    operation->is_write =
        json_read_word(json, entry, "type", JSON_REQUIRED, TYPES, COUNT_OF(TYPES), 0) == 1;
    operation->from = read_source(reader, entry);
    read_arrivals(reader, entry, operation);
    operation->priority =
        (int)json_read_integer(json, entry, "priority", JSON_OPTIONAL, 0, LEAST_URGENT, 0);
    operation->work =
        json_read_number(json, entry, "work", JSON_OPTIONAL, LEAST_WORK, MOST_WORK, 1);
    operation->page = json_read_number(json, entry, "page", JSON_OPTIONAL, 1, MOST_WORK, 1);
    scenario_read_reference(reader, entry, "key", &reader->keys, operation->key);
    read_effect(reader, entry, operation);
    operation->slo = read_slo(reader, entry);
}

static void read_operations(ScenarioReader *reader, const JsonValue *root) {
    void *items = NULL;
    const JsonValue *array =
        scenario_read_list(reader, root, "operations", JSON_REQUIRED, sizeof(Operation), &items);
    Operation *operations = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        read_operation(reader, entry, &operations[count++]);
    }
    if (array && count == 0) {
        json_fail(&reader->json, array, ERROR_INPUT, "expected at least one operation");
    }
    reader->scenario->operations = operations;
    reader->scenario->operation_count = count;
}

/* --- Curveballs --- */

static void change_operation(ScenarioReader *reader, const JsonValue *entry,
                             CurveballChange *change) {
    static const char *const KEYS[] = {"operation", "rate_rps", "slo"};
    JsonReader *json = &reader->json;
    json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
    change->target = CURVEBALL_OPERATION;
    json_read_id(json, entry, "operation", JSON_REQUIRED, change->id);
    scenario_expect_known(reader, json_member(entry, "operation"), &reader->operations, "operation",
                          change->id);
    change->rate_rps = read_rate(reader, entry, -1);
    change->slo = read_slo(reader, entry);
    const Operation *operation = hash_index_find(&reader->operations, change->id);
    if (operation && operation->users > 0 && change->rate_rps > 0) {
        json_fail(json, json_member(entry, "rate_rps"), ERROR_INPUT,
                  "`%s` has `users`, not a rate that could change", change->id);
    }
}

static void change_key(ScenarioReader *reader, const JsonValue *entry, CurveballChange *change) {
    static const char *const KEYS[] = {"key", "count", "zipf"};
    JsonReader *json = &reader->json;
    json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
    change->target = CURVEBALL_KEY;
    json_read_id(json, entry, "key", JSON_REQUIRED, change->id);
    scenario_expect_known(reader, json_member(entry, "key"), &reader->keys, "key", change->id);
    change->count =
        (double)json_read_integer(json, entry, "count", JSON_OPTIONAL, 1, MOST_KEYS, -1);
    change->zipf = json_read_number(json, entry, "zipf", JSON_OPTIONAL, 0, STEEPEST_ZIPF, -1);
}

static void add_operation(ScenarioReader *reader, const JsonValue *entry, CurveballChange *change) {
    static const char *const KEYS[] = {"add_operation"};
    json_expect_keys(&reader->json, entry, KEYS, COUNT_OF(KEYS));
    const JsonValue *object =
        json_read_object(&reader->json, entry, "add_operation", JSON_REQUIRED);
    change->target = CURVEBALL_NEW_OPERATION;
    if (object) {
        Operation *operation = arena_allocate(&reader->scenario->arena, sizeof *operation);
        read_operation(reader, object, operation);
        text_copy(change->id, sizeof change->id, operation->id);
        change->added = operation;
    }
}

static void read_change(ScenarioReader *reader, const JsonValue *entry, CurveballChange *change) {
    const Slo same = {-1, -1, -1, -1, -1, -1, -1};
    *change = (CurveballChange){.rate_rps = -1, .count = -1, .zipf = -1, .slo = same};
    if (!json_expect_type(&reader->json, entry, JSON_OBJECT)) {
        return;
    }
    if (json_member(entry, "operation")) {
        change_operation(reader, entry, change);
    } else if (json_member(entry, "key")) {
        change_key(reader, entry, change);
    } else if (json_member(entry, "add_operation")) {
        add_operation(reader, entry, change);
    } else {
        json_fail(&reader->json, entry, ERROR_INPUT,
                  "expected `operation`, `key` or `add_operation`");
    }
    if (change->target != CURVEBALL_NEW_OPERATION && entry->count < 2) {
        json_fail(&reader->json, entry, ERROR_INPUT, "it changes nothing");
    }
}

static void read_changes(ScenarioReader *reader, const JsonValue *entry, Curveball *curveball) {
    void *items = NULL;
    const JsonValue *array = scenario_read_list(reader, entry, "changes", JSON_REQUIRED,
                                                sizeof(CurveballChange), &items);
    CurveballChange *changes = items;
    size_t count = 0;
    for (const JsonValue *item = scenario_first(array); item; item = item->next) {
        read_change(reader, item, &changes[count++]);
    }
    if (array && count == 0) {
        json_fail(&reader->json, array, ERROR_INPUT, "expected at least one change");
    }
    curveball->changes = changes;
    curveball->change_count = count;
}

static void read_curveballs(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "title", "text", "at_minute", "changes"};
    JsonReader *json = &reader->json;
    HashIndex ids = {0};
    void *items = NULL;
    const JsonValue *array =
        scenario_read_list(reader, root, "curveballs", JSON_OPTIONAL, sizeof(Curveball), &items);
    Curveball *curveballs = items;
    size_t count = 0;
    double minutes =
        reader->scenario->minutes > 0 ? reader->scenario->minutes : SCENARIO_LONGEST_MINUTES;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        Curveball *curveball = &curveballs[count++];
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &ids, curveball->id, curveball);
        curveball->title = scenario_read_text(reader, entry, "title");
        curveball->text = scenario_read_text(reader, entry, "text");
        curveball->at_minute =
            json_read_number(json, entry, "at_minute", JSON_REQUIRED, 0, minutes, 0);
        read_changes(reader, entry, curveball);
    }
    hash_index_free(&ids);
    reader->scenario->curveballs = curveballs;
    reader->scenario->curveball_count = count;
}

/* --- Faults --- */

static void read_fault_target(ScenarioReader *reader, const JsonValue *entry, Fault *fault) {
    const char *words[FAULT_TARGET_COUNT];
    for (int i = 0; i < FAULT_TARGET_COUNT; i++) {
        words[i] = fault_target_name((FaultTarget)i);
    }
    JsonReader *json = &reader->json;
    const JsonValue *target = json_read_object(json, entry, "target", JSON_REQUIRED);
    if (!target) {
        return;
    }
    json_expect_keys(json, target, words, FAULT_TARGET_COUNT);
    if (target->count != 1) {
        json_fail(json, target, ERROR_INPUT,
                  "expected one of `kind`, `component`, `connection`, `operation`, `key`");
        return;
    }
    size_t word = 0;
    while (word + 1 < FAULT_TARGET_COUNT && !json_member(target, words[word])) {
        word++;
    }
    fault->target = (FaultTarget)word;
    if (fault->target == FAULT_TARGET_KIND) {
        size_t kind =
            json_read_word(json, target, "kind", JSON_REQUIRED, KIND_NAMES, KIND_COUNT, 0);
        text_copy(fault->target_id, sizeof fault->target_id, KIND_NAMES[kind]);
        return;
    }
    json_read_id(json, target, words[word], JSON_REQUIRED, fault->target_id);
    if (fault->target == FAULT_TARGET_OPERATION) {
        scenario_expect_known(reader, target->first, &reader->operations, "operation",
                              fault->target_id);
    } else if (fault->target == FAULT_TARGET_KEY) {
        scenario_expect_known(reader, target->first, &reader->keys, "key", fault->target_id);
    }
}

static void read_fault_effect(ScenarioReader *reader, const JsonValue *entry, Fault *fault) {
    static const char *const KEYS[] = {
        "down_pct",    "slow_factor", "error_pct", "extra_ms",      "drop_reply_pct",
        "rate_factor", "hot_key_pct", "flush",     "duplicate_pct", "poison_pct",
        "cut",         "zone_down",   "hold"};
    JsonReader *json = &reader->json;
    const JsonValue *effect = json_read_object(json, entry, "effect", JSON_REQUIRED);
    if (!effect) {
        return;
    }
    json_expect_keys(json, effect, KEYS, COUNT_OF(KEYS));
    if (!effect->first) {
        json_fail(json, effect, ERROR_INPUT,
                  "the fault does nothing; expected an effect, such as "
                  "`\"down_pct\": 100`");
    }
    const struct {
        const char *key;
        double *value, max, fallback;
    } numbers[] = {
        {"down_pct", &fault->down_pct, 100, 0},
        {"slow_factor", &fault->slow_factor, 1e6, 1},
        {"error_pct", &fault->error_pct, 100, 0},
        {"extra_ms", &fault->extra_ms, LONGEST_MS, 0},
        {"drop_reply_pct", &fault->drop_reply_pct, 100, 0},
        {"rate_factor", &fault->rate_factor, 1e6, 1},
        {"hot_key_pct", &fault->hot_key_pct, 100, 0},
        {"duplicate_pct", &fault->duplicate_pct, 100, 0},
        {"poison_pct", &fault->poison_pct, 100, 0},
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        *numbers[i].value = json_read_number(json, effect, numbers[i].key, JSON_OPTIONAL, 0,
                                             numbers[i].max, numbers[i].fallback);
    }
    fault->flush = json_read_boolean(json, effect, "flush", JSON_OPTIONAL, false);
    fault->cut = json_read_boolean(json, effect, "cut", JSON_OPTIONAL, false);
    fault->zone_down = json_read_boolean(json, effect, "zone_down", JSON_OPTIONAL, false);
    fault->hold = json_read_boolean(json, effect, "hold", JSON_OPTIONAL, false);
}

static void read_faults(ScenarioReader *reader, const JsonValue *root) {
    static const char *const KEYS[] = {"id", "title", "at_s", "for_s", "target", "effect"};
    JsonReader *json = &reader->json;
    void *items = NULL;
    const JsonValue *array =
        scenario_read_list(reader, root, "faults", JSON_OPTIONAL, sizeof(Fault), &items);
    Fault *faults = items;
    size_t count = 0;
    for (const JsonValue *entry = scenario_first(array); entry; entry = entry->next) {
        Fault *fault = &faults[count++];
        json_expect_keys(json, entry, KEYS, COUNT_OF(KEYS));
        scenario_read_new_id(reader, entry, &reader->faults, fault->id, fault);
        fault->title = scenario_read_title(reader, entry, fault->id);
        fault->at_s = json_read_number(json, entry, "at_s", JSON_REQUIRED, 0, LONGEST_S, 0);
        fault->for_s = json_read_number(json, entry, "for_s", JSON_REQUIRED, 0, LONGEST_S, 0);
        read_fault_target(reader, entry, fault);
        read_fault_effect(reader, entry, fault);
    }
    reader->scenario->faults = faults;
    reader->scenario->fault_count = count;
}

void scenario_read_traffic(ScenarioReader *reader, const JsonValue *root) {
    read_keys(reader, root);
    read_operations(reader, root);
    read_curveballs(reader, root);
    read_faults(reader, root);
}
