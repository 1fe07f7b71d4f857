/* Proofs in the background: the window asks for one and picks it up when it is there. One is played
 * at a time; another one that is asked for takes its place.
 *
 * The prover works on copies, so the caller may change its design at once. */
#ifndef FAULTLINE_RULES_PROVER_H
#define FAULTLINE_RULES_PROVER_H

#include "rules/proof.h"

typedef struct Prover Prover;

/* A proof with the finding that it is of. Owns its texts; zero-initialise. */
typedef struct ProofAnswer {
    Arena arena;
    unsigned long long ticket; /* of the request; 0: no answer */
    const char *rule, *subject;
    Proof proof;
} ProofAnswer;

/* Borrows the rules. `wake` is called from the prover's thread when a proof is ready, and now and
 * then while one is played; it may be NULL. */
Error prover_new(const RuleSet *rules, void (*wake)(void *context), void *context, Prover **out);
void prover_free(Prover *prover); /* stops what is played; NULL is fine */
/* The scenario must outlive the prover. The rule has a proof. `ticket` is above 0 and comes back
 * with the answer. */
void prover_submit(Prover *prover, const Design *design, const Scenario *scenario,
                   const Finding *finding, unsigned long long ticket);
void prover_cancel(Prover *prover); /* stops and forgets what was asked for */
/* How far it is, 0 to 1; below 0: nothing is played. */
double prover_progress(Prover *prover);
/* True when there is a new answer; it is moved into *answer, whose old contents are freed. */
bool prover_poll(Prover *prover, ProofAnswer *answer);
/* Waits until nothing is played; for tests. */
void prover_wait(Prover *prover);
void proof_answer_free(ProofAnswer *answer); /* and zeroes it */

#endif
