/* Arrivals: a Poisson process whose rate may change while it runs. An open operation has the rate
 * of the scenario; a closed one the rate at which those who think come to an end of it. */
#include <math.h>

#include "sim/run.h"

/* Nobody asks again at the very same moment. */
static const double LEAST_THINK_NS = 1000.0;

static double rate_now(const Run *run, const Source *source) {
    const Operation *operation = run->plan->operations[source->operation].source;
    if (operation->users == 0) {
        return operation->rate_rps / NS_IN_S * source->factor;
    }
    double think_ns = fmax(operation->think_ms * NS_IN_MS, LEAST_THINK_NS);
    return (double)source->thinking / think_ns * source->factor;
}

/* Plans the next arrival at the rate of now. The version goes with the event's time: a source has
 * one event in force, and those before it find another time. */
static void plan_next(Run *run, Source *source) {
    source->since = run->now;
    source->version = 0;
    if (source->rate_per_ns <= 0.0) {
        return;
    }
    double delay = source->remaining / source->rate_per_ns;
    if (delay > (double)(run->end - run->now)) {
        return; /* the load is over by then, or the rate changes before */
    }
    int64_t at = run->now + (int64_t)(delay + 0.5);
    source->version = (uint64_t)at + 1;
    event_queue_push(&run->events, at, EVENT_ARRIVAL, source);
}

/* The rest of the interval passes at the new rate. */
static void change_rate(Run *run, Source *source) {
    double passed = (double)(run->now - source->since) * source->rate_per_ns;
    source->remaining = fmax(0.0, source->remaining - passed);
    source->rate_per_ns = rate_now(run, source);
    plan_next(run, source);
}

void sources_start(Run *run) {
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        const Operation *operation = run->plan->operations[o].source;
        Source *source = &run->operations[o].source;
        *source = (Source){.operation = o,
                           .arrivals = stream_make(run->seed, operation->id, "arrivals"),
                           .keys = stream_make(run->seed, operation->id, "keys"),
                           .spread = stream_make(run->seed, operation->id, "spread"),
                           .factor = 1.0,
                           .is_closed = operation->users > 0,
                           .thinking = (uint64_t)operation->users};
        source->remaining = stream_exponential(&source->arrivals, &run->plan->ziggurat);
        source->rate_per_ns = rate_now(run, source);
        plan_next(run, source);
    }
}

void source_set_factor(Run *run, Source *source, double factor) {
    if (factor != source->factor) {
        source->factor = factor;
        change_rate(run, source);
    }
}

void source_user_returns(Run *run, Source *source) {
    source->thinking++;
    change_rate(run, source);
}

static uint64_t draw_key(Run *run, Source *source) {
    uint32_t key = run->plan->operations[source->operation].key;
    if (key == NO_INDEX) {
        return 0;
    }
    uint64_t rank = stream_zipf(&source->keys, &run->plan->keys[key]);
    /* The draw is made in either case, so that the other keys stay those of a run without it. */
    return stream_chance(&source->spread, run->key_hot[key]) ? 1 : rank;
}

static void count_offered(Run *run, uint32_t operation) {
    OperationState *state = &run->operations[operation];
    state->offered++;
    state->bin_offered[run->bin] += 1.0;
    for (size_t f = 0; f < run->fault_count && run->active_faults > 0; f++) {
        run->faults[f].offered += run->faults[f].active;
    }
}

/* Where the next request comes from; NULL: the drawing has no such place. */
static const Site *draw_site(Run *run, Source *source) {
    const PlanOperation *plan = &run->plan->operations[source->operation];
    if (plan->source_count == 0) {
        return NULL;
    }
    uint32_t which =
        plan->source_count > 1 ? (uint32_t)random_below(&source->spread, plan->source_count) : 0;
    return run_site(run, source->operation, run->plan->sources[plan->first_source + which]);
}

/* People wait for as long as they are held back; by the clock it is a matter of choice. */
static bool comes_later(const Run *run, const Site *site) {
    return site->closed &&
           (site->plan->kind == KIND_SCHEDULER
                ? site->plan->catches_up
                : site->state->modifiers.hold + run->operations[site->operation].modifiers.hold >
                      0);
}

/* Without a site, or from one that is closed, it fails. */
static void issue(Run *run, const Source *source, const Site *site, uint64_t key) {
    count_offered(run, source->operation);
    Intent *intent = intent_new(run, source->operation, key);
    if (!site || site->closed) {
        intent_hold(intent);
        intent_finish(run, intent, CAUSE_UNREACHABLE, false);
        intent_drop(run, intent);
        return;
    }
    Request *root = request_new(run, intent, ROLE_ROOT, site);
    request_start(run, root);
}

/* After the load nothing comes any more. */
void sources_release(Run *run) {
    for (uint32_t o = 0; run->in_load && o < run->plan->operation_count; o++) {
        Source *source = &run->operations[o].source;
        size_t kept = 0;
        for (size_t i = 0; i < source->held.count; i++) {
            HeldArrival arrival = source->held.items[i];
            if (comes_later(run, arrival.site)) {
                source->held.items[kept++] = arrival;
            } else {
                issue(run, source, arrival.site, arrival.key);
            }
        }
        source->held.count = kept;
    }
}

void source_arrives(Run *run, Source *source) {
    if (source->version != (uint64_t)run->now + 1) {
        return;
    }
    if (source->thinking > 0) {
        source->thinking--;
        source->rate_per_ns = rate_now(run, source);
    }
    source->remaining = stream_exponential(&source->arrivals, &run->plan->ziggurat);
    uint64_t key = draw_key(run, source);
    plan_next(run, source);
    const Site *site = draw_site(run, source);
    if (site && comes_later(run, site)) {
        HeldArrival arrival = {.key = key, .site = site};
        array_push(&source->held, arrival);
    } else {
        issue(run, source, site, key);
    }
}
