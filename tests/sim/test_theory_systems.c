/* The engine against closed forms of calls, retries, messages, caches and partitions. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "sim/play.h"

#define CLIENT "{'id':'users','kind':'client'},"
#define FREE "'concurrency':10000"
#define READS(rate) \
    "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':" #rate "}]"

/* One call from the users to a component with slots to spare. */
static const OperationReport *play_call(Play *run, double seconds, const char *settings,
                                        const char *callee) {
    char components[512], connection[512];
    run->options.seconds = seconds;
    snprintf(components, sizeof components, CLIENT "{'id':'api','kind':'service','settings':{%s}}",
             callee);
    snprintf(connection, sizeof connection,
             "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0%s}}",
             settings);
    play(run, components, connection, READS(1000));
    return play_operation(run, "get");
}

static void the_slowest_of_many(void **state) {
    Play *run = *state;
    const OperationReport *get =
        play_call(run, 30, ",'fan_out':10", FREE ",'service_ms':100,'service_cv':1");
    assert_within("H_10", get->mean_ms, 292.896825, 0.02);
    assert_within("p50", get->p50_ms, 270.355519, 0.02);
    assert_within("p99", get->p99_ms, 690.323679, 0.04);
    get = play_call(run, 30, "", FREE ",'service_ms':100,'service_cv':1");
    assert_within("p99 of one", get->p99_ms, 460.517019, 0.04);
}

static void any_of_many_fails(void **state) {
    Play *run = *state;
    const OperationReport *get = play_call(run, 30, ",'fan_out':10", FREE ",'error_pct':1");
    assert_within("1 - 0.99^10", (double)play_failed(get) / (double)get->offered, 0.0956179249,
                  0.03);
    get = play_call(run, 4, ",'fan_out':100", FREE ",'error_pct':1");
    assert_within("1 - 0.99^100", (double)play_failed(get) / (double)get->offered, 0.633967659,
                  0.02);
}

static void hedging_cuts_the_tail(void **state) {
    Play *run = *state;
    const OperationReport *get = play_call(run, 150, ",'hedge_after_ms':299.573227",
                                           FREE ",'service_ms':100,'service_cv':1");
    const ConnectionReport *call = play_connection(run, "call");
    assert_within("mean", get->mean_ms, 97.5, 0.02);
    assert_within("p99", get->p99_ms, 380.045123, 0.04);
    assert_within("p99.9", get->p999_ms, 495.174378, 0.05);
    assert_within("extra load", (double)call->hedges / (double)get->offered, 0.05, 0.05);
}

static void retries_are_geometric(void **state) {
    Play *run = *state;
    for (int most = 2; most <= 5; most++) {
        char settings[64];
        snprintf(settings, sizeof settings, ",'max_attempts':%d", most);
        const OperationReport *get = play_call(run, 100, settings, FREE ",'error_pct':10");
        double tries = (double)play_connection(run, "call")->attempts / (double)get->offered;
        double success = (double)get->ok / (double)get->offered;
        assert_within("attempts", tries, (1.0 - pow(0.1, most)) / 0.9, 0.005);
        assert_apart("success", success, 1.0 - pow(0.1, most), 0.001);
    }
}

static void layers_of_retries_multiply(void **state) {
    Play *run = *state;
    run->options.seconds = 5;
    play(run,
         CLIENT "{'id':'a','kind':'service'},{'id':'b','kind':'service'},"
                "{'id':'c','kind':'service','settings':{'error_pct':100}}",
         "{'id':'1','from':'users','to':'a','kind':'call','settings':{'max_attempts':3}},"
         "{'id':'2','from':'a','to':'b','kind':'call','settings':{'max_attempts':3}},"
         "{'id':'3','from':'b','to':'c','kind':'call','settings':{'max_attempts':3}}",
         READS(50));
    const OperationReport *get = play_operation(run, "get");
    assert_int_equal(play_connection(run, "3")->attempts, 27 * get->offered);
    assert_int_equal(get->failed[CAUSE_ERROR], get->offered);
}

/* Failing at once at the last: the time of a request is the sum of its pauses. */
static double mean_pauses(Play *run, int retries, const char *jitter) {
    char settings[256];
    snprintf(settings, sizeof settings,
             ",'max_attempts':%d,'backoff':'exponential','backoff_base_ms':100,"
             "'backoff_cap_ms':20000,'jitter':'%s','on_failure':'ignore'",
             retries + 1, jitter);
    return play_call(run, 20, settings, FREE ",'service_ms':0,'error_pct':100")->mean_ms;
}

static void pauses_grow_and_are_spread(void **state) {
    Play *run = *state;
    assert_within("3 pauses", mean_pauses(run, 3, "none"), 700.0, 1e-6);
    assert_within("3 pauses, full", mean_pauses(run, 3, "full"), 350.0, 0.02);
    assert_within("3 pauses, equal", mean_pauses(run, 3, "equal"), 525.0, 0.02);
    assert_within("8 pauses", mean_pauses(run, 8, "none"), 25500.0, 1e-6);
    assert_within("8 pauses, full", mean_pauses(run, 8, "full"), 12750.0, 0.02);
    assert_within("8 pauses, equal", mean_pauses(run, 8, "equal"), 19125.0, 0.02);
    /* The first is between 100 and 300 ms, and each of the others at most three times the last. */
    assert_within("1 pause, decorrelated", mean_pauses(run, 1, "decorrelated"), 200.0, 0.02);
    assert_within("2 pauses, decorrelated", mean_pauses(run, 2, "decorrelated"),
                  200.0 + (100.0 + 600.0) / 2.0, 0.02);
}

/* ---- Messages -------------------------------------------------------------------------------- */

#define SENDS(rate)                                                                           \
    "'operations':[{'id':'send','title':'S','type':'write','from':'client','rate_rps':" #rate \
    ",'effect':{'title':'Sent','at':['worker']}}]"
#define QUEUE_WAY                                                \
    "{'id':'put','from':'users','to':'queue','kind':'publish'}," \
    "{'id':'take','from':'queue','to':'worker','kind':'consume'}"

static void what_fails_too_often_is_parked(void **state) {
    Play *run = *state;
    run->options.seconds = 200;
    play(run,
         CLIENT "{'id':'queue','kind':'queue','settings':{'max_receives':5,'duplicate_pct':0}},"
                "{'id':'dead','kind':'queue'},"
                "{'id':'worker','kind':'worker','settings':{'concurrency':100,'error_pct':30}}",
         QUEUE_WAY ",{'id':'park','from':'queue','to':'dead','kind':'dead_letter'}", SENDS(1000));
    const OperationReport *send = play_operation(run, "send");
    assert_within("p^m", (double)send->effects.parked / (double)send->ok, 0.00243, 0.05);
    double receives = (double)play_component(run, "worker")->arrivals /
                      (double)play_component(run, "queue")->arrivals;
    assert_within("receives", receives, 1.4251, 0.02);
    assert_int_equal(send->effects.done + send->effects.parked, send->ok);
}

static void slow_work_is_delivered_again(void **state) {
    Play *run = *state;
    run->options.seconds = 100;
    play(run,
         CLIENT "{'id':'queue','kind':'queue','settings':{'visibility_timeout_s':0.2,"
                "'max_receives':2,'duplicate_pct':0}},"
                "{'id':'worker','kind':'worker','settings':{'concurrency':10000,'service_ms':100,"
                "'service_cv':1}}",
         QUEUE_WAY, SENDS(1000));
    double receives = (double)play_component(run, "worker")->arrivals /
                      (double)play_component(run, "queue")->arrivals;
    assert_within("P(service > timeout)", receives - 1.0, exp(-2.0), 0.03);
    assert_true(play_operation(run, "send")->effects.duplicated > 0);
}

/* ---- Data ------------------------------------------------------------------------------------ */

#define READ_THROUGH                                                                \
    "{'id':'1','from':'users','to':'cache','kind':'call','settings':{'rtt_ms':0}}," \
    "{'id':'2','from':'cache','to':'db','kind':'call','settings':{'rtt_ms':0}}"

static void caches_keep_what_is_asked_for(void **state) {
    Play *run = *state;
    static const struct {
        double alpha, capacity, hits;
    } CASES[] = {{0.8, 100, 0.15662464},
                 {0.8, 1000, 0.43665972},
                 {1.0, 100, 0.39052549},
                 {1.0, 1000, 0.67560179}};
    run->options.seconds = 100;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        char components[512], scenario[512];
        snprintf(components, sizeof components,
                 CLIENT "{'id':'cache','kind':'cache','settings':{'concurrency':1000,"
                        "'capacity_items':%g}},"
                        "{'id':'db','kind':'object_store','settings':{'concurrency':1000,"
                        "'read_ms':0}}",
                 CASES[i].capacity);
        snprintf(scenario, sizeof scenario,
                 "'keys':[{'id':'code','count':10000,'zipf':%g}],'operations':[{'id':'get',"
                 "'title':'G','type':'read','from':'client','rate_rps':5000,'key':'code'}]",
                 CASES[i].alpha);
        play(run, components, READ_THROUGH, scenario);
        assert_apart("hit ratio", play_component(run, "cache")->hit_ratio, CASES[i].hits, 0.005);
    }
}

static void a_time_to_live_ends_hits(void **state) {
    Play *run = *state;
    run->options.seconds = 300;
    play(run,
         CLIENT "{'id':'cache','kind':'cache','settings':{'concurrency':1000,'ttl_s':10}},"
                "{'id':'db','kind':'object_store','settings':{'concurrency':1000,'read_ms':0}}",
         READ_THROUGH,
         "'keys':[{'id':'code','count':10000,'zipf':1}],'operations':[{'id':'get','title':'G',"
         "'type':'read','from':'client','rate_rps':1000,'key':'code'}]");
    assert_apart("hit ratio", play_component(run, "cache")->hit_ratio, 0.75704437, 0.005);
    assert_within("origin rate", play_component(run, "db")->arrivals_per_s, 242.955626, 0.03);
    /* It starts as a steady load would have left it. */
    run->options.seconds = 4;
    run->options.warmup_s = 0;
    play(run,
         CLIENT "{'id':'cache','kind':'cache','settings':{'concurrency':1000,'ttl_s':10}},"
                "{'id':'db','kind':'object_store','settings':{'concurrency':1000,'read_ms':0}}",
         READ_THROUGH,
         "'keys':[{'id':'code','count':10000,'zipf':1}],'operations':[{'id':'get','title':'G',"
         "'type':'read','from':'client','rate_rps':1000,'key':'code'}]");
    assert_apart("hit ratio", play_component(run, "cache")->hit_ratio, 0.75704437, 0.025);
}

static void buckets_let_a_rate_through(void **state) {
    Play *run = *state;
    static const struct {
        double rho;
        int burst;
        double dropped;
    } CASES[] = {{0.9, 5, 0.0643618972}, {1.5, 2, 0.419660788}};
    run->options.seconds = 400;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        char components[512], scenario[256];
        snprintf(components, sizeof components,
                 CLIENT "{'id':'limit','kind':'rate_limiter','settings':{'limit_rps':1000,"
                        "'burst':%d}},{'id':'api','kind':'service','settings':{" FREE "}}",
                 CASES[i].burst);
        snprintf(scenario, sizeof scenario,
                 "'operations':[{'id':'get','title':'G','type':'read','from':'client',"
                 "'rate_rps':%g}]",
                 CASES[i].rho * 1000.0);
        play(run, components,
             "{'id':'1','from':'users','to':'limit','kind':'call'},"
             "{'id':'2','from':'limit','to':'api','kind':'call'}",
             scenario);
        const OperationReport *get = play_operation(run, "get");
        assert_within("dropped", (double)get->failed[CAUSE_RATE_LIMITED] / (double)get->offered,
                      CASES[i].dropped, 0.03);
    }
}

static void a_majority_answers(void **state) {
    Play *run = *state;
    run->options.seconds = 100;
    play(run,
         CLIENT "{'id':'store','kind':'kv_store','settings':{'concurrency':10000,'read_ms':100,"
                "'copies':3,'consistency':'strong'}}",
         "{'id':'1','from':'users','to':'store','kind':'call','settings':{'rtt_ms':0}}",
         READS(1000));
    assert_within("second of three", play_operation(run, "get")->mean_ms, 83.3333333, 0.02);
}

/* 10,000 requests over 100 partitions, with keys that hardly ever come twice. */
static void the_fullest_of_many_bins(void **state) {
    Play *run = *state;
    run->options.seconds = 10;
    run->options.warmup_s = 0;
    run->options.replications = 60;
    play(run,
         CLIENT "{'id':'store','kind':'kv_store','settings':{'partitions':100,"
                "'partition_key':'code'}}",
         "{'id':'1','from':'users','to':'store','kind':'call'}",
         "'keys':[{'id':'code','count':1000000000}],'operations':[{'id':'get','title':'G',"
         "'type':'read','from':'client','rate_rps':1000,'key':'code'}]");
    assert_within("heat", play_component(run, "store")->partition_heat, 1.259594, 0.03);
}

/* ---- Metastable failure ---------------------------------------------------------------------- */

static bool recovers(Play *run, int rate, double budget_pct) {
    char call[512], scenario[512];
    snprintf(call, sizeof call,
             "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0,"
             "'timeout_ms':1000,'max_attempts':2,'retry_budget_pct':%g}}",
             budget_pct);
    snprintf(scenario, sizeof scenario,
             "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':%d}],"
             "'faults':[{'id':'outage','title':'O','at_s':60,'for_s':10,'target':{'component':"
             "'api'},'effect':{'slow_factor':3000}}]",
             rate);
    run->options.seconds = 900;
    run->options.with_faults = true;
    play(run,
         CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':"
                "3.3333333}}",
         call, scenario);
    const OperationReport *get = play_operation(run, "get");
    double ok = 0.0, offered = 0.0;
    for (size_t i = 800; i < 890; i++) {
        ok += get->series_ok[i];
        offered += get->series_offered[i];
    }
    return ok > offered * 0.9;
}

/* Stuck for ten seconds: two tries each of what then waits are more than the server can do. */
static void a_retry_storm_outlives_its_trigger(void **state) {
    Play *run = *state;
    assert_true(recovers(run, 140, 0));
    assert_false(recovers(run, 160, 0));
    assert_true(recovers(run, 200, 10));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(the_slowest_of_many),
        PLAY_TEST(any_of_many_fails),
        PLAY_TEST(hedging_cuts_the_tail),
        PLAY_TEST(retries_are_geometric),
        PLAY_TEST(layers_of_retries_multiply),
        PLAY_TEST(pauses_grow_and_are_spread),
        PLAY_TEST(what_fails_too_often_is_parked),
        PLAY_TEST(slow_work_is_delivered_again),
        PLAY_TEST(caches_keep_what_is_asked_for),
        PLAY_TEST(a_time_to_live_ends_hits),
        PLAY_TEST(buckets_let_a_rate_through),
        PLAY_TEST(a_majority_answers),
        PLAY_TEST(the_fullest_of_many_bins),
        PLAY_TEST(a_retry_storm_outlives_its_trigger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
