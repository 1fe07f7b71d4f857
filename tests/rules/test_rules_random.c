/* Whatever is drawn, every shipped rule runs and names parts that are there. */
#include <stdlib.h>
#include <string.h>

#include "rules/rule_bench.h"

enum { DESIGNS = 400, MOST_COMPONENTS = 25 };

static void check(RuleBench *bench, const Design *design, const Scenario *scenario) {
    Findings findings = rule_bench_check(bench, design, scenario);
    for (size_t i = 0; i < findings.problems.count; i++) {
        fail_msg("%s", findings.problems.items[i]);
    }
    for (size_t i = 0; i < findings.items.count; i++) {
        const Finding *finding = &findings.items.items[i];
        assert_true(finding->label[0] != '\0' || design_has_id(design, finding->subject));
        assert_true(finding->message[0] != '\0');
    }
    findings_free(&findings);
}

static void every_rule_runs_on_random_designs(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Scenario *scenario = support_scenario("notification-service");
    Random random = random_seed(5);
    for (int i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(bench.catalog, &random, MOST_COMPONENTS);
        check(&bench, design, scenario);
        check(&bench, design, NULL);
        design_free(design);
    }
    scenario_free(scenario);
    rule_bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_rule_runs_on_random_designs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
