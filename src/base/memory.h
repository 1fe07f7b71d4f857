/* Memory: an allocator that never returns NULL, an arena, and dynamic arrays.
 *
 * Sizes that come from outside are checked against the limits of the format before they get here,
 * so running out of memory means that the machine is out of it: the program says so and stops.
 * The journal on disk is whole at any moment, so nothing that was done is lost. */
#ifndef FAULTLINE_BASE_MEMORY_H
#define FAULTLINE_BASE_MEMORY_H

#include <stddef.h>
#include <stdlib.h>

void *memory_allocate(size_t size); /* zeroed; release with free() */
void *memory_resize(void *block, size_t size);
char *memory_copy_string(const char *text); /* NULL gives NULL */

/* An arena frees all that was taken from it at once. Zero-initialise before the first use. */
typedef struct ArenaBlock ArenaBlock;
typedef struct Arena {
    ArenaBlock *first; /* the newest block */
} Arena;

void *arena_allocate(Arena *arena, size_t size);                 /* zeroed, aligned for any type */
char *arena_copy(Arena *arena, const char *text, size_t length); /* adds the NUL */
char *arena_copy_string(Arena *arena, const char *text);
/* Forgets the contents. Room for as much again is kept, up to 64 MB, so that what is done over and
 * over takes no memory after the first times. */
void arena_clear(Arena *arena);
void arena_free(Arena *arena);

/* A dynamic array is any struct with these three members; zero-initialise it. */
#define ARRAY_OF(Type)   \
    struct {             \
        Type *items;     \
        size_t count;    \
        size_t capacity; \
    }

/* Room for at least `needed` items; returns the (moved) items. */
void *array_reserve_items(void *items, size_t *capacity, size_t needed, size_t item_size);

#define array_reserve(array, needed)                                                    \
    ((array)->items = array_reserve_items((array)->items, &(array)->capacity, (needed), \
                                          sizeof *(array)->items))

#define array_push(array, item) \
    (array_reserve((array), (array)->count + 1), (array)->items[(array)->count++] = (item))

#define array_free(array) \
    (free((array)->items), (array)->items = NULL, (array)->count = 0, (array)->capacity = 0)

#endif
