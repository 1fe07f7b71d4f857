/* The facts of a round beside the drawing: what the scenario asks and stages, what the candidate
 * said, and when. Inside the rules only, but for RoundFacts. */
#ifndef FAULTLINE_RULES_FACT_ROUND_H
#define FAULTLINE_RULES_FACT_ROUND_H

#include "model/design.h"
#include "model/scenario.h"

/* What a session tells of the round so far, in minutes that were played. Below zero: not yet, or
 * not known. */
typedef struct RoundFacts {
    double played_min;
    double spent_min[PHASE_COUNT];
    double first_component_min, first_clarification_min;
} RoundFacts;

struct Facts;
void fact_round_load_answers(struct Facts *facts, const Design *design);
/* `round` may be NULL. */
void fact_round_load_scenario(struct Facts *facts, const Design *design, const Scenario *scenario,
                              const RoundFacts *round);

#endif
