/* The engine against queueing theory: each closed form as a design that is played. The unit of time
 * is one mean service, a millisecond here. */
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

typedef struct Queue {
    double rate; /* arrivals in a mean service */
    int slots, replicas;
    double cv;
    int places; /* waiting places; below zero: no limit */
    const char *dispatch;
    double services; /* the length of the run */
} Queue;

static void play_queue(Play *run, Queue queue) {
    char component[512], scenario[256];
    snprintf(component, sizeof component,
             CLIENT "{'id':'api','kind':'service','settings':{'replicas':%d,'concurrency':%d,"
                    "'service_ms':1,'service_cv':%g,'queue_limit':%d,'dispatch':'%s'}}",
             queue.replicas, queue.slots, queue.cv, queue.places < 0 ? 100000000 : queue.places,
             queue.dispatch);
    snprintf(scenario, sizeof scenario,
             "'operations':[{'id':'get','title':'Get','type':'read','from':'client',"
             "'rate_rps':%.9g}]",
             queue.rate * 1000.0);
    run->options.seconds = queue.services / 1000.0;
    run->options.warmup_s = run->options.seconds / 50.0;
    play(run, component, CALL, scenario);
}

/* Little's law, and utilisation from the rate and the time that slots are held. */
static void assert_identities(const Play *run, double slots) {
    const ComponentReport *api = play_component(run, "api");
    double served =
        api->arrivals_per_s - (double)api->refused / (run->report->seconds - run->report->warmup_s);
    assert_within("L = lambda W in the queue", api->queue_mean + 1.0,
                  served * api->wait_mean_ms / 1000.0 + 1.0, 0.01);
    assert_within("utilisation", api->utilisation, served * api->holding_mean_ms / 1000.0 / slots,
                  0.005);
}

static void one_server_with_exponential_service(void **state) {
    Play *run = *state;
    static const struct {
        double rho, mean, wait, p50, p90, p99;
    } CASES[] = {{0.5, 2.0, 1.0, 1.38629436, 4.60517019, 9.21034037},
                 {0.8, 5.0, 4.0, 3.46573590, 11.51292547, 23.02585093}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        play_queue(run, (Queue){CASES[i].rho, 1, 1, 1.0, -1, "shared_queue", 1.6e6});
        const OperationReport *get = play_operation(run, "get");
        assert_within("W", get->mean_ms, CASES[i].mean, 0.02);
        assert_within("Wq", play_component(run, "api")->wait_mean_ms, CASES[i].wait, 0.03);
        assert_within("p50", get->p50_ms, CASES[i].p50, 0.02);
        assert_within("p90", get->p90_ms, CASES[i].p90, 0.03);
        assert_within("p99", get->p99_ms, CASES[i].p99, 0.04);
        assert_true(get->ci_low_ms <= CASES[i].mean && CASES[i].mean <= get->ci_high_ms);
        assert_identities(run, 1.0);
    }
}

static void many_servers_and_one_queue(void **state) {
    Play *run = *state;
    static const struct {
        int slots;
        double rho, mean, wait, p99;
    } CASES[] = {{2, 0.8, 2.77777778, 1.77777778, 11.93737024},
                 {8, 0.8, 1.28602808, 0.28602808, 5.15218156},
                 {16, 0.9, 1.36958962, 0.36958962, 5.26983460}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        double rate = CASES[i].slots * CASES[i].rho;
        play_queue(run, (Queue){rate, CASES[i].slots, 1, 1.0, -1, "shared_queue", 1.2e6 / rate});
        const OperationReport *get = play_operation(run, "get");
        assert_within("W", get->mean_ms, CASES[i].mean, 0.02);
        assert_within("p99", get->p99_ms, CASES[i].p99, 0.04);
        assert_identities(run, CASES[i].slots);
    }
}

static void any_service_time(void **state) {
    Play *run = *state;
    static const struct {
        double rho, cv, wait, tolerance;
    } CASES[] = {{0.5, 0.0, 0.5, 0.03}, {0.8, 0.0, 2.0, 0.03}, {0.8, 2.0, 10.0, 0.06}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        play_queue(run, (Queue){CASES[i].rho, 1, 1, CASES[i].cv, -1, "shared_queue", 1.2e6});
        assert_within("Wq", play_component(run, "api")->wait_mean_ms, CASES[i].wait,
                      CASES[i].tolerance);
        assert_identities(run, 1.0);
    }
}

/* P(Wq <= t) of M/D/1 at 0.8; service is one unit, so W <= t + 1. */
static void the_wait_before_a_fixed_service(void **state) {
    Play *run = *state;
    play_queue(run, (Queue){0.8, 1, 1, 0.0, -1, "shared_queue", 8e5});
    const OperationReport *get = play_operation(run, "get");
    assert_within("p99 of the wait", get->p99_ms - 1.0, 10.355886792, 0.04);
    assert_within("P(Wq <= 1) = 0.445, so the median wait is above it", get->p50_ms, 2.2, 0.1);
    assert_within("P(Wq <= 5) = 0.8995, so p90 is there", get->p90_ms - 1.0, 5.0, 0.03);
}

static void full_queues_refuse(void **state) {
    Play *run = *state;
    play_queue(run, (Queue){0.9, 1, 1, 1.0, 9, "shared_queue", 6e5});
    const OperationReport *get = play_operation(run, "get");
    double refused = (double)get->failed[CAUSE_REFUSED] / (double)get->offered;
    assert_within("blocking of M/M/1/10", refused, 0.0508137313, 0.03);
    assert_within("W", get->mean_ms, 4.64660067, 0.03);
    assert_within("utilisation", play_component(run, "api")->utilisation, 0.85426764, 0.02);
    assert_identities(run, 1.0);

    play_queue(run, (Queue){5.0, 10, 1, 1.0, 0, "shared_queue", 1.5e5});
    get = play_operation(run, "get");
    refused = (double)get->failed[CAUSE_REFUSED] / (double)get->offered;
    assert_within("Erlang B", refused, 0.0183845703, 0.03);
}

static void the_urgent_go_first(void **state) {
    Play *run = *state;
    run->options.seconds = 1200.0;
    play(run,
         CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':1,"
                "'scheduling':'priority'}}",
         CALL,
         "'operations':[{'id':'first','title':'A','type':'read','from':'client','rate_rps':300,"
         "'priority':0},{'id':'second','title':'B','type':'read','from':'client','rate_rps':500,"
         "'priority':1}]");
    assert_within("Wq1", play_operation(run, "first")->mean_ms - 1.0, 1.14285714, 0.03);
    assert_within("Wq2", play_operation(run, "second")->mean_ms - 1.0, 5.71428571, 0.03);
}

static void a_chain_is_a_product_of_queues(void **state) {
    Play *run = *state;
    run->options.seconds = 6000.0;
    play(run,
         CLIENT "{'id':'a','kind':'service','settings':{'concurrency':1,'service_ms':"
                "6.666666667,'async_io':true}},"
                "{'id':'b','kind':'service','settings':{'concurrency':1,'service_ms':8.333333333,"
                "'async_io':true}},"
                "{'id':'c','kind':'service','settings':{'concurrency':1,'service_ms':5,"
                "'async_io':true}}",
         "{'id':'1','from':'users','to':'a','kind':'call','settings':{'rtt_ms':0}},"
         "{'id':'2','from':'a','to':'b','kind':'call','settings':{'rtt_ms':0}},"
         "{'id':'3','from':'b','to':'c','kind':'call','settings':{'rtt_ms':0}}",
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':100}]");
    assert_within("E[T]", play_operation(run, "get")->mean_ms, 80.0, 0.03);
    assert_within("rho of a", play_component(run, "a")->utilisation, 2.0 / 3.0, 0.02);
    assert_within("rho of b", play_component(run, "b")->utilisation, 5.0 / 6.0, 0.02);
    assert_within("rho of c", play_component(run, "c")->utilisation, 0.5, 0.02);
}

static void users_who_think(void **state) {
    Play *run = *state;
    run->options.seconds = 20000.0;
    play(run, CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':100}}",
         CALL,
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','users':10,"
         "'think_ms':1000}]");
    const OperationReport *get = play_operation(run, "get");
    assert_within("X", (double)get->ok / run->report->seconds, 7.85417657, 0.02);
    assert_within("R", get->mean_ms, 273.207944, 0.02);
    assert_within("U", play_component(run, "api")->utilisation, 0.78541766, 0.02);
}

static void dispatch_matters(void **state) {
    Play *run = *state;
    play_queue(run, (Queue){90.0, 1, 100, 1.0, -1, "two_choices", 6000});
    assert_within("two choices among 100", play_operation(run, "get")->mean_ms, 2.6575, 0.03);
    play_queue(run, (Queue){4.0, 1, 5, 1.0, -1, "random", 2e5});
    assert_within("random is M/M/1 in each", play_operation(run, "get")->mean_ms, 5.0, 0.03);
    play_queue(run, (Queue){4.0, 1, 5, 1.0, -1, "round_robin", 5e4});
    double in_turns = play_operation(run, "get")->mean_ms;
    play_queue(run, (Queue){4.0, 1, 5, 1.0, -1, "least_busy", 5e4});
    double to_the_least = play_operation(run, "get")->mean_ms;
    play_queue(run, (Queue){4.0, 1, 5, 1.0, -1, "shared_queue", 5e4});
    double shared = play_operation(run, "get")->mean_ms;
    assert_true(shared < to_the_least && to_the_least < in_turns && in_turns < 5.0);
}

/* The wait of M/M/1 has the same mean in any order that does not look at the work. */
static void the_last_come_first(void **state) {
    Play *run = *state;
    run->options.seconds = 800.0;
    play(run,
         CLIENT "{'id':'api','kind':'service','settings':{'concurrency':1,'service_ms':1,"
                "'scheduling':'lifo'}}",
         CALL,
         "'operations':[{'id':'get','title':'G','type':'read','from':'client','rate_rps':700}]");
    const OperationReport *get = play_operation(run, "get");
    assert_within("W", get->mean_ms, 1.0 / 0.3, 0.03);
    assert_true(get->p99_ms > 1.0 / 0.3 * log(100.0) * 1.3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(one_server_with_exponential_service),
        PLAY_TEST(many_servers_and_one_queue),
        PLAY_TEST(any_service_time),
        PLAY_TEST(the_wait_before_a_fixed_service),
        PLAY_TEST(full_queues_refuse),
        PLAY_TEST(the_urgent_go_first),
        PLAY_TEST(a_chain_is_a_product_of_queues),
        PLAY_TEST(users_who_think),
        PLAY_TEST(dispatch_matters),
        PLAY_TEST(the_last_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
