/* The warm-up that a run finds by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/macros.h"
#include "sim/batch_means.h"
#include "sim/play.h"

#define USERS "{'id':'users','kind':'client'},"
#define CALL "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0}}"
#define LOAD(rate) \
    "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':" rate "}]"
/* Too small until it has scaled, some 30 s after the start. */
#define SCALES                                                                             \
    USERS "{'id':'api','kind':'service','settings':{'replicas':2,'concurrency':1,"         \
          "'service_ms':10,'service_cv':1,'queue_limit':100000,'dispatch':'shared_queue'," \
          "'autoscale_max':8,'autoscale_target_pct':50,'autoscale_delay_s':20}}"
#define STEADY                                                                        \
    USERS "{'id':'api','kind':'service','settings':{'concurrency':4,'service_ms':10," \
          "'service_cv':1}}"

/* ---- The series ------------------------------------------------------------------------------ */

static void a_transient_is_cut_where_it_ends(void **state) {
    (void)state;
    double values[100];
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        values[i] = (i < 12 ? 12.0 - (double)i : 0.0) + (double)(i * 7 % 5) * 0.01;
    }
    assert_int_equal(mser_cut(values, COUNT_OF(values)), 12);
}

static void what_never_settles_is_cut_in_half(void **state) {
    (void)state;
    double values[100];
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        values[i] = (double)i;
    }
    assert_int_equal(mser_cut(values, COUNT_OF(values)), 50);
}

static void what_is_steady_is_not_cut(void **state) {
    (void)state;
    double values[100];
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        values[i] = 3.0;
    }
    assert_int_equal(mser_cut(values, COUNT_OF(values)), 0);
    assert_int_equal(mser_cut(values, 1), 0);
    assert_int_equal(mser_cut(values, 0), 0);
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static void a_slow_start_is_left_out(void **state) {
    Play *run = *state;
    run->options.seconds = 400;
    const SimReport *report = play(run, SCALES, CALL, LOAD("300"));
    assert_true(report->warmup_found && report->settled);
    assert_true(report->warmup_s >= 25.0 && report->warmup_s <= 100.0);
    assert_true(play_operation(run, "get")->p99_ms < 100.0);
    uint64_t measured = play_operation(run, "get")->measured;
    assert_true(measured < play_operation(run, "get")->ok);
    assert_within("what is measured", (double)measured, 300.0 * (400.0 - report->warmup_s), 0.02);
}

static void a_given_warm_up_rules(void **state) {
    Play *run = *state;
    run->options.seconds = 400;
    run->options.warmup_s = 0;
    const SimReport *report = play(run, SCALES, CALL, LOAD("300"));
    assert_false(report->warmup_found);
    assert_true(report->warmup_s == 0.0);
    assert_int_equal(play_operation(run, "get")->measured, play_operation(run, "get")->ok);
    assert_true(play_operation(run, "get")->p99_ms > 1000.0);
    run->options.warmup_s = 12.5;
    assert_true(play(run, SCALES, CALL, LOAD("300"))->warmup_s == 12.5);
}

static void an_overload_has_not_settled(void **state) {
    Play *run = *state;
    run->options.seconds = 60;
    const SimReport *report =
        play(run,
             USERS "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':10,"
                   "'queue_limit':100000}}",
             CALL, LOAD("150"));
    assert_false(report->settled);
    assert_true(report->warmup_s == 0.0);
}

static void a_fault_is_no_warm_up(void **state) {
    Play *run = *state;
    static const char FAULT[] =
        LOAD("200") ",'faults':[{'id':'slow','title':'S','at_s':20,'for_s':20,"
                    "'target':{'component':'api'},'effect':{'slow_factor':3}}]";
    run->options.seconds = 100;
    run->options.with_faults = true;
    assert_true(play(run, STEADY, CALL, FAULT)->warmup_s <= 10.0);
    assert_true(play_operation(run, "get")->p99_ms > 1000.0); /* it is in what is measured */
    assert_int_equal(run->report->fault_count, 1);
}

/* The interval is of what is measured: the slow start would widen it. */
static void the_interval_is_of_what_is_measured(void **state) {
    Play *run = *state;
    run->options.seconds = 400;
    play(run, SCALES, CALL, LOAD("300"));
    const OperationReport *get = play_operation(run, "get");
    assert_true(get->ci_low_ms < get->mean_ms && get->mean_ms < get->ci_high_ms);
    assert_true(get->ci_high_ms - get->ci_low_ms < 0.2 * get->mean_ms);
}

static void replications_are_cut_one_by_one(void **state) {
    Play *run = *state;
    run->options.seconds = 200;
    double longest = 0.0;
    double alone = play(run, SCALES, CALL, LOAD("300"))->warmup_s;
    for (unsigned count = 2; count <= 3; count++) {
        run->options.replications = count;
        double found = play(run, SCALES, CALL, LOAD("300"))->warmup_s;
        assert_true(found >= alone && found >= longest);
        longest = found;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_transient_is_cut_where_it_ends),
        cmocka_unit_test(what_never_settles_is_cut_in_half),
        cmocka_unit_test(what_is_steady_is_not_cut),
        PLAY_TEST(a_slow_start_is_left_out),
        PLAY_TEST(a_given_warm_up_rules),
        PLAY_TEST(an_overload_has_not_settled),
        PLAY_TEST(a_fault_is_no_warm_up),
        PLAY_TEST(the_interval_is_of_what_is_measured),
        PLAY_TEST(replications_are_cut_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
