/* Two attempts side by side: which parts are the same, what is drawn differently, which findings
 * came and went, and which levels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "round/comparison.h"
#include "round/design_match.h"
#include "support/support.h"

/* Names and ids as people leave them: the store was made anew as another kind, under its old name. */
static const char BEFORE[] =
    "{'format': 'faultline/design', 'version': 1, 'scenario': 'tiny', 'title': 'First', 'components': ["
    "  {'id': 'people', 'kind': 'client', 'x': 0, 'y': 0},"
    "  {'id': 'api', 'kind': 'service', 'label': 'Api', 'x': 300, 'y': 0},"
    "  {'id': 'db', 'kind': 'sql_db', 'label': 'Books', 'x': 600, 'y': 0},"
    "  {'id': 'old', 'kind': 'queue', 'label': 'Old', 'x': 600, 'y': 300}],"
    " 'connections': ["
    "  {'id': 'people-api', 'from': 'people', 'to': 'api', 'kind': 'call'},"
    "  {'id': 'api-db', 'from': 'api', 'to': 'db', 'kind': 'call'},"
    "  {'id': 'api-old', 'from': 'api', 'to': 'old', 'kind': 'publish'}]}";

static const char AFTER[] =
    "{'format': 'faultline/design', 'version': 1, 'scenario': 'tiny', 'title': 'Second', 'components': ["
    "  {'id': 'client', 'kind': 'client', 'x': 0, 'y': 0},"
    "  {'id': 'service', 'kind': 'service', 'label': 'Api', 'x': 300, 'y': 90,"
    "   'settings': {'replicas': 4}},"
    "  {'id': 'store', 'kind': 'kv_store', 'label': 'Books', 'x': 600, 'y': 0},"
    "  {'id': 'cache', 'kind': 'cache', 'label': 'Hot', 'x': 600, 'y': 300}],"
    " 'connections': ["
    "  {'id': 'a', 'from': 'client', 'to': 'service', 'kind': 'call',"
    "   'settings': {'timeout_ms': 200}},"
    "  {'id': 'b', 'from': 'service', 'to': 'store', 'kind': 'call'},"
    "  {'id': 'c', 'from': 'service', 'to': 'cache', 'kind': 'call'}]}";

static const char SCENARIO[] =
    "{'format': 'faultline/scenario', 'version': 1, 'id': 'tiny', 'title': 'Tiny',"
    " 'operations': ["
    "  {'id': 'look', 'title': 'Look up', 'type': 'read', 'from': 'client', 'rate_rps': 10,"
    "   'slo': {'p99_ms': 1000, 'availability_pct': 99}}],"
    " 'faults': ["
    "  {'id': 'away', 'title': 'The SQL database is away', 'at_s': 20, 'for_s': 10,"
    "   'target': {'kind': 'sql_db'}, 'effect': {'down_pct': 100}}]}";

typedef struct Bed {
    Arena arena;
    Catalog *catalog;
    RuleSet rules;
    Checker *checker;
    Scenario *scenario;
    Attempt before, after;
    Comparison comparison;
} Bed;

static int set_up(void **state) {
    Bed *bed = memory_allocate(sizeof *bed);
    bed->catalog = support_catalog();
    const char *scenario = support_quotes(&bed->arena, SCENARIO);
    assert_int_equal(scenario_parse(scenario, strlen(scenario), "tiny", &bed->scenario).code,
                     ERROR_NONE);
    const char *rules = support_source_path(&bed->arena, "assets/rules");
    assert_int_equal(rules_add_folder(&bed->rules, rules).code, ERROR_NONE);
    assert_int_equal(checker_new(bed->catalog, &bed->rules, &bed->checker).code, ERROR_NONE);
    bed->before =
        attempt_of_design(support_design(bed->catalog, BEFORE), bed->scenario, "the first");
    bed->after =
        attempt_of_design(support_design(bed->catalog, AFTER), bed->scenario, "the second");
    assert_int_equal(attempt_check(&bed->before, bed->checker).code, ERROR_NONE);
    assert_int_equal(attempt_check(&bed->after, bed->checker).code, ERROR_NONE);
    *state = bed;
    return 0;
}

static int tear_down(void **state) {
    Bed *bed = *state;
    comparison_free(&bed->comparison);
    attempt_free(&bed->before);
    attempt_free(&bed->after);
    checker_free(bed->checker);
    rules_free(&bed->rules);
    scenario_free(bed->scenario);
    catalog_free(bed->catalog);
    arena_free(&bed->arena);
    free(bed);
    return 0;
}

static void parts_are_matched(void **state) {
    Bed *bed = *state;
    DesignMatch match = design_match(bed->after.design, bed->before.design);
    assert_string_equal(design_match_id(&match, "service"), "api"); /* its kind and label */
    assert_string_equal(design_match_id(&match, "store"), "db");    /* its label */
    assert_string_equal(design_match_id(&match, "client"), "people");
    assert_null(design_match_id(&match, "cache"));
    assert_string_equal(design_match_id(&match, "a"), "people-api");
    assert_string_equal(design_match_id(&match, "b"), "api-db");
    assert_null(design_match_id(&match, "c"));
    assert_string_equal(design_match_id(&match, "look"), "look"); /* an operation */
    design_match_free(&match);
}

static const PartChange *change_of(const Bed *bed, const char *id) {
    for (size_t i = 0; i < bed->comparison.changes.count; i++) {
        if (strcmp(bed->comparison.changes.items[i].id, id) == 0) {
            return &bed->comparison.changes.items[i];
        }
    }
    return NULL;
}

static void what_is_drawn_differently_is_listed(void **state) {
    Bed *bed = *state;
    comparison_make(&bed->before, &bed->after, NULL, NULL, &bed->comparison);
    assert_int_equal(bed->comparison.changes.count, 7);
    assert_int_equal(change_of(bed, "service")->state, PART_CHANGED);
    assert_non_null(strstr(change_of(bed, "service")->what, "Replicas 1 → 4"));
    assert_string_equal(change_of(bed, "store")->what, "kind SQL → Key-value");
    assert_int_equal(change_of(bed, "cache")->state, PART_ADDED);
    assert_int_equal(change_of(bed, "old")->state, PART_REMOVED);
    assert_non_null(strstr(change_of(bed, "a")->what, "200 ms"));
    assert_null(change_of(bed, "b"));
    assert_int_equal(change_of(bed, "c")->state, PART_ADDED);
    assert_int_equal(change_of(bed, "api-old")->state, PART_REMOVED);
    assert_string_equal(change_of(bed, "c")->name, "Api → Hot");
}

static ChangeState state_of(const Bed *bed, const char *rule, const char *subject) {
    for (size_t i = 0; i < bed->comparison.findings.count; i++) {
        const FindingChange *change = &bed->comparison.findings.items[i];
        if (strcmp(change->finding->rule, rule) == 0 &&
            strcmp(change->finding->subject, subject) == 0) {
            return change->state;
        }
    }
    fail_msg("%s does not speak of %s", rule, subject);
    return CHANGE_KEPT;
}

/* A finding of a part that has another id by now is still the same finding. */
static void findings_come_and_go(void **state) {
    Bed *bed = *state;
    comparison_make(&bed->before, &bed->after, NULL, NULL, &bed->comparison);
    assert_int_equal(state_of(bed, "reliability/no-timeout", "people-api"), CHANGE_GONE);
    assert_int_equal(state_of(bed, "reliability/no-timeout", "b"), CHANGE_KEPT);
    const Comparison *comparison = &bed->comparison;
    assert_int_equal(comparison->counts[CHANGE_GONE] + comparison->counts[CHANGE_KEPT],
                     (size_t)comparison->open[ATTEMPT_OTHER]);
    assert_int_equal(comparison->counts[CHANGE_NEW] + comparison->counts[CHANGE_KEPT],
                     (size_t)comparison->open[ATTEMPT_THIS]);
    int open[ATTEMPT_COUNT] = {0};
    for (size_t i = 0; i < comparison->parts.count; i++) {
        for (int severity = 0; severity < SEVERITY_PRAISE; severity++) {
            open[ATTEMPT_OTHER] += comparison->parts.items[i].open[ATTEMPT_OTHER][severity];
            open[ATTEMPT_THIS] += comparison->parts.items[i].open[ATTEMPT_THIS][severity];
        }
    }
    assert_memory_equal(open, comparison->open, sizeof open);
}

static void an_attempt_beside_itself_is_the_same(void **state) {
    Bed *bed = *state;
    comparison_make(&bed->before, &bed->before, NULL, NULL, &bed->comparison);
    assert_int_equal(bed->comparison.changes.count, 0);
    assert_int_equal(bed->comparison.counts[CHANGE_NEW], 0);
    assert_int_equal(bed->comparison.counts[CHANGE_GONE], 0);
    assert_int_equal(comparison_balance(&bed->comparison), 0);
    assert_string_equal(bed->comparison.verdict, "as many findings, and as much kept");
}

static void levels_are_held_against_each_other(void **state) {
    Bed *bed = *state;
    Study before = {0}, after = {0};
    SimOptions options = sim_options_default();
    assert_int_equal(study_make(bed->before.design, bed->scenario, &options, &before).code,
                     ERROR_NONE);
    assert_int_equal(study_make(bed->after.design, bed->scenario, &options, &after).code,
                     ERROR_NONE);
    comparison_make(&bed->before, &bed->after, &before, &after, &bed->comparison);
    assert_int_equal(bed->comparison.level_changes.count, 2);
    const LevelChange *answered = &bed->comparison.level_changes.items[1];
    assert_int_equal(answered->calm[ATTEMPT_THIS].slo, SLO_AVAILABILITY_PCT);
    assert_int_equal(answered->broken[ATTEMPT_OTHER], 1);
    assert_string_equal(answered->under[ATTEMPT_OTHER], "The SQL database is away");
    assert_string_equal(answered->under[ATTEMPT_THIS], "");
    assert_int_equal(answered->broken[ATTEMPT_THIS], 0); /* it has no such database */
    assert_int_equal(bed->comparison.levels[ATTEMPT_OTHER].breaking, 1);
    assert_int_equal(bed->comparison.levels[ATTEMPT_THIS].struck, 0);
    assert_non_null(strstr(bed->comparison.verdict, "1 fewer fault that breaks something"));
    study_free(&before);
    study_free(&after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_are_matched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_drawn_differently_is_listed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(findings_come_and_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_attempt_beside_itself_is_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(levels_are_held_against_each_other, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
