/* Which operation takes which connection, and what follows from it for the flows. */
#ifndef FAULTLINE_RULES_FACT_STEPS_H
#define FAULTLINE_RULES_FACT_STEPS_H

#include <stdbool.h>

#include "model/design.h"
#include "model/scenario.h"
#include "sim/estimate.h"

typedef struct FactStep {
    size_t operation, source, target; /* positions in the scenario and the design */
    const Connection *connection;
} FactStep;

typedef struct FactSteps {
    ARRAY_OF(FactStep) items; /* in the order of the connections, then of the operations */
    size_t component_count;
    bool *deferred; /* for each operation, each component: see fact_steps_is_deferred */
} FactSteps;

FactSteps fact_steps_make(const Design *design, const Scenario *scenario, const Estimate *estimate);
void fact_steps_free(FactSteps *steps);
/* Whether the operation gets to the component as a message, or by calls and publishes from where it
 * does: nobody who asked for it waits there. */
bool fact_steps_is_deferred(const FactSteps *steps, size_t operation, size_t component);

#endif
