/* What the steps of tidy_graph_place hand on: columns (tidy_layers.c), the order in each column
 * (tidy_order.c), rows (tidy_rows.c). All is taken from the arena. Private to the layout. */
#ifndef FAULTLINE_BOARD_TIDY_LAYERS_H
#define FAULTLINE_BOARD_TIDY_LAYERS_H

#include "board/tidy_graph.h"

/* An edge that leads to the right: one that closed a cycle is turned round. */
typedef struct TidyArc {
    size_t from, to;
    int from_row, to_row;
} TidyArc;

typedef struct TidyLayers {
    const TidyItem *items;
    size_t count;
    size_t *host;  /* for an item that hangs: one of those it hangs from; SIZE_MAX for the others */
    TidyArc *arcs; /* between items that do not hang */
    size_t arc_count;
    int *layer; /* the first column of each item */
    int layers;
} TidyLayers;

/* An item in one of its columns, or, where an arc passes a column, a stand-in for it. */
typedef struct TidyNode {
    size_t item;  /* SIZE_MAX for a stand-in */
    size_t place; /* of its variable: the item's, or one of its own behind those */
    int layer, height;
    size_t position; /* in its column */
} TidyNode;

/* From a node to one in the next column. */
typedef struct TidyLink {
    size_t ends[2];
    int rows[2]; /* where it is attached, counted from the top of the node */
    int weight;  /* what it costs when it is crossed */
} TidyLink;

typedef struct TidyOrder {
    ARRAY_OF(TidyNode) nodes;
    ARRAY_OF(TidyLink) links;
    size_t *column_start; /* in `columns`; one more than columns */
    size_t *columns;      /* nodes, column by column, from above to below */
    int layers;
    size_t places;
} TidyOrder;

TidyLayers tidy_layers_make(const TidyGraph *graph, Arena *arena);
TidyOrder tidy_order_make(const TidyLayers *layers, Arena *arena);
void tidy_order_free(TidyOrder *order);
/* Fills in column and row of every item of a graph that hangs together. */
void tidy_rows_make(const TidyLayers *layers, const TidyOrder *order, TidyGraph *graph,
                    Arena *arena);

#endif
