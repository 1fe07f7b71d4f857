/* What a component can do and costs, and what a connection does, read from their settings once. */
#ifndef FAULTLINE_SIM_CAPACITY_H
#define FAULTLINE_SIM_CAPACITY_H

#include "model/design.h"
#include "model/scenario.h"
#include "sim/waiting.h"

typedef struct Node {
    const Component *component;
    KindId kind;
    GroupId group;
    double read_ms, write_ms; /* its own work on one request, without its steps */
    double work_cv2;          /* the squared coefficient of variation of that work */
    double error_share;       /* of its requests that fail after its own work */
    bool holds_slot;          /* while it waits for others */
    bool calls_in_parallel;
    bool forwards; /* to one of its targets; every other kind calls all of them */
    bool invalidates, writes_through; /* of a cache or cdn: what a write does to it */
    double slots;                     /* 0: it serves without slots (queues, topics, clients) */
    double read_slots;                /* of a database whose reads go to its replicas, else 0 */
    double replicas, machine_slots, places; /* slots and waiting places of one replica */
    Join join;
    double partitions, copies;
    double copies_read;   /* of one partition: how many a read asks; a write asks all of them */
    double quorum;        /* how many must have answered, of a read and of a write */
    bool pages_by_offset; /* it reads all pages before the one that is asked for */
    bool scans;           /* it has no index for what is looked up */
    const char *partition_key;            /* of the scenario, or "" */
    double capacity_items, ttl_s;         /* of a cache or cdn */
    double limit_rps;                     /* 0: none */
    const char *limit_key;                /* of the scenario; one that is none: for all */
    double max_receives, duplicate_share; /* of a broker; max_receives 0: no limit */
} Node;

/* A connection, for one request over it. */
typedef struct Link {
    double rtt_ms, fan_out, max_attempts;
    double retry_budget; /* retries for each first attempt; 0: no budget */
    bool ignores_failure;
    bool reads_strongly; /* of the primary, or of a majority, whatever the store's settings say */
    bool pauses, pauses_grow; /* before a retry, which grow from base to cap */
    bool wanders;             /* each lies between base and thrice the one before (decorrelated) */
    double pause_base_ms, pause_cap_ms;
    double jitter_share; /* of the pause that is taken, on average */
} Link;

void node_read(const Component *component, Node *node);
void link_read(const Connection *connection, Link *link);
bool node_is_cache(const Node *node);
bool node_is_store(const Node *node);
double node_cost(const Component *component); /* USD a month */

/* How many times an ordinary request's own work the operation's is. `key` is the one that the
 * operation is about, or NULL. */
double node_work_factor(const Node *node, const Operation *operation, const ScenarioKey *key);

/* The share of a store's or a stream's arrivals that its busiest partition gets, when they are
 * spread by `partition_key`; below zero when the component has no partitions. */
double node_partition_share(const Component *component, const Scenario *scenario);

#endif
