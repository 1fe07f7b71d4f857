#include "sim/network.h"

#include <stdlib.h>
#include <string.h>

void network_make(const Design *design, const Scenario *scenario, Network *network) {
    Graph *graph = &network->graph;
    network->scenario = scenario;
    graph_make(design, graph);
    network->nodes = memory_allocate((graph->node_count + 1) * sizeof *network->nodes);
    network->partition_shares =
        memory_allocate((graph->node_count + 1) * sizeof *network->partition_shares);
    network->links = memory_allocate((graph->edge_count + 1) * sizeof *network->links);
    for (size_t i = 0; i < graph->node_count; i++) {
        const Component *component = graph_component(graph, i);
        node_read(component, &network->nodes[i]);
        network->partition_shares[i] = node_partition_share(component, scenario);
    }
    for (size_t e = 0; e < graph->edge_count; e++) {
        link_read(graph->edges[e].connection, &network->links[e]);
    }
}

void network_free(Network *network) {
    graph_free(&network->graph);
    free(network->nodes);
    free(network->partition_shares);
    free(network->links);
    *network = (Network){0};
}

enum { NEW, OPEN, DONE };

typedef struct Walk {
    const Graph *graph;
    const bool *walked;
    char *state;
    size_t *stack, *next_edge;
    size_t *order, count;
    bool has_circle;
} Walk;

/* Depth first; a node is done, and takes the next place, when all that it leads to is. */
static void walk_from(Walk *walk, size_t start) {
    size_t depth = 1;
    walk->stack[0] = start;
    walk->state[start] = OPEN;
    walk->next_edge[start] = walk->graph->first_edge[start];
    while (depth > 0) {
        size_t node = walk->stack[depth - 1];
        if (walk->next_edge[node] == walk->graph->first_edge[node + 1]) {
            walk->state[node] = DONE;
            walk->order[walk->count++] = node;
            depth--;
            continue;
        }
        size_t edge = walk->next_edge[node]++;
        size_t to = walk->graph->edges[edge].to;
        if (walk->walked[edge] && walk->state[to] == NEW) {
            walk->state[to] = OPEN;
            walk->next_edge[to] = walk->graph->first_edge[to];
            walk->stack[depth++] = to;
        } else if (walk->walked[edge] && walk->state[to] == OPEN) {
            walk->has_circle = true;
        }
    }
}

bool network_order(const Network *network, const bool *starts, const bool *walked, size_t *order,
                   size_t *count) {
    size_t nodes = network->graph.node_count;
    Walk walk = {.graph = &network->graph,
                 .walked = walked,
                 .state = memory_allocate(nodes + 1),
                 .stack = memory_allocate((nodes + 1) * sizeof(size_t)),
                 .next_edge = memory_allocate((nodes + 1) * sizeof(size_t)),
                 .order = order};
    for (size_t i = 0; i < nodes; i++) {
        if (starts[i] && walk.state[i] == NEW) {
            walk_from(&walk, i);
        }
    }
    for (size_t i = 0; i < walk.count / 2; i++) {
        size_t other = order[i];
        order[i] = order[walk.count - 1 - i];
        order[walk.count - 1 - i] = other;
    }
    *count = walk.count;
    free(walk.state);
    free(walk.stack);
    free(walk.next_edge);
    return !walk.has_circle;
}

double network_hot_share(const Network *network, size_t node, const Operation *operation) {
    const Node *here = &network->nodes[node];
    if (network->partition_shares[node] < 0.0) {
        return 1.0;
    }
    bool by_its_key = strcmp(operation->key, here->partition_key) == 0;
    return by_its_key ? network->partition_shares[node] : 1.0 / here->partitions;
}
