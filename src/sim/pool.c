#include "sim/pool.h"

#include <stddef.h>

enum { ITEMS_IN_BLOCK = 256 };

void pool_make(Pool *pool, size_t item_size) {
    size_t align = sizeof(max_align_t);
    size_t size = item_size < sizeof(PoolItem) ? sizeof(PoolItem) : item_size;
    *pool = (Pool){.item_size = (size + align - 1) / align * align};
}

void pool_grow(Pool *pool) {
    char *block = arena_allocate(&pool->arena, ITEMS_IN_BLOCK * pool->item_size);
    for (size_t i = ITEMS_IN_BLOCK; i-- > 0;) {
        pool_give(pool, block + i * pool->item_size);
    }
}

void pool_free(Pool *pool) {
    arena_free(&pool->arena);
    pool->unused = NULL;
}
