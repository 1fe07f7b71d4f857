/* A design as the estimate sees it: the graph, what its components can do, what its connections
 * do. Borrows the design and the scenario: good until they change. */
#ifndef FAULTLINE_SIM_NETWORK_H
#define FAULTLINE_SIM_NETWORK_H

#include "sim/capacity.h"
#include "sim/graph.h"

typedef struct Network {
    const Scenario *scenario; /* may be NULL */
    Graph graph;
    Node *nodes;
    double *partition_shares; /* by node: see node_partition_share() */
    Link *links;              /* by edge of the graph */
} Network;

/* `scenario` may be NULL. */
void network_make(const Design *design, const Scenario *scenario, Network *network);
void network_free(Network *network);

/* The nodes that are reached from those that are `starts`, over the edges that are `walked`, each
 * before those that it leads to; true when there was no circle in the way. `order` has room for
 * all nodes. */
bool network_order(const Network *network, const bool *starts, const bool *walked, size_t *order,
                   size_t *count);

/* The share of the operation's arrivals at the node that its busiest partition gets; without
 * partitions all of them. */
double network_hot_share(const Network *network, size_t node, const Operation *operation);

#endif
