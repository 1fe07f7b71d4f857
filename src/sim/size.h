/* Sizing: the cheapest numbers of machines with which a design keeps every service level, without
 * faults and under each fault by itself (docs/MODEL.md, "Sizing"). */
#ifndef FAULTLINE_SIM_SIZE_H
#define FAULTLINE_SIM_SIZE_H

#include "sim/trial.h"

typedef struct SizeOptions {
    TrialOptions trials;
    double most_cost; /* USD a month; 0: the scenario's budget, if it has one */
} SizeOptions;

typedef enum SizeOutcome {
    SIZE_FITS,
    SIZE_OVER_BUDGET, /* the cheapest that was found costs more than may be spent */
    SIZE_IMPOSSIBLE,  /* much larger numbers miss a service level too */
    SIZE_UNKNOWN      /* stopped before anything was known */
} SizeOutcome;

/* Why a number is not lower. */
typedef enum SizeFloor {
    SIZE_FLOOR_BOUND, /* the catalogue's bound, or a machine in each zone */
    SIZE_FLOOR_LOAD,  /* one less would be saturated by the load alone */
    SIZE_FLOOR_MISS,  /* one less misses a service level */
    SIZE_FLOOR_UNKNOWN
} SizeFloor;

typedef struct SizeChoice {
    size_t component; /* its position in the design */
    const SettingSpec *setting;
    double from, to; /* as drawn, as found */
    SizeFloor floor;
    Miss miss; /* of SIZE_FLOOR_MISS: the first that one less missed */
} SizeChoice;

typedef struct Sizing {
    SizeOutcome outcome;
    double cost_before, cost, budget; /* USD a month; budget 0: none */
    ARRAY_OF(SizeChoice) choices;     /* every number that was looked at */
    Misses misses;                    /* of SIZE_IMPOSSIBLE */
    size_t faults; /* of the scenario that strike something; 0 when no size was found */
    unsigned runs;
    bool cut_short; /* what was found keeps every service level, but less may do */
} Sizing;

Error size_find(const Design *design, const Scenario *scenario, const SizeOptions *options,
                Sizing *sizing);
void size_free(Sizing *sizing);

#endif
