/* A design and its scenario compiled for a run: flat arrays by position, times in nanoseconds, what
 * each operation does at each component. Read-only once made, so that replications share it.
 * Borrows the design and the scenario. */
#ifndef FAULTLINE_SIM_PLAN_H
#define FAULTLINE_SIM_PLAN_H

#include "base/error.h"
#include "model/design.h"
#include "model/scenario.h"
#include "sim/random_stream.h"

#define NO_INDEX UINT32_MAX
#define NEVER INT64_MAX

enum { NS_IN_MS = 1000000, NS_IN_S = 1000000000 };

typedef enum Dispatch {
    DISPATCH_SHARED_QUEUE,
    DISPATCH_RANDOM,
    DISPATCH_ROUND_ROBIN,
    DISPATCH_LEAST_BUSY,
    DISPATCH_TWO_CHOICES
} Dispatch;

typedef enum Scheduling { SCHEDULING_FIFO, SCHEDULING_PRIORITY, SCHEDULING_LIFO } Scheduling;
typedef enum WritePolicy { WRITE_INVALIDATE, WRITE_THROUGH, WRITE_NONE } WritePolicy;
typedef enum Control { CONTROL_NONE, CONTROL_OPTIMISTIC, CONTROL_PESSIMISTIC } Control;
typedef enum BackoffKind { BACKOFF_NONE, BACKOFF_CONSTANT, BACKOFF_EXPONENTIAL } BackoffKind;
typedef enum Jitter { JITTER_NONE, JITTER_FULL, JITTER_EQUAL, JITTER_DECORRELATED } Jitter;

typedef struct Backoff {
    BackoffKind kind;
    Jitter jitter;
    double base_ns, cap_ns;
} Backoff;

/* How a component's work is organised. */
typedef enum Layout {
    LAYOUT_NONE,      /* sources, brokers, observability: no slots */
    LAYOUT_REPLICAS,  /* a station for each replica, or one for all (shared_queue) */
    LAYOUT_DATABASE,  /* station 0 the primary, then the read replicas */
    LAYOUT_PARTITIONS /* station partition * copies + copy */
} Layout;

typedef struct PlanComponent {
    const char *id;
    KindId kind;
    Layout layout;
    bool forwards, is_source, is_broker, is_cache, is_store;
    uint32_t first_station, station_count;
    uint32_t station_slots; /* of one station when all of its machines run */
    uint32_t machines;      /* replicas (of a shared queue), or machines of one station */
    uint32_t replicas, zones;
    uint64_t queue_limit;
    Dispatch dispatch;
    Scheduling scheduling;
    bool calls_in_parallel, holds_slot;
    Duration work[2]; /* of a read, of a write */
    double error_share;
    double cost_usd_month;
    /* cache, cdn */
    uint64_t capacity_items;
    int64_t ttl_ns; /* 0: for ever */
    WritePolicy write_policy;
    bool coalesces;
    /* stores */
    uint32_t partitions, copies, key_salt, partition_key; /* a key of the scenario, or NO_INDEX */
    bool strong, conditional_writes, reads_replicas;
    int64_t replication_lag_ns, failover_ns;
    Control control;
    bool catches_up; /* scheduler: what it could not start comes afterwards */
    /* rate_limiter, external */
    double limit_per_ns, burst; /* 0: no limit */
    uint32_t limit_key;         /* NO_INDEX: one limit for all */
    bool idempotent;            /* a second effect of one intent is none */
    /* autoscaling: 0 off */
    uint32_t scale_max;
    double scale_target;
    int64_t scale_delay_ns;
    /* messaging */
    bool ordered;
    uint32_t ordering_key;               /* NO_INDEX: one order for the whole queue */
    int64_t visibility_ns, retention_ns; /* NEVER where the kind has none */
    uint32_t max_receives;               /* 0: no limit */
    uint64_t capacity;                   /* 0: no limit */
    double duplicate_share;
    uint32_t first_subscription, subscription_count;
} PlanComponent;

typedef struct PlanConnection {
    const char *id;
    ConnectionKind kind;
    uint32_t from, to;
    int64_t half_rtt_ns;
    int64_t timeout_ns, hedge_ns; /* 0: none */
    uint32_t max_attempts, fan_out;
    Backoff backoff;
    double budget; /* retries for each first try; 0: no budget */
    bool has_breaker, cancels, ignores_failure, reads_strongly;
    double breaker_share;
    int64_t breaker_open_ns;
    int64_t window_ns; /* of dedup */
} PlanConnection;

typedef struct PlanStep {
    uint32_t connection;
    uint32_t group;  /* the steps of one group start together */
    bool looks_up;   /* asks a cache before the stores: a hit skips the steps that are `data` */
    bool data;       /* skipped after a hit */
    bool fills_here; /* after its group the caches that missed get the value */
} PlanStep;

/* What one operation does at one component. */
typedef struct PlanRoute {
    uint32_t first_step, step_count;
    uint32_t subscription; /* of a queue: where its messages wait; NO_INDEX: nobody consumes */
    uint32_t dead_letter;  /* of a broker: the queue for what failed; NO_INDEX: none */
    double work;           /* times an ordinary request's own work */
    bool has_effect;       /* the operation's effect happens here */
} PlanRoute;

/* Messages of one broker that wait for the same consumers. */
typedef struct PlanSubscription {
    uint32_t broker;
    uint32_t first_consumer, consumer_count; /* in Plan.consumers: connections */
} PlanSubscription;

typedef struct PlanOperation {
    const Operation *source;
    uint32_t key;                        /* NO_INDEX: none */
    uint32_t first_source, source_count; /* in Plan.sources: components */
} PlanOperation;

typedef struct Plan {
    const Design *design;
    const Scenario *scenario;
    PlanComponent *components;
    PlanConnection *connections;
    PlanOperation *operations;
    PlanRoute *routes; /* by operation, then component */
    PlanStep *steps;
    PlanSubscription *subscriptions;
    uint32_t *consumers, *sources;
    uint32_t *feeds;      /* subscriptions, by the component that consumes them */
    uint32_t *first_feed; /* component_count + 1 entries */
    Zipf *keys;
    bool *carries;   /* by connection, then operation */
    bool *versioned; /* by component, then key: reads of it here may be stale */
    uint32_t component_count, connection_count, operation_count, key_count;
    uint32_t station_count, subscription_count, step_count;
    Ziggurat ziggurat;
} Plan;

/* Refuses what cannot be played: requests that would go round in a circle, and designs of more
 * stations than memory should be taken for. */
Error plan_make(const Design *design, const Scenario *scenario, Plan **plan);
void plan_free(Plan *plan); /* NULL is fine */

static inline const PlanRoute *plan_route(const Plan *plan, uint32_t operation,
                                          uint32_t component) {
    return &plan->routes[(size_t)operation * plan->component_count + component];
}

#endif
