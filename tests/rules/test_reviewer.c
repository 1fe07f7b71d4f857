/* The background check: the newest submission is what is seen, whatever came before it. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "rules/reviewer.h"
#include "rules/rule_bench.h"

static void count_wake(void *context) {
    atomic_fetch_add((atomic_int *)context, 1);
}

static void the_newest_submission_is_reviewed(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Scenario *scenario = support_scenario("url-shortener");
    Design *naive = support_shipped_design(bench.catalog, "url-shortener/naive.json");
    Design *reference = support_shipped_design(bench.catalog, "url-shortener/reference.json");
    atomic_int wakes = 0;
    Reviewer *reviewer = NULL;
    Error error = reviewer_new(bench.catalog, &bench.rules, count_wake, &wakes, &reviewer);
    assert_int_equal(error.code, ERROR_NONE);

    Review review = {0};
    assert_false(reviewer_poll(reviewer, &review));
    for (unsigned long long revision = 1; revision <= 20; revision++) {
        reviewer_submit(reviewer, naive, scenario, NULL, revision);
    }
    reviewer_submit(reviewer, reference, scenario, NULL, 21);
    reviewer_wait(reviewer);
    assert_true(reviewer_poll(reviewer, &review));
    assert_int_equal(review.revision, 21);
    assert_int_equal(review.findings.counts[SEVERITY_HIGH], 0);
    assert_true(review.estimate->cost_usd_month > 0);
    assert_false(reviewer_poll(reviewer, &review));
    assert_true(atomic_load(&wakes) >= 1);

    reviewer_submit(reviewer, naive, scenario, NULL, 22);
    reviewer_wait(reviewer);
    assert_true(reviewer_poll(reviewer, &review));
    assert_int_equal(review.revision, 22);
    assert_true(review.findings.counts[SEVERITY_HIGH] > 0);

    review_free(&review);
    reviewer_free(reviewer);
    design_free(naive);
    design_free(reference);
    scenario_free(scenario);
    rule_bench_close(&bench);
}

static void it_can_be_let_go_with_work_waiting(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Design *design = support_shipped_design(bench.catalog, "url-shortener/naive.json");
    for (int i = 0; i < 50; i++) {
        Reviewer *reviewer = NULL;
        Error error = reviewer_new(bench.catalog, &bench.rules, NULL, NULL, &reviewer);
        assert_int_equal(error.code, ERROR_NONE);
        for (unsigned long long n = 0; n < (unsigned long long)(i % 4); n++) {
            reviewer_submit(reviewer, design, NULL, NULL, n);
        }
        reviewer_free(reviewer);
    }
    design_free(design);
    rule_bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_submission_is_reviewed),
        cmocka_unit_test(it_can_be_let_go_with_work_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
