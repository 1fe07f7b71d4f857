#include "sim/key_map.h"

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/memory.h"

enum { FIRST_CAPACITY = 64 };

/* The low half of a key is a rank or counts up, so it is its own best hash: no two of a row meet, and
 * the popular ranks lie side by side, where a processor's cache holds them. */
static size_t bucket_of(const KeyMap *map, uint64_t key) {
    uint64_t row = (key >> 32) * 0x9e3779b97f4a7c15U;
    return (size_t)(key + (row >> 32)) & (map->capacity - 1);
}

void *key_map_find(const KeyMap *map, uint64_t key) {
    if (map->count == 0) {
        return NULL;
    }
    KeyNode *node = map->buckets[bucket_of(map, key)];
    while (node && node->key != key) {
        node = node->next;
    }
    return node;
}

void key_map_expect(const KeyMap *map, uint64_t key) {
    if (map->count > 0) {
        PREFETCH(&map->buckets[bucket_of(map, key)]);
    }
}

void key_map_approach(const KeyMap *map, uint64_t key) {
    if (map->count > 0) {
        PREFETCH(map->buckets[bucket_of(map, key)]);
    }
}

static void grow(KeyMap *map) {
    KeyMap larger = {.capacity = map->capacity ? map->capacity * 2 : FIRST_CAPACITY,
                     .count = map->count};
    larger.buckets = memory_allocate(larger.capacity * sizeof(KeyNode *));
    /* Zero already, but a page that is read before it is written costs two faults, and the second one
     * interrupts all threads. */
    memset(larger.buckets, 0, larger.capacity * sizeof(KeyNode *));
    for (size_t i = 0; i < map->capacity; i++) {
        for (KeyNode *node = map->buckets[i], *next; node; node = next) {
            next = node->next;
            size_t bucket = bucket_of(&larger, node->key);
            node->next = larger.buckets[bucket];
            larger.buckets[bucket] = node;
        }
    }
    free(map->buckets);
    *map = larger;
}

void key_map_add(KeyMap *map, uint64_t key, KeyNode *node) {
    if (2 * map->count >= map->capacity) {
        grow(map);
    }
    KeyNode **link = &map->buckets[bucket_of(map, key)];
    while (*link) {
        link = &(*link)->next; /* those that came first are asked for most */
    }
    *link = node;
    node->key = key;
    node->next = NULL;
    map->count++;
}

void key_map_remove(KeyMap *map, KeyNode *node) {
    KeyNode **link = &map->buckets[bucket_of(map, node->key)];
    while (*link != node) {
        link = &(*link)->next;
    }
    *link = node->next;
    map->count--;
}

void key_map_free(KeyMap *map) {
    free(map->buckets);
    *map = (KeyMap){0};
}
