#include "sim/cache_model.h"

#include <math.h>

#define TOLERANCE 1e-6

enum { MOST_STEPS = 100 };

/* Most keys are asked for very often or hardly ever in the window; they need no exponential. */
static double occupancy_lru(double rate, double window_s) {
    double expected = rate * window_s;
    if (expected > 40.0) {
        return 1.0;
    }
    return expected < 1e-5 ? expected : -expm1(-expected);
}

static double occupancy_ttl(double rate, double ttl_s) {
    return rate * ttl_s / (1.0 + rate * ttl_s);
}

/* A key is there when neither the capacity nor its age has pushed it out. */
static double occupancy(double rate, double window_s, double ttl_s) {
    double by_use = occupancy_lru(rate, window_s);
    return ttl_s > 0.0 ? fmin(by_use, occupancy_ttl(rate, ttl_s)) : by_use;
}

static double items_held(const CacheTraffic *traffic, size_t count, double window_s, double ttl_s) {
    double items = 0.0;
    for (size_t i = 0; i < count; i++) {
        for (size_t g = 0; g < traffic[i].popularity->count && traffic[i].reads_per_s > 0.0; g++) {
            const KeyGroup *group = &traffic[i].popularity->groups[g];
            items +=
                group->keys * occupancy(traffic[i].reads_per_s * group->share, window_s, ttl_s);
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
                   occupancy(traffic[i].reads_per_s * group->share, window, ttl_s);
        }
        /* Reads and writes draw their keys alike, so the event before a read was a write of the
         * same key with the same probability for every key. */
        double all = traffic[i].reads_per_s + traffic[i].invalidations_per_s;
        hits[i] = hit > 0.0 ? hit * traffic[i].reads_per_s / all : 0.0;
    }
}
