/* From runs to a report. Inside the simulator only. */
#ifndef FAULTLINE_SIM_REPORT_H
#define FAULTLINE_SIM_REPORT_H

#include "sim/run.h"

/* The result of one replication, kept when its run is gone. */
typedef struct Tally {
    SimReport *report;
    Histogram *latencies; /* by operation, after the warm-up */
} Tally;

/* Checks what must hold in any run, and finds its warm-up. */
Tally tally_make(Run *run, const SimOptions *options);
/* Adds the others to the first, in their order, and takes its report; frees the tallies. */
SimReport *tallies_merge(Tally *tallies, unsigned count);

#endif
