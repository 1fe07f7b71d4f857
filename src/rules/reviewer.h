/* Checks in the background: the window submits a design after each edit and picks the findings up
 * when they are there. Only the newest submission matters; one that was overtaken is never seen.
 *
 * The reviewer works on a copy, so the caller may change its design at once. */
#ifndef FAULTLINE_RULES_REVIEWER_H
#define FAULTLINE_RULES_REVIEWER_H

#include "rules/checker.h"

typedef struct Reviewer Reviewer;

typedef struct Review {
    unsigned long long revision; /* as submitted */
    Findings findings;
    Estimate *estimate;
} Review;

/* `wake` is called from the reviewer's thread when a review is ready; it may be NULL. */
Error reviewer_new(const Catalog *catalog, const RuleSet *rules, void (*wake)(void *context),
                   void *context, Reviewer **out);
void reviewer_free(Reviewer *reviewer); /* waits for the check that is running */
/* The scenario must outlive the reviewer; it and `round` may be NULL. */
void reviewer_submit(Reviewer *reviewer, const Design *design, const Scenario *scenario,
                     const RoundFacts *round, unsigned long long revision);
/* True when there is a new review; it is moved into *review, whose old contents are freed. */
bool reviewer_poll(Reviewer *reviewer, Review *review);
/* Waits until everything submitted has been checked; for tests and the command line. */
void reviewer_wait(Reviewer *reviewer);
void review_free(Review *review);

#endif
