/* Whatever is drawn and whatever strikes: a run ends, its identities hold (the engine asserts them,
 * and so does this), and the same seed gives the same bytes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/simulate.h"
#include "support/support.h"

enum { DESIGNS = 1200, MOST_COMPONENTS = 14, MOST_EVENTS = 6000 };

static uint64_t below(Random *random, uint64_t bound) {
    return random_below(random, bound);
}

static void append_operation(TextBuffer *text, Random *random, const char *id, bool writes) {
    static const char *const KINDS[] = {"kv_store", "sql_db", "external", "worker", "service"};
    static const char *const KEYS[] = {"user", "code"};
    text_append_format(text, "{'id':'%s','title':'T','type':'%s','from':'%s',", id,
                       writes ? "write" : "read", below(random, 5) ? "client" : "scheduler");
    if (below(random, 4) == 0) {
        text_append_format(text, "'users':%d,'think_ms':%d,", (int)below(random, 30) + 1,
                           (int)below(random, 3) * 50);
    } else {
        text_append_format(text, "'rate_rps':%d,", (int)below(random, 400) + 1);
    }
    text_append_format(text, "'priority':%d", (int)below(random, 3));
    if (below(random, 4)) {
        text_append_format(text, ",'key':'%s'", KEYS[below(random, 2)]);
    }
    if (writes) {
        text_append_format(text, ",'effect':{'title':'E','at':['%s']}", KINDS[below(random, 5)]);
    }
    text_append(text, ",'slo':{'p99_ms':100,'availability_pct':99}}");
}

static void append_fault(TextBuffer *text, Random *random, int number) {
    static const char *const EFFECTS[] = {
        "'down_pct':100",   "'down_pct':40", "'zone_down':true",   "'slow_factor':20",
        "'error_pct':30",   "'extra_ms':50", "'cut':true",         "'drop_reply_pct':20",
        "'rate_factor':3",  "'flush':true",  "'duplicate_pct':40", "'poison_pct':20",
        "'hot_key_pct':60", "'hold':true"};
    static const char *const OPERATIONS[] = {"read", "create", "send_email"};
    text_append_format(text, "%s{'id':'f%d','title':'F','at_s':%g,'for_s':%g,'target':{",
                       number ? "," : "", number, 0.1 * (double)below(random, 15),
                       0.1 * (double)(1 + below(random, 12)));
    uint64_t target = below(random, 6);
    if (target == 0) {
        text_append_format(text, "'operation':'%s'", OPERATIONS[below(random, 3)]);
    } else if (target == 1) {
        text_append(text, "'key':'code'");
    } else {
        text_append_format(text, "'kind':'%s'", KIND_NAMES[below(random, KIND_COUNT)]);
    }
    text_append_format(text, "},'effect':{%s}}", EFFECTS[below(random, COUNT_OF(EFFECTS))]);
}

static Scenario *random_scenario(Random *random) {
    TextBuffer text = {0};
    Arena arena = {0};
    Scenario *scenario = NULL;
    text_append_format(&text,
                       "{'format':'faultline/scenario','version':1,'id':'r','title':'R','keys':["
                       "{'id':'user','count':%d,'zipf':0.8},{'id':'code','count':1000,'zipf':1.1}],"
                       "'operations':[",
                       (int)below(random, 3) * 500000 + 3);
    append_operation(&text, random, "read", false);
    text_append_char(&text, ',');
    append_operation(&text, random, "create", true);
    text_append_char(&text, ',');
    append_operation(&text, random, "send_email", true);
    text_append(&text, "],'faults':[");
    int faults = (int)below(random, 5);
    for (int i = 0; i < faults; i++) {
        append_fault(&text, random, i);
    }
    text_append(&text, "]}");
    const char *quoted = support_quotes(&arena, text_of(&text));
    Error error = scenario_parse(quoted, strlen(quoted), "random", &scenario);
    if (error.code) {
        fail_msg("%s in %s", error.message, quoted);
    }
    arena_free(&arena);
    text_free(&text);
    return scenario;
}

/* Keeps the connections that lead on, so that few designs go round in circles; and brings settings
 * that a random design has at their extremes back to where a short run meets them. */
static void tame(Design *design, Random *random) {
    for (size_t i = design->connections.count; i-- > 0;) {
        const Connection *connection = design->connections.items[i];
        if (connection->kind->id != CONNECTION_DEAD_LETTER &&
            design_position(design, ELEMENT_COMPONENT, connection->from) >=
                design_position(design, ELEMENT_COMPONENT, connection->to) &&
            below(random, 20)) {
            assert_int_equal(design_remove(design, ELEMENT_CONNECTION, connection->id).code, 0);
        }
    }
    static const struct {
        const char *setting;
        double most;
    } MOST[] = {{"replicas", 4},
                {"partitions", 8},
                {"concurrency", 6},
                {"service_ms", 60},
                {"read_ms", 30},
                {"write_ms", 30},
                {"rtt_ms", 20},
                {"timeout_ms", 90},
                {"fan_out", 4},
                {"queue_limit", 40},
                {"ttl_s", 2},
                {"visibility_timeout_s", 1},
                {"retention_s", 2},
                {"capacity", 30},
                {"failover_s", 1},
                {"backoff_base_ms", 50},
                {"hedge_after_ms", 40},
                {"max_receives", 4},
                {"autoscale_max", 8},
                {"autoscale_delay_s", 1},
                {"capacity_items", 300},
                {"read_replicas", 3},
                {"limit_rps", 200},
                {"burst", 20},
                {"error_pct", 30},
                {"window_s", 2},
                {"breaker_open_s", 1},
                {"replication_lag_ms", 300}};
    for (size_t i = 0; i < design->components.count + design->connections.count; i++) {
        bool part = i < design->components.count;
        Settings *settings =
            part ? &design->components.items[i]->settings
                 : &design->connections.items[i - design->components.count]->settings;
        for (size_t s = 0; s < settings->count; s++) {
            Setting *setting = &settings->items[s];
            for (size_t m = 0; m < COUNT_OF(MOST) && setting->value.number > 0; m++) {
                if (strcmp(setting->spec->id, MOST[m].setting) == 0 && below(random, 15)) {
                    double number = floor(fmod(setting->value.number, MOST[m].most + 1.0));
                    setting->value.number = fmax(number, setting->spec->min);
                }
            }
        }
    }
}

static void check(const SimReport *report) {
    for (size_t i = 0; i < report->operation_count; i++) {
        const OperationReport *operation = &report->operations[i];
        uint64_t failed = 0;
        for (int cause = 0; cause < CAUSE_COUNT; cause++) {
            failed += operation->failed[cause];
        }
        assert_int_equal(operation->offered, operation->ok + failed + operation->unfinished);
        const EffectCounts *effects = &operation->effects;
        assert_int_equal(effects->done + effects->duplicated + effects->lost + effects->parked,
                         effects->acknowledged + effects->unacknowledged);
        assert_true(isfinite(operation->mean_ms) && operation->mean_ms >= 0.0);
        assert_true(operation->p50_ms <= operation->p99_ms &&
                    operation->p99_ms <= operation->max_ms);
        assert_true(operation->stale <= operation->ok);
    }
    for (size_t i = 0; i < report->component_count; i++) {
        const ComponentReport *component = &report->components[i];
        assert_true(component->utilisation == -1.0 ||
                    (component->utilisation >= 0.0 && component->utilisation <= 1.0 + 1e-9));
        assert_true(isfinite(component->wait_mean_ms) && isfinite(component->queue_mean));
        assert_true(component->hit_ratio <= 1.0);
        assert_true(component->queue_mean == -1.0 || component->queue_mean >= 0.0);
    }
}

static char *bytes_of(const SimReport *report) {
    JsonWriter writer = {0};
    sim_report_write(report, &writer);
    char *bytes = memory_copy_string(text_of(&writer.out));
    json_writer_free(&writer);
    assert_null(strstr(bytes, "nan"));
    assert_null(strstr(bytes, "inf"));
    return bytes;
}

static bool play_twice(const Design *design, const Scenario *scenario, uint64_t seed) {
    SimOptions options = sim_options_default();
    options.seed = seed;
    options.seconds = 2.0;
    options.with_faults = true;
    options.most_events = MOST_EVENTS;
    SimReport *first = NULL, *second = NULL;
    Error error = simulate(design, scenario, &options, &first);
    if (error.code) {
        assert_true(error.code == ERROR_INPUT || error.code == ERROR_LIMIT);
        assert_true(error.message[0] != '\0');
        return false;
    }
    check(first);
    assert_int_equal(simulate(design, scenario, &options, &second).code, 0);
    char *once = bytes_of(first);
    char *again = bytes_of(second);
    assert_string_equal(once, again);
    free(once);
    free(again);
    sim_report_free(first);
    sim_report_free(second);
    return true;
}

static void random_designs_under_random_faults(void **state) {
    (void)state;
    Catalog *catalog = support_catalog();
    Random random = random_seed(23);
    int played = 0;
    for (uint64_t i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(catalog, &random, MOST_COMPONENTS);
        Scenario *scenario = random_scenario(&random);
        tame(design, &random);
        played += play_twice(design, scenario, i);
        scenario_free(scenario);
        design_free(design);
    }
    assert_true(played > DESIGNS / 2);
    catalog_free(catalog);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_designs_under_random_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
