/* Caches in a run: look-ups, misses that are filled or joined, writes, and values out of date. */
#include <stdlib.h>

#include "sim/cache_store.h"
#include "sim/run.h"

/* A value that is being fetched, and those who wait for it instead of fetching it too. */
struct Flight {
    KeyNode node;
    Request *first_waiter, *last_waiter;
};

static uint32_t key_of(const Run *run, const Intent *intent) {
    return run->plan->operations[intent->operation].key;
}

/* Reads a second of each key that may pass over the connections into the cache. */
static void find_rates(const Plan *plan, uint32_t cache, double *rates) {
    for (uint32_t o = 0; o < plan->operation_count; o++) {
        const Operation *operation = plan->operations[o].source;
        bool passes = false;
        for (uint32_t c = 0; c < plan->connection_count; c++) {
            passes |= plan->connections[c].to == cache &&
                      plan->carries[(size_t)c * plan->operation_count + o];
        }
        if (passes && !operation->is_write && plan->operations[o].key != NO_INDEX) {
            double closed = (double)operation->users * 1000.0 / (operation->think_ms + 1.0);
            rates[plan->operations[o].key] += operation->users ? closed : operation->rate_rps;
        }
    }
}

void caches_start(Run *run) {
    const Plan *plan = run->plan;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        if (plan->components[c].is_cache) {
            double *rates = memory_allocate(plan->key_count * sizeof *rates);
            find_rates(plan, c, rates);
            run->components[c].cache = cache_store_new(plan, c, rates, run->seed);
            free(rates);
        }
    }
}

void caches_free(Run *run) {
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        cache_store_free(run->components[c].cache);
    }
}

void cache_expect(const Run *run, const CacheStore *store, const Intent *intent) {
    if (intent->key > 0) {
        cache_store_expect(store, key_of(run, intent), intent->key);
    }
}

void cache_approach(const Run *run, const CacheStore *store, const Intent *intent) {
    if (intent->key > 0) {
        cache_store_approach(store, key_of(run, intent), intent->key);
    }
}

bool cache_look_up(Run *run, Request *request, uint32_t cache) {
    ComponentState *state = &run->components[cache];
    const Intent *intent = request->intent;
    CacheEntry *entry = NULL;
    if (intent->key > 0) {
        entry = cache_store_use(state->cache, key_of(run, intent), intent->key, run->now);
    }
    if (run->in_load) {
        state->counts.lookups++;
        state->counts.hits += entry != NULL;
    }
    TELL(run, intent, cache, NO_INDEX, entry ? "finds it in the cache" : "misses in the cache", -1);
    if (!entry) {
        return false;
    }
    request->hit = true;
    request->value_store = entry->value_store;
    request->value_time = entry->value_time;
    request->stale = entry->outdated_since <= intent->began;
    return true;
}

/* ---- Misses ---------------------------------------------------------------------------------- */

static bool leads_a_flight(const Request *request) {
    for (const Fill *fill = request->fills; fill; fill = fill->next) {
        if (fill->flight) {
            return true;
        }
    }
    return false;
}

void cache_missed(Run *run, Request *request, uint32_t cache) {
    const Intent *intent = request->intent;
    if (intent->key == 0) {
        return;
    }
    Flight *flight = NULL;
    uint64_t key = (uint64_t)cache << 42 | (uint64_t)key_of(run, intent) << 32 | intent->key;
    /* Who leads one flight does not wait for another: they might wait for each other. */
    if (run->plan->components[cache].coalesces && !leads_a_flight(request)) {
        flight = key_map_find(&run->flight_map, key);
        if (flight) {
            TELL(run, intent, cache, NO_INDEX, "waits for one who fetches it already", -1);
            request->pending++;
            request->next_waiter = NULL;
            if (flight->last_waiter) {
                flight->last_waiter->next_waiter = request;
            } else {
                flight->first_waiter = request;
            }
            flight->last_waiter = request;
            return;
        }
        flight = pool_take(&run->flights);
        *flight = (Flight){.first_waiter = NULL};
        key_map_add(&run->flight_map, key, &flight->node);
    }
    Fill *fill = pool_take(&run->fills);
    *fill = (Fill){.next = request->fills, .flight = flight, .cache = cache};
    request->fills = fill;
}

static void store_value(Run *run, const Request *request, uint32_t cache) {
    const Intent *intent = request->intent;
    uint32_t key = key_of(run, intent);
    const PlanComponent *plan = &run->plan->components[cache];
    CacheEntry *entry = cache_store_put(run->components[cache].cache, key, intent->key, run->now);
    entry->expires = plan->ttl_ns > 0 ? run->now + plan->ttl_ns : NEVER;
    entry->value_store = request->value_store;
    entry->value_time = request->value_time;
    entry->outdated_since = request->value_store == NO_INDEX
                                ? NEVER
                                : store_outdated_since(run, request->value_store, key, intent->key,
                                                       request->value_time);
}

static void land(Run *run, Flight *flight, const Request *leader, Cause cause) {
    Request *waiter = flight->first_waiter;
    uint32_t key = key_of(run, leader->intent);
    int64_t outdated = cause == CAUSE_NONE && leader->value_store != NO_INDEX
                           ? store_outdated_since(run, leader->value_store, key,
                                                  leader->intent->key, leader->value_time)
                           : NEVER;
    uint32_t value_store = leader->value_store;
    int64_t value_time = leader->value_time;
    key_map_remove(&run->flight_map, &flight->node);
    pool_give(&run->flights, flight);
    while (waiter) {
        Request *next = waiter->next_waiter;
        if (cause == CAUSE_NONE) {
            waiter->hit = true;
            waiter->value_store = value_store;
            waiter->value_time = value_time;
            waiter->stale |= outdated <= waiter->intent->began;
        } else {
            waiter->cause = cause;
        }
        request_resume(run, waiter);
        waiter = next;
    }
}

void cache_fill_all(Run *run, Request *request, Cause cause) {
    Fill *fill = request->fills;
    request->fills = NULL;
    while (fill) {
        Fill *next = fill->next;
        Flight *flight = fill->flight;
        if (cause == CAUSE_NONE) {
            store_value(run, request, fill->cache);
        }
        pool_give(&run->fills, fill);
        if (flight) {
            land(run, flight, request, cause);
        }
        fill = next;
    }
}

/* ---- Writes ---------------------------------------------------------------------------------- */

static const Mark *last_write(const Intent *intent) {
    const Mark *last = NULL;
    for (const Mark *mark = intent->marks; mark; mark = mark->next) {
        if (mark->kind == MARK_WRITE && mark->time != NEVER && (!last || mark->time > last->time)) {
            last = mark;
        }
    }
    return last;
}

void cache_write(Run *run, Request *request) {
    const PlanComponent *plan = &run->plan->components[request->site->component];
    CacheStore *store = run->components[request->site->component].cache;
    const Intent *intent = request->intent;
    if (intent->key == 0) {
        return;
    }
    switch (plan->write_policy) {
    case WRITE_INVALIDATE:
        cache_store_remove(store, key_of(run, intent), intent->key, run->now);
        break;
    case WRITE_THROUGH: {
        const Mark *mark = last_write(intent);
        request->value_store = mark ? mark->place : NO_INDEX;
        request->value_time = mark ? mark->time : run->now;
        store_value(run, request, request->site->component);
        break;
    }
    case WRITE_NONE:
        break;
    }
}

void cache_flush(Run *run, uint32_t cache) {
    cache_store_flush(run->components[cache].cache);
}

/* A value that the cache began with came from any store. */
void cache_outdate(Run *run, uint32_t store, uint32_t key, uint64_t rank, int64_t written,
                   int64_t since) {
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        CacheStore *cache = run->components[c].cache;
        CacheEntry *entry = cache ? cache_store_peek(cache, key, rank, run->now) : NULL;
        if (entry && entry->value_time < written && entry->outdated_since == NEVER &&
            (entry->value_store == store || entry->value_store == NO_INDEX)) {
            entry->outdated_since = since;
        }
    }
}

size_t cache_flight_size(void) {
    return sizeof(Flight);
}
