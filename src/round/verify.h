/* Verification: whether a scenario is sound. There is a way to win, shown by its reference, and
 * there are ways to lose, shown by its first sketch and its flawed variants; what its requirements,
 * probes and curveballs ask for can be had (docs/FORMATS.md, "A sound scenario").
 *
 * All runs have one seed and are played on all cores; the result does not depend on how many. */
#ifndef FAULTLINE_ROUND_VERIFY_H
#define FAULTLINE_ROUND_VERIFY_H

#include "model/scenario.h"
#include "rules/rule.h"
#include "sim/trial.h"

/* One thing that must hold. */
typedef struct VerifyCheck {
    const char *subject; /* "no-dedup.json", "probe `twice`" */
    const char *what;    /* "keeps every service level without faults" */
    const char *found;   /* why it does not hold; NULL: it does */
    const char *mend;    /* what its author can do */
} VerifyCheck;

/* Owns its texts. */
typedef struct Verification {
    Arena arena;
    char id[ID_SIZE];
    const char *title;
    ARRAY_OF(VerifyCheck) checks;
    size_t failed;
    unsigned runs;
    bool cut_short; /* stopped by go_on: what was not played was not checked */
} Verification;

typedef struct VerifyOptions {
    const Catalog *catalog;
    const RuleSet *rules;
    TrialOptions trials; /* its go_on is called from one thread at a time */
} VerifyOptions;

/* The folder holds scenario.json and the designs. Fails when the scenario cannot be read; a design
 * that cannot be is a check that failed. */
Error scenario_verify(const char *folder, const VerifyOptions *options, Verification *verification);
void verification_free(Verification *verification); /* and zeroes it */

#endif
