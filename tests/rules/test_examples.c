/* Every shipped rule has two designs beside it: one in which it fires and a near twin in which it
 * is silent. And the shipped scenarios: nothing grave in a reference, the usual faults in a first
 * sketch. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "rules/rule_bench.h"

static Design *load(RuleBench *bench, const char *path) {
    Design *design = NULL;
    Error error = design_load(path, bench->catalog, &design);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return design;
}

/* How many findings the rule has in its example. */
static size_t fired(RuleBench *bench, const Rule *rule, const char *example) {
    char name[256];
    snprintf(name, sizeof name, "assets/rules/%s.%s.json", rule->id, example);
    const char *path = support_source_path(&bench->arena, name);
    Design *design = load(bench, path);
    Scenario *scenario = support_scenario_of(design, path);
    Error error = design_check_scenario(design, scenario);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    Findings findings = rule_bench_check(bench, design, scenario);
    assert_int_equal(findings.problems.count, 0);
    size_t count = rule_bench_count(&findings, rule->id);
    for (size_t i = 0; i < findings.items.count; i++) {
        assert_true(strlen(findings.items.items[i].message) > 20);
    }
    findings_free(&findings);
    scenario_free(scenario);
    design_free(design);
    return count;
}

static void every_rule_fires_and_is_silent_in_the_near_twin(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    assert_true(bench.rules.items.count >= 16);
    for (size_t i = 0; i < bench.rules.items.count; i++) {
        const Rule *rule = &bench.rules.items.items[i];
        if (fired(&bench, rule, "fires") == 0) {
            fail_msg("%s does not fire in its example", rule->id);
        }
        if (fired(&bench, rule, "silent") > 0) {
            fail_msg("%s fires in the twin that should be silent", rule->id);
        }
    }
    rule_bench_close(&bench);
}

typedef struct Expectation {
    const char *scenario;
    const char *rules[16];
} Expectation;

/* What a strong interviewer would name in the first sketch. */
static const Expectation NAIVE[] = {
    {"url-shortener",
     {"reliability/no-timeout", "reliability/no-retry", "reliability/single-point",
      "scale/no-cache", "observability/none", "structure/no-reason"}},
    {"notification-service",
     {"messaging/no-dedup", "messaging/no-dead-letter-queue", "messaging/unbounded-queue",
      "reliability/no-timeout", "reliability/single-point", "observability/none",
      "structure/no-reason"}},
};

static void first_sketches_have_the_usual_faults(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    for (size_t i = 0; i < COUNT_OF(NAIVE); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/naive.json", NAIVE[i].scenario);
        Design *design = support_shipped_design(bench.catalog, path);
        Scenario *scenario = support_scenario(NAIVE[i].scenario);
        Findings findings = rule_bench_check(&bench, design, scenario);
        for (size_t r = 0; r < COUNT_OF(NAIVE[i].rules) && NAIVE[i].rules[r]; r++) {
            if (rule_bench_count(&findings, NAIVE[i].rules[r]) == 0) {
                fail_msg("%s: no finding of %s", path, NAIVE[i].rules[r]);
            }
        }
        findings_free(&findings);
        scenario_free(scenario);
        design_free(design);
    }
    rule_bench_close(&bench);
}

static void references_have_nothing_of_medium_or_above(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    for (size_t i = 0; i < COUNT_OF(NAIVE); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/reference.json", NAIVE[i].scenario);
        Design *design = support_shipped_design(bench.catalog, path);
        Scenario *scenario = support_scenario(NAIVE[i].scenario);
        Findings findings = rule_bench_check(&bench, design, scenario);
        for (size_t f = 0; f < findings.items.count; f++) {
            const Finding *finding = &findings.items.items[f];
            if (finding->severity <= SEVERITY_MEDIUM && !finding->accepted) {
                fail_msg("%s: %s: %s", path, finding->rule, finding->message);
            }
        }
        findings_free(&findings);
        scenario_free(scenario);
        design_free(design);
    }
    rule_bench_close(&bench);
}

/* A message speaks of parts by what people call them, not by their ids. */
static void messages_name_parts_by_label(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Design *design = support_shipped_design(bench.catalog, "notification-service/naive.json");
    Scenario *scenario = support_scenario("notification-service");
    Findings findings = rule_bench_check(&bench, design, scenario);
    assert_true(findings.items.count > 0);
    for (size_t i = 0; i < findings.items.count; i++) {
        const Finding *finding = &findings.items.items[i];
        /* "A → B" contains both labels; a message may also start with "Nothing watches". */
        const Component *component = design_component(design, finding->subject);
        if (component && !strstr(finding->message, component->label)) {
            fail_msg("%s does not name %s", finding->message, component->label);
        }
    }
    findings_free(&findings);
    scenario_free(scenario);
    design_free(design);
    rule_bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_fires_and_is_silent_in_the_near_twin),
        cmocka_unit_test(first_sketches_have_the_usual_faults),
        cmocka_unit_test(references_have_nothing_of_medium_or_above),
        cmocka_unit_test(messages_name_parts_by_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
