/* The shipped scenarios: nothing grave in a reference, the usual faults in a first sketch. That
 * each rule fires and is silent where it should is tested by `rules --test`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "rules/rule_bench.h"

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
        cmocka_unit_test(first_sketches_have_the_usual_faults),
        cmocka_unit_test(references_have_nothing_of_medium_or_above),
        cmocka_unit_test(messages_name_parts_by_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
