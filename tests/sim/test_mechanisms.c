/* One mechanism at a time, on designs small enough to know what must come out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/estimate.h"
#include "sim/play.h"

#define CLIENT "{'id':'users','kind':'client'},"
#define TO_STORE "{'id':'1','from':'users','to':'store','kind':'call','settings':{'rtt_ms':0}}"
#define READ(rate) \
    "{'id':'get','title':'G','type':'read','from':'client','rate_rps':" rate ",'key':'code'}"
#define WRITE(rate)                                                                            \
    "{'id':'put','title':'P','type':'write','from':'client','rate_rps':" rate ",'key':'code'," \
    "'effect':{'title':'E','at':['sql_db','kv_store','worker','external']}}"
#define KEYS(count) "'keys':[{'id':'code','count':" count "}]"
#define FAULT(id, target, effect) \
    "{'id':'" id "','title':'F','at_s':10,'for_s':10,'target':{" target "},'effect':{" effect "}}"

static double between(const double *bins, size_t from, size_t end) {
    double total = 0.0;
    for (size_t i = from; i < end; i++) {
        total += bins[i];
    }
    return total;
}

/* ---- Stores ---------------------------------------------------------------------------------- */

static const OperationReport *two_writers(Play *run, const char *store) {
    char components[512];
    snprintf(components, sizeof components, CLIENT "{'id':'store',%s}", store);
    run->options.seconds = 20;
    play(run, components, TO_STORE, KEYS("1") ",'operations':[" WRITE("100") "]");
    return play_operation(run, "put");
}

static void writers_of_one_key_undo_each_other(void **state) {
    Play *run = *state;
    const OperationReport *put = two_writers(run, "'kind':'sql_db'");
    assert_true(put->lost_updates > 500);
    put = two_writers(run, "'kind':'sql_db','settings':{'concurrency_control':'pessimistic'}");
    assert_int_equal(put->lost_updates, 0);
    double locked = put->mean_ms;
    put = two_writers(run, "'kind':'sql_db','settings':{'concurrency_control':'optimistic'}");
    assert_int_equal(put->lost_updates, 0);
    assert_true(put->mean_ms > 6.0 && locked > 6.0);
    /* One at a time is M/M/1: 5 ms of work at half load. */
    assert_within("a lock is a queue of one", locked, 10.0, 0.15);
    put = two_writers(run, "'kind':'sql_db','settings':{'conditional_writes':true}");
    assert_int_equal(put->lost_updates, 0);
    put = two_writers(run, "'kind':'kv_store','settings':{'conditional_writes':true}");
    assert_int_equal(put->lost_updates, 0);
    put = two_writers(run, "'kind':'kv_store','settings':{'copies':3}");
    assert_true(put->lost_updates > 300);
}

static double stale_share(Play *run, const char *store) {
    char components[512];
    snprintf(components, sizeof components, CLIENT "{'id':'store',%s}", store);
    run->options.seconds = 60;
    play(run, components, TO_STORE, KEYS("10") ",'operations':[" READ("500") "," WRITE("10") "]");
    const OperationReport *get = play_operation(run, "get");
    return (double)get->stale / (double)get->ok;
}

/* A key is written once a second, and its replicas are behind for 0.3 s: 1 - e^-0.3 of the reads. */
static void replicas_that_lag_are_stale(void **state) {
    Play *run = *state;
    double stale = stale_share(run, "'kind':'sql_db','settings':{'read_replicas':2,"
                                    "'read_from':'replicas','replication_lag_ms':300}");
    assert_apart("stale", stale, 0.26, 0.02);
    assert_true(stale_share(run, "'kind':'sql_db','settings':{'read_replicas':2}") == 0.0);
    assert_true(stale_share(run, "'kind':'kv_store','settings':{'copies':3,'consistency':"
                                 "'strong'}") == 0.0);
    assert_true(stale_share(run, "'kind':'kv_store','settings':{'copies':3,'write_ms':50}") > 0.0);
}

/* What was just written is read where it was written, and everybody else reads a replica. */
static void strong_reads_are_never_stale(void **state) {
    Play *run = *state;
    run->options.seconds = 60;
    static const char STORE[] = CLIENT "{'id':'store',%s}";
    const char *lines =
        "{'id':'1','from':'users','to':'store','kind':'call','operations':['get','put']},"
        "{'id':'2','from':'users','to':'store','kind':'call','operations':['own'],"
        "'settings':{'strong_reads':true}}";
    const char *load = KEYS("10") ",'operations':[" READ("300") "," WRITE(
        "10") ","
              "{'id':'own','title':'O','type':'read','from':'client','rate_rps':200,'key':'code'}]";
    const char *stores[] = {
        "'kind':'sql_db','settings':{'read_replicas':2,'read_from':'replicas',"
        "'replication_lag_ms':300}",
        "'kind':'kv_store','settings':{'copies':3,'write_ms':50,'concurrency':50}"};
    for (int i = 0; i < 2; i++) {
        char components[512];
        snprintf(components, sizeof components, STORE, stores[i]);
        play(run, components, lines, load);
        assert_true(play_operation(run, "get")->stale > 0);
        assert_int_equal(play_operation(run, "own")->stale, 0);
    }
}

/* ---- Work ------------------------------------------------------------------------------------ */

static double list_ms(Play *run, const char *settings, const char *operation) {
    char components[512], scenario[512];
    snprintf(components, sizeof components, CLIENT "{'id':'store','kind':'sql_db','settings':{%s}}",
             settings);
    snprintf(scenario, sizeof scenario,
             "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':2%s}]",
             operation);
    run->options.seconds = 60;
    play(run, components, TO_STORE, scenario);
    return play_operation(run, "get")->mean_ms;
}

static void a_deep_page_costs_all_pages_before_it_by_offset(void **state) {
    Play *run = *state;
    const char *offset = "'service_cv':0,'read_ms':2",
               *keyset = "'service_cv':0,'read_ms':2,'paging':'keyset'";
    assert_apart("page 1 by offset", list_ms(run, offset, ""), 2.0, 1e-6);
    assert_apart("page 30 by offset", list_ms(run, offset, ",'page':30"), 60.0, 1e-6);
    assert_apart("page 30 by keyset", list_ms(run, keyset, ",'page':30"), 2.0, 1e-6);
    assert_apart("seven times the work", list_ms(run, keyset, ",'work':7"), 14.0, 1e-6);
    assert_apart("of each page", list_ms(run, offset, ",'work':7,'page':3"), 42.0, 1e-6);
}

/* A service does not feel it, nor does the check of an idempotency key. */
/* Seconds of load are few: fixed times need no more. */
static double looked_up_in_ms(Play *run, const char *settings, const char *count) {
    char components[512], scenario[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'store','kind':'sql_db','settings':{'concurrency':500,'read_ms':2,"
                    "'service_cv':0%s}}",
             settings);
    snprintf(scenario, sizeof scenario,
             "'keys':[{'id':'code','count':%s}],'operations':[" READ("20") "]", count);
    run->options.seconds = 10;
    play(run, components, TO_STORE, scenario);
    Estimate *estimate = estimate_make(run->design, run->scenario);
    assert_within("the estimate", estimate->operations[0].response_ms,
                  play_operation(run, "get")->mean_ms, 1e-3);
    estimate_free(estimate);
    return play_operation(run, "get")->mean_ms;
}

static void a_look_up_without_an_index_scans_the_table(void **state) {
    Play *run = *state;
    assert_within("by the index", looked_up_in_ms(run, "", "10000000"), 2.0, 1e-3);
    assert_within("a hundred rows", looked_up_in_ms(run, ",'indexed':false", "100"), 2.0, 1e-3);
    assert_within("17,700 rows", looked_up_in_ms(run, ",'indexed':false", "17700"), 200.0, 1e-3);
    assert_within("at most", looked_up_in_ms(run, ",'indexed':false", "10000000"), 2000.0, 1e-3);
}

static void only_stores_feel_the_work(void **state) {
    Play *run = *state;
    run->options.seconds = 20;
    play(
        run,
        CLIENT "{'id':'api','kind':'service','settings':{'service_cv':0,'service_ms':3}},"
               "{'id':'keys','kind':'kv_store','settings':{'service_cv':0,'write_ms':4}}",
        "{'id':'1','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0}},"
        "{'id':'2','from':'api','to':'keys','kind':'dedup'}",
        "'operations':[{'id':'put','title':'P','type':'write','from':'client','rate_rps':2,'work':50}]");
    assert_apart("own work and check", play_operation(run, "put")->mean_ms, 7.0, 1e-6);
}

static double stale_in_cache(Play *run, const char *policy, const char *ttl_s) {
    char components[512];
    snprintf(components, sizeof components,
             CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1000}},"
                    "{'id':'cache','kind':'cache','settings':{'write_policy':'%s','ttl_s':%s}},"
                    "{'id':'store','kind':'sql_db'}",
             policy, ttl_s);
    run->options.seconds = 60;
    play(run, components,
         "{'id':'1','from':'users','to':'api','kind':'call'},"
         "{'id':'2','from':'api','to':'cache','kind':'call'},"
         "{'id':'3','from':'api','to':'store','kind':'call'}",
         KEYS("10") ",'operations':[" READ("500") "," WRITE("10") "]");
    const OperationReport *get = play_operation(run, "get");
    return (double)get->stale / (double)get->ok;
}

static void a_write_treats_the_cache_by_its_policy(void **state) {
    Play *run = *state;
    assert_true(stale_in_cache(run, "none", "0") > 0.8);
    assert_apart("hits", play_component(run, "cache")->hit_ratio, 1.0, 0.001);
    double with_ttl = stale_in_cache(run, "none", "0.5");
    assert_true(with_ttl > 0.1 && with_ttl < 0.4);
    assert_true(stale_in_cache(run, "invalidate", "0") < 0.03);
    /* A write takes a value out that is asked for fifty times until the next one. */
    assert_apart("hits", play_component(run, "cache")->hit_ratio, 0.98, 0.01);
    assert_true(stale_in_cache(run, "write_through", "0") < 0.01);
    assert_apart("hits", play_component(run, "cache")->hit_ratio, 1.0, 0.001);
}

static void a_standby_takes_over(void **state) {
    Play *run = *state;
    static const char LOAD[] = KEYS("10") ",'operations':[" READ("100") "],'faults':[" FAULT(
        "gone", "'kind':'sql_db'", "'zone_down':true") "]";
    run->options.seconds = 30;
    run->options.with_faults = true;
    play(run,
         CLIENT "{'id':'store','kind':'sql_db','settings':{'replicas':2,'zones':2,"
                "'failover_s':4}}",
         TO_STORE, LOAD);
    const OperationReport *get = play_operation(run, "get");
    assert_apart("down for the failover", between(get->series_ok, 10, 14), 0.0, 1.0);
    assert_within("then up", between(get->series_ok, 15, 20), 500.0, 0.2);
    assert_int_equal(get->failed[CAUSE_UNREACHABLE] + get->ok, get->offered);
    play(run, CLIENT "{'id':'store','kind':'sql_db','settings':{'failover_s':4}}", TO_STORE, LOAD);
    get = play_operation(run, "get");
    assert_apart("down for the fault", between(get->series_ok, 10, 20), 0.0, 1.0);
    assert_within("then up", between(get->series_ok, 21, 30), 900.0, 0.2);
}

/* ---- Servers --------------------------------------------------------------------------------- */

static void replicas_come_with_the_load(void **state) {
    Play *run = *state;
    run->options.seconds = 60;
    run->options.with_faults = true;
    static const char LOAD[] =
        "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':90}],"
        "'faults':[{'id':'rush','title':'R','at_s':10,'for_s':50,'target':{'operation':'get'},"
        "'effect':{'rate_factor':5}}]";
    static const char CALL[] = "{'id':'1','from':'users','to':'api','kind':'call'}";
    play(run,
         CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'autoscale_max':12,"
                "'autoscale_delay_s':5}}",
         CALL, LOAD);
    const ComponentReport *api = play_component(run, "api");
    assert_true(between(api->series_utilisation, 14, 16) > 1.9);
    assert_true(between(api->series_utilisation, 50, 60) < 6.5);
    assert_true(between(api->series_queue, 50, 60) < 60.0);
    play(run, CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1}}", CALL, LOAD);
    assert_true(between(play_component(run, "api")->series_queue, 50, 60) > 10000.0);
}

static void a_zone_takes_its_share(void **state) {
    Play *run = *state;
    run->options.seconds = 30;
    run->options.with_faults = true;
    static const char *const DISPATCHES[] = {"shared_queue", "random", "round_robin", "least_busy",
                                             "two_choices"};
    for (size_t i = 0; i < COUNT_OF(DISPATCHES); i++) {
        char components[512];
        snprintf(components, sizeof components,
                 CLIENT "{'id':'api','kind':'service','settings':{'replicas':3,'zones':3,"
                        "'concurrency':1,'dispatch':'%s'}}",
                 DISPATCHES[i]);
        play(run, components, "{'id':'1','from':'users','to':'api','kind':'call'}",
             "'operations':[{'id':'get','title':'G','type':'read','from':'client',"
             "'rate_rps':500}],'faults':[" FAULT("zone", "'kind':'service'",
                                                 "'zone_down':true") "]");
        const OperationReport *get = play_operation(run, "get");
        const ComponentReport *api = play_component(run, "api");
        /* 2.5 busy slots do not fit into two, and what was at work there has failed. */
        assert_true(between(api->series_queue, 15, 20) > 500.0);
        assert_in_range(get->failed[CAUSE_UNREACHABLE], 0, 400);
        assert_int_equal(get->ok + get->failed[CAUSE_UNREACHABLE], get->offered);
        assert_true(api->series_queue[29] < api->series_queue[19]);
    }
}

/* What is due is started as long as one of its machines is left. */
static void a_scheduler_without_machines_starts_nothing(void **state) {
    Play *run = *state;
    run->options.seconds = 30;
    run->options.with_faults = true;
    for (int machines = 1; machines <= 2; machines++) {
        char components[256];
        snprintf(components, sizeof components,
                 "{'id':'clock','kind':'scheduler','settings':{'replicas':%d,'zones':%d}},"
                 "{'id':'api','kind':'service'}",
                 machines, machines);
        play(run, components, "{'id':'1','from':'clock','to':'api','kind':'call'}",
             "'operations':[{'id':'get','title':'G','type':'read','from':'scheduler',"
             "'rate_rps':100}],'faults':[" FAULT("zone", "'kind':'scheduler'",
                                                 "'zone_down':true") "]");
        const OperationReport *get = play_operation(run, "get");
        assert_int_equal(get->ok + get->failed[CAUSE_UNREACHABLE], get->offered);
        assert_apart("started",
                     between(get->series_ok, 10, 20) / between(get->series_offered, 10, 20),
                     machines - 1.0, 0.01);
        assert_true(run->report->faults[0].applied);
    }
}

static void a_balancer_leaves_out_what_is_down(void **state) {
    Play *run = *state;
    run->options.seconds = 30;
    run->options.with_faults = true;
    play(run,
         CLIENT "{'id':'lb','kind':'load_balancer','settings':{'concurrency':1000}},"
                "{'id':'a','kind':'service'},{'id':'b','kind':'service'}",
         "{'id':'1','from':'users','to':'lb','kind':'call'},"
         "{'id':'2','from':'lb','to':'a','kind':'call'},"
         "{'id':'3','from':'lb','to':'b','kind':'call'}",
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':400}],"
         "'faults':[" FAULT("a", "'component':'a'", "'down_pct':100") "]");
    const OperationReport *get = play_operation(run, "get");
    assert_in_range(get->failed[CAUSE_UNREACHABLE], 0, 10);
    assert_within("shared", (double)play_connection(run, "3")->attempts,
                  (double)get->offered * (10.0 + 20.0 / 2.0) / 30.0, 0.05);
}

static void a_failure_that_is_ignored_is_none(void **state) {
    Play *run = *state;
    static const char COMPONENTS[] =
        CLIENT "{'id':'api','kind':'service'},"
               "{'id':'extra','kind':'service','settings':{'error_pct':100}}";
    char connections[512];
    for (int ignore = 0; ignore < 2; ignore++) {
        snprintf(connections, sizeof connections,
                 "{'id':'1','from':'users','to':'api','kind':'call'},{'id':'2','from':'api','to':"
                 "'extra','kind':'call','settings':{'on_failure':'%s'}}",
                 ignore ? "ignore" : "fail");
        run->options.seconds = 5;
        play(run, COMPONENTS, connections,
             "'operations':[{'id':'get','title':'G','type':'read','from':'client',"
             "'rate_rps':100}]");
        const OperationReport *get = play_operation(run, "get");
        assert_int_equal(get->ok, ignore ? get->offered : 0);
        assert_int_equal(get->failed[CAUSE_ERROR], ignore ? 0 : get->offered);
    }
}

static void calls_in_parallel_take_the_longest(void **state) {
    Play *run = *state;
    char components[768];
    static const double EXPECTED[] = {30.0, 20.0};
    for (int parallel = 0; parallel < 2; parallel++) {
        snprintf(components, sizeof components,
                 CLIENT "{'id':'api','kind':'service','settings':{'service_ms':0,'calls':'%s'}},"
                        "{'id':'a','kind':'service','settings':{'service_ms':10,'service_cv':0}},"
                        "{'id':'b','kind':'service','settings':{'service_ms':20,'service_cv':0}}",
                 parallel ? "parallel" : "in_order");
        run->options.seconds = 5;
        play(run, components,
             "{'id':'1','from':'users','to':'api','kind':'call','settings':{'rtt_ms':0}},"
             "{'id':'2','from':'api','to':'a','kind':'call','settings':{'rtt_ms':0}},"
             "{'id':'3','from':'api','to':'b','kind':'call','settings':{'rtt_ms':0}}",
             "'operations':[{'id':'get','title':'G','type':'read','from':'client',"
             "'rate_rps':10}]");
        assert_within("time", play_operation(run, "get")->max_ms, EXPECTED[parallel], 1e-6);
    }
}

/* ---- Messages -------------------------------------------------------------------------------- */

static const EffectCounts *sends(Play *run, const char *components, const char *connections,
                                 const char *faults) {
    char parts[1024], scenario[1024];
    snprintf(parts, sizeof parts, CLIENT "%s", components);
    snprintf(scenario, sizeof scenario, KEYS("100") ",'operations':[" WRITE("100") "]%s%s",
             faults[0] ? ",'faults':" : "", faults);
    run->options.seconds = 30;
    run->options.with_faults = true;
    play(run, parts, connections, scenario);
    return &play_operation(run, "put")->effects;
}

static void a_crashed_worker_gives_its_messages_back(void **state) {
    Play *run = *state;
    const EffectCounts *effects =
        sends(run,
              "{'id':'queue','kind':'queue','settings':{'duplicate_pct':0,"
              "'visibility_timeout_s':3}},"
              "{'id':'worker','kind':'worker','settings':{'replicas':2,'service_ms':100}}",
              "{'id':'1','from':'users','to':'queue','kind':'publish'},"
              "{'id':'2','from':'queue','to':'worker','kind':'consume'}",
              "[" FAULT("crash", "'kind':'worker'", "'down_pct':50") "]");
    assert_int_equal(effects->lost + effects->duplicated, 0);
    assert_true(play_operation(run, "put")->slowest_effect_s > 3.0);
    assert_true(play_component(run, "worker")->arrivals > play_component(run, "queue")->arrivals);
}

static void a_stream_gives_all_to_each_and_in_order(void **state) {
    Play *run = *state;
    const EffectCounts *effects =
        sends(run,
              "{'id':'log','kind':'stream','settings':{'partitions':4,'partition_key':'code',"
              "'duplicate_pct':0}},{'id':'worker','kind':'worker'},{'id':'other','kind':'worker'}",
              "{'id':'1','from':'users','to':'log','kind':'publish'},"
              "{'id':'2','from':'log','to':'worker','kind':'consume'},"
              "{'id':'3','from':'log','to':'other','kind':'consume'}",
              "");
    assert_int_equal(effects->done, play_operation(run, "put")->ok);
    assert_within("each gets all", play_component(run, "worker")->arrivals_per_s, 100.0, 0.05);
    assert_within("each gets all", play_component(run, "other")->arrivals_per_s, 100.0, 0.05);
    /* One at a time in each of four partitions: never more than four slots. */
    assert_true(play_component(run, "worker")->utilisation <= 4.0 / 16.0);
}

static void a_topic_hands_on_to_queues(void **state) {
    Play *run = *state;
    const EffectCounts *effects =
        sends(run,
              "{'id':'news','kind':'topic'},{'id':'queue','kind':'queue','settings':{"
              "'duplicate_pct':0}},{'id':'worker','kind':'worker'},{'id':'direct','kind':'worker'}",
              "{'id':'1','from':'users','to':'news','kind':'publish'},"
              "{'id':'2','from':'news','to':'queue','kind':'publish'},"
              "{'id':'3','from':'queue','to':'worker','kind':'consume'},"
              "{'id':'4','from':'news','to':'direct','kind':'consume'}",
              "");
    assert_int_equal(effects->done, play_operation(run, "put")->ok);
    assert_within("by the queue", play_component(run, "worker")->arrivals_per_s, 100.0, 0.05);
    assert_within("directly", play_component(run, "direct")->arrivals_per_s, 100.0, 0.05);
}

static void a_full_queue_refuses_and_an_old_message_is_lost(void **state) {
    Play *run = *state;
    static const char WAY[] = "{'id':'1','from':'users','to':'queue','kind':'publish'},"
                              "{'id':'2','from':'queue','to':'worker','kind':'consume'}";
    static const char AWAY[] = "[" FAULT("away", "'kind':'worker'", "'down_pct':100") "]";
    const EffectCounts *effects = sends(
        run,
        "{'id':'queue','kind':'queue','settings':{'capacity':50}},{'id':'worker','kind':'worker'}",
        WAY, AWAY);
    const OperationReport *put = play_operation(run, "put");
    assert_within("refused", (double)put->failed[CAUSE_REFUSED], 950.0, 0.1);
    assert_int_equal(effects->lost, 0);
    assert_true(play_component(run, "queue")->queue_max <= 50.0);
    effects = sends(run,
                    "{'id':'queue','kind':'queue','settings':{'retention_s':4}},"
                    "{'id':'worker','kind':'worker'}",
                    WAY, AWAY);
    assert_within("lost", (double)effects->lost, 600.0, 0.15);
    effects = sends(run, "{'id':'queue','kind':'queue'}",
                    "{'id':'1','from':'users','to':'queue','kind':'publish'}", "");
    assert_int_equal(effects->lost, play_operation(run, "put")->ok);
}

static void queues_that_park_for_each_other_let_time_pass(void **state) {
    Play *run = *state;
    run->options.most_events = 2000000;
    const EffectCounts *effects =
        sends(run,
              "{'id':'a','kind':'queue','settings':{'max_receives':1}},"
              "{'id':'b','kind':'queue','settings':{'max_receives':1}},"
              "{'id':'worker','kind':'worker','settings':{'service_ms':0,'error_pct':100}}",
              "{'id':'1','from':'users','to':'a','kind':'publish'},"
              "{'id':'2','from':'a','to':'worker','kind':'consume'},"
              "{'id':'3','from':'b','to':'worker','kind':'consume'},"
              "{'id':'4','from':'a','to':'b','kind':'dead_letter'},"
              "{'id':'5','from':'b','to':'a','kind':'dead_letter'}",
              "");
    assert_int_equal(effects->done, 0);
    assert_true(effects->parked > 0);
}

/* ---- What is refused, and what is the same ---------------------------------------------------- */

static void circles_are_refused(void **state) {
    Play *run = *state;
    Error error =
        play_refused(run, CLIENT "{'id':'a','kind':'service'},{'id':'b','kind':'service'}",
                     "{'id':'1','from':'users','to':'a','kind':'call'},"
                     "{'id':'2','from':'a','to':'b','kind':'call'},"
                     "{'id':'3','from':'b','to':'a','kind':'call'}",
                     "'operations':[{'id':'get','title':'G','type':'read','from':"
                     "'client','rate_rps':10}]");
    assert_int_equal(error.code, ERROR_INPUT);
    assert_non_null(strstr(error.message, "a -> b -> a"));
}

/* The estimate says so too. */
static void who_cannot_hand_on_fails(void **state) {
    Play *run = *state;
    static const char *const ENDS[] = {"load_balancer", "api_gateway", "rate_limiter"};
    for (size_t i = 0; i < COUNT_OF(ENDS); i++) {
        char components[256];
        snprintf(components, sizeof components, CLIENT "{'id':'store','kind':'%s'}", ENDS[i]);
        run->options.seconds = 5;
        play(run, components, TO_STORE, KEYS("10") ",'operations':[" READ("20") "]");
        assert_int_equal(play_operation(run, "get")->ok, 0);
        Estimate *estimate = estimate_make(run->design, run->scenario);
        assert_true(estimate->operations[0].failing_share == 1.0);
        estimate_free(estimate);
    }
}

/* Readers and writers drawn as two clients: each issues what it has a line for. */
static void clients_issue_what_they_have_a_line_for(void **state) {
    Play *run = *state;
    run->options.seconds = 20;
    play(run, CLIENT "{'id':'staff','kind':'client'},{'id':'store','kind':'kv_store'}",
         "{'id':'1','from':'users','to':'store','kind':'call','operations':['get']},"
         "{'id':'2','from':'staff','to':'store','kind':'call','operations':['put']}",
         KEYS("10") ",'operations':[" READ("100") "," WRITE("10") "]");
    assert_int_equal(play_failed(play_operation(run, "get")), 0);
    assert_int_equal(play_failed(play_operation(run, "put")), 0);
    assert_int_equal(play_connection(run, "1")->attempts, play_operation(run, "get")->offered);
    assert_int_equal(play_connection(run, "2")->attempts, play_operation(run, "put")->offered);
}

/* Clicks are counted by the same key in a store that no read gets to, though its line would carry
 * reads: the cached links stay as they are. */
static void another_store_of_the_key_outdates_nothing(void **state) {
    Play *run = *state;
    run->options.seconds = 20;
    play(run,
         CLIENT "{'id':'api','kind':'service'},{'id':'hot','kind':'cache'},"
                "{'id':'links','kind':'kv_store'},{'id':'clicks','kind':'queue'},"
                "{'id':'counter','kind':'worker'},{'id':'counts','kind':'kv_store'}",
         "{'id':'1','from':'users','to':'api','kind':'call'},"
         "{'id':'2','from':'api','to':'hot','kind':'call','operations':['get']},"
         "{'id':'3','from':'api','to':'links','kind':'call','operations':['get']},"
         "{'id':'4','from':'api','to':'clicks','kind':'publish','operations':['put']},"
         "{'id':'5','from':'clicks','to':'counter','kind':'consume'},"
         "{'id':'6','from':'counter','to':'counts','kind':'call'}",
         KEYS("10") ",'operations':[" READ("100") "," WRITE("50") "]");
    assert_true(play_operation(run, "put")->effects.done > 500);
    assert_int_equal(play_operation(run, "get")->stale, 0);
}

static void what_nobody_carries_cannot_be_reached(void **state) {
    Play *run = *state;
    run->options.seconds = 5;
    play(run, CLIENT "{'id':'api','kind':'service'}", "",
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':100,"
         "'slo':{'p99_ms':100,'availability_pct':99,'stale_pct':1}}]");
    const OperationReport *get = play_operation(run, "get");
    assert_int_equal(get->failed[CAUSE_UNREACHABLE], get->offered);
    assert_int_equal(get->slo_count, 3);
    for (size_t i = 0; i < get->slo_count; i++) {
        assert_false(get->slo[i].met);
    }
    assert_false(run->report->slo_met);
}

static void replications_do_not_depend_on_their_order(void **state) {
    Play *run = *state;
    static const char CALL[] = "{'id':'1','from':'users','to':'api','kind':'call'}";
    static const char LOAD[] =
        "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':100}]";
    uint64_t offered = 0;
    run->options.seconds = 5;
    run->options.replications = 6;
    play(run, CLIENT "{'id':'api','kind':'service'}", CALL, LOAD);
    double mean = play_operation(run, "get")->mean_ms;
    offered = play_operation(run, "get")->offered;
    for (int i = 0; i < 3; i++) {
        play(run, CLIENT "{'id':'api','kind':'service'}", CALL, LOAD);
        assert_true(play_operation(run, "get")->mean_ms == mean);
    }
    /* Another design meets the same arrivals. */
    play(run, CLIENT "{'id':'api','kind':'service','settings':{'service_ms':50}}", CALL, LOAD);
    assert_int_equal(play_operation(run, "get")->offered, offered);
    assert_true(play_operation(run, "get")->mean_ms > 2.0 * mean);
}

static bool stop_at_once(void *context, double done) {
    (void)context;
    (void)done;
    return false;
}

static void the_series_of_a_long_run_are_no_longer(void **state) {
    Play *run = *state;
    static const double SECONDS[] = {10.5, 3600, 3601, 100000};
    for (size_t i = 0; i < COUNT_OF(SECONDS); i++) {
        run->options.seconds = SECONDS[i];
        const SimReport *report = play(run, CLIENT "{'id':'store','kind':'kv_store'}", TO_STORE,
                                       KEYS("10") ",'operations':[" READ("0.1") "]");
        assert_true(report->bin_count <= 3600);
        assert_true((double)report->bin_count * report->bin_s >= SECONDS[i]);
        double offered = between(report->operations[0].series_offered, 0, report->bin_count);
        assert_true(offered == (double)report->operations[0].offered);
    }
}

static void a_run_can_be_stopped(void **state) {
    Play *run = *state;
    run->options.seconds = 1000;
    run->options.go_on = stop_at_once;
    play(run, CLIENT "{'id':'api','kind':'service'}",
         "{'id':'1','from':'users','to':'api','kind':'call'}",
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':1000}]");
    assert_true(run->report->cut_short);
    assert_true(run->report->events < 400000);
    assert_true(play_operation(run, "get")->ok > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(writers_of_one_key_undo_each_other),
        PLAY_TEST(replicas_that_lag_are_stale),
        PLAY_TEST(strong_reads_are_never_stale),
        PLAY_TEST(a_deep_page_costs_all_pages_before_it_by_offset),
        PLAY_TEST(a_look_up_without_an_index_scans_the_table),
        PLAY_TEST(only_stores_feel_the_work),
        PLAY_TEST(a_write_treats_the_cache_by_its_policy),
        PLAY_TEST(a_standby_takes_over),
        PLAY_TEST(replicas_come_with_the_load),
        PLAY_TEST(a_zone_takes_its_share),
        PLAY_TEST(a_scheduler_without_machines_starts_nothing),
        PLAY_TEST(a_balancer_leaves_out_what_is_down),
        PLAY_TEST(a_failure_that_is_ignored_is_none),
        PLAY_TEST(calls_in_parallel_take_the_longest),
        PLAY_TEST(a_crashed_worker_gives_its_messages_back),
        PLAY_TEST(a_stream_gives_all_to_each_and_in_order),
        PLAY_TEST(a_topic_hands_on_to_queues),
        PLAY_TEST(a_full_queue_refuses_and_an_old_message_is_lost),
        PLAY_TEST(queues_that_park_for_each_other_let_time_pass),
        PLAY_TEST(circles_are_refused),
        PLAY_TEST(who_cannot_hand_on_fails),
        PLAY_TEST(another_store_of_the_key_outdates_nothing),
        PLAY_TEST(clients_issue_what_they_have_a_line_for),
        PLAY_TEST(what_nobody_carries_cannot_be_reached),
        PLAY_TEST(replications_do_not_depend_on_their_order),
        PLAY_TEST(the_series_of_a_long_run_are_no_longer),
        PLAY_TEST(a_run_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
