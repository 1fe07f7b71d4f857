/* An attempt: a design as it was at one moment, with all that can be said of it without playing it.
 * A session at a moment is one; so is a design of a file, which has no clock. */
#ifndef FAULTLINE_ROUND_ATTEMPT_H
#define FAULTLINE_ROUND_ATTEMPT_H

#include "history/replay.h"
#include "round/round.h"
#include "rules/checker.h"

/* Owns all but the scenario; zero-initialise. */
typedef struct Attempt {
    char *name; /* what it is called beside the other one: "the reference", "at 12:40" */
    Design *design;
    const Scenario *scenario; /* or NULL */
    bool is_round;
    long long at_ms, end_ms; /* of a round: the moment, and when its session ends */
    RoundClock clock;        /* of a round, at that moment */
    RoundFacts facts;        /* the same */
    Findings findings;       /* once it is checked */
} Attempt;

/* At this moment of the session; below zero: at its end. `scenario` may be NULL. Named after the
 * moment. */
Error attempt_of_session(const Session *session, long long at_ms, const Scenario *scenario,
                         Attempt *attempt);
/* Takes the design over. */
Attempt attempt_of_design(Design *design, const Scenario *scenario, const char *name);
Error attempt_check(Attempt *attempt, Checker *checker);
void attempt_free(Attempt *attempt); /* and zeroes it */

#endif
