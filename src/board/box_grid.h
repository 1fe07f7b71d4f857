/* Boxes sorted into square cells, so that what lies near a place is found without looking at all
 * of them. Every box has an owner, whose own boxes can be passed over, and a weight: how much it
 * matters that something lies on it. Zero-initialise. */
#ifndef FAULTLINE_BOARD_BOX_GRID_H
#define FAULTLINE_BOARD_BOX_GRID_H

#include "board/draw.h"

typedef struct GridBox {
    Rect rect;
    size_t owner;
    float weight;
    uint64_t seen; /* by the query of this number */
} GridBox;

typedef struct GridEntry {
    int64_t x, y; /* the cell */
    size_t box, next;
} GridEntry;

typedef struct BoxGrid {
    ARRAY_OF(GridBox) boxes;
    ARRAY_OF(GridEntry) entries;
    ARRAY_OF(size_t) first; /* a power of two of buckets: an entry, or SIZE_MAX */
    ARRAY_OF(size_t) hits;  /* of the last query */
    uint64_t queries;
} BoxGrid;

void box_grid_clear(BoxGrid *grid, size_t expected); /* keeps the memory */
void box_grid_free(BoxGrid *grid);
/* A box that reaches over very many cells is left out: it is longer than any screen. */
void box_grid_add(BoxGrid *grid, Rect rect, size_t owner, float weight);
/* The boxes of this owner weigh nothing from now on. */
void box_grid_drop(BoxGrid *grid, size_t owner);

/* The weight of all boxes that the rectangle overlaps, but for those of these two owners. */
float box_grid_weight(BoxGrid *grid, Rect rect, size_t but, size_t and_but);
/* The boxes that the rectangle overlaps, `most` of them at most; returns how many. */
size_t box_grid_find(BoxGrid *grid, Rect rect, Rect *found, size_t most);

#endif
