/* What the flawed variants of a scenario are expected to cost (docs/FORMATS.md, "Expectations").
 *
 * Read-only once loaded; everything lives in its arena, texts are never NULL. */
#ifndef FAULTLINE_MODEL_EXPECTATIONS_H
#define FAULTLINE_MODEL_EXPECTATIONS_H

#include "model/scenario.h"

/* A design that has one flaw: the rule that finds it, and the service level that it costs. */
typedef struct Expectation {
    const char *file; /* beside the scenario: "no-dedup.json" */
    const char *rule; /* "messaging/no-dedup" */
    size_t operation; /* its position in the scenario */
    SloId slo;
    size_t fault; /* the position of the fault under which it is missed; SIZE_MAX: without one */
} Expectation;

typedef struct Expectations {
    Arena arena;
    const Expectation *variants; /* a file may stand here more than once */
    size_t variant_count;
} Expectations;

/* What it refers to must be in the scenario. Which rules there are is not checked here. */
Error expectations_load(const char *path, const Scenario *scenario, Expectations **expectations);
Error expectations_parse(const char *bytes, size_t length, const char *file,
                         const Scenario *scenario, Expectations **expectations);
void expectations_free(Expectations *expectations); /* NULL is fine */

#endif
