/* The estimate: what each part of a design has to carry and how long its requests take, from flow
 * balance and the formulas of queueing theory, without simulating (docs/MODEL.md, "The estimate").
 * Deterministic, quick enough to run after every edit. */
#ifndef FAULTLINE_SIM_ESTIMATE_H
#define FAULTLINE_SIM_ESTIMATE_H

#include "model/design.h"
#include "model/scenario.h"

typedef struct ComponentEstimate {
    double arrivals_per_s; /* retries and redeliveries too */
    double holding_ms;  /* how long one arrival holds a slot, without waits; 0 when none arrive */
    double utilisation; /* of its slots; below zero where the kind has none */
    double peak_utilisation; /* of the slots of its busiest partition; else the same */
    double wait_ms;   /* for a slot; infinite when saturated, below zero where the kind has none */
    double hit_ratio; /* of a cache or cdn; below zero elsewhere or when nothing is read */
    double partition_share; /* of its arrivals that the busiest partition gets; below zero: none */
    double cost_usd_month;
} ComponentEstimate;

/* One operation at one component: it passes there this often. */
typedef struct FlowEstimate {
    size_t operation, component; /* positions in the scenario and the design */
    double rate_per_s;           /* requests and messages, retries and redeliveries too */
    double dedup_per_s;          /* checks of its idempotency keys, beside those */
    double answer_ms;            /* what its caller waits for, on average, without the wire */
    double answer_p99_ms;        /* infinite, both of them, when a part of its way is saturated */
    bool as_message;             /* some of it got there as messages, not as requests */
} FlowEstimate;

/* An operation as those who issue it see it. */
typedef struct OperationEstimate {
    double rate_per_s;    /* of a closed one: what its users come to */
    double response_ms;   /* on average, waits included; infinite when a part is saturated */
    double failing_share; /* after all retries */
} OperationEstimate;

typedef struct Estimate {
    ComponentEstimate *components; /* as many as the design has, in its order */
    double *connection_rates;      /* calls or messages a second, first attempts only */
    OperationEstimate *operations; /* as many as the scenario has, in its order */
    size_t component_count, connection_count, operation_count;
    ARRAY_OF(FlowEstimate) flows; /* sorted by operation, then component */
    double cost_usd_month;
    size_t bottleneck; /* the component of the highest peak utilisation; SIZE_MAX: none */
    double headroom;   /* the factor of the load at which it saturates; 0 when none */
} Estimate;

/* `scenario` may be NULL: then nothing flows and only costs are known. */
Estimate *estimate_make(const Design *design, const Scenario *scenario);
void estimate_free(Estimate *estimate);
/* NULL when the operation does not pass there. */
const FlowEstimate *estimate_flow(const Estimate *estimate, size_t operation, size_t component);

#endif
