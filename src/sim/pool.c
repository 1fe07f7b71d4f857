#include "sim/pool.h"

#include <stdint.h>

enum { ITEMS_IN_BLOCK = 256 };

void pool_make(Pool *pool, size_t item_size) {
    *pool = (Pool){.item_size = (item_size + POOL_LINE - 1) / POOL_LINE * POOL_LINE};
}

void pool_grow(Pool *pool) {
    char *block = arena_allocate(&pool->arena, ITEMS_IN_BLOCK * pool->item_size + POOL_LINE);
    block += POOL_LINE - (uintptr_t)block % POOL_LINE; /* so that no item lies across two lines */
    for (size_t i = ITEMS_IN_BLOCK; i-- > 0;) {
        pool_give(pool, block + i * pool->item_size);
    }
}

void pool_free(Pool *pool) {
    arena_free(&pool->arena);
    pool->unused = NULL;
}
