/* How long requests take and wait: from the last node back to the first, since who holds a slot
 * while it waits for others holds it for as long as they take. */
#ifndef FAULTLINE_SIM_TIMES_H
#define FAULTLINE_SIM_TIMES_H

#include "sim/flow.h"

typedef struct Times {
    size_t node_count, flow_count;
    size_t *order; /* the nodes, each before those whose answers it waits for */
    size_t order_count;
    unsigned passes; /* over the nodes, until all that matters has been seen */
    /* By flow, then node. */
    Spread *holding;  /* of a slot, by a request that is let in */
    Spread *response; /* what its caller waits for, without the wire */
    /* By node. */
    Spread *read_wait, *write_wait; /* for a slot */
} Times;

void times_make(const Network *network, const Flow *flows, size_t flow_count, Times *times);
void times_free(Times *times);

/* Without waits all queues count as empty. `scales` multiply the rates of the flows; NULL: all 1. */
void times_run(const Network *network, const Flow *flows, const double *scales, bool with_waits,
               Times *times);

#endif
