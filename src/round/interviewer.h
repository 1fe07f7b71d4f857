/* The interviewer: what it answers, what it makes of an estimate, and what it asks.
 *
 * It knows the scenario and the design, whose answers hold all that was said; it keeps nothing. */
#ifndef FAULTLINE_ROUND_INTERVIEWER_H
#define FAULTLINE_ROUND_INTERVIEWER_H

#include "round/round.h"

/* --- Clarifications: which were asked, in their order, is answers.clarified of the design --- */
bool interviewer_was_asked(const Design *design, const char *clarification);
/* The edit that asks; the answer lives as long as the scenario. What was asked already is answered
 * again, and the command stays empty. ERROR_USAGE when the scenario has no such clarification. */
Error interviewer_ask(const Design *design, const Scenario *scenario, const char *clarification,
                      const char **answer, Command *command);

/* --- Estimates --- */
typedef struct EstimateCheck {
    bool given;      /* the candidate has said a number */
    double value;    /* what was said */
    double expected; /* what the scenario's arithmetic gives */
    double ratio;    /* value / expected: 8 is eight times too high; 0 when nothing is */
    bool close;      /* within a factor of ESTIMATE_TOLERANCE, either way */
} EstimateCheck;

#define ESTIMATE_TOLERANCE 3.0

/* The edit that says a number, or takes it back with NULL. Refused below zero. */
Error interviewer_estimate(const Design *design, const Scenario *scenario, const char *estimate,
                           const double *value, Command *command);
EstimateCheck interviewer_check_estimate(const Design *design, const ScenarioEstimate *estimate);
/* For a person: "", "close", "8 times too high". */
void interviewer_describe_check(const EstimateCheck *check, char out[64]);

/* --- Probes: scenario->probes, in their order --- */
/* How many of them the interviewer has asked: none before the phase of failures, the first as it
 * begins, the others spread over its share of the clock. */
size_t interviewer_probes_asked(const Scenario *scenario, const RoundClock *clock);

#endif
