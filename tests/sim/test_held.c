/* What is held back: by a maintenance window, by a phone without a network, by a clock that is
 * away. 100 requests a second, held from 10 s to 20.5 s of 40. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/play.h"

enum { HELD_FROM = 10, HELD_UNTIL = 20, SECONDS = 40 };

static const OperationReport *play_held(Play *run, const char *from, const char *settings,
                                        const char *target, const char *effect) {
    char components[256], scenario[512];
    snprintf(components, sizeof components,
             "{'id':'source','kind':'%s'%s},{'id':'api','kind':'service'}", from, settings);
    snprintf(scenario, sizeof scenario,
             "'operations':[{'id':'get','title':'G','type':'read','from':'%s','rate_rps':100}],"
             "'faults':[{'id':'window','title':'W','at_s':10,'for_s':10.5,'target':{%s},"
             "'effect':{%s}}]",
             from, target, effect);
    run->options.seconds = SECONDS;
    run->options.with_faults = true;
    play(run, components, "{'id':'1','from':'source','to':'api','kind':'call'}", scenario);
    assert_true(run->report->faults[0].applied);
    return play_operation(run, "get");
}

static double sum(const double *bins, size_t from, size_t until) {
    double total = 0.0;
    for (size_t i = from; i < until; i++) {
        total += bins[i];
    }
    return total;
}

/* They are neither lost nor more, and stand before the service all at once. */
static void assert_come_at_the_end(const Play *run, const OperationReport *get) {
    assert_int_equal(play_failed(get), 0);
    assert_int_equal(get->ok, get->offered);
    assert_apart("held", sum(get->series_offered, HELD_FROM, HELD_UNTIL), 0.0, 1.0);
    assert_within("in all", (double)get->offered, 100.0 * SECONDS, 0.05);
    assert_within("at the end", get->series_offered[HELD_UNTIL], 1100.0, 0.1);
    assert_true(play_component(run, "api")->queue_max > 700);
}

static void people_come_when_it_ends(void **state) {
    Play *run = *state;
    assert_come_at_the_end(run, play_held(run, "client", "", "'operation':'get'", "'hold':true"));
    assert_come_at_the_end(run, play_held(run, "client", "", "'kind':'client'", "'hold':true"));
}

static void a_clock_misses_what_is_held(void **state) {
    Play *run = *state;
    const OperationReport *get =
        play_held(run, "scheduler", "", "'operation':'get'", "'hold':true");
    assert_int_equal(get->failed[CAUSE_UNREACHABLE], play_failed(get));
    assert_within("missed", (double)play_failed(get), 1050.0, 0.1);
    assert_apart("started", sum(get->series_ok, HELD_FROM + 1, HELD_UNTIL), 0.0, 0.5);
}

static void a_clock_that_catches_up_misses_nothing(void **state) {
    Play *run = *state;
    static const char SETTINGS[] = ",'settings':{'missed_runs':'catch_up'}";
    assert_come_at_the_end(
        run, play_held(run, "scheduler", SETTINGS, "'operation':'get'", "'hold':true"));
    /* Nor when it was away itself. */
    assert_come_at_the_end(
        run, play_held(run, "scheduler", SETTINGS, "'kind':'scheduler'", "'down_pct':100"));
}

static void a_run_that_ends_in_a_window_ends(void **state) {
    Play *run = *state;
    run->options.seconds = 15;
    run->options.with_faults = true;
    play(run, "{'id':'users','kind':'client'},{'id':'api','kind':'service'}",
         "{'id':'1','from':'users','to':'api','kind':'call'}",
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':100}],"
         "'faults':[{'id':'window','title':'W','at_s':10,'for_s':10,'target':{'operation':'get'},"
         "'effect':{'hold':true}}]");
    const OperationReport *get = play_operation(run, "get");
    assert_int_equal(get->ok, get->offered);
    assert_within("before it", (double)get->offered, 1000.0, 0.1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(people_come_when_it_ends),
        PLAY_TEST(a_clock_misses_what_is_held),
        PLAY_TEST(a_clock_that_catches_up_misses_nothing),
        PLAY_TEST(a_run_that_ends_in_a_window_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
