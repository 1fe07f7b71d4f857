#include "platform/lru.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct Entry Entry;
struct Entry {
    Entry *newer, *older; /* in the order of use */
    Entry *next;          /* in the same bucket */
    void *value;
    size_t cost;
    uint64_t hash;
    size_t key_size;
    unsigned char key[];
};

struct Lru {
    Entry **buckets; /* a power of two of them */
    size_t bucket_count, count;
    Entry *newest, *oldest;
    size_t cost, budget;
    void (*release)(void *value);
};

enum { FIRST_BUCKETS = 256 };

static uint64_t hash_bytes(const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 1099511628211U;
    }
    return hash;
}

static Entry **bucket_of(const Lru *lru, uint64_t hash) {
    return &lru->buckets[(hash ^ hash >> 32) & (lru->bucket_count - 1)];
}

Lru *lru_new(size_t budget, void (*release)(void *value)) {
    Lru *lru = memory_allocate(sizeof *lru);
    lru->bucket_count = FIRST_BUCKETS;
    lru->buckets = memory_allocate(lru->bucket_count * sizeof(Entry *));
    lru->budget = budget;
    lru->release = release;
    return lru;
}

static void take_out(Lru *lru, Entry *entry) {
    if (entry->newer) {
        entry->newer->older = entry->older;
    } else {
        lru->newest = entry->older;
    }
    if (entry->older) {
        entry->older->newer = entry->newer;
    } else {
        lru->oldest = entry->newer;
    }
}

static void put_first(Lru *lru, Entry *entry) {
    entry->newer = NULL;
    entry->older = lru->newest;
    if (lru->newest) {
        lru->newest->newer = entry;
    } else {
        lru->oldest = entry;
    }
    lru->newest = entry;
}

static void forget_oldest(Lru *lru) {
    Entry *entry = lru->oldest;
    lru->oldest = entry->newer;
    if (entry->newer) {
        entry->newer->older = NULL;
    } else {
        lru->newest = NULL;
    }
    Entry **link = bucket_of(lru, entry->hash);
    while (*link != entry) {
        link = &(*link)->next;
    }
    *link = entry->next;
    lru->cost -= entry->cost;
    lru->count--;
    lru->release(entry->value);
    free(entry);
}

void lru_clear(Lru *lru) {
    while (lru->oldest) {
        forget_oldest(lru);
    }
}

void lru_free(Lru *lru) {
    if (lru) {
        lru_clear(lru);
        free(lru->buckets);
        free(lru);
    }
}

static Entry *find(const Lru *lru, uint64_t hash, const void *key, size_t size) {
    Entry *entry = *bucket_of(lru, hash);
    while (entry &&
           (entry->hash != hash || entry->key_size != size || memcmp(entry->key, key, size) != 0)) {
        entry = entry->next;
    }
    return entry;
}

void *lru_find(Lru *lru, const void *key, size_t size) {
    Entry *entry = find(lru, hash_bytes(key, size), key, size);
    if (!entry) {
        return NULL;
    }
    if (entry != lru->newest) {
        take_out(lru, entry);
        put_first(lru, entry);
    }
    return entry->value;
}

static void grow(Lru *lru) {
    Entry **old = lru->buckets;
    size_t old_count = lru->bucket_count;
    lru->bucket_count *= 2;
    lru->buckets = memory_allocate(lru->bucket_count * sizeof(Entry *));
    for (size_t i = 0; i < old_count; i++) {
        for (Entry *entry = old[i], *next; entry; entry = next) {
            next = entry->next;
            Entry **bucket = bucket_of(lru, entry->hash);
            entry->next = *bucket;
            *bucket = entry;
        }
    }
    free(old);
}

void lru_add(Lru *lru, const void *key, size_t size, void *value, size_t cost) {
    uint64_t hash = hash_bytes(key, size);
    assert(!find(lru, hash, key, size));
    if (lru->count >= lru->bucket_count) {
        grow(lru);
    }
    Entry *entry = memory_allocate(sizeof *entry + size);
    entry->value = value;
    entry->cost = cost;
    entry->hash = hash;
    entry->key_size = size;
    memcpy(entry->key, key, size);
    Entry **bucket = bucket_of(lru, hash);
    entry->next = *bucket;
    *bucket = entry;
    put_first(lru, entry);
    lru->cost += cost;
    lru->count++;
    while (lru->cost > lru->budget && lru->oldest != entry) {
        forget_oldest(lru);
    }
}

size_t lru_count(const Lru *lru) {
    return lru->count;
}
