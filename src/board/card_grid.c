#include "board/card_grid.h"

#include <math.h>
#include <stdlib.h>

enum { CELL = 256 };

typedef struct Cell {
    int64_t x, y;
} Cell;

static Cell cell_at(float x, float y) {
    return (Cell){(int64_t)floorf(x / CELL), (int64_t)floorf(y / CELL)};
}

/* A card is in the cell of its centre alone, so that no query meets it twice. */
static Cell cell_of(Rect card) {
    return cell_at(card.x + card.w / 2, card.y + card.h / 2);
}

static size_t bucket_of(const CardGrid *grid, Cell cell) {
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
    grid->first.count = buckets;
    grid->next.count = count;
    grid->cards = cards;
    grid->count = count;
    for (size_t i = 0; i < buckets; i++) {
        grid->first.items[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < count; i++) {
        size_t bucket = bucket_of(grid, cell_of(cards[i]));
        grid->next.items[i] = grid->first.items[bucket];
        grid->first.items[bucket] = i;
    }
}

void card_grid_free(CardGrid *grid) {
    array_free(&grid->first);
    array_free(&grid->next);
    grid->count = 0;
}

bool line_crosses_rect(Point a, Point b, Rect rect) {
    return fminf(a.x, b.x) < rect.x + rect.w && fmaxf(a.x, b.x) > rect.x &&
           fminf(a.y, b.y) < rect.y + rect.h && fmaxf(a.y, b.y) > rect.y;
}

/* What the line has to keep clear of: a little more than the card. */
static bool crosses_card(const CardGrid *grid, size_t card, Point a, Point b) {
    return line_crosses_rect(a, b, rect_inset(grid->cards[card], -6));
}

static size_t crossed_in_cell(const CardGrid *grid, Cell cell, Point a, Point b, size_t but,
                              size_t and_but) {
    size_t crossed = 0;
    size_t card = grid->first.items[bucket_of(grid, cell)];
    for (; card != SIZE_MAX; card = grid->next.items[card]) {
        Cell home = cell_of(grid->cards[card]);
        if (home.x == cell.x && home.y == cell.y && card != but && card != and_but &&
            crosses_card(grid, card, a, b)) {
            crossed++;
        }
    }
    return crossed;
}

size_t card_grid_crossed(const CardGrid *grid, Point a, Point b, size_t but, size_t and_but) {
    size_t crossed = 0;
    Cell low = cell_at(fminf(a.x, b.x) - CELL / 2, fminf(a.y, b.y) - CELL / 2);
    Cell high = cell_at(fmaxf(a.x, b.x) + CELL / 2, fmaxf(a.y, b.y) + CELL / 2);
    /* A line across an almost empty board: the cards are fewer than the cells. */
    if ((uint64_t)(high.x - low.x + 1) * (uint64_t)(high.y - low.y + 1) > grid->count) {
        for (size_t card = 0; card < grid->count; card++) {
            crossed += card != but && card != and_but && crosses_card(grid, card, a, b);
        }
        return crossed;
    }
    for (int64_t y = low.y; y <= high.y; y++) {
        for (int64_t x = low.x; x <= high.x; x++) {
            crossed += crossed_in_cell(grid, (Cell){x, y}, a, b, but, and_but);
        }
    }
    return crossed;
}
