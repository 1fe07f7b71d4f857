/* What a steady state shows where no closed form says it all; tests/theory has those. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "sim/play.h"

#define CLIENT "{'id':'users','kind':'client'},"
#define CALL "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0}}"
#define READS(rate) \
    "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':" #rate "}]"

/* Five servers, busy to 0.8 with work of a millisecond. */
static double mean_time(Play *run, const char *dispatch) {
    char components[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'api','kind':'service','settings':{'replicas':5,'concurrency':1,"
                    "'service_ms':1,'dispatch':'%s'}}",
             dispatch);
    run->options.seconds = 30.0;
    play(run, components, CALL, READS(4000));
    return play_operation(run, "get")->mean_ms;
}

static void the_more_is_known_the_shorter_the_wait(void **state) {
    Play *run = *state;
    double at_random = mean_time(run, "random");
    double in_turns = mean_time(run, "round_robin");
    double to_the_least = mean_time(run, "least_busy");
    double in_one_queue = mean_time(run, "shared_queue");
    assert_within("random is M/M/1 in each", at_random, 5.0, 0.1);
    assert_true(in_one_queue < to_the_least && to_the_least < in_turns && in_turns < at_random);
}

/* The wait of M/M/1 has the same mean in any order that does not look at the work. */
static void the_last_come_first(void **state) {
    Play *run = *state;
    run->options.seconds = 300.0;
    play(run,
         CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':1,"
                "'scheduling':'lifo'}}",
         CALL, READS(700));
    const OperationReport *get = play_operation(run, "get");
    assert_within("W", get->mean_ms, 1.0 / 0.3, 0.04);
    assert_true(get->p99_ms > 1.0 / 0.3 * log(100.0) * 1.3);
}

/* Failing at once at the last: the time of a request is the sum of its pauses. */
static double mean_pauses(Play *run, int retries) {
    char connection[512];
    snprintf(connection, sizeof connection,
             "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0,"
             "'max_attempts':%d,'backoff':'exponential','backoff_base_ms':100,"
             "'backoff_cap_ms':20000,'jitter':'decorrelated','on_failure':'ignore'}}",
             retries + 1);
    run->options.seconds = 20.0;
    play(run,
         CLIENT "{'id':'api','kind':'service','settings':{'concurrency':10000,'service_ms':0,"
                "'error_pct':100}}",
         connection, READS(1000));
    return play_operation(run, "get")->mean_ms;
}

/* The first is between 100 and 300 ms, and each of the others at most three times the last. */
static void decorrelated_pauses_wander(void **state) {
    Play *run = *state;
    assert_within("one", mean_pauses(run, 1), 200.0, 0.02);
    assert_within("two", mean_pauses(run, 2), 200.0 + (100.0 + 600.0) / 2.0, 0.02);
}

static void a_cache_starts_as_a_steady_load_would_have_left_it(void **state) {
    Play *run = *state;
    run->options.seconds = 4;
    run->options.warmup_s = 0;
    play(run,
         CLIENT "{'id':'cache','kind':'cache','settings':{'concurrency':1000,'ttl_s':10}},"
                "{'id':'db','kind':'object_store','settings':{'concurrency':1000,'read_ms':0}}",
         "{'id':'1','from':'users','to':'cache','kind':'call','settings':{'rtt_ms':0}},"
         "{'id':'2','from':'cache','to':'db','kind':'call','settings':{'rtt_ms':0}}",
         "'keys':[{'id':'code','count':10000,'zipf':1}],'operations':[{'id':'get','title':'G',"
         "'type':'read','from':'client','rate_rps':1000,'key':'code'}]");
    assert_apart("hit ratio", play_component(run, "cache")->hit_ratio, 0.75704437, 0.025);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(the_more_is_known_the_shorter_the_wait),
        PLAY_TEST(the_last_come_first),
        PLAY_TEST(decorrelated_pauses_wander),
        PLAY_TEST(a_cache_starts_as_a_steady_load_would_have_left_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
