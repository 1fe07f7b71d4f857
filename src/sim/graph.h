/* A design as flat arrays: components by position, and the connections that leave each of them in
 * the order in which the document lists them, which is the order of its steps. */
#ifndef FAULTLINE_SIM_GRAPH_H
#define FAULTLINE_SIM_GRAPH_H

#include "model/design.h"
#include "model/scenario.h"

typedef struct Edge {
    const Connection *connection;
    size_t position; /* of the connection in the design */
    size_t from, to; /* positions of components */
    ConnectionKind kind;
} Edge;

/* Borrows the design: good until it changes. */
typedef struct Graph {
    const Design *design;
    size_t node_count, edge_count;
    Edge *edges;        /* sorted by `from`, then by position */
    size_t *first_edge; /* node_count + 1 entries: the edges of node i are first[i] .. first[i+1] */
} Graph;

void graph_make(const Design *design, Graph *graph);
void graph_free(Graph *graph);
const Component *graph_component(const Graph *graph, size_t node);

/* Which components issue the operation: those of its kind that have a line for it, or all of its kind
 * when none has. `sources` has room for every node. */
void graph_find_sources(const Graph *graph, const Operation *operation, bool *sources);

#endif
