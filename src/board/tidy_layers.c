/* Columns: cycles are cut where a walk from the sources closes them; then the edges are as short
 * as they can be together. */
#include <stdint.h>

#include "board/tidy_layers.h"
#include "board/tidy_rank.h"

#define NONE SIZE_MAX

/* What hangs, and from what: nothing hangs from something that hangs itself. */
static void find_hosts(const TidyGraph *graph, size_t *host, Arena *arena) {
    bool *is_host = arena_allocate(arena, graph->items.count * sizeof(bool));
    for (size_t i = 0; i < graph->items.count; i++) {
        host[i] = NONE;
    }
    for (size_t i = 0; i < graph->edges.count; i++) {
        const TidyEdge *edge = &graph->edges.items[i];
        if (edge->hangs && edge->from != edge->to && !is_host[edge->to] && host[edge->to] == NONE &&
            host[edge->from] == NONE) {
            host[edge->to] = edge->from;
            is_host[edge->from] = true;
        }
    }
}

/* An arc for every edge; for the layout, what hangs is one with its host. */
static void find_arcs(const TidyGraph *graph, TidyLayers *layers) {
    for (size_t i = 0; i < graph->edges.count; i++) {
        const TidyEdge *edge = &graph->edges.items[i];
        TidyArc arc = {edge->from, edge->to, edge->from_row, edge->to_row};
        if (edge->hangs && layers->host[edge->to] != NONE) {
            continue;
        }
        if (layers->host[arc.from] != NONE) {
            arc.from = layers->host[arc.from];
            arc.from_row = 0;
        }
        if (layers->host[arc.to] != NONE) {
            arc.to = layers->host[arc.to];
            arc.to_row = 0;
        }
        if (arc.from != arc.to) {
            layers->arcs[layers->arc_count++] = arc;
        }
    }
}

/* ---- Cycles ---------------------------------------------------------------------------------- */

typedef enum WalkState { NEW, ON_PATH, DONE } WalkState;

typedef struct Walk {
    size_t *first, *outgoing; /* arcs by the item that they leave */
    size_t *next;             /* of each item: the arc to look at */
    size_t *path;
    WalkState *state;
} Walk;

static Walk make_walk(const TidyLayers *layers, Arena *arena) {
    Walk walk = {.first = arena_allocate(arena, (layers->count + 1) * sizeof(size_t)),
                 .outgoing = arena_allocate(arena, (layers->arc_count + 1) * sizeof(size_t)),
                 .next = arena_allocate(arena, layers->count * sizeof(size_t)),
                 .path = arena_allocate(arena, layers->count * sizeof(size_t))};
    walk.state = arena_allocate(arena, layers->count * sizeof *walk.state);
    for (size_t i = 0; i < layers->arc_count; i++) {
        walk.first[layers->arcs[i].from + 1]++;
    }
    for (size_t i = 0; i < layers->count; i++) {
        walk.first[i + 1] += walk.first[i];
        walk.next[i] = walk.first[i];
    }
    for (size_t i = 0; i < layers->arc_count; i++) {
        walk.outgoing[walk.next[layers->arcs[i].from]++] = i;
    }
    for (size_t i = 0; i < layers->count; i++) {
        walk.next[i] = walk.first[i];
    }
    return walk;
}

/* Arcs that lead back onto the path are marked. */
static void walk_from(Walk *walk, const TidyLayers *layers, size_t start, bool *turned) {
    size_t length = 0;
    walk->path[length++] = start;
    walk->state[start] = ON_PATH;
    while (length > 0) {
        size_t item = walk->path[length - 1];
        if (walk->next[item] == walk->first[item + 1]) {
            walk->state[item] = DONE;
            length--;
            continue;
        }
        size_t arc = walk->outgoing[walk->next[item]++];
        size_t to = layers->arcs[arc].to;
        if (walk->state[to] == NEW) {
            walk->state[to] = ON_PATH;
            walk->path[length++] = to;
        } else {
            turned[arc] = walk->state[to] == ON_PATH;
        }
    }
}

static void turn_arcs(TidyLayers *layers, Arena *arena) {
    Walk walk = make_walk(layers, arena);
    bool *turned = arena_allocate(arena, (layers->arc_count + 1) * sizeof(bool));
    bool *entered = arena_allocate(arena, layers->count * sizeof(bool));
    for (size_t i = 0; i < layers->arc_count; i++) {
        entered[layers->arcs[i].to] = true;
    }
    for (size_t i = 0; i < layers->count; i++) {
        if (!entered[i]) {
            walk_from(&walk, layers, i, turned);
        }
    }
    for (size_t i = 0; i < layers->count; i++) {
        if (walk.state[i] == NEW) {
            walk_from(&walk, layers, i, turned);
        }
    }
    for (size_t i = 0; i < layers->arc_count; i++) {
        const TidyArc arc = layers->arcs[i];
        if (turned[i]) {
            layers->arcs[i] = (TidyArc){arc.to, arc.from, arc.to_row, arc.from_row};
        }
    }
}

/* ---- Layers ---------------------------------------------------------------------------------- */

static void find_layers(TidyLayers *layers, Arena *arena) {
    RankEdges edges = {0};
    for (size_t i = 0; i < layers->arc_count; i++) {
        const TidyArc *arc = &layers->arcs[i];
        RankEdge edge = {arc->from, arc->to, layers->items[arc->from].width, 1};
        array_push(&edges, edge);
    }
    tidy_rank(layers->count, &edges, layers->layer, arena);
    array_free(&edges);
    for (size_t i = 0; i < layers->count; i++) {
        int end = layers->layer[i] + layers->items[i].width;
        if (layers->host[i] == NONE && end > layers->layers) {
            layers->layers = end;
        }
    }
}

TidyLayers tidy_layers_make(const TidyGraph *graph, Arena *arena) {
    TidyLayers layers = {
        .items = graph->items.items,
        .count = graph->items.count,
        .host = arena_allocate(arena, graph->items.count * sizeof(size_t)),
        .arcs = arena_allocate(arena, (graph->edges.count + 1) * sizeof(TidyArc)),
        .layer = arena_allocate(arena, graph->items.count * sizeof(int)),
    };
    find_hosts(graph, layers.host, arena);
    find_arcs(graph, &layers);
    turn_arcs(&layers, arena);
    find_layers(&layers, arena);
    return layers;
}
