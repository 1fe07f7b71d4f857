#include "board/tidy_graph.h"

#include <stdint.h>
#include <stdlib.h>

#include "board/tidy_layers.h"

#define NONE SIZE_MAX

enum { LEAST_COLUMNS = 4 }; /* of the items without edges, in rows below the rest */

/* The items that edges join, directly or through others: laid out on their own. */
typedef struct Part {
    size_t first; /* item */
    size_t count;
    TidyGraph graph;
} Part;

typedef struct Parts {
    Part *items;
    size_t count;
    size_t *part_of;  /* of each item */
    size_t *place_in; /* of each item in its part */
} Parts;

static void place_joined(TidyGraph *graph, Arena *arena) {
    TidyLayers layers = tidy_layers_make(graph, arena);
    TidyOrder order = tidy_order_make(&layers, arena);
    tidy_rows_make(&layers, &order, graph, arena);
    tidy_order_free(&order);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static size_t find_root(size_t *roots, size_t item) {
    while (roots[item] != item) {
        roots[item] = roots[roots[item]];
        item = roots[item];
    }
    return item;
}

static Parts find_parts(const TidyGraph *graph, Arena *arena) {
    size_t count = graph->items.count;
    size_t *roots = arena_allocate(arena, count * sizeof(size_t));
    Parts parts = {.items = arena_allocate(arena, count * sizeof(Part)),
                   .part_of = arena_allocate(arena, count * sizeof(size_t)),
                   .place_in = arena_allocate(arena, count * sizeof(size_t))};
    for (size_t i = 0; i < count; i++) {
        roots[i] = i;
    }
    for (size_t i = 0; i < graph->edges.count; i++) { /* the first item of a part is its root */
        size_t a = find_root(roots, graph->edges.items[i].from);
        size_t b = find_root(roots, graph->edges.items[i].to);
        roots[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t i = 0; i < count; i++) {
        size_t root = find_root(roots, i);
        if (root == i) {
            parts.part_of[i] = parts.count;
            parts.items[parts.count++].first = i;
        }
        Part *part = &parts.items[parts.part_of[root]];
        parts.part_of[i] = parts.part_of[root];
        parts.place_in[i] = part->count++;
        array_push(&part->graph.items, graph->items.items[i]);
    }
    for (size_t i = 0; i < graph->edges.count; i++) {
        TidyEdge edge = graph->edges.items[i];
        Part *part = &parts.items[parts.part_of[edge.from]];
        edge.from = parts.place_in[edge.from];
        edge.to = parts.place_in[edge.to];
        array_push(&part->graph.edges, edge);
    }
    return parts;
}

/* ---- One above the other --------------------------------------------------------------------- */

static int compare_parts(const void *left, const void *right) {
    const Part *const *a = left, *const *b = right;
    if ((*a)->count != (*b)->count) {
        return (*a)->count > (*b)->count ? -1 : 1;
    }
    return ((*a)->first > (*b)->first) - ((*a)->first < (*b)->first);
}

static void shift(TidyGraph *graph, int columns, int rows) {
    for (size_t i = 0; i < graph->items.count; i++) {
        graph->items.items[i].column += columns;
        graph->items.items[i].row += rows;
    }
}

/* The largest first; single items side by side. */
static void stack_parts(TidyGraph *graph, const Parts *parts, Arena *arena) {
    Part **sorted = arena_allocate(arena, parts->count * sizeof(Part *));
    for (size_t i = 0; i < parts->count; i++) {
        sorted[i] = &parts->items[i];
    }
    qsort(sorted, parts->count, sizeof(Part *), compare_parts);
    graph->columns = graph->rows = 0;
    int row = 0, column = 0; /* where the next single item goes */
    for (size_t i = 0; i < parts->count; i++) {
        TidyGraph *own = &sorted[i]->graph;
        int most = graph->columns > LEAST_COLUMNS ? graph->columns : LEAST_COLUMNS;
        bool single = sorted[i]->count == 1;
        if (!single || column == 0 || column + own->columns > most) {
            row = graph->rows;
            column = 0;
        }
        shift(own, column, row);
        column = single ? column + own->columns : 0;
        int right = single ? column : own->columns;
        graph->columns = right > graph->columns ? right : graph->columns;
        graph->rows = row + own->rows > graph->rows ? row + own->rows : graph->rows;
    }
}

void tidy_graph_place(TidyGraph *graph, Arena *arena) {
    if (graph->items.count == 0) {
        graph->columns = graph->rows = 0;
        return;
    }
    Parts parts = find_parts(graph, arena);
    for (size_t i = 0; i < parts.count; i++) {
        place_joined(&parts.items[i].graph, arena);
    }
    stack_parts(graph, &parts, arena);
    for (size_t i = 0; i < graph->items.count; i++) {
        const TidyGraph *part = &parts.items[parts.part_of[i]].graph;
        graph->items.items[i] = part->items.items[parts.place_in[i]];
    }
    for (size_t i = 0; i < parts.count; i++) {
        tidy_graph_free(&parts.items[i].graph);
    }
}

void tidy_graph_free(TidyGraph *graph) {
    array_free(&graph->items);
    array_free(&graph->edges);
}
