/* The warm-up of a run: what is counted from which moment on. The moment is given, or found when
 * the run is over from what it has counted; so a run is played once. Inside the simulator only. */
#ifndef FAULTLINE_SIM_WARMUP_H
#define FAULTLINE_SIM_WARMUP_H

#include "sim/run.h"

typedef struct WarmUp {
    uint32_t cut;       /* the position in Run.cuts from which on is measured */
    uint32_t operation; /* whose latency took longest to settle; NO_INDEX: none */
    bool settled;       /* false: half of the load was too short for it */
} WarmUp;

/* Of a run that is over. */
WarmUp warmup_find(const Run *run);
/* What the component has counted so far. */
Counts warmup_counts(Run *run, uint32_t component);
int64_t warmup_waiting_max(const Run *run, uint32_t component, uint32_t cut);

#endif
