#include "board/id_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Where the id is, or where it would be. */
static size_t place_of(const IdSet *set, const char *id, bool *found) {
    size_t low = 0, high = set->items.count;
    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(set->items.items[middle].id, id);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool id_set_has(const IdSet *set, const char *id) {
    bool found;
    place_of(set, id, &found);
    return found;
}

void id_set_add(IdSet *set, const char *id) {
    bool found;
    size_t place = place_of(set, id, &found);
    if (found) {
        return;
    }
    array_reserve(&set->items, set->items.count + 1);
    IdSetItem *items = set->items.items;
    memmove(&items[place + 1], &items[place], (set->items.count - place) * sizeof *items);
    text_copy(items[place].id, sizeof items[place].id, id);
    set->items.count++;
}

void id_set_remove(IdSet *set, const char *id) {
    bool found;
    size_t place = place_of(set, id, &found);
    if (found) {
        IdSetItem *items = set->items.items;
        set->items.count--;
        memmove(&items[place], &items[place + 1], (set->items.count - place) * sizeof *items);
    }
}

void id_set_append(IdSet *set, const char *id) {
    array_reserve(&set->items, set->items.count + 1);
    text_copy(set->items.items[set->items.count++].id, ID_SIZE, id);
}

static int compare_items(const void *left, const void *right) {
    return strcmp(((const IdSetItem *)left)->id, ((const IdSetItem *)right)->id);
}

void id_set_settle(IdSet *set) {
    IdSetItem *items = set->items.items;
    if (set->items.count == 0) {
        return;
    }
    qsort(items, set->items.count, sizeof *items, compare_items);
    size_t kept = 1;
    for (size_t i = 1; i < set->items.count; i++) {
        if (strcmp(items[i].id, items[kept - 1].id) != 0) {
            items[kept++] = items[i];
        }
    }
    set->items.count = kept;
}

void id_set_clear(IdSet *set) {
    set->items.count = 0;
}

void id_set_copy(IdSet *to, const IdSet *from) {
    to->items.count = 0;
    if (from->items.count > 0) {
        array_reserve(&to->items, from->items.count);
        memcpy(to->items.items, from->items.items, from->items.count * sizeof *from->items.items);
        to->items.count = from->items.count;
    }
}

void id_set_free(IdSet *set) {
    array_free(&set->items);
}
