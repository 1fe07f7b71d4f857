/* The mechanisms of all reference designs, taken out one at a time, and what the rules find then that
 * they did not find before. */
#ifndef FAULTLINE_TESTS_MUTATION_TRIES_H
#define FAULTLINE_TESTS_MUTATION_TRIES_H

#include "rules/mutations.h"
#include "rules/rule_bench.h"

typedef struct TriedReference {
    const char *id; /* of its scenario */
    Scenario *scenario;
    Mutations mutations;
} TriedReference;

typedef struct Try {
    const TriedReference *reference;
    const Mutation *mutation;
    Findings findings;
    ARRAY_OF(const Finding *) caught; /* of rules that are meant to see it; none: missed */
    const Finding *other;             /* of a rule that is not; NULL: none */
    bool is_idle;                     /* idle_mechanisms.h */
} Try;

/* Zero-initialise. The references are in the bench's arena. */
typedef struct Tries {
    ARRAY_OF(TriedReference *) references;
    ARRAY_OF(Try) items; /* in the order of the references */
} Tries;

/* Of every shipped scenario with a reference; of the one that FAULTLINE_SCENARIO names, if any. */
void tries_make(RuleBench *bench, Tries *tries);
void tries_free(Tries *tries);
/* The part that has lost it, for a person: "job-queue: backoff of Jobs → Urgent". In the arena. */
const char *try_title(const Try *one, Arena *arena);

#endif
