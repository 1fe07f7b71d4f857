/* The background prover: it answers, tells how far it is, can be stopped, and only what was asked
 * for last counts. */
#include <stdio.h>
#include <stdlib.h>

#include "rules/prover.h"
#include "rules/rule_bench.h"

typedef struct Bed {
    RuleBench bench;
    Design *design;
    Scenario *scenario;
    Findings findings;
    Prover *prover;
} Bed;

static int set_up(void **state) {
    Bed *bed = memory_allocate(sizeof *bed);
    rule_bench_open(&bed->bench);
    const char *path = support_source_path(&bed->bench.arena,
                                           "assets/rules/messaging/unlimited-receives.fires.json");
    Error error = design_load(path, bed->bench.catalog, &bed->design);
    assert_int_equal(error.code, ERROR_NONE);
    bed->scenario = support_scenario_of(bed->design, path);
    bed->findings = rule_bench_check(&bed->bench, bed->design, bed->scenario);
    assert_int_equal(prover_new(&bed->bench.rules, NULL, NULL, &bed->prover).code, ERROR_NONE);
    *state = bed;
    return 0;
}

static int tear_down(void **state) {
    Bed *bed = *state;
    prover_free(bed->prover);
    findings_free(&bed->findings);
    scenario_free(bed->scenario);
    design_free(bed->design);
    rule_bench_close(&bed->bench);
    free(bed);
    return 0;
}

static const Finding *finding_of(const Bed *bed, const char *rule) {
    for (size_t i = 0; i < bed->findings.items.count; i++) {
        if (strcmp(bed->findings.items.items[i].rule, rule) == 0) {
            return &bed->findings.items.items[i];
        }
    }
    fail_msg("%s finds nothing", rule);
    return NULL;
}

static void submit(Bed *bed, unsigned long long ticket) {
    prover_submit(bed->prover, bed->design, bed->scenario,
                  finding_of(bed, "messaging/unlimited-receives"), ticket);
}

static void an_answer_comes_with_its_ticket(void **state) {
    Bed *bed = *state;
    ProofAnswer answer = {0};
    assert_false(prover_poll(bed->prover, &answer));
    assert_true(prover_progress(bed->prover) < 0);
    submit(bed, 7);
    assert_true(prover_progress(bed->prover) >= 0);
    prover_wait(bed->prover);
    assert_true(prover_progress(bed->prover) < 0);
    assert_true(prover_poll(bed->prover, &answer));
    assert_int_equal(answer.ticket, 7);
    assert_string_equal(answer.rule, "messaging/unlimited-receives");
    assert_int_equal(answer.proof.state, PROOF_SHOWN);
    assert_true(answer.proof.story_count > 0);
    assert_false(prover_poll(bed->prover, &answer));
    assert_int_equal(answer.ticket, 7);
    proof_answer_free(&answer);
}

static void only_the_last_one_counts(void **state) {
    Bed *bed = *state;
    ProofAnswer answer = {0};
    submit(bed, 1);
    submit(bed, 2);
    submit(bed, 3);
    prover_wait(bed->prover);
    assert_true(prover_poll(bed->prover, &answer));
    assert_int_equal(answer.ticket, 3);
    proof_answer_free(&answer);
}

static void what_is_stopped_never_answers(void **state) {
    Bed *bed = *state;
    ProofAnswer answer = {0};
    submit(bed, 1);
    prover_cancel(bed->prover);
    assert_true(prover_progress(bed->prover) < 0);
    prover_wait(bed->prover);
    assert_false(prover_poll(bed->prover, &answer));
    /* And one that was there, but not fetched yet. */
    submit(bed, 2);
    prover_wait(bed->prover);
    prover_cancel(bed->prover);
    assert_false(prover_poll(bed->prover, &answer));
}

static void it_can_be_freed_while_it_plays(void **state) {
    Bed *bed = *state;
    submit(bed, 1);
    prover_free(bed->prover);
    bed->prover = NULL;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_comes_with_its_ticket, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_the_last_one_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_stopped_never_answers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_can_be_freed_while_it_plays, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
