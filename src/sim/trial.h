/* Trials: whether a design keeps every service level under a load. What the answers that try many
 * runs (sim/envelope.h, sim/size.h) have in common.
 *
 * All trials of one search have the same seed, so that they meet the same arrivals and what differs
 * between two of them comes from what was changed, not from chance.
 *
 * A search asks one question after the other. On several cores it plays ahead: a batch has the next
 * question and some that may follow. Those that it turns out not to ask are stopped and forgotten,
 * so the answer is the same on any number of cores. */
#ifndef FAULTLINE_SIM_TRIAL_H
#define FAULTLINE_SIM_TRIAL_H

#include "base/error.h"
#include "model/design.h"
#include "model/scenario.h"
#include "sim/sim_report.h"

typedef struct TrialOptions {
    uint64_t seed;
    double seconds;   /* of load, in each run */
    unsigned threads; /* 0: one for each core */
    /* May be NULL. Called now and then, from one thread at a time, while the runs from the `run`-th
     * on, from 1, are played; they are `done`, 0 to 1. False: stop and answer with what is known. */
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

/* Adds what the report's run missed while this fault struck. */
void misses_list(const SimReport *report, size_t fault, Misses *misses);

/* Zero-initialise but for the first two, which must outlive it. */
typedef struct Trials {
    const Scenario *scenario;
    const TrialOptions *options;
    unsigned runs; /* that were asked for and played to their end */
    bool stopped;  /* by go_on */
} Trials;

enum { TRIALS_MOST = 64 }; /* in one batch */
#define TRIAL_FIRST SIZE_MAX

typedef struct Trial {
    const Design *design;
    double factor;             /* of the scenario's load */
    const char *const *faults; /* ids of those that strike, together */
    size_t fault_count;
    /* The trial is asked for when that one, which stands before it in the batch, has held or has
     * not; TRIAL_FIRST: in any case. */
    size_t after;
    bool if_holds;
    /* What comes of it; nothing when the search was stopped, or did not ask for it. */
    bool is_known, holds;
    bool struck;   /* each fault found what it strikes */
    Misses misses; /* to be freed with array_free */
} Trial;

/* Fails when there is no service level to keep. */
Error trials_check(const Scenario *scenario);
/* How many trials a batch should have. */
size_t trials_at_once(const Trials *trials);
/* Plays a batch and counts the runs that were asked for. */
Error trials_play(Trials *trials, Trial *batch, size_t count);
/* The rate, or the users, of an operation at this many times the load. */
void trial_scale(Operation *operation, double factor);

#endif
