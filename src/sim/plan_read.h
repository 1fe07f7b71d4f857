/* The settings of components and connections, read into a plan. */
#ifndef FAULTLINE_SIM_PLAN_READ_H
#define FAULTLINE_SIM_PLAN_READ_H

#include "sim/plan.h"

void plan_read_component(const Scenario *scenario, const Component *from, PlanComponent *to);
void plan_read_connection(const Connection *from, PlanConnection *to);

#endif
