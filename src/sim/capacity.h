/* What a component can do and costs, read from its settings once. */
#ifndef FAULTLINE_SIM_CAPACITY_H
#define FAULTLINE_SIM_CAPACITY_H

#include "model/design.h"
#include "model/scenario.h"

typedef struct Node {
    const Component *component;
    KindId kind;
    GroupId group;
    double read_ms, write_ms; /* its own work on one request, without its steps */
    bool holds_slot;          /* while it waits for others */
    bool calls_in_parallel;
    bool forwards; /* to one of its targets; every other kind calls all of them */
    bool invalidates, writes_through; /* of a cache or cdn: what a write does to it */
    double slots;                     /* 0: it serves without slots (queues, topics, clients) */
    double read_slots;                /* of a database whose reads go to its replicas, else 0 */
    double partitions, copies, read_copies; /* read_copies: how many answer one read */
    double capacity_items, ttl_s;           /* of a cache or cdn */
} Node;

void node_read(const Component *component, Node *node);
bool node_is_cache(const Node *node);
double node_cost(const Component *component); /* USD a month */

/* The share of a store's or a stream's arrivals that its busiest partition gets, when they are
 * spread by `partition_key`; below zero when the component has no partitions. */
double node_partition_share(const Component *component, const Scenario *scenario);

#endif
