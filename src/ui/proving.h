/* Findings that are played: asked for by a button, done in the background, and kept until the design
 * changes. */
#ifndef FAULTLINE_UI_PROVING_H
#define FAULTLINE_UI_PROVING_H

#include "rules/prover.h"

/* Zero-initialised but for the prover, which it owns. */
typedef struct Proving {
    Prover *prover;
    unsigned long long source, revision;      /* of the design that all of this is about */
    unsigned long long ticket;                /* of what was asked for last */
    char rule[2 * ID_SIZE], subject[ID_SIZE]; /* of what was asked for last; "": nothing was */
    bool plays;                               /* and it is not over */
    bool stopped;                             /* and it was cancelled */
    ARRAY_OF(ProofAnswer) answers;
} Proving;

void proving_start(Proving *proving, const Design *design, const Scenario *scenario,
                   const Finding *finding);
void proving_cancel(Proving *proving);
/* Picks up what is ready. Forgets everything when the design is another. */
void proving_tick(Proving *proving, unsigned long long source, unsigned long long revision);
/* How far this finding's proof is, 0 to 1; below 0: it is not played now. */
double proving_progress(const Proving *proving, const Finding *finding);
/* It was cancelled, and nothing was played since. */
bool proving_was_stopped(const Proving *proving, const Finding *finding);
const Proof *proving_find(const Proving *proving, const Finding *finding); /* or NULL */
void proving_free(Proving *proving);

#endif
