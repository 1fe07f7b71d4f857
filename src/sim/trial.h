/* Trials: whether a design keeps every service level under a load. What the answers that try many
 * runs (sim/envelope.h, sim/size.h) have in common.
 *
 * All trials of one search have the same seed, so that they meet the same arrivals and what differs
 * between two of them comes from what was changed, not from chance. */
#ifndef FAULTLINE_SIM_TRIAL_H
#define FAULTLINE_SIM_TRIAL_H

#include "base/error.h"
#include "model/design.h"
#include "model/scenario.h"
#include "sim/sim_report.h"

typedef struct TrialOptions {
    uint64_t seed;
    double seconds; /* of load, in each run */
    /* May be NULL. Called now and then in the `run`-th run, from 1, which is `done`, 0 to 1;
     * false: stop and answer with what is known. */
    bool (*go_on)(void *context, unsigned run, double done);
    void *context;
} TrialOptions;

/* A service level that a run missed. */
typedef struct Miss {
    size_t operation; /* its position in the scenario */
    SloVerdict verdict;
    size_t fault;      /* the position of the fault that struck; SIZE_MAX: none, or several */
    size_t bottleneck; /* the component that was busiest then, by position; SIZE_MAX: none */
    double utilisation;
} Miss;
typedef ARRAY_OF(Miss) Misses;

/* Zero-initialise but for the first two, which must outlive it. */
typedef struct Trials {
    const Scenario *scenario;
    const TrialOptions *options;
    unsigned runs; /* that were played to their end */
    bool stopped;  /* by go_on; the trial that was under way says nothing */
    bool struck;   /* each fault of the last trial found what it strikes */
} Trials;

/* Fails when there is no service level to keep. */
Error trials_check(const Scenario *scenario);
/* Plays the design at `factor` times the scenario's load while the faults strike, and puts what was
 * missed in the place of what `misses` had. */
Error trial_run(Trials *trials, const Design *design, double factor, const char *const *faults,
                size_t fault_count, Misses *misses);
/* The rate, or the users, of an operation at this many times the load. */
void trial_scale(Operation *operation, double factor);

#endif
