/* How often one operation passes each part of a design: its requests pushed through the graph once,
 * as docs/MODEL.md says that steps are taken, with the retries and redeliveries that failures
 * bring. A cycle is cut where it closes. */
#ifndef FAULTLINE_SIM_FLOW_H
#define FAULTLINE_SIM_FLOW_H

#include "model/scenario.h"
#include "sim/network.h"

/* By node, and by edge of the graph. */
typedef struct Flow {
    const Operation *operation;
    bool *starts, *carries; /* nodes that issue it, edges that carry it */
    size_t *order;          /* the nodes that it reaches, each after those before it */
    size_t order_count;
    double start_count;
    double start_rate; /* that each of the starts issues; set it before flow_run */
    double *hits;      /* set before flow_run: of a cache, the share of the reads that it answers */
    double *refused;   /* set before flow_run: the share of the requests that a limit turns away */
    bool *strongly;    /* nodes where it reads what was acknowledged last */
    double *failing;   /* the share of the requests that fail there, retries behind it included */
    double *requests;  /* requests and messages a second */
    double *dedups;    /* checks of idempotency keys a second */
    bool *as_message;
    double *taken;      /* how often a request takes the step */
    double *attempts;   /* tries, or deliveries, of one call of the step */
    double *edge_rates; /* calls and messages a second, first attempts only */
} Flow;

void flow_make(const Network *network, const Operation *operation, Flow *flow);
void flow_free(Flow *flow);
/* Whether the operation asks the primary, or every copy: all writes do, and strong reads. */
bool flow_asks_all(const Flow *flow, size_t node);
void flow_run(const Network *network, Flow *flow);

#endif
