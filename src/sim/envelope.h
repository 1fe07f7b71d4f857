/* The envelope: the highest load at which a design still keeps every service level, and what
 * breaks first beyond it (docs/MODEL.md, "The envelope"). */
#ifndef FAULTLINE_SIM_ENVELOPE_H
#define FAULTLINE_SIM_ENVELOPE_H

#include "sim/trial.h"

typedef struct EnvelopeOptions {
    TrialOptions trials;
    const char *const *faults; /* ids of those that strike, together; none by default */
    size_t fault_count;
} EnvelopeOptions;

typedef struct Envelope {
    double holds;  /* the highest factor of the load that was seen to hold; 0: none was */
    double breaks; /* the lowest that was seen to break; 0: none was */
    Misses misses; /* what broke there, in the order of the scenario */
    unsigned runs;
    bool cut_short; /* stopped before the two were near each other */
} Envelope;

/* The first factor that is tried is 1, the load of the scenario itself. */
Error envelope_find(const Design *design, const Scenario *scenario, const EnvelopeOptions *options,
                    Envelope *envelope);
void envelope_free(Envelope *envelope);

#endif
