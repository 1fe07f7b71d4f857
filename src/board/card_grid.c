#include "board/card_grid.h"

#include <math.h>
#include <stdlib.h>

#include "model/design.h"

enum { CELL = 256, CLEARANCE = 6 };

static CardCell cell_at(float x, float y) {
    return (CardCell){(int64_t)floorf(x / CELL), (int64_t)floorf(y / CELL)};
}

static size_t bucket_of(const CardGrid *grid, CardCell cell) {
    uint64_t hash = (uint64_t)cell.x * 0x9e3779b97f4a7c15U ^ (uint64_t)cell.y * 0xc2b2ae3d27d4eb4fU;
    return (size_t)(hash ^ hash >> 29) & (grid->first.count - 1);
}

void card_grid_fill(CardGrid *grid, const Rect *cards, size_t count) {
    size_t buckets = 16;
    while (buckets < count * 2) {
        buckets *= 2;
    }
    array_reserve(&grid->first, buckets);
    array_reserve(&grid->next, count);
    array_reserve(&grid->cells, count);
    grid->first.count = buckets;
    grid->next.count = count;
    grid->cards = cards;
    grid->count = count;
    for (size_t i = 0; i < buckets; i++) {
        grid->first.items[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < count; i++) {
        /* A card is in the cell of its centre alone, so that no query meets it twice. */
        CardCell cell = cell_at(cards[i].x + cards[i].w / 2, cards[i].y + cards[i].h / 2);
        size_t bucket = bucket_of(grid, cell);
        grid->cells.items[i] = cell;
        grid->next.items[i] = grid->first.items[bucket];
        grid->first.items[bucket] = i;
    }
}

void card_grid_free(CardGrid *grid) {
    array_free(&grid->first);
    array_free(&grid->next);
    array_free(&grid->cells);
    grid->count = 0;
}

bool line_crosses_rect(Point a, Point b, Rect rect) {
    return fminf(a.x, b.x) < rect.x + rect.w && fmaxf(a.x, b.x) > rect.x &&
           fminf(a.y, b.y) < rect.y + rect.h && fmaxf(a.y, b.y) > rect.y;
}

/* The line with what it has to keep clear of on both sides. */
static Rect swath_of(Point a, Point b) {
    Rect line = {fminf(a.x, b.x), fminf(a.y, b.y), fabsf(a.x - b.x), fabsf(a.y - b.y)};
    return rect_inset(line, -CLEARANCE);
}

static size_t crossed_in_cell(const CardGrid *grid, CardCell cell, Rect swath, size_t but,
                              size_t and_but) {
    size_t crossed = 0;
    size_t card = grid->first.items[bucket_of(grid, cell)];
    for (; card != SIZE_MAX; card = grid->next.items[card]) {
        CardCell home = grid->cells.items[card];
        crossed += home.x == cell.x && home.y == cell.y && card != but && card != and_but &&
                   rect_overlaps(grid->cards[card], swath);
    }
    return crossed;
}

size_t card_grid_crossed(const CardGrid *grid, Point a, Point b, size_t but, size_t and_but) {
    size_t crossed = 0;
    Rect swath = swath_of(a, b);
    CardCell low = cell_at(swath.x - CARD_WIDTH / 2.0F, swath.y - CARD_HEIGHT / 2.0F);
    CardCell high =
        cell_at(swath.x + swath.w + CARD_WIDTH / 2.0F, swath.y + swath.h + CARD_HEIGHT / 2.0F);
    /* A line across an almost empty board: the cards are fewer than the cells. */
    if ((uint64_t)(high.x - low.x + 1) * (uint64_t)(high.y - low.y + 1) > grid->count) {
        for (size_t card = 0; card < grid->count; card++) {
            crossed += card != but && card != and_but && rect_overlaps(grid->cards[card], swath);
        }
        return crossed;
    }
    for (int64_t y = low.y; y <= high.y; y++) {
        for (int64_t x = low.x; x <= high.x; x++) {
            crossed += crossed_in_cell(grid, (CardCell){x, y}, swath, but, and_but);
        }
    }
    return crossed;
}
