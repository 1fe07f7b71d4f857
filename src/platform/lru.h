/* A cache that forgets what was not used for longest: any bytes as the key, any pointer as the
 * value. It owns its values and releases those it forgets; a value that was found is good until the
 * next lru_add. */
#ifndef FAULTLINE_PLATFORM_LRU_H
#define FAULTLINE_PLATFORM_LRU_H

#include <stddef.h>

typedef struct Lru Lru;

/* Values are forgotten when their costs come to more than the budget; the newest one stays, however
 * much it costs. */
Lru *lru_new(size_t budget, void (*release)(void *value));
void lru_free(Lru *lru);
void *lru_find(Lru *lru, const void *key, size_t size); /* NULL when it is not there */
/* The key must not be there. */
void lru_add(Lru *lru, const void *key, size_t size, void *value, size_t cost);
void lru_clear(Lru *lru);
size_t lru_count(const Lru *lru);

#endif
