#include "sim/cache_model.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "sim/popularity.h"

/* The bounds of the logarithm of a cache's characteristic time, in seconds. */
#define LOG_SHORTEST (-30.0)
#define LOG_LONGEST 40.0
#define TOLERANCE 1e-7

enum { MOST_STEPS = 100 };

static double occupancy_lru(double rate, double window_s) {
    return -expm1(-rate * window_s);
}

static double occupancy_ttl(double rate, double ttl_s) {
    return rate * ttl_s / (1.0 + rate * ttl_s);
}

/* A key is there when neither the capacity nor its age has pushed it out. */
static double occupancy(double rate, double window_s, double ttl_s) {
    double by_use = occupancy_lru(rate, window_s);
    return ttl_s > 0.0 ? fmin(by_use, occupancy_ttl(rate, ttl_s)) : by_use;
}

static double items_held(const CacheTraffic *traffic, const Popularity *popularity, size_t count,
                         double window_s, double ttl_s) {
    double items = 0.0;
    for (size_t i = 0; i < count; i++) {
        for (size_t g = 0; g < popularity[i].count; g++) {
            const KeyGroup *group = &popularity[i].groups[g];
            items +=
                group->keys * occupancy(traffic[i].reads_per_s * group->share, window_s, ttl_s);
        }
    }
    return items;
}

/* Che's characteristic time; infinite when everything fits. The number of items held grows smoothly
 * with the logarithm of the time: regula falsi in the Illinois variant finds it in a few steps. */
static double characteristic_window(const CacheTraffic *traffic, const Popularity *popularity,
                                    size_t count, double capacity, double ttl_s) {
    if (items_held(traffic, popularity, count, INFINITY, ttl_s) <= capacity) {
        return INFINITY;
    }
    double low = LOG_SHORTEST, high = LOG_LONGEST;
    double below = -capacity;
    double above = items_held(traffic, popularity, count, exp(high), ttl_s) - capacity;
    for (int step = 0; step < MOST_STEPS && above > 0.0; step++) {
        double middle = (low * above - high * below) / (above - below);
        double off = items_held(traffic, popularity, count, exp(middle), ttl_s) - capacity;
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
    CacheTraffic *read = memory_allocate((count + 1) * sizeof *read);
    Popularity *popularity = memory_allocate((count + 1) * sizeof *popularity);
    size_t *origin = memory_allocate((count + 1) * sizeof *origin);
    size_t read_count = 0;
    for (size_t i = 0; i < count; i++) {
        hits[i] = 0.0;
        if (traffic[i].reads_per_s > 0.0 && traffic[i].keys >= 1.0) {
            popularity_make(traffic[i].keys, traffic[i].zipf, &popularity[read_count]);
            origin[read_count] = i;
            read[read_count++] = traffic[i];
        }
    }
    double window = characteristic_window(read, popularity, read_count, capacity_items, ttl_s);
    for (size_t i = 0; i < read_count; i++) {
        double hit = 0.0;
        for (size_t g = 0; g < popularity[i].count; g++) {
            const KeyGroup *group = &popularity[i].groups[g];
            hit += group->keys * group->share *
                   occupancy(read[i].reads_per_s * group->share, window, ttl_s);
        }
        /* Reads and writes draw their keys alike, so the event before a read was a write of the
         * same key with the same probability for every key. */
        hits[origin[i]] =
            hit * read[i].reads_per_s / (read[i].reads_per_s + read[i].invalidations_per_s);
    }
    free(read);
    free(popularity);
    free(origin);
}
