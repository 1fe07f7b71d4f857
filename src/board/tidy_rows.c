/* Rows: as many lines as can be run straight, the long ones before all, while everything keeps its
 * order in its column. What hangs stands right below the lowest of those it hangs from. */
#include <stdint.h>

#include "board/tidy_layers.h"
#include "board/tidy_rank.h"

#define NONE SIZE_MAX

typedef struct Rows {
    const TidyLayers *layers;
    const TidyOrder *order;
    TidyGraph *graph;
    size_t *node_of; /* the first node of each item */
    size_t *host;    /* of each item that hangs */
    int *height;     /* of each item with what hangs from it */
    int *rank;       /* of each place, then of each link */
    RankEdges edges;
} Rows;

static void add_edge(Rows *rows, size_t from, size_t to, int least, int weight) {
    RankEdge edge = {from, to, least, weight};
    array_push(&rows->edges, edge);
}

/* ---- What hangs ------------------------------------------------------------------------------ */

/* Further right, and then further below, than the other. */
static bool stands_beyond(const Rows *rows, size_t item, size_t other) {
    const TidyNode *a = &rows->order->nodes.items[rows->node_of[item]];
    const TidyNode *b = &rows->order->nodes.items[rows->node_of[other]];
    return a->layer > b->layer || (a->layer == b->layer && a->position > b->position);
}

static void choose_hosts(Rows *rows) {
    const TidyLayers *layers = rows->layers;
    for (size_t i = 0; i < layers->count; i++) {
        rows->host[i] = layers->host[i];
        rows->height[i] = layers->items[i].height;
    }
    for (size_t i = 0; i < rows->order->nodes.count; i++) {
        size_t item = rows->order->nodes.items[i].item;
        if (item != NONE && (i == 0 || rows->order->nodes.items[i - 1].item != item)) {
            rows->node_of[item] = i;
        }
    }
    for (size_t i = 0; i < rows->graph->edges.count; i++) {
        const TidyEdge *edge = &rows->graph->edges.items[i];
        if (edge->hangs && layers->host[edge->to] != NONE && layers->host[edge->from] == NONE &&
            stands_beyond(rows, edge->from, rows->host[edge->to])) {
            rows->host[edge->to] = edge->from;
        }
    }
    for (size_t i = 0; i < layers->count; i++) {
        if (rows->host[i] != NONE) {
            rows->height[rows->host[i]] += layers->items[i].height;
        }
    }
}

/* ---- Distances and wishes -------------------------------------------------------------------- */

static int height_of(const Rows *rows, const TidyNode *node) {
    return node->item == NONE ? 0 : rows->height[node->item];
}

static void keep_distances(Rows *rows) {
    const TidyOrder *order = rows->order;
    for (int layer = 0; layer < order->layers; layer++) {
        for (size_t i = order->column_start[layer]; i + 1 < order->column_start[layer + 1]; i++) {
            const TidyNode *upper = &order->nodes.items[order->columns[i]];
            const TidyNode *lower = &order->nodes.items[order->columns[i + 1]];
            add_edge(rows, upper->place, lower->place, height_of(rows, upper), 0);
        }
    }
}

/* Each line pulls its ends to one row: a place of its own that is above both, and near both. */
static void pull_straight(Rows *rows) {
    static const int PULL[] = {2, 1, 4}; /* by how many of its ends are stand-ins */
    const TidyOrder *order = rows->order;
    for (size_t i = 0; i < order->links.count; i++) {
        const TidyLink *link = &order->links.items[i];
        const TidyNode *left = &order->nodes.items[link->ends[0]];
        const TidyNode *right = &order->nodes.items[link->ends[1]];
        if (left->place != right->place) {
            int pull = PULL[(left->item == NONE) + (right->item == NONE)];
            size_t place = order->places + i;
            add_edge(rows, place, left->place, -link->rows[0], pull);
            add_edge(rows, place, right->place, -link->rows[1], pull);
        }
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void place_items(Rows *rows) {
    TidyGraph *graph = rows->graph;
    size_t count = graph->items.count;
    int top = INT32_MAX;
    for (size_t i = 0; i < count; i++) {
        if (rows->host[i] == NONE && rows->rank[i] < top) {
            top = rows->rank[i];
        }
    }
    graph->columns = rows->layers->layers;
    graph->rows = 0;
    for (size_t i = 0; i < count; i++) {
        TidyItem *item = &graph->items.items[i];
        if (rows->host[i] == NONE) {
            item->column = rows->layers->layer[i];
            item->row = rows->rank[i] - top;
            int end = item->row + rows->height[i];
            graph->rows = end > graph->rows ? end : graph->rows;
            rows->height[i] = item->height; /* from now on: what is taken of it */
        }
    }
    for (size_t i = 0; i < count; i++) {
        TidyItem *item = &graph->items.items[i];
        if (rows->host[i] != NONE) {
            const TidyItem *host = &graph->items.items[rows->host[i]];
            item->column = host->column + host->width - 1;
            item->row = host->row + rows->height[rows->host[i]];
            rows->height[rows->host[i]] += item->height;
        }
    }
}

void tidy_rows_make(const TidyLayers *layers, const TidyOrder *order, TidyGraph *graph,
                    Arena *arena) {
    size_t places = order->places + order->links.count;
    Rows rows = {
        .layers = layers,
        .order = order,
        .graph = graph,
        .node_of = arena_allocate(arena, layers->count * sizeof(size_t)),
        .host = arena_allocate(arena, layers->count * sizeof(size_t)),
        .height = arena_allocate(arena, layers->count * sizeof(int)),
        .rank = arena_allocate(arena, places * sizeof(int)),
    };
    choose_hosts(&rows);
    keep_distances(&rows);
    pull_straight(&rows);
    tidy_rank(places, &rows.edges, rows.rank, arena);
    array_free(&rows.edges);
    place_items(&rows);
}
