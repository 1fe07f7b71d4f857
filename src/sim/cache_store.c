#include "sim/cache_store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/popularity.h"

static uint64_t map_key(uint32_t key, uint64_t rank) {
    return (uint64_t)key << 32 | rank;
}

/* ---- The beginning --------------------------------------------------------------------------- */

/* With a time to live, a steady load would keep a value for this share of the time. */
static double presence(const CacheStore *store, double rate) {
    double ttl_s = (double)store->plan->ttl_ns / NS_IN_S;
    return ttl_s > 0.0 ? rate * ttl_s / (1.0 + rate * ttl_s) : 1.0;
}

typedef struct Warming {
    const CacheStore *store;
    const Popularity *popularity; /* by key */
    const double *rates;
} Warming;

/* How many values are present when all those are that are read at least this often. */
static double occupancy(const Warming *warming, double least_rate, uint64_t *ranks) {
    double total = 0.0;
    for (uint32_t k = 0; k < warming->store->key_count; k++) {
        double reached = 0.0;
        for (size_t g = 0; g < warming->popularity[k].count && warming->rates[k] > 0.0; g++) {
            const KeyGroup *group = &warming->popularity[k].groups[g];
            double rate = warming->rates[k] * group->share;
            if (rate < least_rate) {
                break;
            }
            reached += group->keys;
            total += group->keys * presence(warming->store, rate);
        }
        ranks[k] = (uint64_t)reached;
    }
    return total;
}

/* The group that the capacity cuts is taken in part. */
static void fill_up(const Warming *warming, double room, uint64_t *ranks) {
    for (uint32_t k = 0; k < warming->store->key_count && room >= 1.0; k++) {
        double reached = (double)ranks[k];
        double seen = 0.0;
        for (size_t g = 0; g < warming->popularity[k].count && warming->rates[k] > 0.0; g++) {
            const KeyGroup *group = &warming->popularity[k].groups[g];
            seen += group->keys;
            if (seen > reached) {
                double share = presence(warming->store, warming->rates[k] * group->share);
                double more = fmin(group->keys, floor(room / fmax(share, 1e-9)));
                ranks[k] += (uint64_t)more;
                room -= more * share;
                break;
            }
        }
    }
}

static void warm_up(CacheStore *store, const Plan *plan, const double *rates) {
    Popularity *popularity = memory_allocate(store->key_count * sizeof *popularity);
    uint64_t *ranks = memory_allocate(store->key_count * sizeof *ranks);
    double high = 0.0;
    for (uint32_t k = 0; k < store->key_count; k++) {
        popularity_make(plan->keys[k].count, plan->keys[k].exponent, &popularity[k]);
        store->warmth[k].top_rate = rates[k] * popularity[k].groups[0].share;
        store->warmth[k].exponent = plan->keys[k].exponent;
        high = fmax(high, store->warmth[k].top_rate);
    }
    Warming warming = {store, popularity, rates};
    double capacity = (double)store->plan->capacity_items;
    double low = 0.0;
    double held = occupancy(&warming, low, ranks);
    if (held > capacity) {
        high *= 2.0;
        for (int i = 0; i < 200 && high > low * (1.0 + 1e-12); i++) {
            double middle = (low + high) / 2.0;
            if (occupancy(&warming, middle, ranks) > capacity) {
                low = middle;
            } else {
                high = middle;
            }
        }
        held = occupancy(&warming, high, ranks);
        fill_up(&warming, capacity - held, ranks);
        held = capacity;
    }
    for (uint32_t k = 0; k < store->key_count; k++) {
        store->warmth[k].warm = ranks[k];
    }
    store->count = (uint64_t)held;
    free(ranks);
    free(popularity);
}

/* ---- The values that are not listed ---------------------------------------------------------- */

static double rate_of(const CacheWarmth *warmth, uint64_t rank) {
    return warmth->top_rate * pow((double)rank, -warmth->exponent);
}

/* The power of two that a rank, below 2^53, reaches: the exponent of a double. */
static unsigned octave_of(uint64_t rank) {
    double number = (double)rank;
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return (unsigned)(bits >> 52) - 1023;
}

static void limit_presence(CacheStore *store) {
    for (uint32_t k = 0; k < store->key_count; k++) {
        CacheWarmth *warmth = &store->warmth[k];
        for (unsigned octave = 0; octave < CACHE_OCTAVES; octave++) {
            warmth->most_presence[octave] = presence(store, rate_of(warmth, UINT64_C(1) << octave));
        }
    }
}

/* Whether a rank that has no entry is there, and until when. */
static bool is_warm(const CacheStore *store, uint32_t key, uint64_t rank, int64_t *expires) {
    const CacheWarmth *warmth = &store->warmth[key];
    *expires = NEVER;
    if (rank > warmth->warm) {
        return false;
    }
    if (store->plan->ttl_ns == 0) {
        return true;
    }
    double place = random_share(stream_hash(store->seed, map_key(key, rank)));
    if (place >= warmth->most_presence[octave_of(rank)]) {
        return false;
    }
    double share = presence(store, rate_of(warmth, rank));
    *expires = (int64_t)(place / share * (double)store->plan->ttl_ns);
    return place < share;
}

CacheStore *cache_store_new(const Plan *plan, uint32_t component, const double *rates,
                            uint64_t seed) {
    CacheStore *store = memory_allocate(sizeof *store);
    store->plan = &plan->components[component];
    store->key_count = plan->key_count;
    store->seed = stream_hash(seed, component);
    store->warmth = memory_allocate(store->key_count * sizeof *store->warmth);
    pool_make(&store->entries, sizeof(CacheEntry));
    warm_up(store, plan, rates);
    limit_presence(store);
    return store;
}

void cache_store_free(CacheStore *store) {
    if (store) {
        key_map_free(&store->map);
        pool_free(&store->entries);
        free(store->warmth);
        free(store);
    }
}

/* ---- Entries --------------------------------------------------------------------------------- */

static void enlist(CacheStore *store, CacheEntry *entry) {
    entry->previous = NULL;
    entry->next = store->first;
    if (store->first) {
        store->first->previous = entry;
    } else {
        store->last = entry;
    }
    store->first = entry;
}

static void delist(CacheStore *store, CacheEntry *entry) {
    if (entry->previous) {
        entry->previous->next = entry->next;
    } else {
        store->first = entry->next;
    }
    if (entry->next) {
        entry->next->previous = entry->previous;
    } else {
        store->last = entry->previous;
    }
}

static CacheEntry *add_entry(CacheStore *store, uint32_t key, uint64_t rank) {
    CacheEntry *entry = pool_take(&store->entries);
    *entry = (CacheEntry){
        .expires = NEVER, .outdated_since = NEVER, .value_store = NO_INDEX, .value_time = 0};
    key_map_add(&store->map, map_key(key, rank), &entry->node);
    return entry;
}

static void free_entry(CacheStore *store, CacheEntry *entry) {
    key_map_remove(&store->map, &entry->node);
    pool_give(&store->entries, entry);
}

/* Takes a value out; a note stays behind where it would else count as never touched. */
static void drop(CacheStore *store, CacheEntry *entry) {
    delist(store, entry);
    store->count--;
    uint32_t key = (uint32_t)(entry->node.key >> 32);
    uint64_t rank = entry->node.key & 0xffffffffU;
    if (rank <= store->warmth[key].warm) {
        entry->absent = true;
    } else {
        free_entry(store, entry);
    }
}

/* The value, NULL where it is not there. `listed`: its entry, or NULL. */
static CacheEntry *find(CacheStore *store, CacheEntry *listed, uint32_t key, uint64_t rank,
                        int64_t now, bool use) {
    if (!listed) {
        int64_t expires;
        if (!is_warm(store, key, rank, &expires) || expires <= now) {
            return NULL;
        }
        listed = add_entry(store, key, rank);
        listed->expires = expires;
        enlist(store, listed);
        return listed;
    }
    if (listed->absent) {
        return NULL;
    }
    if (listed->expires <= now) {
        drop(store, listed);
        return NULL;
    }
    if (use && store->first != listed) {
        delist(store, listed);
        enlist(store, listed);
    }
    return listed;
}

static CacheEntry *entry_of(const CacheStore *store, uint32_t key, uint64_t rank) {
    return key_map_find(&store->map, map_key(key, rank));
}

void cache_store_expect(const CacheStore *store, uint32_t key, uint64_t rank) {
    key_map_expect(&store->map, map_key(key, rank));
}

void cache_store_approach(const CacheStore *store, uint32_t key, uint64_t rank) {
    key_map_approach(&store->map, map_key(key, rank));
}

CacheEntry *cache_store_use(CacheStore *store, uint32_t key, uint64_t rank, int64_t now) {
    return find(store, entry_of(store, key, rank), key, rank, now, true);
}

CacheEntry *cache_store_peek(CacheStore *store, uint32_t key, uint64_t rank, int64_t now) {
    return find(store, entry_of(store, key, rank), key, rank, now, false);
}

/* The least popular of the values that were never touched goes first, then the least recently used. */
static bool evict_warm(CacheStore *store) {
    for (;;) {
        CacheWarmth *least = NULL;
        uint32_t key = 0;
        for (uint32_t k = 0; k < store->key_count; k++) {
            CacheWarmth *warmth = &store->warmth[k];
            if (warmth->warm > 0 &&
                (!least || rate_of(warmth, warmth->warm) < rate_of(least, least->warm))) {
                least = warmth;
                key = k;
            }
        }
        if (!least) {
            return false;
        }
        uint64_t rank = least->warm;
        int64_t expires;
        bool was_there = is_warm(store, key, rank, &expires);
        CacheEntry *entry = entry_of(store, key, rank);
        least->warm--;
        if (entry && entry->absent) {
            free_entry(store, entry);
        } else if (!entry && was_there) {
            store->count--;
            return true;
        }
    }
}

CacheEntry *cache_store_put(CacheStore *store, uint32_t key, uint64_t rank, int64_t now) {
    CacheEntry *listed = entry_of(store, key, rank);
    CacheEntry *entry = find(store, listed, key, rank, now, true);
    if (entry) {
        return entry;
    }
    /* What was listed may be a note now, or gone. */
    entry = listed ? entry_of(store, key, rank) : NULL;
    if (!entry) {
        entry = add_entry(store, key, rank);
    }
    entry->absent = false;
    enlist(store, entry);
    store->count++;
    while (store->count > store->plan->capacity_items) {
        if (!evict_warm(store)) {
            CacheEntry *last = store->last;
            delist(store, last);
            store->count--;
            free_entry(store, last);
        }
    }
    return entry;
}

void cache_store_remove(CacheStore *store, uint32_t key, uint64_t rank, int64_t now) {
    CacheEntry *entry = cache_store_peek(store, key, rank, now);
    if (entry) {
        drop(store, entry);
    }
}

void cache_store_flush(CacheStore *store) {
    uint32_t keys = store->key_count;
    size_t size = store->entries.item_size;
    key_map_free(&store->map);
    pool_free(&store->entries);
    pool_make(&store->entries, size);
    store->first = store->last = NULL;
    store->count = 0;
    for (uint32_t k = 0; k < keys; k++) {
        store->warmth[k].warm = 0;
    }
}
