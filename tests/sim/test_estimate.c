/* The estimate on small designs whose flows can be worked out by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/estimate.h"
#include "support/support.h"

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'t','title':'T',"
    "'keys':[{'id':'code','count':1000,'zipf':0}],"
    "'operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':100,'key':'code'},"
    "{'id':'put','title':'Put','type':'write','from':'client','rate_rps':10,'key':'code',"
    "'effect':{'title':'Stored','at':['kv_store']}}]}";

typedef struct Fixture {
    Catalog *catalog;
    Scenario *scenario;
    Design *design;
    Estimate *estimate;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    Arena arena = {0};
    fixture->catalog = support_catalog();
    const char *text = support_quotes(&arena, SCENARIO);
    Error error = scenario_parse(text, strlen(text), "t", &fixture->scenario);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    arena_free(&arena);
    *state = fixture;
    return 0;
}

static void make(Fixture *fixture, const char *components, const char *connections) {
    estimate_free(fixture->estimate);
    design_free(fixture->design);
    TextBuffer text = {0};
    text_append_format(&text,
                       "{'format':'faultline/design','version':1,'components':[%s],"
                       "'connections':[%s]}",
                       components, connections);
    fixture->design = support_design(fixture->catalog, text_of(&text));
    fixture->estimate = estimate_make(fixture->design, fixture->scenario);
    text_free(&text);
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    estimate_free(fixture->estimate);
    design_free(fixture->design);
    scenario_free(fixture->scenario);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static const ComponentEstimate *at(const Fixture *fixture, const char *id) {
    size_t position = design_position(fixture->design, ELEMENT_COMPONENT, id);
    assert_true(position != SIZE_MAX);
    return &fixture->estimate->components[position];
}

/* The operation that reads; `put` is the one that writes. */
static const OperationEstimate *get(const Fixture *fixture) {
    return &fixture->estimate->operations[0];
}

static double wait_of(const Fixture *fixture, const char *id) {
    return at(fixture, id)->wait_ms;
}

static void assert_number(double actual, double expected) {
    if (!(fabs(actual - expected) <= 1e-6 * fmax(1.0, fabs(expected)))) {
        fail_msg("%.9f is not %.9f", actual, expected);
    }
}

#define CLIENT "{'id':'users','kind':'client','x':0,'y':0}"
#define SERVICE(id, settings) \
    "{'id':'" id "','kind':'service','x':0,'y':0,'settings':{" settings "}}"
#define CALL(from, to)                                                       \
    "{'id':'" from "-" to "','from':'" from "','to':'" to "','kind':'call'," \
    "'settings':{'rtt_ms':0}}"
#define CALL_WITH(from, to, settings)                                        \
    "{'id':'" from "-" to "','from':'" from "','to':'" to "','kind':'call'," \
    "'settings':{'rtt_ms':0," settings "}}"

static void a_slot_is_held_through_the_steps(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE("api", "'service_ms':5,'concurrency':10") "," SERVICE(
             "db", "'service_ms':15,'concurrency':4"),
         CALL("users", "api") "," CALL("api", "db"));
    assert_number(at(f, "api")->arrivals_per_s, 110);
    assert_number(at(f, "api")->holding_ms, 20);
    assert_number(at(f, "api")->utilisation, 110 * 0.020 / 10);
    assert_number(at(f, "db")->utilisation, 110 * 0.015 / 4);
    assert_int_equal(f->estimate->bottleneck, 2);
    assert_number(f->estimate->headroom, 4 / (110 * 0.015));
}

static void asynchronous_io_holds_it_for_its_own_work_only(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE("api", "'service_ms':5,'concurrency':10,'async_io':true") "," SERVICE(
             "db", "'service_ms':15"),
         CALL("users", "api") "," CALL("api", "db"));
    assert_number(at(f, "api")->utilisation, 110 * 0.005 / 10);
}

static void parallel_calls_take_as_long_as_the_longest(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE("api", "'service_ms':1,'calls':'parallel'") "," SERVICE(
             "a", "'service_ms':10") "," SERVICE("b", "'service_ms':30"),
         CALL("users", "api") "," CALL("api", "a") "," CALL("api", "b"));
    assert_number(at(f, "api")->holding_ms, 31);
}

static void a_balancer_calls_one_target_and_a_service_all(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT ",{'id':'lb','kind':'load_balancer','x':0,'y':0}," SERVICE("a", "") "," SERVICE(
             "b", "") "," SERVICE("c", ""),
         CALL("users",
              "lb") "," CALL("lb", "a") "," CALL("lb", "b") "," CALL("a", "c") "," CALL("b", "c"));
    assert_number(at(f, "a")->arrivals_per_s, 55);
    assert_number(at(f, "b")->arrivals_per_s, 55);
    assert_number(at(f, "c")->arrivals_per_s, 110);
}

/* Those that have a line for it: one that is not connected issues nothing. */
static void several_clients_share_the_arrivals(void **state) {
    Fixture *f = *state;
    make(f, CLIENT ",{'id':'apps','kind':'client','x':0,'y':0}," SERVICE("api", ""),
         CALL("users", "api"));
    assert_number(at(f, "api")->arrivals_per_s, 110);
    assert_number(at(f, "apps")->arrivals_per_s, 0);
    make(f,
         CLIENT
         ",{'id':'apps','kind':'client','x':0,'y':0}," SERVICE("api", "") "," SERVICE("bpi", ""),
         CALL("users", "api") "," CALL("apps", "bpi"));
    assert_number(at(f, "api")->arrivals_per_s, 55);
    assert_number(at(f, "bpi")->arrivals_per_s, 55);
}

static void a_hit_skips_the_later_calls_to_data(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE(
             "api",
             "") ",{'id':'hot','kind':'cache','x':0,'y':0,'settings':{'capacity_items':1000000}},"
                 "{'id':'links','kind':'kv_store','x':0,'y':0}",
         CALL("users", "api") "," CALL("api", "hot") "," CALL("api", "links"));
    assert_number(at(f, "hot")->hit_ratio, 1.0);
    /* The write policy is none: writes pass the cache by. */
    assert_number(at(f, "hot")->arrivals_per_s, 100);
    assert_number(at(f, "links")->arrivals_per_s, 10);
}

static void a_cache_that_is_listed_after_the_store_saves_nothing(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE(
             "api",
             "") ",{'id':'hot','kind':'cache','x':0,'y':0,'settings':{'capacity_items':1000000}},"
                 "{'id':'links','kind':'kv_store','x':0,'y':0}",
         CALL("users", "api") "," CALL("api", "links") "," CALL("api", "hot"));
    assert_number(at(f, "links")->arrivals_per_s, 110);
}

static void invalidation_reaches_the_cache_and_costs_hits(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE(
             "api", "") ",{'id':'hot','kind':'cache','x':0,'y':0,"
                        "'settings':{'capacity_items':1000000,'write_policy':'invalidate'}},"
                        "{'id':'links','kind':'kv_store','x':0,'y':0}",
         CALL("users", "api") "," CALL("api", "hot") "," CALL("api", "links"));
    assert_number(at(f, "hot")->arrivals_per_s, 110);
    assert_number(at(f, "hot")->hit_ratio, 100.0 / 110.0);
    assert_number(at(f, "links")->arrivals_per_s, 10 + 100 * (1 - 100.0 / 110.0));
}

static void a_read_through_cache_passes_on_misses_and_writes(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT
         ",{'id':'edge','kind':'cdn','x':0,'y':0,'settings':{'capacity_items':1000000}}," SERVICE(
             "api", ""),
         CALL("users", "edge") "," CALL("edge", "api"));
    assert_number(at(f, "api")->arrivals_per_s, 10);
}

static void queues_share_messages_and_topics_copy_them(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT ",{'id':'news','kind':'topic','x':0,'y':0},"
                "{'id':'jobs','kind':'queue','x':0,'y':0,'settings':{'duplicate_pct':0}},"
                "{'id':'a','kind':'worker','x':0,'y':0},{'id':'b','kind':'worker','x':0,'y':0},"
                "{'id':'c','kind':'worker','x':0,'y':0}",
         "{'id':'p','from':'users','to':'news','kind':'publish'},"
         "{'id':'s','from':'news','to':'jobs','kind':'publish'},"
         "{'id':'n','from':'news','to':'c','kind':'consume'},"
         "{'id':'ja','from':'jobs','to':'a','kind':'consume'},"
         "{'id':'jb','from':'jobs','to':'b','kind':'consume'}");
    assert_number(at(f, "jobs")->arrivals_per_s, 110);
    assert_number(at(f, "a")->arrivals_per_s, 55);
    assert_number(at(f, "b")->arrivals_per_s, 55);
    assert_number(at(f, "c")->arrivals_per_s, 110);
    const FlowEstimate *flow = estimate_flow(f->estimate, 0, 3);
    assert_non_null(flow);
    assert_true(flow->as_message);
}

static void deduplication_asks_the_store_and_goes_no_further(void **state) {
    Fixture *f = *state;
    make(
        f,
        CLIENT
        "," SERVICE("api", "'service_ms':5") ",{'id':'keys','kind':'kv_store','x':0,'y':0,"
                                             "'settings':{'write_ms':7}}," SERVICE("next", ""),
        CALL("users", "api") ",{'id':'d','from':'api','to':'keys','kind':'dedup','operations':['put']}," CALL(
            "keys", "next"));
    assert_number(at(f, "keys")->arrivals_per_s, 10);
    assert_number(at(f, "next")->arrivals_per_s, 0);
    assert_number(at(f, "api")->holding_ms, (100 * 5 + 10 * 12) / 110.0);
}

static void fan_out_multiplies_the_calls(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("api", "") "," SERVICE("shard", ""),
         CALL("users", "api") ",{'id':'x','from':'api','to':'shard','kind':'call',"
                              "'settings':{'fan_out':8}}");
    assert_number(at(f, "shard")->arrivals_per_s, 880);
}

static void a_cycle_of_calls_ends(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("a", "") "," SERVICE("b", ""),
         CALL("users", "a") "," CALL("a", "b") "," CALL("b", "a"));
    assert_number(at(f, "b")->arrivals_per_s, 110);
    assert_true(isfinite(at(f, "a")->utilisation));
}

static void copies_share_reads_and_all_take_writes(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT ",{'id':'db','kind':'kv_store','x':0,'y':0,'settings':{'concurrency':1,'read_ms':2,"
                "'write_ms':6,'partitions':4,'copies':3}}",
         CALL("users", "db"));
    assert_number(at(f, "db")->utilisation, (100 * 0.002 / 3 + 10 * 0.006) / 4);
    make(f,
         CLIENT ",{'id':'db','kind':'kv_store','x':0,'y':0,'settings':{'concurrency':1,'read_ms':2,"
                "'write_ms':6,'partitions':4,'copies':3,'consistency':'strong'}}",
         CALL("users", "db"));
    assert_number(at(f, "db")->utilisation, (100 * 0.002 + 10 * 0.006) / 4);
    /* A strong read asks all copies and goes on when two have answered. */
    assert_number(get(f)->response_ms, wait_of(f, "db") + 2 * (1.0 / 2 + 1.0 / 3));
}

static void read_replicas_take_the_reads(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT ",{'id':'db','kind':'sql_db','x':0,'y':0,'settings':{'concurrency':2,'read_ms':4,"
                "'write_ms':10,'read_replicas':2,'read_from':'replicas','unit_cost':100}}",
         CALL("users", "db"));
    assert_number(at(f, "db")->utilisation, fmax(10 * 0.010 / 2, 100 * 0.004 / 4));
    assert_number(at(f, "db")->cost_usd_month, 300);
}

static void strong_reads_take_the_primary_and_all_copies(void **state) {
    Fixture *f = *state;
    const char *line = "{'id':'1','from':'users','to':'db','kind':'call',"
                       "'settings':{'rtt_ms':0,'strong_reads':true}}";
    make(f,
         CLIENT ",{'id':'db','kind':'sql_db','x':0,'y':0,'settings':{'concurrency':2,'read_ms':4,"
                "'write_ms':10,'read_replicas':2,'read_from':'replicas'}}",
         line);
    assert_number(at(f, "db")->utilisation, (100 * 0.004 + 10 * 0.010) / 2);
    make(f,
         CLIENT ",{'id':'db','kind':'kv_store','x':0,'y':0,'settings':{'concurrency':1,'read_ms':2,"
                "'write_ms':6,'partitions':4,'copies':3}}",
         line);
    assert_number(at(f, "db")->utilisation, (100 * 0.002 + 10 * 0.006) / 4);
    assert_number(get(f)->response_ms, wait_of(f, "db") + 2 * (1.0 / 2 + 1.0 / 3));
}

static void the_busiest_partition_holds_the_most_popular_key(void **state) {
    Fixture *f = *state;
    static const char STORE[] =
        CLIENT ",{'id':'db','kind':'kv_store','x':0,'y':0,'settings':{'partitions':4,"
               "'partition_key':'code','key_salt':%d}}";
    char text[512];
    snprintf(text, sizeof text, STORE, 1);
    make(f, text, CALL("users", "db"));
    /* A thousand keys, all alike: a thousandth on top of an even quarter of the rest. */
    assert_number(at(f, "db")->partition_share, 0.001 + 0.999 / 4);
    snprintf(text, sizeof text, STORE, 4);
    make(f, text, CALL("users", "db"));
    assert_number(at(f, "db")->partition_share, 0.25);
}

static void failures_bring_retries(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("api", "'error_pct':10"),
         CALL_WITH("users", "api", "'max_attempts':3"));
    assert_number(at(f, "api")->arrivals_per_s, 110 * (1 + 0.1 + 0.01));
    assert_number(f->estimate->connection_rates[0], 110);
    assert_number(get(f)->failing_share, 0.001);
    make(f, CLIENT "," SERVICE("api", "'error_pct':10"),
         CALL_WITH("users", "api", "'max_attempts':3,'retry_budget_pct':5"));
    assert_number(at(f, "api")->arrivals_per_s, 110 * 1.05);
    assert_number(get(f)->failing_share, 1 - 1.05 * 0.9);
}

static void retries_in_layers_multiply(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("a", "") "," SERVICE("b", "") "," SERVICE("c", "'error_pct':100"),
         CALL_WITH("users", "a", "'max_attempts':3") "," CALL_WITH(
             "a", "b", "'max_attempts':3") "," CALL_WITH("b", "c", "'max_attempts':3"));
    assert_number(at(f, "c")->arrivals_per_s, 110 * 27);
    assert_number(get(f)->failing_share, 1);
}

static void what_failed_takes_no_further_steps(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE("api", "'error_pct':20") "," SERVICE("a", "'error_pct':50") "," SERVICE(
             "b", ""),
         CALL("users", "api") "," CALL("api", "a") "," CALL("api", "b"));
    assert_number(at(f, "a")->arrivals_per_s, 110 * 0.8);
    assert_number(at(f, "b")->arrivals_per_s, 110 * 0.8 * 0.5);
    make(f, CLIENT "," SERVICE("api", "") "," SERVICE("a", "'error_pct':50") "," SERVICE("b", ""),
         CALL("users", "api") "," CALL_WITH("api", "a", "'on_failure':'ignore'") "," CALL("api",
                                                                                          "b"));
    assert_number(at(f, "b")->arrivals_per_s, 110);
    assert_number(get(f)->failing_share, 0);
}

static void messages_that_fail_come_again(void **state) {
    Fixture *f = *state;
    static const char PARTS[] =
        CLIENT ",{'id':'jobs','kind':'queue','x':0,'y':0,"
               "'settings':{'duplicate_pct':%d,'max_receives':5}},"
               "{'id':'w','kind':'worker','x':0,'y':0,'settings':{'error_pct':30}}";
    static const char LINES[] = "{'id':'p','from':'users','to':'jobs','kind':'publish'},"
                                "{'id':'c','from':'jobs','to':'w','kind':'consume'}";
    char text[512];
    snprintf(text, sizeof text, PARTS, 0);
    make(f, text, LINES);
    assert_number(at(f, "w")->arrivals_per_s, 110 * 1.4251);
    assert_number(f->estimate->connection_rates[1], 110);
    snprintf(text, sizeof text, PARTS, 10);
    make(f, text, LINES);
    assert_number(at(f, "w")->arrivals_per_s, 110 * 1.4251 * 1.1);
    assert_number(get(f)->failing_share, 0);
}

/* So each message is delivered as often as it may be. */
static void who_cannot_hand_on_fails(void **state) {
    Fixture *f = *state;
    make(
        f,
        CLIENT
        ",{'id':'jobs','kind':'queue','x':0,'y':0,'settings':{'duplicate_pct':0,'max_receives':3}},"
        "{'id':'w','kind':'worker','x':0,'y':0},"
        "{'id':'lb','kind':'load_balancer','x':0,'y':0}",
        "{'id':'p','from':'users','to':'jobs','kind':'publish'},"
        "{'id':'c','from':'jobs','to':'w','kind':'consume'}," CALL("w", "lb"));
    assert_number(at(f, "w")->arrivals_per_s, 330);
    assert_number(at(f, "lb")->arrivals_per_s, 330);
}

#define LIMITER(settings) \
    "{'id':'limit','kind':'rate_limiter','x':0,'y':0,'settings':{" settings "}}"

static void a_limiter_lets_its_rate_through(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," LIMITER("'limit_rps':44") "," SERVICE("api", ""),
         CALL("users", "limit") "," CALL("limit", "api"));
    assert_number(at(f, "api")->arrivals_per_s, 44);
    assert_number(get(f)->failing_share, 0.6);
    /* Who is turned away asks again: r = 110 (1 + (1 - 44 / r)). */
    make(f, CLIENT "," LIMITER("'limit_rps':44") "," SERVICE("api", ""),
         CALL_WITH("users", "limit", "'max_attempts':2") "," CALL("limit", "api"));
    assert_true(fabs(at(f, "limit")->arrivals_per_s - (110 + sqrt(110.0 * 110 - 4840))) < 0.01);
}

static void a_limit_for_each_value_cuts_the_popular_ones(void **state) {
    Fixture *f = *state;
    /* A thousand values alike, 0.11 requests a second for each. */
    make(f, CLIENT "," LIMITER("'limit_rps':0.05,'per':'code'") "," SERVICE("api", ""),
         CALL("users", "limit") "," CALL("limit", "api"));
    assert_number(at(f, "api")->arrivals_per_s, 50);
}

static void a_provider_refuses_what_is_above_its_limit(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT ",{'id':'mail','kind':'external','x':0,'y':0,"
                "'settings':{'limit_rps':55,'error_pct':0,'service_ms':100,'concurrency':10}}",
         CALL("users", "mail"));
    assert_number(at(f, "mail")->arrivals_per_s, 110);
    assert_number(at(f, "mail")->utilisation, 55 * 0.1 / 30);
    assert_number(get(f)->failing_share, 0.5);
}

static void work_waits_for_a_slot(void **state) {
    Fixture *f = *state;
    static const char ONE[] =
        CLIENT "," SERVICE("api", "'service_ms':5,'concurrency':1,'service_cv':%d");
    char text[512];
    double busy = 110 * 0.005;
    snprintf(text, sizeof text, ONE, 1);
    make(f, text, CALL("users", "api"));
    assert_number(at(f, "api")->wait_ms, busy / (1 - busy) * 5);
    assert_number(get(f)->response_ms, 5 / (1 - busy));
    const FlowEstimate *flow = estimate_flow(f->estimate, 0, 1);
    assert_number(flow->answer_ms, 5 / (1 - busy));
    assert_number(flow->answer_p99_ms, 5 / (1 - busy) * log(100));
    snprintf(text, sizeof text, ONE, 0);
    make(f, text, CALL("users", "api"));
    assert_number(at(f, "api")->wait_ms, busy / (1 - busy) * 2.5);
    assert_number(f->estimate->operations[1].response_ms, 5 + busy / (1 - busy) * 2.5);
}

static void who_holds_its_slot_holds_it_through_the_waits_behind(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT "," SERVICE("api", "'service_ms':0,'concurrency':1000") "," SERVICE(
             "db", "'service_ms':5,'concurrency':1"),
         CALL("users", "api") "," CALL("api", "db"));
    double answer_ms = 5 / (1 - 110 * 0.005);
    assert_number(get(f)->response_ms, answer_ms);
    assert_number(at(f, "api")->holding_ms, 5);
    make(f,
         CLIENT "," SERVICE("api", "'service_ms':0,'concurrency':1") "," SERVICE(
             "db", "'service_ms':5,'concurrency':1"),
         CALL("users", "api") "," CALL("api", "db"));
    assert_true(isinf(at(f, "api")->wait_ms));
    assert_true(isinf(get(f)->response_ms));
    assert_number(f->estimate->headroom, 1 / 0.55);
}

static void a_hot_partition_is_the_bottleneck(void **state) {
    Fixture *f = *state;
    make(f,
         CLIENT ",{'id':'db','kind':'kv_store','x':0,'y':0,'settings':{'concurrency':1,'read_ms':5,"
                "'write_ms':5,'partitions':10,'partition_key':'code'}},"
                "{'id':'other','kind':'kv_store','x':0,'y':0,'settings':{'concurrency':1,"
                "'read_ms':5.001,'write_ms':5.001,'partitions':10}}",
         CALL("users", "db") "," CALL("users", "other"));
    double share = 0.001 + 0.999 / 10;
    assert_number(at(f, "db")->utilisation, 110 * 0.005 / 10);
    assert_number(at(f, "db")->peak_utilisation, 110 * 0.005 * share);
    assert_int_equal(f->estimate->bottleneck, 1);
    assert_number(f->estimate->headroom, 1 / (110 * 0.005 * share));
}

static void parallel_copies_take_as_long_as_the_last(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("shard", "'service_ms':4,'concurrency':100000,'replicas':10"),
         CALL_WITH("users", "shard", "'fan_out':4"));
    assert_number(get(f)->response_ms, 4 * (1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4));
}

static void pauses_count_with_the_retries(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("api", "'service_ms':0,'error_pct':100"),
         CALL_WITH("users", "api",
                   "'max_attempts':9,'backoff':'exponential','backoff_base_ms':100,"
                   "'backoff_cap_ms':20000,'jitter':'equal'"));
    assert_number(get(f)->response_ms, 19125);
}

static void closed_users_wait_for_their_answers(void **state) {
    Fixture *f = *state;
    static const char CLOSED[] =
        "{'format':'faultline/scenario','version':1,'id':'t','title':'T','operations':["
        "{'id':'get','title':'Get','type':'read','from':'client','users':10,'think_ms':1000}]}";
    make(f, CLIENT "," SERVICE("api", "'service_ms':100,'concurrency':1"), CALL("users", "api"));
    Arena arena = {0};
    Scenario *closed = NULL;
    const char *text = support_quotes(&arena, CLOSED);
    assert_int_equal(scenario_parse(text, strlen(text), "t", &closed).code, ERROR_NONE);
    Estimate *estimate = estimate_make(f->design, closed);
    /* Machine repair has 7.854; the formula for open arrivals comes within a few percent. */
    double rate = estimate->operations[0].rate_per_s;
    assert_true(fabs(rate - 7.854) < 0.05 * 7.854);
    assert_true(fabs(rate * (1 + estimate->operations[0].response_ms / 1000) - 10) < 0.01);
    assert_number(estimate->components[1].utilisation, rate / 10);
    estimate_free(estimate);
    scenario_free(closed);
    arena_free(&arena);
}

static void without_a_scenario_only_costs_are_known(void **state) {
    Fixture *f = *state;
    make(f, CLIENT "," SERVICE("api", "'replicas':3,'unit_cost':70"), CALL("users", "api"));
    Estimate *estimate = estimate_make(f->design, NULL);
    assert_number(estimate->cost_usd_month, 210);
    assert_number(estimate->components[1].arrivals_per_s, 0);
    assert_true(estimate->bottleneck == SIZE_MAX);
    estimate_free(estimate);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_is_held_through_the_steps),
        cmocka_unit_test(asynchronous_io_holds_it_for_its_own_work_only),
        cmocka_unit_test(parallel_calls_take_as_long_as_the_longest),
        cmocka_unit_test(a_balancer_calls_one_target_and_a_service_all),
        cmocka_unit_test(several_clients_share_the_arrivals),
        cmocka_unit_test(a_hit_skips_the_later_calls_to_data),
        cmocka_unit_test(a_cache_that_is_listed_after_the_store_saves_nothing),
        cmocka_unit_test(invalidation_reaches_the_cache_and_costs_hits),
        cmocka_unit_test(a_read_through_cache_passes_on_misses_and_writes),
        cmocka_unit_test(queues_share_messages_and_topics_copy_them),
        cmocka_unit_test(deduplication_asks_the_store_and_goes_no_further),
        cmocka_unit_test(fan_out_multiplies_the_calls),
        cmocka_unit_test(a_cycle_of_calls_ends),
        cmocka_unit_test(copies_share_reads_and_all_take_writes),
        cmocka_unit_test(read_replicas_take_the_reads),
        cmocka_unit_test(strong_reads_take_the_primary_and_all_copies),
        cmocka_unit_test(the_busiest_partition_holds_the_most_popular_key),
        cmocka_unit_test(failures_bring_retries),
        cmocka_unit_test(retries_in_layers_multiply),
        cmocka_unit_test(what_failed_takes_no_further_steps),
        cmocka_unit_test(messages_that_fail_come_again),
        cmocka_unit_test(who_cannot_hand_on_fails),
        cmocka_unit_test(a_limiter_lets_its_rate_through),
        cmocka_unit_test(a_limit_for_each_value_cuts_the_popular_ones),
        cmocka_unit_test(a_provider_refuses_what_is_above_its_limit),
        cmocka_unit_test(work_waits_for_a_slot),
        cmocka_unit_test(who_holds_its_slot_holds_it_through_the_waits_behind),
        cmocka_unit_test(a_hot_partition_is_the_bottleneck),
        cmocka_unit_test(parallel_copies_take_as_long_as_the_last),
        cmocka_unit_test(pauses_count_with_the_retries),
        cmocka_unit_test(closed_users_wait_for_their_answers),
        cmocka_unit_test(without_a_scenario_only_costs_are_known),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
