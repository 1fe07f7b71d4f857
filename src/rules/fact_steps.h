/* Where each connection begins and ends, and which operation takes which connection. */
#ifndef FAULTLINE_RULES_FACT_STEPS_H
#define FAULTLINE_RULES_FACT_STEPS_H

#include "model/design.h"
#include "model/scenario.h"
#include "sim/estimate.h"

typedef struct FactEnds {
    size_t source, target; /* positions in the design */
} FactEnds;

/* Of each connection of the design, in its order; release with free(). */
FactEnds *fact_ends_make(const Design *design);

typedef struct FactStep {
    size_t operation, source, target; /* positions in the scenario and the design */
    const Connection *connection;
} FactStep;

typedef struct FactSteps {
    ARRAY_OF(FactStep) items; /* in the order of the connections, then of the operations */
    size_t component_count, operation_count;
} FactSteps;

FactSteps fact_steps_make(const Design *design, const Scenario *scenario, const Estimate *estimate,
                          const FactEnds *ends);
void fact_steps_free(FactSteps *steps);

/* An operation at a component, as one number. */
static inline size_t fact_place(const FactSteps *steps, size_t operation, size_t component) {
    return operation * steps->component_count + component;
}

/* The steps at each place: those of place p are at[first[p]] to at[first[p + 1] - 1]. */
typedef struct FactStepsAt {
    size_t *first, *at;
} FactStepsAt;

FactStepsAt fact_steps_leaving(const FactSteps *steps);
FactStepsAt fact_steps_entering(const FactSteps *steps);
void fact_steps_at_free(FactStepsAt *steps_at);

#endif
