#include "sim/pool.h"

#include <stdint.h>
#include <stdlib.h>

enum { ITEMS_IN_BLOCK = 256 };

void pool_make(Pool *pool, size_t item_size) {
    *pool = (Pool){.item_size = (item_size + POOL_LINE - 1) / POOL_LINE * POOL_LINE};
}

void pool_grow(Pool *pool) {
    char *block = arena_allocate(&pool->arena, ITEMS_IN_BLOCK * pool->item_size + POOL_LINE);
    block += POOL_LINE - (uintptr_t)block % POOL_LINE; /* so that no item lies across two lines */
    array_push(&pool->blocks, block);
    for (size_t i = ITEMS_IN_BLOCK; i-- > 0;) {
        pool_give(pool, block + i * pool->item_size);
    }
}

void pool_free(Pool *pool) {
    arena_free(&pool->arena);
    array_free(&pool->blocks);
    pool->unused = NULL;
}

size_t pool_count(const Pool *pool) {
    return pool->blocks.count * ITEMS_IN_BLOCK;
}

void *pool_at(const Pool *pool, size_t position) {
    return pool->blocks.items[position / ITEMS_IN_BLOCK] +
           position % ITEMS_IN_BLOCK * pool->item_size;
}
