/* Finds records by a number: the record begins with a KeyNode and belongs to the caller. */
#ifndef FAULTLINE_SIM_KEY_MAP_H
#define FAULTLINE_SIM_KEY_MAP_H

#include <stddef.h>
#include <stdint.h>

typedef struct KeyNode KeyNode;
struct KeyNode {
    KeyNode *next;
    uint64_t key;
};

/* Zero-initialise. */
typedef struct KeyMap {
    KeyNode **buckets; /* a power of two of them */
    size_t capacity, count;
} KeyMap;

void *key_map_find(const KeyMap *map, uint64_t key); /* or NULL */
/* What a later search will read is brought nearer, in two moves: where it begins and, some hundred
 * instructions later or more, the record it finds first. */
void key_map_expect(const KeyMap *map, uint64_t key);
void key_map_approach(const KeyMap *map, uint64_t key);
void key_map_add(KeyMap *map, uint64_t key, KeyNode *node); /* the key is not there yet */
void key_map_remove(KeyMap *map, KeyNode *node);
void key_map_free(KeyMap *map);

#endif
