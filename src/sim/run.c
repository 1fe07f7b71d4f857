/* Setting up a run, its loop, and taking it down. */
#include "sim/run.h"

#include <math.h>
#include <stdlib.h>

enum {
    EVENTS_BETWEEN_ASKS = 65536,
    MOST_BINS = 3600,
    DRAIN_S = 300,  /* the drain is given up after it. *default* */
    VERSIONS_S = 60 /* how long a write is remembered beyond the longest lag. *default* */
};

/* ---- Setting up ------------------------------------------------------------------------------ */

static void make_pools(Run *run) {
    pool_make(&run->requests, sizeof(Request));
    pool_make(&run->calls, sizeof(Call));
    pool_make(&run->intents, sizeof(Intent));
    pool_make(&run->marks, sizeof(Mark));
    pool_make(&run->messages, sizeof(Message));
    pool_make(&run->fills, sizeof(Fill));
    pool_make(&run->parts, sizeof(Parts));
    pool_make(&run->groups, sizeof(Group));
    pool_make(&run->flights, cache_flight_size());
    pool_make(&run->locks, store_lock_size());
    pool_make(&run->versions_pool, store_version_size());
    pool_make(&run->buckets_pool, limiter_bucket_size());
}

static TimerRing ring(int64_t delay_ns, RingUse use, uint32_t owner) {
    return (TimerRing){.delay_ns = delay_ns, .event = EVENT_RING, .use = use, .owner = owner};
}

static void make_component(Run *run, uint32_t position) {
    const PlanComponent *plan = &run->plan->components[position];
    ComponentState *state = &run->components[position];
    state->position = position;
    state->first_station = &run->stations[plan->first_station];
    state->takes_messages = run->plan->first_feed[position] < run->plan->first_feed[position + 1];
    state->work = stream_make(run->seed, plan->id, "work");
    state->choice = stream_make(run->seed, plan->id, "choice");
    state->tokens = plan->burst;
    state->stations = plan->station_count;
    if (plan->layout == LAYOUT_REPLICAS && plan->dispatch != DISPATCH_SHARED_QUEUE) {
        state->stations = plan->replicas; /* the others come with scaling */
    }
    for (uint32_t s = 0; s < state->stations; s++) {
        state->first_station[s].slots = plan->station_slots;
        server_renew_open(&state->first_station[s]);
        state->slots += plan->station_slots;
    }
    if (plan->layout == LAYOUT_DATABASE && !plan->reads_replicas) {
        state->slots = plan->station_slots;
    }
    state->free_slots = (uint32_t)state->slots;
    run->visibilities[position] = ring(plan->visibility_ns, RING_VISIBILITY, position);
    run->retentions[position] = ring(plan->retention_ns, RING_RETENTION, position);
    double refill_ns = plan->limit_per_ns > 0.0 ? plan->burst / plan->limit_per_ns : 0.0;
    run->buckets[position] = ring((int64_t)fmin(refill_ns, 4e17) + 1, RING_BUCKET, position);
}

static void make_connection(Run *run, uint32_t position) {
    const PlanConnection *plan = &run->plan->connections[position];
    ConnectionState *state = &run->connections[position];
    state->random = stream_make(run->seed, plan->id, "way");
    state->timeouts = ring(plan->timeout_ns, RING_TIMEOUT, position);
    state->hedges = ring(plan->hedge_ns, RING_HEDGE, position);
    state->budget_tokens = 100.0;
}

static void make_bins(Run *run, double seconds) {
    double bin_s = fmax(1.0, ceil(seconds / MOST_BINS));
    run->bin_ns = (int64_t)(bin_s * NS_IN_S);
    run->bin_count = (size_t)fmax(1.0, ceil(seconds / bin_s));
    size_t components = run->plan->component_count;
    run->bin_utilisation = memory_allocate(run->bin_count * components * sizeof(double));
    run->bin_queue = memory_allocate(run->bin_count * components * sizeof(double));
    run->bin_inside = memory_allocate(run->bin_count * sizeof(double));
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        OperationState *state = &run->operations[o];
        size_t bins = run->bin_count + 1; /* the last one takes what ends in the drain */
        state->bin_offered = memory_allocate(5 * bins * sizeof(double));
        state->bin_ok = state->bin_offered + bins;
        state->bin_failed = state->bin_ok + bins;
        state->bin_latency = state->bin_failed + bins;
        state->bin_duplicated = state->bin_latency + bins;
    }
}

static int64_t longest_lag(const Plan *plan) {
    int64_t longest = 0;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        int64_t lag = plan->components[c].replication_lag_ns;
        longest = lag > longest ? lag : longest;
    }
    return longest;
}

Run *run_new(const Plan *plan, const SimOptions *options, unsigned replication) {
    Run *run = memory_allocate(sizeof *run);
    uint64_t seed = options->seed;
    run->plan = plan;
    run->seed = replication == 0 ? seed : stream_hash(seed, replication);
    run->end = (int64_t)(options->seconds * NS_IN_S);
    run->most_events = options->most_events ? options->most_events : UINT64_MAX;
    run->in_load = run->end > 0;
    run->stop = run->end + (int64_t)DRAIN_S * NS_IN_S;
    run->components = memory_allocate(plan->component_count * sizeof *run->components);
    run->connections = memory_allocate(plan->connection_count * sizeof *run->connections);
    run->operations = memory_allocate(plan->operation_count * sizeof *run->operations);
    run->stations = memory_allocate(plan->station_count * sizeof *run->stations);
    run->subscriptions = memory_allocate(plan->subscription_count * sizeof *run->subscriptions);
    run->visibilities = memory_allocate(plan->component_count * sizeof *run->visibilities);
    run->retentions = memory_allocate(plan->component_count * sizeof *run->retentions);
    run->buckets = memory_allocate(plan->component_count * sizeof *run->buckets);
    run->key_hot = memory_allocate(plan->key_count * sizeof *run->key_hot);
    run->versions = ring(longest_lag(plan) + (int64_t)VERSIONS_S * NS_IN_S, RING_VERSION, 0);
    event_queue_make(&run->events);
    make_pools(run);
    make_bins(run, options->seconds);
    for (uint32_t c = 0; c < plan->component_count; c++) {
        make_component(run, c);
    }
    for (uint32_t e = 0; e < plan->connection_count; e++) {
        make_connection(run, e);
    }
    caches_start(run);
    sites_make(run);
    sources_start(run);
    faults_start(run, options);
    warmup_start(run, options->warmup_s);
    event_queue_push(&run->events, NS_IN_S, EVENT_TICK, NULL);
    return run;
}

/* ---- Ticks ----------------------------------------------------------------------------------- */

static void end_bin(Run *run) {
    size_t first = run->bin * run->plan->component_count;
    double inside_area = 0.0;
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        ComponentState *state = &run->components[c];
        server_account(run, state);
        double slots = state->counts.slots_area - state->bin_slots;
        run->bin_utilisation[first + c] =
            slots > 0.0 ? (state->counts.busy_area - state->bin_busy) / slots : 0.0;
        run->bin_queue[first + c] = (double)state->waiting;
        state->bin_busy = state->counts.busy_area;
        state->bin_slots = state->counts.slots_area;
        inside_area += state->counts.busy_area + state->counts.waiting_area;
    }
    run->bin_inside[run->bin] = (inside_area - run->inside_area) / (double)run->bin_ns;
    run->inside_area = inside_area;
}

static void tick(Run *run) {
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        server_autoscale_tick(run, &run->components[c]);
    }
    bool bin_is_over = run->now >= (int64_t)(run->bin + 1) * run->bin_ns || run->now >= run->end;
    if (bin_is_over && run->bin < run->bin_count) {
        end_bin(run);
        run->bin++;
    }
    if (run->now < run->end) {
        int64_t next = run->now + NS_IN_S;
        event_queue_push(&run->events, next < run->end ? next : run->end, EVENT_TICK, NULL);
    }
}

/* ---- The loop -------------------------------------------------------------------------------- */

static void handle_timer(Run *run, const TimerRing *timers, Timer *timer) {
    switch ((RingUse)timers->use) {
    case RING_TIMEOUT:
        call_timed_out(run, RECORD_OF(Request, timeout, timer));
        break;
    case RING_HEDGE:
        call_hedge(run, RECORD_OF(Call, hedge, timer));
        break;
    case RING_VISIBILITY:
        broker_visible(run, message_of_hidden(timer));
        break;
    case RING_RETENTION:
        broker_expire(run, message_of_age(timer));
        break;
    case RING_VERSION:
        store_forget_version(run, timer);
        break;
    case RING_BUCKET:
        limiter_forget(run, timer);
        break;
    }
}

/* What each kind of event calls. A table, so that no kind pays for the registers of another. */
typedef void (*Handler)(Run *run, void *subject);

static void on_arrival(Run *run, void *subject) {
    source_arrives(run, subject);
}

static void on_request(Run *run, void *subject) {
    request_arrive(run, subject);
}

static void on_work_done(Run *run, void *subject) {
    request_work_done(run, subject);
}

static void on_reply(Run *run, void *subject) {
    call_answered(run, subject);
}

static void on_retry(Run *run, void *subject) {
    call_retry(run, subject);
}

static void on_ring(Run *run, void *subject) {
    TimerRing *timers = subject;
    Timer *timer;
    while ((timer = timer_ring_next(timers, run->now, &run->events))) {
        handle_timer(run, timers, timer);
    }
}

static void on_redeliver(Run *run, void *subject) {
    broker_redeliver(run, subject);
}

static void on_fault(Run *run, void *subject) {
    fault_turn(run, subject);
}

static void on_failover(Run *run, void *subject) {
    fault_fail_over(run, subject);
}

static void on_scale(Run *run, void *subject) {
    server_scale(run, subject);
}

static void on_cut(Run *run, void *subject) {
    (void)subject;
    warmup_pass(run);
}

static void on_tick(Run *run, void *subject) {
    (void)subject;
    tick(run);
}

static const Handler HANDLERS[] = {[EVENT_ARRIVAL] = on_arrival,
                                   [EVENT_REQUEST] = on_request,
                                   [EVENT_WORK_DONE] = on_work_done,
                                   [EVENT_REPLY] = on_reply,
                                   [EVENT_RETRY] = on_retry,
                                   [EVENT_RING] = on_ring,
                                   [EVENT_REDELIVER] = on_redeliver,
                                   [EVENT_FAULT] = on_fault,
                                   [EVENT_FAILOVER] = on_failover,
                                   [EVENT_SCALE] = on_scale,
                                   [EVENT_CUT] = on_cut,
                                   [EVENT_TICK] = on_tick};

static bool asks_to_go_on(const Run *run, bool (*go_on)(void *, double), void *context) {
    double done = run->end > 0 ? (double)run->now / (double)run->end : 1.0;
    return !go_on || go_on(context, fmin(done, 1.0));
}

/* When to look up again, in events. */
static uint64_t next_ask(const Run *run) {
    uint64_t next = run->event_count + EVENTS_BETWEEN_ASKS;
    return next < run->most_events ? next : run->most_events;
}

void run_play(Run *run, bool (*go_on)(void *, double), void *context) {
    Event event;
    uint64_t ask_at = next_ask(run);
    while (event_queue_pop(&run->events, &event)) {
        int64_t time = (int64_t)event.time;
        if (time < run->end) {
            run->load_now = time;
        } else if (time > run->end && (time > run->stop || run->useful == 0)) {
            break;
        } else {
            run->in_load = false;
            run->load_now = run->end;
        }
        run->now = time;
        run->event_count++;
        HANDLERS[event.kind](run, event.subject);
        if (run->event_count >= ask_at) {
            if (run->event_count >= run->most_events || !asks_to_go_on(run, go_on, context)) {
                run->cut_short = true;
                break;
            }
            ask_at = next_ask(run);
        }
    }
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        server_account(run, &run->components[c]);
    }
    intents_settle_all(run);
}

void run_story_line(Run *run, const Intent *intent, uint32_t component, uint32_t connection,
                    const char *what, double value) {
    const Plan *plan = run->plan;
    StoryLine line = {.at_ms = (double)(run->now - intent->began) / NS_IN_MS,
                      .component = component == NO_INDEX ? NULL : plan->components[component].id,
                      .connection =
                          connection == NO_INDEX ? NULL : plan->connections[connection].id,
                      .what = what,
                      .value = value};
    array_push(&run->story, line);
}

/* ---- Taking down ----------------------------------------------------------------------------- */

static void free_records(Run *run) {
    Pool *pools[] = {&run->requests, &run->calls, &run->intents,       &run->marks,
                     &run->messages, &run->fills, &run->parts,         &run->groups,
                     &run->flights,  &run->locks, &run->versions_pool, &run->buckets_pool};
    KeyMap *maps[] = {&run->version_map, &run->lock_map, &run->flight_map, &run->bucket_map,
                      &run->group_map};
    for (size_t i = 0; i < COUNT_OF(pools); i++) {
        pool_free(pools[i]);
    }
    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        key_map_free(maps[i]);
    }
}

void run_free(Run *run) {
    if (!run) {
        return;
    }
    sites_free(run);
    caches_free(run);
    faults_free(run);
    free_records(run);
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        for (size_t s = 0; s < SLICES_MOST; s++) {
            histogram_free(&run->operations[o].latency[s]);
        }
        array_free(&run->operations[o].source.held);
        free(run->operations[o].bin_offered);
    }
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        timer_ring_free(&run->visibilities[c]);
        timer_ring_free(&run->retentions[c]);
        timer_ring_free(&run->buckets[c]);
    }
    for (uint32_t e = 0; e < run->plan->connection_count; e++) {
        timer_ring_free(&run->connections[e].timeouts);
        timer_ring_free(&run->connections[e].hedges);
    }
    timer_ring_free(&run->versions);
    event_queue_free(&run->events);
    array_free(&run->story);
    free(run->components);
    free(run->connections);
    free(run->operations);
    free(run->stations);
    free(run->subscriptions);
    free(run->visibilities);
    free(run->retentions);
    free(run->buckets);
    free(run->key_hot);
    free(run->bin_utilisation);
    free(run->bin_queue);
    free(run->bin_inside);
    free(run->passed);
    free(run);
}
