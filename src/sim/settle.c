#include "sim/settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cache_model.h"

/* Caches behind caches see what the first ones let through, and refusals bring retries. */
enum { MOST_PASSES = 12 };
static const double STILL = 1e-6;

void settling_make(const Network *network, const Scenario *scenario, Flow *flows,
                   Settling *settling) {
    size_t entries = network->graph.node_count * scenario->key_count + 1;
    *settling =
        (Settling){.network = network,
                   .scenario = scenario,
                   .flows = flows,
                   .popularity = memory_allocate((scenario->key_count + 1) * sizeof(Popularity *)),
                   .seen = memory_allocate(entries * sizeof *settling->seen),
                   .hits = memory_allocate(entries * sizeof *settling->hits)};
}

void settling_free(Settling *settling) {
    for (size_t k = 0; k < settling->scenario->key_count; k++) {
        free(settling->popularity[k]);
    }
    free(settling->popularity);
    free(settling->seen);
    free(settling->hits);
    *settling = (Settling){0};
}

static const Popularity *popularity_of(Settling *settling, size_t key) {
    if (!settling->popularity[key]) {
        const ScenarioKey *from = &settling->scenario->keys[key];
        settling->popularity[key] = memory_allocate(sizeof *settling->popularity[key]);
        popularity_make(from->count, from->zipf, settling->popularity[key]);
    }
    return settling->popularity[key];
}

/* SIZE_MAX: the operation has no key. */
static size_t key_of(const Settling *settling, size_t operation) {
    const Scenario *scenario = settling->scenario;
    const ScenarioKey *key = scenario_key(scenario, scenario->operations[operation].key);
    return key ? (size_t)(key - scenario->keys) : SIZE_MAX;
}

static bool replace(double *old, double value) {
    bool moved = fabs(*old - value) > STILL;
    *old = value;
    return moved;
}

/* One class of traffic for each key: operations on one key share its items. */
static void collect_traffic(Settling *settling, size_t node, CacheTraffic *traffic) {
    for (size_t k = 0; k < settling->scenario->key_count; k++) {
        traffic[k] = (CacheTraffic){.popularity = popularity_of(settling, k)};
    }
    for (size_t o = 0; o < settling->scenario->operation_count; o++) {
        size_t key = key_of(settling, o);
        const Flow *flow = &settling->flows[o];
        double rate = flow->requests[node] * (1.0 - flow->refused[node]);
        if (key != SIZE_MAX && !flow->operation->is_write) {
            traffic[key].reads_per_s += rate;
        } else if (key != SIZE_MAX && settling->network->nodes[node].invalidates) {
            traffic[key].invalidations_per_s += rate;
        }
    }
}

static bool same_traffic(const CacheTraffic *a, const CacheTraffic *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (a[i].reads_per_s != b[i].reads_per_s ||
            a[i].invalidations_per_s != b[i].invalidations_per_s) {
            return false;
        }
    }
    return true;
}

/* Gives the cache its hit ratio for each operation; true when one of them moved. */
static bool update_hits(Settling *settling, size_t node, CacheTraffic *traffic) {
    size_t keys = settling->scenario->key_count;
    const Node *cache = &settling->network->nodes[node];
    CacheTraffic *seen = &settling->seen[node * keys];
    double *hits = &settling->hits[node * keys];
    collect_traffic(settling, node, traffic);
    if (same_traffic(seen, traffic, keys)) {
        return false;
    }
    memcpy(seen, traffic, keys * sizeof *traffic);
    cache_hit_ratios(traffic, keys, cache->capacity_items, cache->ttl_s, hits);
    bool moved = false;
    for (size_t o = 0; o < settling->scenario->operation_count; o++) {
        size_t key = key_of(settling, o);
        bool reads = key != SIZE_MAX && !settling->flows[o].operation->is_write;
        moved |= replace(&settling->flows[o].hits[node], reads ? hits[key] : 0.0);
    }
    return moved;
}

/* The share of this traffic that is above the limit of each value of its key. */
static double refused_by_value(const Popularity *popularity, double rate, double limit) {
    double passed = 0.0;
    for (size_t g = 0; g < popularity->count; g++) {
        const KeyGroup *group = &popularity->groups[g];
        passed += group->keys * fmin(group->share, limit / rate);
    }
    return fmax(0.0, 1.0 - passed);
}

/* What is above a limit is turned away; the room that a burst gives is left out. */
static bool update_refusals(Settling *settling, size_t node) {
    const Node *limiter = &settling->network->nodes[node];
    const Scenario *scenario = settling->scenario;
    const ScenarioKey *counted = scenario_key(scenario, limiter->limit_key);
    double keyed = 0.0, others = 0.0;
    for (size_t o = 0; o < scenario->operation_count; o++) {
        bool by_value = counted && strcmp(scenario->operations[o].key, counted->id) == 0;
        *(by_value ? &keyed : &others) += settling->flows[o].requests[node];
    }
    double above = others > limiter->limit_rps ? 1.0 - limiter->limit_rps / others : 0.0;
    double above_by_value = 0.0;
    if (keyed > limiter->limit_rps) {
        size_t key = (size_t)(counted - scenario->keys);
        above_by_value = refused_by_value(popularity_of(settling, key), keyed, limiter->limit_rps);
    }
    bool moved = false;
    for (size_t o = 0; o < scenario->operation_count; o++) {
        bool by_value = counted && strcmp(scenario->operations[o].key, counted->id) == 0;
        moved |= replace(&settling->flows[o].refused[node], by_value ? above_by_value : above);
    }
    return moved;
}

void settling_run(Settling *settling) {
    size_t nodes = settling->network->graph.node_count;
    CacheTraffic *traffic = memory_allocate((settling->scenario->key_count + 1) * sizeof *traffic);
    bool moved = true;
    for (int pass = 0; moved; pass++) {
        for (size_t o = 0; o < settling->scenario->operation_count; o++) {
            flow_run(settling->network, &settling->flows[o]);
        }
        moved = false;
        for (size_t i = 0; i < nodes && pass < MOST_PASSES; i++) {
            if (node_is_cache(&settling->network->nodes[i])) {
                moved |= update_hits(settling, i, traffic);
            }
            if (settling->network->nodes[i].limit_rps > 0.0) {
                moved |= update_refusals(settling, i);
            }
        }
    }
    free(traffic);
}
