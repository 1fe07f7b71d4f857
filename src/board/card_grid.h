/* Which cards a line would cross: cards of CARD_WIDTH by CARD_HEIGHT sorted into square cells, so that only those near the
 * line are looked at. Borrows the cards until the next fill. Zero-initialise. */
#ifndef FAULTLINE_BOARD_CARD_GRID_H
#define FAULTLINE_BOARD_CARD_GRID_H

#include "board/draw.h"

typedef struct CardCell {
    int64_t x, y;
} CardCell;

typedef struct CardGrid {
    const Rect *cards;
    size_t count;
    ARRAY_OF(CardCell) cells; /* of each card's centre */
    ARRAY_OF(size_t) first;   /* a power of two of buckets: a card, or SIZE_MAX */
    ARRAY_OF(size_t) next;    /* the next card of the same bucket */
} CardGrid;

void card_grid_fill(CardGrid *grid, const Rect *cards, size_t count);
void card_grid_free(CardGrid *grid);

/* How many cards but these two the level or upright line from a to b goes through. */
size_t card_grid_crossed(const CardGrid *grid, Point a, Point b, size_t but, size_t and_but);

/* Whether a level or upright line goes through the inside of the rectangle. */
bool line_crosses_rect(Point a, Point b, Rect rect);

#endif
