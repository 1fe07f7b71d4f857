/* Sizes of queues that are known in closed form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/play.h"
#include "sim/size.h"

#define CALL "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0}}"

#define THREE_FAULTS                                                                      \
    ",'faults':[{'id':'other','title':'O','at_s':0,'for_s':40,'target':{'kind':'cache'}," \
    "'effect':{'flush':true}},{'id':'half','title':'H','at_s':0,'for_s':40,"              \
    "'target':{'component':'api'},'effect':{'down_pct':50}},{'id':'third','title':'T',"   \
    "'at_s':0,'for_s':40,'target':{'component':'api'},'effect':{'down_pct':33}}]"

static const double PRICE = 10.0;

typedef struct Case {
    int replicas; /* as drawn, of one slot each */
    const char *slo, *settings, *faults;
    SizeOptions options;
} Case;

/* M/M/c with 1.6 arrivals in a mean service. A short run makes the design and the scenario. */
static Error find(Play *run, Case sized, Sizing *sizing) {
    char components[512], scenario[768];
    snprintf(components, sizeof components,
             "{'id':'users','kind':'client'},"
             "{'id':'api','kind':'service','settings':{'replicas':%d,'concurrency':1,"
             "'service_ms':1,'service_cv':1,'queue_limit':100000,'dispatch':'shared_queue',"
             "'unit_cost':%g%s}}",
             sized.replicas, PRICE, sized.settings ? sized.settings : "");
    snprintf(scenario, sizeof scenario,
             "'operations':[{'id':'get','title':'Get','type':'read','from':'client',"
             "'rate_rps':1600%s}]%s",
             sized.slo, sized.faults ? sized.faults : "");
    run->options.seconds = 1.0;
    play(run, components, CALL, scenario);
    sized.options.trials.seed = 1;
    sized.options.trials.seconds = 40.0;
    return size_find(run->design, run->scenario, &sized.options, sizing);
}

static void find_well(Play *run, Case sized, Sizing *sizing) {
    Error error = find(run, sized, sizing);
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static void assert_size(const Sizing *sizing, double to, SizeFloor floor) {
    assert_int_equal(sizing->choices.count, 1);
    assert_string_equal(sizing->choices.items[0].setting->id, "replicas");
    assert_true(sizing->choices.items[0].to == to);
    assert_int_equal(sizing->choices.items[0].floor, floor);
    assert_true(sizing->cost == to * PRICE);
}

/* The p99 of M/M/2 at this load is 11.9 services, that of M/M/3 below 6. */
static void finds_the_servers_that_a_tail_asks_for(void **state) {
    Play *run = *state;
    static const int DRAWN[] = {1, 2, 3, 9};
    for (size_t i = 0; i < COUNT_OF(DRAWN); i++) {
        Sizing sizing = {0};
        find_well(run, (Case){.replicas = DRAWN[i], .slo = ",'slo':{'p99_ms':8}"}, &sizing);
        assert_int_equal(sizing.outcome, SIZE_FITS);
        assert_size(&sizing, 3, SIZE_FLOOR_MISS);
        const SizeChoice *choice = &sizing.choices.items[0];
        assert_true(choice->from == DRAWN[i]);
        assert_int_equal(choice->miss.verdict.slo, SLO_P99_MS);
        assert_within("p99 of one less", choice->miss.verdict.measured, 11.937, 0.15);
        assert_true(choice->miss.fault == SIZE_MAX);
        assert_true(sizing.cost_before == DRAWN[i] * PRICE);
        size_free(&sizing);
    }
}

static void never_goes_below_what_the_load_saturates(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    find_well(run, (Case){.replicas = 6, .slo = ",'slo':{'p99_ms':30}"}, &sizing);
    assert_int_equal(sizing.outcome, SIZE_FITS);
    assert_size(&sizing, 2, SIZE_FLOOR_LOAD);
    size_free(&sizing);
}

static void keeps_a_machine_in_each_zone(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    find_well(run, (Case){.replicas = 6, .slo = ",'slo':{'p99_ms':30}", .settings = ",'zones':3"},
              &sizing);
    assert_size(&sizing, 3, SIZE_FLOOR_BOUND);
    size_free(&sizing);
}

static void sizes_for_the_faults_that_strike(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    find_well(run,
              (Case){.replicas = 12,
                     .slo = ",'slo':{'p99_ms':8}",
                     .faults = ",'faults':["
                               "{'id':'other','title':'O','at_s':0,'for_s':40,"
                               "'target':{'kind':'cache'},'effect':{'flush':true}},"
                               "{'id':'half','title':'H','at_s':0,'for_s':40,"
                               "'target':{'component':'api'},'effect':{'down_pct':50}}]"},
              &sizing);
    assert_int_equal(sizing.outcome, SIZE_FITS);
    assert_int_equal(sizing.faults, 1);
    const SizeChoice *choice = &sizing.choices.items[0];
    assert_true(choice->to >= 5 && choice->to <= 6); /* of which three are left */
    assert_int_equal(choice->floor, SIZE_FLOOR_MISS);
    assert_int_equal(choice->miss.fault, 1);
    size_free(&sizing);
}

static void the_number_of_threads_changes_nothing(void **state) {
    Play *run = *state;
    unsigned runs = 0;
    double to = 0.0;
    for (unsigned threads = 1; threads <= 3; threads++) {
        Sizing sizing = {0};
        find_well(run,
                  (Case){.replicas = 12,
                         .slo = ",'slo':{'p99_ms':8}",
                         .faults = THREE_FAULTS,
                         .options = {.trials = {.threads = threads}}},
                  &sizing);
        assert_int_equal(sizing.faults, 2);
        runs = threads == 1 ? sizing.runs : runs;
        to = threads == 1 ? sizing.choices.items[0].to : to;
        assert_int_equal(sizing.runs, runs);
        assert_true(sizing.choices.items[0].to == to);
        assert_int_equal(sizing.choices.items[0].miss.fault, 1);
        size_free(&sizing);
    }
}

static void says_when_it_is_too_dear(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    find_well(run,
              (Case){.replicas = 6, .slo = ",'slo':{'p99_ms':8}", .options = {.most_cost = 25}},
              &sizing);
    assert_int_equal(sizing.outcome, SIZE_OVER_BUDGET);
    assert_true(sizing.budget == 25.0);
    assert_size(&sizing, 3, SIZE_FLOOR_MISS);
    size_free(&sizing);
    find_well(
        run,
        (Case){.replicas = 6, .slo = ",'slo':{'p99_ms':8}", .faults = ",'budget_usd_month':30"},
        &sizing);
    assert_int_equal(sizing.outcome, SIZE_FITS);
    assert_true(sizing.budget == 30.0);
    size_free(&sizing);
}

static void says_what_no_size_mends(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    find_well(run,
              (Case){.replicas = 3,
                     .slo = ",'slo':{'availability_pct':99.9}",
                     .settings = ",'error_pct':10"},
              &sizing);
    assert_int_equal(sizing.outcome, SIZE_IMPOSSIBLE);
    assert_int_equal(sizing.misses.count, 1);
    assert_int_equal(sizing.misses.items[0].verdict.slo, SLO_AVAILABILITY_PCT);
    assert_within("availability", sizing.misses.items[0].verdict.measured, 90.0, 0.02);
    size_free(&sizing);
}

static bool stop_in_the_second_run(void *context, unsigned run, double done) {
    (void)context;
    (void)done;
    return run < 2;
}

static bool stop_at_once(void *context, unsigned run, double done) {
    (void)context;
    (void)done;
    (void)run;
    return false;
}

static void stops_when_asked_with_what_is_known(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    Case sized = {.replicas = 6, .slo = ",'slo':{'p99_ms':8}"};
    sized.options.trials.threads = 1;
    sized.options.trials.go_on = stop_in_the_second_run;
    find_well(run, sized, &sizing);
    assert_true(sizing.cut_short);
    assert_int_equal(sizing.outcome, SIZE_FITS);
    assert_size(&sizing, 6, SIZE_FLOOR_UNKNOWN);
    size_free(&sizing);
    sized.options.trials.go_on = stop_at_once;
    find_well(run, sized, &sizing);
    assert_true(sizing.cut_short);
    assert_int_equal(sizing.outcome, SIZE_UNKNOWN);
    size_free(&sizing);
}

static void needs_a_service_level(void **state) {
    Play *run = *state;
    Sizing sizing = {0};
    Error error = find(run, (Case){.replicas = 6, .slo = ""}, &sizing);
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, "asks for no service level"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(finds_the_servers_that_a_tail_asks_for),
        PLAY_TEST(never_goes_below_what_the_load_saturates),
        PLAY_TEST(keeps_a_machine_in_each_zone),
        PLAY_TEST(sizes_for_the_faults_that_strike),
        PLAY_TEST(the_number_of_threads_changes_nothing),
        PLAY_TEST(says_when_it_is_too_dear),
        PLAY_TEST(says_what_no_size_mends),
        PLAY_TEST(stops_when_asked_with_what_is_known),
        PLAY_TEST(needs_a_service_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
