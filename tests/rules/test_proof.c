/* Proofs: what is compared, what shows harm and what does not, and that neither the number of
 * threads nor what else is proved changes any of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/macros.h"
#include "rules/proof.h"
#include "rules/proof_plan.h"
#include "rules/rule_bench.h"

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'mail','title':'Mail','operations':["
    "{'id':'send','type':'write','from':'client','rate_rps':40,"
    "'effect':{'title':'sent','at':['external']},'slo':{'lost':0,'duplicated':0}}]}";

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'components':["
    "{'id':'users','kind':'client','label':'Users','x':0,'y':0},"
    "{'id':'api','kind':'service','label':'API','x':280,'y':0,'settings':{'replicas':2}},"
    "{'id':'jobs','kind':'queue','label':'Jobs','x':560,'y':0,'settings':{'max_receives':3}},"
    "{'id':'sender','kind':'worker','label':'Sender','x':840,'y':0},"
    "{'id':'mail','kind':'external','label':'Provider','x':1120,'y':0}],"
    "'connections':["
    "{'id':'users-api','from':'users','to':'api','kind':'call'},"
    "{'id':'api-jobs','from':'api','to':'jobs','kind':'publish'},"
    "{'id':'jobs-sender','from':'jobs','to':'sender','kind':'consume'},"
    "{'id':'sender-mail','from':'sender','to':'mail','kind':'call'}]}";

typedef struct Bed {
    Catalog *catalog;
    Design *design;
    Scenario *scenario;
    RuleSet rules;
    Findings findings; /* one for each rule, of the queue */
} Bed;

static void add_rule(Bed *bed, const char *id, const char *apply, const char *proof) {
    Rule rule = {.id = id, .path = "x.sql"};
    Error error = clauses_parse(HEAD_OF_FIXES, apply, "x.sql", 5, &bed->rules.arena, &rule.apply);
    if (!error.code) {
        error = clauses_parse(HEAD_OF_PROOFS, proof, "x.sql", 6, &bed->rules.arena, &rule.proof);
    }
    if (error.code) {
        fail_msg("%s", error.message);
    }
    array_push(&bed->rules.items, rule);
    Finding finding = {.rule = id,
                       .severity = SEVERITY_HIGH,
                       .title = "A fault",
                       .subject = "jobs",
                       .label = "Jobs",
                       .message = "m"};
    array_push(&bed->findings.items, finding);
}

static int set_up(void **state) {
    Bed *bed = memory_allocate(sizeof *bed);
    Arena scratch = {0};
    bed->catalog = support_catalog();
    bed->design = support_design(bed->catalog, DESIGN);
    char *text = support_quotes(&scratch, SCENARIO);
    Error error = scenario_parse(text, strlen(text), "mail.json", &bed->scenario);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    arena_free(&scratch);
    add_rule(
        bed, "a/poison", "add queue as @dead \"Dead\" near jobs; connect jobs @dead dead_letter",
        "fault poison_pct=5 at component jobs; measure queue_max of component api; measure lost; "
        "run 6");
    add_rule(bed, "b/harmless", "set api replicas 3", "measure failed; run 6");
    add_rule(bed, "c/no-edits", "none: nobody knows",
             "fault down_pct=100 at component api; measure "
             "failed; run 6");
    add_rule(bed, "d/nothing-to-compare", "none: nobody knows", "measure failed; run 6");
    add_rule(bed, "e/no-such-part", "set api replicas 3",
             "fault down_pct=100 at component elsewhere; measure failed; run 6");
    add_rule(bed, "f/no-change", "set api replicas 2", "measure failed; run 6");
    *state = bed;
    return 0;
}

static int tear_down(void **state) {
    Bed *bed = *state;
    findings_free(&bed->findings);
    rules_free(&bed->rules);
    scenario_free(bed->scenario);
    design_free(bed->design);
    catalog_free(bed->catalog);
    free(bed);
    return 0;
}

static void prove(Bed *bed, unsigned threads) {
    ProofOptions options = {.seed = 1, .threads = threads};
    Error error = findings_prove(&bed->rules, bed->design, bed->scenario, &options, &bed->findings);
    assert_int_equal(error.code, ERROR_NONE);
}

static const Finding *finding_of(const Bed *bed, const char *rule) {
    for (size_t i = 0; i < bed->findings.items.count; i++) {
        if (strcmp(bed->findings.items.items[i].rule, rule) == 0) {
            return &bed->findings.items.items[i];
        }
    }
    fail_msg("%s is not there", rule);
    return NULL;
}

static void harm_is_shown_with_a_story(void **state) {
    Bed *bed = *state;
    prove(bed, 1);
    const Finding *finding = finding_of(bed, "a/poison");
    const Proof *proof = finding->proof;
    assert_non_null(proof);
    assert_int_equal(proof->state, PROOF_SHOWN);
    assert_int_equal(finding->severity, SEVERITY_HIGH);
    /* The first measure shows none; the second does. */
    assert_int_equal(proof->measure, MEASURE_LOST);
    assert_true(proof->drawn.value >= 1 && proof->mended.value == 0);
    assert_string_equal(proof->fault, "5 % of the messages of Jobs impossible to process");
    assert_string_equal(proof->story_title, "lost");
    assert_string_equal(proof->story_operation, "send");
    assert_true(proof->story_count > 5);
    for (size_t i = 1; i < proof->story_count; i++) {
        assert_true(proof->story[i].at_ms >= proof->story[i - 1].at_ms);
    }
}

static void without_harm_it_is_one_severity_lower(void **state) {
    Bed *bed = *state;
    prove(bed, 1);
    const Finding *finding = finding_of(bed, "b/harmless");
    assert_int_equal(finding->proof->state, PROOF_UNPROVEN);
    assert_int_equal(finding->severity, SEVERITY_MEDIUM);
    assert_int_equal(finding->proof->story_count, 0);
    assert_int_equal(bed->findings.counts[SEVERITY_MEDIUM], 1);
    assert_int_equal(bed->findings.counts[SEVERITY_HIGH], 5);
    /* The order is made anew: the one that sank is the last. */
    assert_string_equal(bed->findings.items.items[5].rule, "b/harmless");
}

static void without_edits_the_calm_design_is_the_other(void **state) {
    Bed *bed = *state;
    prove(bed, 1);
    const Proof *proof = finding_of(bed, "c/no-edits")->proof;
    assert_int_equal(proof->state, PROOF_SHOWN);
    assert_true(proof->against_calm);
    assert_true(proof->drawn.value > 10 && proof->mended.value == 0);
    assert_non_null(strstr(proof->text, "; without it 0"));
}

static void what_cannot_be_played_says_why(void **state) {
    Bed *bed = *state;
    prove(bed, 1);
    static const char *const RULES[] = {"d/nothing-to-compare", "e/no-such-part", "f/no-change"};
    for (size_t i = 0; i < COUNT_OF(RULES); i++) {
        const Finding *finding = finding_of(bed, RULES[i]);
        assert_int_equal(finding->proof->state, PROOF_FAILED);
        assert_true(strlen(finding->proof->why) > 10);
        assert_int_equal(finding->severity, SEVERITY_HIGH);
    }
}

/* All of a proof that a reader sees. */
static void write_proof(const Proof *proof, TextBuffer *out) {
    text_append_format(out, "%d %s %s %.17g %.17g %llu\n", (int)proof->state, proof->text,
                       proof->why, proof->drawn.value, proof->mended.value,
                       (unsigned long long)proof->story_number);
    for (size_t i = 0; i < proof->story_count; i++) {
        text_append_format(out, "%.17g %s %.17g\n", proof->story[i].at_ms, proof->story[i].what,
                           proof->story[i].value);
    }
}

static char *proofs_with(unsigned threads) {
    void *state;
    set_up(&state);
    Bed *bed = state;
    prove(bed, threads);
    TextBuffer text = {0};
    for (size_t i = 0; i < bed->findings.items.count; i++) {
        write_proof(bed->findings.items.items[i].proof, &text);
    }
    tear_down(&state);
    return text.text;
}

static void threads_change_nothing(void **state) {
    (void)state;
    char *one = proofs_with(1);
    for (unsigned threads = 2; threads <= 3; threads++) {
        char *more = proofs_with(threads);
        assert_string_equal(one, more);
        free(more);
    }
    free(one);
}

static bool stop_at_half(void *context, double done) {
    double *most = context;
    assert_true(done >= 0 && done <= 1);
    *most = done > *most ? done : *most;
    return done < 0.3;
}

static void a_stop_leaves_the_findings_alone(void **state) {
    Bed *bed = *state;
    double most = 0;
    ProofOptions options = {.seed = 1, .threads = 1, .go_on = stop_at_half, .context = &most};
    Error error = findings_prove(&bed->rules, bed->design, bed->scenario, &options, &bed->findings);
    assert_int_equal(error.code, ERROR_CANCELLED);
    assert_true(most >= 0.3);
    for (size_t i = 0; i < bed->findings.items.count; i++) {
        assert_null(bed->findings.items.items[i].proof);
        assert_int_equal(bed->findings.items.items[i].severity, SEVERITY_HIGH);
    }
}

/* ---- Faults that come again ------------------------------------------------------------------ */

static void plan(Bed *bed, const char *proof, Arena *arena, ProofPlan *made) {
    Rule rule = {.id = "z/flaps", .path = "x.sql"};
    Error error =
        clauses_parse(HEAD_OF_FIXES, "set api replicas 3", "x.sql", 5, arena, &rule.apply);
    if (!error.code) {
        error = clauses_parse(HEAD_OF_PROOFS, proof, "x.sql", 6, arena, &rule.proof);
    }
    if (!error.code) {
        error = proof_plan_make(&rule, &bed->findings.items.items[0], bed->design, bed->scenario,
                                arena, made);
    }
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static void a_fault_may_come_again_until_the_load_ends(void **state) {
    Bed *bed = *state;
    Arena arena = {0};
    ProofPlan made;
    plan(bed, "fault cut=1 at connection users-api from 2 for 0.25 every 2; measure failed; run 9",
         &arena, &made);
    static const double STARTS[] = {2, 4, 6, 8};
    assert_int_equal(made.faults.count, COUNT_OF(STARTS));
    for (size_t i = 0; i < COUNT_OF(STARTS); i++) {
        assert_true(fabs(made.faults.items[i].at_s - STARTS[i]) < 1e-9);
        assert_true(fabs(made.faults.items[i].for_s - 0.25) < 1e-9);
    }
    assert_string_not_equal(made.faults.items[0].id, made.faults.items[1].id);
    assert_string_equal(made.fault, "Users \xe2\x86\x92 API cut off for 250 ms every 2 s");
    proof_plan_free(&made);

    /* One that never ends before it comes again is one long one, in pieces. */
    plan(bed, "fault cut=1 at connection users-api from 1 for 3 every 1; measure failed; run 9",
         &arena, &made);
    assert_int_equal(made.faults.count, 2);
    assert_true(fabs(made.faults.items[1].at_s - 4) < 1e-9);
    proof_plan_free(&made);

    plan(bed, "fault cut=1 at connection users-api from 0 for 0.001 every 0.01; measure failed",
         &arena, &made);
    assert_int_equal(made.faults.count, 100);
    proof_plan_free(&made);
    arena_free(&arena);
}

static void a_shorter_run_has_fewer_of_them(void **state) {
    Bed *bed = *state;
    Arena arena = {0};
    ProofPlan made;
    plan(bed,
         "fault cut=1 at connection users-api from 3000 for 0.25 every 1000; measure failed; "
         "run 60000",
         &arena, &made);
    assert_true(made.seconds < made.wanted);
    assert_true(fabs(made.faults.items[0].at_s - 3000 * made.seconds / made.wanted) < 1e-9);
    assert_true(fabs(made.faults.items[0].for_s - 0.25) < 1e-9);
    assert_true(made.faults.count > 1 && made.faults.count <= (size_t)(made.seconds / 1000) + 1);
    proof_plan_free(&made);
    arena_free(&arena);
}

/* ---- Harm ------------------------------------------------------------------------------------ */

static Measured known(double value) {
    return (Measured){.known = true, .value = value, .of = -1};
}

static void harm_is_a_tenth_and_a_whole_one(void **state) {
    (void)state;
    static const struct {
        MeasureId measure;
        double drawn, mended;
        bool harm;
    } CASES[] = {
        {MEASURE_LOST, 1, 0, true},           {MEASURE_LOST, 0, 0, false},
        {MEASURE_LOST, 100, 91, false},       {MEASURE_LOST, 100, 90, true},
        {MEASURE_LOST, 5, 9, false},          {MEASURE_P99_MS, 100, 50, true},
        {MEASURE_P99_MS, INFINITY, 5, true},  {MEASURE_P99_MS, INFINITY, INFINITY, false},
        {MEASURE_P99_MS, 5, INFINITY, false}, {MEASURE_HIT_RATIO, 20, 60, true},
        {MEASURE_HIT_RATIO, 60, 20, false},   {MEASURE_DONE, 0, 1, true},
        {MEASURE_FAILED_PCT, 0.5, 0, true},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        bool harm =
            measure_shows_harm(CASES[i].measure, known(CASES[i].drawn), known(CASES[i].mended));
        if (harm != CASES[i].harm) {
            fail_msg("%s: %g against %g", MEASURE_NAMES[CASES[i].measure], CASES[i].drawn,
                     CASES[i].mended);
        }
    }
    Measured nothing = {0};
    assert_false(measure_shows_harm(MEASURE_LOST, nothing, known(0)));
    assert_true(measure_shows_harm(MEASURE_COST_USD_MONTH, known(40), nothing));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(harm_is_shown_with_a_story, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_harm_it_is_one_severity_lower, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_edits_the_calm_design_is_the_other, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_played_says_why, set_up, tear_down),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test_setup_teardown(a_stop_leaves_the_findings_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fault_may_come_again_until_the_load_ends, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_shorter_run_has_fewer_of_them, set_up, tear_down),
        cmocka_unit_test(harm_is_a_tenth_and_a_whole_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
