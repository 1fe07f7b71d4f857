/* How often one operation passes each part of a design: its requests pushed through the graph once,
 * as docs/MODEL.md says that steps are taken. A cycle is cut where it closes. */
#ifndef FAULTLINE_SIM_FLOW_H
#define FAULTLINE_SIM_FLOW_H

#include "model/scenario.h"
#include "sim/capacity.h"
#include "sim/graph.h"

/* One entry for each node, and of `edge_rates` for each edge of the graph. */
typedef struct Flow {
    double *requests; /* requests and messages a second */
    double *dedups;   /* checks of idempotency keys a second */
    bool *as_message;
    double *holding_ms;  /* of one request: how long it holds a slot, without waits */
    double *response_ms; /* of one request: how long its caller waits, without queueing */
    double *edge_rates;  /* calls and messages a second */
    size_t *order;       /* the nodes that it reaches, each after those before it */
    size_t order_count;
    double source_rate; /* that each source issues */
} Flow;

void flow_allocate(const Graph *graph, Flow *flow);
void flow_free(Flow *flow);
/* `hits` has the hit ratio of each node for this operation (of caches; else unused). */
void flow_run(const Graph *graph, const Node *nodes, const Operation *operation, const double *hits,
              Flow *flow);

#endif
