/* The catalogue that comes with the program, and those that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/macros.h"
#include "base/text.h"
#include "model/catalog.h"
#include "model/mutation.h"

static const char SHIPPED[] = FAULTLINE_SOURCE_DIR "/assets/catalog.json";
static const char FILE_NAME[] = "small.json";

/* --- The catalogue that comes with the program --- */

static int load_shipped(void **state) {
    Catalog *catalog = NULL;
    Error error = catalog_load(SHIPPED, &catalog);
    if (error.code) {
        print_error("%s\n", error.message);
        return -1;
    }
    *state = catalog;
    return 0;
}

static int free_shipped(void **state) {
    catalog_free(*state);
    return 0;
}

static void every_kind_is_described(void **state) {
    const Catalog *catalog = *state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const KindSpec *kind = &catalog->kinds[i];
        assert_int_equal(kind->id, i);
        assert_string_equal(kind->name, kind_name((KindId)i));
        assert_true(kind->title[0] != '\0' && strlen(kind->title) <= 12);
        assert_true(kind->purpose[0] != '\0' && kind->use_when[0] != '\0');
    }
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        assert_string_equal(catalog->connections[i].name, connection_kind_name((ConnectionKind)i));
    }
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        assert_true(catalog->group_titles[i][0] != '\0');
        assert_true(group_name((GroupId)i)[0] != '\0');
    }
    assert_int_equal(catalog->kinds[KIND_CACHE].group, GROUP_DATA);
    assert_int_equal(catalog->kinds[KIND_OBSERVABILITY].group, GROUP_OPERATIONS);
}

/* What docs/MODEL.md gives a meaning to, beside what all that serve have. */
static void kinds_have_the_settings_of_the_model(void **state) {
    static const struct {
        KindId kind;
        const char *settings[16];
    } NEEDS[] = {
        {KIND_SERVICE,
         {"replicas", "service_ms", "authentication", "autoscale_max", "autoscale_target_pct",
          "autoscale_delay_s"}},
        {KIND_API_GATEWAY, {"authentication", "autoscale_max"}},
        {KIND_LOAD_BALANCER, {"replicas", "service_ms"}},
        {KIND_WORKER, {"replicas", "service_ms"}},
        {KIND_RATE_LIMITER, {"limit_rps", "burst", "per"}},
        {KIND_CACHE, {"replicas", "capacity_items", "ttl_s", "write_policy", "coalesce"}},
        {KIND_CDN, {"capacity_items", "ttl_s", "write_policy", "coalesce"}},
        {KIND_SQL_DB,
         {"replicas", "read_ms", "write_ms", "read_replicas", "read_from", "replication_lag_ms",
          "failover_s", "concurrency_control", "conditional_writes", "indexed"}},
        {KIND_KV_STORE,
         {"read_ms", "write_ms", "partitions", "partition_key", "key_salt", "copies", "consistency",
          "conditional_writes"}},
        {KIND_TIMESERIES_DB, {"read_ms", "partitions", "partition_key", "key_salt", "copies"}},
        {KIND_SEARCH_INDEX, {"read_ms", "partitions", "partition_key", "key_salt", "copies"}},
        {KIND_OBJECT_STORE, {"read_ms", "write_ms"}},
        {KIND_QUEUE,
         {"ordering", "ordering_key", "visibility_timeout_s", "max_receives", "retention_s",
          "capacity", "duplicate_pct", "unit_cost"}},
        {KIND_STREAM,
         {"partitions", "partition_key", "retention_s", "max_receives", "duplicate_pct"}},
        {KIND_EXTERNAL, {"service_ms", "limit_rps", "accepts_idempotency_key"}},
        {KIND_OBSERVABILITY, {"metrics", "logs", "traces", "alarms", "alarm_period_s"}},
    };
    const Catalog *catalog = *state;
    for (size_t i = 0; i < COUNT_OF(NEEDS); i++) {
        const KindSpec *kind = &catalog->kinds[NEEDS[i].kind];
        for (size_t j = 0; NEEDS[i].settings[j]; j++) {
            if (!kind_setting(kind, NEEDS[i].settings[j])) {
                fail_msg("%s has no %s", kind->name, NEEDS[i].settings[j]);
            }
        }
    }
}

static void all_that_serve_can_be_loaded(void **state) {
    static const KindId SERVING[] = {KIND_CDN,           KIND_LOAD_BALANCER, KIND_API_GATEWAY,
                                     KIND_RATE_LIMITER,  KIND_SERVICE,       KIND_WORKER,
                                     KIND_CACHE,         KIND_SQL_DB,        KIND_KV_STORE,
                                     KIND_TIMESERIES_DB, KIND_SEARCH_INDEX,  KIND_OBJECT_STORE,
                                     KIND_EXTERNAL};
    static const char *const SETTINGS[] = {"concurrency", "service_cv", "queue_limit", "dispatch",
                                           "scheduling",  "calls",      "error_pct",   "zones",
                                           "async_io",    "unit_cost"};
    const Catalog *catalog = *state;
    for (size_t i = 0; i < COUNT_OF(SERVING); i++) {
        for (size_t j = 0; j < COUNT_OF(SETTINGS); j++) {
            const KindSpec *kind = &catalog->kinds[SERVING[i]];
            if (!kind_setting(kind, SETTINGS[j])) {
                fail_msg("%s has no %s", kind->name, SETTINGS[j]);
            }
        }
    }
}

static void connections_have_the_settings_of_the_model(void **state) {
    static const char *const OF_CALLS[] = {"rtt_ms",          "timeout_ms",
                                           "max_attempts",    "backoff",
                                           "backoff_base_ms", "backoff_cap_ms",
                                           "jitter",          "retry_budget_pct",
                                           "circuit_breaker", "breaker_threshold_pct",
                                           "breaker_open_s",  "hedge_after_ms",
                                           "fan_out",         "cancel_on_timeout",
                                           "on_failure"};
    static const char *const OF_CONSUMERS[] = {"backoff", "backoff_base_ms", "backoff_cap_ms",
                                               "jitter"};
    const Catalog *catalog = *state;
    for (size_t i = 0; i < COUNT_OF(OF_CALLS); i++) {
        assert_non_null(connection_setting(&catalog->connections[CONNECTION_CALL], OF_CALLS[i]));
        assert_non_null(connection_setting(&catalog->connections[CONNECTION_PUBLISH], OF_CALLS[i]));
    }
    for (size_t i = 0; i < COUNT_OF(OF_CONSUMERS); i++) {
        assert_non_null(
            connection_setting(&catalog->connections[CONNECTION_CONSUME], OF_CONSUMERS[i]));
    }
    assert_non_null(connection_setting(&catalog->connections[CONNECTION_DEDUP], "window_s"));
    assert_null(connection_setting(&catalog->connections[CONNECTION_OBSERVE], "timeout_ms"));
}

/* A good design is chosen, not given. */
static void a_fresh_part_is_a_careless_one(void **state) {
    const Catalog *catalog = *state;
    const KindSpec *service = &catalog->kinds[KIND_SERVICE], *queue = &catalog->kinds[KIND_QUEUE];
    const ConnectionSpec *call = &catalog->connections[CONNECTION_CALL];
    assert_true(kind_setting(service, "replicas")->fallback.number == 1);
    assert_true(kind_setting(service, "zones")->fallback.number == 1);
    assert_true(kind_setting(queue, "max_receives")->fallback.number == 0);
    assert_true(kind_setting(queue, "capacity")->fallback.number == 0);
    assert_string_equal(
        kind_setting(&catalog->kinds[KIND_KV_STORE], "partition_key")->fallback.word, "");
    assert_true(connection_setting(call, "timeout_ms")->fallback.number == 0);
    assert_true(connection_setting(call, "max_attempts")->fallback.number == 1);
    assert_string_equal(connection_setting(call, "backoff")->fallback.word, "none");
}

static bool is_used(const Catalog *catalog, const char *setting) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (kind_setting(&catalog->kinds[i], setting)) {
            return true;
        }
    }
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        if (connection_setting(&catalog->connections[i], setting)) {
            return true;
        }
    }
    return false;
}

static void every_setting_is_used_and_in_its_place(void **state) {
    const Catalog *catalog = *state;
    for (size_t i = 0; i < catalog->setting_count; i++) {
        const SettingSpec *spec = &catalog->settings[i];
        assert_int_equal(spec->position, i);
        assert_true(is_used(catalog, spec->id));
        assert_int_equal(setting_check(spec, &spec->fallback).code, ERROR_NONE);
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        for (size_t j = 0; j < catalog->kinds[i].setting_count; j++) {
            const SettingSpec *spec = &catalog->kinds[i].settings[j];
            assert_string_equal(catalog->settings[spec->position].id, spec->id);
        }
    }
    assert_null(kind_setting(&catalog->kinds[KIND_CLIENT], "no_such_setting"));
}

/* --- A small catalogue, and what is wrong with its variants --- */

static void append_kinds(TextBuffer *text) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const char *name = kind_name((KindId)i);
        text_append_format(text,
                           "%s\n{ \"id\": \"%s\", \"title\": \"T\", \"group\": \"edge\", "
                           "\"icon\": \"%s\", \"card\": \"\", \"purpose\": \"P\", "
                           "\"use_when\": \"U\", \"avoid_when\": \"A\", \"settings\": [] }",
                           i == 0 ? "" : ",", name, name);
    }
}

static char *small_catalog(void) {
    TextBuffer text = {0};
    text_append(
        &text,
        "{ \"format\": \"faultline/catalog\", \"version\": 1,\n\"groups\": ["
        "{ \"id\": \"edge\", \"title\": \"Edge\" }, { \"id\": \"compute\", \"title\": \"C\" },"
        "{ \"id\": \"data\", \"title\": \"D\" }, { \"id\": \"messaging\", \"title\": \"M\" },"
        "{ \"id\": \"outside\", \"title\": \"O\" }, { \"id\": \"operations\", \"title\": \"P\" }"
        "],\n\"settings\": [\n"
        "{ \"id\": \"share\", \"label\": \"Share\", \"type\": \"number\", \"unit\": \"%\","
        " \"default\": 2.5, \"min\": 0, \"max\": 100, \"meaning\": \"M\", \"source\": \"S\" },\n"
        "{ \"id\": \"places\", \"label\": \"Places\", \"type\": \"integer\", \"unit\": \"\","
        " \"default\": 3, \"min\": 1, \"max\": 9, \"meaning\": \"M\", \"source\": \"S\" },\n"
        "{ \"id\": \"lights\", \"label\": \"Lights\", \"type\": \"boolean\", \"unit\": \"\","
        " \"default\": true, \"meaning\": \"M\", \"source\": \"S\" },\n"
        "{ \"id\": \"order\", \"label\": \"Order\", \"type\": \"choice\", \"unit\": \"\","
        " \"default\": \"first\", \"choices\": [\"first\", \"last\"], \"meaning\": \"M\","
        " \"source\": \"S\" },\n"
        "{ \"id\": \"spread\", \"label\": \"Spread\", \"type\": \"key\", \"unit\": \"\","
        " \"default\": \"\", \"meaning\": \"M\", \"source\": \"S\" },\n"
        "{ \"id\": \"per\", \"label\": \"Per\", \"type\": \"key\", \"unit\": \"\","
        " \"default\": \"all\", \"choices\": [\"all\"], \"meaning\": \"M\", \"source\": \"S\" }\n"
        "],\n\"kinds\": [");
    append_kinds(&text);
    text_append(
        &text,
        "],\n\"connections\": [\n"
        "{ \"id\": \"call\", \"title\": \"Call\", \"purpose\": \"P\", \"card\": \"{places} of 9\","
        " \"settings\": [ { \"id\": \"places\", \"default\": 5, \"label\": \"Seats\", \"max\": 7,"
        " \"meaning\": \"Where to sit\", \"source\": \"Own\" }, { \"id\": \"order\" } ] },\n"
        "{ \"id\": \"publish\", \"title\": \"T\", \"purpose\": \"P\", \"card\": \"\","
        " \"settings\": [] },\n"
        "{ \"id\": \"consume\", \"title\": \"T\", \"purpose\": \"P\", \"card\": \"\","
        " \"settings\": [] },\n"
        "{ \"id\": \"dead_letter\", \"title\": \"T\", \"purpose\": \"P\", \"card\": \"\","
        " \"settings\": [] },\n"
        "{ \"id\": \"dedup\", \"title\": \"T\", \"purpose\": \"P\", \"card\": \"\","
        " \"settings\": [] },\n"
        "{ \"id\": \"observe\", \"title\": \"T\", \"purpose\": \"P\", \"card\": \"\","
        " \"settings\": [] }\n] }\n");
    return text.text;
}

static void a_kind_overrides_what_it_names(void **state) {
    (void)state;
    char *text = small_catalog();
    Catalog *catalog = NULL;
    Error error = catalog_parse(text, strlen(text), FILE_NAME, &catalog);
    assert_string_equal(error.message, "");
    const SettingSpec *seats = connection_setting(&catalog->connections[CONNECTION_CALL], "places");
    assert_string_equal(seats->label, "Seats");
    assert_string_equal(seats->meaning, "Where to sit");
    assert_string_equal(seats->source, "Own");
    assert_true(seats->fallback.number == 5 && seats->min == 1 && seats->max == 7);
    assert_int_equal(seats->position, 1);
    assert_string_equal(catalog->settings[1].label, "Places");
    assert_true(catalog->settings[1].max == 9);
    assert_string_equal(catalog->settings[3].fallback.word, "first");
    assert_int_equal(catalog->settings[3].choice_count, 2);
    assert_true(catalog->settings[2].fallback.number == 1);
    catalog_free(catalog);
    free(text);
}

static void mistakes_are_refused_with_what_was_meant(void **state) {
    (void)state;
    static const Mutation MUTATIONS[] = {
        {"faultline/catalog", "faultline/design", "faultline/catalog"},
        {"\"version\": 1", "\"version\": 2", "version"},
        {"\"groups\": [", "\"group\": [", "did you mean `groups`?"},
        {"\"id\": \"compute\"", "\"id\": \"comptue\"", "did you mean `compute`?"},
        {"\"id\": \"compute\"", "\"id\": \"edge\"", "the group `edge` is described twice"},
        {"{ \"id\": \"compute\", \"title\": \"C\" },", "",
         "the catalogue does not describe the group `compute`"},
        {"\"Edge\"", "\"\"", "groups[0].title: expected a text"},
        {"\"type\": \"number\"", "\"type\": \"numbr\"", "did you mean `number`?"},
        {"\"type\": \"number\"", "\"type\": 7", "settings[0].type"},
        {"\"unit\": \"%\"", "\"units\": \"%\"", "did you mean `unit`?"},
        {"\"unit\": \"%\",", "", "the key `unit` is missing"},
        {"\"id\": \"share\"", "\"id\": \"Share\"", "settings[0].id"},
        {"\"id\": \"lights\"", "\"id\": \"places\"", "the setting `places` is described twice"},
        {"\"default\": 2.5", "\"default\": 250", "settings[0].default: expected a number from 0"},
        {"\"default\": 2.5", "\"default\": \"2.5\"", "settings[0].default"},
        {"\"max\": 100", "\"max\": -1", "`min` is above `max`"},
        {"\"max\": 100,", "", "the key `max` is missing"},
        {"\"default\": 3", "\"default\": 3.5", "expected a whole number from 1 to 9, found 3.5"},
        {"\"min\": 1", "\"min\": 0.5", "settings[1].min: expected a whole number"},
        {"\"default\": true", "\"default\": 1", "settings[2].default"},
        {"\"default\": true", "\"default\": true, \"min\": 0", "settings[2].min: unknown key"},
        {"\"default\": \"first\"", "\"default\": \"frist\"", "did you mean `first`?"},
        {"[\"first\", \"last\"]", "[]", "expected at least one word"},
        {"[\"first\", \"last\"]", "[\"first\", \"first\"]", "`first` stands here twice"},
        {"[\"first\", \"last\"]", "[\"first\", 2]", "settings[3].choices[1]"},
        {"[\"first\", \"last\"]", "[\"first\", \"at last\"]", "settings[3].choices[1]"},
        {" \"choices\": [\"first\", \"last\"],", "", "the key `choices` is missing"},
        {"\"default\": \"\"", "\"default\": \"user\"", "keys belong to a scenario"},
        {"\"default\": \"all\"", "\"default\": \"\"", "settings[5].default"},
        {"{ \"id\": \"cdn\"", "{ \"id\": \"cnd\"", "did you mean `cdn`?"},
        {"{ \"id\": \"cdn\"", "{ \"id\": \"client\"", "the kind `client` is described twice"},
        {"\"icon\": \"cdn\"", "\"icon\": \"../cdn\"", "kinds[1].icon"},
        {"\"icon\": \"cdn\"", "\"icon\": \"cdn\", \"colour\": 1", "kinds[1].colour: unknown key"},
        {"\"icon\": \"cdn\", \"card\": \"\"", "\"icon\": \"cdn\", \"card\": \"{places}\"",
         "`{places}` is no setting of this kind"},
        {"\"id\": \"observe\"", "\"id\": \"observ\"", "did you mean `observe`?"},
        {"\"id\": \"observe\"", "\"id\": \"call\"", "the connection `call` is described twice"},
        {"{places} of 9", "{seats} of 9", "`{seats}` is no setting of this kind"},
        {"{places} of 9", "{places of 9", "a `{` without its `}`"},
        {"{places} of 9", "{places|place} of 9", "needs two words: for one, and for many"},
        {"{ \"id\": \"order\" }", "{ \"id\": \"odrer\" }", "did you mean `order`?"},
        {"{ \"id\": \"order\" }", "{ \"id\": \"places\" }",
         "the setting `places` stands here twice"},
        {"{ \"id\": \"order\" }", "{ \"id\": \"order\", \"min\": 1 }", "has no bounds"},
        {"{ \"id\": \"order\" }", "{ \"id\": \"order\", \"unit\": \"ms\" }", "unknown key"},
        {"{ \"id\": \"order\" }", "\"order\"", "expected an object"},
        {"\"max\": 7", "\"max\": 4", "expected a whole number from 1 to 4, found 5"},
        {"\"Seats\"", "\"\"", "connections[0].settings[0].label"},
    };
    char *text = small_catalog();
    for (size_t i = 0; i < COUNT_OF(MUTATIONS); i++) {
        char *mutated = mutation_apply(text, &MUTATIONS[i]);
        Catalog *catalog = NULL;
        Error error = catalog_parse(mutated, strlen(mutated), FILE_NAME, &catalog);
        assert_null(catalog);
        mutation_expect(&MUTATIONS[i], error, FILE_NAME);
        free(mutated);
    }
    free(text);
}

static void a_missing_kind_is_named(void **state) {
    (void)state;
    char *text = small_catalog();
    char *start = strstr(text, "{ \"id\": \"topic\""), *end = strchr(start, '\n');
    memset(start, ' ', (size_t)(end - start));
    Catalog *catalog = NULL;
    Error error = catalog_parse(text, strlen(text), FILE_NAME, &catalog);
    assert_non_null(strstr(error.message, "the catalogue does not describe the kind `topic`"));
    free(text);
}

static void every_truncation_is_refused(void **state) {
    (void)state;
    char *text = small_catalog();
    for (size_t length = 0; length + 1 < strlen(text); length++) {
        Catalog *catalog = NULL;
        Error error = catalog_parse(text, length, FILE_NAME, &catalog);
        assert_int_equal(error.code, ERROR_INPUT);
        assert_null(catalog);
    }
    free(text);
}

static void a_missing_file_is_named(void **state) {
    (void)state;
    Catalog *catalog = NULL;
    Error error = catalog_load(FAULTLINE_SOURCE_DIR "/no-such.json", &catalog);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "no-such.json"));
    assert_null(catalog);
}

int main(void) {
    const struct CMUnitTest shipped[] = {
        cmocka_unit_test(every_kind_is_described),
        cmocka_unit_test(kinds_have_the_settings_of_the_model),
        cmocka_unit_test(all_that_serve_can_be_loaded),
        cmocka_unit_test(connections_have_the_settings_of_the_model),
        cmocka_unit_test(a_fresh_part_is_a_careless_one),
        cmocka_unit_test(every_setting_is_used_and_in_its_place),
    };
    const struct CMUnitTest small[] = {
        cmocka_unit_test(a_kind_overrides_what_it_names),
        cmocka_unit_test(mistakes_are_refused_with_what_was_meant),
        cmocka_unit_test(a_missing_kind_is_named),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_missing_file_is_named),
    };
    int failed = cmocka_run_group_tests(shipped, load_shipped, free_shipped);
    return failed + cmocka_run_group_tests(small, NULL, NULL);
}
