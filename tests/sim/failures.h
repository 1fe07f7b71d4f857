/* The failures that a design brings on itself, each with its cures: designs that differ in one
 * setting, under one scenario, in tests/sim/failures. The test asserts what each does, and
 * `./dev docs` draws it for docs/MODEL.md. */
#ifndef FAULTLINE_SIM_FAILURES_H
#define FAULTLINE_SIM_FAILURES_H

#include "sim/simulate.h"

/* What is drawn over time. */
typedef enum FailureCurve {
    CURVE_ANSWERED,  /* of an operation, a second */
    CURVE_MEAN_MS,   /* of an operation */
    CURVE_QUEUE,     /* of a component */
    CURVE_DUPLICATED /* effects of an operation that happened once more, so far */
} FailureCurve;

typedef struct FailureVariant {
    const char *file; /* tests/sim/failures/<mode>.<file>.json */
    const char *name; /* in the legend */
} FailureVariant;

enum { FAILURE_VARIANTS = 3 };

typedef struct FailureMode {
    const char *id;
    const char *title; /* of the picture: what is drawn */
    const char *band;  /* what the fault is called in the picture; NULL: the scenario has none */
    double seconds;
    FailureCurve curve;
    const char *part;                          /* the id of what the curve is of */
    FailureVariant variants[FAILURE_VARIANTS]; /* the first is as drawn, the others are mended */
} FailureMode;

extern const FailureMode FAILURE_MODES[];
extern const size_t FAILURE_MODE_COUNT;

const FailureMode *failure_mode(const char *id); /* or NULL */

/* A variant that was played with all faults of its scenario. */
typedef struct FailureRun {
    Catalog *catalog;
    Design *design;
    Scenario *scenario;
    SimReport *report;
} FailureRun;

/* `variant` is one of the mode's files. Free the run with failure_free. */
Error failure_play(const FailureMode *mode, const char *variant, FailureRun *run);
void failure_free(FailureRun *run);
const OperationReport *failure_operation(const FailureRun *run, const char *id);
const ComponentReport *failure_component(const FailureRun *run, const char *id);
const ConnectionReport *failure_connection(const FailureRun *run, const char *id);

#endif
