/* How often lines cross one another, as drawn. */
#ifndef FAULTLINE_TESTS_BOARD_CROSSINGS_H
#define FAULTLINE_TESTS_BOARD_CROSSINGS_H

#include <stddef.h>

#include "base/memory.h"
#include "board/route.h"

typedef struct DrawnLine {
    ARRAY_OF(Point) points;
} DrawnLine;

typedef struct Drawing {
    ARRAY_OF(DrawnLine) lines;
} Drawing;

DrawnLine *drawing_add(Drawing *drawing);
void drawing_free(Drawing *drawing);
/* Where two lines cross properly, each place once. */
size_t drawing_crossings(const Drawing *drawing);
/* The crossings of a design's connections, as the router draws them. */
size_t design_crossings(const Design *design);

#endif
