/* Records of one size that come and go by the million: taken in blocks, given back to a free list,
 * at one address as long as they live. After the busiest moment of a run nothing more is taken. */
#ifndef FAULTLINE_SIM_POOL_H
#define FAULTLINE_SIM_POOL_H

#include <stddef.h>
#include <string.h>

#include "base/memory.h"

enum { POOL_LINE = 64 }; /* items are whole lines of a cache */

typedef struct PoolItem PoolItem;
struct PoolItem {
    PoolItem *next;
};

typedef struct Pool {
    Arena arena;
    ARRAY_OF(char *) blocks;
    PoolItem *unused;
    size_t item_size;
} Pool;

void pool_make(Pool *pool, size_t item_size);
void pool_grow(Pool *pool);
void pool_free(Pool *pool);
/* For the rare moments when all records are looked at: how many there are, in use or not, and the
 * one at a position. A record says itself whether it is in use, beyond its first pointer; one that
 * never was is zero. */
size_t pool_count(const Pool *pool);
void *pool_at(const Pool *pool, size_t position);

/* What is in it is left over from its last use. */
static inline void *pool_take(Pool *pool) {
    if (!pool->unused) {
        pool_grow(pool);
    }
    PoolItem *item = pool->unused;
    pool->unused = item->next;
    return item;
}

/* Its first bytes are zero, line by line: one clearing of all of them is slower than these few
 * stores, when the compiler knows how many there are. */
static inline void *pool_take_zeroed(Pool *pool, size_t bytes) {
    char *item = pool_take(pool);
    for (size_t at = 0; at < bytes; at += POOL_LINE) {
        memset(item + at, 0, POOL_LINE);
    }
    return item;
}

static inline void pool_give(Pool *pool, void *record) {
    PoolItem *item = record;
    item->next = pool->unused;
    pool->unused = item;
}

#endif
