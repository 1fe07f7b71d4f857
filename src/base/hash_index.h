/* An index from short strings to pointers: open addressing, FNV-1a.
 * Borrows the keys: a key must stay where it is until it is removed. Zero-initialise. */
#ifndef FAULTLINE_BASE_HASH_INDEX_H
#define FAULTLINE_BASE_HASH_INDEX_H

#include <stdbool.h>
#include <stddef.h>

typedef struct HashSlot {
    const char *key;
    void *value;
} HashSlot;

typedef struct HashIndex {
    HashSlot *slots; /* a power of two of them, NULL key where free */
    size_t capacity, count;
} HashIndex;

/* False, and no change, when the key is there already. `value` is not NULL. */
bool hash_index_add(HashIndex *index, const char *key, void *value);
void *hash_index_find(const HashIndex *index, const char *key); /* NULL when it is not there */
void hash_index_remove(HashIndex *index, const char *key);      /* fine when it is not there */
void hash_index_free(HashIndex *index);

#endif
