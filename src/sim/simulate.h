/* The simulator: a design under its scenario's load, one request at a time (docs/MODEL.md, "The
 * simulation"). The same design, scenario, faults, seed and duration give the same report. */
#ifndef FAULTLINE_SIM_SIMULATE_H
#define FAULTLINE_SIM_SIMULATE_H

#include "sim/sim_report.h"

typedef struct SimOptions {
    uint64_t seed;
    double seconds;            /* of load, above 0; after them the run drains */
    double warmup_s;           /* below 0: found from the run itself */
    bool with_faults;          /* else none strikes */
    const char *const *faults; /* ids; none listed: all of the scenario's */
    size_t fault_count;
    unsigned replications; /* 0 counts as 1 */
    unsigned threads;      /* that play them; 0: one for each core */
    uint64_t most_events;  /* in each replication; 0: no limit. A run that meets it is cut short */
    StoryWish story;       /* of any operation */
    uint64_t story_number;
    /* Both may be NULL. Called now and then, from one thread at a time: `done` is 0 to 1. */
    bool (*go_on)(void *context, double done); /* false: stop and report what there is */
    void *context;
} SimOptions;

SimOptions sim_options_default(void); /* seed 1, 60 seconds, no faults, one replication */

/* The report and its story belong to the caller. Fails when the design cannot be played or an
 * option makes no sense. */
Error simulate(const Design *design, const Scenario *scenario, const SimOptions *options,
               SimReport **report);

#endif
