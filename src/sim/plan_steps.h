/* Which steps an operation takes at a component, in which order (docs/MODEL.md, "Steps"). */
#ifndef FAULTLINE_SIM_PLAN_STEPS_H
#define FAULTLINE_SIM_PLAN_STEPS_H

#include "sim/graph.h"
#include "sim/plan.h"

typedef ARRAY_OF(PlanStep) PlanSteps;

/* Appends the steps of one route; returns how many. */
uint32_t plan_add_steps(const Plan *plan, const Graph *graph, uint32_t operation,
                        uint32_t component, PlanSteps *steps);

#endif
