/* What holds in any run, whatever is drawn and whatever strikes. A run that breaks one of these is a
 * mistake of ours, and stops the program. Inside the simulator only. */
#ifndef FAULTLINE_SIM_IDENTITIES_H
#define FAULTLINE_SIM_IDENTITIES_H

#include "sim/run.h"

/* Of a run that is over: every intent is accounted for, and on every component the time integrals
 * of what waits and of what is busy are what the requests say that they waited and worked (Little's
 * law, which holds exactly for one run). */
void identities_check_run(const Run *run);
/* No figure is negative, none is not a number, no utilisation is above 1. */
void identities_check_report(const SimReport *report);

#endif
