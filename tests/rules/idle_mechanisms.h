/* Mechanisms of the reference designs that do nothing where they stand, by judgement: what would
 * take them out is no fault, so no rule is asked to see it. Each has its reason. */
#ifndef FAULTLINE_TESTS_IDLE_MECHANISMS_H
#define FAULTLINE_TESTS_IDLE_MECHANISMS_H

#include <stddef.h>

typedef struct IdleMechanism {
    const char *scenario, *mechanism, *part; /* `mechanism` is the name of a MutationKind */
    const char *why;
} IdleMechanism;

extern const IdleMechanism IDLE_MECHANISMS[];
extern const size_t IDLE_MECHANISM_COUNT;

#endif
