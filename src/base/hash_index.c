#include "base/hash_index.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FIRST_CAPACITY = 16 };

static size_t hash(const char *key) {
    uint64_t bits = 0xcbf29ce484222325U;
    for (const unsigned char *c = (const unsigned char *)key; *c; c++) {
        bits = (bits ^ *c) * 0x100000001b3U;
    }
    return (size_t)(bits ^ (bits >> 32));
}

/* The slot that holds the key, or the free one where it would go. Needs a free slot somewhere. */
static HashSlot *find_slot(const HashIndex *index, const char *key) {
    size_t mask = index->capacity - 1;
    size_t at = hash(key) & mask;
    while (index->slots[at].key && strcmp(index->slots[at].key, key) != 0) {
        at = (at + 1) & mask;
    }
    return &index->slots[at];
}

static void grow(HashIndex *index) {
    HashIndex larger = {.count = index->count};
    larger.capacity = index->capacity ? index->capacity * 2 : FIRST_CAPACITY;
    larger.slots = memory_allocate(larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < index->capacity; i++) {
        if (index->slots[i].key) {
            *find_slot(&larger, index->slots[i].key) = index->slots[i];
        }
    }
    free(index->slots);
    *index = larger;
}

bool hash_index_add(HashIndex *index, const char *key, void *value) {
    assert(key && value);
    if ((index->count + 1) * 2 > index->capacity) {
        grow(index);
    }
    HashSlot *slot = find_slot(index, key);
    if (slot->key) {
        return false;
    }
    *slot = (HashSlot){.key = key, .value = value};
    index->count++;
    return true;
}

void *hash_index_find(const HashIndex *index, const char *key) {
    return index->count > 0 ? find_slot(index, key)->value : NULL;
}

void hash_index_remove(HashIndex *index, const char *key) {
    if (index->count == 0) {
        return;
    }
    HashSlot *slot = find_slot(index, key);
    if (!slot->key) {
        return;
    }
    /* Close the gap: move back what was pushed past it, so that no search stops short. */
    size_t mask = index->capacity - 1;
    size_t gap = (size_t)(slot - index->slots);
    for (size_t at = (gap + 1) & mask; index->slots[at].key; at = (at + 1) & mask) {
        size_t home = hash(index->slots[at].key) & mask;
        if (((at - home) & mask) >= ((at - gap) & mask)) {
            index->slots[gap] = index->slots[at];
            gap = at;
        }
    }
    index->slots[gap] = (HashSlot){0};
    index->count--;
}

void hash_index_free(HashIndex *index) {
    free(index->slots);
    *index = (HashIndex){0};
}
