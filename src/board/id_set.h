/* A set of ids, sorted. Zero-initialise. */
#ifndef FAULTLINE_BOARD_ID_SET_H
#define FAULTLINE_BOARD_ID_SET_H

#include <stdbool.h>

#include "base/memory.h"
#include "model/limits.h"

typedef struct IdSetItem {
    char id[ID_SIZE];
} IdSetItem;

typedef struct IdSet {
    ARRAY_OF(IdSetItem) items;
} IdSet;

bool id_set_has(const IdSet *set, const char *id);
void id_set_add(IdSet *set, const char *id);    /* fine when it is there */
void id_set_remove(IdSet *set, const char *id); /* fine when it is not */
/* Many at once: appends, and puts all in order after the last one; no other call between. */
void id_set_append(IdSet *set, const char *id);
void id_set_settle(IdSet *set);
void id_set_clear(IdSet *set); /* keeps the memory */
void id_set_copy(IdSet *to, const IdSet *from);
void id_set_free(IdSet *set);

#endif
