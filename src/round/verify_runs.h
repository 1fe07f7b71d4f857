/* The runs of a verification: designs under loads and faults, each by itself, played on all cores. */
#ifndef FAULTLINE_ROUND_VERIFY_RUNS_H
#define FAULTLINE_ROUND_VERIFY_RUNS_H

#include "sim/trial.h"

typedef struct VerifyRun {
    const Design *design;
    const Scenario *scenario;
    size_t fault; /* its position in the scenario; SIZE_MAX: none strikes */
    /* What came of it, when it was played. */
    bool played;
    bool struck; /* the fault found what it strikes */
    Error error; /* the design cannot be played */
    Misses misses;
} VerifyRun;

typedef ARRAY_OF(VerifyRun) VerifyRuns;

/* False when it was stopped before all were played. Adds to *played. */
bool verify_runs_play(VerifyRuns *runs, const TrialOptions *options, unsigned *played);
void verify_runs_free(VerifyRuns *runs);
/* The miss of this service level, or NULL. */
const Miss *verify_run_miss(const VerifyRun *run, size_t operation, SloId slo);

#endif
