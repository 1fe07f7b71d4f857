/* How much of the reads a cache answers, from the popularity of the keys alone.
 *
 * LRU by Che's approximation: a key is in the cache when it was asked for within the last T
 * seconds, where T is such that the expected number of keys in the cache is its capacity.
 * Sources: Che, Tung, Wang, "Hierarchical Web caching systems" (IEEE JSAC 2002); Fricker, Robert,
 * Roberts, "A versatile and accurate approximation for LRU cache performance" (ITC 2012).
 * A time to live counts from the fill: a key with rate l is found l t / (1 + l t) of the time.
 * A write that drops its key, at the rate w, ends either kind of stay: with the window T the last
 * event before a read was a read for l / (l + w) (1 - e^(-(l + w) T)) of the time; with a time to
 * live t the stay lasts (1 - e^(-w t)) / w on average. */
#ifndef FAULTLINE_SIM_CACHE_MODEL_H
#define FAULTLINE_SIM_CACHE_MODEL_H

#include "sim/popularity.h"

/* The traffic over one set of keys; several operations may share a set. */
typedef struct CacheTraffic {
    const Popularity *popularity;
    double reads_per_s;
    double invalidations_per_s; /* writes that drop the key they write */
} CacheTraffic;

/* hits[i] is the share of the reads of traffic[i] that are answered; 0 where nothing is read.
 * ttl_s 0: items do not expire. */
void cache_hit_ratios(const CacheTraffic *traffic, size_t count, double capacity_items,
                      double ttl_s, double *hits);

#endif
