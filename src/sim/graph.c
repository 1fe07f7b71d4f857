#include "sim/graph.h"

#include <assert.h>
#include <stdlib.h>

void graph_make(const Design *design, Graph *graph) {
    size_t nodes = design->components.count;
    size_t edges = design->connections.count;
    HashIndex positions = {0};
    size_t *numbers = memory_allocate((nodes + 1) * sizeof *numbers);
    for (size_t i = 0; i < nodes; i++) {
        numbers[i] = i;
        hash_index_add(&positions, design->components.items[i]->id, &numbers[i]);
    }
    graph->design = design;
    graph->node_count = nodes;
    graph->edge_count = edges;
    graph->edges = memory_allocate((edges + 1) * sizeof *graph->edges);
    graph->first_edge = memory_allocate((nodes + 2) * sizeof *graph->first_edge);

    /* A counting sort by the node they leave keeps the order of the document. */
    Edge *listed = memory_allocate((edges + 1) * sizeof *listed);
    for (size_t i = 0; i < edges; i++) {
        const Connection *connection = design->connections.items[i];
        const size_t *from = hash_index_find(&positions, connection->from);
        const size_t *to = hash_index_find(&positions, connection->to);
        assert(from && to);
        listed[i] = (Edge){connection, i, *from, *to, connection->kind->id};
        graph->first_edge[*from + 1]++;
    }
    for (size_t i = 0; i < nodes; i++) {
        graph->first_edge[i + 1] += graph->first_edge[i];
    }
    size_t *next = memory_allocate((nodes + 1) * sizeof *next);
    for (size_t i = 0; i < nodes; i++) {
        next[i] = graph->first_edge[i];
    }
    for (size_t i = 0; i < edges; i++) {
        graph->edges[next[listed[i].from]++] = listed[i];
    }
    free(next);
    free(listed);
    free(numbers);
    hash_index_free(&positions);
}

void graph_free(Graph *graph) {
    free(graph->edges);
    free(graph->first_edge);
    *graph = (Graph){0};
}

const Component *graph_component(const Graph *graph, size_t node) {
    return graph->design->components.items[node];
}

/* A request can leave by it. */
static bool is_way(const Edge *edge, const Operation *operation) {
    return (edge->kind == CONNECTION_CALL || edge->kind == CONNECTION_PUBLISH) &&
           connection_carries(edge->connection, operation->id);
}

void graph_find_sources(const Graph *graph, const Operation *operation, bool *sources) {
    bool any = false;
    for (size_t i = 0; i < graph->node_count; i++) {
        sources[i] = false;
        bool may = graph_component(graph, i)->kind->id == operation->from;
        for (size_t e = graph->first_edge[i]; may && e < graph->first_edge[i + 1]; e++) {
            sources[i] |= is_way(&graph->edges[e], operation);
        }
        any |= sources[i];
    }
    for (size_t i = 0; i < graph->node_count && !any; i++) {
        sources[i] = graph_component(graph, i)->kind->id == operation->from;
    }
}
