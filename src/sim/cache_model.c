#include "sim/cache_model.h"

#include <math.h>

#define TOLERANCE 1e-6

enum { MOST_STEPS = 100 };

/* The rates of one value. Writes choose their values as reads do. */
typedef struct Demand {
    double reads, drops;
} Demand;

static Demand demand_of(const CacheTraffic *traffic, const KeyGroup *group) {
    return (Demand){traffic->reads_per_s * group->share,
                    traffic->invalidations_per_s * group->share};
}

/* Most values are asked for very often or hardly ever in the window; they need no exponential. */
static double share_within(double rate, double window_s) {
    double expected = rate * window_s;
    if (expected > 40.0) {
        return 1.0;
    }
    return expected < 1e-5 ? expected : -expm1(-expected);
}

/* Something happened to it within the window, and the last of that was a read. */
static double occupancy_lru(Demand demand, double window_s) {
    double all = demand.reads + demand.drops;
    return demand.reads / all * share_within(all, window_s);
}

/* It lives until it is too old or is written, and is away until the next read. */
static double occupancy_ttl(Demand demand, double ttl_s) {
    double life_s = demand.drops > 0.0 ? share_within(demand.drops, ttl_s) / demand.drops : ttl_s;
    return demand.reads * life_s / (1.0 + demand.reads * life_s);
}

/* A value is there when neither the capacity nor its age has pushed it out. */
static double occupancy(Demand demand, double window_s, double ttl_s) {
    double by_use = occupancy_lru(demand, window_s);
    return ttl_s > 0.0 ? fmin(by_use, occupancy_ttl(demand, ttl_s)) : by_use;
}

static double items_held(const CacheTraffic *traffic, size_t count, double window_s, double ttl_s) {
    double items = 0.0;
    for (size_t i = 0; i < count; i++) {
        for (size_t g = 0; g < traffic[i].popularity->count && traffic[i].reads_per_s > 0.0; g++) {
            const KeyGroup *group = &traffic[i].popularity->groups[g];
            items += group->keys * occupancy(demand_of(&traffic[i], group), window_s, ttl_s);
        }
    }
    return items;
}

/* Che's characteristic time; infinite when everything fits. The number of items held grows smoothly
 * with the logarithm of the time: regula falsi in the Illinois variant finds it in a few steps. */
static double characteristic_window(const CacheTraffic *traffic, size_t count, double capacity,
                                    double ttl_s) {
    if (items_held(traffic, count, INFINITY, ttl_s) <= capacity) {
        return INFINITY;
    }
    double reads_per_s = 0.0;
    for (size_t i = 0; i < count; i++) {
        reads_per_s += traffic[i].reads_per_s;
    }
    /* Each read brings in one item at most. */
    double low = log(capacity / reads_per_s);
    double below = items_held(traffic, count, exp(low), ttl_s) - capacity;
    double high = low, above = below;
    for (int step = 0; step < MOST_STEPS && above < 0.0; step++) {
        low = high;
        below = above;
        high += 2.0;
        above = items_held(traffic, count, exp(high), ttl_s) - capacity;
    }
    for (int step = 0; step < MOST_STEPS && below < 0.0 && above > 0.0; step++) {
        double middle = (low * above - high * below) / (above - below);
        double off = items_held(traffic, count, exp(middle), ttl_s) - capacity;
        if (fabs(off) < capacity * TOLERANCE) {
            return exp(middle);
        }
        if (off < 0.0) {
            low = middle;
            below = off;
            above /= 2.0;
        } else {
            high = middle;
            above = off;
            below /= 2.0;
        }
    }
    return exp(high);
}

void cache_hit_ratios(const CacheTraffic *traffic, size_t count, double capacity_items,
                      double ttl_s, double *hits) {
    double window = characteristic_window(traffic, count, capacity_items, ttl_s);
    for (size_t i = 0; i < count; i++) {
        double hit = 0.0;
        for (size_t g = 0; g < traffic[i].popularity->count && traffic[i].reads_per_s > 0.0; g++) {
            const KeyGroup *group = &traffic[i].popularity->groups[g];
            hit += group->keys * group->share *
                   occupancy(demand_of(&traffic[i], group), window, ttl_s);
        }
        hits[i] = hit;
    }
}
