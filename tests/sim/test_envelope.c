/* The envelope of queues whose highest load is known in closed form. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/envelope.h"
#include "sim/play.h"
#include "support/support.h"

#define CLIENT "{'id':'users','kind':'client'},"
#define CALL "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0}}"
#define ONE_SERVER                                                                    \
    CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':1," \
           "'service_cv':1,'queue_limit':100000}}"

/* The time that 99 of 100 requests of M/M/1 at the load 0.8 take, in mean services. */
static const double P99_AT_LOAD_08 = 23.02585093;
static const double WITHIN = 0.03;

static EnvelopeOptions options_of(double seconds) {
    return (EnvelopeOptions){.trials = {.seed = 1, .seconds = seconds}};
}

/* A short run makes the design and the scenario; the envelope is found anew. */
static Error find(Play *run, const char *component, double rate, const char *slo,
                  const char *faults, EnvelopeOptions options, Envelope *envelope) {
    char scenario[512];
    snprintf(scenario, sizeof scenario,
             "'operations':[{'id':'get','title':'Get','type':'read','from':'client',"
             "'rate_rps':%.9g%s}]%s",
             rate, slo, faults);
    run->options.seconds = 1.0;
    play(run, component, CALL, scenario);
    return envelope_find(run->design, run->scenario, &options, envelope);
}

static void assert_found(Error error, const Envelope *envelope) {
    if (error.code) {
        fail_msg("%s", error.message);
    }
    assert_false(envelope->cut_short);
    assert_true(envelope->breaks > envelope->holds);
    assert_true(envelope->breaks <= envelope->holds * 1.0100001);
}

static void finds_where_the_tail_of_a_queue_passes_its_target(void **state) {
    Play *run = *state;
    static const double RATES[] = {400, 1600};
    char slo[64];
    snprintf(slo, sizeof slo, ",'slo':{'p99_ms':%.9g}", P99_AT_LOAD_08);
    for (size_t i = 0; i < COUNT_OF(RATES); i++) {
        Envelope envelope = {0};
        assert_found(find(run, ONE_SERVER, RATES[i], slo, "", options_of(400), &envelope),
                     &envelope);
        assert_within("the highest load", envelope.holds * RATES[i], 800.0, WITHIN);
        assert_int_equal(envelope.misses.count, 1);
        const Miss *miss = &envelope.misses.items[0];
        assert_int_equal(miss->operation, 0);
        assert_int_equal(miss->verdict.slo, SLO_P99_MS);
        assert_true(miss->verdict.measured > P99_AT_LOAD_08);
        assert_int_equal(miss->bottleneck, 1);
        assert_within("utilisation", miss->utilisation, 0.8, WITHIN);
        assert_true(miss->fault == SIZE_MAX);
        envelope_free(&envelope);
    }
}

/* Erlang's loss formula for one slot: of the load a, a / (1 + a) is refused. */
static void finds_where_too_much_is_refused(void **state) {
    Play *run = *state;
    Envelope envelope = {0};
    assert_found(find(run,
                      CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,"
                             "'service_ms':1,'service_cv':1,'queue_limit':0}}",
                      100.0, ",'slo':{'availability_pct':80}", "", options_of(100), &envelope),
                 &envelope);
    assert_within("the highest load", envelope.holds * 100.0, 250.0, WITHIN);
    assert_int_equal(envelope.misses.items[0].verdict.slo, SLO_AVAILABILITY_PCT);
    envelope_free(&envelope);
}

/* Work that takes twice as long has its tail at twice the time, at half the rate. */
static void a_fault_makes_it_smaller(void **state) {
    Play *run = *state;
    static const char *const FAULTS[] = {"slow"};
    char slo[64];
    snprintf(slo, sizeof slo, ",'slo':{'p99_ms':%.9g}", 2.0 * P99_AT_LOAD_08);
    EnvelopeOptions options = options_of(400);
    options.faults = FAULTS;
    options.fault_count = 1;
    Envelope envelope = {0};
    assert_found(find(run, ONE_SERVER, 200.0, slo,
                      ",'faults':[{'id':'slow','title':'S','at_s':0,'for_s':1000,"
                      "'target':{'component':'api'},'effect':{'slow_factor':2}}]",
                      options, &envelope),
                 &envelope);
    assert_within("the highest load", envelope.holds * 200.0, 400.0, WITHIN);
    assert_int_equal(envelope.misses.items[0].fault, 0);
    envelope_free(&envelope);
}

static void says_when_no_load_is_low_enough_or_high_enough(void **state) {
    Play *run = *state;
    Envelope envelope = {0};
    Error error = find(run, CLIENT "{'id':'api','kind':'service','settings':{'error_pct':10}}",
                       640.0, ",'slo':{'availability_pct':99.9}", "", options_of(20), &envelope);
    assert_int_equal(error.code, ERROR_NONE);
    assert_true(envelope.holds == 0.0 && envelope.breaks > 0.0 && envelope.breaks < 0.1);
    assert_true(envelope.misses.items[0].verdict.measured < 99.0);
    envelope_free(&envelope);
    error = find(run, CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1000}}", 10.0,
                 ",'slo':{'availability_pct':99.9}", "", options_of(2), &envelope);
    assert_int_equal(error.code, ERROR_NONE);
    assert_true(envelope.breaks == 0.0 && envelope.holds > 10.0);
    assert_int_equal(envelope.misses.count, 0);
    envelope_free(&envelope);
}

static bool stop_in_the_third_run(void *context, unsigned run, double done) {
    (void)context;
    (void)done;
    return run < 3;
}

static void stops_when_asked_with_what_is_known(void **state) {
    Play *run = *state;
    EnvelopeOptions options = options_of(20);
    options.trials.threads = 1;
    options.trials.go_on = stop_in_the_third_run;
    Envelope envelope = {0};
    Error error = find(run, ONE_SERVER, 100.0, ",'slo':{'p99_ms':20}", "", options, &envelope);
    assert_int_equal(error.code, ERROR_NONE);
    assert_true(envelope.cut_short);
    assert_int_equal(envelope.runs, 2);
    assert_true(envelope.holds == 1.0);
    assert_true(envelope.breaks > 1.0);
    envelope_free(&envelope);
}

static void the_number_of_threads_changes_nothing(void **state) {
    Play *run = *state;
    Envelope answers[3] = {{0}};
    for (unsigned i = 0; i < COUNT_OF(answers); i++) {
        EnvelopeOptions options = options_of(20);
        options.trials.threads = i + 1;
        assert_found(find(run, ONE_SERVER, 300.0, ",'slo':{'p99_ms':20}", "", options, &answers[i]),
                     &answers[i]);
        assert_true(answers[i].holds == answers[0].holds && answers[i].breaks == answers[0].breaks);
        assert_int_equal(answers[i].runs, answers[0].runs);
        assert_int_equal(answers[i].misses.count, answers[0].misses.count);
        assert_true(answers[i].misses.items[0].verdict.measured ==
                    answers[0].misses.items[0].verdict.measured);
    }
    for (unsigned i = 0; i < COUNT_OF(answers); i++) {
        envelope_free(&answers[i]);
    }
}

static void refuses_what_makes_no_sense(void **state) {
    Play *run = *state;
    static const char *const FAULTS[] = {"flood"};
    Envelope envelope = {0};
    Error error = find(run, ONE_SERVER, 100.0, "", "", options_of(5), &envelope);
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, "asks for no service level"));
    EnvelopeOptions options = options_of(5);
    options.faults = FAULTS;
    options.fault_count = 1;
    error = find(run, ONE_SERVER, 100.0, ",'slo':{'p99_ms':20}", "", options, &envelope);
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, "no fault `flood`"));
}

static void a_reference_bears_more_than_its_load_and_a_sketch_does_not(void **state) {
    (void)state;
    static const struct {
        const char *path;
        bool bears;
    } CASES[] = {{"notification-service/reference.json", true},
                 {"notification-service/naive.json", false}};
    Catalog *catalog = support_catalog();
    Scenario *scenario = support_scenario("notification-service");
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Design *design = support_shipped_design(catalog, CASES[i].path);
        EnvelopeOptions options = options_of(10);
        Envelope envelope = {0};
        Error error = envelope_find(design, scenario, &options, &envelope);
        assert_int_equal(error.code, ERROR_NONE);
        assert_int_equal(envelope.holds > 1.0, CASES[i].bears);
        assert_true(envelope.misses.count > 0);
        envelope_free(&envelope);
        design_free(design);
    }
    scenario_free(scenario);
    catalog_free(catalog);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(finds_where_the_tail_of_a_queue_passes_its_target),
        PLAY_TEST(finds_where_too_much_is_refused),
        PLAY_TEST(a_fault_makes_it_smaller),
        PLAY_TEST(says_when_no_load_is_low_enough_or_high_enough),
        PLAY_TEST(stops_when_asked_with_what_is_known),
        PLAY_TEST(the_number_of_threads_changes_nothing),
        PLAY_TEST(refuses_what_makes_no_sense),
        cmocka_unit_test(a_reference_bears_more_than_its_load_and_a_sketch_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
