/* What is reviewed: a design, or the design that a session ended with and what the session tells of
 * the round. */
#ifndef FAULTLINE_CLI_SUBJECT_H
#define FAULTLINE_CLI_SUBJECT_H

#include "cli/context.h"
#include "rules/fact_round.h"

/* Zero-initialise. */
typedef struct Subject {
    Design *design;
    DesignLines lines;  /* of the design's file; none of a session */
    Scenario *scenario; /* NULL: none */
    RoundFacts round;
    bool has_round; /* it came from a session */
} Subject;

/* A folder, or a path that ends in ".jsonl", is a session; "-" is a design on standard input.
 * `scenario` is as in cli_load_scenario_of; when it is NULL and `<id>.scenario.json` of the scenario
 * that the design names lies beside it, that is taken. Release the subject whatever comes of it. */
Error subject_load(Cli *cli, const char *path, const char *scenario, Subject *subject);
void subject_free(Subject *subject);

#endif
