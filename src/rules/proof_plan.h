/* What a proof has to play: two designs and the load on them, from the clauses of one finding. */
#ifndef FAULTLINE_RULES_PROOF_PLAN_H
#define FAULTLINE_RULES_PROOF_PLAN_H

#include "rules/measure.h"
#include "rules/rule.h"

typedef struct ProofMeasure {
    MeasureId id;
    MeasureScope scope;
    const char *of; /* ids; "" of the whole */
} ProofMeasure;

/* The designs and the faults are the plan's; texts are in the arena that it was made with. */
typedef struct ProofPlan {
    Design *drawn, *mended;
    bool against_calm; /* `mended` is the same design: only the fault is missing there */
    ARRAY_OF(ProofMeasure) measures;
    ARRAY_OF(Fault) faults; /* with their ids */
    const char *fault;      /* in words */
    double seconds, wanted;
} ProofPlan;

/* Fails with the rule's file and line, or with the reason why it cannot be played here. */
Error proof_plan_make(const Rule *rule, const Finding *finding, const Design *design,
                      const Scenario *scenario, Arena *arena, ProofPlan *plan);
void proof_plan_free(ProofPlan *plan);

#endif
