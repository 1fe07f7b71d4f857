#include "base/memory.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ARENA_FIRST_BLOCK = 4096,
    ARENA_LARGEST_BLOCK = 1024 * 1024,
    ARENA_MOST_KEPT = 64 * 1024 * 1024,
    ARRAY_FIRST_ITEMS = 8
};

struct ArenaBlock {
    ArenaBlock *next;
    size_t size, used;
    max_align_t bytes[];
};

static void *or_stop(void *block) {
    if (!block) {
        fputs("faultline: the machine is out of memory\n", stderr);
        abort();
    }
    return block;
}

void *memory_allocate(size_t size) {
    return or_stop(calloc(1, size ? size : 1));
}

void *memory_resize(void *block, size_t size) {
    return or_stop(realloc(block, size ? size : 1));
}

char *memory_copy_string(const char *text) {
    if (!text) {
        return NULL;
    }
    size_t size = strlen(text) + 1;
    return memcpy(memory_allocate(size), text, size);
}

static size_t align_up(size_t size) {
    size_t step = sizeof(max_align_t);
    assert(size <= SIZE_MAX - step);
    return (size + step - 1) / step * step;
}

static void push_block(Arena *arena, size_t size) {
    assert(size <= SIZE_MAX - sizeof(ArenaBlock));
    ArenaBlock *block = or_stop(malloc(sizeof(ArenaBlock) + size));
    *block = (ArenaBlock){.next = arena->first, .size = size};
    arena->first = block;
}

static void add_block(Arena *arena, size_t needed) {
    size_t size = arena->first ? arena->first->size * 2 : ARENA_FIRST_BLOCK;
    if (size > ARENA_LARGEST_BLOCK) {
        size = ARENA_LARGEST_BLOCK;
    }
    push_block(arena, size < needed ? needed : size);
}

void *arena_allocate(Arena *arena, size_t size) {
    size_t needed = align_up(size ? size : 1);
    if (!arena->first || arena->first->size - arena->first->used < needed) {
        add_block(arena, needed);
    }
    ArenaBlock *block = arena->first;
    void *memory = (char *)block->bytes + block->used;
    block->used += needed;
    return memset(memory, 0, size);
}

char *arena_copy(Arena *arena, const char *text, size_t length) {
    char *copy = arena_allocate(arena, length + 1);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *arena_copy_string(Arena *arena, const char *text) {
    return arena_copy(arena, text, strlen(text));
}

static void free_blocks(ArenaBlock *block) {
    while (block) {
        ArenaBlock *next = block->next;
        free(block);
        block = next;
    }
}

/* Several blocks become one that holds as much: what is done again needs no other. */
void arena_clear(Arena *arena) {
    size_t size = 0;
    for (const ArenaBlock *block = arena->first; block; block = block->next) {
        size += block->size;
    }
    if (size > ARENA_MOST_KEPT) {
        arena_free(arena);
    } else if (arena->first && arena->first->next) {
        arena_free(arena);
        push_block(arena, size);
    } else if (arena->first) {
        arena->first->used = 0;
    }
}

void arena_free(Arena *arena) {
    free_blocks(arena->first);
    arena->first = NULL;
}

void *array_reserve_items(void *items, size_t *capacity, size_t needed, size_t item_size) {
    if (needed <= *capacity) {
        return items;
    }
    size_t grown = *capacity > 0 ? *capacity : ARRAY_FIRST_ITEMS;
    while (grown < needed) {
        assert(grown <= SIZE_MAX / 2);
        grown *= 2;
    }
    assert(grown <= SIZE_MAX / item_size);
    *capacity = grown;
    return memory_resize(items, grown * item_size);
}
