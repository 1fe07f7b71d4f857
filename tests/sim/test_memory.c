/* A run holds no more memory the longer it goes on: its records are counted by the pools, maps and
 * rows that own them, not by what the system happens to have given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/cache_store.h"
#include "sim/play.h"
#include "sim/run.h"

static size_t pool_bytes(const Pool *pool) {
    return pool_count(pool) * pool->item_size;
}

static size_t map_bytes(const KeyMap *map) {
    return map->capacity * sizeof *map->buckets;
}

static size_t ring_bytes(const TimerRing *ring) {
    return ring->capacity * sizeof *ring->places;
}

/* Nothing of this shrinks before the run is freed, so it is the most that was held. Without the
 * series and the histograms, whose size is bounded by itself. */
static size_t records(const Run *run) {
    const Pool *pools[] = {&run->requests, &run->calls, &run->intents,       &run->marks,
                           &run->messages, &run->fills, &run->parts,         &run->groups,
                           &run->flights,  &run->locks, &run->versions_pool, &run->buckets_pool};
    const KeyMap *maps[] = {&run->version_map, &run->lock_map, &run->flight_map, &run->bucket_map,
                            &run->group_map};
    size_t bytes = run->events.capacity * sizeof(Event) + ring_bytes(&run->versions);
    for (size_t i = 0; i < COUNT_OF(pools); i++) {
        bytes += pool_bytes(pools[i]);
    }
    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        bytes += map_bytes(maps[i]);
    }
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        const CacheStore *cache = run->components[c].cache;
        bytes += ring_bytes(&run->visibilities[c]) + ring_bytes(&run->retentions[c]) +
                 ring_bytes(&run->buckets[c]);
        bytes += cache ? pool_bytes(&cache->entries) + map_bytes(&cache->map) : 0;
    }
    for (uint32_t e = 0; e < run->plan->connection_count; e++) {
        bytes +=
            ring_bytes(&run->connections[e].timeouts) + ring_bytes(&run->connections[e].hedges);
    }
    return bytes;
}

static size_t histograms(const Run *run) {
    size_t octaves = 0;
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        for (size_t s = 0; s < SLICES_MOST; s++) {
            for (size_t i = 0; i < HISTOGRAM_OCTAVES; i++) {
                octaves += run->operations[o].latency[s].octaves[i] != NULL;
            }
        }
    }
    return octaves * HISTOGRAM_BUCKETS * sizeof(uint64_t);
}

/* The design and the scenario of the last play, once more and for so long. */
static Run *run_for(const Play *play, const Plan *plan, double seconds) {
    SimOptions options = play->options;
    options.seconds = seconds;
    options.warmup_s = 1.0;
    Run *run = run_new(plan, &options, 0);
    run_play(run, NULL, NULL);
    return run;
}

static Plan *plan_of(const Play *play) {
    Plan *plan = NULL;
    assert_int_equal(plan_make(play->design, play->scenario, &plan).code, 0);
    return plan;
}

/* ---------------------------------------------------------------------------------------------- */

static const char EVERYTHING[] =
    "{'id':'users','kind':'client'},"
    "{'id':'limiter','kind':'rate_limiter','settings':{'limit_rps':5,'burst':20,'per':'user'}},"
    "{'id':'api','kind':'service','settings':{'replicas':4,'dispatch':'two_choices',"
    "'scheduling':'priority'}},"
    "{'id':'cache','kind':'cache','settings':{'capacity_items':500,'ttl_s':2,'coalesce':true}},"
    "{'id':'store','kind':'kv_store','settings':{'partitions':4,'partition_key':'user',"
    "'copies':3}},"
    "{'id':'queue','kind':'queue','settings':{'ordering':'fifo','ordering_key':'user',"
    "'visibility_timeout_s':1,'max_receives':3,'duplicate_pct':2}},"
    "{'id':'dead','kind':'queue'},"
    "{'id':'worker','kind':'worker','settings':{'error_pct':5}},"
    "{'id':'mail','kind':'external','settings':{'error_pct':2}},"
    "{'id':'keys','kind':'kv_store'}";
static const char LINES[] =
    "{'id':'1','from':'users','to':'limiter','kind':'call',"
    "'settings':{'timeout_ms':500,'max_attempts':2,'backoff':'constant','backoff_base_ms':20}},"
    "{'id':'2','from':'limiter','to':'api','kind':'call','settings':{'timeout_ms':300}},"
    "{'id':'3','from':'api','to':'cache','kind':'call','settings':{'timeout_ms':50}},"
    "{'id':'4','from':'api','to':'store','kind':'call',"
    "'settings':{'timeout_ms':100,'hedge_after_ms':15}},"
    "{'id':'5','from':'api','to':'queue','kind':'publish','operations':['send']},"
    "{'id':'6','from':'queue','to':'worker','kind':'consume'},"
    "{'id':'7','from':'queue','to':'dead','kind':'dead_letter'},"
    "{'id':'8','from':'worker','to':'keys','kind':'dedup','settings':{'window_s':2}},"
    "{'id':'9','from':'worker','to':'mail','kind':'call','settings':{'timeout_ms':400}}";
static const char LOAD[] =
    "'keys':[{'id':'user','count':2000,'zipf':0.5}],'operations':["
    "{'id':'read','title':'R','type':'read','from':'client','rate_rps':150,'key':'user'},"
    "{'id':'send','title':'S','type':'write','from':'client','rate_rps':20,'key':'user',"
    "'priority':1,'effect':{'title':'E','at':['external']}}]";

static void a_longer_run_holds_no_more(void **state) {
    Play *play_state = *state;
    enum { SECONDS = 70 }; /* longer than a write is remembered */
    play_state->options.seconds = 2.0;
    play(play_state, EVERYTHING, LINES, LOAD);
    Plan *plan = plan_of(play_state);
    Run *once = run_for(play_state, plan, SECONDS);
    Run *tenfold = run_for(play_state, plan, 10 * SECONDS);
    assert_true(tenfold->event_count > 9 * once->event_count);
    /* The fullest moment of ten times as long may be a little fuller. */
    assert_in_range(records(tenfold), 1, records(once) + records(once) / 10);
    assert_in_range(histograms(tenfold), 1, 2 * histograms(once));
    run_free(once);
    run_free(tenfold);
    plan_free(plan);
}

static void a_series_has_so_many_bins_at_most(void **state) {
    Play *play_state = *state;
    play_state->options.seconds = 1.0;
    play(play_state, EVERYTHING, LINES, LOAD);
    Plan *plan = plan_of(play_state);
    SimOptions options = play_state->options;
    options.seconds = 1e6;
    Run *run = run_new(plan, &options, 0);
    assert_in_range(run->bin_count, 1800, 3600);
    run_free(run);
    plan_free(plan);
}

/* ---- Overload -------------------------------------------------------------------------------- */

#define OVERLOADED(limit)                                    \
    "{'id':'users','kind':'client'},"                        \
    "{'id':'api','kind':'service','settings':{'replicas':1," \
    "'concurrency':1,'service_ms':10,'queue_limit':" limit "}}"
static const char CALL[] = "{'id':'1','from':'users','to':'api','kind':'call'}";
static const char TWICE_AS_MUCH[] =
    "'operations':[{'id':'read','title':'R','type':'read','from':'client','rate_rps':200}]";

static void what_is_refused_leaves_nothing_behind(void **state) {
    Play *play_state = *state;
    play_state->options.seconds = 1.0;
    play(play_state, OVERLOADED("100"), CALL, TWICE_AS_MUCH);
    Plan *plan = plan_of(play_state);
    Run *once = run_for(play_state, plan, 20.0);
    Run *tenfold = run_for(play_state, plan, 200.0);
    assert_true(once->components[1].counts.refused > 1000);
    assert_int_equal(records(tenfold), records(once));
    run_free(once);
    run_free(tenfold);
    plan_free(plan);
}

static void an_overload_holds_what_waits(void **state) {
    Play *play_state = *state;
    play_state->options.seconds = 1.0;
    play(play_state, OVERLOADED("1000000"), CALL, TWICE_AS_MUCH);
    Plan *plan = plan_of(play_state);
    Run *once = run_for(play_state, plan, 20.0);
    Run *tenfold = run_for(play_state, plan, 200.0);
    size_t longer = (size_t)(tenfold->components[1].counts.waiting_max -
                             once->components[1].counts.waiting_max);
    assert_true(longer > 10000);
    /* Each that waits is an intent, its request at the source, the call and the request here. */
    size_t each = once->intents.item_size + 2 * once->requests.item_size + once->calls.item_size;
    size_t grown = records(tenfold) - records(once);
    assert_in_range(grown, longer * each * 9 / 10, longer * each * 11 / 10);
    run_free(once);
    run_free(tenfold);
    plan_free(plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLAY_TEST(a_longer_run_holds_no_more),
        PLAY_TEST(a_series_has_so_many_bins_at_most),
        PLAY_TEST(what_is_refused_leaves_nothing_behind),
        PLAY_TEST(an_overload_holds_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
