/* What holds of an operation at a component because of the way that it takes before or after: what a
 * query would have to follow down the connections, and several rules ask for. */
#ifndef FAULTLINE_RULES_FACT_MARKS_H
#define FAULTLINE_RULES_FACT_MARKS_H

#include <stdbool.h>

#include "rules/fact_steps.h"

/* The columns of `flows` and `steps` say what they mean. */
typedef enum FactMark {
    FACT_DEFERRED = 1 << 0,
    FACT_AWAITED = 1 << 1,
    FACT_RETRIED = 1 << 2,
    FACT_KEYED = 1 << 3,
    FACT_UNKEYED_EFFECT = 1 << 4,
    FACT_REPEAT_HARMS = 1 << 5
} FactMark;

enum { FACT_LARGEST_DEPTH = 20 };

typedef struct FactMarks {
    unsigned char *marks; /* of each place, see fact_place() */
    signed char *depths;  /* likewise, how many calls lead there; below zero: none do */
} FactMarks;

FactMarks fact_marks_make(const FactSteps *steps, const Design *design, const Scenario *scenario,
                          const Estimate *estimate);
void fact_marks_free(FactMarks *marks);

/* Whether connections lead there from a client or a scheduler, for each component; release with
 * free(). */
bool *fact_reached_make(const Design *design, const FactEnds *ends);

#endif
