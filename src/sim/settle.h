/* The flows of all operations together: run until the hit ratios of the caches and what limits turn
 * away agree with the rates that they lead to. */
#ifndef FAULTLINE_SIM_SETTLE_H
#define FAULTLINE_SIM_SETTLE_H

#include "sim/flow.h"
#include "sim/popularity.h"

typedef struct Settling {
    const Network *network;
    const Scenario *scenario;
    Flow *flows;               /* one for each operation of the scenario */
    Popularity **popularity;   /* of each of its keys, when it was needed, or NULL */
    struct CacheTraffic *seen; /* by node, then key: what the hit ratios in force were made from */
    double *hits;              /* by node, then key */
} Settling;

void settling_make(const Network *network, const Scenario *scenario, Flow *flows,
                   Settling *settling);
void settling_free(Settling *settling);
/* The rates at which the operations start are set; the rest of the flows follows. */
void settling_run(Settling *settling);

#endif
