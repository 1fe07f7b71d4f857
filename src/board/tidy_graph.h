/* A layered layout of boxes on a grid of cells: every edge leads to the right, boxes follow one
 * another in the order in which their edges cross least, and stand in rows in which most edges run
 * straight. Of boxes and edges alone: what they stand for is board/tidy.c's matter.
 *
 * The same graph gives the same places; no two boxes share a cell. */
#ifndef FAULTLINE_BOARD_TIDY_GRAPH_H
#define FAULTLINE_BOARD_TIDY_GRAPH_H

#include <stdbool.h>

#include "base/memory.h"

typedef struct TidyItem {
    int width, height; /* in cells: one or more */
    int column, row;   /* of the upper left cell: found */
} TidyItem;

typedef struct TidyEdge {
    size_t from, to;
    int from_row, to_row; /* where it is attached, counted from the top of the item */
    bool hangs;           /* `to`, one column wide, stands below `from` rather than on its right */
} TidyEdge;

/* Zero-initialise. */
typedef struct TidyGraph {
    ARRAY_OF(TidyItem) items;
    ARRAY_OF(TidyEdge) edges;
    int columns, rows; /* that the items take: found */
} TidyGraph;

void tidy_graph_place(TidyGraph *graph, Arena *arena);
void tidy_graph_free(TidyGraph *graph);

#endif
