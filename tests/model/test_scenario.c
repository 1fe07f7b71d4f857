/* Scenarios: those that come with the program, and what the loader makes of a file. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"
#include "model/scenario.h"
#include "support/support.h"

static const char SHIPPED[] = FAULTLINE_SOURCE_DIR "/scenarios";
static const char FULL[] = FAULTLINE_SOURCE_DIR "/tests/model/data/scenario.json";

static Scenario *parse(const char *text) {
    Scenario *scenario = NULL;
    Error error = scenario_parse(text, strlen(text), "test.json", &scenario);
    assert_string_equal(error.message, "");
    assert_non_null(scenario);
    return scenario;
}

/* --- What comes with the program --- */

static void the_shipped_scenarios_are_complete(void **state) {
    (void)state;
    const char *const folders[] = {SHIPPED};
    ScenarioLibrary library;
    scenario_library_load(&library, folders, 1);
    for (size_t i = 0; i < library.problems.count; i++) {
        print_error("%s\n", library.problems.items[i].message);
    }
    assert_int_equal(library.problems.count, 0);
    assert_non_null(scenario_library_find(&library, "url-shortener"));
    assert_non_null(scenario_library_find(&library, "notification-service"));
    for (size_t i = 0; i < library.items.count; i++) {
        const Scenario *scenario = library.items.items[i];
        assert_true(scenario->prompt[0] != '\0' && scenario->tagline[0] != '\0');
        assert_true(scenario->minutes > 0 && scenario->budget_usd_month > 0);
        assert_true(scenario->clarification_count > 0 && scenario->estimate_count > 0);
        assert_true(scenario->requirement_count > 0 && scenario->key_count > 0);
        assert_true(scenario->fault_count > 0 && scenario->probe_count > 0);
        assert_true(scenario->phase_minutes[PHASE_SKETCH] > 0);
        if (i > 0) {
            assert_true(strcmp(library.items.items[i - 1]->title, scenario->title) <= 0);
        }
    }
    scenario_library_free(&library);
}

/* --- What a file says --- */

static void a_bare_load_model_is_enough(void **state) {
    (void)state;
    Scenario *scenario =
        parse("{ \"format\": \"faultline/scenario\", \"version\": 1, \"id\": \"bare\","
              " \"title\": \"Bare\", \"operations\": [ { \"id\": \"get\", \"type\": \"read\","
              " \"from\": \"client\", \"rate_rps\": 0.5 }, { \"id\": \"tick\", \"type\": \"write\","
              " \"from\": \"scheduler\", \"users\": 7 } ] }");
    assert_string_equal(scenario->id, "bare");
    assert_string_equal(scenario->prompt, "");
    assert_string_equal(scenario->tagline, "");
    assert_string_equal(scenario->level, "");
    assert_true(scenario->minutes == 0 && scenario->phase_minutes[PHASE_CLARIFY] == 0);
    assert_int_equal(scenario->card_count, 0);
    const Operation *get = scenario_operation(scenario, "get");
    assert_string_equal(get->title, "get");
    assert_false(get->is_write || get->has_effect);
    assert_int_equal(get->from, KIND_CLIENT);
    assert_true(get->rate_rps == 0.5 && get->users == 0);
    assert_string_equal(get->key, "");
    assert_string_equal(get->effect_title, "");
    for (size_t i = 0; i < SLO_COUNT; i++) {
        assert_true(slo_target(&get->slo, (SloId)i) < 0);
    }
    const Operation *tick = scenario_operation(scenario, "tick");
    assert_true(tick->is_write && tick->from == KIND_SCHEDULER);
    assert_true(tick->rate_rps == 0 && tick->users == 7 && tick->think_ms == 0);
    assert_null(scenario_operation(scenario, "put"));
    assert_null(scenario_key(scenario, "get"));
    scenario_free(scenario);
}

static int load_full(void **state) {
    Scenario *scenario = NULL;
    Error error = scenario_load(FULL, &scenario);
    if (error.code) {
        print_error("%s\n", error.message);
        return -1;
    }
    *state = scenario;
    return 0;
}

static int free_full(void **state) {
    scenario_free(*state);
    return 0;
}

static void the_head_is_read(void **state) {
    const Scenario *scenario = *state;
    assert_string_equal(scenario->id, "parcels");
    assert_string_equal(scenario->title, "Parcels");
    assert_string_equal(scenario->tagline, "Where is it now?");
    assert_string_equal(scenario->level, "mid");
    assert_true(scenario->minutes == 40 && scenario->budget_usd_month == 900);
    assert_int_equal(scenario->card_count, 2);
    assert_int_equal(scenario->card[1], KIND_KV_STORE);
    assert_true(scenario->phase_minutes[PHASE_CLARIFY] == 5);
    assert_true(scenario->phase_minutes[PHASE_TRADEOFFS] == 2.5);
    assert_string_equal(phase_name(PHASE_DATA), "data");
    assert_string_equal(phase_title(PHASE_DATA), "Data model and APIs");
    const Clarification *lost = scenario_clarification(scenario, "lost-parcels");
    assert_string_equal(lost->answer, "Yes, within a day.");
    assert_string_equal(lost->reveals, "");
    assert_null(scenario_clarification(scenario, "other"));
    assert_string_equal(scenario->estimates[0].unit, "rps");
    assert_true(scenario->estimates[0].value == 300);
}

static void the_traffic_is_read(void **state) {
    const Scenario *scenario = *state;
    const ScenarioKey *parcel = scenario_key(scenario, "parcel");
    assert_true(parcel->count == 1000000 && parcel->zipf == 0.8);
    assert_true(scenario_key(scenario, "depot")->zipf == 0);
    const Operation *scan = scenario_operation(scenario, "scan");
    assert_true(scan->is_write && scan->has_effect && scan->priority == 2);
    assert_string_equal(scan->effect_title, "the place is stored");
    assert_string_equal(scan->key, "parcel");
    assert_true(scan->effect_at[KIND_KV_STORE] && scan->effect_at[KIND_SQL_DB]);
    assert_false(scan->effect_at[KIND_CACHE]);
    assert_true(slo_target(&scan->slo, SLO_P99_MS) == 200);
    assert_true(slo_target(&scan->slo, SLO_LOST) == 0);
    assert_true(slo_target(&scan->slo, SLO_EFFECT_WITHIN_S) == 5);
    assert_true(slo_target(&scan->slo, SLO_STALE_PCT) < 0);
    const Operation *report = scenario_operation(scenario, "report");
    assert_true(report->users == 20 && report->think_ms == 500 && report->rate_rps == 0);
    assert_string_equal(report->key, "");
    assert_false(report->has_effect);
}

static void faults_are_read(void **state) {
    const Scenario *scenario = *state;
    assert_int_equal(scenario->fault_count, 5);
    const Fault *store_down = &scenario->faults[0], *rush = &scenario->faults[1];
    assert_int_equal(store_down->target, FAULT_TARGET_KIND);
    assert_string_equal(store_down->target_id, "kv_store");
    assert_true(store_down->zone_down && !store_down->flush && !store_down->cut);
    assert_true(store_down->slow_factor == 1 && store_down->rate_factor == 1);
    assert_true(store_down->at_s == 20 && store_down->for_s == 10);
    assert_int_equal(rush->target, FAULT_TARGET_OPERATION);
    assert_true(rush->rate_factor == 5 && rush->down_pct == 0);
    assert_int_equal(scenario->faults[2].target, FAULT_TARGET_KEY);
    assert_true(scenario->faults[2].hot_key_pct == 40);
    assert_int_equal(scenario->faults[3].target, FAULT_TARGET_COMPONENT);
    assert_string_equal(scenario->faults[3].target_id, "api");
    assert_string_equal(scenario->faults[3].title, "api-slow");
    assert_true(scenario->faults[3].slow_factor == 8 && scenario->faults[3].extra_ms == 30);
    assert_int_equal(scenario->faults[4].target, FAULT_TARGET_CONNECTION);
    assert_true(scenario->faults[4].cut);
}

static void the_round_is_read(void **state) {
    const Scenario *scenario = *state;
    const Requirement *fast = &scenario->requirements[1];
    assert_true(scenario->requirements[0].functional && !fast->functional);
    assert_int_equal(fast->operations.count, 1);
    assert_string_equal(fast->slos.items[1], "scan.lost");
    assert_string_equal(fast->rules.items[0], "reliability/no-timeout");
    const Probe *probe = &scenario->probes[0];
    assert_string_equal(probe->fault, "store-zone-down");
    assert_string_equal(probe->metrics.items[0], "track.p999_ms");
    assert_string_equal(scenario->probes[1].fault, "");
    const Curveball *holiday = &scenario->curveballs[0];
    assert_true(holiday->at_minute == 25);
    assert_int_equal(holiday->change_count, 4);
    const CurveballChange *rate = &holiday->changes[0], *key = &holiday->changes[1];
    assert_int_equal(rate->target, CURVEBALL_OPERATION);
    assert_true(rate->rate_rps == 2000 && rate->count < 0 && rate->zipf < 0);
    assert_true(slo_target(&rate->slo, SLO_P99_MS) < 0);
    assert_int_equal(key->target, CURVEBALL_KEY);
    assert_true(key->zipf == 1.2 && key->count < 0 && key->rate_rps < 0);
    assert_int_equal(holiday->changes[2].target, CURVEBALL_NEW_OPERATION);
    assert_string_equal(holiday->changes[2].added->id, "redirect-parcel");
    assert_string_equal(holiday->changes[3].id, "redirect-parcel");
    assert_true(slo_target(&holiday->changes[3].slo, SLO_P99_MS) == 90);
}

/* --- Popularity --- */

static void expect_share(double count, double zipf, double sum) {
    ScenarioKey key = {.count = count, .zipf = zipf};
    double share = scenario_key_top_share(&key);
    if (fabs(share * sum - 1) > 1e-12) {
        fail_msg("%g keys, zipf %g: share %.17g, expected %.17g", count, zipf, share, 1 / sum);
    }
}

static void the_top_share_agrees_with_known_sums(void **state) {
    (void)state;
    const double pi = 3.14159265358979323846, euler = 0.57721566490153286061;
    expect_share(1, 0.9, 1);
    expect_share(2, 1, 1.5);
    expect_share(1e9, 0, 1e9);
    expect_share(1e6, 0, 1e6);
    expect_share(1e9, 1, log(1e9) + euler + 0.5e-9);
    /* zeta(2) and zeta(4) less their tails */
    expect_share(1e9, 2, pi * pi / 6 - 1e-9);
    expect_share(1e5, 4, pow(pi, 4) / 90 - 1e-15 / 3);
    expect_share(1e9, 10, pow(pi, 10) / 93555);
}

static void the_top_share_agrees_with_the_sum_term_by_term(void **state) {
    (void)state;
    static const double EXPONENTS[] = {0.01, 0.5, 0.9, 0.999999999, 1.000000001, 1.2, 3};
    static const long COUNTS[] = {999, 1000, 1001, 1002, 50000, 1000000};
    for (size_t e = 0; e < COUNT_OF(EXPONENTS); e++) {
        for (size_t c = 0; c < COUNT_OF(COUNTS); c++) {
            double sum = 0;
            for (long i = COUNTS[c]; i >= 1; i--) {
                sum += pow((double)i, -EXPONENTS[e]);
            }
            expect_share((double)COUNTS[c], EXPONENTS[e], sum);
        }
    }
}

/* --- The library --- */

static void write_scenario(const char *root, const char *folder, const char *id,
                           const char *title) {
    Arena arena = {0};
    const char *place = path_join(&arena, root, folder);
    assert_int_equal(folder_make(place).code, ERROR_NONE);
    TextBuffer text = {0};
    text_append_format(&text,
                       "{ \"format\": \"faultline/scenario\", \"version\": 1, \"id\": \"%s\","
                       " \"title\": \"%s\", \"operations\": [ { \"id\": \"get\","
                       " \"type\": \"read\", \"from\": \"client\", \"rate_rps\": 1 } ] }",
                       id, title);
    Error error =
        file_save_atomic(path_join(&arena, place, "scenario.json"), text_of(&text), text.length);
    assert_int_equal(error.code, ERROR_NONE);
    text_free(&text);
    arena_free(&arena);
}

static void the_library_keeps_what_loads_and_names_what_does_not(void **state) {
    (void)state;
    Arena arena = {0};
    const char *ours = support_make_folder(&arena), *theirs = support_make_folder(&arena);
    write_scenario(ours, "b", "b", "Second");
    write_scenario(ours, "a", "a", "Third");
    write_scenario(ours, "broken", "broken", "\\u00");
    write_scenario(theirs, "c", "c", "First");
    write_scenario(theirs, "b", "b", "Again");
    write_scenario(theirs, "moved", "elsewhere", "Moved");
    assert_int_equal(folder_make(path_join(&arena, ours, "empty")).code, ERROR_NONE);
    const char *const folders[] = {ours, path_join(&arena, ours, "no-such"), theirs};
    ScenarioLibrary library;
    scenario_library_load(&library, folders, COUNT_OF(folders));
    assert_int_equal(library.items.count, 3);
    assert_string_equal(library.items.items[0]->id, "c");
    assert_string_equal(library.items.items[1]->id, "b");
    assert_string_equal(library.items.items[2]->id, "a");
    assert_string_equal(scenario_library_find(&library, "b")->title, "Second");
    assert_null(scenario_library_find(&library, "elsewhere"));
    assert_int_equal(library.problems.count, 3);
    assert_non_null(strstr(library.problems.items[0].message, "broken/scenario.json:1"));
    assert_non_null(strstr(library.problems.items[1].message, "another scenario `b`"));
    assert_non_null(strstr(library.problems.items[2].message, "its folder is `moved`"));
    scenario_library_free(&library);
    support_remove_folder(ours);
    support_remove_folder(theirs);
    arena_free(&arena);
}

/* --- A design against its scenario --- */

static void expect_agreement(const Catalog *catalog, const Scenario *scenario, const char *text,
                             const char *message) {
    Design *design = support_design(catalog, text);
    Error error = design_check_scenario(design, scenario);
    assert_int_equal(error.code, message ? ERROR_INPUT : ERROR_NONE);
    if (message && !strstr(error.message, message)) {
        fail_msg("expected: %s\nfound: %s", message, error.message);
    }
    design_free(design);
}

#define DESIGN(settings, operations)                                                             \
    "{ 'format': 'faultline/design', 'version': 1, 'components': ["                              \
    "{ 'id': 'api', 'kind': 'service', 'x': 0, 'y': 0 },"                                        \
    "{ 'id': 'db', 'kind': 'kv_store', 'x': 400, 'y': 0 },"                                      \
    "{ 'id': 'gate', 'kind': 'rate_limiter', 'x': 0, 'y': 200, 'settings': { " settings " } }]," \
    "'connections': [ { 'id': 'api-db', 'from': 'api', 'to': 'db', 'kind': 'call'" operations    \
    " } ] }"

static void a_design_names_what_its_scenario_has(void **state) {
    (void)state;
    Catalog *catalog = support_catalog();
    Scenario *scenario = NULL;
    assert_int_equal(scenario_load(FULL, &scenario).code, ERROR_NONE);
    expect_agreement(catalog, scenario, DESIGN("", ""), NULL);
    expect_agreement(catalog, scenario, DESIGN("'per': 'all'", ""), NULL);
    expect_agreement(catalog, scenario, DESIGN("'per': 'parcel'", ", 'operations': ['scan']"),
                     NULL);
    expect_agreement(catalog, scenario, DESIGN("", ", 'operations': ['track', 'redirect-parcel']"),
                     NULL);
    expect_agreement(catalog, scenario, DESIGN("", ", 'operations': ['scan', 'trakc']"),
                     "the connection `api-db` names the operation `trakc`, which the scenario "
                     "`parcels` does not have; did you mean `track`?");
    expect_agreement(catalog, scenario, DESIGN("'per': 'parcels'", ""),
                     "the component `gate` names the key `parcels`, which the scenario `parcels` "
                     "does not have; did you mean `parcel`?");
    expect_agreement(catalog, scenario, DESIGN("'per': 'zzzzzzzz'", ""),
                     "which the scenario `parcels` does not have");
    scenario_free(scenario);
    catalog_free(catalog);
}

static void the_shipped_designs_name_what_their_scenarios_have(void **state) {
    (void)state;
    static const char *const IDS[] = {"url-shortener", "notification-service"};
    static const char *const DESIGNS[] = {"naive.json", "reference.json"};
    Catalog *catalog = support_catalog();
    for (size_t i = 0; i < COUNT_OF(IDS) * COUNT_OF(DESIGNS); i++) {
        const char *id = IDS[i / COUNT_OF(DESIGNS)];
        TextBuffer path = {0};
        text_append_format(&path, "%s/%s", id, DESIGNS[i % COUNT_OF(DESIGNS)]);
        Scenario *scenario = support_scenario(id);
        Design *design = support_shipped_design(catalog, text_of(&path));
        assert_string_equal(design_check_scenario(design, scenario).message, "");
        design_free(design);
        scenario_free(scenario);
        text_free(&path);
    }
    catalog_free(catalog);
}

int main(void) {
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(the_shipped_scenarios_are_complete),
        cmocka_unit_test(a_bare_load_model_is_enough),
        cmocka_unit_test(the_top_share_agrees_with_known_sums),
        cmocka_unit_test(the_top_share_agrees_with_the_sum_term_by_term),
        cmocka_unit_test(the_library_keeps_what_loads_and_names_what_does_not),
        cmocka_unit_test(a_design_names_what_its_scenario_has),
        cmocka_unit_test(the_shipped_designs_name_what_their_scenarios_have),
    };
    const struct CMUnitTest full[] = {
        cmocka_unit_test(the_head_is_read),
        cmocka_unit_test(the_traffic_is_read),
        cmocka_unit_test(faults_are_read),
        cmocka_unit_test(the_round_is_read),
    };
    int failed = cmocka_run_group_tests(plain, NULL, NULL);
    return failed + cmocka_run_group_tests(full, load_full, free_full);
}
