/* A study: a design without faults, and under each fault of its scenario by itself. A scenario's
 * faults are so many questions, each asked alone; all of them at once is another one, and a run
 * of its own (sim/simulate.h). */
#ifndef FAULTLINE_SIM_STUDY_H
#define FAULTLINE_SIM_STUDY_H

#include "sim/simulate.h"

typedef struct Study {
    SimReport *base;     /* no fault strikes */
    SimReport **reports; /* one for each fault of the scenario, in its order: it strikes alone */
    size_t count;
    bool cut_short;
    bool slo_met; /* in every run */
} Study;

/* Plays all runs, on all cores when the options name no number of threads. The options' faults are
 * left aside. A story is of the base run; that of what a request became is told of every run that
 * has such a request. Free the study with study_free. */
Error study_make(const Design *design, const Scenario *scenario, const SimOptions *options,
                 Study *study);
void study_free(Study *study);

/* The base run's faultline/report, with what each fault did under further keys. */
void study_write(const Study *study, JsonWriter *writer);

#endif
