/* What a cache holds: least recently used, with a time to live.
 *
 * It starts warm. The most popular values are in it without being listed: ranks up to `warm` count
 * as present until they are asked for, written or make room, so that a cache of millions of values
 * costs memory only for those that are touched. */
#ifndef FAULTLINE_SIM_CACHE_STORE_H
#define FAULTLINE_SIM_CACHE_STORE_H

#include "sim/key_map.h"
#include "sim/plan.h"
#include "sim/pool.h"

typedef struct CacheEntry CacheEntry;
struct CacheEntry {
    KeyNode node;
    CacheEntry *previous, *next; /* by use, the latest first */
    int64_t value_time, expires, outdated_since;
    uint32_t value_store;
    bool absent; /* says that a rank up to `warm` is not there; not in the list of use */
};

enum { CACHE_OCTAVES = 32 }; /* ranks are below 2^32 */

/* The values of one key of the scenario that it began with. */
typedef struct CacheWarmth {
    uint64_t warm;   /* ranks 1..warm */
    double top_rate; /* reads a second of rank 1 */
    double exponent;
    double most_presence[CACHE_OCTAVES]; /* of ranks 2^octave and more: how likely they are there */
} CacheWarmth;

typedef struct CacheStore {
    const PlanComponent *plan;
    KeyMap map;
    Pool entries;
    CacheEntry *first, *last;
    uint64_t count; /* of values present, listed or not */
    uint64_t seed;
    CacheWarmth *warmth; /* by key */
    uint32_t key_count;
} CacheStore;

/* `rates`: reads a second of each key. */
CacheStore *cache_store_new(const Plan *plan, uint32_t component, const double *rates,
                            uint64_t seed);
void cache_store_free(CacheStore *store);
/* The value will be asked for: see key_map.h. */
void cache_store_expect(const CacheStore *store, uint32_t key, uint64_t rank);
void cache_store_approach(const CacheStore *store, uint32_t key, uint64_t rank);
/* The value as the latest used one, or NULL when it is not there. */
CacheEntry *cache_store_use(CacheStore *store, uint32_t key, uint64_t rank, int64_t now);
/* The same without counting as a use. */
CacheEntry *cache_store_peek(CacheStore *store, uint32_t key, uint64_t rank, int64_t now);
/* An entry for the value, making room for it; the caller says what is in it. */
CacheEntry *cache_store_put(CacheStore *store, uint32_t key, uint64_t rank, int64_t now);
void cache_store_remove(CacheStore *store, uint32_t key, uint64_t rank, int64_t now);
void cache_store_flush(CacheStore *store);

#endif
