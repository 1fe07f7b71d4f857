#include "board/box_grid.h"

#include <math.h>
#include <stdlib.h>

enum { CELL = 256, MOST_CELLS = 128 };

typedef struct Span {
    int64_t left, top, right, bottom; /* cells, all of them included */
} Span;

static Span span_of(Rect rect) {
    return (Span){(int64_t)floorf(rect.x / CELL), (int64_t)floorf(rect.y / CELL),
                  (int64_t)floorf((rect.x + rect.w) / CELL),
                  (int64_t)floorf((rect.y + rect.h) / CELL)};
}

static uint64_t cells_in(Span span) {
    return (uint64_t)(span.right - span.left + 1) * (uint64_t)(span.bottom - span.top + 1);
}

static size_t *bucket_of(const BoxGrid *grid, int64_t x, int64_t y) {
    uint64_t hash = (uint64_t)x * 0x9e3779b97f4a7c15U ^ (uint64_t)y * 0xc2b2ae3d27d4eb4fU;
    return &grid->first.items[(size_t)(hash ^ hash >> 29) & (grid->first.count - 1)];
}

void box_grid_clear(BoxGrid *grid, size_t expected) {
    size_t buckets = 16;
    while (buckets < expected * 2) {
        buckets *= 2;
    }
    array_reserve(&grid->first, buckets);
    grid->first.count = buckets;
    for (size_t i = 0; i < buckets; i++) {
        grid->first.items[i] = SIZE_MAX;
    }
    grid->boxes.count = 0;
    grid->entries.count = 0;
    grid->queries = 0;
}

void box_grid_free(BoxGrid *grid) {
    array_free(&grid->boxes);
    array_free(&grid->entries);
    array_free(&grid->first);
    array_free(&grid->hits);
}

void box_grid_add(BoxGrid *grid, Rect rect, size_t owner, float weight) {
    Span span = span_of(rect);
    if (cells_in(span) > MOST_CELLS) {
        return;
    }
    size_t box = grid->boxes.count;
    GridBox added = {.rect = rect, .owner = owner, .weight = weight};
    array_push(&grid->boxes, added);
    for (int64_t y = span.top; y <= span.bottom; y++) {
        for (int64_t x = span.left; x <= span.right; x++) {
            size_t *bucket = bucket_of(grid, x, y);
            GridEntry entry = {x, y, box, *bucket};
            *bucket = grid->entries.count;
            array_push(&grid->entries, entry);
        }
    }
}

void box_grid_drop(BoxGrid *grid, size_t owner) {
    for (size_t i = 0; i < grid->boxes.count; i++) {
        GridBox *box = &grid->boxes.items[i];
        box->weight = box->owner == owner ? 0 : box->weight;
    }
}

static void hit(BoxGrid *grid, size_t box, Rect rect) {
    if (rect_overlaps(grid->boxes.items[box].rect, rect)) {
        array_push(&grid->hits, box);
    }
}

static void hit_in_cell(BoxGrid *grid, int64_t x, int64_t y, Rect rect) {
    for (size_t at = *bucket_of(grid, x, y); at != SIZE_MAX; at = grid->entries.items[at].next) {
        const GridEntry *entry = &grid->entries.items[at];
        GridBox *box = &grid->boxes.items[entry->box];
        if (entry->x == x && entry->y == y && box->seen != grid->queries) {
            box->seen = grid->queries;
            hit(grid, entry->box, rect);
        }
    }
}

/* Fills grid->hits with the boxes that the rectangle overlaps, each once. */
static void find_hits(BoxGrid *grid, Rect rect) {
    Span span = span_of(rect);
    grid->hits.count = 0;
    if (cells_in(span) > grid->boxes.count) { /* an almost empty board: the boxes are fewer */
        for (size_t i = 0; i < grid->boxes.count; i++) {
            hit(grid, i, rect);
        }
        return;
    }
    grid->queries++;
    for (int64_t y = span.top; y <= span.bottom; y++) {
        for (int64_t x = span.left; x <= span.right; x++) {
            hit_in_cell(grid, x, y, rect);
        }
    }
}

float box_grid_weight(BoxGrid *grid, Rect rect, size_t but, size_t and_but) {
    find_hits(grid, rect);
    float weight = 0;
    for (size_t i = 0; i < grid->hits.count; i++) {
        const GridBox *box = &grid->boxes.items[grid->hits.items[i]];
        weight += box->owner != but && box->owner != and_but ? box->weight : 0;
    }
    return weight;
}

size_t box_grid_find(BoxGrid *grid, Rect rect, Rect *found, size_t most) {
    find_hits(grid, rect);
    size_t count = grid->hits.count < most ? grid->hits.count : most;
    for (size_t i = 0; i < count; i++) {
        found[i] = grid->boxes.items[grid->hits.items[i]].rect;
    }
    return count;
}
