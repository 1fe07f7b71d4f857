/* How systems fail, from the mechanisms alone: each failure and its cure are the same design but for
 * one setting, under the same arrivals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "sim/play.h"

#define CLIENT "{'id':'users','kind':'client'},"

static double sum(const double *bins, size_t from, size_t end) {
    double total = 0.0;
    for (size_t i = from; i < end; i++) {
        total += bins[i];
    }
    return total;
}

/* ---- Overload -------------------------------------------------------------------------------- */

static double ok_after_outage(Play *run, const char *settings) {
    char call[512];
    snprintf(call, sizeof call,
             "{'id':'call','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0,"
             "'timeout_ms':1000,'max_attempts':3%s}}",
             settings);
    run->options.seconds = 200;
    run->options.with_faults = true;
    play(run, CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':5}}",
         call,
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':120}],"
         "'faults':[{'id':'stuck','title':'S','at_s':30,'for_s':15,'target':{'component':'api'},"
         "'effect':{'slow_factor':1000}}]");
    const OperationReport *get = play_operation(run, "get");
    return sum(get->series_ok, 150, 190) / sum(get->series_offered, 150, 190);
}

static void a_retry_storm_outlives_its_trigger(void **state) {
    Play *run = *state;
    assert_true(ok_after_outage(run, "") < 0.2);
    assert_true(ok_after_outage(run, ",'retry_budget_pct':10") > 0.98);
    assert_true(ok_after_outage(run, ",'circuit_breaker':true,'breaker_open_s':5") > 0.98);
    assert_true(play_connection(run, "call")->breaker_opened > 0);
    assert_true(ok_after_outage(run, ",'cancel_on_timeout':true") > 0.98);
}

static double worst_read(Play *run, const char *coalesce) {
    char components[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'api','kind':'service','settings':{'concurrency':2000}},"
                    "{'id':'cache','kind':'cache','settings':{'concurrency':100,'coalesce':%s}},"
                    "{'id':'db','kind':'sql_db','settings':{'concurrency':8,'read_ms':50}}",
             coalesce);
    run->options.seconds = 40;
    run->options.with_faults = true;
    play(run, components,
         "{'id':'1','from':'users','to':'api','kind':'call'},"
         "{'id':'2','from':'api','to':'cache','kind':'call'},"
         "{'id':'3','from':'api','to':'db','kind':'call'}",
         "'keys':[{'id':'code','count':100,'zipf':1}],'operations':[{'id':'get','title':'G',"
         "'type':'read','from':'client','rate_rps':2000,'key':'code'}],"
         "'faults':[{'id':'flush','title':'F','at_s':20,'for_s':1,'target':{'kind':'cache'},"
         "'effect':{'flush':true}}]");
    return play_operation(run, "get")->max_ms;
}

static void a_flushed_cache_stampedes(void **state) {
    Play *run = *state;
    double stampede = worst_read(run, "false");
    uint64_t asked = play_connection(run, "3")->attempts;
    double coalesced = worst_read(run, "true");
    assert_true(play_connection(run, "3")->attempts <= 101);
    assert_true(asked > 300);
    assert_true(coalesced < stampede);
}

static double edge_latency(Play *run, const char *settings, const char *call) {
    char components[512], connections[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'edge','kind':'service','settings':{'concurrency':20,'service_ms':1}},"
                    "{'id':'api','kind':'service','settings':{'concurrency':20,'service_ms':1%s}},"
                    "{'id':'slow','kind':'external','settings':{'service_ms':10,'error_pct':0}}",
             settings);
    snprintf(connections, sizeof connections,
             "{'id':'1','from':'users','to':'edge','kind':'call'},"
             "{'id':'2','from':'edge','to':'api','kind':'call'},"
             "{'id':'3','from':'api','to':'slow','kind':'call','operations':['rare'],"
             "'settings':{%s}}",
             call);
    run->options.seconds = 60;
    run->options.with_faults = true;
    play(run, components, connections,
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':200},"
         "{'id':'rare','title':'R','type':'read','from':'client','rate_rps':20}],"
         "'faults':[{'id':'slow','title':'S','at_s':20,'for_s':20,'target':{'kind':'external'},"
         "'effect':{'slow_factor':300}}]");
    return play_operation(run, "get")->p99_ms;
}

static void one_slow_dependency_takes_all_slots(void **state) {
    Play *run = *state;
    assert_true(edge_latency(run, "", "") > 5000.0);
    assert_true(edge_latency(run, "", "'timeout_ms':100") < 100.0);
}

/* ---- Data ------------------------------------------------------------------------------------ */

static double hot_p99(Play *run, int salt) {
    char components[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'store','kind':'kv_store','settings':{'concurrency':2,'read_ms':5,"
                    "'partitions':16,'partition_key':'code','key_salt':%d}}",
             salt);
    run->options.seconds = 60;
    run->options.with_faults = true;
    play(run, components, "{'id':'1','from':'users','to':'store','kind':'call'}",
         "'keys':[{'id':'code','count':100000}],'operations':[{'id':'get','title':'G',"
         "'type':'read','from':'client','rate_rps':1500,'key':'code'}],"
         "'faults':[{'id':'hot','title':'H','at_s':10,'for_s':40,'target':{'key':'code'},"
         "'effect':{'hot_key_pct':50}}]");
    return play_operation(run, "get")->p99_ms;
}

static void a_hot_key_fills_one_partition(void **state) {
    Play *run = *state;
    double hot = hot_p99(run, 1);
    assert_true(play_component(run, "store")->partition_heat > 3.0);
    assert_true(play_component(run, "store")->utilisation < 0.4);
    double salted = hot_p99(run, 16);
    assert_true(play_component(run, "store")->partition_heat < 1.2);
    assert_true(hot > 20.0 * salted);
}

/* ---- Messages -------------------------------------------------------------------------------- */

static const char *const ORDERED_LOAD =
    "'keys':[{'id':'user','count':50}],'operations':[{'id':'send','title':'S','type':'write',"
    "'from':'client','rate_rps':100,'key':'user','effect':{'title':'E','at':['worker']},"
    "'slo':{'effect_within_s':5}}],"
    "'faults':[{'id':'poison','title':'P','at_s':10,'for_s':1,'target':{'kind':'queue'},"
    "'effect':{'poison_pct':5}}]";

static uint64_t late(Play *run, const char *queue) {
    char components[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'queue','kind':'queue','settings':{'duplicate_pct':0,"
                    "'max_receives':10%s}},{'id':'dead','kind':'queue'},"
                    "{'id':'worker','kind':'worker','settings':{'service_ms':5}}",
             queue);
    run->options.seconds = 40;
    run->options.with_faults = true;
    play(run, components,
         "{'id':'1','from':'users','to':'queue','kind':'publish'},"
         "{'id':'2','from':'queue','to':'worker','kind':'consume','settings':{'backoff':"
         "'constant','backoff_base_ms':2000}},"
         "{'id':'3','from':'queue','to':'dead','kind':'dead_letter'}",
         ORDERED_LOAD);
    return play_operation(run, "send")->effects.late;
}

static void poison_blocks_what_is_in_order_behind_it(void **state) {
    Play *run = *state;
    assert_int_equal(late(run, ""), 0);
    uint64_t of_a_user = late(run, ",'ordering':'fifo','ordering_key':'user'");
    uint64_t of_all = late(run, ",'ordering':'fifo'");
    assert_true(of_a_user > 0);
    assert_true(of_all > 5 * of_a_user);
    assert_true(play_operation(run, "send")->effects.parked > 0);
}

static const EffectCounts *with_visibility(Play *run, double seconds) {
    char components[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'queue','kind':'queue','settings':{'duplicate_pct':0,"
                    "'visibility_timeout_s':%g}},"
                    "{'id':'worker','kind':'worker','settings':{'concurrency':64,'service_ms':400,"
                    "'service_cv':0.3}}",
             seconds);
    run->options.seconds = 30;
    play(run, components,
         "{'id':'1','from':'users','to':'queue','kind':'publish'},"
         "{'id':'2','from':'queue','to':'worker','kind':'consume'}",
         "'operations':[{'id':'send','title':'S','type':'write','from':'client','rate_rps':50,"
         "'effect':{'title':'E','at':['worker']}}]");
    return &play_operation(run, "send")->effects;
}

static void a_short_visibility_timeout_doubles(void **state) {
    Play *run = *state;
    assert_true(with_visibility(run, 0.3)->duplicated > 500);
    assert_int_equal(with_visibility(run, 30)->duplicated, 0);
}

/* ---- Effects --------------------------------------------------------------------------------- */

static const EffectCounts *charges(Play *run, const char *idempotent, const char *dedup) {
    char components[512], connections[768];
    snprintf(components, sizeof components,
             CLIENT "{'id':'pay','kind':'service'},{'id':'keys','kind':'kv_store'},"
                    "{'id':'bank','kind':'external','settings':{'error_pct':0,"
                    "'accepts_idempotency_key':%s}}",
             idempotent);
    snprintf(connections, sizeof connections,
             "{'id':'1','from':'users','to':'pay','kind':'call','settings':{'timeout_ms':3000,"
             "'max_attempts':3}},"
             "{'id':'2','from':'pay','to':'bank','kind':'call','settings':{'timeout_ms':%s,"
             "'max_attempts':2}}%s",
             dedup[0] ? "0" : "1000", dedup);
    run->options.seconds = 60;
    run->options.with_faults = true;
    play(run, components, connections,
         "'operations':[{'id':'charge','title':'C','type':'write','from':'client','rate_rps':30,"
         "'effect':{'title':'E','at':['external']}}],"
         "'faults':[{'id':'reply','title':'R','at_s':10,'for_s':30,'target':{'kind':'external'},"
         "'effect':{'drop_reply_pct':10}}]");
    return &play_operation(run, "charge")->effects;
}

static void a_lost_reply_charges_twice(void **state) {
    Play *run = *state;
    assert_true(charges(run, "false", "")->duplicated > 40);
    assert_int_equal(charges(run, "true", "")->duplicated, 0);
    assert_int_equal(play_operation(run, "charge")->effects.lost, 0);
}

static const EffectCounts *with_dedup(Play *run, const char *dedup) {
    char connections[768];
    snprintf(connections, sizeof connections,
             "{'id':'1','from':'users','to':'queue','kind':'publish'},"
             "{'id':'2','from':'queue','to':'worker','kind':'consume','settings':{'backoff':"
             "'constant'}},"
             "{'id':'3','from':'worker','to':'bank','kind':'call'}%s",
             dedup);
    run->options.seconds = 30;
    play(run,
         CLIENT "{'id':'queue','kind':'queue','settings':{'duplicate_pct':20}},"
                "{'id':'worker','kind':'worker'},{'id':'keys','kind':'kv_store'},"
                "{'id':'bank','kind':'external','settings':{'error_pct':5}}",
         connections,
         "'operations':[{'id':'send','title':'S','type':'write','from':'client','rate_rps':50,"
         "'effect':{'title':'E','at':['external']}}]");
    return &play_operation(run, "send")->effects;
}

static void a_key_that_is_kept_stops_the_second(void **state) {
    Play *run = *state;
    assert_true(with_dedup(run, "")->duplicated > 200);
    const EffectCounts *once =
        with_dedup(run, ",{'id':'4','from':'worker','to':'keys','kind':'dedup'}");
    assert_int_equal(once->duplicated, 0);
    assert_int_equal(once->lost, 0);
    assert_int_equal(once->done, play_operation(run, "send")->ok);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(a_retry_storm_outlives_its_trigger),
        PLAY_TEST(a_flushed_cache_stampedes),
        PLAY_TEST(one_slow_dependency_takes_all_slots),
        PLAY_TEST(a_hot_key_fills_one_partition),
        PLAY_TEST(poison_blocks_what_is_in_order_behind_it),
        PLAY_TEST(a_short_visibility_timeout_doubles),
        PLAY_TEST(a_lost_reply_charges_twice),
        PLAY_TEST(a_key_that_is_kept_stops_the_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
